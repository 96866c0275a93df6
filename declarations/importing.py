"""From files to drafts: read, look, confirm.

The page and the command take the same path. ``plan_import`` reads the files and says what would
happen; it writes nothing. ``carry_out`` writes all forms of a plan or none.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from .actions import create_declaration
from .carrying import CarriedForm, Carrier
from .checking import levels_of, thresholds_of
from .checks import Context, Report, check_form
from .content import Content
from .models import BudgetUnit, Cycle, Declaration, Project, User
from .sheet import Note, Problem, Reading, read_file
from .storing import storable


@dataclass(frozen=True)
class PlannedForm:
    """A form that was read, and what would become of it.

    ``unit`` is None where neither the caller nor the form names a unit we know. ``project`` is the
    project of that name the unit has already; None means a new one. ``declared`` is the form of
    this cycle that stands in the way, if any: such a form is not imported again.
    """

    file: str
    reading: Reading
    carried: CarriedForm
    report: Report
    unit: BudgetUnit | None
    project: Project | None
    declared: Declaration | None

    @property
    def content(self) -> Content:
        """The form on the levels of the cycle's scheme."""
        return self.carried.content


@dataclass(frozen=True)
class Plan:
    """What an import would do."""

    cycle: Cycle
    forms: tuple[PlannedForm, ...]
    problems: tuple[Problem | Note, ...]  # a note is about a file that was read, as a table in it
    unreadable: bool

    @property
    def new(self) -> tuple[PlannedForm, ...]:
        """The forms that would be written."""
        return tuple(form for form in self.forms if form.declared is None)

    @property
    def declared(self) -> tuple[PlannedForm, ...]:
        """The forms that are in this cycle already."""
        return tuple(form for form in self.forms if form.declared is not None)

    @property
    def without_unit(self) -> tuple[PlannedForm, ...]:
        return tuple(form for form in self.forms if form.unit is None)

    @property
    def is_ready(self) -> bool:
        """Whether ``carry_out`` may run: every file was read and every form has its unit."""
        return not self.unreadable and not self.without_unit


def plan_import(
    files: Sequence[tuple[str, bytes]], *, cycle: Cycle, unit: BudgetUnit | None = None
) -> Plan:
    """Read these files (name, bytes) for this cycle; with ``unit`` all forms go to that unit."""
    carrier = Carrier(cycle.scheme)
    readings = [read_file(name, data, carrier.trees) for name, data in files]
    context = Context(cycle_year=cycle.year, thresholds=thresholds_of(cycle))
    levels = levels_of(cycle)
    forms = []
    taken: set[Project] = set()
    for file in readings:
        for reading in map(storable, file.readings):
            owner = unit or _unit_named(reading.content.unit)
            project, declared = _already_there(reading.content, owner, cycle)
            if project in taken:
                project = None  # a second form of this name is another project
            elif project and not declared:
                taken.add(project)
            carried = carrier.carry(reading.content)
            report = check_form(carried.content, carrier.target, context, levels)
            forms.append(PlannedForm(file.name, reading, carried, report, owner, project, declared))
    return Plan(
        cycle=cycle,
        forms=tuple(forms),
        problems=tuple(one for file in readings for one in (*file.problems, *file.notes)),
        unreadable=any(file.unreadable for file in readings),
    )


@transaction.atomic
def carry_out(plan: Plan, by: User | None = None) -> list[Declaration]:
    """Write every new form of the plan as a draft. Raises ValueError if the plan is not ready."""
    if not plan.is_ready:
        raise ValueError("an import with unreadable files or unknown units writes nothing")
    return [
        create_declaration(
            form.content,
            unit=form.unit,
            cycle=plan.cycle,
            by=by,
            project=form.project,
            action="import",
            is_placed=True,
        )
        for form in plan.new
    ]


def _unit_named(name: str) -> BudgetUnit | None:
    """The one unit of this name; None for a blank, an unknown or an ambiguous name."""
    units = list(BudgetUnit.objects.filter(name=name.strip())[:2]) if name.strip() else []
    return units[0] if len(units) == 1 else None


def _already_there(
    content: Content, unit: BudgetUnit | None, cycle: Cycle
) -> tuple[Project | None, Declaration | None]:
    """The unit's project of this name and the form of this cycle that is this form already.

    A form without a name is known again by its goal and rows.
    """
    if unit is None:
        return None, None
    in_cycle = Declaration.objects.filter(project__unit=unit, cycle=cycle)
    name = content.project.strip()
    if name:
        project = Project.objects.filter(unit=unit, name=name).order_by("-id").first()
        return project, in_cycle.filter(project=project).first() if project else None
    nameless = in_cycle.filter(project_name="", annual_goal=content.goal).with_rows()
    same = next((one for one in nameless if _rows(one.content()) == _rows(content)), None)
    return None, same


def _rows(content: Content) -> set[tuple[str, str]]:
    return {(row.name, row.value) for row in content.indicators if not row.is_blank}
