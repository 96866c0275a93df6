"""What waits for a person (待办): one condition a kind of work, for counters and queues alike."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse

from ..life.workflow_table import State
from ..models import BudgetUnit, Cycle, Declaration, Membership, User
from ..models.declaration import DeclarationQuerySet

Role = Membership.Role
_NOBODY = Q(pk__in=[])


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of work: which declarations wait for it, and what it is called.

    ``page`` is where it is done, ``query`` what narrows that page to the declarations that wait.
    """

    key: str
    title: str
    condition: Callable[[User], Q]
    page: str
    query: str = ""

    @property
    def url(self) -> str:
        return reverse(self.page) + (f"?{self.query}" if self.query else "")


@dataclass(frozen=True, slots=True)
class Task:
    """How many declarations wait for one kind of work, and where they are."""

    key: str
    title: str
    count: int
    url: str


def to_judge(user: User) -> Q:
    """In review, in a stage of his, of a unit of his; not his own, and nobody else's."""
    return (
        Q(state=State.IN_REVIEW)
        & _in_his_stages(user)
        & ~Q(submitted_by=user)
        & (Q(assigned_to=None) | Q(assigned_to=user))
    )


def to_improve(user: User) -> Q:
    """Graded 良, and to be improved by him."""
    return Q(state=State.IMPROVING, assigned_to=user)


def to_approve(user: User) -> Q:
    """Waiting for the 批复, for one of the finance bureau; not his own."""
    if not user.units_as({Role.FINANCE_REVIEWER}):
        return _NOBODY
    return Q(state=State.PENDING_APPROVAL) & ~Q(submitted_by=user)


def _filled(*states: State) -> Callable[[User], Q]:
    def condition(user: User) -> Q:
        units = user.units_as(Membership.FILLS)
        return Q(state__in=states, project__unit__in=units) if units else _NOBODY

    return condition


def _drafts(user: User) -> Q:
    """Those that can be submitted still."""
    return _filled(State.DRAFT)(user) & Q(cycle__status=Cycle.Status.OPEN)


def _in_his_stages(user: User) -> Q:
    stages = _NOBODY
    for post in user.posts:
        if post.role == Role.UNIT_REVIEWER:
            stages |= Q(stage__role=post.role, project__unit=post.unit)
        elif post.role == Role.DEPARTMENT_REVIEWER:
            below = BudgetUnit.objects.below([post.unit])
            stages |= Q(stage__role=post.role, project__unit__in=below)
        elif post.role == Role.FINANCE_REVIEWER:
            own = Q(stage__desk__in=["", post.desk]) if post.desk else Q()
            stages |= Q(stage__role=post.role) & own
    return stages


KINDS: tuple[Kind, ...] = (
    Kind("returned", "退回待修改", _filled(State.RETURNED), "list", "state=returned"),
    Kind("to_confirm", "待您确认修改", _filled(State.TO_CONFIRM), "list", "state=to_confirm"),
    Kind("drafts", "草稿未送审", _drafts, "list", "state=draft"),
    Kind("to_judge", "待您审核", to_judge, "desk", "what=to_judge"),
    Kind("to_improve", "待您完善", to_improve, "desk", "what=to_improve"),
    Kind("to_approve", "待批复", to_approve, "approvals"),
)
#: What those do who judge: all of it stands on the desk.
ON_DESK = tuple(kind for kind in KINDS if kind.key in {"to_judge", "to_improve", "to_approve"})
BY_KEY: Mapping[str, Kind] = {kind.key: kind for kind in KINDS}


def waiting(user: User, key: str) -> DeclarationQuerySet:
    """The declarations that wait for this kind of work of this person, waiting longest first."""
    found = Declaration.objects.visible_to(user, chosen=True).filter(BY_KEY[key].condition(user))
    return found.order_by("waiting_since", "pk")


def on_desk(user: User) -> DeclarationQuerySet:
    """All that waits for this person as one who judges, waiting longest first (审核台)."""
    wanted = to_judge(user) | to_improve(user) | to_approve(user)
    visible = Declaration.objects.visible_to(user, chosen=True)
    return visible.filter(wanted).order_by("waiting_since", "pk")


def tasks_of(user: User) -> list[Task]:
    """What waits for this person, one line a kind of work; one query."""
    counts = Declaration.objects.visible_to(user, chosen=True).aggregate(
        **{kind.key: Count("pk", filter=kind.condition(user)) for kind in KINDS}
    )
    return [
        Task(kind.key, kind.title, counts[kind.key], kind.url) for kind in KINDS if counts[kind.key]
    ]
