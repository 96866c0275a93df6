"""What a target value says: ``≥100个项目`` is at least 100, of 个, here in the text.

``read_target`` gives every target of a cell in order (a good cell has one), its dates, and whether
it says anything measurable at all. Spans are places in the original text.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from .dates import Date, scan_date
from .expressions import number
from .normalize import Normalized, normalize
from .quantities import Quantity
from .tokens import Token, scan

_SIGNS = {"at_most": "≤", "less": "<", "at_least": "≥", "more": ">", "equals": "="}
_BEHIND = {"at_most_after": "≤", "at_least_after": "≥"}
_PERIODS = ("年", "月", "天", "周", "季度", "学期", "学年", "小时")
_BEHIND_PERIOD = 5  # tokens from a period to the number that it is the period of


@dataclass(frozen=True, slots=True)
class Comparator:
    """``sign`` is one of ≥ ≤ > < =; ``is_word`` where a word said it (不少于, 以内)."""

    sign: str
    written: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        return self.written not in ("≥", "≤", ">", "<", "=", "＞", "＜", "＝", ">=", "<=", "≧", "≦")


@dataclass(frozen=True, slots=True)
class Target:
    """One number to reach. ``number`` is as counted: 5万本 is 50,000, 95% is 95.

    ``upper`` is the other end of a range 6-8个. ``unit`` as written, ``group`` the name of its set
    of synonyms (both empty where no unit stands). ``period`` is what a frequency is per: 年 for
    每年, 一年 and /年.
    """

    start: int
    end: int
    quote: str
    number: Decimal
    unit: str
    group: str
    upper: Decimal | None
    comparator: Comparator | None
    percent: bool
    money: bool
    approximate: bool
    period: str
    noun: str = ""

    @property
    def sign(self) -> str:
        """The comparator's sign, empty where the target has none."""
        return self.comparator.sign if self.comparator else ""

    @property
    def is_range(self) -> bool:
        return self.upper is not None

    @property
    def is_inverted(self) -> bool:
        return self.upper is not None and self.number > self.upper

    def explain(self) -> str:
        """``≥ 100个``"""
        unit = "%" if self.percent else self.unit
        upper = f"–{number(self.upper)}" if self.upper is not None else ""
        return f"{self.sign} {number(self.number)}{upper}{unit}".strip()


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date or a span in a text. ``months`` only where it names a span of months."""

    start: int
    end: int
    quote: str
    year: int | None
    last_year: int | None
    month: int | None
    last_month: int | None
    months: int | None
    whole_year: bool = False  # 2021年全年
    has_day: bool = False

    @property
    def is_year_only(self) -> bool:
        return self.month is None and not self.whole_year

    @property
    def is_full_year(self) -> bool:
        """1-12月 or 全年."""
        return self.whole_year or (self.months == 12 and self.month == 1)


@dataclass(frozen=True, slots=True)
class TargetReading:
    """All that a target value says. ``is_qualitative``: words only, no number and no date."""

    text: str
    targets: tuple[Target, ...] = ()
    dates: tuple[DateSpan, ...] = ()

    @property
    def has_number(self) -> bool:
        return bool(self.targets)

    @property
    def is_qualitative(self) -> bool:
        return not self.targets and not self.dates

    @property
    def is_compound(self) -> bool:
        return len(self.targets) > 1


def read_target(value: str) -> TargetReading:
    """The reading of a target value. Any text; raises nothing."""
    normal = normalize(value)
    return _Reader(value, normal, scan(normal.text).tokens).read()


class _Reader:
    def __init__(self, value: str, normal: Normalized, tokens: list[Token]):
        self.value, self.normal, self.tokens = value, normal, tokens
        self.targets: list[Target] = []
        self.dates: list[DateSpan] = []
        self._start_clause()

    def _start_clause(self) -> None:
        self.comparator: Comparator | None = None
        self.approximate = False
        self.period = ""

    def read(self) -> TargetReading:
        index = 0
        while index < len(self.tokens):
            index += self._take(index)
        return TargetReading(self.value, tuple(self.targets), tuple(self.dates))

    def _take(self, index: int) -> int:
        """Reads the token at ``index`` and says how many were used."""
        token = self.tokens[index]
        category = token.category
        if token.kind == "quantity":
            return self._quantity(index)
        if token.kind == "separator":
            self._start_clause()
        elif token.kind == "per" and token.unit.group in _PERIODS:
            self.period = token.unit.group
        elif category in _SIGNS:
            self._compare(token, _SIGNS[category])
        elif category == "approx":
            self.approximate = True
        elif category in _BEHIND or category == "approx_after":
            self._behind(token)
        elif category in ("whole_year", "half_year"):
            self._whole_year(index)
        elif token.kind == "text":
            self._text(index)
        return 1

    def _quote(self, token: Token, end: int | None = None) -> tuple[int, int, str]:
        start, stop = self.normal.span(token.start, token.end if end is None else end)
        return start, stop, self.value[start:stop]

    def _compare(self, token: Token, sign: str) -> None:
        start, end, quote = self._quote(token)
        self.comparator = Comparator(sign, quote, start, end)

    def _quantity(self, index: int) -> int:
        token = self.tokens[index]
        quantity = token.quantity
        if quantity.date:
            self._date(token)
            return 1
        if self._is_period(index):
            self.period = quantity.unit.group
            return 1
        used, last, upper = self._range(index)
        self._add(token, last, quantity, upper)
        return used

    def _is_period(self, index: int) -> bool:
        """一年低于4次: one year is the period of what follows, not a target."""
        quantity = self.tokens[index].quantity
        if quantity.unit is None or quantity.unit.group not in _PERIODS or self.comparator:
            return False
        if quantity.number.value != 1:
            return False
        for token in self.tokens[index + 1 : index + _BEHIND_PERIOD]:
            if token.kind == "quantity":
                return not token.quantity.date
            if token.kind == "separator":
                break
        return False

    def _range(self, index: int) -> tuple[int, Token, Decimal | None]:
        """6-8个 as three tokens: how many were used, the last, and the upper end."""
        token = self.tokens[index]
        if token.quantity.upper is not None:
            upper = token.quantity.upper
            return 1, token, upper * 100 if token.quantity.percent else upper
        behind = self.tokens[index + 1 : index + 3]
        if len(behind) == 2 and behind[0].category == "dash" and behind[1].kind == "quantity":
            upper = behind[1].quantity
            if not upper.date:
                return 3, behind[1], upper.number.value
        return 1, token, None

    def _add(self, token: Token, last: Token, first: Quantity, upper: Decimal | None) -> None:
        quantity = last.quantity
        start, end, quote = self._quote(token, last.end)
        unit = quantity.unit or first.unit
        period = next((u.group for u in quantity.per if u.group in _PERIODS), self.period)
        self.targets.append(
            Target(
                start,
                end,
                quote,
                first.number.value,
                unit.surface if unit else "",
                unit.group if unit and unit.surface else "",
                upper,
                self.comparator,
                quantity.percent,
                unit is not None and unit.kind == "money" and bool(unit.surface),
                self.approximate or quantity.approximate,
                period,
            )
        )
        self.comparator, self.approximate = None, False

    def _behind(self, token: Token) -> None:
        """10天以内, 95%以上, 10万元左右: what stands behind its number."""
        if not self.targets:
            return
        target = self.targets[-1]
        start, end, quote = self._quote(token)
        if self.value[target.end : start].strip():
            return
        if token.category == "approx_after":
            self.targets[-1] = replace(target, approximate=True)
        elif target.comparator is None:
            comparator = Comparator(_BEHIND[token.category], quote, start, end)
            self.targets[-1] = replace(target, comparator=comparator)

    def _date(self, token: Token) -> None:
        date = scan_date(self.normal.text, token.start)
        if date is not None:
            self.dates.append(self._span(token, date))
        self.comparator = None

    def _span(self, token: Token, date: Date) -> DateSpan:
        start, end, quote = self._quote(token)
        return DateSpan(
            start, end, quote, date.year, date.last_year, date.month, date.last_month,
            date.months, has_day=date.day,
        )  # fmt: skip

    def _whole_year(self, index: int) -> None:
        token = self.tokens[index]
        start, end, quote = self._quote(token)
        if self.dates and not self.value[self.dates[-1].end : start].strip("的 "):
            if self.dates[-1].is_year_only and "半" not in quote:
                self.dates[-1] = replace(
                    self.dates[-1], end=end, whole_year=True, months=12,
                    quote=self.value[self.dates[-1].start : end],
                )  # fmt: skip
            return
        if self._number_follows(index):
            self.period = "年"
            return
        half = "半" in quote
        self.dates.append(
            DateSpan(start, end, quote, None, None, None, None, 6 if half else 12, not half)
        )

    def _number_follows(self, index: int) -> bool:
        for following in self.tokens[index + 1 : index + _BEHIND_PERIOD]:
            if following.kind == "separator":
                break
            if following.kind == "quantity" and not following.quantity.date:
                return True
        return False

    def _text(self, index: int) -> None:
        """The noun behind a target; and 达 right before a number, which is a comparator."""
        token = self.tokens[index]
        text = self.normal.text[token.start : token.end]
        following = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        if text.endswith("达") and following is not None and following.kind == "quantity":
            start, end = self.normal.span(token.end - 1, token.end)
            self.comparator = Comparator("≥", "达", start, end)
        previous = self.tokens[index - 1] if index else None
        if self.targets and previous is not None and previous.kind == "quantity":
            start, end = self.normal.span(token.start, token.end)
            if self.targets[-1].end == start and not self.targets[-1].noun:
                self.targets[-1] = replace(self.targets[-1], noun=self.value[start:end])
