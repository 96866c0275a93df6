"""Checks of the money block. Amounts there are in 万元; differences are told in 元."""

from collections.abc import Iterator
from decimal import Decimal

from declarations.content import YUAN_PER_WAN, format_wan, format_yuan

from .contract import BUDGET_TARGETS, Form, NotApplicable, Quality, Seen, Severity, rule
from .examples import money
from .messages import funding as words

ZERO = Decimal(0)


@rule(
    "FND-TOTAL-REQUIRED",
    Severity.ERROR,
    Quality.COMPLETE,
    basis=BUDGET_TARGETS,
    bad=[money("", "6.00", ""), money("", "", ""), money("", "4.00", "2.00")],
    good=[money("6.00", "6.00", ""), money("0", "0", "0"), money("0.01", "", "0.01")],
)
def total_is_there(form: Form) -> Iterator[Seen]:
    if form.content.funding.total is not None:
        return
    proposal = (
        words.TOTAL_PROPOSAL.format(amount=format_wan(form.money)) if form.money is not None else ""
    )
    yield Seen("funding.total", expected=format_wan(form.money), values={"proposal": proposal})


@rule(
    "FND-TOTAL-EQ-PARTS",
    Severity.ERROR,
    Quality.MONEY_MATCHES,
    basis=BUDGET_TARGETS,
    floor=Severity.WARNING,
    bad=[
        money("6.00", "6.01", ""),
        money("6.00", "4.00", "1.99"),
        money("300", "30", "0"),
        money("6.000001", "6", ""),
        money("6.00", "", "5"),
    ],
    good=[
        money("6.00", "6.00", ""),
        money("6", "4.5", "1.5"),
        money("0.30", "0.10", "0.20"),
        money("6.00", "", ""),
        money("", "6.00", ""),
    ],
)
def total_is_sum_of_parts(form: Form) -> Iterator[Seen]:
    """To the cent, with a blank part as zero; not applicable where no part was filled in."""
    funding = form.content.funding
    if funding.total is None or not funding.parts:
        raise NotApplicable
    parts = sum(funding.parts, ZERO)
    if parts == funding.total:
        return
    difference = abs(funding.total - parts) * YUAN_PER_WAN
    yield Seen(
        "funding.total",
        observed=format_wan(funding.total),
        expected=format_wan(parts),
        values={
            "total": format_wan(funding.total),
            "appropriation": format_wan(funding.appropriation or ZERO),
            "other": format_wan(funding.other or ZERO),
            "sum": format_wan(parts),
            "difference": format_yuan(difference),
        },
    )


@rule(
    "FND-POSITIVE",
    Severity.ERROR,
    Quality.MONEY_MATCHES,
    basis=BUDGET_TARGETS,
    bad=[money("0", "0", ""), money("-6.00", "-6.00", ""), money("0.00", "", "")],
    good=[money("0.01", "0.01", ""), money("6.00", "6.00", "0"), money("12000", "12000", "")],
)
def total_is_positive(form: Form) -> Iterator[Seen]:
    total = form.content.funding.total
    if total is None:
        raise NotApplicable
    if total <= 0:
        yield Seen("funding.total", format_wan(total), values={"amount": format_wan(total)})
