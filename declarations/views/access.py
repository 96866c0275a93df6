"""The one door to a declaration: fetch it, or there is none (404), or say why not (403)."""

from collections.abc import Iterable
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from declarations.models import CostItem, Declaration, Indicator
from declarations.permissions import Verb, can

Row = TypeVar("Row", CostItem, Indicator)


def declaration_or_404(request: HttpRequest, pk: int, verb: Verb = Verb.VIEW) -> Declaration:
    """A declaration with its rows, for a deed.

    Raises Http404 for one that this person does not see, and PermissionDenied with the reason for
    one that he sees but may not treat so.
    """
    visible = Declaration.objects.visible_to(request.user).with_rows()
    declaration = get_object_or_404(visible, pk=pk)
    if not (answer := can(request.user, verb, declaration)):
        raise PermissionDenied(answer.reason)
    return declaration


def row_or_404(declaration: Declaration, pk: int) -> Indicator:
    return _of_key(declaration.rows(), pk)


def item_or_404(declaration: Declaration, pk: int) -> CostItem:
    return _of_key((item for row in declaration.rows() for item in row.items.all()), pk)


def again(declaration: Declaration) -> Declaration:
    """The declaration as the database has it after a deed."""
    return Declaration.objects.with_rows().get(pk=declaration.pk)


def _of_key(rows: Iterable[Row], pk: int) -> Row:
    found = next((row for row in rows if row.pk == pk), None)
    if found is None:
        raise Http404
    return found
