"""Checks of which rows there are: the required ones, the blank ones, the half-filled ones."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches

from indicators.crosswalk import place_in
from indicators.tree import BENEFIT_KINDS

from . import basics, lexicon
from .contract import (
    BUDGET_TARGETS,
    CORE_INDICATORS,
    SYSTEM,
    Form,
    NotApplicable,
    Quality,
    Seen,
    Severity,
    rule,
)
from .examples import CLEAN, Example, changed, rows, without
from .messages import structure as words
from .wording import compact, letters, plain_name

_UNWANTED = lexicon.any_of(lexicon.UNWANTED)
_NOTHING = frozenset(letters(word) for word in lexicon.NOTHING)
_DASHES = "-—–－―_/／\\"


@rule(
    "STR-L2-MISSING",
    Severity.ERROR,
    Quality.COMPLETE,
    basis=BUDGET_TARGETS,
    bad=[
        without("quantity"),
        without("timeliness"),
        rows("satisfaction", ("　", " ")),
    ],
    good=[
        rows("quantity", ("培训人次", "≥150人次")),
        without("social_benefit"),
        rows("satisfaction", ("参训人员满意度", "")),
    ],
)
def required_nodes(form: Form) -> Iterator[Seen]:
    """Each required node of the scheme has a row, as an error or a warning as the scheme says."""
    for place, node in enumerate(form.tree.nodes()):
        if node.required and not form.has_row(node):
            yield Seen(
                f"nodes[{place}]",
                values={"node": node.name},
                severity=Severity(node.required),
            )


@rule(
    "STR-BENEFIT-MIN1",
    Severity.ERROR,
    Quality.COMPLETE,
    basis=BUDGET_TARGETS,
    bad=[
        without(*BENEFIT_KINDS),
        rows("social_benefit", ("", " ")),
        rows("social_benefit", ("　", "")),
    ],
    good=[
        rows("social_benefit", ("报表一次审核通过率", "≥90%")),
        rows("social_benefit", ("报表差错率下降", "")),
        without("ecological_benefit"),
    ],
)
def one_benefit(form: Form) -> Iterator[Seen]:
    """A branch that wants at least one of its nodes filled has one."""
    branches = [branch for branch in form.tree.branches if branch.at_least_one]
    if not branches:
        raise NotApplicable
    places = list(form.tree.nodes())
    for branch in branches:
        if not any(form.has_row(node) for node in branch.nodes):
            names = "、".join(node.name for node in branch.nodes)
            yield Seen(
                f"nodes[{places.index(branch.nodes[0])}]",
                values={"branch": branch.name, "nodes": names},
            )


@rule(
    "STR-NAME-NO-VALUE",
    Severity.ERROR,
    Quality.CLEAR,
    basis=BUDGET_TARGETS,
    bad=[
        rows("quantity", ("培训人次", "")),
        rows("quality", ("结业考核合格率", " "), ("教材到位率", "100%")),
        rows("satisfaction", ("参训人员满意度", "　")),
    ],
    good=[
        rows("quantity", ("培训人次", "≥150人次")),
        rows("quality", ("", "")),
        rows("satisfaction", ("参训人员满意度", "≥90%")),
    ],
)
def name_without_value(form: Form) -> Iterator[Seen]:
    for position, row in form.rows():
        if not row.value.strip():
            yield Seen(f"indicators[{position}].value", values={"name": row.name.strip()})


@rule(
    "STR-VALUE-NO-NAME",
    Severity.ERROR,
    Quality.CLEAR,
    basis=BUDGET_TARGETS,
    bad=[
        rows("quantity", ("", "≥150人次")),
        rows("quality", (" ", "≥95%"), ("教材到位率", "100%")),
        rows("satisfaction", ("　", "≥90%")),
    ],
    good=[
        rows("quantity", ("培训人次", "≥150人次")),
        rows("quality", ("", "")),
        rows("satisfaction", ("参训人员满意度", "")),
    ],
)
def value_without_name(form: Form) -> Iterator[Seen]:
    for position, row in form.rows():
        if not row.name.strip():
            yield Seen(f"indicators[{position}].name", values={"value": row.value.strip()})


@rule(
    "STR-BLANK-ROW",
    Severity.INFO,
    Quality.COMPLETE,
    basis=SYSTEM,
    bad=[
        rows("quantity", ("培训人次", "≥150人次"), ("", "")),
        rows("quality", ("　", " "), ("结业考核合格率", "≥95%")),
        rows("satisfaction", ("参训人员满意度", "≥90%"), ("\n", "\t")),
    ],
    good=[
        rows("quantity", ("培训人次", "≥150人次"), ("培训期数", "=2期")),
        rows("economic_benefit", ("", "")),
        rows("quality", ("结业考核合格率", "≥95%"), ("教材到位率", "")),
    ],
)
def blank_row(form: Form) -> Iterator[Seen]:
    """Only beside a filled row of its node: a node's only row, if blank, is no row at all."""
    filled = {form.node(position) for position, _ in form.rows()}
    for position, row in enumerate(form.content.indicators):
        node = form.node(position)
        if row.is_blank and node and node in filled:
            yield Seen(f"indicators[{position}].name", values={"node": node.name})


@rule(
    "STR-NA-VALUE",
    Severity.WARNING,
    Quality.CLEAR,
    basis=BUDGET_TARGETS,
    bad=[
        rows("ecological_benefit", ("生态效益", "不涉及")),
        rows("economic_benefit", ("无", "无")),
        rows("sustainability", ("持续影响年限", "——")),
        rows("social_benefit", ("受益人数", "N/A")),
    ],
    good=[
        rows("quality", ("重大安全事故", "无")),
        rows("quantity", ("违规操作次数", "0次")),
        rows("social_benefit", ("无障碍设施覆盖率", "≥90%")),
    ],
)
def says_nothing(form: Form) -> Iterator[Seen]:
    """A cell that says there is nothing to write. 事故｜无 is a target and stays."""
    for position, row in form.rows():
        if is_na(row.name) or (is_na(row.value) and not _UNWANTED.search(row.name)):
            part = "value" if is_na(row.value) else "name"
            text = getattr(row, part).strip()
            yield Seen(f"indicators[{position}].{part}", text, values={"text": text})


def is_na(text: str) -> bool:
    """不涉及, 无, a dash: a text that says there is nothing to write. A blank text is not one."""
    text = compact(text)
    return bool(text) and (letters(text) in _NOTHING or not text.strip(_DASHES))


@rule(
    "STR-TOO-MANY",
    Severity.WARNING,
    Quality.INDICATOR_SOUND,
    basis=CORE_INDICATORS,
    bad=[
        rows("quantity", *[(f"第{n}类设备台数", f"={n}台") for n in range(1, 6)]),
        rows("quality", *[(f"{part}合格率", "≥95%") for part in "甲乙丙丁戊己庚"]),
        rows(
            "social_benefit",
            ("参训单位数", "≥50家"),
            ("通过率", "≥90%"),
            ("差错下降率", "≥5%"),
            ("受益人口", "≥1万人"),
            ("带动就业", "≥20人"),
        ),
    ],
    good=[
        changed("一般的份数", goal=CLEAN.goal),
        rows("quantity", *[(f"第{n}类设备台数", f"={n}台") for n in range(1, 5)]),
        rows("quality", ("合格率", "≥95%"), *[("", "")] * 9),
    ],
)
def too_many_rows(form: Form) -> Iterator[Seen]:
    """So many rows in all and so many a node; blank rows do not count."""
    most, most_of_node = form.threshold("most_rows"), form.threshold("most_rows_of_node")
    counts = Counter(form.node(position) for position, _ in form.rows())
    for place, node in enumerate(form.tree.nodes()):
        if counts[node] > most_of_node:
            yield Seen(
                f"nodes[{place}]",
                str(counts[node]),
                values={"what": f"“{node.name}”", "count": counts[node], "most": most_of_node},
            )
    if counts.total() > most:
        yield Seen(
            "form",
            str(counts.total()),
            values={"what": words.WHOLE_FORM, "count": counts.total(), "most": most},
        )


@rule(
    "STR-TOO-FEW",
    Severity.INFO,
    Quality.INDICATOR_SOUND,
    basis=CORE_INDICATORS,
    bad=[
        without("quality", "timeliness", "satisfaction"),
        without("quantity", "quality", "timeliness"),
        without("quantity", "cost", "satisfaction"),
    ],
    good=[
        changed("七条指标", goal=CLEAN.goal),
        without("quantity"),
        changed("残缺的表由完整性的检查来说", year=None, unit="", indicators=CLEAN.indicators[-2:]),
    ],
)
def too_few_rows(form: Form) -> Iterator[Seen]:
    if any(basics.whole(form)):
        raise NotApplicable
    count = sum(1 for _ in form.rows())
    fewest = form.threshold("fewest_rows")
    if count < fewest:
        yield Seen("form", str(count), values={"count": count, "fewest": fewest})


def _moved(text: str, level1: str, level2: str) -> Example:
    """The clean form with its first row under these level names."""
    first = replace(CLEAN.indicators[0], level1=level1, level2=level2)
    return changed(text, indicators=(first, *CLEAN.indicators[1:]))


@rule(
    "STR-LOCKED-NODE",
    Severity.ERROR,
    Quality.COMPLETE,
    basis=BUDGET_TARGETS,
    bad=[
        _moved("二级指标改成了“数量质量指标”", "项目完成", "数量质量指标"),
        _moved("二级指标改成了“工作任务”", "项目完成", "工作任务"),
        _moved("自己加的一、二级指标", "管理指标", "制度建设"),
    ],
    good=[
        changed("没有改动", goal=CLEAN.goal),
        _moved("别的口径的名称，能够对应", "产出指标", "数量指标"),
        _moved("一级指标写法不同，二级指标能对应", "产出", "质量指标"),
        replace(
            _moved("2021年口径没有的可持续影响，归入社会效益", "效益指标", "可持续影响指标"),
            scheme="national-2021",
        ),
    ],
)
def level_names_are_kept(form: Form) -> Iterator[Seen]:
    """Each row stands under a node of the scheme, or under one that answers to it."""
    names = {node.name for node in form.tree.nodes()}
    for position, row in form.rows():
        if form.node(position) is None and place_in(form.tree, row.level1, row.level2) is None:
            close = get_close_matches(row.level2.strip(), names, 1)
            expected = close[0] if close else "、".join(dict.fromkeys(names))
            level = "/".join(filter(None, (row.level1.strip(), row.level2.strip())))
            yield Seen(
                f"indicators[{position}].name",
                level,
                expected,
                {"level": level or words.NO_LEVEL, "name": row.name.strip() or row.value.strip()},
            )


@rule(
    "STR-CORE-MISSING",
    Severity.ERROR,
    Quality.INDICATOR_SOUND,
    basis=CORE_INDICATORS,
    bad=[
        changed("缺少“培训合格率”", goal=CLEAN.goal).known(core_indicators=("培训合格率",)),
        rows("quantity", ("培训期数", "=2期")).known(core_indicators=("培训期数", "培训人次")),
        without("satisfaction").known(core_indicators=("★参训人员满意度",)),
    ],
    good=[
        changed("必选指标都有", goal=CLEAN.goal).known(
            core_indicators=("培训期数", "参训人员满意度")
        ),
        rows("quantity", ("★培训 人次（≥**人次）", "≥150人次")).known(
            core_indicators=("培训人次",)
        ),
        changed("不知道必选指标", goal=CLEAN.goal),
    ],
)
def core_indicators_are_there(form: Form) -> Iterator[Seen]:
    """Each required indicator of the library is the name of a row, or part of one."""
    wanted = form.context.core_indicators
    if not wanted:
        raise NotApplicable
    names = [letters(plain_name(row.name)) for _, row in form.rows()]
    for core in wanted:
        name = plain_name(core)
        if name and not any(letters(name) in each for each in names):
            yield Seen("form", expected=name, values={"name": name})
