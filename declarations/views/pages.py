"""The first page (工作台), and the sign of life."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.models import Case, Count, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from declarations.drafting.budget_projects import to_declare
from declarations.drafting.last_year import offered
from declarations.forms.listing import total_of
from declarations.life.workflow_table import own_state_name
from declarations.models import BudgetUnit, Cycle, Declaration, Extension, User
from declarations.models.declaration import DeclarationQuerySet
from declarations.permissions import can_audit, can_judge, can_remind
from declarations.review.todo import on_desk

from .examined import Examined, examine_all
from .remarked import RemarkShown, open_remarks_shown

#: How many forms the first page examines or names; the list shows the rest, page by page.
DRAFTS_EXAMINED = SENT_SHOWN = 50
#: How many of the forms that wait for a reviewer stand on his first page; the desk shows all.
WAITING_SHOWN = 6

State = Declaration.State


@dataclass(frozen=True, slots=True)
class Returned:
    """A form that came back, with what is left to be mended or answered of its remarks."""

    examined: Examined
    left: list[RemarkShown]


@dataclass(frozen=True, slots=True)
class Sent:
    """A form of one's own that others have now, and what its state is called for its filler."""

    declaration: Declaration

    @property
    def state(self) -> str:
        return own_state_name(self.declaration)

    @property
    def is_in_stage(self) -> bool:
        return self.declaration.state in {State.IN_REVIEW, State.IMPROVING}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for this person in the current year."""
    cycle = Cycle.objects.current()
    visible = Declaration.objects.visible_to(request.user, chosen=True)
    declarations = visible.filter(cycle=cycle)
    filled = BudgetUnit.objects.filled_by(request.user, chosen=True)
    own = declarations.filter(project__unit__in=filled)
    drafts = own.filter(state__in=Declaration.FILLED).with_rows()
    # Those that came back stand first: of many, none may fall behind the drafts.
    came_back = Case(When(state=State.RETURNED, then=0), default=1)
    examined = examine_all(drafts.order_by(came_back, "-updated_at", "id")[:DRAFTS_EXAMINED])
    filling = [one for one in examined if one.declaration.state == State.DRAFT]
    left = open_remarks_shown(examined)
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
            "returned": [
                Returned(one, left.get(one.declaration.pk, []))
                for one in examined
                if one.declaration.state == State.RETURNED
            ],
            "with_errors": [one for one in filling if one.report.errors],
            "clean": [one for one in filling if not one.report.errors],
            "unanswered": left.keys(),
            "sent": _sent(own),
            "waiting": _waiting(request.user),
            "now": timezone.now(),
            "sees_all": can_audit(request.user),
            "carryable": _carryable(request, cycle),
            "in_budget": to_declare(request.user).count(),
            "more_drafts": max(0, drafts.count() - len(examined)),
        },
    )


def _sent(own: DeclarationQuerySet) -> list[Sent]:
    """The forms of one's own that others have now, the last one sent first."""
    away = {State.IN_REVIEW, State.IMPROVING, State.TO_CONFIRM, State.PENDING_APPROVAL}
    forms = own.filter(state__in=away).with_names().with_people()
    return [Sent(one) for one in forms.order_by("-waiting_since", "id")[:SENT_SHOWN]]


def _waiting(user: User) -> list[Declaration]:
    """What waits for this person as one who judges, of any year, waiting longest first."""
    if not can_judge(user):
        return []
    return list(on_desk(user).with_names().select_related("stage")[:WAITING_SHOWN])


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
