"""Who has not submitted yet (催报): each unit with what it has to declare, and a reminder."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet

from ..drafting.budget_projects import undeclared
from ..life.notices import tell
from ..models import BudgetProject, BudgetUnit, Cycle, Declaration, Membership, User

REMINDER = "请尽快送审{cycle}的绩效目标申报表，截止日期是{closes:%Y年%m月%d日}。{more}"


@dataclass(frozen=True, slots=True)
class UnitProgress:
    """How far a unit is: forms not submitted yet, under review, approved, rejected (不予安排);
    projects of the budget (项目库) that have no form; and the people who fill."""

    unit: BudgetUnit
    unsubmitted: int
    submitted: int
    approved: int
    rejected: int
    missing: int
    fillers: list[User] = field(default_factory=list)

    @property
    def is_late(self) -> bool:
        """Whether something is still to be submitted; also where nothing was begun."""
        return bool(self.unsubmitted or self.missing or not self.has_begun)

    @property
    def has_begun(self) -> bool:
        """Whether the unit has any form in this cycle."""
        return bool(self.unsubmitted or self.submitted or self.approved or self.rejected)


def progress_of(cycle: Cycle, units: QuerySet[BudgetUnit]) -> list[UnitProgress]:
    """Each unit that declares, those that are late first. Four queries, however many units."""
    filling = units.in_use().filter(memberships__role__in=Membership.FILLS).distinct()
    counts = _counts(cycle)
    missing = _missing(cycle)
    people: dict[int, list[User]] = {}
    posts = Membership.objects.filter(role__in=Membership.FILLS, user__is_active=True)
    for post in posts.select_related("user"):
        people.setdefault(post.unit_id, []).append(post.user)
    found = [
        UnitProgress(
            unit,
            *counts.get(unit.pk, (0, 0, 0, 0)),
            missing.get(unit.pk, 0),
            people.get(unit.pk, []),
        )
        for unit in filling.order_by("code")
    ]
    return sorted(found, key=lambda one: not one.is_late)


def _counts(cycle: Cycle) -> dict[int, tuple[int, int, int, int]]:
    open_, rejected = Declaration.FILLED, {Declaration.State.REJECTED}
    approved = {Declaration.State.APPROVED, Declaration.State.REPLACED}
    found = (
        Declaration.objects.filter(cycle=cycle, version=1)
        .values("project__unit")
        .annotate(
            unsubmitted=Count("pk", filter=Q(state__in=open_)),
            submitted=Count("pk", filter=~Q(state__in=open_ | approved | rejected)),
            approved=Count("pk", filter=Q(state__in=approved)),
            rejected=Count("pk", filter=Q(state__in=rejected)),
        )
    )
    names = ("unsubmitted", "submitted", "approved", "rejected")
    return {one["project__unit"]: tuple(one[name] for name in names) for one in found.order_by()}


def _missing(cycle: Cycle) -> dict[int, int]:
    """How many projects of the budget have no form, by unit."""
    missing = undeclared(BudgetProject.objects.filter(cycle=cycle)).order_by()
    return dict(missing.values_list("unit").annotate(Count("pk")))


def remind(cycle: Cycle, late: Iterable[UnitProgress], more: str = "") -> int:
    """Tell the fillers of these units, all with the same last day at once; says how many people
    were told."""
    extended = dict(cycle.extensions.values_list("unit", "closes_on"))
    people: dict[date, dict[int, User]] = {}
    for one in late:
        closes = max(cycle.closes_on, extended.get(one.unit.pk, cycle.closes_on))
        people.setdefault(closes, {}).update({user.pk: user for user in one.fillers})
    for closes, users in people.items():
        tell(users.values(), REMINDER.format(cycle=cycle, closes=closes, more=more.strip()))
    return len({key for users in people.values() for key in users})
