"""From files to drafts: read, look, confirm.

The page and the command take the same path. ``plan_import`` reads the files and says what would
happen; it writes nothing. ``carry_out`` does what was chosen for each form, all of it or nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.db import transaction

from indicators.tree import SchemeTree

from ..actions import create_declaration
from ..checks import Context, Report, check_form
from ..comparing import Difference, compare
from ..content import Content
from ..drafting.carrying import CarriedForm, Carrier
from ..drafting.last_year import roll_forward
from ..examining.checking import levels_of, thresholds_of
from ..models import BudgetUnit, Cycle, Declaration, Project, User
from ..permissions import LOCKED
from ..sheet import FileReading, Note, Place, Problem, Reading, read_file
from . import blanks
from .already_there import AlreadyThere, fetched
from .replacing import fingerprint, merged, replace_content
from .storing import storable

BLANK_REFUSED = "FILE-BLANK"


@dataclass(frozen=True)
class PlannedForm:
    """A form that was read, and what would become of it.

    ``unit`` is None where neither the caller nor the form names a unit we know. ``project`` is the
    project of that name the unit has already; None means a new one. ``declared`` is the form of
    this cycle that stands in the way, if any: such a form is not imported again, but it may be
    replaced, as long as it is a draft, after ``differences`` were looked at. ``seen`` is its
    fingerprint; ``blank`` is set for a form that came back in a blank of ours.
    """

    file: str
    reading: Reading
    carried: CarriedForm
    report: Report
    unit: BudgetUnit | None
    project: Project | None
    declared: Declaration | None
    differences: tuple[Difference, ...] = ()
    seen: str = ""
    blank: blanks.Blank | None = None

    @property
    def content(self) -> Content:
        """The form on the levels of the cycle's scheme."""
        return self.carried.content

    @property
    def locked(self) -> str:
        """Why the form that is there cannot be replaced; "" if it can."""
        if self.declared is None or self.declared.state in Declaration.FILLED:
            return ""
        return LOCKED.format(state=self.declared.get_state_display())

    @property
    def may_replace(self) -> bool:
        return self.declared is not None and bool(self.differences) and not self.locked

    @property
    def is_stale(self) -> bool:
        """Whether the form was changed here after this blank of it was downloaded."""
        return self.blank is not None and self.blank.fingerprint != self.seen


@dataclass(frozen=True, slots=True)
class Choice:
    """What shall become of a form: ``leave`` it out, ``replace`` the draft that is there, or make a
    draft (``create``), of ``project`` or of a new one. ``seen``: the fingerprint that was shown."""

    deed: str
    project: Project | None = None
    seen: str = ""


LEAVE = Choice("leave")


@dataclass(frozen=True)
class Plan:
    """What an import would do."""

    cycle: Cycle
    forms: tuple[PlannedForm, ...]
    problems: tuple[Problem | Note, ...]  # a note is about a file that was read, as a table in it
    unreadable: bool

    @property
    def new(self) -> tuple[PlannedForm, ...]:
        """The forms that would be written without anybody choosing otherwise."""
        return tuple(form for form in self.forms if form.declared is None)

    @property
    def declared(self) -> tuple[PlannedForm, ...]:
        """The forms that are in this cycle already."""
        return tuple(form for form in self.forms if form.declared is not None)

    @property
    def without_unit(self) -> tuple[PlannedForm, ...]:
        return tuple(form for form in self.forms if form.unit is None)

    @property
    def of_earlier_years(self) -> tuple[PlannedForm, ...]:
        """The forms that would be written and are of a year before that of the cycle."""
        return tuple(form for form in self.new if _is_earlier(form, self.cycle))

    @property
    def is_ready(self) -> bool:
        """Whether ``carry_out`` may run: every file was read and every form has its unit."""
        return not self.unreadable and not self.without_unit

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        """What becomes of each form if nobody chooses otherwise.

        A blank that comes back replaces the draft it was made from; any other form that is there
        already is left out.
        """
        return tuple(map(_usual, self.forms))


def _is_earlier(form: PlannedForm, cycle: Cycle) -> bool:
    return form.content.year is not None and form.content.year < cycle.year


def _usual(form: PlannedForm) -> Choice:
    if form.declared is None:
        return Choice("create", form.project)
    if form.blank is not None and form.may_replace and not form.is_stale:
        return Choice("replace", seen=form.seen)
    return LEAVE


def plan_import(
    files: Sequence[tuple[str, bytes]],
    *,
    cycle: Cycle,
    unit: BudgetUnit | None = None,
    user: User | None = None,
) -> Plan:
    """Read these files (name, bytes) for this cycle; with ``unit`` all forms go to that unit.

    ``user``: who uploads them, where that decides what a blank may do.
    """
    trees = known_trees(cycle)
    read = [read_file(name, data, trees) for name, data in files]
    return plan_of(read, cycle=cycle, unit=unit, user=user)


def known_trees(cycle: Cycle) -> Mapping[str, SchemeTree]:
    """The schemes whose node names the reader of a file for this cycle knows."""
    return Carrier(cycle.scheme).trees


def plan_of(
    files: Sequence[FileReading],
    *,
    cycle: Cycle,
    unit: BudgetUnit | None = None,
    user: User | None = None,
) -> Plan:
    """As ``plan_import``, for files that were read already."""
    planner = _Planner(cycle, unit, user)
    forms = [form for file in files for form in planner.forms(file)]
    problems = [one for file in files for one in (*file.problems, *file.notes)]
    return Plan(
        cycle=cycle,
        forms=tuple(_compared(forms)),
        problems=(*planner.refused, *problems),
        unreadable=bool(planner.refused) or any(file.unreadable for file in files),
    )


class _Planner:
    """Plans the forms of an import one after the other, for one cycle."""

    def __init__(self, cycle: Cycle, unit: BudgetUnit | None, user: User | None) -> None:
        self._cycle, self._unit, self._user = cycle, unit, user
        self._carrier = Carrier(cycle.scheme)
        self._context = Context(cycle_year=cycle.year, thresholds=thresholds_of(cycle))
        self._levels = levels_of(cycle)
        self._there: dict[int, AlreadyThere] = {}
        self._units: dict[str, BudgetUnit | None] = {}
        self._taken: set[int] = set()
        self.refused: list[Problem] = []

    def forms(self, file: FileReading) -> Iterable[tuple[PlannedForm, int | None]]:
        """The forms of a file, each with the key of the declaration that is this form already."""
        blank = self._blank(file)
        for number, reading in enumerate(map(storable, file.readings)):
            of_blank = blank if number == 0 else None
            yield self._planned(file, reading, of_blank)

    def _planned(
        self, file: FileReading, reading: Reading, blank: blanks.Blank | None
    ) -> tuple[PlannedForm, int | None]:
        carried = self._carrier.carry(reading.content)
        content = carried.content
        report = check_form(content, carried.target, self._context, self._levels)
        unit = self._unit or self._unit_named(content.unit.strip())
        project, declared = None, blank.declaration if blank else None
        if unit is not None and blank is None:
            there = self._there.setdefault(unit.pk, AlreadyThere(unit, self._cycle))
            project, declared = there.project_of(content), there.declaration_of(content)
        if project is not None and declared is None:
            if project.pk in self._taken:
                project = None  # a second form of this name is another project
            else:
                self._taken.add(project.pk)
        form = PlannedForm(file.name, reading, carried, report, unit, project, None, blank=blank)
        return form, declared

    def _blank(self, file: FileReading) -> blanks.Blank | None:
        if not file.key:
            return None
        try:
            return blanks.recognised(file.key, self._cycle, self._unit, self._user)
        except blanks.Refused as refused:
            self.refused.append(Problem(BLANK_REFUSED, str(refused), Place(file.name)))
            return None

    def _unit_named(self, name: str) -> BudgetUnit | None:
        """The one unit of this name; None for a blank, an unknown or an ambiguous name."""
        if name not in self._units:
            units = list(BudgetUnit.objects.filter(name=name)[:2]) if name else []
            self._units[name] = units[0] if len(units) == 1 else None
        return self._units[name]


def _compared(
    planned: Sequence[tuple[PlannedForm, int | None]],
) -> Iterable[PlannedForm]:
    """The forms, each beside the declaration that is there already."""
    there = fetched(key for _, key in planned if key is not None)
    for form, key in planned:
        declared = there.get(key)
        if declared is None:
            yield form
            continue
        now = declared.content()
        yield replace(
            form,
            unit=form.unit or declared.unit,
            project=declared.project,
            declared=declared,
            differences=compare(now, merged(now, form.content)),
            seen=fingerprint(now),
        )


@dataclass(frozen=True, slots=True)
class Done:
    """The drafts that an import made, and those whose content it replaced."""

    created: tuple[Declaration, ...]
    replaced: tuple[Declaration, ...]

    @property
    def all(self) -> tuple[Declaration, ...]:
        return self.created + self.replaced


@transaction.atomic
def carry_out(
    plan: Plan,
    by: User | None = None,
    choices: Sequence[Choice] | None = None,
    *,
    roll: bool = False,
) -> Done:
    """Do what was chosen for each form of the plan, by default the usual; all of it or nothing.

    ``roll``: new drafts of a form of an earlier year get the year of the cycle, as last year's form
    taken over, and their rows are 待确认. Raises ValueError if the plan is not ready,
    replacing.ChangedMeanwhile or editing.Locked if a draft that was to be replaced is not as it
    was shown, and IntegrityError if a project got a form in this cycle meanwhile.
    """
    if not plan.is_ready:
        raise ValueError("an import with unreadable files or unknown units writes nothing")
    created, replaced = [], []
    for form, choice in zip(plan.forms, choices or plan.choices, strict=True):
        if choice.deed == "create":
            created.append(_created(form, plan.cycle, choice.project, by, roll))
        elif choice.deed == "replace":
            replaced.append(form.declared)
            replace_content(form.declared, form.content, choice.seen, by)
    return Done(tuple(created), tuple(replaced))


def _created(
    form: PlannedForm, cycle: Cycle, project: Project | None, by: User | None, roll: bool
) -> Declaration:
    content = form.content
    rolls = roll and _is_earlier(form, cycle)
    if rolls:
        content = roll_forward(content, content.year, cycle.year).content
    made = create_declaration(
        content,
        unit=form.unit,
        cycle=cycle,
        by=by,
        project=project,
        action="import",
        is_placed=True,
    )
    if rolls:
        made.indicators.exclude(name="", value="").update(is_unconfirmed=True)
    return made
