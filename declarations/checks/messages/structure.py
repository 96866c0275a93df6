"""Texts of the checks of what rows there are."""

from .text import Text

TEXTS = {
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
}
