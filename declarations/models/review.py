"""What became of a declaration: its submissions and the record of every deed."""

from django.db import models
from django.utils import timezone

from declarations import content as on_form

from .declaration import Declaration
from .organisation import User


class Submission(models.Model):
    """The form as it was when it was submitted for one round of review."""

    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="submissions")
    round = models.PositiveSmallIntegerField("轮次")
    submitted_by = models.ForeignKey(User, models.PROTECT, verbose_name="送审人")
    submitted_at = models.DateTimeField("送审时间", default=timezone.now)
    rules_version = models.CharField("规则版本", max_length=40)
    snapshot = models.JSONField("申报内容")

    class Meta:
        verbose_name = verbose_name_plural = "送审记录"
        ordering = ["declaration", "round"]
        constraints = [
            models.UniqueConstraint(
                fields=["declaration", "round"],
                name="one_submission_a_round",
                violation_error_message="这一轮已经送审。",
            ),
            models.CheckConstraint(
                condition=models.Q(round__gte=1),
                name="round_from_one",
                violation_error_message="轮次从1开始。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.declaration} 第{self.round}轮"

    def content(self) -> on_form.Content:
        return on_form.from_json(self.snapshot)


class Event(models.Model):
    """One deed in the life of a declaration: who, when, what. Only ever added to."""

    declaration = models.ForeignKey(Declaration, models.CASCADE, related_name="events")
    at = models.DateTimeField("时间", default=timezone.now)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, verbose_name="经办人")
    action = models.CharField("动作", max_length=30)
    from_state = models.CharField("原状态", max_length=20, blank=True)
    to_state = models.CharField("新状态", max_length=20)
    comment = models.TextField("说明", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "办理记录"
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"
