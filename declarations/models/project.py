"""The project that is declared year after year."""

from django.db import models
from django.db.models import Q

from .organisation import BudgetUnit


class Project(models.Model):
    """A project (项目) of a unit. Its declarations of several years hang together through it.

    The name may be blank: a form that lost its name is kept, and said to have none. A key project
    (重点项目) is scored at its review, an ordinary one is graded.
    """

    unit = models.ForeignKey(
        BudgetUnit, models.PROTECT, related_name="projects", verbose_name="预算单位"
    )
    code = models.CharField("项目编码", max_length=50, blank=True)
    name = models.TextField("项目名称", blank=True)
    is_key = models.BooleanField("重点项目", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "项目"
        ordering = ["unit", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "code"],
                condition=~Q(code=""),
                name="project_code_once_a_unit",
                violation_error_message="本单位已有这个项目编码。",
            ),
        ]

    def __str__(self) -> str:
        return self.name or "（未命名项目）"
