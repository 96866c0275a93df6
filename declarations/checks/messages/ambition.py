"""Texts of the checks of how a target stands beside others."""

from .text import Text

TEXTS = {
    "VAL-LOW-CHALLENGE": Text(
        "目标值要有挑战性",
        "指标值“{value}”{reason}。",
        "请提高目标值，或改写能反映项目成效的指标。",
        "轻易就能达到的目标没有压力，自评时会因目标偏低扣分。",
    ),
    "VAL-HISTORY-JUMP": Text(
        "与往年水平相近",
        "指标值“{value}”比前三年平均{average}{direction}{percent}%。",
        "请核对数值；确有变化的，在说明里写明原因。",
        "历史数据是确定目标值的重要依据，变化过大要有原因。",
    ),
    "VAL-GOAL-CONFLICT": Text(
        "目标与指标的数量一致",
        "年度目标写的是{goal}，“{name}”的指标值是{row}。",
        "请核对哪一个是对的，改成一致；口径不同的请说明。",
        "指标是目标的细化，同一件事两个数，批复后无法考核。",
    ),
    "VAL-BENEFIT-NO-BASE": Text(
        "效益金额写明测算依据",
        "“{name}”的效益是{quote}，没有说明怎样测算。",
        "请写明测算过程，例如单位节约额×数量。",
        "没有依据的效益金额无法核实。",
    ),
}

BY_ITSELF = "一年期的项目本来就能达到，没有挑战性"
LAST_YEAR = "不如上年实际完成的水平（{last}）"
MORE = "高"
LESS = "低"
