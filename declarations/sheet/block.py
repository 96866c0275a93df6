"""The block of indicators: rows under a head, each with its nodes, name and value."""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from declarations.content import Indicator
from declarations.sheet import messages
from declarations.sheet import vocabulary as words
from declarations.sheet.fields import says_nothing
from declarations.sheet.grid import Cell, Grid
from declarations.sheet.head import Column, Head
from declarations.sheet.notebook import Notebook
from indicators.reading.parts import compose

#: Columns of text beside name and value, each a field of the row by the same name.
_TEXTS = ("explanation", "scoring", "evidence")
_SOME = 2  # more texts than these in a row may be its columns' numbers
#: Columns whose texts go into the form, are told of as self-evaluation, or only count rows.
_KEPT = (
    {"block", "level1", "level2", "level3", "value", "sign", "measure", "weight", *_TEXTS}
    | words.SELF_EVALUATION
    | words.TEXT_ROLES
    | words.AMOUNT_ROLES
    | words.GOAL_ROLES
)
_ENDS_BLOCK = frozenset(
    {"project", "sub_project", "upper_project", "unit", "superior", "year", "total", "treasury"}
    | {"project_total", "funding_group", "goal", "goal_group", "long_goal", "footer"}
)


@dataclass(slots=True)
class Row:
    """A row of the block with the cells it was read from, by role."""

    number: int
    level1: str
    level2: str
    cells: dict[str, list[Cell]] = field(default_factory=dict)

    def text(self, role: str) -> str:
        """The text of a role. Several cells under one head are one text."""
        return "".join(cell.text for cell in self.cells.get(role, ()))

    def cell(self, role: str) -> Cell | None:
        return next(iter(self.cells.get(role, ())), None)

    @property
    def first(self) -> Cell | None:
        """The first filled cell."""
        cells = (cell for cells in self.cells.values() for cell in cells)
        return next((cell for cell in cells if not cell.is_blank), None)

    @property
    def value(self) -> str:
        return compose(self.text("sign"), self.text("value"), self.text("measure"))

    @property
    def is_blank(self) -> bool:
        return not self.text("level3").strip() and not self.value.strip()

    @property
    def is_placeholder(self) -> bool:
        """Whether only the template's own signs stand here: ``……``, ``指标1：``."""
        name, value = self.text("level3"), self.text("value")
        return not self.is_blank and words.is_placeholder(name) and words.is_placeholder(value)


def end_of_block(grid: Grid, head: Head, last: int, is_start: Callable[[int], bool]) -> int:
    """The first row under a head that no longer belongs to its block."""
    enders = frozenset({"footer"}) if head.is_wide else _ENDS_BLOCK
    name = next((column for column in head.columns if column.role == "level3"), None)
    block = next((column for column in head.columns if column.role == "block"), None)
    after_block = block.right if block and block.left == 0 else grid.width
    for row in range(head.bottom, last):
        cell = next(iter(grid.across(row)), None)
        if cell is None or cell.row < row or cell.is_blank:
            continue
        if is_start(row):
            return row
        if words.is_level1(cell.text) or words.is_level2(cell.text):
            continue
        label = cell.text.replace("：", ":").partition(":")[0]
        if words.header_role(label) in enders:
            return row
        if cell.column == 0 and name and cell.right > min(name.left, after_block) > 0:
            return row  # one cell over the levels and the name: a remark, a sum
    return last


def rows_of(grid: Grid, head: Head, last: int, above: Row | None = None) -> Iterator[Row]:
    """The rows under a head. Blank level cells repeat those above, merged or not.

    ``above`` is the last row over a head that is repeated on a new page.
    """
    level1, level2 = (above.level1, above.level2) if above else ("", "")
    levels = [column.left for column in head.columns if column.role.startswith("level")]
    first_level = 0 if head.is_wide else min(levels, default=0)
    for number in range(head.bottom, last):
        cells = _by_role(grid, number, head.columns)
        if all(cell.is_blank for cell in grid.across(number) if cell.right > first_level):
            continue
        if number == head.bottom and _numbers_columns(grid, number):
            continue
        band = _band(grid, number, head)
        if band is not None:
            level1, level2 = words.clean_name(band.text), ""
            continue
        first = next((cell for cell in cells.get("level1", ()) if not cell.is_blank), None)
        second = next((cell for cell in cells.get("level2", ()) if _names_node(cell)), None)
        if first is not None:
            name = words.clean_name(first.text)
            if name != level1 or first.row == number:
                level1, level2 = name, level2 if second is None and name == level1 else ""
        if second is not None:
            level2 = words.clean_name(second.text)
        elif not level2 and first is not None and first.colspan > 1:
            level2 = level1  # one cell over both levels: 满意度指标
        yield Row(number, level1, level2, cells)


def _names_node(cell: Cell) -> bool:
    """Whether a cell for level 2 names a node; 具体指标 beside 满意度指标 only heads the names."""
    is_column = words.column_role(cell.text) == "level3" and not words.is_level2(cell.text)
    return not (cell.is_blank or is_column)


def _band(grid: Grid, number: int, head: Head) -> Cell | None:
    """The name of a level-1 node that stands over its rows instead of beside them."""
    filled = [cell for cell in grid.across(number) if not cell.is_blank]
    if len(filled) != 1 or filled[0].row != number or not words.is_level1(filled[0].text):
        return None
    if "level1" not in head.roles():
        return filled[0]
    name = next((column for column in head.columns if column.role == "level3"), None)
    return filled[0] if name and name.overlap(filled[0].column, filled[0].right) > 0 else None


def _numbers_columns(grid: Grid, row: int) -> bool:
    """Whether a row under the head only counts its columns: 1, 2, 3, …"""
    texts = [cell.text.strip() for cell in grid.across(row) if not cell.is_blank]
    counted = [str(number) for number in range(1, len(texts) + 1)]
    return len(texts) > _SOME and (texts == counted or texts[1:] == counted[:-1])


def _by_role(grid: Grid, number: int, columns: tuple[Column, ...]) -> dict[str, list[Cell]]:
    cells: dict[str, list[Cell]] = {}
    for cell in grid.across(number):
        role = _role_at(columns, cell.column, cell.right)
        if role is not None:
            cells.setdefault(role, []).append(cell)
    return cells


@lru_cache(maxsize=1024)
def _role_at(columns: tuple[Column, ...], left: int, right: int) -> str | None:
    """The role of the column that covers most of a cell; the cells of a column ask alike."""
    best = max(columns, key=lambda column: column.overlap(left, right))
    return best.role if best.overlap(left, right) > 0 else None


def read_rows(rows: Sequence[Row], notebook: Notebook) -> tuple[Indicator, ...]:
    """The indicators of these rows. A node whose rows are all blank has none."""
    rows = [row for row in rows if not row.is_placeholder]
    filled = {(row.level1, row.level2) for row in rows if not row.is_blank}
    kept = [row for row in rows if (row.level1, row.level2) in filled]
    for number, row in enumerate(kept):
        for role, name in (("level3", "name"), ("value", "value")):
            notebook.put(f"indicators[{number}].{name}", row.cell(role) or row.cell("level3"))
        for role in _TEXTS:
            if cell := row.cell(role):
                notebook.put(f"indicators[{number}].{role}", cell)
    return tuple(_indicator(row, number, notebook) for number, row in enumerate(kept))


def _indicator(row: Row, number: int, notebook: Notebook) -> Indicator:
    return Indicator(
        level1=row.level1,
        level2=row.level2,
        name=row.text("level3"),
        value=row.value,
        weight=_weight(row, number, notebook),
        **{role: row.text(role) for role in _TEXTS},
    )


def _weight(row: Row, number: int, notebook: Notebook) -> Decimal | None:
    text = row.text("weight").strip()
    if not text:
        return None
    try:
        weight = Decimal(text.rstrip("分%％"))
    except InvalidOperation:
        weight = Decimal("NaN")
    if not weight.is_finite():
        notebook.unparsed(row.cells["weight"][0])
        return None
    notebook.put(f"indicators[{number}].weight", row.cell("weight"))
    return weight


def settle_nodes(rows: Sequence[Row], known: Container[str], notebook: Notebook) -> None:
    """Mends damaged names of nodes, and says once of each other name that it is not in use."""
    filled = {(row.level1, row.level2) for row in rows if not row.is_blank}
    told: dict[tuple[int, str], str] = {}
    for row in rows:
        if (row.level1, row.level2) in filled:
            row.level1 = _settled(1, row.level1, row.cell("level1"), known, told, notebook)
            row.level2 = _settled(2, row.level2, row.cell("level2"), known, told, notebook)


def _settled(
    level: int,
    name: str,
    cell: Cell | None,
    known: Container[str],
    told: dict[tuple[int, str], str],
    notebook: Notebook,
) -> str:
    if not name or name in known or words.is_level1(name) or words.is_level2(name):
        return name
    if (level, name) not in told:
        word = words.nearest_name(name, words.LEVEL1 if level == 1 else words.LEVEL2)
        told[level, name] = word or name
        if word and cell:
            notebook.damaged(cell, word)
        else:
            notebook.note(messages.unknown_node(level, name), cell)
    return told[level, name]


def report_columns(
    grid: Grid, rows: Sequence[Row], head: Head, end: int, notebook: Notebook
) -> None:
    """Says once a column what stood under heads that the form has no place for."""
    for column in head.columns:
        if column.role in _KEPT:
            continue
        cells = [
            cell
            for row in rows
            for cell in row.cells.get(column.role, ())
            if not cell.is_blank and column.overlap(cell.column, cell.right) > 0
            if not (column.role == "number" and cell.text.strip().isdecimal())
        ]
        label = " ".join(column.label.split())
        own = grid.at(head.bottom - 1, column.left)
        if label and not cells and column.role == "unknown" and own:
            notebook.unparsed(own)
        if cells:
            notebook.note(messages.column_not_kept(label, len(cells)), cells[0])
    aside = [
        cell
        for column in head.set_aside
        for row in grid.rows[head.bottom : end]
        for cell in row
        if column.overlap(cell.column, cell.right) > 0 and not cell.is_blank
    ]
    if aside:
        notebook.note(messages.long_term_not_kept(len(aside)), aside[0])


def cells_of(rows: Iterable[Row]) -> Iterator[Cell]:
    """The cells of the rows that say something, without those under 绩效指标."""
    for row in rows:
        if not row.is_blank:
            yield from (cell for role in row.cells if role != "block" for cell in row.cells[role])


def report_rest(
    grid: Grid,
    used: Iterable[Cell],
    head: Head,
    end: int,
    known: Container[str],
    notebook: Notebook,
) -> None:
    """Says of each text under a head that stands in no row with a name or value."""
    places = {(cell.row, cell.column) for cell in used}
    told = [column for column in head.columns if column.role not in _KEPT]
    told += [column for column in head.columns if column.role in words.SELF_EVALUATION]
    aside = [*head.set_aside, *told]
    for number in range(head.bottom, end):
        if _numbers_columns(grid, number):
            continue
        for cell in grid.rows[number]:
            if cell.is_blank or (cell.row, cell.column) in places:
                continue
            if any(column.overlap(cell.column, cell.right) > 0 for column in aside):
                continue
            if not _is_node(cell.text, known) and not says_nothing(cell.text):
                notebook.unparsed(cell)


def _is_node(text: str, known: Container[str]) -> bool:
    return words.is_level1(text) or words.is_level2(text) or words.clean_name(text) in known
