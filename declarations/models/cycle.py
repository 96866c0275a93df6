"""The yearly batch of declarations."""

from django.db import models
from django.db.models import F, Q

from indicators.models import Scheme


class Cycle(models.Model):
    """A yearly batch (年度申报批次): which form is used, and from when to when."""

    year = models.PositiveSmallIntegerField("预算年度", unique=True)
    scheme = models.ForeignKey(Scheme, models.PROTECT, verbose_name="指标体系")
    opens_on = models.DateField("开始日期")
    closes_on = models.DateField("截止日期")

    class Meta:
        verbose_name = verbose_name_plural = "年度申报批次"
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_on__lte=F("closes_on")),
                name="cycle_opens_before_it_closes",
                violation_error_message="截止日期不能早于开始日期。",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100),
                name="cycle_year_plausible",
                violation_error_message="预算年度应在2000到2100之间。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年度"
