"""The last deed of this person that can be taken back: kept in his session for a while.

What a fix changed stands in a Correction; a deleted row is kept here, word for word.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils import timezone

from declarations.models import Declaration
from declarations.permissions import Verb, can

KEPT_FOR = timedelta(minutes=10)
#: How long a page that is opened still speaks of it; one that stands open can take it back longer.
SHOWN_FOR = timedelta(seconds=20)
_SLOT = "last_deed"


@dataclass(frozen=True, slots=True)
class Deed:
    """``correction`` is the key of what was corrected, ``record`` what ``editing.delete`` gave."""

    declaration: int
    text: str
    correction: int | None = None
    record: str = ""


def remember(request: HttpRequest, deed: Deed) -> None:
    request.session[_SLOT] = {"at": timezone.now().isoformat(), **asdict(deed)}


def last_deed(
    request: HttpRequest, declaration: Declaration, within: timedelta | None = None
) -> Deed | None:
    """What this person did to this declaration a short while ago and can still take back.

    One on a form that can no longer be edited is forgotten: after its return it says nothing.
    """
    kept = dict(request.session.get(_SLOT) or {})
    if kept.get("declaration") != declaration.pk:
        return None
    if not can(request.user, Verb.EDIT, declaration):
        forget(request)
        return None
    longest = KEPT_FOR if within is None else within
    if timezone.now() - datetime.fromisoformat(kept.pop("at")) > longest:
        return None
    return Deed(**kept)


def shown_deed(request: HttpRequest, declaration: Declaration) -> Deed | None:
    """The last deed, if it was done so lately that a page speaks of it."""
    return last_deed(request, declaration, SHOWN_FOR)


def forget(request: HttpRequest) -> None:
    request.session.pop(_SLOT, None)
