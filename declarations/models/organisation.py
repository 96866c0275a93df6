"""Units and the people who work for them."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL

UNIT_ABOVE_ITSELF = "“{unit}”是本单位自己或它的下级，不能作主管部门。"


_POST_FIELDS = ("unit_id", "unit__code", "unit__name", "role", "desk")


@dataclass(frozen=True, slots=True)
class Post:
    """A membership as it is needed on every page: the unit with its name, role and desk."""

    unit: int
    unit_code: str
    unit_name: str
    role: str
    desk: str


class User(AbstractUser):
    """A person who signs in. What he may do is said by his memberships.

    ``must_change_password``: somebody else knows his password, so the first thing he does is to
    choose his own. ``chosen_unit`` is the unit he works for at the moment, of several (a request
    knows it from the session); it narrows what is listed and offered, never what he may open.
    ``address`` is that of the machine he works at now, for the records; nobody's is stored.
    """

    first_name = None
    last_name = None
    full_name = models.CharField("姓名", max_length=50, blank=True)
    must_change_password = models.BooleanField("下次登录须改密码", default=False)

    chosen_unit: int | None = None
    address: str | None = None

    class Meta(AbstractUser.Meta):
        verbose_name = verbose_name_plural = "用户"

    def __str__(self) -> str:
        return self.full_name or self.username

    @cached_property
    def posts(self) -> tuple[Post, ...]:
        """His memberships by unit code; asked of the database once a request."""
        found = self.memberships.order_by("unit__code", "pk")
        return tuple(Post(*row) for row in found.values_list(*_POST_FIELDS))

    @property
    def own_units(self) -> dict[int, str]:
        """The units he has a post in, with their names."""
        return {post.unit: post.unit_name for post in self.posts}

    @property
    def unit_codes(self) -> frozenset[str]:
        """The codes of the units he has a post in."""
        return frozenset(post.unit_code for post in self.posts)

    def units_as(self, roles: Collection[str], *, chosen: bool = False) -> list[int]:
        """The units in which this person has one of these roles; ``chosen``: of the chosen one."""
        return [
            post.unit
            for post in self.posts
            if post.role in roles and (not chosen or self.chosen_unit in (None, post.unit))
        ]

    @property
    def is_administrator(self) -> bool:
        """Whether he keeps schemes, library, cycles, units and users."""
        return self.is_superuser or bool(self.units_as({Membership.Role.ADMINISTRATOR}))

    @property
    def audits(self) -> bool:
        """Whether he is there to look over the others (审计)."""
        return bool(self.units_as({Membership.Role.AUDITOR}))

    @property
    def fills_forms(self) -> bool:
        """Whether he makes and fills declarations of some unit."""
        return bool(self.units_as(Membership.FILLS))

    @property
    def reviews_forms(self) -> bool:
        """Whether he judges declarations in some stage."""
        return bool(self.units_as({role for role, _ in Membership.REVIEWS}))

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)


#: The keys of all units below some. UNION leaves out what was met before, so it ends in any case.
_BELOW = """
WITH RECURSIVE below(id) AS (
    SELECT id FROM declarations_budgetunit WHERE superior_id IN ({marks})
    UNION
    SELECT unit.id FROM declarations_budgetunit unit JOIN below ON unit.superior_id = below.id
)
SELECT id FROM below
"""

#: The keys of all units above one, likewise.
_ABOVE = """
WITH RECURSIVE above(id) AS (
    SELECT superior_id FROM declarations_budgetunit WHERE id = %s
    UNION
    SELECT unit.superior_id FROM declarations_budgetunit unit JOIN above ON unit.id = above.id
)
SELECT id FROM above WHERE id IS NOT NULL
"""


class BudgetUnitQuerySet(models.QuerySet):
    def visible_to(self, user: User, *, chosen: bool = False) -> "BudgetUnitQuerySet":
        """The units whose declarations this person may see.

        His own; those of all levels below his, for a department reviewer; all, for the finance
        bureau, the administrator and the auditor. ``chosen``: by his posts in the unit he has
        chosen to work for.
        """
        sees_all = user.units_as(Membership.SEES_ALL, chosen=chosen)
        if sees_all or (user.is_superuser and not (chosen and user.chosen_unit)):
            return self
        own = user.units_as(Membership.SEES_OWN_UNIT, chosen=chosen)
        above = user.units_as(Membership.SEES_UNITS_BELOW, chosen=chosen)
        return self.filter(Q(pk__in=own) | self._is_below(above))

    def filled_by(self, user: User, *, chosen: bool = False) -> "BudgetUnitQuerySet":
        """The units for which this person makes and fills declarations."""
        return self.filter(pk__in=user.units_as(Membership.FILLS, chosen=chosen))

    def below(self, units: Collection[int]) -> "BudgetUnitQuerySet":
        """The units of all levels below these."""
        return self.filter(self._is_below(units))

    def above(self, unit: "BudgetUnit") -> "BudgetUnitQuerySet":
        """The superior of this unit, its superior, and so on."""
        return self.filter(pk__in=RawSQL(_ABOVE, [unit.pk]))  # noqa: S611 - a parameter

    def in_use(self) -> "BudgetUnitQuerySet":
        """Those that were not deactivated (停用)."""
        return self.filter(is_active=True)

    @staticmethod
    def _is_below(units: Collection[int]) -> Q:
        if not units:
            return Q(pk__in=[])
        sql = _BELOW.format(marks=", ".join(["%s"] * len(units)))
        return Q(pk__in=RawSQL(sql, list(units)))  # noqa: S611 - the values are parameters


class BudgetUnit(models.Model):
    """A budget unit (预算单位), below its superior (主管部门) if it has one.

    A unit that is no longer needed is deactivated; what it declared stays.
    """

    code = models.CharField("单位编码", max_length=30, unique=True)
    name = models.CharField("单位名称", max_length=100)
    superior = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="subordinates",
        verbose_name="主管部门",
    )
    is_active = models.BooleanField("使用中", default=True)

    objects = BudgetUnitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "预算单位"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(code="") & ~Q(name=""),
                name="unit_has_code_and_name",
                violation_error_message="单位编码和单位名称都要填写。",
            ),
            models.CheckConstraint(
                condition=Q(superior__isnull=True) | ~Q(superior=F("id")),
                name="unit_not_its_own_superior",
                violation_error_message="单位不能是自己的主管部门。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """A unit does not stand above itself."""
        superior = self.superior
        if self.pk is None or superior is None:
            return
        below = BudgetUnit.objects.below([self.pk])
        if superior.pk == self.pk or below.filter(pk=superior.pk).exists():
            raise ValidationError({"superior": UNIT_ABOVE_ITSELF.format(unit=superior)})


class Membership(models.Model):
    """What a person is in a unit."""

    class Role(models.TextChoices):
        FILLER = "filler", "填报人"
        UNIT_REVIEWER = "unit_reviewer", "单位审核人"
        DEPARTMENT_REVIEWER = "department_reviewer", "主管部门审核人"
        FINANCE_REVIEWER = "finance_reviewer", "财政审核人"
        ADMINISTRATOR = "administrator", "管理员"
        AUDITOR = "auditor", "审计"

    REVIEWS = tuple(
        (role.value, role.label)
        for role in (Role.UNIT_REVIEWER, Role.DEPARTMENT_REVIEWER, Role.FINANCE_REVIEWER)
    )
    FILLS = frozenset({Role.FILLER})
    SEES_OWN_UNIT = frozenset({Role.FILLER, Role.UNIT_REVIEWER})
    SEES_UNITS_BELOW = frozenset({Role.DEPARTMENT_REVIEWER})
    SEES_ALL = frozenset({Role.FINANCE_REVIEWER, Role.ADMINISTRATOR, Role.AUDITOR})

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name="用户")
    unit = models.ForeignKey(
        BudgetUnit, models.PROTECT, related_name="memberships", verbose_name="单位"
    )
    role = models.CharField("角色", max_length=30, choices=Role)
    desk = models.CharField(
        "科室", max_length=50, blank=True, help_text="财政审核人所在的科室；留空表示各科室都办。"
    )

    class Meta:
        verbose_name = verbose_name_plural = "岗位"
        ordering = ["unit", "user"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "unit", "role"],
                name="role_once_a_unit",
                violation_error_message="该用户在这个单位已有此角色。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.unit} · {self.get_role_display()}"
