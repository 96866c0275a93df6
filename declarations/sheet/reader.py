"""From a Grid to the forms on it: labels are matched, positions never are."""

from collections.abc import Container, Sequence

from declarations.content import Content, Indicator
from declarations.sheet import messages
from declarations.sheet import vocabulary as words
from declarations.sheet.block import (
    Row,
    cells_of,
    read_rows,
    report_columns,
    report_rest,
    rows_of,
    settle_nodes,
)
from declarations.sheet.fields import Fields, Found, read_fields
from declarations.sheet.grid import Grid
from declarations.sheet.head import annual_blocks
from declarations.sheet.money import read_funding
from declarations.sheet.notebook import SELF_EVALUATION, UNPARSED, Note, Notebook, Reading
from declarations.sheet.pieces import Piece, cut
from declarations.sheet.wide import read_wide


def read_grid(
    grid: Grid, known: Container[str] = ()
) -> tuple[tuple[Reading, ...], tuple[Note, ...]]:
    """The forms of a table or sheet; and what is to be said of it as a whole.

    A table that has nothing of a form gives no reading, and a note if anything stands in it.
    ``known`` are names of nodes that need no remark.
    """
    readings: list[Reading] = []
    for piece in cut(grid):
        wide = [block for block in piece.blocks if block[0].is_wide]
        if wide:
            readings += read_wide(grid, wide, piece, known)
            continue
        reading = _read_piece(grid, piece, known)
        if reading is not None:
            readings.append(reading)
    first = next((cell for cell in grid.cells if not cell.is_blank), None)
    if readings or first is None:
        return tuple(readings), ()
    place = grid.origin.place(first)
    return (), (Note(UNPARSED, messages.not_a_form(first.text), place, first.text),)


def _read_piece(grid: Grid, piece: Piece, known: Container[str]) -> Reading | None:
    notebook = Notebook(grid.origin)
    fields = read_fields(grid, piece.field_rows(), piece.lines, notebook)
    if not piece.blocks and not _is_form(fields):
        return None
    indicators = _read_blocks(grid, piece, known, notebook)
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
    if _is_instruction(fields):
        return False
    has = {found.role for found in fields.found}
    return bool(has & words.GOAL_ROLES) and bool(has & {"project", "unit", "total", "treasury"})


def _is_instruction(fields: Fields) -> bool:
    """Whether beside the labels stands what to write there: 填报说明."""
    texts = [found.text for found in fields.found if found.text.strip()]
    told = sum(words.tells_to_fill(text) for text in texts)
    return told > 1 and told * 2 > len(texts)


def _read_blocks(
    grid: Grid, piece: Piece, known: Container[str], notebook: Notebook
) -> tuple[Indicator, ...]:
    rows: list[Row] = []
    annual, longer = annual_blocks(grid, piece.blocks)
    for head, end in longer:
        cells = [cell for row in grid.rows[head.bottom : end] for cell in row if not cell.is_blank]
        notebook.note(messages.long_term_not_kept(len(cells)), cells[0] if cells else None)
    for head, end in annual:
        for cell, word in head.damaged:
            notebook.damaged(cell, word)
        found = list(rows_of(grid, head, end, rows[-1] if rows else None))
        report_columns(grid, found, head, end, notebook)
        report_rest(grid, cells_of(found), head, end, known, notebook)
        rows += found
    settle_nodes(rows, known, notebook)
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
    """The first filled field of these roles: with a cell of its own, in one cell, over the table.

    What shares a cell with its label is often a caption: 填报单位（盖章）：… over 实施单位.
    """
    candidates = sorted(
        (one for role in roles for one in fields.of(role)),
        key=lambda one: (one.label is None, one.value is one.label),
    )
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
