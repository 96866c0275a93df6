"""A sheet with many projects, one row for each indicator: a form is gathered for each project."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from declarations.content import Content
from declarations.sheet import messages
from declarations.sheet import vocabulary as words
from declarations.sheet.amounts import unit_of_label
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
from declarations.sheet.grid import Cell, Grid
from declarations.sheet.head import Head
from declarations.sheet.money import read_funding
from declarations.sheet.notebook import Notebook, Reading
from declarations.sheet.pieces import Piece

_SUMS = frozenset({"合计", "总计", "小计", "共计"})
_PROJECT = ("project", "sub_project", "upper_project")
_OF_UNIT = words.AMOUNT_ROLES | {"project", "number", "ignored"}
_FIELDS = words.TEXT_ROLES | words.AMOUNT_ROLES | words.GOAL_ROLES


@dataclass(slots=True)
class Project:
    """What the rows of one project say."""

    first_row: int
    cells: dict[str, list[Cell]] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)

    @property
    def is_heading(self) -> bool:
        """Whether nothing but a name was said: 一、民生类项目."""
        says_more = any(self.text(role) for role in (*words.AMOUNT_ROLES, *words.GOAL_ROLES))
        return not (self.rows or says_more)

    def text(self, *roles: str) -> str:
        cell = self.cell(*roles)
        return cell.text if cell else ""

    def cell(self, *roles: str) -> Cell | None:
        """The first filled cell of the first of these roles that has one."""
        cells = [cell for role in roles for cell in self.cells.get(role, ())]
        return next((cell for cell in cells if not cell.is_blank), cells[0] if cells else None)


def read_wide(
    grid: Grid, blocks: Sequence[tuple[Head, int]], piece: Piece, known: Container[str]
) -> list[Reading]:
    """A Reading for each project, in the order in which they first appear.

    There are several ``blocks`` where the head is repeated on each page.
    """
    notebook = Notebook(grid.origin)
    head = blocks[0][0]
    rows: list[Row] = []
    for again, last in blocks:
        found = list(rows_of(grid, again, last, rows[-1] if rows else None))
        report_columns(grid, found, again, last, notebook)
        rows += found
    gathering = _gather(rows, head, notebook)
    for again, last in blocks:
        report_rest(grid, gathering.used(), again, last, known, notebook)
    projects = gathering.kept()
    settle_nodes([row for one in projects for row in one.rows], known, notebook)
    shared = read_fields(grid, piece.field_rows(), piece.lines, notebook)
    readings = [_read(grid, head, project, piece, shared) for project in projects]
    if readings and notebook.notes:
        first = readings[0]
        notes = (*notebook.notes, *first.notes)
        readings[0] = Reading(first.content, first.places, notes, first.source)
    return readings


@dataclass(slots=True)
class _Gathering:
    """The projects seen so far, going down the sheet. A blank name is that of the row above."""

    names_units: bool  # one column holds the units and, under each, its projects
    notebook: Notebook
    projects: dict[tuple[str, str], Project] = field(default_factory=dict)
    current: Project | None = None
    unit: str = ""
    unit_row: Cell | None = None
    told: list[Cell] = field(default_factory=list)  # in rows that are no project's

    def take(self, row: Row) -> None:
        if _is_sum(row):
            self.notebook.note(messages.sum_row(_first_text(row)), row.first)
            self.told += (cell for cells in row.cells.values() for cell in cells)
            return
        self.unit = row.text("unit").strip() or self.unit
        name = next(iter(_texts(row, _PROJECT)), "")
        if name and self.names_units and _only_names(row):
            self.unit, self.unit_row, self.current = name, row.cell("project"), None
            self.told += (cell for cells in row.cells.values() for cell in cells)
            return
        if name:
            self.current = self.projects.setdefault((self.unit, name), Project(row.number))
        if self.current is not None:
            self._add(row, self.current)

    def _add(self, row: Row, project: Project) -> None:
        if self.unit_row is not None:
            project.cells.setdefault("unit", [self.unit_row])
        for role, cells in row.cells.items():
            if role in _FIELDS:
                seen = project.cells.setdefault(role, [])
                seen += [cell for cell in cells if not cell.is_blank and cell not in seen]
        if not (row.is_blank or row.is_placeholder):
            project.rows.append(row)

    def kept(self) -> list[Project]:
        """The projects, without the names that are only a heading over others."""
        return [project for project in self.projects.values() if not project.is_heading]

    def used(self) -> Iterator[Cell]:
        """The cells that went into a project, or of which something was said."""
        yield from self.told
        for project in self.kept():
            yield from (cell for cells in project.cells.values() for cell in cells)
            yield from cells_of(project.rows)


def _gather(rows: Iterable[Row], head: Head, notebook: Notebook) -> _Gathering:
    names_units = any(one.role == "project" and "单位" in one.label for one in head.columns)
    gathering = _Gathering(names_units, notebook)
    for row in rows:
        gathering.take(row)
    _carry_unit(gathering.projects.values())
    return gathering


def _carry_unit(projects: Iterable[Project]) -> None:
    """A project without a unit of its own belongs to the unit above."""
    above: list[Cell] = []
    for project in projects:
        above = project.cells["unit"] = project.cells.get("unit") or above


def _only_names(row: Row) -> bool:
    """Whether a row gives a name, its code and a sum: that of the unit over its projects."""
    filled = {role for role, cells in row.cells.items() if any(not one.is_blank for one in cells)}
    name = row.cell("project")
    return name is not None and name.rowspan == 1 and filled <= _OF_UNIT


def _texts(row: Row, roles: tuple[str, ...]) -> list[str]:
    return [row.text(role).strip() for role in roles if row.text(role).strip()]


def _is_sum(row: Row) -> bool:
    return "".join(_first_text(row).split()) in _SUMS


def _first_text(row: Row) -> str:
    return row.first.text.strip() if row.first else ""


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
            _note_others(project, cell, where, roles, notebook)
    year = piece.year or words.year_in(f"{project.text('year')}年")
    if year:
        notebook.put("year", project.cell("year") or piece.year_cell)
    content = Content(
        title=piece.title,
        year=year,
        project=project.text(*_PROJECT),
        unit=_own_or_shared(project, shared, "unit", notebook),
        superior=_own_or_shared(project, shared, "superior", notebook),
        funding=read_funding(_money(head, project, shared.unit), notebook),
        goal=project.text("goal", "goal_group"),
        long_term_goal=project.text("long_goal"),
        indicators=read_rows(project.rows, notebook),
    )
    source = grid.origin.source(project.first_row)
    return Reading(content, notebook.places, tuple(notebook.notes), source)


def _note_others(
    project: Project, chosen: Cell, where: str, roles: Sequence[str], notebook: Notebook
) -> None:
    """Says of each text that a later row gives for the same field and that is another one."""
    told = {chosen.text.strip(), ""}
    for cell in (cell for role in roles for cell in project.cells.get(role, ())):
        if cell.text.strip() not in told:
            told.add(cell.text.strip())
            notebook.note(messages.second_row(cell.text), cell, where=where)


def _own_or_shared(project: Project, shared: Fields, role: str, notebook: Notebook) -> str:
    """A text of the project, else the one that a line over the table gives for all."""
    own = project.text(role)
    if own.strip():
        return own
    given = next((found for found in shared.of(role) if found.text.strip()), None)
    if given is None:
        return own
    if given.value is not None:
        notebook.put(role, given.value)
    return given.text


def _money(head: Head, project: Project, unit: Decimal | None) -> Fields:
    """The amounts of a project as fields; repeated on each row they count once."""
    fields = Fields(unit=unit)
    for column in head.columns:
        if column.role not in words.AMOUNT_ROLES:
            continue
        cells = [
            cell
            for cell in project.cells.get(column.role, ())
            if column.overlap(cell.column, cell.right) > 0
        ]
        texts = {cell.text.strip(): cell for cell in reversed(cells)}
        for text, cell in list(texts.items())[::-1]:
            named = unit_of_label(column.label) or unit_of_label(column.group)
            fields.found.append(Found(column.role, None, column.label.strip(), cell, text, named))
    return fields
