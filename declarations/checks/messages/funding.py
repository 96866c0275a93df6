"""Texts of the checks of the money block."""

from .text import Text

TEXTS = {
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
}

TOTAL_PROPOSAL = "各部分合计是{amount}万元。"
