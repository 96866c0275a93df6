"""The last deed of this person that can be taken back: kept in his session for a while.

What a fix changed stands in a Correction; a deleted row is kept here, word for word.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils import timezone

from declarations.models import Declaration

KEPT_FOR = timedelta(minutes=10)
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


def last_deed(request: HttpRequest, declaration: Declaration) -> Deed | None:
    """What this person did to this declaration a short while ago and can still take back."""
    kept = dict(request.session.get(_SLOT) or {})
    if kept.get("declaration") != declaration.pk:
        return None
    if timezone.now() - datetime.fromisoformat(kept.pop("at")) > KEPT_FOR:
        return None
    return Deed(**kept)


def forget(request: HttpRequest) -> None:
    request.session.pop(_SLOT, None)
