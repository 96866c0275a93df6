"""From a Grid to the forms on it: labels are matched, positions never are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from declarations.content import Content, Indicator
from declarations.sheet import messages
from declarations.sheet import vocabulary as words
from declarations.sheet.block import Row, end_of_block, read_rows, report_columns, rows_of
from declarations.sheet.fields import Fields, Found, is_label, read_fields, split_label
from declarations.sheet.grid import Cell, Grid
from declarations.sheet.head import Head, find_head, head_of_fragment
from declarations.sheet.money import read_funding
from declarations.sheet.notebook import SELF_EVALUATION, UNPARSED, Note, Notebook, Reading
from declarations.sheet.wide import read_wide
from indicators.tree import SchemeTree

_OPENS_FORM = frozenset({"project", "sub_project", "upper_project"})
_ONCE = _OPENS_FORM | {"unit", "superior", "year", "funding_group", "total", "goal", "goal_group"}
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


def read_grid(
    grid: Grid, trees: Mapping[str, SchemeTree] | None = None
) -> tuple[tuple[Reading, ...], tuple[Note, ...]]:
    """The forms of a table or sheet; and what is to be said of it as a whole.

    A table that has nothing of a form gives no reading, and a note if anything stands in it.
    """
    readings: list[Reading] = []
    for number, piece in enumerate(_pieces(grid)):
        _take_title(grid, piece, grid.above if number == 0 else ())
        wide = next((block for block in piece.blocks if block[0].is_wide), None)
        if wide is not None:
            readings += read_wide(grid, wide[0], wide[1], piece)
            continue
        reading = _read_piece(grid, piece)
        if reading is not None:
            readings.append(reading)
    first = next((cell for cell in grid.cells if not cell.is_blank), None)
    if readings or first is None:
        return tuple(readings), ()
    place = grid.origin.place(first)
    return (), (Note(UNPARSED, messages.not_a_form(first.text), place, first.text),)


def _pieces(grid: Grid) -> Iterator[Piece]:
    """Cuts a grid where a new form begins: at a title, or where the fields begin again."""
    row = first = 0
    seen: set[str] = set()
    blocks: list[tuple[Head, int]] = []
    while row < grid.height:
        if row > first and _begins_form(grid, row, seen, bool(blocks)):
            yield _piece(grid, first, row, blocks)
            first, seen, blocks = row, set(), []
        head = find_head(grid, row)
        if head is None:
            seen |= _roles_in(grid, row)
            row += 1
            continue
        end = end_of_block(grid, head.bottom, grid.height, lambda at: _is_break(grid, at))
        blocks.append((head, end))
        row = max(end, row + 1)
    if grid.height:
        yield _piece(grid, first, grid.height, blocks)


def _is_break(grid: Grid, row: int) -> bool:
    return _title_in(grid, row) is not None or find_head(grid, row) is not None


def _begins_form(grid: Grid, row: int, seen: set[str], has_block: bool) -> bool:
    if _title_in(grid, row) is not None:
        return bool(seen) or has_block
    if not has_block:
        return False
    roles = _roles_in(grid, row)
    return bool(roles & _OPENS_FORM) or bool(roles & seen & _ONCE)


def _roles_in(grid: Grid, row: int) -> set[str]:
    """The role of the label a row begins with."""
    own = [cell for cell in grid.rows[row] if not cell.is_blank]
    if not own:
        return set()
    split = split_label(own[0].text)
    role = split[0] if split else words.header_role(own[0].text)
    if role is None and words.is_level2(own[0].text):
        return {"node"}
    return {role} if role else set()


def _piece(grid: Grid, first: int, last: int, blocks: list[tuple[Head, int]]) -> Piece:
    if not blocks:
        nodes = [
            row
            for row in range(first, last)
            if any(words.is_level2(cell.text) for cell in grid.rows[row])
        ]
        head = head_of_fragment(grid, nodes[0], last) if len(nodes) >= _FORM_NODES else None
        if head is not None:
            end = end_of_block(grid, head.bottom, last, lambda at: _is_break(grid, at))
            blocks = [(head, end)]
    return Piece(first, last, blocks)


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
                piece.title, piece.title_cell = " ".join(text.split()), filled[0]
                if words.year_in(text):
                    piece.year, piece.year_cell = words.year_in(text), filled[0]
            elif words.year_in(text) and len(text.strip()) < words.LONGEST_LABEL:
                piece.year, piece.year_cell = words.year_in(text), filled[0]
        elif filled:
            break


def _read_piece(grid: Grid, piece: Piece) -> Reading | None:
    notebook = Notebook(grid.origin)
    fields = read_fields(grid, piece.field_rows(), piece.lines, notebook)
    if not piece.blocks and not _is_form(fields):
        return None
    indicators = _read_blocks(grid, piece, notebook)
    content = Content(
        title=piece.title,
        year=_year(piece, fields, notebook),
        project=_text(fields, "project", ("project", "sub_project", "upper_project"), notebook),
        unit=_text(fields, "unit", ("unit",), notebook),
        superior=_text(fields, "superior", ("superior",), notebook),
        funding=read_funding(fields, notebook),
        indicators=indicators,
        **_goals(fields, notebook),
    )
    _note_self_evaluation(piece, notebook)
    return Reading(content, notebook.places, tuple(notebook.notes), grid.origin.source(piece.first))


def _is_form(fields: Fields) -> bool:
    """Whether the fields alone make a form whose indicators are lost."""
    has = {found.role for found in fields.found}
    return bool(has & words.GOAL_ROLES) and bool(has & {"project", "unit", "total", "treasury"})


def _read_blocks(grid: Grid, piece: Piece, notebook: Notebook) -> tuple[Indicator, ...]:
    rows: list[Row] = []
    for head, end in piece.blocks:
        for cell, word in head.damaged:
            notebook.damaged(cell, word)
        found = list(rows_of(grid, head, end))
        report_columns(grid, found, head, end, notebook)
        rows += found
    return read_rows(rows, notebook)


def _year(piece: Piece, fields: Fields, notebook: Notebook) -> int | None:
    if piece.year is not None:
        notebook.put("year", piece.year_cell)
        return piece.year
    for found in fields.of("year"):
        year = words.year_in(f"{found.text.strip()}年")
        if year is not None:
            notebook.put("year", found.value)
            return year
        if found.text.strip():
            notebook.note(messages.unparsed(found.text), found.value, where="year")
    return None


def _text(fields: Fields, where: str, roles: Sequence[str], notebook: Notebook) -> str:
    """The first filled field of these roles, those of the table before those above it."""
    candidates = [
        *(one for role in roles for one in fields.of(role) if one.label is not None),
        *(one for role in roles for one in fields.of(role) if one.label is None),
    ]
    if not candidates:
        return ""
    chosen = next((one for one in candidates if one.text.strip()), candidates[0])
    notebook.put(where, chosen.value or chosen.label)
    for one in candidates:
        if one.text.strip() and one.text.strip() != chosen.text.strip():
            notebook.note(messages.second_value(one.label_text, one.text), one.value, where=where)
    return chosen.text


def _goals(fields: Fields, notebook: Notebook) -> dict[str, str]:
    """The annual goal, and the one for longer. A lone 总体目标 is the annual one."""
    annual = _filled(fields, "goal")
    overall = _filled(fields, "goal_group")
    longer = _filled(fields, "long_goal")
    if annual is None or not (annual.text.strip() or overall is None):
        annual, overall = overall, None
    if longer is None:
        longer, overall = overall, None
    goals = {}
    for where, found in (("goal", annual), ("long_term_goal", longer)):
        goals[where] = found.text if found else ""
        if found is not None:
            notebook.put(where, found.value or found.label)
    if overall is not None:
        message = messages.second_value(overall.label_text, overall.text)
        notebook.note(message, overall.value, where="goal")
    return goals


def _filled(fields: Fields, role: str) -> Found | None:
    """The first filled field of a role, else one that has at least an empty cell."""
    found = fields.of(role)
    with_text = next((one for one in found if one.text.strip()), None)
    return with_text or next((one for one in found if one.value is not None), None)


def _note_self_evaluation(piece: Piece, notebook: Notebook) -> None:
    columns = [
        " ".join(column.label.split())
        for head, _ in piece.blocks
        for column in head.columns
        if column.role in words.SELF_EVALUATION
    ]
    if columns or "自评" in piece.title:
        message = messages.self_evaluation(columns)
        notebook.note(message, piece.title_cell, code=SELF_EVALUATION)
