"""Checks of the head of the form: is it whole, whose is it, for which year, to what end."""

from collections.abc import Iterator

from indicators.tree import BENEFIT_KINDS

from .contract import BUDGET_TARGETS, SYSTEM, Form, Quality, Seen, Severity, rule
from .examples import CLEAN, changed, without
from .messages import basics as words


@rule(
    "IMP-FRAGMENT",
    Severity.ERROR,
    Quality.COMPLETE,
    basis=SYSTEM,
    bad=[
        changed("年度和预算单位都没有", year=None, unit=""),
        changed("没有任何指标", indicators=()),
        without(*BENEFIT_KINDS, "satisfaction"),
    ],
    good=[
        changed("只缺项目名称", project=""),
        changed("只缺年度", year=None),
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
        missing.append(words.PART_HEAD)
    if not kinds:
        missing.append(words.PART_INDICATORS)
    elif tail and not kinds & tail:
        missing.append(words.PART_TAIL)
    if missing:
        parts = "、".join(missing)
        yield Seen("form", expected=parts, values={"parts": parts})


@rule(
    "BAS-PROJECT-NAME",
    Severity.ERROR,
    Quality.COMPLETE,
    basis=BUDGET_TARGETS,
    bad=[
        changed("项目名称为空", project=""),
        changed("项目名称只有空格", project="  "),
        changed("项目名称只有全角空格", project="　"),
    ],
    good=[
        changed("残疾人量体裁衣服务", project="残疾人量体裁衣服务"),
        changed("前后有空格的名称", project=" 农村公路养护 "),
        changed("电子票据管理系统V1.0维护费", project="电子票据管理系统V1.0维护费"),
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
        changed("预算单位为空", unit=""),
        changed("预算单位只有空格", unit=" "),
        changed("预算单位只有全角空格", unit="　　"),
    ],
    good=[
        changed("示例县交通运输局", unit="示例县交通运输局"),
        changed("带编码的单位", unit="[066]示例县农业农村局"),
        changed("有空格的单位", unit=" 示例县第一小学"),
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
        changed("年度为空", year=None),
        changed("只有年度为空", year=None, project="乡村道路修补"),
        changed("残表没有年度", year=None, unit=""),
    ],
    good=[
        changed("2021年度", year=2021),
        changed("2025年度", year=2025),
        changed("1999年度（申报批次未知）", year=1999),
    ],
)
def year(form: Form) -> Iterator[Seen]:
    """The year is that of the cycle; without a cycle it must at least be there."""
    stated, wanted = form.content.year, form.context.cycle_year
    if stated is not None and wanted in (None, stated):
        return
    observed = words.YEAR_MISSING if stated is None else words.YEAR_IS.format(year=stated)
    expected = words.YEAR_ANY if wanted is None else words.YEAR_EXPECTED.format(year=wanted)
    yield Seen("year", observed, expected, {"observed": observed, "expected": expected})


@rule(
    "BAS-GOAL",
    Severity.ERROR,
    Quality.COMPLETE,
    basis=BUDGET_TARGETS,
    bad=[
        changed("年度目标为空", goal=""),
        changed("年度目标只有空格", goal="   "),
        changed("年度目标只有换行和全角空格", goal="\n　"),
    ],
    good=[
        changed(CLEAN.goal, goal=CLEAN.goal),
        changed("很短的目标", goal="保障系统运行"),
        changed("带换行的目标", goal="一、完成培训。\n二、提高能力。"),
    ],
)
def goal(form: Form) -> Iterator[Seen]:
    if not form.content.goal.strip():
        yield Seen("goal")
