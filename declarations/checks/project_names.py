"""Checks of the project's name beside other names: in the goal, in the budget, in the unit."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from . import lexicon
from .contract import BUDGET_TARGETS, SYSTEM, Form, NotApplicable, Quality, Seen, Severity, rule
from .examples import CLEAN, changed
from .wording import letters, without_year

_SUPPORT = lexicon.any_of(lexicon.SUPPORT_PROJECTS)
_DOCUMENT = re.compile(
    r"[〔\[［（(【](?:19|20)\d{2}[〕\]］）)】]\s*第?\s*\d+\s*号|第\s*\d+\s*号[令文]|《[^《》]{4,}》"
)
_SIMILAR = 0.9
_NUMERALS = re.compile(r"[\d一二三四五六七八九十百ⅠⅡⅢⅣA-Za-z甲乙丙东西南北上下]")

_SHORTEST_CORE = 10
_LONGEST_GAP = 3
_LINKS = frozenset("的地及和与或等各在对、")
_PROJECT_END = lexicon.any_of(lexicon.PROJECT_ENDS, after="$")


@rule(
    "BAS-NAME-MATCH-BUDGET",
    Severity.ERROR,
    Quality.COMPLETE,
    basis=BUDGET_TARGETS,
    bad=[
        changed("项目名称多了年度以外的字", project="农村公路日常养护费").known(
            budget_project="农村公路养护费"
        ),
        changed("叫法不同", project="困难学生营养餐").known(
            budget_project="义务教育学生营养改善计划补助"
        ),
        changed("期次不同", project="数字档案馆二期").known(budget_project="数字档案馆一期"),
    ],
    good=[
        changed("与预算一致", project="农村公路养护费").known(budget_project="农村公路养护费"),
        changed("只是括号和空格不同", project="公路养护（县道） 经费").known(
            budget_project="公路养护(县道)经费"
        ),
        changed("不知道预算中的名称", project="农村公路养护费"),
    ],
)
def name_is_that_of_the_budget(form: Form) -> Iterator[Seen]:
    """The same letters; brackets, blanks and punctuation may differ."""
    wanted, name = form.context.budget_project, form.content.project.strip()
    if not wanted or not name:
        raise NotApplicable
    if letters(name) != letters(wanted):
        yield Seen("project", name, wanted, {"name": name, "wanted": wanted}, fix=wanted)


@rule(
    "BAS-NAME-DUP",
    Severity.WARNING,
    Quality.CONDITIONS,
    basis=SYSTEM,
    bad=[
        changed("完全同名", project="农村公路养护").known(other_projects=("农村公路养护",)),
        changed("只差年度", project="2021年基层财会人员业务培训").known(
            other_projects=("会议费", "基层财会人员业务培训")
        ),
        changed("只差一个字", project="城区公共厕所及垃圾中转站运行管理经费").known(
            other_projects=("城区公共厕所和垃圾中转站运行管理经费",)
        ),
    ],
    good=[
        changed("期次不同", project="智慧城管指挥中心建设一期").known(
            other_projects=("智慧城管指挥中心建设二期",)
        ),
        changed("编号不同", project="乡镇卫生院业务用房改造3号楼").known(
            other_projects=("乡镇卫生院业务用房改造5号楼",)
        ),
        changed("没有其他项目", project="农村公路养护").known(other_projects=()),
        changed("不同的项目", project="残疾人就业培训").known(
            other_projects=("残疾人康复服务", "残疾人托养补贴")
        ),
    ],
)
def name_is_like_another(form: Form) -> Iterator[Seen]:
    """Another project of the unit and year is named alike, and not by a number apart."""
    others, name = form.context.other_projects, form.content.project.strip()
    if others is None or not name:
        raise NotApplicable
    for other in others:
        if _are_alike(letters(without_year(name)), letters(without_year(other))):
            yield Seen("project", name, values={"name": name, "other": other.strip()})


def _are_alike(one: str, other: str) -> bool:
    if not one or not other:
        return False
    if one == other:
        return True
    if _NUMERALS.findall(one) != _NUMERALS.findall(other):
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= _SIMILAR and matcher.ratio() >= _SIMILAR


@rule(
    "BAS-NAME-VARIANT",
    Severity.INFO,
    Quality.CLEAR,
    basis=SYSTEM,
    bad=[
        changed(
            "少了“软件”",
            project="预算编制软件3.0网络版软件维护费",
            goal="保障预算编制3.0网络版软件正常运行，完成80家单位的编制工作。",
        ),
        changed(
            "多了“全县”",
            project="政府投资项目债务动态监测平台维护费",
            goal="维护政府投资项目全县债务动态监测平台，每月更新1次数据，防范风险。",
        ),
        changed(
            "少了“公共”",
            project="城乡居民基本公共医疗保险信息系统运维费",
            goal="建成城乡居民基本医疗保险信息系统1套，提高结算效率，方便群众就医。",
        ),
    ],
    good=[
        changed(CLEAN.goal, goal=CLEAN.goal),
        changed(
            "写法一致",
            project="不动产登记信息管理平台维护费",
            goal="维护不动产登记信息管理平台，办理登记2万件，方便群众办事。",
        ),
        changed(
            "只多了“的”",
            project="城乡居民养老保险信息系统维护费",
            goal="保障城乡居民养老保险的信息系统全年运行，服务参保人3万人。",
        ),
        changed(
            "用简称",
            project="机关事业单位资产管理信息系统软件维护费",
            goal="保障资产管理系统正常运行，服务单位123家，实现动态监管。",
        ),
    ],
)
def name_is_written_otherwise(form: Form) -> Iterator[Seen]:
    """The goal names the project's matter with a word more or a word less in the middle.

    A short form that leaves out the beginning or the end is how people speak, and no fault.
    """
    core = _core(form.content.project)
    goal = letters(form.content.goal)
    if len(core) < _SHORTEST_CORE or not goal:
        raise NotApplicable
    if core in goal:
        return
    if variant := _variant(core, goal):
        yield Seen("goal", variant, core, {"variant": variant, "core": core})


def _core(project: str) -> str:
    return _PROJECT_END.sub("", letters(without_year(project)))


def _variant(core: str, goal: str) -> str:
    """The passage of the goal that is ``core`` with one gap, or with one word put in, or ""."""
    for cut in range(2, len(core) - 1):
        head = core[:cut]
        at = goal.find(head)
        if at < 0:
            return ""
        behind = goal[at + cut :]
        for gap in range(1, _LONGEST_GAP + 1):
            left_out, tail = core[cut : cut + gap], core[cut + gap :]
            if len(tail) > 1 and len(head + tail) >= _SHORTEST_CORE and behind.startswith(tail):
                return _unless_link(left_out, head + tail)
            put_in, tail = behind[:gap], core[cut:]
            if behind[gap:].startswith(tail):
                return _unless_link(put_in, head + put_in + tail)
    return ""


def _unless_link(word: str, passage: str) -> str:
    """的, 和 and numbers come and go in speech."""
    return "" if set(word) & _LINKS or any(c.isdigit() for c in word) else passage


@rule(
    "BAS-POLICY-BASIS",
    Severity.INFO,
    Quality.CONDITIONS,
    basis=BUDGET_TARGETS,
    bad=[
        changed("补助项目没有依据", project="公益林生态效益补助").known(policy_basis=""),
        changed("专项资金没有依据", project="乡村振兴专项资金").known(policy_basis="　"),
        changed("依据只写了“有关文件”", project="高龄老人津贴").known(policy_basis="有关文件"),
    ],
    good=[
        changed("写了文号", project="公益林生态效益补助").known(policy_basis="川财建〔2020〕15号"),
        changed("写了文件名", project="高龄老人津贴").known(
            policy_basis="《关于建立高龄老人津贴制度的通知》"
        ),
        changed(
            "目标里写了文号", project="援助干部津贴", goal="按照组通〔2018〕12号文发放津贴26人。"
        ).known(policy_basis=""),
        changed("不是补助类项目", project="办公楼物业管理").known(policy_basis=""),
        changed("口径没有这一栏", project="高龄老人津贴"),
    ],
)
def support_has_a_basis(form: Form) -> Iterator[Seen]:
    """Subsidies and earmarked money name the document they rest on."""
    basis = form.context.policy_basis
    if basis is None or not _SUPPORT.search(form.content.project):
        raise NotApplicable
    if not _DOCUMENT.search(basis) and not _DOCUMENT.search(form.content.goal):
        yield Seen("project", basis.strip(), values={"name": form.content.project.strip()})
