"""What of a form that was read cannot be kept as it stands, and is said instead of lost.

A database keeps so many digits of a number, and no text with NUL or half a character in it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ..content import (
    INDICATOR_TEXTS,
    WEIGHT_DECIMALS,
    WEIGHT_DIGITS,
    Content,
    Funding,
    Indicator,
    fits,
)
from ..sheet import Note, Reading, messages
from ..sheet.notebook import UNPARSED

_NOT_TEXT = re.compile("[\0\ud800-\udfff]")
_REPLACEMENT = "\ufffd"


def storable(reading: Reading) -> Reading:
    """The reading with what the database can keep; a note tells of every number left blank.

    A character that no database takes becomes U+FFFD, so that a reader sees that one stood there.
    """
    content = reading.content
    kept = replace(
        content,
        **{name: _text(getattr(content, name)) for name in _TEXTS},
        funding=_funding(content.funding),
        indicators=tuple(_row(row) for row in content.indicators),
    )
    notes = tuple(_note(reading, where, number) for where, number in _lost(content))
    return replace(reading, content=kept, notes=reading.notes + notes)


_TEXTS = ("title", "project", "unit", "superior", "goal", "long_term_goal")
_AMOUNTS = ("total", "appropriation", "other", "project_total")


def _text(text: str) -> str:
    return _NOT_TEXT.sub(_REPLACEMENT, text)


def _funding(funding: Funding) -> Funding:
    amounts = (getattr(funding, name) for name in _AMOUNTS)
    return Funding(*(amount if fits(amount) else None for amount in amounts))


def _row(row: Indicator) -> Indicator:
    texts = {name: _text(getattr(row, name)) for name in ("level1", "level2", *INDICATOR_TEXTS)}
    return replace(row, weight=row.weight if _weight_fits(row) else None, **texts)


def _weight_fits(row: Indicator) -> bool:
    return fits(row.weight, WEIGHT_DIGITS, WEIGHT_DECIMALS)


def _lost(content: Content) -> Iterator[tuple[str, Decimal]]:
    for name in _AMOUNTS:
        amount = getattr(content.funding, name)
        if not fits(amount):
            yield f"funding.{name}", amount
    for place, row in enumerate(content.indicators):
        if not _weight_fits(row):
            yield f"indicators[{place}].weight", row.weight


def _note(reading: Reading, where: str, number: Decimal) -> Note:
    place = reading.places.get(where, reading.places["form"])
    return Note(UNPARSED, messages.number_not_kept(f"{number:f}"), place, f"{number:f}", where)
