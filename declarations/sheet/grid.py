"""A Grid: a table of cells with spans, and where each cell came from.

Word, Excel, text and HTML are ways to draw a Grid or to parse one; what a form says is read from
a Grid and laid out into a Grid, and nothing else in the house knows about file formats.
Rows and columns count from 0 here and from 1 where a person reads them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Literal, NamedTuple

#: What a cell is on the laid-out form. A parsed Grid knows only texts.
Role = Literal["label", "heading", "node", "text", "short", "amount", "signature"]

_EXCEL_LIMIT = 26


class Cell(NamedTuple):
    """A cell at its upper left corner. ``where`` is the path of the value it shows, if any."""

    row: int
    column: int
    text: str = ""
    rowspan: int = 1
    colspan: int = 1
    role: Role = "text"
    where: str = ""
    amount: Decimal | None = None  # set on a laid-out cell: 万元 with the role "amount", a weight

    @property
    def is_blank(self) -> bool:
        return not self.text or self.text.isspace()

    @property
    def right(self) -> int:
        return self.column + self.colspan

    @property
    def bottom(self) -> int:
        return self.row + self.rowspan


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands, as a person finds it: 表2 第7行 第3列, or Sheet1!C7."""

    file: str
    container: str = ""  # 表2, or the name of the sheet
    row: int | None = None  # counted from 1
    column: int | None = None
    is_sheet: bool = False

    def __str__(self) -> str:
        if self.is_sheet and self.row and self.column:
            return f"{self.container}!{column_letters(self.column)}{self.row}"
        if self.row is None:
            return self.container
        cell = f"{self.container} 第{self.row}行"
        return f"{cell} 第{self.column}列" if self.column else cell


@dataclass(frozen=True, slots=True)
class Origin:
    """The table or sheet a Grid was parsed from."""

    file: str = ""
    table: int | None = None  # counted from 1; None for a sheet
    sheet: str | None = None
    joined: tuple[tuple[int, int], ...] = ()  # the row from which on it is which other table
    left: int = 0  # the columns of the sheet before its first

    @property
    def container(self) -> str:
        return self.sheet if self.sheet is not None else f"表{self.table}"

    def place(self, cell: Cell | None = None) -> Place:
        """The place of a cell, or of the whole table."""
        if self.sheet is not None:
            row, column = (cell.row + 1, self.left + cell.column + 1) if cell else (None, None)
            return Place(self.file, self.sheet, row, column, is_sheet=True)
        if cell is None:
            return Place(self.file, self.container)
        table, row = self._table_of(cell.row)
        return Place(self.file, f"表{table}", row + 1, cell.column + 1)

    def source(self, first_row: int) -> dict[str, int | str]:
        """For machines: ``{"table": 1, "first_row": 1}``, or ``"sheet"`` with its name."""
        if self.sheet is not None:
            return {"sheet": self.sheet, "first_row": first_row + 1}
        table, row = self._table_of(first_row)
        return {"table": table, "first_row": row + 1}

    def _table_of(self, row: int) -> tuple[int, int]:
        """The table a row was read from, and its place there."""
        for first, table in reversed(self.joined):
            if row >= first:
                return table, row - first
        return self.table or 1, row


@dataclass(frozen=True)
class Grid:
    """Cells in reading order. ``above`` are the lines over the table: title, year, captions."""

    cells: tuple[Cell, ...]
    above: tuple[str, ...] = ()
    origin: Origin = field(default_factory=Origin)
    widths: tuple[float, ...] = ()  # of the columns, in cm; a laid-out Grid has them
    heading: int | None = None  # the row repeated on a second page
    remarks: tuple[tuple[Cell, str], ...] = ()  # what its parser has to say of a cell
    landscape: bool = False  # whether the page lies on its side

    @cached_property
    def height(self) -> int:
        return max((cell.bottom for cell in self.cells), default=0)

    @cached_property
    def width(self) -> int:
        return max((cell.right for cell in self.cells), default=0)

    @cached_property
    def signed(self) -> frozenset[int]:
        """The rows with room for an opinion and a seal."""
        return frozenset(cell.row for cell in self.cells if cell.role == "signature")

    @cached_property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """For each row the cells that begin in it: what a table element holds."""
        rows: list[list[Cell]] = [[] for _ in range(self.height)]
        for cell in self.cells:
            rows[cell.row].append(cell)
        return tuple(tuple(row) for row in rows)

    @cached_property
    def _matrix(self) -> list[list[Cell | None]]:
        matrix: list[list[Cell | None]] = [[None] * self.width for _ in range(self.height)]
        for cell in self.cells:
            if cell.rowspan == 1 and cell.colspan == 1:
                matrix[cell.row][cell.column] = cell
                continue
            for row in range(cell.row, cell.bottom):
                matrix[row][cell.column : cell.right] = [cell] * cell.colspan
        return matrix

    @cached_property
    def filled_columns(self) -> frozenset[int]:
        """The columns that a filled cell covers, in whatever row."""
        return frozenset(
            column
            for cell in self.cells
            if not cell.is_blank
            for column in range(cell.column, cell.right)
        )

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers this position, or None."""
        if 0 <= row < self.height and 0 <= column < self.width:
            return self._matrix[row][column]
        return None

    def across(self, row: int) -> list[Cell]:
        """The cells that cover a row from left to right, each once, merged ones included."""
        seen: list[Cell] = []
        last = None
        for cell in self._matrix[row]:
            if cell is not None and cell is not last:
                seen.append(cell)
                last = cell
        return seen

    def followed_by(self, other: "Grid") -> "Grid":
        """This grid with the rows of another below it; each keeps the place it was read from."""
        below = (cell._replace(row=cell.row + self.height) for cell in other.cells)
        joined = (*self.origin.joined, (self.height, other.origin.table or 1))
        return replace(
            self, cells=(*self.cells, *below), origin=replace(self.origin, joined=joined)
        )

    def where(self) -> Iterator[tuple[str, Cell]]:
        """The cells that show a value, by its path."""
        return ((cell.where, cell) for cell in self.cells if cell.where)


def column_letters(column: int) -> str:
    """3 -> C, 28 -> AB."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, _EXCEL_LIMIT)
        letters = chr(ord("A") + rest) + letters
    return letters
