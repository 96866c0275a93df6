"""What findings say to users, by code: the one place where their prose stands.

``title`` names the rule in the catalogue, ``message`` says what was seen, ``hint`` what to do, and
``why`` why it matters. The placeholders of message and hint are filled by the check.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    title: str
    message: str
    hint: str
    why: str


TEXTS: dict[str, Text] = {
    # 导入 / 基本信息
    "IMP-FRAGMENT": Text(
        "表格不完整",
        "这份表不完整，缺少{parts}。",
        "请补齐缺少的部分，再送审。",
        "残缺的表无法审核；从文档导入时，表头或表尾可能在原文件里已经丢失。",
    ),
    "BAS-PROJECT-NAME": Text(
        "项目名称必填",
        "项目名称没有填写。",
        "请填写项目名称，应与部门预算中的项目名称一致。",
        "没有项目名称，申报表无法与预算项目对应。",
    ),
    "BAS-UNIT": Text(
        "预算单位必填",
        "预算单位没有填写。",
        "请填写预算单位的全称。",
        "没有预算单位，无法确定由谁申报、由谁审核。",
    ),
    "BAS-YEAR": Text(
        "年度与申报批次一致",
        "{observed}，应为{expected}。",
        "请把年度改为预算所属的年份。",
        "绩效目标按预算年度申报，年度错了会归到别的批次。",
    ),
    "BAS-GOAL": Text(
        "年度目标必填",
        "年度目标没有填写。",
        "请写明本年度用这笔资金做什么、达到什么效果。",
        "年度目标是各项指标的依据，没有目标无法判断指标是否合适。",
    ),
    # 资金
    "FND-TOTAL-REQUIRED": Text(
        "年度资金总额必填",
        "年度资金总额没有填写。",
        "请填写年度资金总额（万元）。{proposal}",
        "成本指标要与年度资金总额勾稽，没有总额就无从核对。",
    ),
    "FND-TOTAL-EQ-PARTS": Text(
        "总额等于各部分之和",
        "年度资金总额{total}万元，财政拨款{appropriation}万元加其他资金{other}万元"
        "是{sum}万元，相差{difference}元。",
        "请核对三个金额：总额应正好等于财政拨款加其他资金。",
        "绩效目标覆盖项目的全部资金，总额必须等于各来源之和，一分不差。",
    ),
    "FND-POSITIVE": Text(
        "年度资金总额大于零",
        "年度资金总额是{amount}万元，应大于0。",
        "请核对年度资金总额（万元）。",
        "没有资金的项目不需要申报绩效目标。",
    ),
    # 成本勾稽
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
    # 结构
    "STR-L2-MISSING": Text(
        "必填的二级指标",
        "“{node}”一条也没有填写。",
        "请至少填写一条，指标名称和指标值都要有。",
        "产出的数量、质量、时效、成本和满意度是绩效目标的基本内容。",
    ),
    "STR-BENEFIT-MIN1": Text(
        "效益指标至少一类",
        "“{branch}”下面一条也没有填写。",
        "请从{nodes}中选择合适的至少填写一类。",
        "资金花出去要有效果，效益指标说明项目为谁带来什么。",
    ),
    "STR-NAME-NO-VALUE": Text(
        "有指标名称就要有指标值",
        "“{name}”没有指标值。",
        "请填写指标值，或删除这一条。",
        "没有指标值的指标无法考核。",
    ),
    "STR-VALUE-NO-NAME": Text(
        "有指标值就要有指标名称",
        "指标值“{value}”没有对应的三级指标名称。",
        "请填写三级指标名称，说明衡量的是什么。",
        "没有名称，不知道这个数值衡量什么。",
    ),
    # 指标值
    "VAL-SATISFY-100": Text(
        "满意度留有余地",
        "满意度指标值“{value}”{fault}。",
        "请按实际改为能够达到的比例，例如“≥90%”或“≥95%”。",
        "满意度最高是100%，“≥100%”等于要求人人满意，无法考核也很难达到。",
    ),
}

#: Ends of a sentence that a check chooses by what it saw.
SATISFY_ABOVE = "超过了100%，不可能达到"
SATISFY_FLOOR = "要求不低于100%，等于人人都满意"
SATISFY_EXACT = "要求达到100%，没有留余地"

PART_HEAD = "表头（年度、预算单位）"
PART_INDICATORS = "绩效指标"
PART_TAIL = "效益指标和满意度指标"

YEAR_MISSING = "年度没有填写"
YEAR_IS = "年度是{year}"
YEAR_EXPECTED = "{year}年"
YEAR_ANY = "预算所属的年份"

TOTAL_PROPOSAL = "各部分合计是{amount}万元。"

MORE_BY = "多出"
LESS_BY = "少了"
DOUBT_INFERRED = "数量是从其他指标推断的，请一并确认。"
