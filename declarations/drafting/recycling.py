"""The recycle bin (回收站): a draft is put away and taken back, never lost.

A deleted draft stays in the database with its rows and its events; ``Declaration.objects`` leaves
it out everywhere.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ..actions import record
from ..models import Declaration, User
from ..permissions import Verb, can


class InTheWay(Exception):  # noqa: N818 - an answer, not a fault
    """The project has another form in this cycle meanwhile; nothing was restored."""

    def __init__(self, other: Declaration) -> None:
        super().__init__(str(other))
        self.other = other


@transaction.atomic
def delete(declaration: Declaration, by: User) -> None:
    """Put a draft into the bin. Raises PermissionDenied for one that is, or was, under review."""
    now = Declaration.objects.select_for_update().filter(pk=declaration.pk).first()
    if now is None:
        return  # it lies there already
    if not (answer := can(by, Verb.DELETE, now)):
        raise PermissionDenied(answer.reason)
    now.deleted_at, now.deleted_by = timezone.now(), by
    now.save(update_fields=["deleted_at", "deleted_by"])
    record(now, "delete", by=by, from_state=now.state)


@transaction.atomic
def restore(declaration: Declaration, by: User) -> None:
    """Take a draft out of the bin, as it was. Raises InTheWay."""
    now = Declaration.everything.select_for_update().get(pk=declaration.pk)
    if now.deleted_at is None:
        return
    beside = Declaration.objects.filter(project=now.project_id, cycle=now.cycle_id)
    in_the_way = Q(version=now.version) | ~Q(state__in=Declaration.SETTLED)
    if other := beside.filter(in_the_way).first():
        raise InTheWay(other)
    now.deleted_at = now.deleted_by = None
    now.save(update_fields=["deleted_at", "deleted_by"])
    record(now, "restore", by=by, from_state=now.state)
