"""Checks of the head of the form: is it whole, whose is it, for which year, to what end."""

from collections.abc import Iterator

from indicators.tree import BENEFIT_KINDS

from . import messages
from .contract import Form, NotApplicable, Quality, Seen, Severity, rule
from .examples import CLEAN, form, rows, without

BUDGET_TARGETS = "《中央部门预算绩效目标管理办法》"
SYSTEM = "本系统经验规则"


@rule(
    "IMP-FRAGMENT",
    Severity.ERROR,
    Quality.COMPLETE,
    basis=SYSTEM,
    bad=[
        form("年度和预算单位都没有", year=None, unit=""),
        form("没有任何指标", indicators=()),
        without(*BENEFIT_KINDS, "satisfaction"),
    ],
    good=[
        form("只缺项目名称", project=""),
        form("只缺年度", year=None),
        without("satisfaction"),
    ],
)
def whole(form: Form) -> Iterator[Seen]:
    """A form that lost its head, its indicators or its tail, as torn documents do."""
    content = form.content
    kinds = {form.kind(position) for position, _ in form.rows()}
    tail = {"satisfaction", *BENEFIT_KINDS} & {node.kind for node in form.tree.nodes()}
    missing = []
    if content.year is None and not content.unit.strip():
        missing.append(messages.PART_HEAD)
    if not kinds:
        missing.append(messages.PART_INDICATORS)
    elif not kinds & tail:
        missing.append(messages.PART_TAIL)
    if missing:
        parts = "、".join(missing)
        yield Seen("form", expected=parts, values={"parts": parts})


@rule(
    "BAS-PROJECT-NAME",
    Severity.ERROR,
    Quality.COMPLETE,
    basis=BUDGET_TARGETS,
    bad=[
        form("项目名称为空", project=""),
        form("项目名称只有空格", project="  "),
        form("项目名称只有全角空格", project="　"),
    ],
    good=[
        form("残疾人量体裁衣服务", project="残疾人量体裁衣服务"),
        form("前后有空格的名称", project=" 农村公路养护 "),
        form("电子票据管理系统V1.0维护费", project="电子票据管理系统V1.0维护费"),
    ],
)
def project_name(form: Form) -> Iterator[Seen]:
    if not form.content.project.strip():
        yield Seen("project")


@rule(
    "BAS-UNIT",
    Severity.ERROR,
    Quality.COMPLETE,
    basis=BUDGET_TARGETS,
    bad=[
        form("预算单位为空", unit=""),
        form("预算单位只有空格", unit=" "),
        form("预算单位只有全角空格", unit="　　"),
    ],
    good=[
        form("示例县交通运输局", unit="示例县交通运输局"),
        form("带编码的单位", unit="[066]示例县农业农村局"),
        form("有空格的单位", unit=" 示例县第一小学"),
    ],
)
def unit(form: Form) -> Iterator[Seen]:
    if not form.content.unit.strip():
        yield Seen("unit")


@rule(
    "BAS-YEAR",
    Severity.ERROR,
    Quality.COMPLETE,
    basis=BUDGET_TARGETS,
    bad=[
        form("年度为空", year=None),
        form("只有年度为空", year=None, project="乡村道路修补"),
        form("残表没有年度", year=None, unit=""),
    ],
    good=[
        form("2021年度", year=2021),
        form("2025年度", year=2025),
        form("1999年度（申报批次未知）", year=1999),
    ],
)
def year(form: Form) -> Iterator[Seen]:
    """The year is that of the cycle; without a cycle it must at least be there."""
    stated, wanted = form.content.year, form.context.cycle_year
    if stated is not None and wanted in (None, stated):
        return
    observed = messages.YEAR_MISSING if stated is None else messages.YEAR_IS.format(year=stated)
    expected = messages.YEAR_ANY if wanted is None else messages.YEAR_EXPECTED.format(year=wanted)
    yield Seen("year", observed, expected, {"observed": observed, "expected": expected})


@rule(
    "BAS-GOAL",
    Severity.ERROR,
    Quality.COMPLETE,
    basis=BUDGET_TARGETS,
    bad=[
        form("年度目标为空", goal=""),
        form("年度目标只有空格", goal="   "),
        form("年度目标只有换行和全角空格", goal="\n　"),
    ],
    good=[
        form(CLEAN.goal, goal=CLEAN.goal),
        form("很短的目标", goal="保障系统运行"),
        form("带换行的目标", goal="一、完成培训。\n二、提高能力。"),
    ],
)
def goal(form: Form) -> Iterator[Seen]:
    if not form.content.goal.strip():
        yield Seen("goal")


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
        rows("social_benefit"),
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
