"""The editor of a draft: each part is its own small form with its own address."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_htmx.http import trigger_client_event

from indicators import scheme_deeds as deeds
from indicators.forms.schemes import BranchForm, EditorForm, NodeForm, SchemeForm
from indicators.keys import key_of
from indicators.models import Scheme, SchemeBranch, SchemeNode

from .access import for_administrators
from .edited_scheme import EditedScheme
from .schemes import editable, page, tree_answer

MOVES = {"up": -1, "down": 1}
CHANGED = "scheme-changed"  # the event at which the preview is drawn anew


@require_POST
@for_administrators
@editable
def head(request: HttpRequest, pk: int) -> HttpResponse:
    """Save what is said of the form as a whole."""
    scheme = get_object_or_404(Scheme, pk=pk)
    return _save(request, pk, SchemeForm(request.POST, instance=scheme))


@require_POST
@for_administrators
@editable
def add_branch(request: HttpRequest, pk: int) -> HttpResponse:
    branch = deeds.add_branch(get_object_or_404(Scheme, pk=pk))
    return _tree(request, pk, focus=f"branch-{branch.pk}")


@require_POST
@for_administrators
@editable
def branch(request: HttpRequest, pk: int, row_pk: int) -> HttpResponse:
    """Save a level 1, move it, delete it, or add a level 2 to it, as the button says."""
    one = _row(SchemeBranch.objects.select_related("scheme").filter(scheme__pk=pk), row_pk)
    if request.POST.get("do") == "add":
        node = deeds.add_node(one)
        return _tree(request, pk, focus=f"node-{node.pk}")
    return _deed(request, pk, one, BranchForm)


@require_POST
@for_administrators
@editable
def node(request: HttpRequest, pk: int, row_pk: int) -> HttpResponse:
    """Save a level 2, move it among or between the branches, or delete it."""
    nodes = SchemeNode.objects.select_related("branch__scheme").filter(branch__scheme__pk=pk)
    one = _row(nodes, row_pk)
    if request.POST.get("do") != "place":
        return _deed(request, pk, one, NodeForm)
    where = request.POST.get("where", "")
    other = None
    if where != "new":
        other = _row(SchemeBranch.objects.filter(scheme__pk=pk), key_of(where))
    deeds.place_node(one, other)
    return _tree(request, pk, focus=f"node-{one.pk}", opened=False)


def _row(rows: Any, key: int) -> Any:
    """Raises RefusedError for one that is not there: the page showed it, somebody deleted it."""
    if (found := rows.filter(pk=key).first()) is None:
        raise deeds.RefusedError(deeds.GONE)
    return found


def _deed(
    request: HttpRequest,
    pk: int,
    row: SchemeBranch | SchemeNode,
    form: Callable[[Any, Any], EditorForm],
) -> HttpResponse:
    deed = request.POST.get("do", "save")
    if deed in MOVES:
        deeds.move(row, MOVES[deed])
        return _tree(request, pk, focus=f"{form(row, None).prefix}-{deed}", opened=False)
    if deed == "delete":
        deeds.delete(row)
        return _tree(request, pk)
    return _save(request, pk, form(row, request.POST))


def _save(request: HttpRequest, pk: int, form: EditorForm) -> HttpResponse:
    deeds.save_form(pk, form)
    if request.htmx:
        context = {"edited": EditedScheme(Scheme.objects.get(pk=pk)), "form": form, "oob": True}
        answer = render(request, "indicators/schemes/saved.html", context)
        return trigger_client_event(answer, CHANGED)
    if form.errors:
        return page(request, Scheme.objects.get(pk=pk), form)
    return redirect(f"{reverse('scheme', args=[pk])}#{form.prefix or 'head'}")


def _tree(request: HttpRequest, pk: int, focus: str = "", opened: bool = True) -> HttpResponse:
    """The tree drawn anew. ``focus``: the element to go on with; ``opened``: its name is to be
    written first."""
    if not request.htmx:
        return redirect(f"{reverse('scheme', args=[pk])}#{focus}")
    answer = tree_answer(request, Scheme.objects.get(pk=pk), focus=focus if opened else "")
    return trigger_client_event(answer, CHANGED)
