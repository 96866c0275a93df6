"""Declarations of the projects in the budget (项目库): made from one, or tied to one.

Which declaration is about which project of the budget is said in ``office_facts``; here it is
asked of the database, and set: by the code of the project.
"""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Trim
from django.db.models.query import QuerySet

from ..actions import create_declaration
from ..content import Content, Funding
from ..models import BudgetProject, BudgetUnit, Cycle, Declaration, Project, User
from ..permissions import YES, Answer
from .editing import open_draft

TAKEN = "“{line}”在{cycle}已有申报表。一个项目在一个年度只填一张表。"


def undeclared(lines: QuerySet[BudgetProject]) -> QuerySet[BudgetProject]:
    """Those of these projects that no declaration of their unit and cycle is about."""
    here = Declaration.objects.filter(cycle=OuterRef("cycle"), project__unit=OuterRef("unit"))
    by_code = here.filter(project__code=OuterRef("code"))
    by_name = here.filter(project__code="").alias(bare=Trim("project_name"))
    return lines.exclude(Exists(by_code)).exclude(Exists(by_name.filter(bare=OuterRef("name"))))


def to_declare(user: User) -> QuerySet[BudgetProject]:
    """The projects this person may declare now: of his units, in the cycles that are open."""
    units = BudgetUnit.objects.in_use().filled_by(user, chosen=True)
    cycles = Cycle.objects.taking_forms()
    return undeclared(BudgetProject.objects.filter(unit__in=units, cycle__in=cycles))


def to_tie(declaration: Declaration) -> QuerySet[BudgetProject]:
    """The projects of the budget that it could be about; an adjustment has its own already."""
    if declaration.version > 1:
        return BudgetProject.objects.none()
    return undeclared(
        BudgetProject.objects.filter(unit=declaration.unit, cycle=declaration.cycle_id)
    )


@transaction.atomic
def declare(line: BudgetProject, *, by: User) -> Declaration:
    """A draft of this project of the budget, with its name and its amount as the annual total.

    The unit's project of that code goes on where there is one. Raises IntegrityError if it has a
    declaration in this cycle already.
    """
    project, _ = Project.objects.get_or_create(
        unit=line.unit, code=line.code, defaults={"name": line.name}
    )
    content = Content(
        year=line.cycle.year,
        project=line.name,
        unit=line.unit.name,
        funding=Funding(total=line.amount),
    )
    return create_declaration(content, unit=line.unit, cycle=line.cycle, by=by, project=project)


def may_tie(declaration: Declaration, line: BudgetProject) -> Answer:
    """Whether the line is one of its unit and cycle that no form is about yet."""
    if to_tie(declaration).filter(pk=line.pk).exists():
        return YES
    return Answer(False, TAKEN.format(line=line, cycle=declaration.cycle))


def tie(declaration: Declaration, line: BudgetProject) -> None:
    """Say that this draft is about that project of the budget; its texts stay. Raises Locked.

    Where the unit has a project of that code from an earlier year, the draft becomes its own.
    """
    with open_draft(declaration.pk):
        other = Project.objects.filter(unit=line.unit, code=line.code).first()
        if other is None:
            Project.objects.filter(pk=declaration.project_id).update(code=line.code)
            declaration.project.code = line.code
            return
        declaration.project = other
        Declaration.objects.filter(pk=declaration.pk).update(project=other)
