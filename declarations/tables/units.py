"""预算单位 as an Excel sheet."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from declarations.models import BudgetUnit, Cycle
from indicators.excel_rows import Column, Fault, Importer, Row, Written, one_of, unique

from . import messages
from .table import BATCH, Import, Table, keep, units_by_code

IN_USE, NOT_IN_USE = "in_use", "not_in_use"
STATES = {IN_USE: "使用中", NOT_IN_USE: "停用"}

CODE = Column("code", "单位编码", required=True, limit=30)
NAME = Column("name", "单位名称", required=True, limit=100, width=32)
SUPERIOR = Column("superior", "主管部门编码", limit=30, also=("上级编码", "上级单位编码"))
STATE = Column("state", "状态", **one_of(STATES), width=10)


def importer(run: Import) -> Importer:
    columns = (CODE, NAME, SUPERIOR, STATE)
    return Importer("预算单位", columns, _write, (unique(CODE), _stands_in_the_tree))


class _Tree:
    """The units as they will be: those that are there, with what the rows say in their place."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.superiors: dict[str, str] = {}
        self.in_use: dict[str, bool] = {}
        there = BudgetUnit.objects.values_list("code", "superior__code", "is_active")
        for code, superior, is_active in there:
            self.superiors[code], self.in_use[code] = superior or "", is_active
        for row in rows:
            code = row["code"]
            self.superiors[code] = row.get("superior", self.superiors.get(code, ""))
            self.in_use[code] = row["state"] == IN_USE or (
                not row["state"] and self.in_use.get(code, True)
            )

    def above_used(self, without: Collection[str]) -> set[str]:
        """What stands directly above a unit in use; of the units ``without`` nothing is asked."""
        used = (code for code, is_used in self.in_use.items() if is_used and code not in without)
        return {self.superiors[code] for code in used}

    def is_above_itself(self, code: str) -> bool:
        met: set[str] = set()
        above = self.superiors.get(code, "")
        while above and above not in met:
            if above == code:
                return True
            met.add(above)
            above = self.superiors.get(above, "")
        return False


def _stands_in_the_tree(rows: Sequence[Row]) -> Iterable[Fault]:
    """Each superior is there, in use, and not the unit itself or one below it; and what is taken
    out of use has nothing in use below it."""
    tree = _Tree(rows)
    above_others = tree.above_used(without={row["code"] for row in rows})
    for row in rows:
        superior = tree.superiors[row["code"]]
        if row["code"] in above_others and not tree.in_use[row["code"]]:
            yield Fault(messages.STILL_USED_BELOW, row.number, row["code"])
        if not superior:
            continue
        if superior not in tree.superiors:
            yield Fault(messages.NO_SUPERIOR, row.number, superior)
        elif tree.is_above_itself(row["code"]):
            yield Fault(messages.ABOVE_ITSELF, row.number, f"{row['code']}→{superior}")
        elif tree.in_use[row["code"]] and not tree.in_use[superior]:
            yield Fault(messages.USED_BELOW_UNUSED, row.number, superior)


def _write(rows: Sequence[Row]) -> Written:
    units = units_by_code()
    new = {row["code"]: row for row in rows if row["code"] not in units}
    _make(new, units)
    old = {
        row["code"]: {
            "name": row["name"],
            "superior_id": units[row["code"]].superior_id
            if "superior" in row.absent
            else _superior(row, units),
            "is_active": _is_active(row, units[row["code"]]),
        }
        for row in rows
        if row["code"] not in new
    }
    done = keep(BudgetUnit, units, old, ("name", "superior_id", "is_active"))
    return Written(len(new), done.changed, done.same)


def _make(rows: Mapping[str, Row], units: dict[str, BudgetUnit]) -> None:
    """Make the units of these rows and add them to ``units``: those at the top first."""
    left = dict(rows)
    while left:
        ready = [row for row in left.values() if row["superior"] not in left]
        made = BudgetUnit.objects.bulk_create(
            [
                BudgetUnit(
                    code=row["code"],
                    name=row["name"],
                    superior_id=_superior(row, units),
                    is_active=row["state"] != NOT_IN_USE,
                )
                for row in ready
            ],
            batch_size=BATCH,
        )
        units |= {unit.code: unit for unit in made}
        for row in ready:
            del left[row["code"]]


def _superior(row: Row, units: Mapping[str, BudgetUnit]) -> int | None:
    return units[row["superior"]].pk if row["superior"] else None


def _is_active(row: Row, unit: BudgetUnit) -> bool:
    return row["state"] == IN_USE if row["state"] else unit.is_active


def _rows(_: Cycle | None) -> Iterable[Mapping[str, Any]]:
    for unit in BudgetUnit.objects.select_related("superior"):
        yield {
            "code": unit.code,
            "name": unit.name,
            "superior": unit.superior.code if unit.superior else "",
            "state": IN_USE if unit.is_active else NOT_IN_USE,
        }


UNITS = Table(
    "units",
    "预算单位",
    "units",
    "按单位编码认：编码已有的更新，没有的新建；表里没有的单位和栏目不动。",
    importer,
    _rows,
    {"code": "101001", "name": "青山县财政局信息中心", "superior": "101", "state": IN_USE},
)
