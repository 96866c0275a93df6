"""The budget year in a text, rolled forward: 2021年1-12月 becomes 2022年1-12月.

For a form that is made from last year's. Only what is the budget year itself is rolled. A year
that is a basis (截止2020年10月, 根据2021年合同), the beginning of what goes on (2021年起), a
plan of several years (2021-2023年) or a comparison (比2021年增长) stays as it is and is told, so
that a person looks at it; a document number (〔2021〕5号), a version (V2021) and a mere number
(2021元) are no years at all.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .dates import Date, scan_date
from .normalize import normalize, skip_blank

_CHINESE = "零一二三四五六七八九"
_YEAR = re.compile(
    r"(?<![0-9A-Za-z.零〇○一二三四五六七八九十百千万])"
    r"(?:[12][0-9]{3}(?![0-9])|[一二][零〇○一二三四五六七八九]{3}(?= ?年))"
)
_VALUES = {sign: str(value) for value, sign in enumerate(_CHINESE)} | {"〇": "0", "○": "0"}

#: What makes a year a basis: the sign before it, and the word that the clause goes on to.
_COMPARED = re.compile(r"(?:比|较|同比|与|同|相比|对比)$")
_RESTS_ON = re.compile(r"(?:根据|依据|按照|参照|依照|按|参考|执行)[^,;。、\n]{0,8}$")
_RESTED_ON = re.compile(
    r"[^,;。\n]{0,20}(?:文件|合同|报告|通知|办法|方案|规划|标准|协议|决定|意见|数据|批复|价格|会议)"
)
_GOES_ON = re.compile(r" ?(?:起|以来|以后|开始|版)")
_SCHOOL_YEAR = re.compile(r"[-~至/ ]{0,2}(?:[12][0-9]{3})?(?:学年|财年)")


@dataclass(frozen=True, slots=True)
class Rolled:
    """A text with its budget year rolled. Spans are of the original text.

    ``rolled`` are the years that were changed, ``kept`` those that a person should look at.
    """

    text: str
    rolled: tuple[tuple[int, int], ...] = ()
    kept: tuple[tuple[int, int], ...] = ()


def roll_year(text: str, from_year: int, to_year: int) -> Rolled:
    """The text of a form for ``from_year`` as it would stand in one for ``to_year``.

    Each figure keeps its way of writing, full-width or Chinese; all else stays to the letter.
    """
    normal = normalize(text)
    change: list[tuple[int, int, int]] = []  # start and end in the normalised text, the new year
    kept: list[tuple[int, int]] = []
    for years, is_budget_year in _dates(normal.text, from_year):
        for start, end, year in years:
            if is_budget_year:
                change.append((start, end, year + to_year - from_year))
            else:
                kept.append(normal.span(start, end))
    characters = list(text)
    for start, end, year in change:
        for place, figure in zip(range(start, end), str(year), strict=True):
            at, _ = normal.span(place, place + 1)
            characters[at] = _written_as(text[at], figure)
    spans = tuple(normal.span(start, end) for start, end, _ in change)
    return Rolled("".join(characters), spans, tuple(kept))


def _dates(text: str, budget_year: int) -> Iterator[tuple[list[tuple[int, int, int]], bool]]:
    """The years of each date in a normalised text, and whether they are the budget year's."""
    behind = 0
    for found in _YEAR.finditer(text):
        if found.start() < behind:
            continue
        start, end = found.span()
        date = scan_date(_in_figures(text, start, end), start)
        if date is None:
            if _SCHOOL_YEAR.match(text, end):
                yield [(start, end, _value(found))], False
            continue
        behind = date.end
        years = [(*each.span(), _value(each)) for each in _YEAR.finditer(text, start, date.end)]
        yield years, _is_of(date, budget_year) and not _is_basis(text, start, date.end)


def _is_of(date: Date, budget_year: int) -> bool:
    """Whether a date lies in the budget year, or goes from it into the next by months."""
    if date.year != budget_year:
        return False
    if date.last_year == budget_year + 1:
        return date.month is not None and date.last_month is not None
    return date.last_year in (None, budget_year)


def _is_basis(text: str, start: int, end: int) -> bool:
    before, at = text[max(0, start - 12) : start].rstrip(), skip_blank(text, end)
    return bool(
        _COMPARED.search(before)
        or (_RESTS_ON.search(before) and _RESTED_ON.match(text, at))
        or _GOES_ON.match(text, at)
    )


def _value(found: re.Match[str]) -> int:
    return int("".join(_VALUES.get(sign, sign) for sign in found.group()))


def _in_figures(text: str, start: int, end: int) -> str:
    """The text with the year at this place in Arabic figures, as ``scan_date`` reads it."""
    figures = "".join(_VALUES.get(sign, sign) for sign in text[start:end])
    return text if figures == text[start:end] else text[:start] + figures + text[end:]


def _written_as(sign: str, figure: str) -> str:
    """A figure in the writing of the one it takes the place of: full-width, Chinese or plain."""
    if "０" <= sign <= "９":
        return chr(ord("０") + int(figure))
    if sign in _VALUES:
        return "〇" if figure == "0" and sign in "〇○" else _CHINESE[int(figure)]
    return figure
