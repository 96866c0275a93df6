"""Who stands on a scheme. Told by those who know: ``indicators`` itself knows no declarations.

An application that lets things stand on schemes says so once, when it is loaded::

    tell(Teller("张申报表", counts=..., some=...))
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

#: How many are named on a page before the rest is only counted.
NAMED = 20


@dataclass(frozen=True, slots=True)
class Use:
    """A thing that stands on a scheme: what it is called, and its page."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells of one kind of things. ``counts``: their number by the key of the scheme; ``some``:
    the first of those that stand on the scheme of this key, at most so many."""

    words: str  # 张申报表
    counts: Callable[[], Mapping[int, int]]
    some: Callable[[int, int], Sequence[Use]]


@dataclass(frozen=True, slots=True)
class Uses:
    """The things of one kind that stand on a scheme: how many, and the first of them by name."""

    words: str
    count: int
    named: Sequence[Use] = ()

    @property
    def rest(self) -> int:
        return self.count - len(self.named)

    def __str__(self) -> str:
        return f"{self.count} {self.words}"


_tellers: list[Teller] = []


def tell(teller: Teller) -> None:
    _tellers.append(teller)


def counts() -> dict[int, list[Uses]]:
    """What stands on each scheme, by its key, without names. One query for each kind."""
    found: dict[int, list[Uses]] = {}
    for teller in _tellers:
        for key, count in teller.counts().items():
            found.setdefault(key, []).append(Uses(teller.words, count))
    return found


def uses_of(key: int) -> list[Uses]:
    """What stands on the scheme of this key, with names."""
    found = []
    for teller in _tellers:
        if count := teller.counts().get(key, 0):
            found.append(Uses(teller.words, count, teller.some(key, NAMED)))
    return found
