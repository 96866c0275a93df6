"""Checks of the annual goal (年度目标): what is to be achieved, not what is to be paid."""

import re
from collections.abc import Iterator

from . import lexicon
from .contract import BUDGET_TARGETS, SYSTEM, Form, NotApplicable, Quality, Seen, Severity, rule
from .examples import CLEAN, changed
from .spelling import corrected
from .wording import clauses, compact, letters, without_year

_ORDINAL = r"(?:[一二三四五六七八九十\d]+[、.．)）是]|[（(][一二三四五六七八九十\d]+[)）])?"
_MONEY_FOR = r"(?:(?:该|本)?(?:项目|专项|年度|预算)*(?:资金|经费|款项)?(?:主要)?用于)?"
_ADVERBS = r"(?:及时|足额|按时|按期|如期|按规定|按照规定|全额|全部|一次性|主要|继续)*"
_OPENING = rf"^{_ORDINAL}(?:(?:19|20)\d{{2}}年度?)?{_ORDINAL}{_MONEY_FOR}{_ADVERBS}"
_PAYS = lexicon.any_of(lexicon.PAYING, before=_OPENING)
_BUYS = lexicon.any_of(lexicon.BUYING, before=_OPENING)
_PAID = lexicon.any_of(lexicon.PAID)
_EFFECT = lexicon.any_of(lexicon.EFFECTS)
_VERB = lexicon.any_of(lexicon.DOING + lexicon.EFFECTS)
_THING = lexicon.any_of(lexicon.THING_ENDS, after="(?:等|[)）])*$")
_EMPTY_OPENING = re.compile("^(?:完成|开展|实施|做好|保障|确保|支付|推进|组织|落实)+")
_EMPTY_END = re.compile("(?:工作|的?实施|的?开展|项目|任务|等)+$")

_YEARS = "(?:[两二三四五六七八九十2-9]|10)(?:[至到~-][三四五3-5])?年"
_NO_PLAN = "(?!行动|计划|规划|质保|免费|以上|期|滚动|一)"
_LONG_TERM = re.compile(
    rf"(?:未来|今后|力争用?|计划用|经过|通过|利用|争取用?|在|用){_YEARS}{_NO_PLAN}"
    rf"(?:内|左右|的?时间|的?努力)?"
    rf"|{_YEARS}(?:之?内|的?时间|的?努力)(?!免费|质保|新|累计)"
    r"|规划期(?:内|末|间)|中长期(?:目标|内)"
    r"|十[三四五六]五[”\"]?(?:规划)?(?:期间|时期|期?末)"
)
_UNTIL_YEAR = re.compile(r"(?:到|至|截至|截止|力争)((?:19|20)\d{2})年(?!度?(?:部门)?预算|度?规划)")
_SPAN_OF_YEARS = re.compile(
    r"((?:19|20)\d{2})年?[-—–~～至到]+((?:19|20)\d{2})年(?!度?[^，。；,;]{0,12}"
    r"(?:规划|计划|方案|纲要|行动|意见|合同|协议))"
)


def _goal(form: Form) -> str:
    goal = form.content.goal.strip()
    if not goal:
        raise NotApplicable  # BAS-GOAL says so
    return goal


@rule(
    "GOAL-SHORT",
    Severity.WARNING,
    Quality.CLEAR,
    basis=BUDGET_TARGETS,
    bad=[
        changed("保障全年财政业务专网使用畅通", goal="保障全年财政业务专网使用畅通"),
        changed("做好森林防火", goal="做好森林防火工作。"),
        changed(
            "只把项目名称再写一遍",
            project="中心城区老旧小区供水管网改造工程",
            goal="完成2021年中心城区老旧小区供水管网改造工程。",
        ),
    ],
    good=[
        changed(CLEAN.goal, goal=CLEAN.goal),
        changed(
            "名称加上产出和效果",
            project="老旧小区供水管网改造工程",
            goal="完成老旧小区供水管网改造12公里，解决3,000户居民用水困难。",
        ),
        changed(
            "防范和打击辖区内的非法集资，维护社会稳定",
            goal="防范和打击辖区内的非法集资，维护社会稳定",
        ),
        changed("目标为空时由必填的检查来说", goal=" "),
    ],
)
def goal_is_short(form: Form) -> Iterator[Seen]:
    """Too few characters, or nothing but the name of the project."""
    goal = _goal(form)
    shortest = form.threshold("goal_shortest")
    if len(compact(goal)) < shortest or _repeats_name(goal, form.content.project):
        yield Seen("goal", observed=goal, values={"goal": goal, "shortest": shortest})


def _repeats_name(goal: str, project: str) -> bool:
    core = _core(project)
    return len(core) >= 4 and core == _core(goal)


def _core(text: str) -> str:
    return _EMPTY_END.sub("", _EMPTY_OPENING.sub("", letters(without_year(text))))


@rule(
    "GOAL-LONG",
    Severity.INFO,
    Quality.CLEAR,
    basis=SYSTEM,
    bad=[
        changed("三百多字的目标", goal="组织开展业务培训，提高人员能力。" * 20),
        changed(
            "把实施方案全文抄进来", goal="一、总体要求。" + "坚持统筹规划、分步实施的原则。" * 25
        ),
        changed("刚过三百字", goal="改" * 301),
    ],
    good=[
        changed(CLEAN.goal, goal=CLEAN.goal),
        changed("正好三百字", goal="改" * 300),
        changed(
            "二百来字，分三条写", goal="；".join(["完成年度维修养护任务，保障道路安全畅通"] * 11)
        ),
    ],
)
def goal_is_long(form: Form) -> Iterator[Seen]:
    length = len(compact(_goal(form)))
    longest = form.threshold("goal_longest")
    if length > longest:
        yield Seen("goal", observed=str(length), values={"length": length, "longest": longest})


@rule(
    "GOAL-IS-SPENDING",
    Severity.WARNING,
    Quality.GOAL_RELEVANT,
    basis=BUDGET_TARGETS,
    bad=[
        changed(
            "支付评审费", goal="支付中介机构投资项目评审费及结算审核费，确保建设项目顺利实施。"
        ),
        changed("购置设备，没写干什么", goal="2021年购置办公电脑50台、打印机10台、档案柜20组。"),
        changed("项目资金主要用于…", goal="项目资金主要用于偿还农村公路建设贷款本息及管理费用。"),
        changed("足额缴纳保险费", goal="及时足额缴纳公益性岗位人员社会保险费，维护职工权益。"),
    ],
    good=[
        changed(CLEAN.goal, goal=CLEAN.goal),
        changed("购置后写了效果", goal="购置急救设备20台，提高乡镇卫生院的急诊救治能力。"),
        changed("发放救助金，写了效果", goal="发放临时救助金600户，保障困难群众基本生活。"),
        changed("支付方式改革不是花钱", goal="完成2家医院的支付方式改革，降低群众的门诊自付比例。"),
        changed("支付结算系统不是付款", goal="支付结算系统全年稳定运行，故障恢复不超过2小时。"),
    ],
)
def goal_is_spending(form: Form) -> Iterator[Seen]:
    """It begins with paying; or with buying or handing out, and tells no effect."""
    goal = corrected(_goal(form))  # 拔付 is paying, too
    parts = clauses(compact(goal))
    if not parts:
        return
    opening, rest = parts[0], parts[1:]
    found = _PAYS.search(opening)
    if found and not _PAID.search(opening, found.end()):
        found = None
    does_more = any(_VERB.match(part) and not _BUYS.search(part) for part in rest)
    if not found and not does_more and not _EFFECT.search(goal):
        found = _BUYS.search(opening)
    if found:
        yield Seen("goal", observed=found[0], values={"opening": _shown(opening)})


def _shown(text: str, longest: int = 24) -> str:
    return text if len(text) <= longest else text[:longest] + "…"


@rule(
    "GOAL-NO-NUMBER",
    Severity.INFO,
    Quality.CLEAR,
    basis=BUDGET_TARGETS,
    bad=[
        changed(
            "保证系统正常运行", goal="保证2021年度非税收入收缴系统正常运行，提高非税管理工作效率。"
        ),
        changed(
            "文号和版本号不是数量",
            goal="按照〔2018〕12号文升级V2.0软件，规范业务流程，提高办事效率。",
        ),
        changed(
            "序号不是数量", goal="一是开展巡查，二是整治隐患，三是加强宣传，减少安全事故的发生。"
        ),
    ],
    good=[
        changed(CLEAN.goal, goal=CLEAN.goal),
        changed("汉字写的数量", goal="新建村级文化广场三个，丰富群众的文化生活。"),
        changed("只有比率", goal="使辖区内的垃圾无害化处理率达到98%，改善人居环境。"),
    ],
)
def goal_has_no_number(form: Form) -> Iterator[Seen]:
    goal = _goal(form)
    if not form.reading(goal).has_number:
        yield Seen("goal", observed=goal)


@rule(
    "GOAL-NO-VERB",
    Severity.WARNING,
    Quality.CLEAR,
    basis=SYSTEM,
    bad=[
        changed(
            "开头只把项目名称再写一遍",
            project="隐性债务和中长期支出事项监测平台维护费",
            goal="隐性债务和中长期支出事项监测平台,防范债务风险",
        ),
        changed("只列了费用名", goal="差旅费、会议费、印刷费、公务用车等日常工作经费"),
        changed(
            "只列了名称",
            project="智慧校园一期工程",
            goal="教室多媒体设备，校园无线网络，图书馆门禁系统及阅览设施等",
        ),
    ],
    good=[
        changed(CLEAN.goal, goal=CLEAN.goal),
        changed(
            "以动词开头",
            project="债务监测平台维护费",
            goal="维护债务监测平台，防范地方债务风险，守住底线。",
        ),
        changed(
            "主语在前，谓语在后",
            project="视频会议系统租赁费",
            goal="视频会议系统全年畅通，全年保障会议120场。",
        ),
        changed("以对象开头", goal="全区127家单位的资产数据全部接入监管系统，数据按月更新。"),
    ],
)
def goal_is_no_sentence(form: Form) -> Iterator[Seen]:
    """Its first clause is just the project's name, or it is a list of names.

    Whether any Chinese sentence has a predicate is not for a list of words to say; these two are
    sure.
    """
    goal = _goal(form)
    parts = clauses(goal)
    if not parts:
        return
    if _is_name_of(parts[0], form.content.project):
        yield Seen("goal", observed=parts[0], values={"clause": _shown(parts[0])})
    elif _is_list_of_names(goal):
        yield Seen("goal", observed=goal, values={"clause": _shown(goal)})


def _is_list_of_names(goal: str) -> bool:
    items = [item for clause in clauses(goal) for item in clause.split("、")]
    return len(items) > 2 and all(_is_name(item) for item in items)


def _is_name(item: str) -> bool:
    if len(item) <= 4 and item.endswith("费"):  # 印刷费 begins like a verb
        return True
    return bool(_THING.search(item)) and not _VERB.match(item)


def _is_name_of(clause: str, project: str) -> bool:
    """A clause that ends like a thing and is the project's name, or that with some letters less."""
    clause = letters(clause)
    if len(clause) < 8 or not _THING.search(clause) or _VERB.match(clause):
        return False
    rest = iter(letters(project))
    return 2 * len(clause) > len(letters(project)) and all(letter in rest for letter in clause)


@rule(
    "GOAL-OUTCOME-MISSING",
    Severity.WARNING,
    Quality.GOAL_RELEVANT,
    basis=BUDGET_TARGETS,
    bad=[
        changed(
            "只写做什么", goal="委托代理26个单位记账，审核原始凭证，登记会计账簿，编制会计报告。"
        ),
        changed("只写建什么", goal="新建文化广场3个，安装路灯120盏，铺设步道2公里。"),
        changed("只写办什么会", goal="召开全区工作会议2次，组织代表外出考察1次，印发简报12期。"),
    ],
    good=[
        changed(CLEAN.goal, goal=CLEAN.goal),
        changed("写了效果", goal="新建文化广场3个，安装路灯120盏，丰富群众的文化生活。"),
        changed("写了谁受益", goal="铺设供水管道12公里，3,000户居民喝上放心水，受益人口1万人。"),
        changed("写了节约多少", goal="完成2栋办公楼的照明改造，年节电12万千瓦时。"),
        changed("写了快多少", goal="完成馆藏档案数字化120万页，查档用时缩短至10分钟。"),
    ],
)
def goal_tells_no_outcome(form: Form) -> Iterator[Seen]:
    """Activities, and not one of the many words that tell an effect."""
    goal = _goal(form)
    if len(compact(goal)) < form.threshold("goal_shortest") or _EFFECT.search(goal):
        return
    if any(goal_is_spending(form)):
        return  # one finding for one fault
    if any(_VERB.match(part) for part in clauses(goal)):
        yield Seen("goal", observed=goal)


@rule(
    "GOAL-LONGTERM-AS-ANNUAL",
    Severity.WARNING,
    Quality.GOAL_RELEVANT,
    basis=BUDGET_TARGETS,
    bad=[
        changed("三年内完成", goal="三年内完成全区120个村的污水管网建设，改善农村人居环境。"),
        changed("到以后年度", goal="到2025年新增造林2万亩，森林覆盖率达到45%，改善生态环境。"),
        changed("跨年度的期间", goal="2021-2023年建成乡村公路86公里，方便沿线群众出行。"),
        changed("规划期", goal="“十四五”期间培训村医600人次，提高基层诊疗水平。"),
    ],
    good=[
        changed(CLEAN.goal, goal=CLEAN.goal),
        changed(
            "行动计划的名称", goal="落实农村人居环境整治三年行动计划，2021年改厕800户，改善环境。"
        ),
        changed("编制下年预算", goal="完成2022年部门预算编制，审核80家单位，提高编制质量。"),
        changed("近三年是过去", goal="对近三年的46个项目开展绩效评价，提高资金使用效益。"),
        changed("规划的名称", goal="按照2021-2025年发展规划，本年建成公路20公里，方便群众出行。"),
    ],
)
def goal_is_long_term(form: Form) -> Iterator[Seen]:
    goal = _goal(form)
    quote = _beyond_the_year(goal, form.content.year)
    if quote:
        yield Seen("goal", observed=quote, values={"quote": quote})


def _beyond_the_year(goal: str, year: int | None) -> str:
    if found := _LONG_TERM.search(goal):
        return found[0]
    if year is None:
        return ""
    for pattern in (_UNTIL_YEAR, _SPAN_OF_YEARS):
        for found in pattern.finditer(goal):
            if int(found[found.lastindex]) > year:
                return found[0]
    return ""
