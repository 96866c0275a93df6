"""What the tables have in common."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from declarations.models import BudgetUnit, Cycle
from indicators.excel_rows import Column, Fault, Importer, Row, Written, write_sheet

from . import messages

#: Rows that a statement writes at most.
BATCH = 500

#: Stands in the example row of a template, so that it is not imported by mistake.
EXAMPLE = "（示例）"


@dataclass(frozen=True, slots=True)
class Issued:
    """A one-time password that an import gave somebody: shown once, kept nowhere."""

    username: str
    full_name: str
    password: str


@dataclass
class Import:
    """One run of an import: for which cycle, the passwords it gives out, and the posts it gives,
    as the record tells them."""

    cycle: Cycle | None = None
    issued: list[Issued] = field(default_factory=list)
    posts: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Table:
    """A kind of thing as an Excel sheet. ``page`` is the name of the address that lists them.

    ``importer`` says how one run reads and writes; ``rows`` gives what there is, for the export;
    ``example`` is the row in the template, of which the field ``marked`` says that it is one.
    """

    kind: str
    title: str
    page: str
    hint: str
    importer: Callable[[Import], Importer]
    rows: Callable[[Cycle | None], Iterable[Mapping[str, Any]]]
    example: Mapping[str, Any]
    marked: str = "name"
    of_cycle: bool = False

    def for_run(self, run: Import) -> Importer:
        """The importer, which also refuses the example row of the template."""
        importer = self.importer(run)
        return Importer(
            importer.title,
            importer.columns,
            importer.write,
            (self._is_no_example, *importer.checkers),
            importer.most_rows,
        )

    def template(self) -> bytes:
        """The blank sheet with the headings and an example row."""
        marked = {self.marked: f"{self.example[self.marked]}{EXAMPLE}"}
        return write_sheet(self.importer(Import()), [{**self.example, **marked}])

    def export(self, cycle: Cycle | None) -> bytes:
        """The sheet with all there are. Raises ValueError for a text Excel cannot hold."""
        return write_sheet(self.importer(Import(cycle)), self.rows(cycle))

    def _is_no_example(self, rows: Sequence[Row]) -> Iterable[Fault]:
        for row in rows:
            if row[self.marked].endswith(EXAMPLE):
                yield Fault(messages.EXAMPLE_ROW, row.number)


UNIT_CODE = Column("unit", "单位编码", required=True, limit=30, width=14)
UNIT_NAME = Column("unit_name", "单位名称", limit=100, width=28)


def units_by_code() -> dict[str, BudgetUnit]:
    return {unit.code: unit for unit in BudgetUnit.objects.all()}


def unit_is_there(rows: Sequence[Row]) -> Iterable[Fault]:
    """The unit of the row is one that is in use, and the name beside its code is its own."""
    units = units_by_code()
    for row in rows:
        unit = units.get(row["unit"])
        if unit is None:
            yield Fault(messages.NO_SUCH_UNIT, row.number, row["unit"])
        elif not unit.is_active:
            yield Fault(messages.UNIT_NOT_IN_USE, row.number, row["unit"])
        elif row["unit_name"] not in ("", unit.name):
            seen = f"{row['unit']} {row['unit_name']}"
            yield Fault(messages.OTHER_UNIT_NAME, row.number, seen)


def keep(
    model: type[models.Model],
    there: Mapping[Any, models.Model],
    wanted: Mapping[Any, Mapping[str, Any]],
    fields: Sequence[str],
) -> Written:
    """Make the objects that are not there yet and set the fields of the others, in bulk.

    ``there`` are the objects by key, ``wanted`` their fields; what stands as wanted is left alone.
    """
    new = [model(**values) for key, values in wanted.items() if key not in there]
    changed = []
    for key, values in wanted.items():
        one = there.get(key)
        if one and any(getattr(one, name) != values[name] for name in fields):
            for name in fields:
                setattr(one, name, values[name])
            changed.append(one)
    model.objects.bulk_create(new, batch_size=BATCH)
    if changed:
        model.objects.bulk_update(changed, fields, batch_size=BATCH)
    return Written(len(new), len(changed), len(wanted) - len(new) - len(changed))
