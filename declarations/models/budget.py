"""What the budget says of a cycle: its projects (项目库) and the control figures of the units."""

from django.db import models
from django.db.models import Q

from .columns import wan_column
from .cycle import Cycle
from .organisation import BudgetUnit


class BudgetProject(models.Model):
    """A project of the budget (项目库) in one cycle: what its declaration has to agree with.

    The declaration of it is that of the unit's ``Project`` with the same code.
    """

    cycle = models.ForeignKey(
        Cycle, models.CASCADE, related_name="budget_projects", verbose_name="申报批次"
    )
    unit = models.ForeignKey(BudgetUnit, models.PROTECT, verbose_name="预算单位")
    code = models.CharField("项目编码", max_length=50)
    name = models.CharField("项目名称", max_length=500)
    amount = wan_column("金额（万元）")

    class Meta:
        verbose_name = verbose_name_plural = "项目库"
        ordering = ["cycle", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "code"],
                name="budget_project_code_once_a_cycle",
                violation_error_message="本批次的项目库里已有这个项目编码。",
            ),
            models.CheckConstraint(
                condition=~Q(code="") & ~Q(name=""),
                name="budget_project_has_code_and_name",
                violation_error_message="项目编码和项目名称都要填写。",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ControlFigure(models.Model):
    """How much a unit may ask for in one cycle (控制数), and its 项目支出 if known, in 万元."""

    cycle = models.ForeignKey(
        Cycle, models.CASCADE, related_name="control_figures", verbose_name="申报批次"
    )
    unit = models.ForeignKey(BudgetUnit, models.PROTECT, verbose_name="预算单位")
    amount = wan_column("控制数（万元）")
    expenditure = wan_column("项目支出预算（万元）", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "控制数"
        ordering = ["cycle", "unit__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "unit"],
                name="one_control_figure_a_unit",
                violation_error_message="这个单位在本批次已有控制数。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.amount}"
