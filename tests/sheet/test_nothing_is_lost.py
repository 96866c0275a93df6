"""A text nobody expected, put in any cell of a form, is read, or it is told of."""

import json

import pytest

from declarations.content import to_json
from declarations.sheet import Cell, Grid
from declarations.sheet.reader import read_grid
from tests.sheet.build import drawn

STRAY = "牛头不对马嘴"
FORMS = {
    "one project": """
项目名称 »2 | 图书购置 »4
主管部门 »2 | 文旅局 »2 | 实施单位 | 图书馆
项目属性 »2 | 延续 »2 | 项目期 | 1年
项目资金（万元） | 年度资金总额： | 30 | 其中：财政拨款 | 20 | 备注
^ | 其他资金 | 10 | 经办 | 甲 |
总体目标 | 年度目标 »5
^ | 购置图书3000册 »5
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 权重
^ | 产出指标 | 数量指标 | 册数 | ≥3000册 | 50
^ | ^ | 质量指标 | | |
^ | 满意度指标 | 服务对象满意度指标 | 读者满意度 | ≥90% | 10
其他事项 »2 | 说明文字 »4
""",
    "many projects": """
单位名称 | 项目名称 | 预算数 | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标值
农业局 | 清淤 | 12 | 清淤4公里 | 产出指标 | 数量指标 | 长度 | 4公里
 | | | | 产出指标 | | |
农业局 | 清淤 | 12 | 清淤4公里 | 效益指标 | 社会效益指标 | 灌溉 | 改善
林业局 | 防火 | 8 | 无火灾 | 产出指标 | 数量指标 | 护林员 | 60人
""",
}
PLACES = [
    pytest.param(form, number, id=f"{form} {cell.text.strip() or 'blank'}-{number}")
    for form, drawing in FORMS.items()
    for number, cell in enumerate(drawn(drawing))
]


def said_of(cells: list[Cell]) -> str:
    readings, remarks = read_grid(Grid(tuple(cells), ("项目支出绩效目标表（2024年度）",)))
    notes = [*remarks, *(note for reading in readings for note in reading.notes)]
    contents = [json.dumps(to_json(one.content), ensure_ascii=False) for one in readings]
    return "\n".join([*contents, *(f"{note.text} {note.message}" for note in notes)])


@pytest.mark.parametrize(("form", "number"), PLACES)
def test_a_stray_text_is_read_or_told_of(form, number):
    cells = [
        Cell(one.row, one.column, one.text, one.rowspan, one.colspan) for one in drawn(FORMS[form])
    ]
    cells[number] = cells[number]._replace(text=STRAY)
    assert STRAY in said_of(cells)
