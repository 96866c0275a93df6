"""What people decide about checks: how severe, why a warning may stand, what a fix changed."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from declarations.checks import RULES, Severity

from .cycle import Cycle
from .declaration import Declaration
from .organisation import User


class RuleSetting(models.Model):
    """How severe a rule is in one cycle, where that differs from the catalogue."""

    class Level(models.TextChoices):
        ERROR = "error", "错误"
        WARNING = "warning", "提醒"
        INFO = "info", "提示"
        OFF = "off", "停用"

    cycle = models.ForeignKey(
        Cycle, models.CASCADE, related_name="rule_settings", verbose_name="申报批次"
    )
    code = models.CharField("规则", max_length=40)
    level = models.CharField("级别", max_length=10, choices=Level)

    class Meta:
        verbose_name = verbose_name_plural = "规则级别"
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "code"],
                name="one_level_a_rule_and_cycle",
                violation_error_message="这条规则在本批次已经设置过级别。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}：{self.get_level_display()}"

    @property
    def severity(self) -> Severity | None:
        """None: the rule is off."""
        return None if self.level == self.Level.OFF else Severity(self.level)

    def clean(self) -> None:
        if self.code not in RULES:
            raise ValidationError({"code": f"没有{self.code}这条规则。"})
        allowed = RULES[self.code].allowed(self.severity)
        if allowed is not self.severity:
            word = self.Level(allowed.value).label
            raise ValidationError({"level": f"{self.code}关系到金额，至少是“{word}”，不能再降低。"})


class JustificationManager(models.Manager):
    """Who wrote it is always shown beside it."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().select_related("by")


class Justification(models.Model):
    """Why the warnings of one check may stand on this form (说明). It covers all its rows."""

    declaration = models.ForeignKey(Declaration, models.CASCADE, related_name="justifications")
    code = models.CharField("规则", max_length=40)
    text = models.TextField("说明")
    by = models.ForeignKey(User, models.PROTECT, verbose_name="填写人")
    at = models.DateTimeField("时间", default=timezone.now)

    objects = JustificationManager()

    class Meta:
        verbose_name = verbose_name_plural = "说明"
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["declaration", "code"],
                name="one_justification_a_check",
                violation_error_message="这项提醒已经有说明。",
            ),
            models.CheckConstraint(
                condition=~models.Q(text=""),
                name="justification_says_something",
                violation_error_message="请写明理由。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}：{self.text}"


class Correction(models.Model):
    """Fixes that were applied together, with the texts before and after, so that one can undo them.

    ``changes`` is a list of {"field" | "row" and "field", "before", "after"}.
    """

    declaration = models.ForeignKey(Declaration, models.CASCADE, related_name="corrections")
    by = models.ForeignKey(User, models.PROTECT, verbose_name="修改人")
    at = models.DateTimeField("时间", default=timezone.now)
    changes = models.JSONField("修改")
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "自动修改"
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.declaration} {self.at:%Y-%m-%d %H:%M}"
