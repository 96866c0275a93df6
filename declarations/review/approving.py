"""The formal approval (批复) of forms by one document, with its scan where there is one."""

from collections.abc import Iterable

from django.db import transaction

from ..drafting.attaching import Upload, attach_scan
from ..life.guards import Approving
from ..life.refusals import Refused
from ..models import Attachment, Declaration, User
from ..workflow import Action, perform
from .bulk import Outcome


def approve_all(
    approvals: Iterable[tuple[Declaration, Approving]],
    by: User,
    *,
    scan: Upload | None = None,
) -> Outcome:
    """Approve each by itself; those that cannot be are named with the reason, and get no scan."""
    done, refused = [], []
    kept: Attachment | None = None
    for declaration, details in approvals:
        try:
            with transaction.atomic():
                perform(declaration, Action.APPROVE, by, details=details)
                if scan:
                    kept = attach_scan(declaration, scan, by=by, same_as=kept)
            done.append(declaration)
        except Refused as reason:
            refused.append((declaration, str(reason)))
    return Outcome(tuple(done), tuple(refused))
