"""What has to be so before a deed of the workflow, beside its table: one function a guard.

Each looks at a declaration that is locked, and raises Refused with the reason.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.utils import timezone

from ..content import format_wan
from ..examining.checking import Checked, check
from ..models import Cycle, Declaration, Event, Submission, User
from ..review.remarks import open_remarks, unresolved
from .refusals import Refused
from .stages import first_stage, works_in
from .workflow_table import Action, Guard, Transition

#: The deeds that do not decide anything about a form in review.
_UNDECIDED = frozenset({Action.CLAIM, Action.RELEASE, Action.ASSIGN, "key", "not_key"})


@dataclass(frozen=True, slots=True)
class Approving:
    """The 批复: its number and date, and the approved amount in 万元."""

    number: str
    dated: date | None
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class Adjusting:
    """Why an approved form is to change, and on what basis (文号)."""

    reason: str
    basis: str


@dataclass
class Deed:
    """What somebody does with a declaration that is locked.

    ``details`` is what the action needs beside the comment: Approving, Adjusting, or the User to
    whom the form is assigned.
    """

    declaration: Declaration
    row: Transition
    by: User
    comment: str = ""
    details: Approving | Adjusting | User | None = None
    at: object = field(default_factory=timezone.now)

    @cached_property
    def checked(self) -> Checked:
        """The form as it stands behind the lock, checked."""
        self.declaration.fetch_rows()
        return check(self.declaration)


def _open(deed: Deed) -> None:
    """Before the first round. A returned form and an adjustment go on after the deadline, and after
    the end of their cycle: most of the review is done then."""
    declaration = deed.declaration
    cycle, today = declaration.cycle, timezone.localdate()
    if declaration.version > 1 or declaration.round > 1:
        return
    if cycle.status == Cycle.Status.PREPARING:
        raise Refused("WFL-PREPARING", cycle=cycle)
    if today < cycle.opens_on:
        raise Refused("WFL-NOT-OPEN", cycle=cycle, opens=cycle.opens_on)
    closes = cycle.closes_for(declaration.unit)
    is_extended = closes > cycle.closes_on and today <= closes
    if cycle.status == Cycle.Status.CLOSED and not is_extended:
        raise Refused("WFL-CLOSED", cycle=cycle)
    if today > closes:
        raise Refused("WFL-DEADLINE", closes=closes)


def _has_stage(deed: Deed) -> None:
    if first_stage(deed.declaration) is None:
        raise Refused("WFL-NO-STAGES", cycle=deed.declaration.cycle)


def _clean(deed: Deed) -> None:
    if errors := deed.checked.report.errors:
        raise Refused("WFL-ERRORS", n=len(errors))


def _reasoned(deed: Deed) -> None:
    if warnings := deed.checked.open_warnings:
        raise Refused("WFL-WARN-REASON", n=len(warnings))


def _answered(deed: Deed) -> None:
    if left := unresolved(deed.declaration):
        raise Refused("WFL-UNRESOLVED", n=len(left))


def _not_begun(deed: Deed) -> None:
    events = Event.objects.filter(declaration=deed.declaration).exclude(action__in=_UNDECIDED)
    last = events.order_by("-id").values_list("action", flat=True).first()
    if deed.declaration.assigned_to_id or last != Action.SUBMIT:
        raise Refused("WFL-CLAIMED")


def current_submission(declaration: Declaration) -> Submission:
    """The submission that is in review, or was last."""
    submissions = declaration.submissions.filter(
        kind=Submission.Kind.SUBMITTED, withdrawn_at__isnull=True
    )
    return submissions.latest("round")


def _mine(deed: Deed) -> None:
    if deed.declaration.assigned_to_id != deed.by.pk:
        raise Refused("WFL-NOT-MINE", action=deed.row.reviewer)


def _unclaimed(deed: Deed) -> None:
    if deed.declaration.assigned_to_id:
        raise Refused("WFL-ASSIGNED", who=deed.declaration.assigned_to)


def _assignable(deed: Deed) -> None:
    declaration, person = deed.declaration, deed.details
    if not isinstance(person, User):
        raise Refused("WFL-ASSIGN-TO")
    fits = works_in(person, declaration.stage, declaration.unit) and person.is_active
    if not fits or person.pk == declaration.submitted_by_id:
        raise Refused("WFL-ASSIGN-WRONG", who=person)


def _remarked(deed: Deed) -> None:
    if not open_remarks(deed.declaration).exists():
        raise Refused("WFL-RETURN-REASON")


def _amount(deed: Deed) -> None:
    given, stated = deed.details, deed.declaration.annual_total
    if not isinstance(given, Approving) or not given.number.strip() or given.dated is None:
        raise Refused("WFL-APPROVE-NUMBER")
    if given.amount is None or given.amount != stated:
        raise Refused(
            "WFL-APPROVE-AMOUNT", approved=format_wan(given.amount), stated=format_wan(stated)
        )


def _reason_and_basis(deed: Deed) -> None:
    given = deed.details
    if not isinstance(given, Adjusting) or not (given.reason.strip() and given.basis.strip()):
        raise Refused("WFL-ADJUST-REASON")


def _alone(deed: Deed) -> None:
    declaration = deed.declaration
    others = Declaration.objects.filter(project=declaration.project_id, cycle=declaration.cycle_id)
    others = others.exclude(pk=declaration.pk).exclude(state__in=Declaration.SETTLED)
    if others.exists():
        raise Refused("WFL-UNDER-WAY")


ASK: Mapping[Guard, Callable[[Deed], None]] = {
    Guard.OPEN: _open,
    Guard.CLEAN: _clean,
    Guard.REASONED: _reasoned,
    Guard.ANSWERED: _answered,
    Guard.HAS_STAGE: _has_stage,
    Guard.NOT_BEGUN: _not_begun,
    Guard.MINE: _mine,
    Guard.UNCLAIMED: _unclaimed,
    Guard.ASSIGNABLE: _assignable,
    Guard.REMARKED: _remarked,
    Guard.AMOUNT: _amount,
    Guard.REASON_AND_BASIS: _reason_and_basis,
    Guard.ALONE: _alone,
}
