"""The recycle bin: delete a draft, see what was deleted, take it back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST, require_safe

from declarations.drafting import recycling
from declarations.models import BudgetUnit, Declaration
from declarations.models.declaration import DeclarationQuerySet
from declarations.permissions import NOT_A_FILLER, Verb
from indicators.web import page_of

from .access import declaration_or_404

PAGE_SIZE = 50
DELETED = "已删除“{name}”，放在<a href='{url}'>回收站</a>里，可以恢复。"
RESTORED = "已恢复“{name}”。"
IN_THE_WAY = (
    "没有恢复“{name}”：这个项目在{cycle}已有另一张申报表（<a href='{url}'>{other}</a>）。"
    "要恢复这一张，请先删除那一张。"
)


@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    declaration = declaration_or_404(request, pk, Verb.DELETE, rows=False)
    recycling.delete(declaration, request.user)
    said = format_html(DELETED, name=_short(declaration), url=reverse("recycle_bin"))
    messages.success(request, said)
    return redirect("list")


@require_safe
def recycle_bin(request: HttpRequest) -> HttpResponse:
    """The deleted drafts of the units this person fills forms for, the latest first."""
    if not request.user.fills_forms:
        raise PermissionDenied(NOT_A_FILLER)
    deleted = _deleted(request).select_related("deleted_by").order_by("-deleted_at", "-pk")
    page = page_of(request, deleted, PAGE_SIZE)
    return render(request, "declarations/recycle_bin.html", {"section": "list", "page": page})


@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    declaration = get_object_or_404(_deleted(request), pk=pk)
    try:
        recycling.restore(declaration, request.user)
    except recycling.InTheWay as refused:
        said = format_html(
            IN_THE_WAY,
            name=_short(declaration),
            cycle=declaration.cycle,
            url=reverse("declaration", args=[refused.other.pk]),
            other=_short(refused.other),
        )
        messages.error(request, said)
        return redirect("recycle_bin")
    messages.success(request, RESTORED.format(name=_short(declaration)))
    return redirect("declaration", pk)


def _deleted(request: HttpRequest) -> DeclarationQuerySet:
    own = BudgetUnit.objects.filled_by(request.user)
    return Declaration.everything.deleted().with_names().filter(project__unit__in=own)


def _short(declaration: Declaration) -> str:
    return " ".join(str(declaration).split())[:40]
