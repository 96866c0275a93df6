"""What changed between two texts, piece by piece, so that a reader sees it at a glance."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "deleted", "inserted"]

#: Signs for characters that nobody would see: each stands for what was deleted or inserted.
VISIBLE = str.maketrans({" ": "␣", "　": "□", "\n": "↵", "\r": "↵", "\t": "⇥", "\xa0": "␣"})

#: So many characters beside a change are shown; the rest of a long text is left out.
CONTEXT = 12
GAP = "…"

#: So many characters are compared one by one, or so many words of a longer text: the time of a
#: comparison grows with the square of their number.
MOST = 1_000
_WORDS = re.compile(r"\w+|\W")

#: A number changes as a whole: 95 becomes 98, and not 5 becomes 8.
_SIGNS = re.compile(r"\d[\d.,]*|.", re.DOTALL)
_NUMBER_AT_END = re.compile(r"\d[\d.,]*$")
_NUMBER_AT_START = re.compile(r"\A[\d.,]*\d")
_IN_NUMBERS = frozenset("0123456789.,")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the two texts. Blanks that were deleted or inserted are shown by signs."""

    kind: Kind
    text: str


def pieces(before: str, after: str, *, whole: bool = False) -> tuple[Piece, ...]:
    """The two texts as one, with what was deleted and what was inserted.

    Long parts that are the same are cut to what stands beside a change, unless ``whole``.
    """
    steps = list(_steps(before, after))
    return tuple(
        piece
        for place, (old, new) in enumerate(steps)
        for piece in (
            _changed(old, new)
            if old != new
            else _same(old, place == 0, place == len(steps) - 1, whole)
        )
    )


def _steps(before: str, after: str) -> Iterator[tuple[str, str]]:
    """The parts of both texts side by side, in order; a part that stays is the same in both."""
    head = _beginning(before, after)
    if _goes_on(before[len(head) :], after[len(head) :], 0):
        head = _NUMBER_AT_END.sub("", head)
    before, after = before.removeprefix(head), after.removeprefix(head)
    tail = _beginning(before[::-1], after[::-1])[::-1]
    if _goes_on(before.removesuffix(tail), after.removesuffix(tail), -1):
        tail = _NUMBER_AT_START.sub("", tail)
    if head:
        yield head, head
    yield from _compared(before.removesuffix(tail), after.removesuffix(tail))
    if tail:
        yield tail, tail


def _beginning(one: str, other: str) -> str:
    """What both texts begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return one[: next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))]


def _goes_on(before: str, after: str, end: Literal[0, -1]) -> bool:
    """Whether what differs begins (0) or ends (-1) in a sign of which numbers are made."""
    return any(text and text[end] in _IN_NUMBERS for text in (before, after))


def _compared(before: str, after: str) -> Iterator[tuple[str, str]]:
    """As ``_steps``, for texts that begin and end differently."""
    if max(len(before), len(after)) <= MOST:
        old, new = _SIGNS.findall(before), _SIGNS.findall(after)
    else:
        old, new = _WORDS.findall(before), _WORDS.findall(after)
    if max(len(old), len(new)) > MOST:
        yield before, after
        return
    for _, i1, i2, j1, j2 in SequenceMatcher(None, old, new).get_opcodes():
        yield "".join(old[i1:i2]), "".join(new[j1:j2])


def _changed(deleted: str, inserted: str) -> Iterator[Piece]:
    if deleted:
        yield Piece("deleted", deleted.translate(VISIBLE))
    if inserted:
        yield Piece("inserted", inserted.translate(VISIBLE))


def _same(text: str, is_first: bool, is_last: bool, whole: bool) -> Iterator[Piece]:
    head = "" if is_first else text[:CONTEXT]
    tail = "" if is_last else text[-CONTEXT:]
    unchanged = whole or (is_first and is_last)
    cut = not unchanged and len(text) > len(head) + len(tail) + len(GAP)
    yield Piece("same", f"{head}{GAP}{tail}" if cut else text)
