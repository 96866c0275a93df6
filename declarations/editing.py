"""Deeds on a draft, one transaction each: save a part, add, save, move and delete a row.

Every deed locks the declaration first and asks again whether it may be edited, so that a draft
that was submitted in another window a moment ago does not change under its reviewer.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from indicators.models import SchemeNode

from .models import CostItem, Declaration, Indicator
from .permissions import LOCKED


class Locked(PermissionDenied):
    """The declaration is no longer a draft. Nothing was changed."""


@contextmanager
def open_draft(pk: int) -> Iterator[Declaration]:
    """The draft, locked until the block ends; its time of change is set. Raises Locked."""
    with transaction.atomic():
        # Only the declaration itself: PostgreSQL cannot lock the far side of an outer join.
        declaration = Declaration.objects.select_for_update().get(pk=pk)
        if not declaration.is_editable:
            raise Locked(LOCKED.format(state=declaration.get_state_display()))
        yield declaration
        declaration.save(update_fields=["updated_at"])


def save_fields(declaration: Declaration, fields: Mapping[str, Any]) -> None:
    """Set columns of the declaration. Raises Locked.

    A project that has this form alone goes by the name that the form gives it.
    """
    with open_draft(declaration.pk) as draft:
        _set(draft, fields)
        if "project_name" in fields and draft.project.declarations.count() == 1:
            _set(draft.project, {"name": draft.project_name.strip()[:200]})


def add_row(declaration: Declaration, node: SchemeNode) -> Indicator:
    """A new, blank row at the end of the rows of this node. Raises Locked."""
    with open_draft(declaration.pk) as draft:
        return draft.indicators.create(node=node, position=_next_position(draft.indicators))


def save_row(row: Indicator, fields: Mapping[str, Any]) -> None:
    """Set columns of an indicator row. Raises Locked."""
    with open_draft(row.declaration_id):
        _set(row, fields)


def place_row(row: Indicator, node: SchemeNode) -> None:
    """Give a row that came from another scheme its place in this one. Raises Locked."""
    with open_draft(row.declaration_id) as draft:
        position = _next_position(draft.indicators)
        _set(row, {"node": node, "position": position, "foreign_level1": "", "foreign_level2": ""})


def move_row(row: Indicator, steps: int) -> int | None:
    """Move a row up (-1) or down (1) among those of its node. Raises Locked.

    Returns the key of the row it changed places with, or None where there is none.
    """
    with open_draft(row.declaration_id) as draft:
        rows = [one for one in draft.indicators.in_order() if one.node_id == row.node_id]
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


def delete(row: Indicator | CostItem) -> None:
    """Delete an indicator row with its cost table, or one line of that. Raises Locked."""
    owner = row if isinstance(row, Indicator) else row.indicator
    with open_draft(owner.declaration_id):
        row.delete()


def _set(row: Any, fields: Mapping[str, Any]) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=list(fields))


def _next_position(rows: Any) -> int:
    last = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1
