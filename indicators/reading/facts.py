"""Facts of a cost text and the drafts they are made from.

A fact is one thing that the text says: an amount, a price per unit, a count, a rate. While the
parser goes through the tokens, it collects an expression in a draft.
"""

from dataclasses import dataclass, field, replace
from decimal import Decimal

from .expressions import Factor, Side, complete, evaluate, holds, left_over_per
from .quantities import ANY
from .tokens import Token
from .units import Unit

_SCALES = {Decimal(1): "", Decimal(10_000): "万", Decimal(100_000_000): "亿"}


@dataclass(slots=True, eq=False)
class Fact:
    """One thing said. ``kind``: amount, price, count, rate, bare, range or foreign_money.

    ``value`` is in 元 for amounts and prices. ``sides`` are the sides of an equation.
    """

    kind: str
    start: int
    end: int
    result: Factor
    sides: tuple[Factor, ...] = ()
    arithmetic: bool | None = None
    label: str = ""
    noun: str = ""
    marks: frozenset[str] = frozenset()
    bound: str = ""
    approximate: bool = False
    per: tuple[Unit, ...] = ()
    clause: int = 0
    segment: int = 0
    item: int = 0
    depth: int = 0
    anchor: "Fact | None" = None
    counts: "tuple[Fact, ...]" = ()  # what a price was multiplied by
    further: "tuple[Fact, ...]" = ()  # of a price without its count: other factors beside it
    unit_missing: bool = False
    others_bear: bool = False
    counted: bool = False  # an amount for the count before it: 一等奖1名奖励2万元
    made: bool = False  # it stands behind a count that made a product: 14个乡镇25.2万元
    listed: bool = False  # it stands behind another fact and a 、
    superseded: bool = False  # another amount took its place
    year: int | None = None
    alternatives: tuple[Decimal, ...] = ()  # other amounts that may be meant, in 元

    @property
    def value(self) -> Decimal:
        return self.result.value

    @property
    def price_shown(self) -> str:
        """每人每天150元 is 150元/人/天."""
        show = self.result.show
        if self.result.per:
            return show
        return show + "".join(f"/{unit.surface}" for unit in self.per if unit.surface)

    @property
    def result_of_sum(self) -> bool:
        return self.sides[0].summed


@dataclass(slots=True)
class Draft:
    """An expression that is being built, with the marks that stood before it."""

    start: int
    end: int
    sides: list[list[tuple[str, Factor]]] = field(default_factory=lambda: [[]])
    operator: str = ""  # waiting for its operand; "=" opened a new side
    marks: frozenset[str] = frozenset()
    bound: str = ""
    per: tuple[Unit, ...] = ()
    approximate: bool = False
    label: str = ""
    noun: str = ""
    fact: Fact | None = None
    is_group: bool = False
    listed_behind: Fact | None = None  # what stands before it and a 、
    year: int | None = None
    place: tuple[int, int, int] | None = None  # clause, segment, item
    closed: bool = False  # a separator came; only an operator can go on with it

    @property
    def expecting(self) -> bool:
        return bool(self.operator) or not self.sides[-1]


def fact_of(current: Draft) -> Fact | None:
    filled = [side for side in current.sides if side]
    if not filled:
        return None
    sides: list[Factor] = []
    arithmetic: bool | None = None
    missing = False
    for pairs in filled:
        worth = evaluate(_side(pairs), in_product=len(filled) > 1)
        if sides:
            missing = missing or (worth.bare and sides[-1].money)
            worth = complete(worth, sides[-1])
            held = holds(sides[-1], worth)
            if held is not None:
                arithmetic = held if arithmetic is None else arithmetic and held
        sides.append(worth)
    result = sides[-1]
    if current.operator:
        result = replace(result, is_range=True)  # the last factor is missing
    yearly = any(unit.group == "年" for unit in (*current.per, *result.per))
    per = tuple(unit for unit in (*current.per, *result.per) if unit.group != "年")
    if len(sides) > 1:
        per = result.open_per
    elif result.product and current.per:
        # A product took what stood before it: 每人每天150元×20人×3天.
        per = left_over_per(current.per, [factor for _, factor in current.sides[0]])
    return Fact(
        _kind(result, per),
        current.start,
        current.end,
        result,
        tuple(sides),
        arithmetic,
        label=current.label,
        noun=current.noun,
        marks=current.marks | ({"yearly"} if yearly else frozenset()),
        bound=current.bound,
        approximate=current.approximate or result.approximate,
        per=_distinct(per),
        unit_missing=missing,
        alternatives=_alternatives(filled[0], result),
    )


def go_on_with_price(price: Fact, fact: Fact, segment: int) -> None:
    """每场专家费3000元、场地费4000元: the second amount is per 场 as well, in all likelihood."""
    headed = price.kind == "price" and not price.result.per and price.segment == segment
    alike = fact.kind == "amount" and fact.result.scale == price.result.scale
    if headed and alike and fact.label and not fact.marks - {"part"} and not fact.result.product:
        fact.kind, fact.per = "price", price.per


def _alternatives(pairs: list[tuple[str, Factor]], result: Factor) -> tuple[Decimal, ...]:
    """3万元/年×3年=9万元 may mean the one year."""
    if not result.money:
        return ()
    divisors = [
        factor.value
        for operator, factor in pairs
        if operator == "times"
        and factor.value > 0
        and any(unit.group == "年" for unit in factor.units)
    ]
    return tuple(result.value / divisor for divisor in divisors if divisor != 1)


def term_of(months: int, token: Token) -> Fact:
    """全年 and 半年 as so many months."""
    number = Decimal(months)
    month = Unit("period", "月", "个月")
    factor = Factor(number, number, Decimal(1), f"{months}个月", units=(month,))
    return Fact("count", token.start, token.end, factor, marks=frozenset({"span", "term"}))


def worth_of_group(group: Draft, token: Token | None) -> Factor | None:
    if not group.sides[0]:
        return None
    worth = evaluate(_side(group.sides[0]), in_product=True)
    show = f"（{worth.show}）" if len(group.sides[0]) > 1 else worth.show
    if token is None or token.unit is None:
        return replace(worth, show=show)
    if token.unit.kind == "money":
        scale = token.scale * token.unit.factor
        written = _SCALES[token.scale] + (token.unit.surface or "元")
        if worth.money:
            return replace(worth, show=show, per=worth.per + token.tail)
        return replace(
            worth, show=show + written, value=worth.value * scale,
            scale=scale, money=True, bare=False, units=(), per=token.tail,
        )  # fmt: skip
    return replace(
        worth, show=show + token.unit.surface, bare=False, units=(*worth.units, token.unit)
    )


def _side(pairs: list[tuple[str, Factor]]) -> Side:
    return Side(tuple(f for _, f in pairs), tuple(operator for operator, _ in pairs[1:]))


def _distinct(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    kept: list[Unit] = []
    for unit in units:
        if not any(unit.same_as(other) for other in kept):
            kept.append(unit)
    if len(kept) > 1 and ANY in kept:
        kept.remove(ANY)
    return tuple(kept)


def _kind(result: Factor, per: tuple[Unit, ...]) -> str:
    if result.foreign:
        return "foreign_money"
    if result.is_range:
        return "range"
    if result.money:
        return "price" if per else "amount"
    if result.percent:
        return "rate"
    if result.bare:
        return "bare"
    return "count"
