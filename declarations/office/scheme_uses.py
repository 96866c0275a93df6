"""Tells ``indicators`` which cycles and declarations stand on a scheme."""

from collections.abc import Mapping, Sequence

from django.db.models import Count, Model
from django.urls import reverse

from indicators.uses import Teller, Use, tell

from ..models import Cycle, Declaration


def register() -> None:
    tell(Teller("张申报表", lambda: _counts(Declaration), _declarations))
    tell(Teller("个申报批次", lambda: _counts(Cycle), _cycles))


def _counts(model: type[Model]) -> Mapping[int, int]:
    rows = model.objects.order_by().values_list("scheme").annotate(Count("pk"))
    return dict(rows)


def _declarations(scheme: int, limit: int) -> Sequence[Use]:
    found = Declaration.objects.filter(scheme=scheme).select_related("project__unit", "cycle")
    return [
        Use(f"{one}（{one.unit}，{one.cycle}）", reverse("declaration", args=[one.pk]))
        for one in found.order_by("-cycle__year", "pk")[:limit]
    ]


def _cycles(scheme: int, limit: int) -> Sequence[Use]:
    found = Cycle.objects.filter(scheme=scheme)[:limit]
    return [Use(str(one), reverse("cycle", args=[one.year])) for one in found]
