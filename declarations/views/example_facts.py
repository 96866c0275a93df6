"""What an example of the catalogue shows: the cells in which it differs from the clean form."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from declarations.changes import VISIBLE, Piece, pieces
from declarations.checks import RULES
from declarations.checks.examples import CLEAN, Example

_TEXTS = {"project": "项目名称", "unit": "预算单位", "goal": "年度目标"}
_LONGEST = 90
#: From this likeness on a text is shown by what changed in it.
_ALIKE = 0.8


@dataclass(frozen=True, slots=True)
class Fact:
    """A cell, or something known beyond the form, with its text."""

    label: str
    pieces: tuple[Piece, ...]


@cache
def facts_of(code: str) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """What the first bad and the first good example of a rule show beyond their words."""
    rule = RULES[code]
    return tuple(_facts(rule.bad[0])), tuple(_facts(rule.good[0]))


def _facts(example: Example) -> Iterator[Fact]:
    said = example.text
    for field, label in _TEXTS.items():
        clean, text = getattr(CLEAN, field), getattr(example.content, field)
        if text != clean and text.strip() and text not in said:
            yield Fact(label, _shown(clean, text))
    for row in example.content.indicators:
        if row not in CLEAN.indicators and row.name not in said:
            yield Fact(row.level2, _plain(f"{row.name}｜{row.value}"))
    known = example.context
    if known.budget_project:
        yield Fact("预算中的项目名称", _plain(known.budget_project))
    if known.other_projects:
        yield Fact("本单位的其他项目", _plain("、".join(known.other_projects)))


def _shown(clean: str, text: str) -> tuple[Piece, ...]:
    alike = SequenceMatcher(None, clean, text, autojunk=False).ratio() >= _ALIKE
    return pieces(clean, text) if alike else _plain(text)


def _plain(text: str) -> tuple[Piece, ...]:
    inner = text.strip()
    start = text.index(inner)
    before, after = text[:start], text[start + len(inner) :]
    cut = inner if len(inner) <= _LONGEST else f"{inner[:_LONGEST]}…"
    return (Piece("same", before.translate(VISIBLE) + cut + after.translate(VISIBLE)),)
