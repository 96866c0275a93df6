"""预算单位: the tree, and one unit with its people."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from declarations.forms.units import UnitForm
from declarations.models import BudgetUnit
from declarations.office import units
from declarations.office.record import Deed

from .access import for_administrators
from .office import deleted, note, refused, render_office, save

SAVED = "已保存“{unit}”。"
DELETED = "已删除“{unit}”。"
DEACTIVATED = "“{unit}”已停用，不再为它新建申报表；已有的申报表照样保留。"
ACTIVATED = "“{unit}”已启用。"

#: With more units than this, the tree is closed below the top.
OPEN_UP_TO = 200


@require_safe
@for_administrators
def index(request: HttpRequest) -> HttpResponse:
    """The tree of units."""
    branches = units.tree()
    context = {"branches": branches, "is_open": len(branches) <= OPEN_UP_TO}
    return render_office(request, "units", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def new(request: HttpRequest) -> HttpResponse:
    form = UnitForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render_office(request, "unit", {"form": form, "units": BudgetUnit.objects.in_use()})
    unit = save(request, form, Deed.UNIT_MADE)
    messages.success(request, SAVED.format(unit=unit))
    return redirect("units")


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit: what it is, who has a post in it."""
    own = get_object_or_404(BudgetUnit, pk=pk)
    form = UnitForm(request.POST if request.method == "POST" else None, instance=own)
    if form.is_valid():
        saved = save(request, form, Deed.UNIT_CHANGED)
        messages.success(request, SAVED.format(unit=saved))
        return redirect("unit", pk)
    context = {
        "form": form,
        "unit": get_object_or_404(BudgetUnit, pk=pk),
        "posts": own.memberships.select_related("user").order_by("role", "user__username"),
        "may_delete": units.may_delete(own),
        "units": BudgetUnit.objects.in_use(),
    }
    return render_office(request, "unit", context)


@require_POST
@for_administrators
def set_active(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a unit out of use, or into use again."""
    own = get_object_or_404(BudgetUnit.objects.select_related("superior"), pk=pk)
    wanted = request.POST.get("active") == "1"
    answer = units.may_activate(own) if wanted else units.may_deactivate(own)
    if refused(request, answer):
        return redirect("unit", pk)
    units.set_active(own, wanted)
    note(request, Deed.UNIT_ON if wanted else Deed.UNIT_OFF, own)
    messages.success(request, (ACTIVATED if wanted else DEACTIVATED).format(unit=own))
    return redirect("unit", pk)


@require_POST
@for_administrators
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    own = get_object_or_404(BudgetUnit, pk=pk)
    answer = units.may_delete(own)
    gone = deleted(request, own, answer, DELETED.format(unit=own), Deed.UNIT_DELETED)
    return redirect("units") if gone else redirect("unit", pk)
