"""The one door to a declaration: fetch it, or there is none (404), or say why not (403)."""

from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from declarations.models import CostItem, Declaration, Indicator
from declarations.permissions import Answer, Verb, can, can_administer

View = Callable[..., HttpResponse]


def require(answer: Answer) -> None:
    """Go on after a yes; a no ends the request with its reason. Raises PermissionDenied (403)."""
    if not answer:
        raise PermissionDenied(answer.reason)


def for_administrators(view: View) -> View:
    """A view that anybody else is refused with the reason (403).

    What it does is one transaction: a deed and its line of the record stand or fall together.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        require(can_administer(request.user))
        with transaction.atomic() if request.method == "POST" else nullcontext():
            return view(request, *args, **kwargs)

    return guarded


def declaration_or_404(
    request: HttpRequest, pk: int, verb: Verb = Verb.VIEW, *, rows: bool = True
) -> Declaration:
    """A declaration, for a deed. ``rows``: with all that is needed to show it.

    Raises Http404 for one that this person does not see, and PermissionDenied with the reason for
    one that he sees but may not treat so.
    """
    visible = Declaration.objects.visible_to(request.user)
    wanted = (visible.with_rows() if rows else visible.with_names()).with_people()
    return _allowed(request, verb, get_object_or_404(wanted, pk=pk))


def row_or_404(request: HttpRequest, pk: int, row_pk: int) -> Indicator:
    """A row of the declaration ``pk``, to be changed; with its declaration, in one query."""
    rows = Indicator.objects.select_related(*_names("declaration"))
    visible = Declaration.objects.visible_to(request.user)
    # Asked by ``__pk`` a number too large for a key finds nothing; the database would refuse it.
    row = get_object_or_404(rows, pk=row_pk, declaration__pk=pk, declaration__in=visible)
    _allowed(request, Verb.EDIT, row.declaration)
    return row


def item_or_404(request: HttpRequest, pk: int, item_pk: int) -> CostItem:
    """A line of a cost table of the declaration ``pk``, as ``row_or_404``."""
    items = CostItem.objects.select_related(*_names("indicator__declaration"))
    visible = Declaration.objects.visible_to(request.user)
    item = get_object_or_404(
        items, pk=item_pk, indicator__declaration__pk=pk, indicator__declaration__in=visible
    )
    _allowed(request, Verb.EDIT, item.indicator.declaration)
    return item


def _allowed(request: HttpRequest, verb: Verb, declaration: Declaration) -> Declaration:
    require(can(request.user, verb, declaration))
    return declaration


def _names(declaration: str) -> list[str]:
    return [f"{declaration}__{name}" for name in ("project__unit", "cycle", "scheme")]
