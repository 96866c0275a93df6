"""The review sheet (审核表) as a reviewer left it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from declarations.checks import Quality

from .declaration import Declaration, Grade
from .organisation import User


class Assessment(models.Model):
    """How one item of the four qualities was judged, in one round and stage.

    ``proposed`` is what the findings said at that moment; that the reviewer judged otherwise is
    kept for good. Points belong to key projects alone.
    """

    ITEMS = tuple((item.name.lower(), item.value) for item in Quality)

    declaration = models.ForeignKey(Declaration, models.CASCADE, related_name="assessments")
    round = models.PositiveSmallIntegerField("轮次")
    stage = models.CharField("环节", max_length=50)
    item = models.CharField("审核内容", max_length=20, choices=ITEMS)
    proposed = models.CharField("系统建议", max_length=10, choices=Grade)
    grade = models.CharField("等级", max_length=10, choices=Grade)
    points = models.DecimalField("得分", max_digits=4, decimal_places=1, null=True, blank=True)
    comment = models.TextField("理由", blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="审核人")
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "审核表"
        ordering = ["declaration", "round", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["declaration", "round", "stage", "item"],
                name="one_assessment_an_item",
                violation_error_message="这一项在本轮本环节已经评过。",
            ),
            models.CheckConstraint(
                condition=Q(points__isnull=True) | Q(points__gte=0),
                name="points_not_negative",
                violation_error_message="得分不能小于0。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_item_display()}：{self.get_grade_display()}"

    @property
    def quality(self) -> Quality:
        return Quality[self.item.upper()]

    @property
    def differs(self) -> bool:
        """Whether the reviewer judged otherwise than the findings."""
        return self.grade != self.proposed
