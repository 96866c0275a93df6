"""Things kept as rows of an Excel sheet: read in stages, checked together, written all or not.

    file -> rows with places -> checkers -> objects

A kind of thing says once, as an ``Importer``, which columns it has, what a table of it must keep
to, and how its rows are written. ``import_rows`` takes every file through the same path, with or
without a dry run; ``write_sheet`` writes the sheet that reads back to the same rows. A fault
that is met many times is told once, with the rows it is met in.
"""

import io
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from indicators import excel_messages as messages
from indicators.excel_reading import Sheet, read_sheets
from indicators.office_files import UnreadableError, fits_number, may_be_formula, write_text

LONGEST_CELL = 2_000
_HEADING_WITHIN = 10  # rows: above the headings may stand a title and a note
_COUNTS_ROWS = "序号"  # a column that says nothing of the things
_HEADING_FILL = PatternFill("solid", fgColor="E4EEF1")


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its heading (``label``), and what its texts mean (``key`` in a row).

    ``read`` makes the value of a text that is not blank; it raises ValueError with a message that
    names no row and repeats nothing of the text, so that equal faults are told once. ``blank`` is
    the value of a blank cell. ``write`` is the way back, to a text or a number.
    """

    key: str
    label: str
    required: bool = False
    read: Callable[[str], Any] = str
    write: Callable[[Any], str | Decimal | int | None] = lambda value: value
    blank: Any = ""
    also: tuple[str, ...] = ()  # headings that mean the same
    limit: int = LONGEST_CELL  # characters
    hint: str = ""
    width: int = 16


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the sheet with its values by key. ``number`` is what Excel shows beside it.

    ``absent``: the keys of the columns that the sheet does not have. Of these a row says nothing,
    whereas a blank cell says that there is nothing.
    """

    number: int
    values: Mapping[str, Any]
    absent: frozenset[str] = frozenset()

    def __getitem__(self, key: str) -> Any:
        return self.values[key]

    def get(self, key: str, otherwise: Any) -> Any:
        """The value; ``otherwise`` where the sheet has no such column."""
        return otherwise if key in self.absent else self.values[key]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong. Equal messages are one kind; ``seen`` is what stood there in this row.

    Without a row it is a fault of the whole file.
    """

    message: str
    row: int | None = None
    seen: str = ""


@dataclass(frozen=True, slots=True)
class FaultGroup:
    """One kind of fault with all rows it is met in."""

    message: str
    rows: tuple[int, ...] = ()
    seen: tuple[str, ...] = ()

    @property
    def places(self) -> str:
        return messages.places(self.rows)

    def __str__(self) -> str:
        return messages.group(self.message, self.rows, self.seen)


@dataclass(frozen=True, slots=True)
class Written:
    """How many things were new, were changed, and were already as the file has them."""

    new: int = 0
    changed: int = 0
    same: int = 0


Checker = Callable[[Sequence[Row]], Iterable[Fault]]


@dataclass(frozen=True, slots=True)
class Importer:
    """What one kind of thing is as rows. ``checkers`` may ask the database, ``write`` writes.

    Checkers see the rows in which every cell could be read, so that all kinds of faults are told
    at once; ``write`` is only called where nothing is wrong.
    """

    title: str
    columns: tuple[Column, ...]
    write: Callable[[Sequence[Row]], Written]
    checkers: tuple[Checker, ...] = ()
    most_rows: int = 20_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file. With faults nothing was written; after a dry run nothing either."""

    rows: int = 0
    faults: tuple[FaultGroup, ...] = ()
    written: Written = field(default_factory=Written)
    unread_sheets: tuple[str, ...] = ()
    was_dry_run: bool = False

    @property
    def is_good(self) -> bool:
        return not self.faults


def import_rows(data: bytes, importer: Importer, *, dry_run: bool) -> Outcome:
    """Read the file and write its rows: all of them, or none where anything is wrong.

    A dry run goes the same way to its end and then takes back what was written.
    """
    try:
        sheets = read_sheets(data)
    except UnreadableError as error:
        return Outcome(faults=(FaultGroup(error.message),), was_dry_run=dry_run)
    sheet, heading, others = _choose(sheets, importer)
    rows, faults = _read(sheet, heading, importer)
    faults += [fault for check in importer.checkers for fault in check(rows)]
    written = Written()
    if not faults:
        with transaction.atomic():
            written = importer.write(rows)
            transaction.set_rollback(dry_run)
    return Outcome(len(rows), grouped(faults), written, others, dry_run)


def grouped(faults: Iterable[Fault]) -> tuple[FaultGroup, ...]:
    """The faults by kind, in the order in which the kinds are first met."""
    kinds: dict[str, list[Fault]] = {}
    for fault in faults:
        kinds.setdefault(fault.message, []).append(fault)
    return tuple(
        FaultGroup(
            message,
            tuple(sorted({fault.row for fault in kind if fault.row is not None})),
            tuple(dict.fromkeys(fault.seen for fault in kind if fault.seen)),
        )
        for message, kind in kinds.items()
    )


def unique(*columns: Column) -> Checker:
    """A checker: no two rows are the same in all of these columns; rows blank in them are free."""
    labels = [column.label for column in columns]

    def check(rows: Sequence[Row]) -> Iterable[Fault]:
        first: dict[tuple[Any, ...], int] = {}
        for row in rows:
            own = tuple(row[column.key] for column in columns)
            if not any(own):
                continue
            if own in first:
                seen = messages.repeated(own, first[own])
                yield Fault(messages.duplicate(labels), row.number, seen)
            else:
                first[own] = row.number

    return check


def one_of(labels: Mapping[Any, str]) -> dict[str, Callable[[Any], Any]]:
    """How a column is read and written whose cells have one of these labels, by value."""
    values = {label: value for value, label in labels.items()}

    def read(text: str) -> Any:
        if text not in values:
            raise ValueError(messages.one_of(values))
        return values[text]

    return {"read": read, "write": lambda value: labels.get(value, "")}


def write_sheet(importer: Importer, objects: Iterable[Mapping[str, Any]]) -> bytes:
    """A workbook with a row for each object; with none, the blank form to be filled in.

    Raises ValueError, with a message to show, for a text that would not come back whole.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = importer.title
    for place, column in enumerate(importer.columns, start=1):
        cell = sheet.cell(1, place)
        write_text(cell, column.label)
        cell.font, cell.fill = Font(bold=True), _HEADING_FILL
        cell.alignment = Alignment(vertical="center")
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    wrapped = Alignment(vertical="top", wrap_text=True)
    for number, each in enumerate(objects, start=2):
        for place, column in enumerate(importer.columns, start=1):
            _write_cell(sheet.cell(number, place), column.write(each[column.key]), wrapped)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write_cell(cell: Any, value: str | Decimal | int | None, wrapped: Alignment) -> None:
    if value is None or value == "":
        return
    if isinstance(value, Decimal | int) and fits_number(Decimal(value)):
        cell.value = value
        return
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    if may_be_formula(text):
        cell.quotePrefix = True
    cell.alignment = wrapped
    write_text(cell, text)


Heading = tuple[int, dict[int, Column]]  # its index among the rows, and the columns by place


def _choose(
    sheets: Sequence[Sheet], importer: Importer
) -> tuple[Sheet | None, Heading | None, tuple[str, ...]]:
    """The sheet that has most of the headings, where they stand, and the names of the others."""
    found = [(sheet, _heading(sheet, importer)) for sheet in sheets]
    best = max(found, key=lambda pair: len(pair[1][1]) if pair[1] else 0, default=(None, None))
    others = tuple(sheet.title for sheet in sheets if sheet is not best[0])
    return *best, others


def _heading(sheet: Sheet, importer: Importer) -> Heading | None:
    """The row among the first ones that has most of the headings."""
    names = {
        _plain(name): column for column in importer.columns for name in (column.label, *column.also)
    }
    best: Heading | None = None
    for index, (_, cells) in enumerate(sheet.rows[:_HEADING_WITHIN]):
        columns = {
            place: names[_plain(cell.text)]
            for place, cell in cells.items()
            if _plain(cell.text) in names
        }
        if columns and (best is None or len(columns) > len(best[1])):
            best = index, columns
    return best


def _plain(label: str) -> str:
    """A heading without what people put around it: blanks and the sign of a required column."""
    return "".join(label.split()).strip("*＊")


def _read(
    sheet: Sheet | None, heading: Heading | None, importer: Importer
) -> tuple[list[Row], list[Fault]]:
    labels = [column.label for column in importer.columns]
    if sheet is None or heading is None:
        return [], [Fault(messages.no_heading(labels))]
    index, columns = heading
    faults = list(_wrong_columns(sheet, index, columns, importer))
    below = sheet.rows[index + 1 :]
    if len(below) > importer.most_rows:
        faults.append(Fault(messages.too_many_rows(len(below), importer.most_rows)))
    if not faults and not below:
        faults.append(Fault(messages.no_rows()))
    if faults:
        return [], faults
    read = [_row(number, cells, columns, importer) for number, cells in below]
    return (
        [row for row, wrong in read if not wrong],
        [fault for _, wrong in read for fault in wrong],
    )


def _wrong_columns(
    sheet: Sheet, index: int, columns: Mapping[int, Column], importer: Importer
) -> Iterable[Fault]:
    """Required columns that are not there, columns nobody knows, and columns given twice.

    A text below a blank heading is in a column nobody knows too.
    """
    number, cells = sheet.rows[index]
    given = Counter(column.key for column in columns.values())
    for column in importer.columns:
        if column.required and not given[column.key]:
            yield Fault(messages.missing_column(column.label), number)
        if given[column.key] > 1:
            yield Fault(messages.column_twice(column.label), number)
    known = [column.label for column in importer.columns]
    filled = {place for _, row in sheet.rows[index:] for place in row}
    for place in sorted(filled - set(columns)):
        text = cells[place].text if place in cells else ""
        if _plain(text) == _COUNTS_ROWS:
            continue
        yield Fault(messages.unknown_column(text, get_column_letter(place), known), number)


def _row(
    number: int,
    cells: Mapping[int, Any],
    columns: Mapping[int, Column],
    importer: Importer,
) -> tuple[Row, list[Fault]]:
    """The row and what is wrong with its cells; a cell that is wrong has the value of a blank."""
    given = {column.key: cells.get(place) for place, column in columns.items()}
    absent = frozenset(column.key for column in importer.columns if column.key not in given)
    values, faults = {}, []
    for column in importer.columns:
        values[column.key] = column.blank
        cell = given.get(column.key)
        text = cell.text if cell else ""
        try:
            if cell and cell.fault:
                raise ValueError(cell.fault)
            if not text and column.required:
                raise ValueError(messages.blank())
            if len(text) > column.limit:
                raise ValueError(messages.too_long(column.limit))
            if text:
                values[column.key] = column.read(text)
        except ValueError as error:
            faults.append(Fault(messages.in_column(column.label, str(error)), number, text))
    return Row(number, values, absent), faults
