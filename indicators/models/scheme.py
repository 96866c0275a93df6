"""Schemes of indicators (口径) as an administrator keeps them."""

from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter

from django.db import models, transaction

from indicators.tree import KINDS, Branch, Labels, Layout, Node, SchemeTree

LABELS = Labels()


class NotPublished(Exception):  # noqa: N818 - the state that stands in the way
    """A declaration cannot stand on the draft of a scheme."""


class SchemeManager(models.Manager):
    def trees(self) -> dict[str, SchemeTree]:
        """The trees of all schemes but drafts, by code. One query."""
        nodes = (
            SchemeNode.objects.exclude(branch__scheme__state=Scheme.State.DRAFT)
            .select_related("branch__scheme")
            .order_by("branch__scheme__code", "branch__position", "position")
        )
        by_scheme = groupby(nodes, lambda node: node.branch.scheme)
        return {scheme.code: scheme.tree(list(own)) for scheme, own in by_scheme}

    @transaction.atomic
    def keep(self, tree: SchemeTree) -> "Scheme":
        """The scheme with this tree's code, made from the tree and published if there is none yet.

        A scheme that is there already stays as it is: declarations may stand on its nodes.
        """
        kept = self.filter(code=tree.code).first()
        return kept or self.write(tree, state=Scheme.State.PUBLISHED)

    @transaction.atomic
    def write(self, tree: SchemeTree, **columns: object) -> "Scheme":
        """A new scheme from the tree. ``columns``: what a tree does not say, as its state.

        Raises IntegrityError if its code is taken.
        """
        scheme = self.create(
            code=tree.code,
            name=tree.name,
            form_title=tree.form_title,
            weight_total=tree.weight_total,
            columns=list(tree.layout.columns),
            has_signature=tree.layout.signature,
            is_landscape=tree.layout.landscape,
            total_label=tree.layout.labels.total,
            appropriation_label=tree.layout.labels.appropriation,
            other_label=tree.layout.labels.other,
            **columns,
        )
        self.write_branches(scheme, tree)
        return scheme

    def write_branches(self, scheme: "Scheme", tree: SchemeTree) -> None:
        """Give a scheme that has no nodes yet those of the tree."""
        for position, branch in enumerate(tree.branches):
            kept = scheme.branches.create(
                position=position,
                name=branch.name,
                at_least_one=branch.at_least_one,
                weight=branch.weight,
                weight_without_cost=branch.weight_without_cost,
                help=branch.help,
            )
            SchemeNode.objects.bulk_create(
                SchemeNode(
                    branch=kept,
                    position=place,
                    name=node.name,
                    kind=node.kind,
                    required=node.required or "",
                    weight=node.weight,
                    help=node.help,
                    good=node.good,
                    bad=node.bad,
                )
                for place, node in enumerate(branch.nodes)
            )


class Scheme(models.Model):
    """A scheme of indicators: the levels 1 and 2 of the form, its title and its layout.

    A draft is changed at will; a published one may be chosen for a cycle; once declarations stand
    on it, it is frozen for good, and a change makes the next version.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "草稿"
        PUBLISHED = "published", "已发布"
        RETIRED = "retired", "已停用"

    code = models.SlugField("代码", max_length=50, unique=True)
    name = models.CharField("名称", max_length=100)
    form_title = models.CharField("表名", max_length=100)
    weight_total = models.PositiveSmallIntegerField("权重合计", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.DRAFT)
    is_frozen = models.BooleanField("已被申报表使用", default=False, editable=False)
    version = models.PositiveSmallIntegerField("版本", default=1, editable=False)
    previous = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, verbose_name="上一版本"
    )
    columns = models.JSONField("附加列", default=list, blank=True)  # keys of tree.COLUMNS
    has_signature = models.BooleanField("有签章栏", default=False)
    is_landscape = models.BooleanField("横向纸张", default=False)
    total_label = models.CharField("资金总额的名称", max_length=30, default=LABELS.total)
    appropriation_label = models.CharField(
        "财政拨款的名称", max_length=30, default=LABELS.appropriation
    )
    other_label = models.CharField("其他资金的名称", max_length=30, default=LABELS.other)

    objects = SchemeManager()

    class Meta:
        verbose_name = verbose_name_plural = "指标体系"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="draft", is_frozen=True),
                name="frozen_scheme_is_no_draft",
                violation_error_message="草稿不能被申报表使用，请先发布。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def freeze(self) -> None:
        """A declaration stands on it from now on: nobody changes it any more (see ``frozen``).

        Raises NotPublished for a draft.
        """
        if self.is_frozen:
            return
        kept = Scheme.objects.filter(pk=self.pk).exclude(state=self.State.DRAFT)
        if not kept.update(is_frozen=True):
            raise NotPublished
        self.is_frozen = True

    def nodes(self) -> list["SchemeNode"]:
        """The level-2 nodes in the order of the form. One query."""
        return list(
            SchemeNode.objects.filter(branch__scheme=self)
            .select_related("branch")
            .order_by("branch__position", "position")
        )

    def tree(self, nodes: list["SchemeNode"] | None = None) -> SchemeTree:
        """This scheme as the plain value that checks, readers and writers take.

        ``nodes`` are those of ``nodes()``, for who has them already.
        """
        by_branch = groupby(self.nodes() if nodes is None else nodes, attrgetter("branch"))
        return self._tree(branch.value(own) for branch, own in by_branch)

    def whole_tree(self) -> SchemeTree:
        """As ``tree()``, with the branches of a draft that have no node yet. Two queries."""
        branches = self.branches.prefetch_related("nodes").order_by("position", "pk")
        return self._tree(branch.value(branch.nodes.all()) for branch in branches)

    def _tree(self, branches: Iterable[Branch]) -> SchemeTree:
        return SchemeTree(
            self.code, self.name, self.form_title, tuple(branches), self.weight_total, self.layout
        )

    @property
    def layout(self) -> Layout:
        return Layout(
            columns=tuple(self.columns),
            signature=self.has_signature,
            landscape=self.is_landscape,
            labels=Labels(self.total_label, self.appropriation_label, self.other_label),
        )


class SchemeBranch(models.Model):
    """A level-1 node (一级指标)."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="branches")
    position = models.PositiveSmallIntegerField("顺序")
    name = models.CharField("一级指标", max_length=50)
    at_least_one = models.BooleanField("至少填写一类", default=False)
    weight = models.PositiveSmallIntegerField("权重", null=True, blank=True)
    weight_without_cost = models.PositiveSmallIntegerField(
        "没有成本指标时的权重", null=True, blank=True
    )
    help = models.TextField("填写说明", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "一级指标"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "name"],
                name="branch_name_once_a_scheme",
                violation_error_message="同一指标体系里一级指标不能重名。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def value(self, nodes: Iterable["SchemeNode"]) -> Branch:
        return Branch(
            name=self.name,
            at_least_one=self.at_least_one,
            nodes=tuple(node.value(self.name) for node in nodes),
            weight=self.weight,
            weight_without_cost=self.weight_without_cost,
            help=self.help,
        )


class SchemeNode(models.Model):
    """A level-2 node (二级指标). ``kind`` says what it is for, the same in every scheme."""

    class Required(models.TextChoices):
        NONE = "", "可不填"
        WARNING = "warning", "缺少时提醒"
        ERROR = "error", "必填"

    branch = models.ForeignKey(SchemeBranch, models.CASCADE, related_name="nodes")
    position = models.PositiveSmallIntegerField("顺序")
    name = models.CharField("二级指标", max_length=50)
    kind = models.CharField("类别", max_length=20, choices=KINDS)
    required = models.CharField(
        "要求", max_length=10, choices=Required, default=Required.NONE, blank=True
    )
    weight = models.PositiveSmallIntegerField("权重", null=True, blank=True)
    help = models.TextField("填写说明", blank=True)
    good = models.TextField("正例", blank=True)
    bad = models.TextField("反例", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "二级指标"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["branch", "name"],
                name="node_name_once_a_branch",
                violation_error_message="同一一级指标下二级指标不能重名。",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=list(KINDS)),
                name="node_kind_known",
                violation_error_message="二级指标的类别不在允许的范围内。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def value(self, level1: str) -> Node:
        return Node(
            level1,
            self.name,
            self.kind,
            self.required or None,
            weight=self.weight,
            help=self.help,
            good=self.good,
            bad=self.bad,
        )
