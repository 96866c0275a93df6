"""The desk, and the sign of life."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from declarations.budget_projects import to_declare
from declarations.forms.listing import total_of
from declarations.last_year import offered
from declarations.models import BudgetUnit, Cycle, Declaration, Extension
from declarations.models.declaration import DeclarationQuerySet
from declarations.permissions import can_remind

from .examined import examine_all

#: How many drafts the desk examines; the list shows the rest, page by page.
DRAFTS_EXAMINED = 50


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for this person in the current year."""
    cycle = Cycle.objects.current()
    visible = Declaration.objects.visible_to(request.user, chosen=True)
    declarations = visible.filter(cycle=cycle)
    filled = BudgetUnit.objects.filled_by(request.user, chosen=True)
    own = declarations.filter(project__unit__in=filled)
    drafts = own.filter(state__in=Declaration.FILLED).with_rows().order_by("-updated_at", "id")
    examined = examine_all(drafts[:DRAFTS_EXAMINED])
    return render(
        request,
        "declarations/home.html",
        {
            "section": "home",
            "cycle": cycle,
            "extensions": Extension.objects.filter(cycle=cycle, unit__in=filled),
            "states": _states(declarations),
            "count": declarations.count(),
            "total": total_of(declarations),
            "fills": filled.exists(),
            "may_remind": can_remind(request.user),
            "with_errors": [one for one in examined if one.report.errors],
            "clean": [one for one in examined if not one.report.errors],
            "carryable": _carryable(request, cycle),
            "in_budget": to_declare(request.user).count(),
            "more_drafts": max(0, drafts.count() - len(examined)),
        },
    )


def _carryable(request: HttpRequest, cycle: Cycle | None) -> int:
    """How many forms of earlier years may be taken over into this cycle."""
    if cycle is None or cycle.status != Cycle.Status.OPEN:
        return 0
    return offered(cycle, request.user).count()


def _states(declarations: DeclarationQuerySet) -> list[dict[str, object]]:
    """How many there are in each state that occurs, in the order of a declaration's life."""
    counts = dict(declarations.order_by().values_list("state").annotate(Count("pk")))
    return [
        {"state": state, "count": counts[state]} for state in Declaration.State if counts.get(state)
    ]


@never_cache
@require_safe
@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """``ok`` if the database answers, for whoever watches the server."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
