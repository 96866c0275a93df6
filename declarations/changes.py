"""What changed between two texts, piece by piece, so that a reader sees it at a glance."""

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


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the two texts. Blanks that were deleted or inserted are shown by signs."""

    kind: Kind
    text: str


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """The two texts as one, with what was deleted and what was inserted.

    Long parts that are the same are cut to what stands beside a change.
    """
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    steps = matcher.get_opcodes()
    return tuple(
        piece
        for place, (tag, i1, i2, j1, j2) in enumerate(steps)
        for piece in (
            _same(before[i1:i2], place == 0, place == len(steps) - 1)
            if tag == "equal"
            else _changed(before[i1:i2], after[j1:j2])
        )
    )


def _changed(deleted: str, inserted: str) -> Iterator[Piece]:
    if deleted:
        yield Piece("deleted", deleted.translate(VISIBLE))
    if inserted:
        yield Piece("inserted", inserted.translate(VISIBLE))


def _same(text: str, is_first: bool, is_last: bool) -> Iterator[Piece]:
    head = "" if is_first else text[:CONTEXT]
    tail = "" if is_last else text[-CONTEXT:]
    unchanged = is_first and is_last
    cut = not unchanged and len(text) > len(head) + len(tail) + len(GAP)
    yield Piece("same", f"{head}{GAP}{tail}" if cut else text)
