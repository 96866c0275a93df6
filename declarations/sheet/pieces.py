"""Where one form ends and the next begins on a Grid, and the title over each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from declarations.sheet import vocabulary as words
from declarations.sheet.block import end_of_block
from declarations.sheet.fields import is_label, split_labels
from declarations.sheet.grid import Cell, Grid
from declarations.sheet.head import Head, head_from, head_of_fragment

_OPENS_FORM = frozenset({"project", "sub_project", "upper_project"})
ONCE = _OPENS_FORM | {"unit", "superior", "year", "funding_group", "total", "goal", "goal_group"}
_FORM_NODES = 2  # as many names of nodes make a headless table a fragment of a form


@dataclass(slots=True)
class Piece:
    """The rows of one form: its fields stand before and after its blocks of indicators."""

    first: int
    last: int
    blocks: list[tuple[Head, int]]  # a head and the first row after its block
    title: str = ""
    title_cell: Cell | None = None
    year: int | None = None
    year_cell: Cell | None = None
    lines: tuple[str, ...] = ()

    def field_rows(self) -> Iterator[int]:
        inside = [(head.row, end) for head, end in self.blocks]
        for row in range(self.first, self.last):
            if not any(start <= row < end for start, end in inside):
                yield row


def cut(grid: Grid) -> Iterator[Piece]:
    """The pieces of a grid. A new one begins at a title, or where the fields begin again.

    The lines over the grid belong to its first piece.
    """
    above = grid.above
    for first, last, blocks in _cuts(grid):
        piece = Piece(first, last, blocks or _fragment(grid, first, last))
        _take_title(grid, piece, above)
        above = ()
        yield piece


def _cuts(grid: Grid) -> Iterator[tuple[int, int, list[tuple[Head, int]]]]:
    row = first = 0
    seen: set[str] = set()
    blocks: list[tuple[Head, int]] = []
    while row < grid.height:
        head = head_from(grid, row)
        is_repeated = bool(head and blocks and head.is_wide and blocks[-1][0].is_wide)
        if row > first and not is_repeated and _begins_form(grid, row, seen, bool(blocks)):
            yield first, row, blocks
            first, seen, blocks = row, set(), []
        if head is None:
            seen |= _roles_in(grid, row)
            row += 1
            continue
        end = end_of_block(grid, head, grid.height, partial(_is_break, grid))
        blocks.append((head, end))
        row = max(end, row + 1)
    if grid.height:
        yield first, grid.height, blocks


def _is_break(grid: Grid, row: int) -> bool:
    return _title_in(grid, row) is not None or head_from(grid, row) is not None


def _begins_form(grid: Grid, row: int, seen: set[str], has_block: bool) -> bool:
    if _title_in(grid, row) is not None:
        return _title_in(grid, row - 1) is None
    if not has_block:
        return False
    roles = _roles_in(grid, row)
    return bool(roles & _OPENS_FORM) or bool(roles & seen & ONCE)


def _roles_in(grid: Grid, row: int) -> set[str]:
    """The role of the label a row begins with."""
    own = [cell for cell in grid.rows[row] if not cell.is_blank]
    if not own:
        return set()
    split = split_labels(own[0].text)
    role = split[0].role if split else words.header_role(own[0].text)
    if role is None and words.is_level2(own[0].text):
        return {"node"}
    return {role} if role else set()


def begins_with(grid: Grid, first: int = 0) -> set[str]:
    """The roles of the labels with which the rows begin, from one row on."""
    return set().union(*(_roles_in(grid, row) for row in range(first, grid.height)))


def last_opening(grid: Grid) -> int | None:
    """The last row that opens a form with a title or the name of a project; None if none does."""
    return next(
        (
            row
            for row in range(grid.height - 1, -1, -1)
            if _title_in(grid, row) is not None or _roles_in(grid, row) & _OPENS_FORM
        ),
        None,
    )


def _fragment(grid: Grid, first: int, last: int) -> list[tuple[Head, int]]:
    """The block of a form that lost its head: rows with names of nodes."""
    nodes = [
        row
        for row in range(first, last)
        if any(words.is_level2(cell.text) for cell in grid.rows[row])
    ]
    head = head_of_fragment(grid, nodes[0], last) if len(nodes) >= _FORM_NODES else None
    if head is None:
        return []
    return [(head, end_of_block(grid, head, last, partial(_is_break, grid)))]


def _title_in(grid: Grid, row: int) -> Cell | None:
    """The title a row consists of: one text alone in its row, not the value of a label."""
    filled = [cell for cell in grid.across(row) if not cell.is_blank]
    if len(filled) != 1 or filled[0].row != row:
        return None
    return filled[0] if words.is_title(filled[0].text) and not is_label(filled[0].text) else None


def _take_title(grid: Grid, piece: Piece, above: Sequence[str]) -> None:
    """The title and year from the lines over the table, and from its first rows."""
    start = max((number for number, line in enumerate(above) if words.is_title(line)), default=None)
    if start is not None:
        piece.title = above[start].strip()
        above = above[start:]
        years = [year for year in map(words.year_in, [*above[1:], above[0]]) if year]
        piece.year = years[0] if years else None
    piece.lines = tuple(above)
    for row in range(piece.first, piece.last):
        filled = [cell for cell in grid.across(row) if not cell.is_blank]
        if len(filled) == 1 and filled[0].row == row and not is_label(filled[0].text):
            text = filled[0].text
            if words.is_title(text) and not piece.title_cell:
                piece.title, piece.title_cell = words.title_in(text), filled[0]
                if words.year_in(text):
                    piece.year, piece.year_cell = words.year_in(text), filled[0]
            elif words.year_in(text) and len(text.strip()) < words.LONGEST_LABEL:
                piece.year, piece.year_cell = words.year_in(text), filled[0]
        elif filled:
            break
