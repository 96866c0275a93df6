"""What became of a declaration: submissions, remarks of reviewers, and the record of all deeds."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from declarations import content as on_form

from .columns import wan_column
from .declaration import Declaration
from .organisation import User
from .permanent import PermanentModel


class Submission(models.Model):
    """The form as it was when it was sent on: submitted for a round, or improved by a reviewer.

    ``justifications`` are those that went along, as {"code", "text", "by", "at", "warnings"}.
    """

    class Kind(models.TextChoices):
        SUBMITTED = "submitted", "送审"
        IMPROVED = "improved", "审核完善"

    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="submissions")
    kind = models.CharField("类别", max_length=20, choices=Kind, default=Kind.SUBMITTED)
    round = models.PositiveSmallIntegerField("轮次")
    submitted_by = models.ForeignKey(User, models.PROTECT, verbose_name="送审人")
    submitted_at = models.DateTimeField("送审时间", default=timezone.now)
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    rules_version = models.CharField("规则版本", max_length=40)
    snapshot = models.JSONField("申报内容")
    justifications = models.JSONField("说明", default=list)

    class Meta:
        verbose_name = verbose_name_plural = "送审记录"
        ordering = ["declaration", "round", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["declaration", "round"],
                condition=Q(kind="submitted", withdrawn_at__isnull=True),
                name="one_submission_a_round",
                violation_error_message="这一轮已经送审。",
            ),
            models.CheckConstraint(
                condition=Q(round__gte=1),
                name="round_from_one",
                violation_error_message="轮次从1开始。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.declaration} 第{self.round}轮"

    def content(self) -> on_form.Content:
        return on_form.from_json(self.snapshot)


class Event(PermanentModel):
    """One deed in the life of a declaration: who, when, from where, what. Only ever added to.

    ``stage`` is the name of the stage it was done in, ``address`` that of the person's machine;
    ``action`` is one of ``workflow.Action``, or one of ``workflow_table.OTHER_DEEDS``.
    """

    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="events")
    at = models.DateTimeField("时间", default=timezone.now)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, verbose_name="经办人")
    action = models.CharField("动作", max_length=30)
    from_state = models.CharField("原状态", max_length=20, blank=True)
    to_state = models.CharField("新状态", max_length=20)
    stage = models.CharField("环节", max_length=50, blank=True)
    round = models.PositiveSmallIntegerField("轮次", default=1)
    comment = models.TextField("说明", blank=True)
    address = models.GenericIPAddressField("地址", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "办理记录"
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"


class Remark(models.Model):
    """What a reviewer says of one cell (意见), and what the filler answers.

    It is the reviewer's draft until his decision sends it on: ``event`` is that decision.
    ``where`` is the place in the Content it was made on; ``row`` is the key of the indicator row
    at that place, so that the remark follows a row that moves (no foreign key: a row that is
    deleted and restored keeps its remarks); ``seen`` is the text that stood there.
    """

    declaration = models.ForeignKey(Declaration, models.CASCADE, related_name="remarks")
    event = models.ForeignKey(
        Event,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="remarks",
        verbose_name="随何事发出",
    )
    round = models.PositiveSmallIntegerField("轮次")
    stage = models.CharField("环节", max_length=50)
    where = models.CharField("位置", max_length=60)
    row = models.PositiveBigIntegerField("指标行", null=True, blank=True)
    seen = models.TextField("原文", blank=True)
    text = models.TextField("意见")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="审核人")
    at = models.DateTimeField("时间", default=timezone.now)
    answer = models.TextField("答复", blank=True)
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="答复人"
    )
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "审核意见"
        ordering = ["round", "at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="remark_says_something",
                violation_error_message="请写明意见。",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | Q(answered_by__isnull=False, answered_at__isnull=False) & ~Q(answer=""),
                name="answer_has_who_and_when",
                violation_error_message="答复要有答复人和时间。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.where}：{self.text}"


class Approval(models.Model):
    """The formal approval (批复) of a declaration. The amount, in 万元, is that of its form."""

    declaration = models.OneToOneField(Declaration, models.PROTECT, related_name="approval")
    number = models.CharField("文号", max_length=100)
    dated = models.DateField("批复日期")
    amount = wan_column("批复金额（万元）")
    by = models.ForeignKey(User, models.PROTECT, verbose_name="经办人")
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "批复"
        ordering = ["-dated", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(number=""),
                name="approval_has_a_number",
                violation_error_message="请填写批复文号。",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Adjustment(models.Model):
    """Why a version (``declaration``) was begun beside the approved one (``adjusts``): 调整."""

    declaration = models.OneToOneField(Declaration, models.CASCADE, related_name="adjustment")
    adjusts = models.ForeignKey(Declaration, models.PROTECT, related_name="adjustments")
    reason = models.TextField("调整原因")
    basis = models.TextField("调整依据")
    by = models.ForeignKey(User, models.PROTECT, verbose_name="申请人")
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "调整"
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(basis=""),
                name="adjustment_has_reason_and_basis",
                violation_error_message="请填写调整原因和依据。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.declaration} 第{self.declaration.version}版"
