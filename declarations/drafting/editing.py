"""Deeds on a draft, one transaction each: save a part, add, save, move, delete, restore a row.

Every deed locks the declaration first and asks again whether it may be edited, so that a draft
that was submitted in another window a moment ago does not change under its reviewer. A row that
was deleted there meanwhile is Gone.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core import serializers
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.http import Http404
from django.utils import timezone

from indicators.models import SchemeNode

from ..models import CostItem, Declaration, Indicator, User
from ..models.signed import Signed
from ..permissions import LOCKED

#: Reads the columns to be set from the object as it stands; asked again if it stands otherwise.
Read = Callable[[], Mapping[str, Any]]


class Locked(PermissionDenied):
    """The declaration is no longer a draft. Nothing was changed."""


class Gone(Http404):
    """The row, or the whole draft, is no longer there. Nothing was changed."""


@contextmanager
def open_draft(pk: int) -> Iterator[None]:
    """The draft is locked until the block ends, and its time of change is set.

    Raises Locked, or Gone for a draft that lies in the recycle bin.

    One statement asks for the state, locks the declaration and sets the time: whoever submits it
    at the same moment comes before or after, never between.
    """
    with transaction.atomic():
        drafts = Declaration.objects.filter(pk=pk, state__in=Declaration.EDITABLE)
        if not drafts.update(updated_at=timezone.now()):
            declaration = Declaration.objects.only("state").filter(pk=pk).first()
            if declaration is None:
                raise Gone
            raise Locked(LOCKED.format(state=declaration.get_state_display()))
        yield


def save_fields(declaration: Declaration, read: Read, by: User | None = None) -> None:
    """Set columns of the declaration, here and in the database. Raises Locked."""
    with open_draft(declaration.pk):
        if "project_name" in _write(declaration, read, by):
            name_project(declaration)


def name_project(declaration: Declaration) -> None:
    """A project that has this form alone goes by the name that the form gives it."""
    if declaration.project.declarations.count() == 1:
        project = declaration.project
        project.name = declaration.project_name.strip()
        project.save(update_fields=["name"])


def add_row(declaration: Declaration, node: SchemeNode) -> Indicator:
    """A new, blank row at the end of the rows of this node. Raises Locked."""
    with open_draft(declaration.pk):
        position = _next_position(declaration.indicators)
        return declaration.indicators.create(node=node, position=position)


def save_row(
    row: Indicator, read: Read, by: User | None = None, *, looked_at: bool = False
) -> None:
    """Set columns of an indicator row. Raises Locked or Gone.

    A row that was taken over from last year is 待确认 until it is changed, or ``looked_at``.
    """

    def seen() -> Mapping[str, Any]:
        fields = read()
        if row.is_unconfirmed and (fields or looked_at):
            return {**fields, "is_unconfirmed": False}
        return fields

    with open_draft(row.declaration_id):
        _write(row, seen, by)


def confirm_rows(declaration: Declaration) -> int:
    """Say that all rows taken over from last year were looked at, and how many. Raises Locked."""
    with open_draft(declaration.pk):
        return declaration.indicators.filter(is_unconfirmed=True).update(is_unconfirmed=False)


def place_row(row: Indicator, node: SchemeNode) -> None:
    """Give a row that came from another scheme its place in this one. Raises Locked or Gone."""
    with open_draft(row.declaration_id):
        position = _next_position(_beside(row))
        place = {"node": node, "position": position, "foreign_level1": "", "foreign_level2": ""}
        _write(row, lambda: place, None)


def move_row(row: Indicator, steps: int) -> int | None:
    """Move a row up (-1) or down (1) among those of its node, by any number of places.

    Returns the key of the row whose place it took, or None where there is none. Raises Locked or
    Gone.
    """
    with open_draft(row.declaration_id):
        rows = list(_beside(row).filter(node=row.node_id))
        if row not in rows:
            raise Gone
        place = rows.index(row)
        if not 0 <= place + steps < len(rows):
            return None
        other = rows[place + steps]
        rows.insert(place + steps, rows.pop(place))
        for position, one in enumerate(rows):
            one.position = position
        Indicator.objects.bulk_update(rows, ["position"])
        return other.pk


def add_item(row: Indicator) -> CostItem:
    """A new, blank line in the cost table of a row. Raises Locked or Gone."""
    with open_draft(row.declaration_id):
        now(row)
        return row.items.create(position=_next_position(row.items))


def add_items(row: Indicator, lines: Iterable[Mapping[str, Any]]) -> list[CostItem]:
    """New lines at the end of the cost table of a row. Raises Locked or Gone."""
    with open_draft(row.declaration_id):
        now(row)
        first = _next_position(row.items)
        return row.items.bulk_create(
            CostItem(indicator=row, position=place, **line)
            for place, line in enumerate(lines, first)
        )


def save_item(item: CostItem, read: Read, by: User | None = None) -> None:
    """Set columns of a line of the cost table. Raises Locked or Gone."""
    with open_draft(item.indicator.declaration_id):
        _write(item, read, by)


def delete(row: Indicator | CostItem) -> str:
    """Delete an indicator row with its cost table, or one line of that. Raises Locked or Gone.

    Returns a record of what was deleted, for ``restore``.
    """
    owner = row if isinstance(row, Indicator) else row.indicator
    with open_draft(owner.declaration_id):
        row = now(row)
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


def now(row: Any) -> Any:
    """The row as it stands behind the lock; it was fetched before. Raises Gone."""
    standing = type(row).objects.filter(pk=row.pk).first()
    if standing is None:
        raise Gone
    return standing


def _write(row: Signed, read: Read, by: User | None) -> Mapping[str, Any]:
    """Set the columns that ``read`` gives, here and in the database, and say which. Raises Gone.

    The row was fetched before the lock. Where it has changed since, it is brought up to date and
    read once more: what was typed may not be meant for what stands there.
    """
    fields = read()
    if fields and not _set(row, fields, by):
        _refresh(row, fields)
        fields = read()
        if fields:
            _set(row, fields, by)
    for name, value in fields.items():
        setattr(row, name, value)
    return fields


def _set(row: Signed, fields: Mapping[str, Any], by: User | None) -> bool:
    """One UPDATE for the row as it was fetched; whether it stands so."""
    standing = {name: getattr(row, name) for name in fields}
    authors = {name: one for name, one in row.authors.items() if name not in fields}
    if by:
        at = timezone.now().isoformat()
        authors |= {name: {"by": by.pk, "name": str(by), "at": at} for name in fields}
    fetched = type(row).objects.filter(pk=row.pk, edition=row.edition, **standing)
    if not fetched.update(**fields, authors=authors, edition=row.edition + 1):
        return False
    row.authors, row.edition = authors, row.edition + 1
    return True


def _refresh(row: Any, fields: Mapping[str, Any]) -> None:
    """Bring its own columns up to date; the objects it refers to stay fetched. Raises Gone."""
    own = {field.name for field in row._meta.concrete_fields if not field.is_relation}
    try:
        row.refresh_from_db(fields=own | set(fields))
    except type(row).DoesNotExist:
        raise Gone from None


def _next_position(rows: Any) -> int:
    last = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1
