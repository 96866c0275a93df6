"""Checks of the counts and periods a cost was worked out with, held against the other rows."""

import calendar
from collections.abc import Iterator
from decimal import Decimal

from declarations.content import format_yuan
from indicators.reading.targets import DateSpan, Target

from .contract import BUDGET_TARGETS, SYSTEM, Form, NotApplicable, Quality, Seen, Severity, rule
from .examples import cost

#: Units that count how often, as against those that count what.
_OCCASIONS = frozenset({"期", "次", "场", "批", "轮"})
_PERIODS = frozenset({"年", "月", "天", "周", "季", "小时"})


@rule(
    "CST-DRIVER",
    Severity.WARNING,
    Quality.MONEY_MATCHES,
    basis=BUDGET_TARGETS,
    bad=[
        cost("6", ("培训费", "500元/人次×120人次=6万元")),
        cost("9.36", ("租用费", "72个站点×1300元=9.36万元")).with_row("quantity", "站点数", "71个"),
        cost("4.5", ("救助金", "300元/户×150户=4.5万元")).with_row(
            "quantity", "救助户数", "≥120户"
        ),
    ],
    good=[
        cost("6", ("培训费", "400元/人次×150人次=6万元")),
        cost("6", ("培训费", "3万元/期×2期=6万元")),
        cost("4.5", ("租用费", "3台×1.5万元=4.5万元")),
    ],
)
def counts_agree_with_the_quantities(form: Form) -> Iterator[Seen]:
    """The cost is worked out with one count, the only quantity of that unit names another."""
    stated: dict[str, list[Target]] = {}
    for _, target in _counts(form, "quantity"):
        stated.setdefault(target.group, []).append(target)
    for position, target in _counts(form, "cost"):
        same_unit = stated.get(target.group, [])
        if len(same_unit) != 1 or target.group in _PERIODS:
            continue
        (quantity,) = same_unit
        if target.number != quantity.number and not quantity.is_range:
            yield Seen(
                f"indicators[{position}].value",
                observed=target.quote,
                expected=quantity.quote,
                values={"cost": target.explain(), "quantity": quantity.explain()},
            )


def _counts(form: Form, kind: str) -> list[tuple[int, Target]]:
    """The plain counts in the rows of a kind: no money, no rates, nothing that is only about."""
    return [
        (position, target)
        for position, row in form.rows(kind)
        for target in form.reading(row.value).targets
        if target.group and not (target.money or target.percent or target.approximate)
    ]


@rule(
    "CST-MISSING-FACTOR",
    Severity.WARNING,
    Quality.MONEY_MATCHES,
    basis=SYSTEM,
    bad=[
        cost("6", ("培训费", "15人×4000元/人=6万元")).with_row("quantity", "培训", "2期，每期15人"),
        cost("6", ("下乡演出费", "20人，3000元/人，总计6万元")).with_row(
            "quantity", "下乡演出", "20人的演出队演出8场"
        ),
        cost("1.5", ("体检费", "50人×300元=1.5万元")).with_row(
            "quantity", "体检", "分3批，每批50人"
        ),
    ],
    good=[
        cost("12", ("培训费", "15人×4000元/人×2期=12万元")).with_row(
            "quantity", "培训", "2期，每期15人"
        ),
        cost("6", ("培训费", "400元/人次×150人次=6万元")),
        cost("6", ("培训费", "15人×4000元/人=6万元")).with_row("quantity", "培训", "1期，15人"),
    ],
)
def occasions_are_in_the_cost(form: Form) -> Iterator[Seen]:
    """A quantity row names a count the cost uses and, beside it, occasions the cost leaves out."""
    costs: dict[int, list[Target]] = {}
    for position, target in _counts(form, "cost"):
        costs.setdefault(position, []).append(target)
    for _, row in form.rows("quantity"):
        targets = form.reading(row.value).targets
        times = [one for one in targets if _says_how_often(one)]
        counted = {(one.group, one.number) for one in targets if not _says_how_often(one)}
        for position, factors in costs.items():
            used = next((one for one in factors if (one.group, one.number) in counted), None)
            groups = {one.group for one in factors}
            for left_out in times if used else ():
                if left_out.group not in groups:
                    yield Seen(
                        f"indicators[{position}].value",
                        observed=used.quote,
                        expected=left_out.quote,
                        values={"occasions": left_out.explain(), "count": used.explain()},
                    )


def _says_how_often(target: Target) -> bool:
    return target.group in _OCCASIONS and target.number > 1 and not target.period


@rule(
    "CST-PRORATE",
    Severity.WARNING,
    Quality.MONEY_MATCHES,
    basis=SYSTEM,
    bad=[
        cost("1", ("援助补贴", "10000元/年")).with_rows("timeliness", ("援助时间", "2021年1-6月")),
        cost("2.4", ("房屋租金", "2.4万元/年")).with_rows(
            "timeliness", ("租用期限", "2021年7月至12月")
        ),
        cost("1.36", ("补贴", "600元/月*6个月=3600元；特殊补贴：10000元/年")).with_rows(
            "timeliness", ("援助时间", "2021年1-6月")
        ),
    ],
    good=[
        cost("1", ("援助补贴", "10000元/年")).with_rows("timeliness", ("时间", "2021年1-12月")),
        cost("1", ("援助补贴", "10000元/年")).with_rows("timeliness", ("时间", "2021年")),
        cost("0.36", ("补贴", "600元/月*6个月=3600元")).with_rows(
            "timeliness", ("时间", "2021年1-6月")
        ),
    ],
)
def yearly_rates_fit_the_period(form: Form) -> Iterator[Seen]:
    """A rate for a year counted in full although the work lasts for a part of the year."""
    span = _only_span(form)
    if span is None or not span.months or span.months >= 12:
        raise NotApplicable
    for position, row in form.rows("cost"):
        for target in form.reading(row.value).targets:
            if target.money and target.period == "年":
                part = target.number * span.months / 12
                yield Seen(
                    f"indicators[{position}].value",
                    observed=target.quote,
                    values={
                        "rate": format_yuan(target.number),
                        "months": span.months,
                        "period": span.quote.strip(),
                        "part": format_yuan(part.quantize(Decimal("0.01"))),
                    },
                )


def _only_span(form: Form) -> DateSpan | None:
    """The one span of months all timeliness rows speak of, or None."""
    spans = [
        date
        for _, row in form.rows("timeliness")
        for date in form.reading(row.value).dates
        if date.months
    ]
    return spans[0] if len({(one.month, one.last_month) for one in spans}) == 1 else None


@rule(
    "CST-DAYS",
    Severity.WARNING,
    Quality.MONEY_MATCHES,
    basis=SYSTEM,
    bad=[
        cost("0.9", ("生活补助", "50元×180天=9000元")).with_rows(
            "timeliness", ("援助时间", "2021年1-6月")
        ),
        cost("3.66", ("值班补助", "100元×366天=36600元")).with_rows(
            "timeliness", ("值班时间", "2021年1-12月")
        ),
        cost("0.3", ("交通补贴", "50元×60天=3000元")).with_rows(
            "timeliness", ("集中整治时间", "2021年7-8月")
        ),
    ],
    good=[
        cost("0.905", ("生活补助", "50元×181天=9050元")).with_rows(
            "timeliness", ("援助时间", "2021年1-6月")
        ),
        cost("0.5", ("生活补助", "50元×100天=5000元")).with_rows(
            "timeliness", ("时间", "2021年1-6月")
        ),
        cost("0.9", ("生活补助", "50元×180天=9000元")),
    ],
)
def days_are_those_of_the_calendar(form: Form) -> Iterator[Seen]:
    """Days that miss the calendar length of the stated months by a few: a slip, not a choice."""
    span = _only_span(form)
    if span is None or span.year is None or span.month is None or span.last_month is None:
        raise NotApplicable
    if span.last_year not in (None, span.year):
        raise NotApplicable
    length = sum(
        calendar.monthrange(span.year, month)[1] for month in range(span.month, span.last_month + 1)
    )
    for position, target in _counts(form, "cost"):
        if target.group == "天" and 0 < abs(target.number - length) <= 3:
            yield Seen(
                f"indicators[{position}].value",
                observed=target.quote,
                expected=str(length),
                values={
                    "days": format_yuan(target.number),
                    "period": span.quote.strip(),
                    "length": length,
                },
            )
