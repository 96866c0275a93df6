"""Forms that a page break cut in two tables, and tables that only stand beside each other."""

import io

import pytest
from openpyxl import load_workbook

from declarations.sheet import Reading, read_file
from tests.sheet.build import docx_of, xlsx_of
from tests.sheet.published import Form, Published, assert_read

DOCUMENTS = {
    "split-header": Published(
        "docx",
        (
            "项目支出绩效目标申报表",
            "（2021年度）",
            """
项目名称 »2 | 公共卫生服务 »3
预算单位 »2 | 某区疾控中心 »3
项目资金（万元） | 年度资金总额 | 66 »3
^ | 其中：财政拨款 | 66 »3
总体目标 | 年度目标 »4
^ | 开展免疫规划接种 »4
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
^ | 项目完成 | 数量指标 | 接种人数 | 8000人
^ | ^ | 质量指标 | 接种率 | ≥95%
""",
            "",
            """
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
^ | 项目完成 | 时效指标 | 完成时间 | 2021年12月
^ | ^ | 成本指标 | 疫苗成本 | 66万元
^ | 项目效益 | 社会效益指标 | 传染病发病率 | 下降
^ | 满意度指标 | 服务对象满意度指标 | 接种者满意度 | ≥90%
""",
        ),
        (
            Form(
                project="公共卫生服务",
                unit="某区疾控中心",
                year=2021,
                total="66",
                appropriation="66",
                goal="开展免疫规划接种",
                rows="""\
项目完成|数量指标|接种人数|8000人
项目完成|质量指标|接种率|≥95%
项目完成|时效指标|完成时间|2021年12月
项目完成|成本指标|疫苗成本|66万元
项目效益|社会效益指标|传染病发病率|下降
满意度指标|服务对象满意度指标|接种者满意度|≥90%""",
            ),
        ),
    ),
    "split-bare": Published(
        "docx",
        (
            "项目支出绩效目标申报表",
            "（2021年度）",
            """
项目名称 »2 | 公共卫生服务 »3
预算单位 »2 | 某区疾控中心 »3
项目资金（万元） | 年度资金总额 | 66 »3
^ | 其中：财政拨款 | 66 »3
总体目标 | 年度目标 »4
^ | 开展免疫规划接种 »4
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
^ | 项目完成 | 数量指标 | 接种人数 | 8000人
^ | ^ | 质量指标 | 接种率 | ≥95%
""",
            "",
            """
 | 项目完成 | 时效指标 | 完成时间 | 2021年12月
 | ^ | 成本指标 | 疫苗成本 | 66万元
 | 项目效益 | 社会效益指标 | 传染病发病率 | 下降
 | 满意度指标 | 服务对象满意度指标 | 接种者满意度 | ≥90%
""",
            "项目支出绩效目标申报表",
            "（2021年度）",
            """
项目名称 »2 | 健康教育 »3
预算单位 »2 | 某区疾控中心 »3
项目资金（万元） | 年度资金总额 | 12 »3
^ | 其中：财政拨款 | 12 »3
总体目标 | 年度目标 »4
^ | 开展免疫规划接种 »4
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
^ | 项目完成 | 数量指标 | 接种人数 | 8000人
^ | ^ | 质量指标 | 接种率 | ≥95%
""",
            """
 | 满意度指标 | 服务对象满意度指标 | 居民满意度 | ≥85%
""",
        ),
        (
            Form(
                project="公共卫生服务",
                unit="某区疾控中心",
                year=2021,
                total="66",
                appropriation="66",
                goal="开展免疫规划接种",
                rows="""\
项目完成|数量指标|接种人数|8000人
项目完成|质量指标|接种率|≥95%
项目完成|时效指标|完成时间|2021年12月
项目完成|成本指标|疫苗成本|66万元
项目效益|社会效益指标|传染病发病率|下降
满意度指标|服务对象满意度指标|接种者满意度|≥90%""",
            ),
            Form(
                project="健康教育",
                unit="某区疾控中心",
                year=2021,
                total="12",
                appropriation="12",
                goal="开展免疫规划接种",
                rows="""\
项目完成|数量指标|接种人数|8000人
项目完成|质量指标|接种率|≥95%
满意度指标|服务对象满意度指标|居民满意度|≥85%""",
            ),
        ),
    ),
    "split-goal": Published(
        "docx",
        (
            "预算项目绩效目标表（2022年）",
            """
项目名称 | 森林防火 | 申报单位 | 县林业局
资金总额（万元） | 24 | 财政拨款 | 24
年度总体目标 | 全年不发生重大森林火灾 »3
""",
            "",
            """
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 护林员 | 60人
效益指标 | 生态效益指标 | 受害率 | ≤0.9‰
满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90%
""",
        ),
        (
            Form(
                project="森林防火",
                unit="县林业局",
                year=2022,
                total="24",
                appropriation="24",
                goal="全年不发生重大森林火灾",
                rows="""\
产出指标|数量指标|护林员|60人
效益指标|生态效益指标|受害率|≤0.9‰
满意度指标|服务对象满意度指标|群众满意度|≥90%""",
            ),
        ),
    ),
    "split-inside-node": Published(
        "docx",
        (
            "项目支出绩效目标表",
            "（2024年度）",
            """
项目名称 »2 | 校车补贴 »2
预算单位 »2 | 教体局 »2
年度资金总额（万元） »2 | 90 »2
年度目标 »2 | 补贴校车60辆 »2
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 校车 | 60辆
""",
            "续表",
            """
 | | 线路 | 45条
^ | 质量指标 | 年检合格率 | 100%
满意度指标 | 服务对象满意度指标 | 家长满意度 | ≥90%
""",
        ),
        (
            Form(
                project="校车补贴",
                unit="教体局",
                year=2024,
                total="90",
                goal="补贴校车60辆",
                rows="""\
产出指标|数量指标|校车|60辆
产出指标|数量指标|线路|45条
产出指标|质量指标|年检合格率|100%
满意度指标|服务对象满意度指标|家长满意度|≥90%""",
            ),
        ),
    ),
    "wide-split": Published(
        "docx",
        (
            "2024年项目支出绩效目标表",
            "单位：万元",
            """
单位名称 | 项目名称 | 预算数 | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标值
农业局 | 沟渠清淤 | 12 | 清淤4公里 | 产出指标 | 数量指标 | 长度 | 4公里
""",
            "",
            """
单位名称 | 项目名称 | 预算数 | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标值
 | | | | 产出指标 | 质量指标 | 合格率 | 100%
农业局 | 病虫害防治 | 4.5 | 防治900亩 | 产出指标 | 数量指标 | 面积 | 900亩
""",
        ),
        (
            Form(
                project="沟渠清淤",
                unit="农业局",
                year=2024,
                total="12",
                goal="清淤4公里",
                rows="""\
产出指标|数量指标|长度|4公里
产出指标|质量指标|合格率|100%""",
            ),
            Form(
                project="病虫害防治",
                unit="农业局",
                year=2024,
                total="4.5",
                goal="防治900亩",
                rows="""\
产出指标|数量指标|面积|900亩""",
            ),
        ),
    ),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_is_read_as_a_careful_person_would(name):
    assert_read(DOCUMENTS[name])


FORM = """
项目名称 »2 | 森林防火 »2
预算单位 »2 | 县林业局 »2
年度目标 »2 | 不发生重大火灾 »2
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 护林员 | 60人
"""
TAIL = """
效益指标 | 生态效益指标 | 受害率 | ≤0.9‰
满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90%
"""


def readings(*parts: str) -> tuple[Reading, ...]:
    return read_file("form.docx", docx_of(*parts)).readings


def test_each_row_keeps_the_table_it_was_read_from():
    (reading,) = readings("绩效目标表", FORM, "", TAIL)
    assert str(reading.places["indicators[0].name"]) == "表1 第5行 第3列"
    assert str(reading.places["indicators[2].value"]) == "表2 第2行 第4列"
    assert reading.source == {"table": 1, "first_row": 1}


def test_a_form_may_go_on_over_three_pages():
    first, second = TAIL.strip().split("\n")
    (reading,) = readings("绩效目标表", FORM, "", f"{first}\n", "续表（二）", f"{second}\n")
    assert [one.name for one in reading.content.indicators] == ["护林员", "受害率", "群众满意度"]
    assert str(reading.places["indicators[2].name"]) == "表3 第1行 第3列"


@pytest.mark.parametrize("between", ["另附：", "项目支出绩效目标申报表"])
def test_words_between_two_tables_keep_them_apart(between):
    assert len(readings("绩效目标表", FORM, between, TAIL)) == 2


def test_the_tail_of_another_form_is_not_added_to_a_whole_one():
    whole, tail = readings("绩效目标表", FORM.rstrip() + TAIL, "", TAIL)
    assert len(whole.content.indicators) == 3
    assert tail.content.project == ""
    assert len(tail.content.indicators) == 2


def test_a_table_that_names_nodes_already_left_is_another_form():
    again = FORM.strip().rsplit("\n", 2)[1] + "\n产出指标 | 数量指标 | 瞭望塔 | 3座" + TAIL
    begun = FORM.rstrip() + "\n效益指标 | 社会效益指标 | 知晓率 | ≥80%\n"
    assert len(readings("绩效目标表", begun, "", again)) == 2


def test_a_table_of_another_kind_is_not_taken_for_the_rest_of_a_form():
    people = "姓名 | 职务 | 电话 | 备注\n李四 | 科长 | 123 | 在岗"
    found = read_file("form.docx", docx_of("绩效目标表", FORM, "", people))
    (reading,) = found.readings
    assert len(reading.content.indicators) == 1
    assert [note.text for note in found.notes] == ["姓名"]


def test_sheets_of_a_workbook_are_never_joined():
    book = load_workbook(io.BytesIO(xlsx_of(FORM)))
    sheet = book.create_sheet("续")
    for line in TAIL.strip().split("\n"):
        sheet.append(line.split(" | "))
    out = io.BytesIO()
    book.save(out)
    assert len(read_file("form.xlsx", out.getvalue()).readings) == 2


@pytest.mark.parametrize(
    "between",
    ["绩效目标表（续）", "绩效目标表 续表", "绩效目标表\n（2021年度）", "绩效目标表（续表二）"],
)
def test_a_title_repeated_on_the_next_page_begins_no_form(between):
    (reading,) = readings("绩效目标表", "（2021年度）", FORM, between, TAIL)
    assert [one.name for one in reading.content.indicators] == ["护林员", "受害率", "群众满意度"]
    assert reading.content.year == 2021


def test_a_title_repeated_over_a_form_with_a_unit_of_its_own_begins_one():
    again = FORM.strip().split("\n", 1)[1].replace("产出", "效益").replace("数量", "社会效益")
    first, second = readings("绩效目标表", FORM, "绩效目标表", again)
    assert (first.content.project, second.content.project) == ("森林防火", "")
    assert second.content.unit == "县林业局"
