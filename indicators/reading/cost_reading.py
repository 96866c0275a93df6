"""The values that a cost reading is made of; ``costs.read_cost`` makes them."""

from dataclasses import dataclass
from decimal import Decimal

from .units import Unit


@dataclass(frozen=True, slots=True)
class Step:
    """One thing the text says, with its place in the original text.

    ``holds``: whether its arithmetic is right; None where there is none. ``amount`` in 元.
    """

    start: int
    end: int
    text: str
    holds: bool | None = None
    amount: Decimal | None = None
    item: int = 0
    in_name: bool = False  # the span is one of the indicator's name

    def explain(self) -> str:
        """``第3项 （1,000 − 185） × 6个月 = 4,890元 ✓``"""
        prefix = f"第{self.item}项 " if self.item else ""
        mark = {True: " ✓", False: " ✗", None: ""}[self.holds]
        return f"{prefix}{self.text}{mark}"


@dataclass(frozen=True, slots=True)
class Observation:
    """Something a check can make a finding of. Codes: see ``CODES``; amounts in 元."""

    code: str
    start: int
    end: int
    quote: str  # the original text of the span
    stated: Decimal | None = None
    expected: Decimal | None = None


#: Every code an observation can have, and what it means.
CODES = {
    "arithmetic_wrong": "a product or sum is stated wrong: stated, expected",
    "items_do_not_add_up": "the items come to another sum than the stated total: stated, expected",
    "parts_exceed_whole": "what 其中 lists is more than the whole: stated whole, expected parts",
    "total_rounded": "the stated total is the rounding of the items: stated, expected",
    "factor_is_money": "a factor carries a money unit where a count is meant",
    "result_without_unit": "a result was printed without 元; it took the unit of its price",
    "number_without_unit": "a bare number that is no amount: no unit in the text or the name",
    "floor_bound": "the amount has ≥ or > : a cost should be a ceiling",
    "borne_by_others": "an amount that others bear; not counted",
    "other_year": "an amount of other years or of the whole project; not counted",
    "superseded": "an amount that another took the place of (由50万元调整为40万元); not counted",
    "share_base": "an amount that another is a share of (合同价100万元，预付30万元); not counted",
    "without_tax": "a price without tax, or its tax, beside the price with tax; not counted",
    "years_unclear": "amounts of several years and none marked as this year's",
    "per_year": "an amount per year (10000元/年): stated; right only if the year is whole",
    "year_doubled": "年…/年: the year is said twice",
    "unit_price_open": "a unit price whose count is not in the text",
    "count_ambiguous": "several counts could belong to the unit price",
    "count_unused": "a count that no product used: stated count",
    "approximate": "约, 左右, 余: not an exact amount",
    "amount_range": "a range instead of an amount",
    "foreign_currency": "an amount in a foreign currency; not counted",
    "name_differs": "the name states another amount than the value: stated name, expected value",
}


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things in a text, as 63人 or the six months of 1-6月."""

    number: Decimal
    units: tuple[Unit, ...]
    show: str
    noun: str
    start: int
    end: int
    approximate: bool = False
    is_span: bool = False  # a span of months of a date
    others_bear: bool = False
    per: tuple[Unit, ...] = ()  # 每期50人 are so many only when the 期 are known


@dataclass(frozen=True, slots=True)
class UnitPrice:
    """A price whose count is not in its own text. ``price`` in 元, ``per`` the units it needs.

    ``further`` are counts beside it that multiply it too: the 5人 of 保安5人2600元/月.
    """

    price: Decimal
    per: tuple[Unit, ...]
    show: str
    start: int
    end: int
    subject: str
    further: tuple[Count, ...] = ()


@dataclass(frozen=True, slots=True)
class CostReading:
    """What a cost cell says. ``amount`` in 元; None where the cell gives none.

    ``kind``: total · sum · product · amount · unit_price · rate · words. ``sound`` is False where
    the cell contradicts itself (wrong arithmetic, items that do not add up): such a cost can't be
    reconciled. ``rounding`` in 元: how far the printed amount may stand from an exact one.
    """

    name: str
    text: str
    amount: Decimal | None
    bound: str
    kind: str
    steps: tuple[Step, ...]
    observations: tuple[Observation, ...]
    prices: tuple[UnitPrice, ...]
    counts: tuple[Count, ...]  # in the value
    name_counts: tuple[Count, ...]
    has_breakdown: bool  # the cell shows how an amount is made: unit price × count
    factors: tuple[Count, ...]  # the counts that went into products: 181天 of 50元×181天
    alternatives: tuple[Decimal, ...]  # other amounts the text can mean
    rounding: Decimal
    sound: bool
    approximate: bool
    ambiguous: bool
    possible: tuple[
        Decimal, ...
    ]  # 总投资 or a year's part of it, where none is marked as this year's
    effort: int  # steps of scanner and parser
    from_name: bool = False  # the amount or its count stands in the indicator's name

    def explain(self) -> tuple[str, ...]:
        """One line a step: ``50元 × 181天 = 9,050元 ✓``."""
        return tuple(step.explain() for step in self.steps)

    def observed(self, code: str) -> tuple[Observation, ...]:
        return tuple(seen for seen in self.observations if seen.code == code)
