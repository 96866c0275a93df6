"""What is offered while the name of a row is typed: rows of the unit, then the library."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from declarations.models import Indicator
from indicators.suggesting import suggest
from indicators.tree import KINDS
from indicators.web import sought

from .access import row_or_404

MOST_OWN = 5
_POOL = 50  # rows of earlier years that are looked at for different names


@require_safe
def offers(request: HttpRequest, pk: int, row_pk: int) -> HttpResponse:
    """A fragment with what may be taken into the row, for ``q``, the name as far as it is typed."""
    row = row_or_404(request, pk, row_pk)
    query = sought(request)
    declaration, kind = row.declaration, row.node.kind if row.node else ""
    project = f"{declaration.project_name} {declaration.annual_goal}"
    context = {
        "own": _own(row, query) if kind else [],
        "suggestions": suggest(kind, query, unit_codes=[declaration.unit.code], words=project)
        if kind
        else [],
        "kind_name": KINDS.get(kind, ""),
        "query": query,
    }
    return render(request, "declarations/wizard/offers.html", context)


def _own(row: Indicator, query: str) -> list[Indicator]:
    """Rows of this kind that the unit wrote in earlier years: this project's first, the latest
    first, each name once."""
    declaration = row.declaration
    earlier = Indicator.objects.filter(
        node__kind=row.node.kind,
        declaration__project__unit=declaration.project.unit_id,
        declaration__cycle__year__lt=declaration.cycle.year,
        declaration__deleted_at__isnull=True,
    ).exclude(name="")
    for word in query.split():
        earlier = earlier.filter(name__contains=word)
    earlier = earlier.select_related("declaration__cycle").order_by(
        "-declaration__cycle__year", "id"
    )
    found = sorted(
        earlier[:_POOL], key=lambda one: one.declaration.project_id != declaration.project_id
    )
    return list({one.name.strip(): one for one in reversed(found)}.values())[::-1][:MOST_OWN]
