"""Deeds on units: the tree as one sees it, deactivate, and delete where nothing hangs on one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from indicators import unit_codes

from ..models import BudgetProject, BudgetUnit, ControlFigure, Declaration, Membership, Project
from ..permissions import YES, Answer

HANGS_ON_IT = "“{unit}”有{what}，不能删除。不再使用的单位请停用，已有的申报表照样保留。"
USED_BELOW = "“{unit}”下面还有使用中的单位，不能停用。请先停用下级单位，或给它们换主管部门。"
UNUSED_ABOVE = "主管部门“{superior}”已经停用。请先启用它，或换一个主管部门。"


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit in the tree. ``below``: so many hang directly below it; ``ends``: once for each list
    that ends after it.

    In this order a page draws the tree in one pass.
    """

    unit: BudgetUnit
    depth: int
    below: int
    ends: range

    @property
    def opens(self) -> bool:
        """Whether a list of others begins below it."""
        return self.below > 0


def register() -> None:
    """Tell ``indicators`` which codes are those of units."""
    unit_codes.ask(lambda code: BudgetUnit.objects.filter(code=code).exists())


def tree() -> list[Branch]:
    """All units from the top down, each with ``people`` and ``forms``, how many it has of them."""
    below: dict[int | None, list[BudgetUnit]] = {}
    for unit in _with_counts():
        below.setdefault(unit.superior_id, []).append(unit)
    units = list(_walk(below, None, 0))
    depths = [depth for _, depth in units] + [0]
    return [
        Branch(unit, depth, len(below.get(unit.pk, ())), range(depth - depths[place + 1]))
        for place, (unit, depth) in enumerate(units)
    ]


def _walk(
    below: dict[int | None, list[BudgetUnit]], above: int | None, depth: int
) -> Iterator[tuple[BudgetUnit, int]]:
    for unit in below.get(above, ()):
        yield unit, depth
        yield from _walk(below, unit.pk, depth + 1)


def _with_counts() -> Sequence[BudgetUnit]:
    posts = Membership.objects.filter(unit=OuterRef("pk"), user__is_active=True)
    people = posts.order_by().values("unit").annotate(n=Count("user", distinct=True))
    forms = Declaration.objects.filter(project__unit=OuterRef("pk"))
    forms = forms.order_by().values("project__unit").annotate(n=Count("pk"))
    return BudgetUnit.objects.annotate(
        people=Coalesce(Subquery(people.values("n")), 0),
        forms=Coalesce(Subquery(forms.values("n")), 0),
    )


def may_delete(unit: BudgetUnit) -> Answer:
    """Only a unit on which nothing hangs: neither projects nor units, people or budget."""
    hangs = (
        ("下级单位", BudgetUnit.objects.filter(superior=unit)),
        ("项目和申报表", Project.objects.filter(unit=unit)),
        ("用户岗位", Membership.objects.filter(unit=unit)),
        ("项目库里的项目", BudgetProject.objects.filter(unit=unit)),
        ("控制数", ControlFigure.objects.filter(unit=unit)),
    )
    what = "、".join(word for word, rows in hangs if rows.exists())
    return Answer(False, HANGS_ON_IT.format(unit=unit, what=what)) if what else YES


def may_deactivate(unit: BudgetUnit) -> Answer:
    if unit.subordinates.in_use().exists():
        return Answer(False, USED_BELOW.format(unit=unit))
    return YES


def may_activate(unit: BudgetUnit) -> Answer:
    if unit.superior and not unit.superior.is_active:
        return Answer(False, UNUSED_ABOVE.format(superior=unit.superior))
    return YES


def set_active(unit: BudgetUnit, is_active: bool) -> None:
    unit.is_active = is_active
    unit.save(update_fields=["is_active"])
