"""What the library offers while somebody writes an indicator, fast however large it is.

Names are found by their grams, so that a word that nobody uses is known not to be there without
looking at the names, and a rare one is looked for only among the few names that can have it. A
common one is met soon in the order of use. Measured by ``make bench`` on both databases.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from django.db.models import QuerySet

from indicators.library_words import (
    all_tags,
    plain,
    possible_tags,
    split_words,
    telling_grams,
    value_text,
)
from indicators.models import LibraryGram, LibraryIndicator

MOST_SHOWN = 10
_POOL = 30  # entries that are ranked
_RARE = 800  # a gram of fewer entries narrows the search
_TAGGED = 200  # of the entries with a tag of the project so many are ranked beside the most used
_MOST_GRAMS = 6


class Found(NamedTuple):
    """What is ranked and shown of an entry: a tenth of the work of a model instance."""

    pk: int
    name: str
    plain_name: str
    comparator: str
    usual_value: str
    unit: str
    explanation: str
    uses: int
    spending_types: str
    industries: str
    keywords: str

    @property
    def value_text(self) -> str:
        return value_text(self.comparator, self.usual_value, self.unit)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry with the tags of it that occur in the words of the project."""

    entry: Found
    fitting: tuple[str, ...]


def suggest(
    kind: str, text: str, *, unit_codes: Collection[str] = (), words: str = ""
) -> list[Suggestion]:
    """The entries offered for a row of this kind whose names have this text, the fittest first.

    Fit is told by the tags that occur in ``words`` (name and goal of the project), then a name
    that begins with the text, then use. At most four queries. Of a text that very many names
    have the most used are ranked, beside those with a fitting tag.
    """
    offered = LibraryIndicator.objects.offered(kind, list(unit_codes))
    postings = LibraryGram.objects.filter(kind=kind, unit_code__in=["", *unit_codes])
    typed = split_words(text)
    candidates = _candidates(postings, telling_grams(typed, _MOST_GRAMS))
    if candidates == []:
        return []
    matching = offered.containing(text).order_by("-uses", "id").values_list(*Found._fields)
    if candidates is None:
        pool = set(matching[:_POOL])
        if len(pool) == _POOL and words.strip():
            tagged = postings.filter(gram__in=possible_tags(words)).values_list("entry", flat=True)
            pool |= _all_of(matching, list(tagged[:_TAGGED]))
    else:
        pool = _all_of(matching, candidates)
    project = plain(words)
    ranked = [Suggestion(entry, _fitting(entry, project)) for entry in map(Found._make, pool)]
    ranked.sort(key=lambda one: _rank(one, typed))
    return ranked[:MOST_SHOWN]


def _all_of(matching: QuerySet, keys: list[int]) -> set[tuple]:
    """Those of these few entries that match.

    All are read: asked for the first of them in order, PostgreSQL would walk through the order of
    all entries to meet them.
    """
    return set(matching.filter(pk__in=keys).order_by())


def _fitting(entry: Found, project: str) -> tuple[str, ...]:
    tags = all_tags(entry.spending_types, entry.industries, entry.keywords)
    return tuple(tag for tag in tags if _spelled(tag) in project)


@lru_cache(maxsize=1_000)  # the same tags stand at many entries
def _spelled(tag: str) -> str:
    return plain(tag)


def _rank(one: Suggestion, typed: Sequence[str]) -> tuple:
    fit = sum(map(len, one.fitting))
    begins = bool(typed) and one.entry.plain_name.startswith(typed[0])
    return -fit, not begins, -one.entry.uses, one.entry.pk


def _candidates(postings: QuerySet, grams: list[str]) -> list[int] | None:
    """The entries of the rarest of these grams; None where none of them is rare."""
    if not grams:
        return None
    first, *others = (
        LibraryGram.objects.filter(pk__in=postings.filter(gram=gram).values("pk")[:_RARE])
        .order_by()
        .values_list("gram", "entry")
        for gram in grams
    )
    entries: dict[str, list[int]] = defaultdict(list)
    for gram, entry in first.union(*others, all=True) if others else first:
        entries[gram].append(entry)
    rarest = min((entries[gram] for gram in grams), key=len)
    return rarest if len(rarest) < _RARE else None


_YUAN = {"元": Decimal(1), "万元": Decimal(10_000)}


def usual_prices(unit_codes: Collection[str] = ()) -> tuple[tuple[str, Decimal], ...]:
    """The names of the cost entries of these units and what one usually costs, in 元. One query."""
    found = LibraryIndicator.objects.offered("cost", list(unit_codes)).exclude(comparator="")
    prices = []
    for name, value, unit in found.values_list("name", "usual_value", "unit"):
        money, per, _ = unit.partition("/")
        if per and money in _YUAN:
            prices.append((name, Decimal(value) * _YUAN[money]))
    return tuple(prices)
