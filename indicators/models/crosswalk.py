"""What an administrator set otherwise in the crosswalk (对照) between two schemes."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import models

from indicators.crosswalk import Crosswalk, Names

from .scheme import Scheme, SchemeNode

Edited = dict[Names, Names | None]


class CrosswalkEntryQuerySet(models.QuerySet):
    def into(self, target: Scheme) -> Mapping[str, Edited]:
        """What was set for rows that go into ``target``, by the code of the scheme they come
        from. One query."""
        edited: dict[str, Edited] = {}
        found = self.filter(target_scheme=target).values_list(
            *("source__branch__scheme__code", "source__branch__name", "source__name"),
            *("target__branch__name", "target__name"),
        )
        for code, level1, level2, to1, to2 in found:
            edited.setdefault(code, {})[level1, level2] = None if to2 is None else (to1, to2)
        return edited

    def between(self, source: Scheme, target: Scheme) -> Crosswalk:
        """The crosswalk from one scheme to another: by kind, and as it was edited."""
        return Crosswalk(source.tree(), target.tree(), self.into(target).get(source.code, {}))


class CrosswalkEntry(models.Model):
    """The rows of ``source`` go to ``target``, a node of ``target_scheme``; None: no place.

    A node without an entry goes by its kind.
    """

    source = models.ForeignKey(
        SchemeNode, models.CASCADE, related_name="crosswalk_from", verbose_name="原二级指标"
    )
    target_scheme = models.ForeignKey(
        Scheme, models.CASCADE, related_name="crosswalk_into", verbose_name="归入的指标体系"
    )
    target = models.ForeignKey(
        SchemeNode,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="crosswalk_to",
        verbose_name="归入的二级指标",
    )

    objects = CrosswalkEntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "指标体系对照"
        constraints = [
            models.UniqueConstraint(
                fields=["source", "target_scheme"],
                name="one_crosswalk_entry_a_node",
                violation_error_message="这个二级指标在该指标体系里已有归处。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.target or '没有位置'}"

    def clean(self) -> None:
        if self.target and self.target.branch.scheme_id != self.target_scheme_id:
            raise ValidationError({"target": "归入的二级指标不在这个指标体系里。"})
