"""Small readings of plain Chinese text that several checks share: cells, clauses, bare names."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .contract import Form

_CLAUSE_END = re.compile(r"[，,；;。！!？?\n]|(?<![\d])\.(?!\d)")
_BLANKS = re.compile(r"[\s\u200b\u200c\u200d\u2060\ufeff]+")
_NO_LETTERS = re.compile(r"[\W_]+")
_NUMBERING = re.compile(
    r"^\s*[★☆▲*]*\s*(?:(?:三级)?指标\s*[\d一二三四五六七八九十]+\s*[:：、.．]\s*)?"
)
_HINT = re.compile(r"[（(][^（()）]*[）)]\s*$")
_FEW_LETTERS = 4
_YEAR = re.compile(r"(?:19|20)\d{2}年?度?")


def cells(form: "Form") -> Iterator[tuple[str, str]]:
    """The cells of text that are not blank, with their places, in the order of the form."""
    content = form.content
    for where in ("project", "unit", "goal"):
        text = getattr(content, where)
        if text.strip():
            yield where, text
    yield from row_cells(form)


def row_cells(form: "Form") -> Iterator[tuple[str, str]]:
    """The names and values of the rows that are not blank."""
    for position, row in form.rows():
        for part in ("name", "value"):
            text = getattr(row, part)
            if text.strip():
                yield f"indicators[{position}].{part}", text


def clauses(text: str) -> list[str]:
    """The parts between commas, semicolons and full stops, without outer blanks and empty ones."""
    return [part.strip() for part in _CLAUSE_END.split(text) if part.strip()]


@lru_cache(maxsize=1024)
def compact(text: str) -> str:
    """The text without any blank."""
    return _BLANKS.sub("", text)


@lru_cache(maxsize=1024)
def letters(text: str) -> str:
    """Only letters, digits and Chinese characters: what is left to compare two wordings by."""
    return _NO_LETTERS.sub("", text)


@lru_cache(maxsize=1024)
def plain_name(name: str) -> str:
    """The name of an indicator without a star, 指标1：, a hint in brackets at its end, and blanks.

    >>> plain_name("★指标1：培训 人次（≥**人次）")
    '培训人次'
    """
    return compact(_HINT.sub("", _NUMBERING.sub("", name, count=1)))


def without_year(text: str) -> str:
    """The text without 2021年, 2021年度: the same thing is named with and without them."""
    return _YEAR.sub("", text)


def is_bare_count(form: "Form", value: str) -> bool:
    """A sign, a number and its unit (≥150人次) and hardly a word more; no rate and no money."""
    targets = form.reading(value).targets
    if len(targets) != 1 or targets[0].percent or targets[0].money:
        return False
    return len(compact(value)) - len(targets[0].quote) <= _FEW_LETTERS
