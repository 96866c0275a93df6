"""Where a declaration stands: its state, who has it, what this person may do, what was done."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from declarations.life.stages import waiting_people
from declarations.life.workflow_table import State, Transition, deed_title, is_filler, state_name
from declarations.models import Declaration, Event, User
from declarations.permissions import Verb, can
from declarations.workflow import Action, obstacles, offers

from .examined import Examined

#: What refuses a form whose warnings are not answered yet.
WITHOUT_REASON = "WFL-WARN-REASON"
#: So many names of people who may take a form up are shown.
NAMES_SHOWN = 5

WITH_ONE = "由{who}办理（{stage}）"
WITH_STAGE = "等待{stage}受理：{names}"
WITH_NOBODY = "“{stage}”环节还没有可以办理的人，已告知管理员"
AND_OTHERS = "等{count}人"
WITH_FILLER = "等待{unit}确认审核人所作的修改"
WITH_FINANCE = "等待财政部门批复"


@dataclass(frozen=True, slots=True)
class Line:
    """A deed of the record as the timeline shows it."""

    event: Event
    title: str
    state: str


@dataclass(frozen=True)
class Life:
    """What the pages say of the life of a declaration, to this person."""

    declaration: Declaration
    user: User
    offers: list[Transition]

    @property
    def state(self) -> str:
        return state_name(self.declaration, self.user)

    @property
    def actions(self) -> set[str]:
        return {str(row.action) for row in self.offers}

    @property
    def judges(self) -> bool:
        """Whether this person may judge it now, on the page for that."""
        return any(row.verb in {Verb.REVIEW, Verb.IMPROVE, Verb.APPROVE} for row in self.offers)

    @property
    def holder(self) -> str:
        """Who has it now, in a sentence; blank where that is the filler himself."""
        one = self.declaration
        if one.state in {State.IN_REVIEW, State.IMPROVING}:
            return self._in_stage()
        if one.state == State.TO_CONFIRM:
            return WITH_FILLER.format(unit=one.unit)
        return WITH_FINANCE if one.state == State.PENDING_APPROVAL else ""

    def _in_stage(self) -> str:
        one = self.declaration
        if one.assigned_to:
            return WITH_ONE.format(who=one.assigned_to, stage=one.stage)
        people = [str(person) for person in waiting_people(one)]
        if not people:
            return WITH_NOBODY.format(stage=one.stage)
        names = "、".join(people[:NAMES_SHOWN])
        if len(people) > NAMES_SHOWN:
            names += AND_OTHERS.format(count=len(people))
        return WITH_STAGE.format(stage=one.stage, names=names)

    @property
    def timeline(self) -> list[Line]:
        """What was done, the latest first."""
        events = self.declaration.events.select_related("by").order_by("-id")
        for_filler = is_filler(self.declaration, self.user)
        return [
            Line(one, deed_title(one.from_state, one.action, for_filler), State(one.to_state).label)
            for one in events
        ]


def life_of(declaration: Declaration, user: User) -> Life:
    return Life(declaration, user, offers(declaration, user))


def sending_context(examined: Examined, user: User) -> dict[str, object]:
    """What the step 送审 shows: what stands in the way, and where the form is once it is sent."""
    declaration = examined.declaration
    found = obstacles(declaration, Action.SUBMIT, user, examined.checked)
    of_findings = {"WFL-ERRORS", WITHOUT_REASON}
    return {
        "life": life_of(declaration, user),
        "may_edit": can(user, Verb.EDIT, declaration),
        "reasons": [str(one) for one in found if one.code not in of_findings],
        "is_ready": not found,
        "wants_reasons_alone": {one.code for one in found} == {WITHOUT_REASON},
        "check_url": reverse("edit", args=[declaration.pk, "check"]),
        "late_to_return": timezone.localdate() > declaration.cycle.closes_for(declaration.unit),
    }
