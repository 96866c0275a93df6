"""What Word and Excel put into documents beside plain cells."""

import io
from decimal import Decimal

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook

from declarations.sheet import read_file
from tests.sheet.build import docx_of, drawn, xlsx_of

FORM = """
项目名称 | 甲 »3
年度目标 | 乙 »3
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 丙 | 1个
"""


def word(change) -> list:
    document = Document(io.BytesIO(docx_of("项目支出绩效目标申报表", FORM)))
    change(document)
    out = io.BytesIO()
    document.save(out)
    found = read_file("form.docx", out.getvalue())
    assert not found.problems
    return [reading.content for reading in found.readings]


def run(xml: str):
    return parse_xml(f"<w:r {nsdecls('w')}>{xml}</w:r>")


def value_cell(document):
    return document.tables[0].cell(3, 3)


def put(document, *elements) -> None:
    paragraph = value_cell(document).paragraphs[0]._p
    for child in list(paragraph):
        paragraph.remove(child)
    paragraph.extend(elements)


def wrapped(tag: str, *children) -> object:
    element = parse_xml(f"<w:{tag} {nsdecls('w')}/>")
    element.extend(children)
    return element


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<w:t>a</w:t><w:tab/><w:t>b</w:t>", "a\tb"),
        ("<w:t>a</w:t><w:br/><w:t>b</w:t>", "a\nb"),
        ('<w:sym w:font="Symbol" w:char="F0B3"/><w:t>95%</w:t>', "≥95%"),
        ("<w:t>1</w:t><w:noBreakHyphen/><w:t>12月</w:t>", "1-12月"),
    ],
)
def test_signs_inside_a_run(xml, text):
    (content,) = word(lambda document: put(document, run(xml)))
    assert content.indicators[0].value == text


def test_paragraphs_of_a_cell_are_lines():
    def change(document):
        value_cell(document).add_paragraph("第二行")

    assert word(change)[0].indicators[0].value == "1个\n第二行"


def test_tracked_changes_are_read_as_accepted():
    def change(document):
        gone = wrapped("del", run("<w:delText>旧</w:delText>"))
        put(document, gone, wrapped("ins", run("<w:t>新</w:t>")))

    assert word(change)[0].indicators[0].value == "新"


def test_content_controls_and_links_are_read_through():
    def change(document):
        content = wrapped("sdtContent", run("<w:t>控件</w:t>"))
        put(document, wrapped("sdt", content), wrapped("hyperlink", run("<w:t>链接</w:t>")))

    assert word(change)[0].indicators[0].value == "控件链接"


def test_a_row_inside_a_content_control_is_read():
    def change(document):
        row = document.tables[0].rows[3]._tr
        content = wrapped("sdtContent")
        row.addprevious(wrapped("sdt", content))
        content.append(row)

    assert word(change)[0].indicators[0].name == "丙"


def test_a_form_nested_in_a_cell_is_read():
    def change(document):
        outer = document.add_table(1, 1)
        inner = document.tables[0]._tbl
        outer.cell(0, 0)._tc.insert(0, inner)

    (content,) = word(change)
    assert (content.project, content.indicators[0].value) == ("甲", "1个")


def test_a_table_nested_in_a_value_leaves_the_form_whole():
    def change(document):
        value_cell(document).add_table(2, 2).cell(0, 0).text = "内"

    assert word(change)[0].indicators[0].value.strip() == "1个"


def test_each_paragraph_of_a_text_box_is_a_line():
    def change(document):
        lines = ("部门项目绩效目标申报表", "（2020年度）")
        paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
        box = f"<w:pict><w:txbxContent>{paragraphs}</w:txbxContent></w:pict>"
        document.paragraphs[0]._p.addnext(parse_xml(f"<w:p {nsdecls('w')}><w:r>{box}</w:r></w:p>"))

    (content,) = word(change)
    assert (content.title, content.year) == ("部门项目绩效目标申报表", 2020)


def test_the_title_may_be_the_first_row_of_the_table():
    table = "项目支出绩效目标申报表 »4\n（2021年度） »4" + FORM.rstrip()
    (reading,) = read_file("form.docx", docx_of(table)).readings
    assert (reading.content.title, reading.content.year) == ("项目支出绩效目标申报表", 2021)
    assert str(reading.places["year"]) == "表1 第2行 第1列"


def test_one_table_may_hold_several_forms():
    first, second = "绩效目标申报表 »4" + FORM.rstrip(), FORM.strip().replace("甲", "丁")
    readings = read_file("form.docx", docx_of(f"{first}\n{second}")).readings
    assert [reading.content.project for reading in readings] == ["甲", "丁"]
    assert [reading.source["first_row"] for reading in readings] == [1, 6]


def workbook(fill, form: str = FORM) -> list:
    book = Workbook()
    sheet = book.active
    for cell in drawn(form):
        sheet.cell(cell.row + 1, cell.column + 1).value = cell.text
    fill(book, sheet)
    out = io.BytesIO()
    book.save(out)
    found = read_file("form.xlsx", out.getvalue())
    assert not found.problems
    return [reading.content for reading in found.readings]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (1, "0%", "100%"),
        (0.95, "0%", "95%"),
        (0.985, "0.0%", "98.5%"),
        (0.07, "0.00%", "7%"),
        (12, "General", "12"),
        (2.5, "0.00", "2.5"),
        (1200, "#,##0", "1200"),
        (0.1 + 0.2, "General", "0.3"),
        (5, '0"人"', "5人"),
    ],
)
def test_a_number_reads_as_it_is_shown(value, number_format, text):
    def fill(book, sheet):
        sheet["D4"].value = value
        sheet["D4"].number_format = number_format

    assert workbook(fill)[0].indicators[0].value == text


def test_a_formula_is_read_by_its_cached_value():
    """openpyxl writes no cached values: the sheet is given one by hand."""
    import re
    import zipfile

    form = "项目名称 | 甲\n年度资金总额 | 7\n年度目标 | 乙"
    old = zipfile.ZipFile(io.BytesIO(xlsx_of("绩效目标申报表", form)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            data = old.read(part)
            if part.endswith("sheet1.xml"):
                cell = rb'<c r="B3"><f>SUM(3,5.4)</f><v>8.4000000000000004</v></c>'
                data, count = re.subn(rb'<c r="B3".*?</c>', cell, data)
                assert count == 1
            new.writestr(part, data)
    (reading,) = read_file("form.xlsx", out.getvalue()).readings
    assert reading.content.funding.total == Decimal("8.4")


def test_hidden_rows_and_sheets_are_read():
    def fill(book, sheet):
        sheet.row_dimensions[4].hidden = True

    assert workbook(fill)[0].indicators[0].name == "丙"


def test_every_sheet_with_a_form_gives_one():
    def fill(book, sheet):
        other = book.create_sheet("另一张")
        for cell in drawn(FORM.replace("甲", "丁")):
            other.cell(cell.row + 1, cell.column + 1).value = cell.text
        book.create_sheet("空表")

    assert [content.project for content in workbook(fill)] == ["甲", "丁"]


def test_several_forms_on_one_sheet_are_told_apart():
    forms = [
        "绩效目标申报表",
        "（2021年度）",
        FORM,
        "绩效目标申报表",
        "（2022年度）",
        FORM.replace("甲", "丁"),
    ]
    readings = read_file("form.xlsx", xlsx_of(*forms)).readings
    assert [(one.content.project, one.content.year) for one in readings] == [
        ("甲", 2021),
        ("丁", 2022),
    ]


def test_level_names_need_not_be_merged():
    form = """
项目名称 | 甲
年度目标 | 乙
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 丙 | 1个
 | | 丁 | 2个
 | 质量指标 | 戊 | 3个

效益指标 | 社会效益指标 | 己 | 4个
"""
    (reading,) = read_file("form.xlsx", xlsx_of("绩效目标表", form)).readings
    assert [(row.level1, row.level2, row.name) for row in reading.content.indicators] == [
        ("产出指标", "数量指标", "丙"),
        ("产出指标", "数量指标", "丁"),
        ("产出指标", "质量指标", "戊"),
        ("效益指标", "社会效益指标", "己"),
    ]


def test_a_blank_row_beside_a_filled_one_stays_and_an_only_one_does_not():
    form = """
项目名称 | 甲 »3
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 丙 | 1个
^ | ^ | | 　
^ | 质量指标 | | 　
"""
    (reading,) = read_file("form.docx", docx_of(form)).readings
    assert [(row.level2, row.name) for row in reading.content.indicators] == [
        ("数量指标", "丙"),
        ("数量指标", ""),
    ]


def test_a_form_without_its_indicators_is_a_fragment_and_not_lost():
    form = "项目名称 | 甲\n年度资金总额 | 5\n年度目标 | 乙"
    (reading,) = read_file("form.docx", docx_of(form)).readings
    assert (reading.content.project, reading.content.indicators) == ("甲", ())
