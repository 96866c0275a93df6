"""The chain of review (审核环节) of a declaration: which stages it passes, and who works there.

Only 单位审核 and, for a unit without a superior, 主管部门 are left out. A form waits in any other
stage until there is somebody for it.
"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from ..models import BudgetUnit, Cycle, Declaration, Membership, Stage, User

Role = Membership.Role

BUSINESS_DESK = "财政业务股"
PERFORMANCE_DESK = "财政绩效股"
#: The chain of a new cycle: name, role, desk.
DEFAULT = (
    ("主管部门", Role.DEPARTMENT_REVIEWER, ""),
    (BUSINESS_DESK, Role.FINANCE_REVIEWER, BUSINESS_DESK),
    (PERFORMANCE_DESK, Role.FINANCE_REVIEWER, PERFORMANCE_DESK),
)


def set_default_stages(cycle: Cycle) -> None:
    """Give a cycle that has no stages yet the default chain."""
    if not cycle.stages.exists():
        Stage.objects.bulk_create(
            Stage(cycle=cycle, position=position, name=name, role=role, desk=desk)
            for position, (name, role, desk) in enumerate(DEFAULT, start=1)
        )


def first_stage(declaration: Declaration) -> Stage | None:
    """Where a form that is submitted goes; None where the cycle has no stage for it."""
    return _first(declaration, declaration.cycle.stages.all())


def next_stage(declaration: Declaration) -> Stage | None:
    """The stage behind the present one; None: this one is the last, and gives the grade."""
    behind = declaration.cycle.stages.filter(position__gt=declaration.stage.position)
    return _first(declaration, behind)


def _first(declaration: Declaration, stages: Iterable[Stage]) -> Stage | None:
    return next((stage for stage in stages if not _is_left_out(declaration, stage)), None)


def _is_left_out(declaration: Declaration, stage: Stage) -> bool:
    if stage.role == Role.DEPARTMENT_REVIEWER:
        return declaration.project.unit.superior_id is None
    return stage.role == Role.UNIT_REVIEWER and not people_of(stage, declaration.unit).exists()


def people_of(stage: Stage, unit: BudgetUnit) -> QuerySet[User]:
    """Those whose post lets them work on the forms of this unit in this stage."""
    posts = Membership.objects.filter(_posts_for(unit, stage.role, stage.desk))
    return User.objects.filter(is_active=True, memberships__in=posts).distinct()


def works_in(user: User, stage: Stage, unit: BudgetUnit) -> bool:
    """Whether his post lets this person work on the forms of this unit in this stage."""
    return user.memberships.filter(_posts_for(unit, stage.role, stage.desk)).exists()


def _posts_for(unit: BudgetUnit, role: str, desk: str) -> Q:
    posts = Q(role=role)
    if desk:
        posts &= Q(desk__in=["", desk])
    if role == Role.UNIT_REVIEWER:
        posts &= Q(unit=unit)
    elif role == Role.DEPARTMENT_REVIEWER:
        posts &= Q(unit__in=BudgetUnit.objects.above(unit))
    return posts


def waiting_people(declaration: Declaration) -> QuerySet[User]:
    """Those who can work on it where it stands: nobody reviews what he submitted himself."""
    people = people_of(declaration.stage, declaration.unit)
    return people.exclude(pk=declaration.submitted_by_id)
