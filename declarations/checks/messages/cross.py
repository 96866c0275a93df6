"""Texts of the checks across forms, and of rows beside the goal."""

from .text import Text

TEXTS = {
    "XFM-UNIT-SUM": Text(
        "各项目之和等于项目支出",
        "本单位各项目合计{total}万元，预算的项目支出是{expenditure}万元，相差{difference}万元。",
        "请核对各项目的年度资金总额，看有没有漏报、重报或金额填错。",
        "绩效目标要覆盖单位的全部项目支出，合计应与预算一致。",
    ),
    "XFM-COPIED": Text(
        "指标值不套用",
        "“{value}”在本单位{count}个项目中相同。",
        "请按本项目的内容改写。",
        "几个项目用同一句话，说明这句话没有反映任何一个项目的特点。",
    ),
    "XFM-QTY-CONFLICT": Text(
        "同一对象数量一致",
        "“{subject}”这里是{own}，在“{project}”里是{other}。",
        "请核对数量；范围不同的，请在指标值里写明。",
        "同一单位对同一对象报出不同的数，审核时会要求解释。",
    ),
    "XFM-YOY": Text(
        "与上年金额相近",
        "年度资金总额{total}万元，上年是{last}万元，{direction}了{percent}%。",
        "请在说明或附件里写明增减原因。",
        "金额变动较大时，审核人首先要看原因。",
    ),
    "XFM-UNCONFIRMED": Text(
        "沿用上年的指标已核对",
        "这一条沿用自上年，还没有核对。",
        "请看看指标和数字今年是否还对：要改就改，不用改的按“已核对”。",
        "照抄上年的指标，最容易留下已经过时的数量、价格和日期。",
    ),
    "REL-GOAL-COVERED": Text(
        "目标里的数量都有指标",
        "年度目标写了{quotes}，指标里没有。",
        "请补上对应的数量指标，或在目标里删去。",
        "指标是目标的细化，目标写了而指标没有，自评时就不会被考核。",
    ),
    "REL-SMALL-PROJECT": Text(
        "金额较小的项目",
        "年度资金总额{total}万元，金额较小。",
        "请向财政部门确认是否可以合并申报或使用简表。",
        "金额很小的项目，指标不必求全，抓住主要的几条即可。",
        names_fault=True,
    ),
}

NO_NAME = "没有名称的项目"
MORE = "增加"
LESS = "减少"
