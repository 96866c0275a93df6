"""Deeds on a draft, one transaction each: save a part, add, save, move, delete, restore a row.

Every deed locks the declaration first and asks again whether it may be edited, so that a draft
that was submitted in another window a moment ago does not change under its reviewer.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core import serializers
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from indicators.models import SchemeNode

from .models import CostItem, Declaration, Indicator
from .permissions import LOCKED


class Locked(PermissionDenied):
    """The declaration is no longer a draft. Nothing was changed."""


@contextmanager
def open_draft(pk: int) -> Iterator[None]:
    """The draft is locked until the block ends, and its time of change is set. Raises Locked.

    One statement asks for the state, locks the declaration and sets the time: whoever submits it
    at the same moment comes before or after, never between.
    """
    with transaction.atomic():
        drafts = Declaration.objects.filter(pk=pk, state__in=Declaration.EDITABLE)
        if not drafts.update(updated_at=timezone.now()):
            state = Declaration.objects.only("state").get(pk=pk).get_state_display()
            raise Locked(LOCKED.format(state=state))
        yield


def save_fields(declaration: Declaration, fields: Mapping[str, Any]) -> None:
    """Set columns of the declaration, here and in the database. Raises Locked."""
    with open_draft(declaration.pk):
        _set(declaration, fields)
        if "project_name" in fields:
            name_project(declaration)


def name_project(declaration: Declaration) -> None:
    """A project that has this form alone goes by the name that the form gives it."""
    if declaration.project.declarations.count() == 1:
        _set(declaration.project, {"name": declaration.project_name.strip()[:200]})


def add_row(declaration: Declaration, node: SchemeNode) -> Indicator:
    """A new, blank row at the end of the rows of this node. Raises Locked."""
    with open_draft(declaration.pk):
        position = _next_position(declaration.indicators)
        return declaration.indicators.create(node=node, position=position)


def save_row(row: Indicator, fields: Mapping[str, Any]) -> None:
    """Set columns of an indicator row. Raises Locked."""
    with open_draft(row.declaration_id):
        _set(row, fields)


def place_row(row: Indicator, node: SchemeNode) -> None:
    """Give a row that came from another scheme its place in this one. Raises Locked."""
    with open_draft(row.declaration_id):
        position = _next_position(_beside(row))
        _set(row, {"node": node, "position": position, "foreign_level1": "", "foreign_level2": ""})


def move_row(row: Indicator, steps: int) -> int | None:
    """Move a row up (-1) or down (1) among those of its node. Raises Locked.

    Returns the key of the row it changed places with, or None where there is none.
    """
    with open_draft(row.declaration_id):
        rows = list(_beside(row).filter(node=row.node_id))
        place = next(place for place, one in enumerate(rows) if one.pk == row.pk)
        if not 0 <= place + steps < len(rows):
            return None
        other = rows[place + steps]
        rows[place], rows[place + steps] = other, rows[place]
        for position, one in enumerate(rows):
            one.position = position
        Indicator.objects.bulk_update(rows, ["position"])
        return other.pk


def add_item(row: Indicator) -> CostItem:
    """A new, blank line in the cost table of a row. Raises Locked."""
    with open_draft(row.declaration_id):
        return row.items.create(position=_next_position(row.items))


def save_item(item: CostItem, fields: Mapping[str, Any]) -> None:
    """Set columns of a line of the cost table. Raises Locked."""
    with open_draft(item.indicator.declaration_id):
        _set(item, fields)


def delete(row: Indicator | CostItem) -> str:
    """Delete an indicator row with its cost table, or one line of that. Raises Locked.

    Returns a record of what was deleted, for ``restore``.
    """
    owner = row if isinstance(row, Indicator) else row.indicator
    with open_draft(owner.declaration_id):
        items = row.items.all() if isinstance(row, Indicator) else ()
        record = serializers.serialize("json", [row, *items])
        row.delete()
    return record


def restore(declaration: Declaration, record: str) -> Indicator | CostItem | None:
    """Put back what ``delete`` took from this declaration, in its old place. Raises Locked.

    Returns the row; None if it stands there already, or if the row that its line of the cost
    table belonged to is gone as well.
    """
    with open_draft(declaration.pk):
        rows = [one.object for one in serializers.deserialize("json", record)]
        first = rows[0]
        if type(first).objects.filter(pk=first.pk).exists():
            return None
        if not (isinstance(first, Indicator) or _owner_is_there(declaration, first)):
            return None
        for row in rows:
            row.save(force_insert=True)
    return first


def _owner_is_there(declaration: Declaration, item: CostItem) -> bool:
    return declaration.indicators.filter(pk=item.indicator_id).exists()


def _beside(row: Indicator) -> Any:
    """The rows of the same declaration, in order."""
    return Indicator.objects.filter(declaration=row.declaration_id)


def _set(row: Any, fields: Mapping[str, Any]) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=list(fields))


def _next_position(rows: Any) -> int:
    last = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1
