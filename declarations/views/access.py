"""The one door to a declaration: fetch it, or there is none (404), or say why not (403)."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from declarations.models import CostItem, Declaration, Indicator
from declarations.permissions import Verb, can


def declaration_or_404(
    request: HttpRequest, pk: int, verb: Verb = Verb.VIEW, *, rows: bool = True
) -> Declaration:
    """A declaration, for a deed. ``rows``: with all that is needed to show it.

    Raises Http404 for one that this person does not see, and PermissionDenied with the reason for
    one that he sees but may not treat so.
    """
    visible = Declaration.objects.visible_to(request.user)
    wanted = visible.with_rows() if rows else visible.select_related("project__unit")
    declaration = get_object_or_404(wanted, pk=pk)
    if not (answer := can(request.user, verb, declaration)):
        raise PermissionDenied(answer.reason)
    return declaration


def row_or_404(declaration: Declaration, pk: int) -> Indicator:
    return get_object_or_404(declaration.indicators, pk=pk)


def item_or_404(declaration: Declaration, pk: int) -> CostItem:
    items = CostItem.objects.filter(indicator__declaration=declaration)
    return get_object_or_404(items.select_related("indicator"), pk=pk)


def again(declaration: Declaration) -> Declaration:
    """The declaration as the database has it after a deed."""
    return Declaration.objects.with_rows().get(pk=declaration.pk)
