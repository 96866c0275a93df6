"""Dates and spans of months: 2021年 · 2021年1-12月 · 3月至10月 · 2021.1-2021.12 · 2021年6月30日.

A date is never an amount; a span of months also says how many months it covers.
"""

from dataclasses import dataclass

from .normalize import sign_at, skip_blank
from .numerals import is_digit

_FIRST_YEAR, _LAST_YEAR = 1950, 2099
_TO = ("-", "~", "至", "到")
_QUARTERS = "一二三四"
_IN_MONTH = ("底", "末", "初", "前")


@dataclass(frozen=True, slots=True)
class Date:
    """A date or span that ends before ``end``. ``months`` is None where it names no month span."""

    end: int
    year: int | None = None
    last_year: int | None = None
    month: int | None = None
    last_month: int | None = None
    day: bool = False

    @property
    def months(self) -> int | None:
        """How many months a span covers: 1-6月 is six. A single month or a bare year is no span."""
        if self.month is None or self.last_month is None:
            return None
        years = (self.last_year or self.year or 0) - (self.year or self.last_year or 0)
        span = years * 12 + self.last_month - self.month + 1
        return span if span > 0 else None


@dataclass(frozen=True, slots=True)
class _Point:
    end: int
    year: int | None = None
    month: int | None = None
    day: bool = False
    bare: int | None = None  # a number that is a month or a year only if the other end says so


def scan_date(text: str, at: int) -> Date | None:
    """The date or span of months that starts at ``at``, or None.

    A single 6月 with no year is left alone: behind a × it is six months. 6月底 and
    6月30日 are dates.
    """
    first = _scan_point(text, at)
    if first is None:
        return _quarter(text, at, None, at)
    sign = skip_blank(text, first.end)
    last = None
    if sign_at(text, sign) in _TO:
        behind = skip_blank(text, sign + 1)
        last = _scan_point(text, behind)
    if last is not None:
        span = _span(first, last)
        if span is not None:
            return span
    is_in_month = first.day or sign_at(text, first.end) in _IN_MONTH
    if first.bare is not None or (first.year is None and not is_in_month):
        return None
    if first.month is None:
        start = skip_blank(text, first.end)
        quarter = _quarter(text, start + (sign_at(text, start) == "第"), first.year, at)
        if quarter is not None:
            return quarter
    return Date(_with_suffix(text, first.end), first.year, None, first.month, None, first.day)


def _quarter(text: str, at: int, year: int | None, start: int) -> Date | None:
    """一季度 and 第一季度 are three months of a year; 前三季度 and 三个季度 count quarters."""
    number = _QUARTERS.find(sign_at(text, at) or " ") + 1
    if not number or not text.startswith("季度", at + 1):
        return None
    if start and text[start - 1] in "前后近至到~-×÷":
        return None
    return Date(_with_suffix(text, at + 3), year, None, number * 3 - 2, number * 3)


def _span(first: _Point, last: _Point) -> Date | None:
    if last.bare is not None or (last.month is None and last.year is None):
        return None
    first_month = first.month
    first_year = first.year
    if first.bare is not None:
        if last.month is not None and 1 <= first.bare <= 12:
            first_month = first.bare
        elif last.month is None and _is_year(first.bare):
            first_year = first.bare
        else:
            return None
    if (first_month is None) != (last.month is None) and first_year is None:
        return None
    return Date(last.end, first_year, last.year, first_month, last.month, first.day or last.day)


def _scan_point(text: str, at: int) -> _Point | None:
    value, end = _integer(text, at)
    if value is None:
        return None
    sign = sign_at(text, skip_blank(text, end))
    if sign == "年" and _is_year(value):
        return _scan_month(text, skip_blank(text, end) + 1, value)
    if sign == "月" and 1 <= value <= 12:
        return _scan_day(text, skip_blank(text, end) + 1, None, value)
    if sign in (".", "/", "-") and _is_year(value) and end - at == 4:
        dotted = _scan_dotted(text, end, value, sign)
        if dotted is not None:
            return dotted
    if end - at <= 2 or _is_year(value):
        return _Point(end, bare=value)
    return None


def _scan_month(text: str, at: int, year: int) -> _Point:
    start = at + 1 if sign_at(text, at) == "度" else at
    start = skip_blank(text, start)
    value, end = _integer(text, start)
    if value is not None and 1 <= value <= 12:
        sign = skip_blank(text, end)
        if sign_at(text, sign) == "月":
            return _scan_day(text, sign + 1, year, value)
        if sign_at(text, sign) in _TO and sign + 1 < len(text):
            return _Point(end, year, value)
    return _Point(at + 1 if sign_at(text, at) == "度" else at, year)


def _scan_day(text: str, at: int, year: int | None, month: int) -> _Point:
    start = skip_blank(text, at + 1 if sign_at(text, at) == "份" else at)
    value, end = _integer(text, start)
    if value is not None and 1 <= value <= 31 and sign_at(text, end) in ("日", "号"):
        return _Point(end + 1, year, month, day=True)
    return _Point(start if sign_at(text, at) == "份" else at, year, month)


def _scan_dotted(text: str, at: int, year: int, sign: str) -> _Point | None:
    """2021.3 and 2021/3/15; not 2021.5元."""
    month, end = _integer(text, at + 1)
    if month is None or not 1 <= month <= 12 or end - at > 3:
        return None
    day = False
    if sign_at(text, end) == sign:
        value, stop = _integer(text, end + 1)
        if value is not None and 1 <= value <= 31:
            day, end = True, stop
    following = sign_at(text, skip_blank(text, end))
    if (following and following in "元万亿千%.×÷=") or (following and is_digit(following)):
        return None
    if sign == "-" and not day:
        return None
    if following and not day and following not in "-~至到,;。、)] 年起止前底\n":
        return None
    return _Point(end, year, month, day)


def _with_suffix(text: str, at: int) -> int:
    return at + 1 if sign_at(text, at) in _IN_MONTH else at


def _is_year(value: int) -> bool:
    return _FIRST_YEAR <= value <= _LAST_YEAR


def _integer(text: str, at: int) -> tuple[int | None, int]:
    end = at
    while end < len(text) and end < at + 5 and is_digit(text[end]):
        end += 1
    if end == at or end == at + 5:
        return None, at
    return int(text[at:end]), end
