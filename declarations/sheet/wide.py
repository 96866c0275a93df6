"""A sheet with many projects, one row for each indicator: a form is gathered for each project."""

from collections.abc import Container
from dataclasses import dataclass, field
from decimal import Decimal

from declarations.content import Content
from declarations.sheet import messages
from declarations.sheet import vocabulary as words
from declarations.sheet.amounts import unit_of_label
from declarations.sheet.block import Row, read_rows, report_columns, rows_of, settle_nodes
from declarations.sheet.fields import Fields, Found, read_fields
from declarations.sheet.grid import Cell, Grid
from declarations.sheet.head import Head
from declarations.sheet.money import read_funding
from declarations.sheet.notebook import Notebook, Reading
from declarations.sheet.pieces import Piece

_SUMS = frozenset({"合计", "总计", "小计", "共计"})
_PROJECT = ("project", "sub_project", "upper_project")
_FIELDS = words.TEXT_ROLES | words.AMOUNT_ROLES | words.GOAL_ROLES


@dataclass(slots=True)
class Project:
    """What the rows of one project say."""

    first_row: int
    cells: dict[str, list[Cell]] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)

    def text(self, *roles: str) -> str:
        cell = self.cell(*roles)
        return cell.text if cell else ""

    def cell(self, *roles: str) -> Cell | None:
        """The first filled cell of the first of these roles that has one."""
        cells = [cell for role in roles for cell in self.cells.get(role, ())]
        return next((cell for cell in cells if not cell.is_blank), cells[0] if cells else None)


def read_wide(
    grid: Grid, head: Head, last: int, piece: Piece, known: Container[str]
) -> list[Reading]:
    """A Reading for each project, in the order in which they first appear."""
    notebook = Notebook(grid.origin)
    projects = _gather(grid, head, last, notebook)
    settle_nodes([row for one in projects for row in one.rows], known, notebook)
    shared = read_fields(grid, piece.field_rows(), piece.lines, notebook)
    readings = [_read(grid, head, project, piece, shared) for project in projects]
    report_columns(grid, [row for one in projects for row in one.rows], head, last, notebook)
    if readings and notebook.notes:
        first = readings[0]
        notes = (*notebook.notes, *first.notes)
        readings[0] = Reading(first.content, first.places, notes, first.source)
    return readings


def _gather(grid: Grid, head: Head, last: int, notebook: Notebook) -> list[Project]:
    """The projects by their names: a blank name is that of the row above."""
    projects: dict[tuple[str, str], Project] = {}
    current: Project | None = None
    unit_name = ""
    for row in rows_of(grid, head, last):
        names = _texts(row, _PROJECT)
        unit_name = "".join(_texts(row, ("unit",))[:1]) or unit_name
        first = next(cell for cells in row.cells.values() for cell in cells)
        if _is_sum(row):
            notebook.note(messages.sum_row(_first_text(row)), first)
            continue
        if names:
            key = (unit_name, names[0])
            current = projects.setdefault(key, Project(row.number))
        if current is None:
            continue
        for role, cells in row.cells.items():
            if role in _FIELDS:
                seen = current.cells.setdefault(role, [])
                seen += [cell for cell in cells if not cell.is_blank and cell not in seen]
        if row.text("level3").strip() or row.value.strip():
            current.rows.append(row)
    _carry_unit(projects)
    return list(projects.values())


def _carry_unit(projects: dict[tuple[str, str], Project]) -> None:
    """A project without a unit of its own belongs to the unit above."""
    above: list[Cell] = []
    for project in projects.values():
        above = project.cells["unit"] = project.cells.get("unit") or above


def _texts(row: Row, roles: tuple[str, ...]) -> list[str]:
    return [row.text(role).strip() for role in roles if row.text(role).strip()]


def _is_sum(row: Row) -> bool:
    return "".join(_first_text(row).split()) in _SUMS


def _first_text(row: Row) -> str:
    cells = (cell for cells in row.cells.values() for cell in cells)
    return next((cell.text.strip() for cell in cells if not cell.is_blank), "")


def _read(grid: Grid, head: Head, project: Project, piece: Piece, shared: Fields) -> Reading:
    notebook = Notebook(grid.origin)
    for where, roles in (
        ("project", ("project", "sub_project", "upper_project")),
        ("unit", ("unit",)),
        ("superior", ("superior",)),
        ("goal", ("goal", "goal_group")),
        ("long_term_goal", ("long_goal",)),
    ):
        cell = project.cell(*roles)
        if cell is not None:
            notebook.put(where, cell)
    year = piece.year or words.year_in(f"{project.text('year')}年")
    if year:
        notebook.put("year", project.cell("year") or piece.year_cell)
    content = Content(
        title=piece.title,
        year=year,
        project=project.text(*_PROJECT),
        unit=project.text("unit"),
        superior=project.text("superior"),
        funding=read_funding(_money(head, project, shared.unit), notebook),
        goal=project.text("goal", "goal_group"),
        long_term_goal=project.text("long_goal"),
        indicators=read_rows(project.rows, notebook),
    )
    source = grid.origin.source(project.first_row)
    return Reading(content, notebook.places, tuple(notebook.notes), source)


def _money(head: Head, project: Project, unit: Decimal | None) -> Fields:
    """The amounts of a project as fields; repeated on each row they count once."""
    fields = Fields(unit=unit)
    for column in head.columns:
        if column.role not in words.AMOUNT_ROLES:
            continue
        cells = [cell for cell in project.cells.get(column.role, ()) if column.overlap(cell) > 0]
        texts = {cell.text.strip(): cell for cell in reversed(cells)}
        for text, cell in list(texts.items())[::-1]:
            named = unit_of_label(column.label) or unit_of_label(column.group)
            fields.found.append(Found(column.role, None, column.label.strip(), cell, text, named))
    return fields
