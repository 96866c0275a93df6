"""Checks of what the project costs: that there is an amount, and that it is the annual total.

All amounts here are in 元. The tolerances are those of ``declarations.reconcile``.
"""

from collections.abc import Iterator

from declarations.content import YUAN_PER_WAN, format_wan, format_yuan

from .contract import (
    BUDGET_TARGETS,
    Form,
    NotApplicable,
    Quality,
    Seen,
    Severity,
    Undecidable,
    rule,
)
from .examples import cost, money, without
from .messages import costs as words


@rule(
    "CST-REQUIRED",
    Severity.ERROR,
    Quality.MONEY_MATCHES,
    basis=BUDGET_TARGETS,
    bad=[
        without("cost"),
        cost("300.00"),
        cost("12.5", ("", "　")),
    ],
    good=[
        cost("6.00", ("培训费", "6万元")),
        cost("6.00", ("成本控制", "不超预算")),
        money("", "", ""),
    ],
)
def cost_row_is_there(form: Form) -> Iterator[Seen]:
    """Where there is money, there is a cost row."""
    if not form.money or form.money <= 0:
        raise NotApplicable
    node = form.tree.of_kind("cost")
    if node is None:
        raise NotApplicable
    if form.cost_positions:
        return
    yield Seen(
        f"nodes[{list(form.tree.nodes()).index(node)}]",
        values={"total": format_wan(form.money), "node": node.name},
    )


@rule(
    "CST-NO-AMOUNT",
    Severity.ERROR,
    Quality.MONEY_MATCHES,
    basis=BUDGET_TARGETS,
    bad=[
        cost("814", ("成本控制率", "不超预算")),
        cost("20", ("资金使用效率", "100%"), ("成本控制合理性", "合理")),
        cost("6", ("培训费", "按实际支出列支")),
    ],
    good=[
        cost("6.00", ("培训费", "6万元")),
        cost("90", ("项目总成本", "≤90万元"), ("单项业务成本", "符合相关规定")),
        cost("854", ("财政资金补助", "1600元/亩")),
    ],
)
def cost_has_an_amount(form: Form) -> Iterator[Seen]:
    """Once a form, when no cost row gives an amount. An open unit price is CST-UNIT-PRICE-OPEN."""
    if not form.cost_positions:
        raise NotApplicable
    if form.reconciliation.reason != "no_amount":
        return
    total = form.money
    yield Seen(
        f"indicators[{form.cost_positions[0]}].value",
        values={"total": format_wan(total) if total is not None else words.UNKNOWN_TOTAL},
    )


@rule(
    "CST-UNIT-PRICE-OPEN",
    Severity.INFO,
    Quality.MONEY_MATCHES,
    basis=BUDGET_TARGETS,
    bad=[
        cost("854", ("财政资金补助", "1600元/亩")),
        cost("5.8", ("培训成本", "400元/人、天")),
        cost("36", ("墙面粉刷补助", "120元/平方米")),
    ],
    good=[
        cost("6.00", ("培训费", "400元/人次×150人次=6万元")),
        cost("6.00", ("培训补助标准", "400元/人次")),
        cost("9", ("围墙300米", "300元/米")),
    ],
)
def unit_price_has_its_count(form: Form) -> Iterator[Seen]:
    """A unit price whose count is nowhere: an error where it leaves the form undetermined."""
    undetermined = form.reconciliation.reason in {"count_missing", "count_ambiguous"}
    for position, line in form.cost_lines():
        if not line.open_price:
            continue
        for price in line.reading.prices:
            yield Seen(
                f"indicators[{position}].value",
                observed=price.show,
                values={"price": price.show},
                severity=Severity.ERROR if undetermined else None,
            )


@rule(
    "CST-SUM",
    Severity.ERROR,
    Quality.MONEY_MATCHES,
    basis=BUDGET_TARGETS,
    floor=Severity.WARNING,
    bad=[
        cost("12", ("培训费", "400元/人次×150人次=6万元")),
        cost("103.07", ("车辆购置成本", "≤12万元"), ("办公设备购置成本", "≤90万元")),
        cost("25", ("实施计划", "勘察设计20万元；监督检查20万元；竣工验收10万元，合计50万元。")),
        cost("6.01", ("培训费", "6万元")),
        cost("438.768", ("义务教育小学生均公用经费（6962人）", "780元/生/年")),
    ],
    good=[
        cost("6.00", ("培训费", "400元/人次×150人次=6万元")),
        cost(
            "2.75", ("补助", "50元*181天=9050；10000元/年；815元*6个月=4890；3600元，共计2.75万元")
        ),
        cost("202.64", ("项目总成本", "≤202.6万元")),
        cost("814", ("成本控制率", "不超预算")),
    ],
)
def costs_come_to_the_total(form: Form) -> Iterator[Seen]:
    """The cost rows come to the annual total; a warning where a count was only inferred."""
    reconciliation = form.reconciliation
    if reconciliation.verdict == "undetermined":
        raise Undecidable
    difference = reconciliation.difference_yuan
    if reconciliation.verdict != "mismatch" or not difference:
        return
    amount, total = reconciliation.amount_yuan, reconciliation.total_yuan
    inferred = reconciliation.certainty == "inferred"
    yield Seen(
        "funding.total",
        observed=format_yuan(amount),
        expected=format_yuan(total),
        values={
            "amount": format_yuan(amount),
            "amount_wan": format_wan(amount / YUAN_PER_WAN),
            "total": format_yuan(total),
            "total_wan": format_wan(total / YUAN_PER_WAN),
            "direction": words.MORE_BY if difference > 0 else words.LESS_BY,
            "difference": format_yuan(abs(difference)),
            "doubt": words.DOUBT_INFERRED if inferred else "",
        },
        severity=Severity.WARNING if inferred else None,
    )


@rule(
    "CST-ROUNDING",
    Severity.INFO,
    Quality.MONEY_MATCHES,
    basis=BUDGET_TARGETS,
    bad=[
        cost(
            "2.75", ("补助", "50元*181天=9050；10000元/年；815元*6个月=4890；3600元，共计2.75万元")
        ),
        cost("202.64", ("项目总成本", "≤202.6万元")),
        cost("3.33", ("印刷费", "33333元")),
    ],
    good=[
        cost("6.00", ("培训费", "6万元")),
        cost("12", ("培训费", "6万元")),
        cost("814", ("成本控制率", "不超预算")),
    ],
)
def rounding_is_told(form: Form) -> Iterator[Seen]:
    """A difference that is a rounding is told to the yuan, not passed over in silence."""
    reconciliation = form.reconciliation
    if reconciliation.verdict != "rounded":
        return
    yield Seen(
        "funding.total",
        observed=format_yuan(reconciliation.amount_yuan),
        expected=format_yuan(reconciliation.total_yuan),
        values={
            "amount": format_yuan(reconciliation.amount_yuan),
            "total": format_yuan(reconciliation.total_yuan),
            "difference": format_yuan(abs(reconciliation.difference_yuan)),
        },
    )


@rule(
    "CST-EXPR-ARITH",
    Severity.ERROR,
    Quality.MONEY_MATCHES,
    basis=BUDGET_TARGETS,
    floor=Severity.WARNING,
    bad=[
        cost("1.6", ("会议费", "150元×50人×2天=16000元")),
        cost("8.5", ("票据维护费", "0.06万元×140个=8.5万元")),
        cost("6", ("培训费", "教材费100元/人×150人=2万元，场地费4万元，合计6万元")),
    ],
    good=[
        cost("6.00", ("培训费", "400元/人次×150人次=6万元")),
        cost("0.489", ("津贴差", "（1000-185）*6个月=4890")),
        cost("8.4", ("票据维护费", "0.06万元/年一个票点×140元=8.4万元")),
    ],
)
def expressions_are_right(form: Form) -> Iterator[Seen]:
    for position, seen in form.cost_observations("arithmetic_wrong"):
        yield Seen(
            f"indicators[{position}].value",
            observed=format_yuan(seen.stated),
            expected=format_yuan(seen.expected),
            values={
                "expression": seen.quote.strip(),
                "correct": format_yuan(seen.expected),
                "stated": format_yuan(seen.stated),
                "difference": format_yuan(abs(seen.stated - seen.expected)),
            },
        )


@rule(
    "CST-EXPR-UNIT",
    Severity.ERROR,
    Quality.CLEAR,
    basis=BUDGET_TARGETS,
    bad=[
        cost("8.4", ("票据维护费", "0.06万元/年一个票点×140元=8.4万元")),
        cost("6", ("培训费", "400元×150元=60000元")),
        cost("3", ("印刷费", "2万元×1.5万元=3万元")),
    ],
    good=[
        cost("8.4", ("票据维护费", "0.06万元/个×140个=8.4万元")),
        cost("6.00", ("培训费", "400元/人次×150人次=6万元")),
        cost("7", ("设备购置费", "3万元/台×2台，安装费1万元")),
    ],
)
def money_is_not_multiplied_by_money(form: Form) -> Iterator[Seen]:
    for position, seen in form.cost_observations("factor_is_money"):
        yield Seen(
            f"indicators[{position}].value",
            observed=seen.quote,
            values={"factor": seen.quote.strip()},
        )


@rule(
    "CST-SUBTOTAL",
    Severity.ERROR,
    Quality.MONEY_MATCHES,
    basis=BUDGET_TARGETS,
    floor=Severity.WARNING,
    bad=[
        cost("6", ("培训费", "教材费2万元，场地费3万元，合计6万元")),
        cost("50", ("实施计划", "1.勘察设计费20万元；2.检查费20万元；3.验收费5万元；共计50万元")),
        cost("239", ("补助资金", "共计239万元，其中上级200万元，本级59.75万元")),
    ],
    good=[
        cost("6", ("培训费", "教材费2万元，场地费4万元，合计6万元")),
        cost(
            "2.75", ("补助", "50元*181天=9050；10000元/年；815元*6个月=4890；3600元，共计2.75万元")
        ),
        cost("1170", ("建设费", "总预算1170.00万元，其中设备870.00万元")),
    ],
)
def items_come_to_the_stated_sum(form: Form) -> Iterator[Seen]:
    """The items of a cell come to the sum it states, within the tolerance of rounding."""
    for position, seen in form.cost_observations("items_do_not_add_up", "parts_exceed_whole"):
        yield Seen(
            f"indicators[{position}].value",
            observed=format_yuan(seen.stated),
            expected=format_yuan(seen.expected),
            values={
                "stated": format_yuan(seen.stated),
                "items": format_yuan(seen.expected),
                "difference": format_yuan(abs(seen.stated - seen.expected)),
            },
        )


@rule(
    "CST-ITEMS-TEXT",
    Severity.ERROR,
    Quality.MONEY_MATCHES,
    basis=BUDGET_TARGETS,
    bad=[
        cost("6", ("培训费", "5万元")).with_items(("培训费", "400", "150")),
        cost("6", ("培训费", "教材费1万元，场地费4万元")).with_items(("培训费", "400", "150")),
        cost("12", ("保洁服务费", "1万元/月×6个月=6万元")).with_items(("保洁", "10000", "12")),
    ],
    good=[
        cost("6", ("培训费", "400元/人次×150人次=6万元")).with_items(("培训费", "400", "150")),
        cost("6", ("培训费", "按定额标准测算")).with_items(("培训费", "400", "150")),
        cost("6", ("培训费", "6万元")),
    ],
)
def text_says_what_the_cost_table_says(form: Form) -> Iterator[Seen]:
    """The paper shows the text of the cell, so it must not say another amount than the table."""
    for position, line in form.cost_lines():
        if line.text_differs and line.amount_yuan is not None:
            said = line.reading.amount
            yield Seen(
                f"indicators[{position}].value",
                observed=line.text.strip(),
                expected=format_yuan(line.amount_yuan),
                values={
                    "said": format_yuan(said) if said is not None else words.INFERRED_AMOUNT,
                    "items": format_yuan(line.amount_yuan),
                },
            )
