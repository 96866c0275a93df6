"""Texts of the checks of where a row stands."""

from .text import Text

TEXTS = {
    "CLS-TIME-UNDER-QUALITY": Text(
        "时间写进了质量指标",
        "“{name}”说的是时间，不是质量。",
        "请移到时效指标；质量指标请写合格率、达标率、故障率等做得怎样的标准。",
        "质量指标衡量做得好不好，时效指标衡量做得及时不及时，混在一起无法评分。",
        names_fault=True,
    ),
    "CLS-TIMELY-UNDER-QUALITY": Text(
        "及时性写进了质量指标",
        "“{name}”说的是及时，属于时效，不是质量。",
        "请移到时效指标并写明时限；质量指标请写做得怎样的标准。",
        "及时是时效指标的内容，质量指标要说明成果合不合格。",
        names_fault=True,
    ),
    "CLS-COST-UNDER-QTY": Text(
        "费用写进了数量指标",
        "数量指标的名称“{name}”是费用名。",
        "请改为产出的数量，例如“培训人次”“评审项目数”；费用写在成本指标里。",
        "数量指标衡量做了多少事，花多少钱由成本指标衡量。",
        names_fault=True,
    ),
    "CLS-OUTPUT-UNDER-BENEFIT": Text(
        "产出写成了效益",
        "“{name}”是完成的工作，属于产出，不是效益。",
        "请移到产出类指标；效益指标请写这些工作给服务对象带来的变化。",
        "把工作量写成效益，看不出资金的实际效果，是审计常指出的问题。",
        names_fault=True,
    ),
    "CLS-SATISFY-AS-BENEFIT": Text(
        "满意度写成了效益",
        "“{name}”是满意度，不能代替效益。",
        "请移到满意度指标；效益指标请写经济、社会或生态方面的变化。",
        "满意是服务对象的感受，效益是客观的结果，两者分开考核。",
        names_fault=True,
    ),
    "CLS-QUALITY-VS-BENEFIT": Text(
        "质量与效益的归类",
        "“{name}”所在的位置请再核对：质量指标说工作做得怎样，效益指标说带来什么变化。",
        "合格率、故障率一类放在质量指标，治愈率、就业率一类放在效益指标。",
        "归类不准，年终评价会在错误的一栏打分。",
        names_fault=True,
    ),
    "CLS-INPUT-AS-OUTPUT": Text(
        "投入写成了产出",
        "“{name}”说的是投入的人力，不是产出。",
        "建议改写这些人完成的服务量，例如服务多少人次、处理多少件。",
        "投入多少人只是条件，产出要说明做成了多少事。",
        names_fault=True,
    ),
}
