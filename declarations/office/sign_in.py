"""Who types a wrong password too often waits (登录锁定): login name and machine together.

So one who guesses locks himself out, and not the person whose name he tries from elsewhere. A new
one-time password of the administrator ends the waiting.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone

from ..models import SignInTries, User

#: So many tries in a row, and then so long a pause.
MOST_TRIES = 5
PAUSE = timedelta(minutes=15)

_NAME_LIMIT = SignInTries._meta.get_field("username").max_length


@dataclass(frozen=True, slots=True)
class Try:
    """Whether this try is allowed; ``left``: how many more there are; else ``minutes`` to wait."""

    allowed: bool
    left: int = 0
    minutes: int = 0


def take_try(username: str, address: str | None) -> Try:
    """Take one of the tries of this name at this machine, before the password is looked at.

    Counted first and in one statement: of many at the same moment no more than ``MOST_TRIES``
    come through.
    """
    now = timezone.now()
    SignInTries.objects.filter(last_at__lte=now - PAUSE).delete()
    who = {"username": username[:_NAME_LIMIT], "address": address or ""}
    SignInTries.objects.get_or_create(**who, defaults={"last_at": now})
    mine = SignInTries.objects.filter(**who)
    taken = mine.filter(count__lt=MOST_TRIES).update(count=F("count") + 1, last_at=now)
    kept = mine.first()
    if not taken:
        return Try(False, minutes=_minutes(kept.last_at if kept else now, now))
    return Try(True, left=MOST_TRIES - kept.count if kept else 0)


def forget_tries(username: str, address: str | None = None) -> None:
    """He got in at this machine; without one: he may try again at all of them."""
    tries = SignInTries.objects.filter(username=username[:_NAME_LIMIT])
    (tries if address is None else tries.filter(address=address)).delete()


def minutes_locked(user: User) -> int:
    """How long this person has to wait at the machine that has to wait longest; 0: nowhere."""
    now = timezone.now()
    locked = SignInTries.objects.filter(
        username=user.username, count__gte=MOST_TRIES, last_at__gt=now - PAUSE
    )
    last = locked.order_by("-last_at").values_list("last_at", flat=True).first()
    return _minutes(last, now) if last else 0


def _minutes(last: datetime, now: datetime) -> int:
    """From the last try on, in whole minutes, at least one."""
    left = last + PAUSE - now
    return max(1, -(-int(left.total_seconds()) // 60))
