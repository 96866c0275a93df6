"""The declaration (申报表) and its rows."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from declarations import content as on_form
from indicators.models import Scheme, SchemeNode

from .columns import factor_column, wan_column
from .cycle import Cycle, Stage
from .organisation import BudgetUnit, User
from .project import Project
from .signed import Signed


def _parts(*with_rows: str) -> list:
    """What belongs to a declaration in other tables, and what decides how it is checked.

    ``with_rows`` is what else is fetched beside each row.
    """
    rows = Indicator.objects.in_order()
    return [
        models.Prefetch("indicators", rows.select_related(*with_rows) if with_rows else rows),
        "justifications",
    ]


class DeclarationQuerySet(models.QuerySet):
    def visible_to(self, user: User, *, chosen: bool = False) -> "DeclarationQuerySet":
        """The declarations this person may see: those of the units he may see."""
        return self.filter(project__unit__in=BudgetUnit.objects.visible_to(user, chosen=chosen))

    def with_rows(self) -> "DeclarationQuerySet":
        """All that ``content()`` and a check of it read, in a fixed number of queries."""
        return self.with_names().prefetch_related(*_parts())

    def with_names(self) -> "DeclarationQuerySet":
        """With its unit, cycle and scheme."""
        return self.select_related("project__unit", "cycle", "scheme")

    def with_people(self) -> "DeclarationQuerySet":
        """With its stage and the people who have to do with it."""
        return self.select_related("stage", "assigned_to", "submitted_by")

    def deleted(self) -> "DeclarationQuerySet":
        """Those in the recycle bin (回收站)."""
        return self.filter(deleted_at__isnull=False)


class KeptManager(models.Manager.from_queryset(DeclarationQuerySet)):
    """All declarations but those in the recycle bin: for lists, counts, exports and checks alike a
    deleted draft is not there."""

    def get_queryset(self) -> DeclarationQuerySet:
        return super().get_queryset().filter(deleted_at__isnull=True)


class Grade(models.TextChoices):
    """What the last stage thinks of a form; each has its own consequence (财预〔2015〕88号)."""

    EXCELLENT = "excellent", "优"
    GOOD = "good", "良"
    FAIR = "fair", "中"
    POOR = "poor", "差"


class Declaration(Signed):
    """One version of the form of one project in one year.

    The texts and amounts here are those of the form, as they were typed; ``project`` says which
    project it is, whatever name stands on the form. Amounts are in 万元.

    ``state`` and all from ``stage`` to ``turn`` are set by ``workflow.perform`` alone. ``stage`` is
    the present or the last one; ``waiting_since`` the time at which the present state and stage
    began; ``turn`` counts what the workflow did, so that a page that is out of date is found out.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "草稿"
        IN_REVIEW = "in_review", "审核中"
        RETURNED = "returned", "已退回"
        IMPROVING = "improving", "审核完善"
        TO_CONFIRM = "to_confirm", "待确认"
        PENDING_APPROVAL = "pending_approval", "待批复"
        APPROVED = "approved", "已批复"
        REPLACED = "replaced", "已调整"
        REJECTED = "rejected", "不予安排"

    #: What a filler edits, and what is edited at all: a reviewer improves a form graded 良.
    FILLED = frozenset({State.DRAFT, State.RETURNED})
    EDITABLE = FILLED | {State.IMPROVING}
    #: The versions whose life is over: beside them a project may have one more version.
    SETTLED = frozenset({State.APPROVED, State.REPLACED, State.REJECTED})

    project = models.ForeignKey(
        Project, models.PROTECT, related_name="declarations", verbose_name="项目"
    )
    cycle = models.ForeignKey(
        Cycle, models.PROTECT, related_name="declarations", verbose_name="申报批次"
    )
    scheme = models.ForeignKey(Scheme, models.PROTECT, verbose_name="指标体系")
    version = models.PositiveSmallIntegerField("版本", default=1)
    state = models.CharField("状态", max_length=20, choices=State, default=State.DRAFT)
    stage = models.ForeignKey(
        Stage,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="declarations",
        verbose_name="审核环节",
    )
    round = models.PositiveSmallIntegerField("轮次", default=1)
    assigned_to = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承办人"
    )
    submitted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="送审人"
    )
    submitted_at = models.DateTimeField("送审时间", null=True, blank=True)
    waiting_since = models.DateTimeField("到达时间", default=timezone.now)
    grade = models.CharField("评级", max_length=20, choices=Grade, blank=True)
    turn = models.PositiveIntegerField("办理次数", default=0, editable=False)

    form_year = models.PositiveSmallIntegerField("年度", null=True, blank=True)
    project_name = models.TextField("项目名称", blank=True)
    unit_name = models.TextField("预算单位", blank=True)
    superior_name = models.TextField("主管部门", blank=True)
    project_total = wan_column("项目总额", null=True, blank=True)
    annual_total = wan_column("年度资金总额", null=True, blank=True)
    appropriation = wan_column("其中：财政拨款", null=True, blank=True)
    other_funds = wan_column("其他资金", null=True, blank=True)
    annual_goal = models.TextField("年度目标", blank=True)
    long_term_goal = models.TextField("中期目标", blank=True)

    carried_from = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="carried_to",
        verbose_name="沿用自",
        help_text="这张表由哪一张以前年度的申报表沿用而来。",
    )
    created_at = models.DateTimeField("建立时间", default=timezone.now, editable=False)
    updated_at = models.DateTimeField("修改时间", auto_now=True)
    deleted_at = models.DateTimeField("删除时间", null=True, blank=True)
    deleted_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="deleted_declarations",
        verbose_name="删除人",
    )

    objects = KeptManager()
    everything = DeclarationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "申报表"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "cycle", "version"],
                condition=Q(deleted_at__isnull=True),
                name="one_declaration_a_version",
                violation_error_message="这个项目在本年度已有同一版本的申报表。",
            ),
            models.CheckConstraint(
                condition=Q(version__gte=1),
                name="version_from_one",
                violation_error_message="版本从1开始。",
            ),
            models.CheckConstraint(
                condition=Q(deleted_at__isnull=True, deleted_by__isnull=True)
                | Q(deleted_at__isnull=False, deleted_by__isnull=False),
                name="declaration_deleted_by_somebody",
                violation_error_message="删除时间和删除人要么都有，要么都没有。",
            ),
            models.UniqueConstraint(
                fields=["project", "cycle"],
                condition=Q(state="approved", deleted_at__isnull=True),
                name="one_version_in_force",
                violation_error_message="这个项目在本年度已有一个生效的版本。",
            ),
            models.UniqueConstraint(
                fields=["project", "cycle"],
                condition=Q(deleted_at__isnull=True)
                & ~Q(state__in=["approved", "replaced", "rejected"]),
                name="one_version_under_way",
                violation_error_message="这个项目在本年度已有一个版本正在办理。",
            ),
        ]

    def __str__(self) -> str:
        return self.project_name.strip() or "（项目名称未填）"

    @property
    def unit(self) -> BudgetUnit:
        return self.project.unit

    def fetch_rows(self) -> None:
        """All that ``with_rows()`` fetches, as the database has it now."""
        self._prefetched_objects_cache = {}
        models.prefetch_related_objects([self], *_parts())

    def fetch_all(self) -> None:
        """Its own columns and all that ``with_rows()`` fetches, as the database has them now.

        The columns come with the rows, so that both are of one moment and of one query.
        """
        own = [field.name for field in self._meta.concrete_fields if not field.is_relation]
        self._prefetched_objects_cache = {}
        models.prefetch_related_objects([self], *_parts("declaration"))
        rows = self.rows()
        if rows:
            for name in own:
                setattr(self, name, getattr(rows[0].declaration, name))
        else:
            self.refresh_from_db(fields=own)
        for row in rows:
            row.declaration = self

    def rows(self) -> list["Indicator"]:
        """The indicator rows in the order of the form; ``content().indicators`` has this order."""
        fetched = "indicators" in getattr(self, "_prefetched_objects_cache", {})
        return list(self.indicators.all() if fetched else self.indicators.in_order())

    def content(self) -> on_form.Content:
        """This form as the value that is checked, shown, stored at submission and exported.

        Reads what ``with_rows()`` fetched; without it, a few queries more.
        """
        rows = self.rows()
        return on_form.Content(
            title=self.scheme.form_title,
            year=self.form_year,
            project=self.project_name,
            unit=self.unit_name,
            superior=self.superior_name,
            funding=on_form.Funding(
                total=self.annual_total,
                appropriation=self.appropriation,
                other=self.other_funds,
                project_total=self.project_total,
            ),
            goal=self.annual_goal,
            long_term_goal=self.long_term_goal,
            indicators=tuple(row.as_on_form() for row in rows),
            items=tuple(
                item.as_on_form(position)
                for position, row in enumerate(rows)
                for item in row.items.all()
            ),
        )


class IndicatorQuerySet(models.QuerySet):
    def in_order(self) -> "IndicatorQuerySet":
        """In the order of the form, with nodes and cost items. Rows without a place come last.

        ``has_file`` and ``form_has_file`` say whether a file is attached to the row (or a line of
        its cost table), and to the form as a whole.
        """
        files = self.model._meta.apps.get_model("declarations", "Attachment").objects
        of_form = files.filter(declaration=models.OuterRef("declaration"), indicator=None)
        return (
            self.select_related("node__branch")
            .prefetch_related("items")
            .annotate(
                has_file=models.Exists(files.filter(indicator=models.OuterRef("pk"))),
                form_has_file=models.Exists(of_form),
            )
            .order_by(
                models.F("node__branch__position").asc(nulls_last=True),
                models.F("node__position").asc(nulls_last=True),
                "position",
                "id",
            )
        )


class Indicator(Signed):
    """A level-3 row (三级指标) on a node of the scheme.

    A row that was imported from a form of another scheme and has no place in this one keeps the
    names of its own levels and no node, so that nothing anybody wrote is lost. ``is_unconfirmed``
    (待确认): it was taken over from last year's form and nobody has looked at it yet.
    """

    declaration = models.ForeignKey(Declaration, models.CASCADE, related_name="indicators")
    node = models.ForeignKey(
        SchemeNode, models.PROTECT, null=True, blank=True, verbose_name="二级指标"
    )
    foreign_level1 = models.TextField("原一级指标", blank=True)
    foreign_level2 = models.TextField("原二级指标", blank=True)
    position = models.PositiveIntegerField("顺序", default=0)
    name = models.TextField("三级指标", blank=True)
    value = models.TextField("指标值", blank=True)
    weight = models.DecimalField(
        "权重",
        max_digits=on_form.WEIGHT_DIGITS,
        decimal_places=on_form.WEIGHT_DECIMALS,
        null=True,
        blank=True,
    )
    explanation = models.TextField("指标解释", blank=True)
    scoring = models.TextField("评分标准", blank=True)
    evidence = models.TextField("依据", blank=True)
    is_unconfirmed = models.BooleanField("待确认", default=False)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "三级指标"
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(node__isnull=True) | Q(foreign_level1="", foreign_level2=""),
                name="indicator_has_one_place",
                violation_error_message="已归入二级指标的指标不能再有原来的级别名称。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def level1(self) -> str:
        return self.node.branch.name if self.node else self.foreign_level1

    @property
    def level2(self) -> str:
        return self.node.name if self.node else self.foreign_level2

    def as_on_form(self) -> on_form.Indicator:
        said = {name: getattr(self, name) for name in on_form.INDICATOR_FIELDS}
        return on_form.Indicator(self.level1, self.level2, **said)


class CostItem(Signed):
    """A line of the cost table (成本测算表) behind a cost row. The unit price is in 元."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="items")
    position = models.PositiveIntegerField("顺序", default=0)
    label = models.TextField("支出内容", blank=True)
    unit_price = factor_column("单价（元）")
    price_unit = models.CharField("计价单位", max_length=20, blank=True)
    quantity = factor_column("数量")
    quantity_unit = models.CharField("数量单位", max_length=20, blank=True)
    periods = factor_column("期数")
    period_unit = models.CharField("期数单位", max_length=20, blank=True)
    basis = models.TextField("依据", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "成本测算"
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__isnull=True) | Q(quantity__gte=0),
                name="cost_quantity_not_negative",
                violation_error_message="数量不能是负数。",
            ),
            models.CheckConstraint(
                condition=Q(periods__isnull=True) | Q(periods__gte=0),
                name="cost_periods_not_negative",
                violation_error_message="期数不能是负数。",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def as_on_form(self, indicator: int) -> on_form.CostItem:
        said = {name: getattr(self, name) for name in on_form.COST_ITEM_FIELDS}
        return on_form.CostItem(indicator, **said)
