"""Checks of unit prices against what is known of them: standards, last year, the usual cost.

What is known comes as plain values in the context; without it these checks do not apply. Prices
are in 元.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from declarations.content import format_yuan

from .contract import BUDGET_TARGETS, SYSTEM, Form, NotApplicable, Quality, Seen, Severity, rule
from .examples import cost

#: The cost of one unit may differ by so many times from the usual before we ask.
_OUTLIER = 2


class Price(NamedTuple):
    """A unit price a form states, and where: what it is for, and the cell."""

    label: str
    amount: Decimal
    where: str


def prices_of(form: Form) -> Iterator[Price]:
    """The prices of the cost table, and those a cost cell states for one unit."""
    for number, item in enumerate(form.content.items):
        if item.unit_price is not None:
            row = form.content.indicators[item.indicator]
            yield Price(item.label or row.name, item.unit_price, f"items[{number}].unit_price")
    for position, line in form.cost_lines():
        row = form.content.indicators[position]
        for price in line.reading.prices:
            yield Price(row.name, price.price, f"indicators[{position}].value")


def _known(label: str, table: Sequence[tuple[str, Decimal]]) -> Decimal | None:
    """What the table says of this label: the longest of its names that stands in the label."""
    fitting = [entry for entry in table if entry[0] and entry[0] in label]
    return max(fitting, key=lambda entry: len(entry[0]))[1] if fitting else None


_TRAINING = cost("6", ("培训费", "6万元")).with_items(("师资培训费", "400", "150"))


@rule(
    "CST-ABOVE-STANDARD",
    Severity.ERROR,
    Quality.REASONABLE,
    basis=BUDGET_TARGETS,
    bad=[
        _TRAINING.known(price_standards=(("培训费", Decimal(350)),)),
        _TRAINING.known(price_standards=(("费", Decimal(500)), ("培训费", Decimal(399)))),
        cost("6", ("住宿费", "600元/间")).known(price_standards=(("住宿费", Decimal(450)),)),
    ],
    good=[
        _TRAINING.known(price_standards=(("培训费", Decimal(400)),)),
        _TRAINING.known(price_standards=(("会议费", Decimal(300)),)),
        _TRAINING,
    ],
)
def prices_keep_to_the_standard(form: Form) -> Iterator[Seen]:
    """A unit price is not above the expenditure standard (支出标准) for what it is for."""
    if form.context.price_standards is None:
        raise NotApplicable
    for price in prices_of(form):
        standard = _known(price.label, form.context.price_standards)
        if standard is not None and price.amount > standard:
            yield Seen(
                price.where,
                observed=format_yuan(price.amount),
                expected=format_yuan(standard),
                values={
                    "label": price.label.strip(),
                    "price": format_yuan(price.amount),
                    "standard": format_yuan(standard),
                    "excess": format_yuan(price.amount - standard),
                },
            )


@rule(
    "CST-ABOVE-LASTYEAR",
    Severity.INFO,
    Quality.REASONABLE,
    basis=SYSTEM,
    bad=[
        _TRAINING.known(last_year_prices=(("师资培训费", Decimal(300)),)),
        _TRAINING.known(last_year_prices=(("培训费", Decimal("333.3")),)),
        cost("6", ("保洁服务", "30元/平方米")).known(last_year_prices=(("保洁", Decimal(20)),)),
    ],
    good=[
        _TRAINING.known(last_year_prices=(("师资培训费", Decimal(340)),)),
        _TRAINING.known(last_year_prices=(("印刷费", Decimal(10)),)),
        _TRAINING,
    ],
)
def prices_rise_slowly(form: Form) -> Iterator[Seen]:
    """A unit price is not much above that of the year before."""
    if form.context.last_year_prices is None:
        raise NotApplicable
    for price in prices_of(form):
        before = _known(price.label, form.context.last_year_prices)
        if before and price.amount > before * (1 + form.threshold("price_rise") / 100):
            share = (price.amount / before - 1) * 100
            yield Seen(
                price.where,
                observed=format_yuan(price.amount),
                expected=format_yuan(before),
                values={
                    "label": price.label.strip(),
                    "price": format_yuan(price.amount),
                    "before": format_yuan(before),
                    "share": format_yuan(share.quantize(Decimal(1))),
                },
            )


@rule(
    "CST-UNITCOST-OUTLIER",
    Severity.INFO,
    Quality.REASONABLE,
    basis=SYSTEM,
    bad=[
        _TRAINING.known(usual_prices=(("培训费", Decimal(1000)),)),
        _TRAINING.known(usual_prices=(("师资培训", Decimal(150)),)),
        cost("6", ("绿化养护", "90元/平方米")).known(usual_prices=(("绿化养护", Decimal(12)),)),
    ],
    good=[
        _TRAINING.known(usual_prices=(("培训费", Decimal(450)),)),
        _TRAINING.known(usual_prices=(("软件维护", Decimal(20000)),)),
        _TRAINING,
    ],
)
def prices_are_usual(form: Form) -> Iterator[Seen]:
    """A unit price is neither twice nor half of what the library knows as usual."""
    if form.context.usual_prices is None:
        raise NotApplicable
    for price in prices_of(form):
        usual = _known(price.label, form.context.usual_prices)
        if usual and not usual / _OUTLIER <= price.amount <= usual * _OUTLIER:
            yield Seen(
                price.where,
                observed=format_yuan(price.amount),
                expected=format_yuan(usual),
                values={
                    "label": price.label.strip(),
                    "price": format_yuan(price.amount),
                    "usual": format_yuan(usual),
                },
            )
