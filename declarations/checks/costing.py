"""Checks of how costs are written: whether a reader can follow where the amounts come from.

Whether they come to the annual total is asked in ``costs``, with which counts and periods they
were worked out in ``cost_factors``. Amounts are in 元.
"""

import re
from collections.abc import Iterator

from declarations.content import YUAN_PER_WAN, format_yuan
from declarations.reconcile import Line
from indicators.reading.costs import read_cost
from indicators.reading.words import speaks_of_bearing

from .contract import (
    BUDGET_TARGETS,
    CORE_INDICATORS,
    SYSTEM,
    Form,
    NotApplicable,
    Quality,
    Seen,
    Severity,
    rule,
)
from .examples import cost, rows

#: Words that end in 费 and name no expense of a project.
_NO_EXPENSE = (
    "经费",
    "免费",
    "学费",
    "收费",
    "公费",
    "消费",
    "缴费",
    "自费",
    "付费",
    "计费",
    "资费",
)


@rule(
    "CST-UNIT-MISSING",
    Severity.INFO,
    Quality.CLEAR,
    basis=SYSTEM,
    bad=[
        cost("0.905", ("生活补助", "50元*181天=9050")),
        cost("6", ("培训费", "400元/人次×150人次=60000")),
        cost("6", ("培训费", "6万元"), ("讲课费", "400")),
    ],
    good=[
        cost("0.905", ("生活补助", "50元*181天=9050元")),
        cost("63", ("成本控制数(万元)", "63")),
        cost("6", ("培训费", "6万元")),
    ],
)
def amounts_have_a_unit(form: Form) -> Iterator[Seen]:
    for position, seen in form.cost_observations("result_without_unit", "number_without_unit"):
        yield Seen(
            f"indicators[{position}].value",
            observed=seen.quote,
            values={"text": seen.quote.strip()},
        )


@rule(
    "CST-OPERATOR",
    Severity.WARNING,
    Quality.INDICATOR_SOUND,
    basis=BUDGET_TARGETS,
    bad=[
        cost("9.31", ("发放金额", "≥9.31万元")),
        cost("6", ("培训费", "不低于6万元")),
        cost("6", ("教材印刷成本", ">6万元")),
    ],
    good=[
        cost("65", ("项目建设成本", "≤65万元")),
        cost("6070", ("项目总投入(≥**万元)", "6070")),
        cost("6", ("培训费", "控制在6万元以内")),
    ],
)
def costs_are_ceilings(form: Form) -> Iterator[Seen]:
    """A cost is a ceiling; a floor on it asks to spend more."""
    for position, seen in form.cost_observations("floor_bound"):
        yield Seen(
            f"indicators[{position}].value",
            observed=seen.quote,
            values={"text": form.content.indicators[position].value.strip()},
        )


@rule(
    "CST-PERIOD-DOUBLE",
    Severity.INFO,
    Quality.CLEAR,
    basis=SYSTEM,
    bad=[
        cost("2.5", ("监测平台维护费", "年维护费2.5万元/年")),
        cost("3", ("物业费", "年物业费3万元/年")),
        cost("12", ("租金", "年租金12万元/年")),
    ],
    good=[
        cost("2.5", ("监测平台维护费", "年维护费2.5万元")),
        cost("2", ("软件服务费", "服务费2万元/年")),
        cost("6", ("培训费", "6万元")),
    ],
)
def year_is_said_once(form: Form) -> Iterator[Seen]:
    for position, seen in form.cost_observations("year_doubled"):
        yield Seen(
            f"indicators[{position}].value",
            observed=seen.quote,
            values={"text": seen.quote.strip()},
        )


@rule(
    "CST-OUTSIDE-PROJECT",
    Severity.INFO,
    Quality.MONEY_MATCHES,
    basis=SYSTEM,
    bad=[
        rows("quantity", ("参训人数", "全区各单位约200人，培训经费由各单位承担")),
        cost("6", ("培训费", "教材费6万元，食宿费1万元由学员自理")),
        rows("quantity", ("改造户数", "120户，改造费用由农户自行承担")),
    ],
    good=[
        rows("quantity", ("参训人数", "150人次")),
        cost("6", ("培训费", "400元/人次×150人次=6万元")),
        rows("quantity", ("承担课题数", "3个")),
    ],
)
def costs_of_others_are_told(form: Form) -> Iterator[Seen]:
    """A text that says others bear a cost: it is not counted here, and we say so."""
    for position, row in form.rows("quantity", "cost"):
        if not speaks_of_bearing(row.value):
            continue
        for seen in read_cost(row.name, row.value).observed("borne_by_others"):
            yield Seen(
                f"indicators[{position}].value",
                observed=seen.quote,
                values={"text": seen.quote.strip()},
            )
            break


@rule(
    "CST-CONTRACT-BASIS",
    Severity.INFO,
    Quality.CONDITIONS,
    basis=SYSTEM,
    bad=[
        cost("6", ("聘请技术人员费用", "根据签订合同预算，6万元/年")),
        cost("9.94", ("成本测算", "根据2020年合同测算，每个站点1400元/年，合计9.94万元")),
        cost("8", ("设计费", "按中标合同价8万元")),
    ],
    good=[
        cost("6", ("培训费", "400元/人次×150人次=6万元")),
        cost("3", ("合同管理系统维护费", "3万元")),
        cost("5", ("印刷费", "按政府采购目录定价测算，5万元")),
    ],
)
def contracts_are_attached(form: Form) -> Iterator[Seen]:
    """A cost that rests on a contract wants the contract attached to the form or the row."""
    for position, row in form.rows("cost"):
        where = f"indicators[{position}]"
        if "合同" in row.value and not {"form", where} & form.context.attachments:
            yield Seen(f"{where}.value", observed=row.value.strip())


@rule(
    "CST-NO-BREAKDOWN",
    Severity.WARNING,
    Quality.ACHIEVABLE,
    basis=CORE_INDICATORS,
    bad=[
        cost("300", ("评审费", "支付评审费用300万元")),
        cost("2", ("软件服务费", "服务费2万元/年")),
        cost("10", ("培训费", "15人，4000元/人，总计6万元"), ("委托评审费", "第三方支付4万元")),
        cost("6", ("广告宣传成本", "≤6万元")),
    ],
    good=[
        cost("6", ("培训费", "400元/人次×150人次=6万元")),
        cost("9.94", ("租用费", "每个站点1400元/年，合计9.94万元")),
        cost("6", ("培训费", "教材费2万元，场地费4万元")),
        cost("6", ("培训费", "6万元")).with_items(("培训费", "400", "150")),
        cost("814", ("成本控制率", "不超预算")),
        cost("6", ("人均培训成本", "≤400元/人次")),
        cost("800", ("亩均建设成本", "≤800元/亩")).with_rows("quantity", ("建成面积", "≥1万亩")),
    ],
)
def amounts_are_broken_down(form: Form) -> Iterator[Seen]:
    """An amount nobody can follow: no unit price, no count, no items, no cost table."""
    least = form.threshold("breakdown_from") * YUAN_PER_WAN
    for position, line in form.cost_lines():
        if line.amount_yuan is None or line.amount_yuan < least:
            continue
        if not _is_broken_down(line):
            yield Seen(
                f"indicators[{position}].value",
                observed=line.text.strip(),
                values={"amount": format_yuan(line.amount_yuan)},
            )


def _is_broken_down(line: Line) -> bool:
    reading = line.reading
    has_price_and_count = bool(line.count_rows)  # the count is that of a 数量指标
    is_itemised = line.certainty == "itemised" or has_price_and_count
    return is_itemised or reading.has_breakdown or len(reading.steps) > 1


@rule(
    "CST-COUNT-UNBOUNDED",
    Severity.INFO,
    Quality.MONEY_MATCHES,
    basis=SYSTEM,
    bad=[
        cost("300", ("评审费", "支付评审费用300万元")).with_rows(
            "quantity", ("评审项目", "≥100个项目")
        ),
        cost("6", ("培训费", "6万元")),
        cost("5", ("印刷费", "5万元")).with_rows("quantity", ("宣传册印数", ">5000本")),
    ],
    good=[
        cost("6", ("培训费", "400元/人次×150人次=6万元")),
        cost("2", ("服务费", "2万元/年")).with_rows("quantity", ("维护", "每年不少于2次系统维护")),
        cost("6", ("培训费", "6万元")).with_rows("quantity", ("培训人次", "=150人次")),
    ],
)
def amount_is_tied_to_the_quantity(form: Form) -> Iterator[Seen]:
    """A fixed amount for an open quantity: it says nothing of what one more would cost."""
    fixed = [
        (position, line)
        for position, line in form.cost_lines()
        if line.amount_yuan is not None and not _is_broken_down(line)
    ]
    if not fixed or len(fixed) < len(form.cost_positions):
        raise NotApplicable
    for position, row in form.rows("quantity"):
        for target in form.reading(row.value).targets:
            is_open = target.sign in (">", "≥") and not target.comparator.is_word
            if is_open and target.group and not target.period:
                yield Seen(
                    f"indicators[{position}].value",
                    observed=target.quote,
                    values={
                        "quantity": target.explain(),
                        "amount": format_yuan(fixed[0][1].amount_yuan),
                    },
                )
                return


@rule(
    "CST-ITEM-COVERS-GOAL",
    Severity.WARNING,
    Quality.GOAL_RELEVANT,
    basis=CORE_INDICATORS,
    bad=[
        cost("30", ("量服工作服务费", "30万元")).with_goal(
            "保障量服平台的运行经费及电梯运行维护费，共需经费30万元"
        ),
        cost("6", ("教材印刷费", "6万元")).with_goal(
            "组织全县教师培训，支付教材印刷费和专家授课费"
        ),
        cost("8", ("路面修补材料费", "8万元")).with_goal(
            "完成农村公路修补，支付材料费、机械租赁费，保障道路畅通"
        ),
    ],
    good=[
        cost("6", ("教材印刷费和专家授课费", "6万元")).with_goal(
            "组织全县教师培训，支付教材印刷费和专家授课费"
        ),
        cost("300", ("政府投资项目的评审费及项目结算审核费", "300万元")).with_goal(
            "支付中介机构政府投资项目评审费及项目结算审核费，确保全区建设项目顺利实施"
        ),
        cost("6", ("培训费", "6万元")).with_goal("减免困难学生学费的政策宣传到位，规范收费行为"),
    ],
)
def expenses_of_the_goal_have_a_cost(form: Form) -> Iterator[Seen]:
    """An expense the goal names (…费) that neither a cost row nor a cost item speaks of."""
    if not form.cost_positions:
        raise NotApplicable
    said = "".join(f"{row.name}｜{row.value}" for _, row in form.rows("cost"))
    said += "".join(item.label for item in form.content.items)
    for expense in expenses_named(form.content.goal):
        if not _is_spoken_of(expense, said):
            yield Seen("goal", observed=expense, values={"expense": expense})


def expenses_named(goal: str) -> list[str]:
    """The expenses a goal names, as 电梯运行维护费; neither 经费 nor what only ends alike."""
    return [
        clause
        for clause in re.split(r"[，。；、,;.\s]|以及|及|和|与|的", goal)
        if len(clause) >= 3 and clause.endswith("费") and not clause.endswith(_NO_EXPENSE)
    ]


def _is_spoken_of(expense: str, text: str) -> bool:
    """Whether at least half of the expense's pairs of characters stand in the text."""
    pairs = [expense[at : at + 2] for at in range(len(expense) - 1)]
    return 2 * sum(pair in text for pair in pairs) >= len(pairs)
