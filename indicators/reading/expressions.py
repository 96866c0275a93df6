"""Arithmetic inside a cost text: ``（1000-185）×6个月=4890`` with units.

A factor is a number with what it counts; multiplying a price per person by people leaves money.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from .quantities import Quantity
from .units import Unit

YEAR = "年"
#: What takes place once in a period: 10元/人/餐×120人×260天.
_OCCASIONS = ("餐", "次", "班", "节", "趟")
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Factor:
    """One value of an expression: money in 元, a count, a percentage or a bare number."""

    value: Decimal
    mantissa: Decimal
    scale: Decimal  # what a bare result would be multiplied by to be in 元: 10,000 for 万元
    show: str
    money: bool = False
    bare: bool = False
    percent: bool = False
    units: tuple[Unit, ...] = ()  # of a count
    per: tuple[Unit, ...] = ()  # of a price
    decimals: int | None = None
    is_range: bool = False
    approximate: bool = False
    product: bool = False  # of two factors at least
    summed: bool = False  # of two terms at least
    foreign: bool = False
    share: bool = False  # so many per cent of an amount

    @property
    def open_per(self) -> tuple[Unit, ...]:
        """What the price is per, the year left aside: a form covers one year."""
        return tuple(unit for unit in self.per if unit.group != YEAR)


@dataclass(frozen=True, slots=True)
class Side:
    """What stands on one side of an equals sign: factors and the operators before them."""

    factors: tuple[Factor, ...]
    operators: tuple[str, ...]  # one fewer than factors


def number(value: Decimal) -> str:
    """A number as people read it: 9,050 or 0.06."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def yuan(value: Decimal) -> str:
    """An amount in 元 as people read it: 9,050元 or 6.55元."""
    return f"{number(value)}元"


def factor_of(quantity: Quantity) -> Factor:
    """The factor that a quantity token stands for."""
    written = quantity.number
    unit = quantity.unit
    if quantity.months is not None:
        month = Unit("period", "月", "个月")
        months = Decimal(quantity.months)
        return Factor(months, months, _ONE, f"{months}个月", units=(month,))
    if quantity.percent:
        show = f"{number(written.value)}%"
        return Factor(quantity.value, written.mantissa, _ONE, show, percent=True)
    scale = written.scale * unit.factor if quantity.is_money else written.scale
    show = _written(quantity)
    for per in quantity.per:
        show += f"/{per.surface}"
    return Factor(
        quantity.value,
        written.mantissa,
        scale,
        show,
        money=quantity.is_money,
        bare=quantity.is_bare,
        units=() if unit is None or unit.kind in ("money", "foreign") else (unit,),
        per=quantity.per,
        decimals=written.decimals,
        is_range=quantity.upper is not None,
        approximate=quantity.approximate,
        foreign=unit is not None and unit.kind == "foreign",
    )


def _written(quantity: Quantity) -> str:
    scales = {Decimal(10_000): "万", Decimal(100_000_000): "亿", Decimal(1000): "千"}
    written, unit = quantity.number, quantity.unit
    surface = "元" if quantity.is_money and unit.factor == 1 else unit.surface if unit else ""
    scale = scales.get(written.scale)
    if scale is None:
        return f"{number(written.value)}{surface}"
    return f"{number(written.mantissa)}{scale}{surface}"


def evaluate(side: Side, in_product: bool) -> Factor:
    """The worth of one side. ``in_product``: a bracket, whose dash is a minus and no range."""
    terms: list[Factor] = []
    signs: list[str] = []
    run: list[tuple[str, Factor]] = [("times", side.factors[0])]
    for operator, factor in zip(side.operators, side.factors[1:], strict=True):
        if operator in ("times", "divided"):
            run.append((operator, factor))
            continue
        terms.append(_multiply(run))
        signs.append(operator)
        run = [("times", factor)]
    terms.append(_multiply(run))
    return _add(terms, signs, in_product)


def _multiply(run: list[tuple[str, Factor]]) -> Factor:
    if len(run) == 1:
        return run[0][1]
    price = _price_of(run)
    value, per, units = _ONE, list(price.per) if price else [], []
    foreign = False
    rest: list[Factor] = []
    for operator, factor in run:
        worth = factor.value
        if factor.money and factor is not price:
            worth = factor.mantissa
        foreign = foreign or factor.foreign
        if operator == "times":
            value *= worth
        elif worth:
            value /= worth
            if price is not None:
                per.extend(factor.units)
                continue
        if factor is not price:
            rest.append(factor)
    if price is None:
        for factor in rest:
            units.extend(factor.units)
    else:
        per = _left_over(per, rest)
    return Factor(
        value,
        value,
        price.scale if price else _ONE,
        _show_run(run),
        money=price is not None,
        bare=price is None and any(factor.bare for _, factor in run),
        percent=all(factor.percent for _, factor in run),
        units=tuple(units),
        per=tuple(per),
        decimals=None,
        is_range=any(factor.is_range for _, factor in run),
        approximate=any(factor.approximate for _, factor in run),
        product=True,
        foreign=foreign,
        share=price is not None and any(factor.percent for _, factor in run),
    )


def _price_of(run: list[tuple[str, Factor]]) -> Factor | None:
    """The factor that is money; of several the one that says what it is per."""
    moneys = [factor for _, factor in run if factor.money]
    return next((factor for factor in moneys if factor.per), moneys[0] if moneys else None)


def _left_over(per: list[Unit], rest: list[Factor]) -> list[Unit]:
    """What a price is still per, after the other factors took their units."""
    left, loose = list(per), []
    for factor in rest:
        matched = False
        for unit in _all_units(factor):
            same = next((own for own in left if own.same_as(unit)), None)
            if same is not None:
                left.remove(same)
                matched = True
        if not matched and not factor.percent:
            loose.append(factor)
    for factor in loose:
        kind = "period" if any(unit.kind == "period" for unit in factor.units) else "count"
        taken = next(
            (
                own
                for own in left
                if factor.bare
                or factor.money
                or (own.kind == "period") == (kind == "period")
                or (kind == "period" and own.group in _OCCASIONS)
            ),
            None,
        )
        if taken is not None:
            left.remove(taken)
    return left


def left_over_per(per: tuple[Unit, ...], factors: list[Factor]) -> tuple[Unit, ...]:
    """What a price before a product is still per: its money takes nothing."""
    counts = [factor for factor in factors if not factor.money]
    own = next((factor for factor in factors if factor.money), None)
    wanted = [*per, *(own.per if own else ())]
    return tuple(unit for unit in _left_over(wanted, counts) if unit.group != YEAR)


def _all_units(factor: Factor) -> tuple[Unit, ...]:
    """60人天 are people and days, 5人次 people and times."""
    split = []
    for unit in factor.units:
        split.append(unit)
        if unit.group == "人天":
            split += [Unit("count", "人", "人"), Unit("period", "天", "天")]
        elif unit.group == "人次":
            split += [Unit("count", "人", "人"), Unit("count", "次", "次")]
    return tuple(split)


def _add(terms: list[Factor], signs: list[str], in_product: bool) -> Factor:
    if len(terms) == 1:
        return terms[0]
    if "dash" in signs and not in_product:
        return replace(terms[-1], is_range=True, show=_show_sum(terms, signs))
    scale = next((term.scale for term in reversed(terms) if term.money), _ONE)
    money = any(term.money for term in terms)
    value = Decimal(0)
    for sign, term in zip(["plus", *signs], terms, strict=True):
        worth = term.value * scale if money and term.bare else term.value
        if money and term.percent:
            worth *= value  # 60万元，扣除5%
        value += -worth if sign in ("minus", "dash") else worth
    per = next((term.per for term in terms if term.per), ())
    return Factor(
        value,
        value,
        scale,
        _show_sum(terms, signs),
        money=money,
        bare=not money and any(term.bare for term in terms),
        percent=all(term.percent for term in terms),
        units=() if money else next((term.units for term in terms if term.units), ()),
        per=per,
        decimals=None,
        is_range=any(term.is_range for term in terms),
        approximate=any(term.approximate for term in terms),
        product=any(term.product for term in terms),
        summed=True,
        foreign=any(term.foreign for term in terms),
    )


def _show_run(run: list[tuple[str, Factor]]) -> str:
    signs = {"times": " × ", "divided": " ÷ "}
    return run[0][1].show + "".join(signs[sign] + factor.show for sign, factor in run[1:])


def _show_sum(terms: list[Factor], signs: list[str]) -> str:
    written = {"plus": " + ", "minus": " − ", "dash": " − "}
    pairs = zip(signs, terms[1:], strict=True)
    return terms[0].show + "".join(written[sign] + term.show for sign, term in pairs)


def rounding(factor: Factor) -> Decimal:
    """How far, in 元, a printed amount may stand from what it was rounded from."""
    if factor.scale == 10_000 and factor.decimals == 1:
        return Decimal(500)
    if factor.scale >= 10_000:
        return Decimal(50)
    return Decimal(1) if factor.decimals == 0 else Decimal("0.01")


def complete(result: Factor, left: Factor) -> Factor:
    """A result with the unit that it takes from the left side where it was printed without one."""
    if not result.bare or not left.money:
        return result
    readings = [
        replace(result, value=result.value * scale, scale=scale, money=True)
        for scale in (left.scale, _ONE)
    ]
    fitting = (each for each in readings if abs(each.value - left.value) <= rounding(each))
    return next(fitting, readings[0])


def holds(left: Factor, result: Factor) -> bool | None:
    """Whether left = result. None where the two can't be compared."""
    if left.is_range or result.is_range:
        return None
    if result.money and not left.money:
        if left.units and not left.bare:
            return None
        return any(
            abs(left.value * scale - result.value) <= rounding(result)
            for scale in {_ONE, result.scale}
        )
    if left.money != result.money:
        return None
    limit = rounding(result) if result.money else Decimal("0.01")
    return abs(left.value - result.value) <= limit
