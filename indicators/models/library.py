"""The library of indicators (指标库): level-3 indicators that fillers are offered."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from indicators.library_words import (
    all_tags,
    grams,
    plain,
    split_words,
    tag_gram,
    value_text,
)
from indicators.tree import KINDS

COMPARATORS = {"≥": "≥ 不低于", "≤": "≤ 不高于", "=": "= 等于", ">": "> 大于", "<": "< 小于"}
QUALITATIVE = "定性"

TAGS = ("spending_types", "industries", "keywords")
#: A change of one of these changes where an entry is found.
_FOUND_BY = frozenset({"kind", "name", "unit_code", "state", *TAGS})


class LibraryQuerySet(models.QuerySet):
    """Entries keep their grams: whoever makes or changes one by ``save`` or in bulk keeps both."""

    def visible_to(self, user: Any) -> "LibraryQuerySet":
        """All, for an administrator; for others what is offered to all, and all of their units."""
        if user.is_administrator:
            return self
        own = Q(unit_code__in=user.unit_codes)
        return self.filter(Q(state=LibraryIndicator.State.ACCEPTED, unit_code="") | own)

    def offered(self, kind: str, unit_codes: Sequence[str]) -> "LibraryQuerySet":
        """What is offered for rows of this kind: common entries, and those of these units."""
        return self.filter(
            state=LibraryIndicator.State.ACCEPTED, kind=kind, unit_code__in=["", *unit_codes]
        )

    def containing(self, text: str) -> "LibraryQuerySet":
        """Those whose name has all words of the text, from one character up."""
        found = self
        for word in split_words(text):
            found = found.filter(plain_name__contains=word)
        return found

    @transaction.atomic
    def keep(self, entries: Iterable["LibraryIndicator"]) -> int:
        """Take these entries in and say how many were new.

        One whose kind, name and unit are there already, in whatever state, stays as it is: an
        administrator may have changed it, or may not want it.
        """
        there = set(self.values_list("kind", "unit_code", "plain_name"))
        new = [
            entry
            for entry in entries
            if (entry.kind, entry.unit_code, plain(entry.name)) not in there
        ]
        self.bulk_create(new)
        return len(new)

    def standing(self) -> "LibraryQuerySet":
        """Those that are in the library or may come into it: one of a name, kind and unit."""
        return self.filter(state__in=LibraryIndicator.STANDING)

    @transaction.atomic
    def bulk_create(self, objs: Iterable["LibraryIndicator"], **options: Any) -> list:
        entries = list(objs)
        for entry in entries:
            entry.plain_name = plain(entry.name)
        made = super().bulk_create(entries, **options)
        LibraryGram.objects.bulk_create(chain.from_iterable(entry.grams() for entry in made))
        return made

    @transaction.atomic
    def bulk_update(
        self, objs: Iterable["LibraryIndicator"], fields: Iterable[str], **options: Any
    ) -> int:
        entries, fields = list(objs), {*fields, "plain_name"}
        for entry in entries:
            entry.plain_name = plain(entry.name)
        changed = super().bulk_update(entries, fields, **options)
        if _FOUND_BY & fields:
            LibraryGram.objects.filter(entry__in=entries).delete()
            LibraryGram.objects.bulk_create(chain.from_iterable(entry.grams() for entry in entries))
        return changed


class LibraryIndicator(models.Model):
    """An indicator with what a form may say of it, common or of one unit (by its code).

    ``usual_value`` is a number where there is a comparator, else words that can be verified.
    ``uses`` counts forms submitted with it, ``returns`` those of them that were returned.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", "待审"
        ACCEPTED = "accepted", "在用"
        RETIRED = "retired", "停用"
        REJECTED = "rejected", "未采纳"
        MERGED = "merged", "已合并"

    STANDING = (State.PROPOSED, State.ACCEPTED, State.RETIRED)

    kind = models.CharField("类别", max_length=20, choices=KINDS)
    name = models.CharField("三级指标", max_length=100)
    comparator = models.CharField(
        "指标性质", max_length=2, blank=True, choices=[("", QUALITATIVE), *COMPARATORS.items()]
    )
    usual_value = models.CharField("常用值", max_length=200, blank=True)
    unit = models.CharField("计量单位", max_length=20, blank=True)
    explanation = models.CharField("指标解释", max_length=500, blank=True)
    evidence = models.CharField("佐证材料", max_length=500, blank=True)
    standard = models.CharField("标准", max_length=200, blank=True)
    standard_source = models.CharField("标准来源", max_length=200, blank=True)
    spending_types = models.CharField("支出类型", max_length=200, blank=True)
    industries = models.CharField("行业", max_length=200, blank=True)
    keywords = models.CharField("关键词", max_length=200, blank=True)
    unit_code = models.CharField("单位编码", max_length=30, blank=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.ACCEPTED)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name="合并到", related_name="merged"
    )
    uses = models.PositiveIntegerField("使用次数", default=0, editable=False)
    returns = models.PositiveIntegerField("退回次数", default=0, editable=False)
    proposed_by = models.CharField("提出人", max_length=150, blank=True, editable=False)
    created_at = models.DateTimeField("加入时间", default=timezone.now, editable=False)
    decided_by = models.CharField("处理人", max_length=150, blank=True, editable=False)
    decided_at = models.DateTimeField("处理时间", null=True, blank=True, editable=False)
    reason = models.CharField("处理意见", max_length=500, blank=True, editable=False)
    plain_name = models.CharField("检索用名称", max_length=400, editable=False)

    objects = LibraryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "指标库"
        ordering = ["-uses", "id"]
        indexes = [
            models.Index(
                fields=["kind", "-uses", "id", "unit_code", "plain_name"],
                name="library_offered_by_use",
                condition=Q(state="accepted"),
            ),
            models.Index(fields=["state", "kind"], name="library_by_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "unit_code", "plain_name"],
                name="library_name_once",
                condition=Q(state__in=["proposed", "accepted", "retired"]),
                violation_error_message="指标库里已有同类同名的指标。",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=list(KINDS)),
                name="library_kind_known",
                violation_error_message="类别不在允许的范围内。",
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="library_has_name",
                violation_error_message="指标名称要填写。",
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | ~Q(state="merged") & Q(merged_into__isnull=True),
                name="library_merged_into_another",
                violation_error_message="已合并的指标要说明合并到哪一条。",
            ),
            models.CheckConstraint(
                condition=Q(decided_by="", decided_at__isnull=True)
                | ~Q(decided_by="") & Q(decided_at__isnull=False),
                name="library_decided_by_and_at",
                violation_error_message="处理人和处理时间要一起记下。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **options: Any) -> None:
        self.plain_name = plain(self.name)
        if update_fields is not None and "name" in update_fields:
            update_fields = {*update_fields, "plain_name"}
        with transaction.atomic():
            super().save(*args, update_fields=update_fields, **options)
            if update_fields is None or _FOUND_BY & set(update_fields):
                LibraryGram.objects.filter(entry=self).delete()
                LibraryGram.objects.bulk_create(self.grams())

    @property
    def value_text(self) -> str:
        """The target value as it is written into a form: ≥95%."""
        return value_text(self.comparator, self.usual_value, self.unit)

    @property
    def tags(self) -> list[str]:
        """支出类型, 行业 and 关键词 together."""
        return all_tags(*(getattr(self, name) for name in TAGS))

    def grams(self) -> Iterator["LibraryGram"]:
        """Where it is found while it is offered."""
        if self.state != self.State.ACCEPTED:
            return
        for gram in sorted(grams(plain(self.name)) | {tag_gram(tag) for tag in self.tags}):
            yield LibraryGram(kind=self.kind, unit_code=self.unit_code, gram=gram, entry=self)


class LibraryGram(models.Model):
    """One or two characters next to each other in the name of an offered entry, or a whole tag.

    A request for suggestions finds by it which entries can match at all, however large the
    library is and without an extension of the database.
    """

    gram = models.CharField("片段", max_length=210)
    kind = models.CharField("类别", max_length=20)
    unit_code = models.CharField("单位编码", max_length=30, blank=True)
    entry = models.ForeignKey(LibraryIndicator, models.CASCADE, verbose_name="指标")

    class Meta:
        verbose_name = verbose_name_plural = "指标库检索"
        indexes = [
            models.Index(
                fields=["gram", "kind", "unit_code", "entry"], name="library_gram_of_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.gram
