"""Texts of the checks of the project's name."""

from .text import Text

TEXTS = {
    "BAS-NAME-MATCH-BUDGET": Text(
        "项目名称与预算一致",
        "项目名称“{name}”与预算项目“{wanted}”不一致。",
        "请改为与部门预算中的项目名称一致；确需更名的，请先在预算中调整。",
        "名称不一致，绩效目标无法与预算同步审核和批复。",
    ),
    "BAS-NAME-DUP": Text(
        "疑似重复申报",
        "项目名称“{name}”与本单位本年度的另一个项目“{other}”名称相近。",
        "请核对是否重复申报；不是同一项目的，请在名称里写出区别。",
        "同一件事分两个项目申报，会造成资金重复安排。",
        names_fault=True,
    ),
    "BAS-NAME-VARIANT": Text(
        "项目名称前后写法不一",
        "年度目标里写的是“{variant}”，项目名称里写的是“{core}”，写法不一致。",
        "请核对哪一个是正确的名称，统一写法。",
        "同一件事写法不一，读表的人不能确定是否说的同一个对象。",
        names_fault=True,
    ),
    "BAS-POLICY-BASIS": Text(
        "补助、专项应有政策依据",
        "“{name}”属于补助或专项，没有写明政策依据的文件名称或文号。",
        "建议写明立项依据的文件名称和文号。",
        "补助和专项按政策安排，有依据才能判断标准和范围是否合适。",
    ),
}
