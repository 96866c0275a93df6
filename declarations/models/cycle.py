"""The yearly batch of declarations, its stages of review and its extensions."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from indicators.models import Scheme

from .organisation import BudgetUnit, Membership, User

NOT_PUBLISHED = "只能选用已发布的指标体系。草稿请先在“管理 › 指标体系”里发布。"


class CycleQuerySet(models.QuerySet):
    def taking_forms(self) -> "CycleQuerySet":
        """Those that are open: forms are made and imported in them."""
        return self.filter(status=Cycle.Status.OPEN)

    def shown(self) -> "CycleQuerySet":
        """Those that everybody may know of: all but the ones that are still prepared."""
        return self.exclude(status=Cycle.Status.PREPARING)

    def current(self) -> "Cycle | None":
        """The latest that is open; where none is, the latest that is over."""
        return self.taking_forms().first() or self.shown().first()


class Cycle(models.Model):
    """A yearly batch (年度申报批次): which form is used, and from when to when.

    ``thresholds`` are the numbers of checks that differ from the catalogue, by their name.
    """

    class Status(models.TextChoices):
        PREPARING = "preparing", "准备中"
        OPEN = "open", "申报中"
        CLOSED = "closed", "已结束"

    year = models.PositiveSmallIntegerField("预算年度", unique=True)
    scheme = models.ForeignKey(Scheme, models.PROTECT, verbose_name="指标体系")
    opens_on = models.DateField("开始日期")
    closes_on = models.DateField("截止日期")
    status = models.CharField("状态", max_length=20, choices=Status, default=Status.OPEN)
    announcement = models.TextField("通知", blank=True)
    thresholds = models.JSONField("规则阈值", default=dict, blank=True)

    objects = CycleQuerySet.as_manager()

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

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN

    def clean(self) -> None:
        """A cycle takes a published scheme; one that is retired later stays where it is."""
        scheme = Scheme.objects.filter(pk=self.scheme_id).exclude(state=Scheme.State.PUBLISHED)
        kept = Cycle.objects.filter(pk=self.pk, scheme=self.scheme_id)
        if scheme.exists() and not kept.exists():
            raise ValidationError({"scheme": NOT_PUBLISHED})

    def closes_for(self, unit: BudgetUnit) -> date:
        """The last day on which this unit may submit: the cycle's own, or its extension."""
        extension = self.extensions.filter(unit=unit).first()
        return max(self.closes_on, extension.closes_on) if extension else self.closes_on


class Stage(models.Model):
    """A step of the review (审核环节) in one cycle: who judges, and in which order.

    The role says who may judge in it; ``desk`` (科室) narrows it to the reviewers of one office of
    the finance bureau, where there are several.
    """

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="stages", verbose_name="申报批次")
    position = models.PositiveSmallIntegerField("顺序")
    name = models.CharField("环节", max_length=50)
    role = models.CharField("审核角色", max_length=30, choices=Membership.REVIEWS)
    desk = models.CharField("科室", max_length=50, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "审核环节"
        ordering = ["cycle", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "position"],
                name="one_stage_a_position",
                violation_error_message="同一批次里两个审核环节不能排在同一位置。",
            ),
            models.UniqueConstraint(
                fields=["cycle", "name"],
                name="stage_name_once_a_cycle",
                violation_error_message="同一批次里审核环节不能重名。",
            ),
            models.CheckConstraint(
                condition=Q(role__in=[role for role, _ in Membership.REVIEWS]),
                name="stage_has_a_reviewing_role",
                violation_error_message="审核环节只能由审核人办理。",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Extension(models.Model):
    """A later last day for one unit (延期), with the reason."""

    cycle = models.ForeignKey(
        Cycle, models.CASCADE, related_name="extensions", verbose_name="申报批次"
    )
    unit = models.ForeignKey(BudgetUnit, models.CASCADE, verbose_name="预算单位")
    closes_on = models.DateField("延期至")
    reason = models.TextField("原因")
    given_by = models.ForeignKey(User, models.PROTECT, verbose_name="批准人")
    given_at = models.DateTimeField("批准时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "延期"
        ordering = ["cycle", "unit"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "unit"],
                name="one_extension_a_unit",
                violation_error_message="这个单位在本批次已有延期。",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="extension_has_a_reason",
                violation_error_message="请写明延期的原因。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} 延期至{self.closes_on}"
