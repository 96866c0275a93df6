"""项目库 and 控制数 of a cycle as Excel sheets. Amounts are in 万元."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from declarations.forms.fields import WanField
from declarations.models import BudgetProject, ControlFigure, Cycle
from indicators.excel_rows import Column, Importer, Row, Written, unique

from . import messages
from .table import (
    UNIT_CODE,
    UNIT_NAME,
    Import,
    Table,
    keep,
    unit_is_there,
    units_by_code,
)

_WAN = WanField()
_SAID = {
    "unreadable": messages.NOT_AN_AMOUNT,
    "other_unit": messages.OTHER_MONEY_UNIT,
    "out_of_range": messages.OUT_OF_RANGE,
}


def _wan(text: str) -> Decimal:
    """The amount in 万元 in a cell, read as our pages read it; raises ValueError."""
    try:
        amount = _WAN.to_python(text)
    except ValidationError as error:
        raise ValueError(_SAID[error.code]) from None
    if amount is None:
        raise ValueError(messages.NOT_AN_AMOUNT)
    if amount < 0:
        raise ValueError(messages.NEGATIVE)
    return amount


CODE = Column("code", "项目编码", required=True, limit=50, width=20)
NAME = Column("name", "项目名称", required=True, limit=500, width=40)
AMOUNT = Column(
    "amount", "金额（万元）", required=True, read=_wan, also=("金额", "预算金额（万元）")
)
FIGURE = Column("amount", "控制数（万元）", required=True, read=_wan, also=("控制数",))
EXPENDITURE = Column(
    "expenditure", "项目支出预算（万元）", read=_wan, blank=None, also=("项目支出",), width=20
)


def _projects(run: Import) -> Importer:
    def write(rows: Sequence[Row]) -> Written:
        units = units_by_code()
        there = {one.code: one for one in run.cycle.budget_projects.all()}
        wanted = {
            row["code"]: {
                "cycle": run.cycle,
                "code": row["code"],
                "unit_id": units[row["unit"]].pk,
                "name": row["name"],
                "amount": row["amount"],
            }
            for row in rows
        }
        return keep(BudgetProject, there, wanted, ("unit_id", "name", "amount"))

    columns = (CODE, NAME, UNIT_CODE, UNIT_NAME, AMOUNT)
    return Importer("项目库", columns, write, (unique(CODE), unit_is_there))


def _figures(run: Import) -> Importer:
    def write(rows: Sequence[Row]) -> Written:
        units = units_by_code()
        there = {one.unit_id: one for one in run.cycle.control_figures.all()}
        wanted = {}
        for row in rows:
            unit = units[row["unit"]].pk
            before = there[unit].expenditure if unit in there else None
            wanted[unit] = {
                "cycle": run.cycle,
                "unit_id": unit,
                "amount": row["amount"],
                "expenditure": row.get("expenditure", before),
            }
        return keep(ControlFigure, there, wanted, ("amount", "expenditure"))

    columns = (UNIT_CODE, UNIT_NAME, FIGURE, EXPENDITURE)
    return Importer("控制数", columns, write, (unique(UNIT_CODE), unit_is_there))


def _project_rows(cycle: Cycle | None) -> Iterable[Mapping[str, Any]]:
    for one in cycle.budget_projects.select_related("unit"):
        yield {
            "code": one.code,
            "name": one.name,
            "unit": one.unit.code,
            "unit_name": one.unit.name,
            "amount": one.amount.normalize(),
        }


def _figure_rows(cycle: Cycle | None) -> Iterable[Mapping[str, Any]]:
    for one in cycle.control_figures.select_related("unit"):
        yield {
            "unit": one.unit.code,
            "unit_name": one.unit.name,
            "amount": one.amount.normalize(),
            "expenditure": None if one.expenditure is None else one.expenditure.normalize(),
        }


PROJECTS = Table(
    "projects",
    "项目库",
    "budget_projects",
    "按项目编码认：编码已有的更新，没有的新建；表里没有的项目不动。金额以万元为单位。",
    _projects,
    _project_rows,
    {
        "code": "51041121T000000001",
        "name": "乡镇财务人员培训",
        "unit": "101",
        "unit_name": "青山县财政局",
        "amount": Decimal("6.00"),
    },
    of_cycle=True,
)
FIGURES = Table(
    "figures",
    "控制数",
    "control_figures",
    "按单位编码认：单位已有控制数的更新，没有的新建。金额以万元为单位。",
    _figures,
    _figure_rows,
    {
        "unit": "101",
        "unit_name": "青山县财政局",
        "amount": Decimal("300.00"),
        "expenditure": Decimal("280.00"),
    },
    marked="unit_name",
    of_cycle=True,
)
