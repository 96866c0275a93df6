"""Texts of the checks of the names of indicators."""

from .text import Text

TEXTS = {
    "NAM-GENERIC": Text(
        "指标名称没有说明衡量什么",
        "指标名称“{name}”没有说明衡量的是什么。",
        "请写出对象和衡量的内容，例如“培训完成时限”“账务报表差错率”。",
        "套用的名称放在哪个项目都一样，读表的人不知道考核什么。",
        names_fault=True,
    ),
    "NAM-NOT-INDICATOR": Text(
        "指标名称不是指标",
        "“{name}”是日期、软件名或一句话的开头，不是指标名称。",
        "请写成能衡量的名称，例如“系统正常运行率”“补助发放人数”。",
        "指标名称要说明衡量什么，否则指标值没有对象。",
        names_fault=True,
    ),
    "NAM-COPY-GOAL": Text(
        "指标名称照抄目标",
        "指标名称“{name}”照抄了年度目标里的话。",
        "请改成能衡量的名称，例如把“保障……”改为“……完成率”“……覆盖率”。",
        "目标是要做到的事，指标是衡量做到没有的尺度；照抄目标就没有了尺度。",
        names_fault=True,
    ),
    "NAM-LONG": Text(
        "指标名称过长",
        "指标名称有{length}字，超过了{longest}字。",
        "请写得简短，说明和范围可以放到指标解释里。",
        "名称简短才便于阅读、汇总和比较。",
        names_fault=True,
    ),
    "NAM-SATISFY-WORD": Text(
        "满意度指标的名称",
        "“{name}”在满意度指标下，名称里没有“满意度”。",
        "建议改为“{better}”。",
        "名称写全，单独看这一条也知道衡量的是谁的满意度。",
        names_fault=True,
    ),
    "NAM-SUBJECT-MISMATCH": Text(
        "名称与指标值说的不是同一对象",
        "名称说的是“{ours}”，指标值说的是“{theirs}”，对象不一致。",
        "请核对是谁的满意度，名称和指标值写成同一对象。",
        "对象不一致，调查时不知道该问谁。",
        names_fault=True,
    ),
}
