"""Units and the people who work for them."""

from collections.abc import Collection
from functools import cached_property

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q


class User(AbstractUser):
    """A person who signs in. What he may do is said by his memberships."""

    first_name = None
    last_name = None
    full_name = models.CharField("姓名", max_length=50, blank=True)

    class Meta(AbstractUser.Meta):
        verbose_name = verbose_name_plural = "用户"

    def __str__(self) -> str:
        return self.full_name or self.username

    @cached_property
    def roles(self) -> frozenset[tuple[int, str]]:
        """The unit and the role of each membership; asked of the database once a request."""
        return frozenset(self.memberships.values_list("unit_id", "role"))

    def units_as(self, roles: Collection[str]) -> list[int]:
        """The units in which this person has one of these roles."""
        return [unit for unit, role in self.roles if role in roles]

    @property
    def is_administrator(self) -> bool:
        """Whether he keeps schemes, library, cycles, units and users."""
        return self.is_superuser or bool(self.units_as({Membership.Role.ADMINISTRATOR}))

    @property
    def fills_forms(self) -> bool:
        """Whether he makes and fills declarations of some unit."""
        return bool(self.units_as(Membership.FILLS))

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)


class BudgetUnitQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "BudgetUnitQuerySet":
        """The units whose declarations this person may see.

        His own; those below his, for a department reviewer; all, for the finance bureau, the
        administrator and the auditor.
        """
        if user.is_superuser or user.units_as(Membership.SEES_ALL):
            return self
        own = user.units_as(Membership.SEES_OWN_UNIT)
        above = user.units_as(Membership.SEES_UNITS_BELOW)
        return self.filter(Q(pk__in=own) | Q(superior__in=above))

    def filled_by(self, user: User) -> "BudgetUnitQuerySet":
        """The units for which this person makes and fills declarations."""
        return self.filter(pk__in=user.units_as(Membership.FILLS))


class BudgetUnit(models.Model):
    """A budget unit (预算单位), below its superior (主管部门) if it has one."""

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
        BudgetUnit, models.CASCADE, related_name="memberships", verbose_name="单位"
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
