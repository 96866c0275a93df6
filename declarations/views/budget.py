"""项目库 and 控制数 of a cycle, as an administrator sees them."""

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from declarations.models import BudgetProject, ControlFigure, Cycle
from declarations.office.record import Deed
from declarations.tables import TABLES
from indicators.web import page_of, sought

from .access import for_administrators
from .office import note, render_office

PAGE_SIZE = 100
NOTED = "{cycle}，{unit}，{amount:f}万元"


@require_safe
@for_administrators
def projects(request: HttpRequest, year: int) -> HttpResponse:
    """The projects of the budget of this cycle, those with all the words of ``q``."""
    cycle = get_object_or_404(Cycle, year=year)
    found = cycle.budget_projects.select_related("unit")
    for word in sought(request).split():
        found = found.filter(
            Q(code__icontains=word) | Q(name__icontains=word) | Q(unit__name__icontains=word)
        )
    return _list(request, cycle, found, "projects")


@require_safe
@for_administrators
def figures(request: HttpRequest, year: int) -> HttpResponse:
    """The control figures of the units in this cycle."""
    cycle = get_object_or_404(Cycle, year=year)
    found = cycle.control_figures.select_related("unit")
    for word in sought(request).split():
        found = found.filter(Q(unit__name__icontains=word) | Q(unit__code__startswith=word))
    return _list(request, cycle, found, "figures")


@require_POST
@for_administrators
def delete_project(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    _delete(request, BudgetProject, pk, year, Deed.PROJECT_DELETED)
    return redirect("budget_projects", year)


@require_POST
@for_administrators
def delete_figure(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    _delete(request, ControlFigure, pk, year, Deed.FIGURE_DELETED)
    return redirect("control_figures", year)


def _delete(request: HttpRequest, model: type[Model], pk: int, year: int, deed: Deed) -> None:
    one = get_object_or_404(model.objects.select_related("unit", "cycle"), pk=pk, cycle__year=year)
    note(request, deed, one, NOTED.format(cycle=one.cycle, unit=one.unit, amount=one.amount))
    one.delete()


def _list(request: HttpRequest, cycle: Cycle, found: QuerySet, kind: str) -> HttpResponse:
    context = {
        "cycle": cycle,
        "table": TABLES[kind],
        "page": page_of(request, found, PAGE_SIZE),
        "q": sought(request),
    }
    return render_office(request, kind, context)
