"""Checks of the money block. Amounts there are in 万元; differences are told in 元."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from declarations.content import YUAN_PER_WAN, Funding, format_wan, format_yuan

from .contract import (
    BUDGET_TARGETS,
    SYSTEM,
    Form,
    NotApplicable,
    Quality,
    Seen,
    Severity,
    Undecidable,
    rule,
)
from .examples import CLEAN, Example, cost, money
from .measures import before
from .messages import funding as words
from .unit_forms import UnitForms

ZERO = Decimal(0)
_DECIMALS = 2
_SCALE_SLIP = 1000  # 元 for 万元 is ten thousand times; a smaller slip is CST-SUM's
#: An amount of the years before, or of all years together.
_OTHER_YEARS = re.compile(
    r"累计|往年|历年|上年(?!结转)|去年|以前年度|前[期几三两]年?|前年|截[至止]|已[投支拨完]"
)


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


@rule(
    "FND-NEGATIVE-PART",
    Severity.ERROR,
    Quality.MONEY_MATCHES,
    basis=BUDGET_TARGETS,
    bad=[
        money("6.00", "8.00", "-2.00"),
        money("6.00", "-1", "7"),
        money("5.99", "6", "-0.01"),
    ],
    good=[money("6.00", "6.00", "0"), money("6.00", "6.00", ""), money("0.01", "", "0.01")],
)
def parts_are_not_negative(form: Form) -> Iterator[Seen]:
    funding = form.content.funding
    parts = (
        ("funding.appropriation", words.APPROPRIATION, funding.appropriation),
        ("funding.other", words.OTHER, funding.other),
    )
    for where, label, amount in parts:
        if amount is not None and amount < 0:
            yield Seen(
                where, format_wan(amount), values={"label": label, "amount": format_wan(amount)}
            )


@rule(
    "FND-BLANK-ZERO",
    Severity.INFO,
    Quality.COMPLETE,
    basis=SYSTEM,
    bad=[money("6.00", "6.00", ""), money("300", "300", ""), money("0.35", "0.35", "")],
    good=[
        money("6.00", "6.00", "0"),
        money("6.00", "4.00", "2.00"),
        money("", "6.00", ""),
        money("6.00", "", ""),
    ],
)
def blank_counts_as_zero(form: Form) -> Iterator[Seen]:
    """Told only where a total and the treasury's part are there to be added up."""
    funding = form.content.funding
    if funding.total is None or funding.appropriation is None:
        raise NotApplicable
    if funding.other is None:
        yield Seen("funding.other")


@rule(
    "FND-PRECISION",
    Severity.INFO,
    Quality.CLEAR,
    basis=SYSTEM,
    bad=[
        cost("2.754", ("补助", "27540元")),
        money("438.7685", "438.7685", "0"),
        money("6.001", "6", "0.001"),
    ],
    good=[money("6.00", "6.00", "0"), money("438.7", "438.7", "0"), money("", "", "")],
)
def amounts_have_two_decimals(form: Form) -> Iterator[Seen]:
    """Written in 万元 with more than two decimals; what a cost has beyond them is CST-ROUNDING."""
    funding = form.content.funding
    for where, amount in (
        ("funding.total", funding.total),
        ("funding.appropriation", funding.appropriation),
        ("funding.other", funding.other),
    ):
        if amount is None or amount.normalize().as_tuple().exponent >= -_DECIMALS:
            continue
        yield Seen(
            where,
            format_wan(amount),
            values={"amount": format_wan(amount), "yuan": format_yuan(amount * YUAN_PER_WAN)},
        )


@rule(
    "FND-UNIT-SUSPECT",
    Severity.WARNING,
    Quality.MONEY_MATCHES,
    basis=SYSTEM,
    bad=[
        cost("60000", ("培训费", "400元/人次×150人次=60000元")),
        cost("84000", ("票据维护费", "8.4万元")),
        cost("0.0006", ("培训费", "6万元")),
    ],
    good=[
        cost("6", ("培训费", "6万元")),
        cost("60", ("培训费", "6万元")),
        cost("6", ("成本控制", "不超预算")),
    ],
)
def total_is_in_the_right_unit(form: Form) -> Iterator[Seen]:
    """元 typed where 万元 is asked for, or the other way round."""
    amount, total = form.reconciliation.amount_yuan, form.reconciliation.total_yuan
    if amount is None or total is None or amount <= 0 or total <= 0:
        raise Undecidable
    if total < amount * _SCALE_SLIP and amount < total * _SCALE_SLIP:
        return
    yield Seen(
        "funding.total",
        format_wan(total / YUAN_PER_WAN),
        format_wan(amount / YUAN_PER_WAN),
        {
            "total": format_wan(total / YUAN_PER_WAN),
            "amount": format_wan(amount / YUAN_PER_WAN),
            "yuan": format_yuan(amount),
        },
    )


@rule(
    "FND-BUDGET-LINK",
    Severity.ERROR,
    Quality.MONEY_MATCHES,
    basis=BUDGET_TARGETS,
    bad=[
        money("6.00", "6.00", "0").known(budget_amount=Decimal("5.00")),
        money("300", "300", "").known(budget_amount=Decimal("300.01")),
        money("", "4", "2").known(budget_amount=Decimal("6.5")),
    ],
    good=[
        money("6.00", "6.00", "0").known(budget_amount=Decimal("6")),
        money("", "4", "2").known(budget_amount=Decimal("6")),
        money("6.00", "6.00", "0"),
    ],
)
def total_is_that_of_the_budget(form: Form) -> Iterator[Seen]:
    wanted = form.context.budget_amount
    if wanted is None or form.money is None:
        raise NotApplicable
    if form.money != wanted:
        total, budget = format_wan(form.money), format_wan(wanted)
        yield Seen("funding.total", total, budget, {"total": total, "budget": budget})


def _with_others(example: Example, control: str, *totals: str) -> Example:
    """The example's form among others with these totals, under this control figure of the unit."""
    others = tuple(money(total, total, "0").content for total in totals)
    forms = UnitForms((example.content, *others))
    return example.known(unit_forms=forms, control_figure=Decimal(control))


@rule(
    "FND-OVER-CONTROL",
    Severity.ERROR,
    Quality.MONEY_MATCHES,
    basis=BUDGET_TARGETS,
    bad=[
        _with_others(money("6.00", "6.00", "0"), "9.99", "4"),
        _with_others(money("300", "300", ""), "310", "8.4", "2.5"),
        money("6.00", "6.00", "0").known(control_figure=Decimal("5")),
    ],
    good=[
        _with_others(money("6.00", "6.00", "0"), "10", "4"),
        money("6.00", "6.00", "0").known(control_figure=Decimal("6")),
        money("6.00", "6.00", "0"),
    ],
)
def unit_keeps_within_its_figure(form: Form) -> Iterator[Seen]:
    """All projects of the unit, or this one alone where the others are not known."""
    limit, forms = form.context.control_figure, form.context.unit_forms
    if limit is None:
        raise NotApplicable
    total = forms.total if forms else form.money
    if total is None:
        raise Undecidable
    if total > limit:
        values = {
            "total": format_wan(total),
            "limit": format_wan(limit),
            "excess": format_wan(total - limit),
        }
        yield Seen("funding.total", values["total"], values["limit"], values)


def _multi_year(total: str, project_total: str) -> Example:
    amount = Decimal(total)
    funding = Funding(amount, amount, ZERO, project_total=Decimal(project_total))
    return Example(f"本年{total}万元，项目总额{project_total}万元", replace(CLEAN, funding=funding))


@rule(
    "FND-MULTIYEAR",
    Severity.ERROR,
    Quality.MONEY_MATCHES,
    basis=BUDGET_TARGETS,
    bad=[_multi_year("6", "5"), _multi_year("6.01", "6"), _multi_year("300", "0")],
    good=[_multi_year("6", "18"), _multi_year("6", "6"), money("6", "6", "0")],
)
def project_is_no_less_than_its_year(form: Form) -> Iterator[Seen]:
    whole, total = form.content.funding.project_total, form.money
    if whole is None or total is None:
        raise NotApplicable
    if whole < total:
        values = {"whole": format_wan(whole), "total": format_wan(total)}
        yield Seen("funding.total", values["total"], values["whole"], values)


@rule(
    "FND-PHASE-MIX",
    Severity.WARNING,
    Quality.MONEY_MATCHES,
    basis=SYSTEM,
    bad=[
        cost("500", ("建设成本", "本年安排500万元，累计已投入1.2亿元")),
        cost("6", ("培训费", "6万元，上年支出5.5万元")),
        cost("80", ("养护费", "80万元（往年每年75万元）")),
    ],
    good=[
        cost("6", ("培训费", "6万元")),
        cost("200", ("建设成本", "总投资1000万元，本年安排200万元")),
        cost("90", ("养护费", "上年结转10万元，本年安排80万元")),
    ],
)
def cost_speaks_of_this_year(form: Form) -> Iterator[Seen]:
    """Amounts that the reader of costs set aside because they belong to other years."""
    for position, seen in form.cost_observations("other_year"):
        text = form.content.indicators[position].value
        if _OTHER_YEARS.search(before(text, seen.start) + seen.quote):
            yield Seen(
                f"indicators[{position}].value",
                seen.quote,
                values={"quote": seen.quote.strip(), "yuan": format_yuan(seen.stated)},
            )
