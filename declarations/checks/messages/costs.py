"""Texts of the checks of costs and their reconciliation."""

from .text import Text

TEXTS = {
    "CST-REQUIRED": Text(
        "有资金就要有成本指标",
        "项目有资金{total}万元，但没有成本指标，无法勾稽。",
        "请在“{node}”里至少填写一条，写明单价、数量和金额。",
        "成本指标说明资金用在哪里，是核对年度资金总额的依据。",
    ),
    "CST-NO-AMOUNT": Text(
        "成本指标要有金额",
        "成本指标里没有能够计算的金额，无法判断与年度资金总额{total}万元是否相符。",
        "请写明单价×数量＝金额，或填写成本测算表，由系统生成指标值。",
        "只写比率或“控制在预算内”，不能说明资金怎样测算出来。",
    ),
    "CST-SUM": Text(
        "成本合计等于年度资金总额",
        "成本合计{amount}元（{amount_wan}万元），年度资金总额{total}元（{total_wan}万元），"
        "{direction}{difference}元。",
        "请核对成本指标的单价、数量和金额，或更正年度资金总额。{doubt}",
        "成本指标的合计应与申报的资金一致，否则不是成本漏列，就是资金多报或少报。",
    ),
    "CST-ROUNDING": Text(
        "成本合计与总额的尾差",
        "成本合计{amount}元，年度资金总额{total}元，尾差{difference}元，属于四舍五入。",
        "可以不改；要分毫不差，请按测算合计填写年度资金总额。",
        "金额以万元填写时会有尾差，在允许范围内，只作说明。",
    ),
    "CST-EXPR-ARITH": Text(
        "算式的结果正确",
        "算式“{expression}”算得{correct}元，写的是{stated}元，差{difference}元。",
        "请更正算式中的单价、数量或结果。",
        "算式写错，资金的测算就没有依据。",
    ),
    "CST-EXPR-UNIT": Text(
        "金额不能乘金额",
        "“{expression}”里的“{factor}”带着金额单位，但金额不能乘金额，这里应是数量。",
        "请改成数量和它的单位，例如“{example}”。",
        "单价乘数量才得金额；数量误带金额单位，读表的人无法知道数量是什么。",
    ),
}

MORE_BY = "多出"
LESS_BY = "少了"
DOUBT_INFERRED = "数量是从其他指标推断的，请一并确认。"
