"""Labels of other places: damaged ones, lines over the table, what has no field here."""

from decimal import Decimal

import pytest

from declarations.sheet import messages
from tests.sheet.elsewhere import every_kind, read, read_one, rows, unparsed


@every_kind
def test_forms_stand_among_prose_and_other_tables(kind):
    people = "姓名 | 职务 | 电话\n李四 | 科长 | 123"
    form = """
项目名称 | {} | 预算单位 | 某局
年度目标 | 目标{} »3
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 甲 | 1个
"""
    parts = [
        "各科室：现将有关事项通知如下。",
        people,
        "项目支出绩效目标申报表",
        "（2021年度）",
        form.format("一", "一"),
        "特此通知。",
        "项目支出绩效目标申报表",
        "（2022年度）",
        form.format("二", "二"),
    ]
    first, second = (reading.content for reading in read(kind, *parts))
    assert (first.project, first.year) == ("一", 2021)
    assert (second.project, second.year) == ("二", 2022)
    assert len(first.indicators) == len(second.indicators) == 1


@every_kind
def test_a_label_one_character_off_is_taken_for_the_only_one_it_can_be(kind):
    form = "项目名称 | 甲\n预算位单 | 某局\n预单位 | 某局\n年度目标 | 乙"
    reading = read_one(kind, "绩效目标申报表", form)
    assert reading.content.unit == "某局"
    said = [note for note in reading.notes if note.code == "IMP-HEADER-DAMAGED"]
    assert [note.message for note in said] == [messages.damaged_label("预单位", "预算单位")]


@every_kind
def test_a_damaged_label_that_may_be_two_is_not_understood(kind):
    """量指标 is one away from 数量指标 and from 质量指标."""
    form = """
项目名称 | 甲 »3
年度目标 | 乙 »3
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 量指标 | 丙 | 1个
产出指标 | 时效指标 | 丁 | 6月
"""
    reading = read_one(kind, "绩效目标申报表", form)
    assert rows(reading.content)[0] == ("产出指标", "量指标", "丙", "1个")
    assert messages.unknown_node(2, "量指标") in {note.message for note in reading.notes}


@every_kind
def test_a_damaged_name_of_a_node_is_mended_where_one_name_is_meant(kind):
    """At the head of the block 效指标 is 绩效指标; as a level-2 name it is 时效指标."""
    form = """
项目名称 | 甲 »3
年度目标 | 乙 »3
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 效指标 | 丙 | 6月
"""
    reading = read_one(kind, "绩效目标申报表", form)
    assert rows(reading.content) == [("产出指标", "时效指标", "丙", "6月")]
    (note,) = reading.notes
    assert note.code == "IMP-HEADER-DAMAGED"
    assert note.message == messages.damaged_label("效指标", "时效指标")


@every_kind
def test_a_project_of_a_wide_sheet_without_a_unit_belongs_to_the_unit_above(kind):
    form = """
单位名称 | 项目名称 | 三级指标 | 指标值
农业局 | 甲 | 丙 | 1个
 | 乙 | 丁 | 2个
"""
    first, second = read(kind, "绩效目标表", form)
    assert (first.content.unit, second.content.unit) == ("农业局", "农业局")


@every_kind
def test_what_has_no_field_is_reported(kind):
    form = "项目名称 | 甲\n项目类别 | 延续项目\n某种栏目 | 某种内容\n年度目标 | 乙"
    reading = read_one(kind, "绩效目标申报表", form)
    assert unparsed(reading) == ["延续项目", "某种栏目", "某种内容"]


@every_kind
def test_several_goals_beside_one_label_are_all_kept(kind):
    form = """
项目名称 »2 | 甲
年度总体目标 | 目标1： | 修路
^ | 目标2： | 架桥
一级指标 | 二级指标 | 三级指标
"""
    assert read_one(kind, "绩效目标申报表", form).content.goal == "修路\n架桥"


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_row_across_both_levels_is_a_node_of_its_own_name(kind):
    form = """
项目名称 »2 | 甲 »2
年度目标 »2 | 乙 »2
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 丙 | 1个
满意度指标 »2 | 群众满意度 | ≥90%
"""
    reading = read_one(kind, "绩效目标申报表", form)
    assert rows(reading.content)[1] == ("满意度指标", "满意度指标", "群众满意度", "≥90%")


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_head_of_two_rows_is_read_by_its_lower_labels(kind):
    form = """
单位名称 | 项目名称 | 资金总额 | 财政资金 | 其他 | 三级指标 | 绩效指标值 »3
^ | ^ | ^ | ^ | ^ | ^ | 指标性质 | 指标值 | 度量单位
农业局 | 补贴 | 30 | 20 | 10 | 户数 | ≥ | 300 | 户
"""
    reading = read_one(kind, "2024年绩效目标申报明细表", "金额单位：万元", form)
    funding = reading.content.funding
    assert (funding.total, funding.appropriation, funding.other) == (30, 20, 10)
    assert rows(reading.content) == [("", "", "户数", "≥300户")]


@every_kind
def test_indicators_without_levels_are_kept_without_them(kind):
    form = """
项目名称 | 清扫 »4
当年绩效目标 | 整洁 »4
绩效指标 | 指标名称 | 指标权重 | 计量单位 | 指标值
^ | 清扫面积 | 20 | 平方米 | ≥20000
^ | 满意度 | 10 | % | ≥90
"""
    reading = read_one(kind, "2022年项目支出绩效目标表", form)
    assert rows(reading.content) == [
        ("", "", "清扫面积", "≥20000平方米"),
        ("", "", "满意度", "≥90%"),
    ]


@every_kind
def test_money_with_the_unit_of_its_group_and_labels_in_pairs(kind):
    form = """
项目名称 | 馆藏 »4
项目资金(元) | 总额 | 1,030,700.00 | 一般公共预算 | 1000000
^ | 政府性基金 | 30,700 | 其他 | —
年度绩效目标 | 保护文物 »4
"""
    reading = read_one(kind, "项目支出绩效目标申报表", form)
    funding = reading.content.funding
    assert funding.total == funding.appropriation == Decimal("103.07")
    assert funding.other is None
    assert not reading.notes


@every_kind
def test_lines_over_the_table_give_fields_too(kind):
    lines = "预算年度：2025 项目名称：道路照明 主管部门：城管局"
    form = (
        "年度绩效目标 | 点亮 »3\n一级指标 | 二级指标 | 三级指标 | 目标值\n产出 | 数量 | 路灯 | 5盏"
    )
    content = read_one(kind, "项目支出绩效目标表", lines, form).content
    assert (content.year, content.project, content.superior) == (2025, "道路照明", "城管局")
    assert rows(content) == [("产出", "数量", "路灯", "5盏")]


@every_kind
@pytest.mark.parametrize(
    ("line", "project"),
    [
        ("项目名称：农机购置补贴（市级配套）", "农机购置补贴（市级配套）"),
        ("（项目名称：农机购置补贴）", "农机购置补贴"),
    ],
)
def test_only_brackets_around_a_whole_line_are_not_its_own(kind, line, project):
    form = (
        "年度目标 | 乙 »3\n一级指标 | 二级指标 | 三级指标 | 指标值\n产出指标 | 数量指标 | 丙 | 1个"
    )
    assert read_one(kind, "绩效目标申报表", line, form).content.project == project


@every_kind
@pytest.mark.parametrize("line", ["（ 2 0 2 2 年度 ）", "（２０２２　年度）"])
def test_a_year_is_read_with_blanks_between_its_digits(kind, line):
    form = "项目名称 | 甲\n年度目标 | 乙"
    assert read_one(kind, "绩效目标申报表", line, form).content.year == 2022


@every_kind
def test_the_year_under_the_title_in_one_cell_is_no_part_of_the_title(kind):
    form = "项目支出⏎绩效目标申报表⏎（2022年度） »2\n项目名称 | 甲\n年度目标 | 乙"
    content = read_one(kind, "关于报送绩效目标的函", form).content
    assert (content.title, content.year) == ("项目支出 绩效目标申报表", 2022)


@every_kind
def test_a_unit_named_again_with_another_name_is_told_by_its_own_label(kind):
    form = "项目名称 | 甲\n实施单位 | 县农田中心\n年度目标 | 乙"
    reading = read_one(kind, "绩效目标申报表", "填报单位（盖章）：县农业局", form)
    assert reading.content.unit == "县农田中心"
    (note,) = reading.notes
    assert note.message == messages.second_value("填报单位（盖章）", "县农业局")


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_column_without_a_head_is_told_of_without_a_name(kind):
    form = """
项目名称 | 甲 »4
年度目标 | 乙 »4
一级指标 | 二级指标 | 三级指标 | 指标值 |
产出指标 | 数量指标 | 丙 | 1个 | Z1
"""
    (note,) = read_one(kind, "绩效目标申报表", form).notes
    assert (note.text, note.message) == ("Z1", messages.column_not_kept("", 1))


MISREAD = """
项目名你 »2 | 冬春救助 »3
预算单拉 »2 | 县应急局 »3
项目资金(万元) | 年度资金总颠： | 90.00 »3
^ | 其中：财政拔款 | 90.00 »3
总体目标 | 年度日标 »4
^ | 救助3000人 »4
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标直
^ | 项目完成 | 数量指标 | 救助人数 | ≥3000人
"""


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_labels_a_scanner_misread_are_mended_and_each_is_told(kind):
    reading = read_one(kind, "绩效目标申报表", MISREAD)
    content = reading.content
    assert (content.project, content.unit, content.goal) == ("冬春救助", "县应急局", "救助3000人")
    assert (content.funding.total, content.funding.appropriation) == (90, 90)
    assert rows(content) == [("项目完成", "数量指标", "救助人数", "≥3000人")]
    assert [note.text for note in reading.notes] == [
        "项目名你",
        "预算单拉",
        "年度资金总颠：",
        "其中：财政拔款",
        "年度日标",
        "指标直",
    ]
    assert {note.code for note in reading.notes} == {"IMP-HEADER-DAMAGED"}


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_goal_one_character_off_a_label_is_a_goal(kind):
    form = "项目名称 | 甲\n年度目标 | 年度日标\n预算单位 | 县应急局"
    assert read_one(kind, "绩效目标申报表", form).content.goal == "年度日标"
