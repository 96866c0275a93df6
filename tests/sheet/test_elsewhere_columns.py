"""Columns and bands of other places: values by years, nodes over their rows, forms side by side."""

import io

import pytest
from openpyxl import Workbook

from declarations.sheet import Cell, Grid, messages, read_file
from declarations.sheet.head import find_head
from tests.sheet.build import docx_of
from tests.sheet.elsewhere import every_kind, read_one, rows

HEAD = "项目名称 | 甲 »{0}\n年度目标 | 乙 »{0}\n"


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_node_may_stand_over_its_rows_instead_of_beside_them(kind):
    form = """
二级指标 | 三级指标 | 指标值
一、产出指标 »3
数量指标 | 河道长度 | 32公里
质量指标 | 漂浮物 | 无
三、满意度指标（10分） »3
服务对象满意度 | 村民满意度 | ≥90%
"""
    reading = read_one(kind, "绩效目标申报表", HEAD.format(2) + form.strip())
    assert rows(reading.content) == [
        ("产出指标", "数量指标", "河道长度", "32公里"),
        ("产出指标", "质量指标", "漂浮物", "无"),
        ("满意度指标", "服务对象满意度", "村民满意度", "≥90%"),
    ]
    assert not reading.notes


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_band_over_rows_with_a_blank_column_for_level_1_names_it(kind):
    form = """
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 »4
 | 数量指标 | 河道长度 | 32公里
"""
    reading = read_one(kind, "绩效目标申报表", HEAD.format(3) + form.strip("\n"))
    assert rows(reading.content) == [("产出指标", "数量指标", "河道长度", "32公里")]


BY_YEARS = """
一级指标 | 二级指标 | 三级指标 | 2022年指标值 | 2023年指标值 | 2024年指标值
产出指标 | 数量指标 | 灌溉面积 | ≥0.9万亩 | ≥1.1万亩 | ≥1.3万亩
"""


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@pytest.mark.parametrize(
    ("line", "value"), [("（2023年度）", "≥1.1万亩"), ("（2024年度）", "≥1.3万亩")]
)
def test_of_values_for_several_years_that_of_the_form_is_read(kind, line, value):
    form = HEAD.format(5) + BY_YEARS.strip()
    reading = read_one(kind, "绩效目标申报表", line, form)
    assert [one.value for one in reading.content.indicators] == [value]
    (note,) = reading.notes
    assert note.message == messages.long_term_not_kept(2)


@every_kind
def test_a_column_of_name_and_value_in_one_is_kept_as_the_name(kind):
    form = "一级指标 | 二级指标 | 三级指标及指标值\n产出指标 | 数量指标 | 供养人数56人"
    reading = read_one(kind, "绩效目标申报表", HEAD.format(2) + form)
    assert rows(reading.content) == [("产出指标", "数量指标", "供养人数56人", "")]


def test_a_head_of_two_rows_repeated_on_the_next_page_of_a_wide_table_is_no_project():
    head = """
项目名称 | 预算金额 | 年度绩效目标 | 绩效指标 »4
^ | ^ | ^ | 一级指标 | 二级指标 | 三级指标 | 指标值
"""
    first = head + "展览 | 18 | 办展6场 | 产出指标 | 数量指标 | 场次 | ≥6场"
    second = head + "创作 | 50 | 扶持20部 | 产出指标 | 数量指标 | 部数 | ≥20部"
    found = read_file("form.docx", docx_of("绩效目标表", "部门：市文联", first, "", second))
    contents = [one.content for one in found.readings]
    assert [(one.project, one.unit) for one in contents] == [("展览", "市文联"), ("创作", "市文联")]
    assert [row.value for one in contents for row in one.indicators] == ["≥6场", "≥20部"]


def beside(column: int, *forms: tuple[str, str]) -> bytes:
    """A sheet with forms beside each other; ``column`` is how many columns each has."""
    book = Workbook()
    for number, (project, value) in enumerate(forms):
        lines = (
            ("绩效目标申报表",),
            ("（2023年度）",),
            ("项目名称", project),
            ("一级指标", "二级指标", "三级指标", "指标值"),
            ("产出指标", "数量指标", "件数", value),
        )
        for row, line in enumerate(lines, start=1):
            for place, text in enumerate(line, start=1 + number * column):
                book.active.cell(row, place).value = text
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_forms_side_by_side_on_a_sheet_are_read_one_by_one():
    found = read_file("form.xlsx", beside(5, ("甲", "1件"), ("乙", "2件")))
    first, second = found.readings
    assert [(one.content.project, one.content.year) for one in found.readings] == [
        ("甲", 2023),
        ("乙", 2023),
    ]
    assert [one.content.indicators[0].value for one in found.readings] == ["1件", "2件"]
    assert str(first.places["indicators[0].value"]) == "Sheet!D5"
    assert str(second.places["indicators[0].value"]) == "Sheet!I5"
    assert not found.notes


@every_kind
def test_the_year_in_chinese_numerals_alone_in_a_row_is_no_stray_text(kind):
    form = "绩效目标申报表 »2\n（二〇二二年度） »2\n项目名称 | 甲\n年度目标 | 乙"
    reading = read_one(kind, "附件", form)
    assert reading.content.year == 2022
    assert not reading.notes


def test_blank_columns_before_a_stray_text_far_out_are_none_of_a_head():
    texts = ("一级指标", "二级指标", "三级指标", "指标值")
    head = [Cell(0, column, text) for column, text in enumerate(texts)]
    blank = [Cell(row, column) for row in (0, 1) for column in range(4, 5000)]
    stray = Cell(1, 5000, "牛头不对马嘴")
    found = find_head(Grid((*head, *blank, Cell(0, 5000), stray)), 0)
    assert found is not None
    assert [column.left for column in found.columns] == [0, 1, 2, 3, 5000]
