"""What is written reads back as it was, in Word and in Excel."""

import io
from dataclasses import replace
from decimal import Decimal

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from declarations.content import Content, Funding, Indicator, format_wan
from declarations.sheet import TooLong, lay_out, messages, read_file, write_docx, write_xlsx
from declarations.sheet.layout import DATE, FILLER, HEAD, OPINIONS, in_form_order
from indicators.office_files import printable
from indicators.tree import COLUMNS, shipped
from tests.schemes import EVERY, OWN, clean
from tests.sheet import renhe

WRITERS = {"docx": write_docx, "xlsx": write_xlsx}
every_kind = pytest.mark.parametrize("kind", WRITERS)


def printed(content: Content, tree=None) -> Content:
    """A Content as its paper form shows it: blank rows left out, in the order of the form."""
    nodes = in_form_order(content.indicators, tree or renhe.tree())
    return replace(
        content,
        title=content.title or (tree or renhe.tree()).form_title,
        indicators=tuple(row for node in nodes for _, row in node.rows),
    )


def again(kind: str, *contents: Content, tree=None) -> list[Content]:
    forms = [(content, tree or renhe.tree()) for content in contents]
    found = read_file(f"form.{kind}", WRITERS[kind](forms), EVERY)
    assert not found.problems
    assert not [note for reading in found.readings for note in reading.notes]
    return [reading.content for reading in found.readings]


@every_kind
def test_the_forms_of_2021_come_back_equal(kind):
    assert again(kind, *renhe.complete()) == [printed(form) for form in renhe.complete()]


@every_kind
def test_each_form_alone_comes_back_equal(kind):
    for form in renhe.complete():
        assert again(kind, form) == [printed(form)]


@every_kind
def test_a_draft_has_the_same_table(kind):
    forms = [(form, renhe.tree()) for form in renhe.complete()]
    draft = read_file(f"draft.{kind}", WRITERS[kind](forms, draft=True))
    assert [reading.content for reading in draft.readings] == again(kind, *renhe.complete())


def test_the_cells_of_the_word_form_seen_by_other_eyes():
    form = renhe.complete()[1]
    document = Document(io.BytesIO(write_docx([(form, renhe.tree())])))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[:2] == ["部门（单位）预算项目支出绩效目标申报表", "（2021年度）"]
    seen = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    rows = [row for row in form.indicators if not row.is_blank]
    assert seen[0] == ["项目名称"] * 2 + [form.project] * 3
    assert seen[1] == ["预算单位"] * 2 + [form.unit] * 3
    assert [row[3] for row in seen[2:5]] == ["8.40", "8.40", ""]
    assert seen[6] == ["总体目标", *[form.goal] * 4]
    body = [row[1:] for row in seen[8:] if row[3] or row[4]]
    assert body == [[one.level1, one.level2, one.name, one.value] for one in rows]


def test_the_cells_of_the_excel_form_seen_by_other_eyes():
    form = renhe.complete()[1]
    sheet = load_workbook(io.BytesIO(write_xlsx([(form, renhe.tree())]))).active
    assert sheet["A1"].value == "部门（单位）预算项目支出绩效目标申报表"
    assert sheet["C3"].value == form.project
    assert (sheet["D5"].value, sheet["D5"].number_format) == (8.4, "0.00####")
    assert sheet["D7"].value is None
    assert sheet["B9"].value == form.goal
    rows = [row for row in form.indicators if not row.is_blank]
    body = [(d.value or "", e.value or "") for d, e in sheet["D11:E30"]]
    assert [pair for pair in body if any(pair)] == [(one.name, one.value) for one in rows]
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


FORMULAS = ["=1+1", "+86", "-5", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_never_becomes_a_formula(text):
    form = replace(renhe.complete()[0], goal=text, project=text)
    data = write_xlsx([(form, renhe.tree())])
    sheet = load_workbook(io.BytesIO(data)).active
    assert [sheet["B9"].data_type, sheet["C3"].data_type] == ["s", "s"]
    assert sheet["B9"].value == text
    assert again("xlsx", form) == [printed(form)]


@pytest.mark.parametrize(
    "amount", ["300", "8.4", "2.754", "438.768", "0.000001", "0", "123456789.123456"]
)
@every_kind
def test_amounts_come_back_exactly(kind, amount):
    form = replace(renhe.complete()[0], funding=Funding(total=Decimal(amount)))
    assert again(kind, form)[0].funding == form.funding


def test_an_amount_longer_than_excel_keeps_is_written_as_text():
    amount = Decimal("1234567890123.123456")
    form = replace(renhe.complete()[0], funding=Funding(total=amount))
    assert again("xlsx", form)[0].funding.total == amount


TEXTS = [
    "  两端有空格  ",
    "　全角空格　",
    "第一行\n第二行",
    "\n",
    "制\t表",
    "<b>&amp;</b>",
    '"引号"',
    "a\n\n",
    "_x0041_",
]


@pytest.mark.parametrize("text", TEXTS)
@every_kind
def test_a_text_comes_back_to_the_last_blank(kind, text):
    rows = (Indicator("项目完成", "数量指标", text, text),)
    form = replace(renhe.complete()[0], goal=text, project=text, indicators=rows)
    assert again(kind, form) == [printed(form)]


@every_kind
def test_control_characters_are_shown_as_such_and_crash_nothing(kind):
    form = replace(renhe.complete()[0], goal="甲\x00乙\x1f丙\x0b丁\r\n戊\ufffe")
    assert again(kind, form)[0].goal == "甲\ufffd乙\ufffd丙\n丁\n戊\ufffd"


@every_kind
def test_rows_of_nodes_the_scheme_lacks_are_printed_too(kind):
    rows = (
        Indicator("成本指标", "社会成本指标", "甲", "≤1"),
        Indicator("项目完成", "数量指标", "乙", "1个"),
        Indicator("满意度指标", "满意度指标", "丙", "≥90%"),
    )
    form = replace(renhe.complete()[0], indicators=rows)
    (back,) = again(kind, form)
    assert back.indicators == (rows[1], rows[2], rows[0])


@every_kind
def test_fields_the_form_of_2021_lacks_are_printed_when_filled(kind):
    rows = (Indicator("项目完成", "数量指标", "甲", "1个", Decimal("12.5"), "解释"),)
    form = replace(
        renhe.complete()[0],
        superior="市财政局",
        long_term_goal="三年建成",
        funding=Funding(Decimal(3), Decimal(2), Decimal(1), Decimal(9)),
        indicators=rows,
    )
    assert again(kind, form) == [form]


def test_an_empty_form_is_laid_out_whole():
    grid = lay_out(Content(), renhe.tree())
    names = {cell.text for cell in grid.cells if cell.role == "node"}
    assert names == {one for node in renhe.tree().nodes() for one in (node.level1, node.name)}
    assert grid.above == (renhe.tree().form_title,)


def test_every_value_on_the_laid_out_form_carries_its_path():
    form = renhe.complete()[3]
    shown = {path: cell.text for path, cell in lay_out(form, renhe.tree()).where()}
    assert shown["project"] == form.project
    assert shown["funding.total"] == format_wan(form.funding.total)
    for number, row in enumerate(form.indicators):
        if not row.is_blank:
            assert shown[f"indicators[{number}].name"] == row.name
            assert shown[f"indicators[{number}].value"] == row.value


def test_a_laid_out_grid_has_no_hole_and_no_overlap():
    for form in renhe.complete():
        grid = lay_out(form, renhe.tree())
        area = sum(cell.rowspan * cell.colspan for cell in grid.cells)
        assert area == grid.width * grid.height
        assert all(
            grid.at(row, column) for row in range(grid.height) for column in range(grid.width)
        )


def headings(tree):
    grid = lay_out(Content(), tree)
    texts = ["".join(cell.text.split()) for cell in grid.cells if cell.role == "heading"]
    return texts[2:]


def test_a_form_has_the_columns_of_its_scheme_and_no_other():
    assert headings(shipped()["sichuan-2021"]) == ["三级指标", "指标值（包含数字及文字描述）"]
    national = ["三级指标", "指标性质", "指标值", "计量单位", "权重"]
    assert headings(shipped()["national-2021"]) == national
    assert headings(OWN) == [*national, "指标解释", "评分标准", "依据"]
    assert set(headings(OWN)) >= set(COLUMNS.values())


def test_a_value_stands_in_its_three_columns_and_the_weight_beside_them():
    grid = lay_out(clean(OWN), OWN)
    (value,) = [cell for where, cell in grid.where() if where == "indicators[6].value"]
    beside = [grid.at(value.row, value.column + step).text for step in range(-2, 5)]
    assert beside == ["参训人员满意度", "≥", "90", "%", "10", "", ""]


@pytest.mark.parametrize("code", EVERY)
def test_the_grid_of_every_scheme_has_no_hole_and_fills_its_page(code):
    tree = EVERY[code]
    grid = lay_out(clean(tree), tree)
    area = sum(cell.rowspan * cell.colspan for cell in grid.cells)
    assert area == grid.width * grid.height
    assert len(grid.widths) == grid.width
    assert sum(grid.widths) == pytest.approx(26.1 if tree.layout.landscape else 17.4, abs=0.1)


@every_kind
def test_forms_of_several_schemes_in_one_document_come_back_equal(kind):
    forms = [(clean(tree), tree) for tree in EVERY.values()]
    found = read_file(f"form.{kind}", WRITERS[kind](forms), EVERY)
    assert not [note for reading in found.readings for note in reading.notes]
    backs = [reading.content for reading in found.readings]
    assert backs == [printed(content, tree) for content, tree in forms]


def test_each_page_of_a_word_document_lies_as_its_scheme_says():
    forms = [(clean(tree), tree) for tree in EVERY.values()]
    turned = [tree.layout.landscape for tree in EVERY.values()]
    sections = Document(io.BytesIO(write_docx(forms))).sections
    groups = [now for before, now in zip([None, *turned], turned, strict=False) if now != before]
    assert [section.page_width > section.page_height for section in sections] == groups
    book = load_workbook(io.BytesIO(write_xlsx(forms)))
    assert [sheet.page_setup.orientation == "landscape" for sheet in book] == turned


def test_the_heading_row_is_repeated_in_word_and_excel():
    data = [(clean(OWN), OWN)]
    rows = Document(io.BytesIO(write_docx(data))).tables[0].rows
    (repeated,) = [row for row in rows if "w:tblHeader" in row._tr.xml]
    assert repeated.cells[1].text == "一级指标"
    sheet = load_workbook(io.BytesIO(write_xlsx(data))).active
    number = int(sheet.print_title_rows.rpartition("$")[2])
    assert sheet.cell(number, 2).value == "一级指标"


def test_a_weight_is_a_number_in_excel_and_has_no_zeros_behind_the_point():
    rows = (replace(clean(OWN).indicators[0], weight=Decimal("12.5000")),)
    content = replace(clean(OWN), indicators=rows)
    (shown,) = [
        cell for where, cell in lay_out(content, OWN).where() if where == "indicators[0].weight"
    ]
    assert shown.text == "12.5"
    sheet = load_workbook(io.BytesIO(write_xlsx([(content, OWN)]))).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert [(c.value, c.number_format) for c in cells if c.value == 12.5] == [(12.5, "General")]


@pytest.mark.parametrize("sign", ["长", "𠮷", "_x0041_"])
def test_a_text_no_cell_of_excel_holds_is_refused_by_its_cell(sign):
    units = len(sign.encode("utf-16-le")) // 2
    most = 32_767 // (units if units < 3 else len("_x005F_x0041_"))
    form = renhe.complete()[1]
    fits = replace(form, goal=sign * most)
    assert again("xlsx", fits)[0].goal == fits.goal
    longer = replace(form, goal=sign * (most + 1))
    with pytest.raises(TooLong) as refused:
        write_xlsx([(form, renhe.tree()), (longer, renhe.tree())])
    said = messages.too_long_for_excel(form.project, "B9", longer.goal, 32_767)
    assert str(refused.value) == said
    assert again("docx", longer)[0].goal == longer.goal


def test_a_document_is_small():
    form = max(renhe.complete(), key=lambda content: len(str(content)))
    assert len(write_docx([(form, renhe.tree())])) <= 6 * 1024


def test_sheets_are_named_after_projects_and_never_clash():
    form = renhe.complete()[1]
    forms = [
        replace(form, project=name) for name in ("a/b:c*?[d]", "甲" * 40, "甲" * 40, "", "'引'")
    ]
    book = load_workbook(io.BytesIO(write_xlsx([(one, renhe.tree()) for one in forms])))
    assert len(set(book.sheetnames)) == 5
    assert all(0 < len(name) <= 31 for name in book.sheetnames)


SIGNS = st.characters(exclude_categories=["Cs", "Cn"]) | st.sampled_from(
    " \u3000\n\t<>&\"'=≥％元指标：（）"
)
LIKE_LABELS = st.sampled_from(
    [
        "项目名称",
        "预算单位",
        "年度目标",
        "中期目标",
        "三级指标",
        "指标值",
        "合计",
        "绩效目标申报表",
        "数量指标",
        "成本指标",
        "其他资金",
        "其中：财政拨款",
        "绩效指标",
        "项目名称：甲",
        "年度资金总额：50万",
        "2021年",
        "（2021年度）",
        "备注",
        "单位：元",
        "2021年度项目支出绩效目标表",
        "填报人：张三",
    ]
)
TEXT = st.text(SIGNS, max_size=24).map(printable) | LIKE_LABELS
TEXT = TEXT.filter(lambda text: not text or text.strip())
TARGET = st.sampled_from(
    ["≥95%", "=2期", "显著提高", "100", "≤1,400元/个", "2021年10月底前", "≥ 5个", "95%以上"]
)
WEIGHT = st.none() | st.decimals(0, 100, places=2)
AMOUNT = st.none() | st.decimals(0, 10**9, places=6)


@st.composite
def contents(draw, tree):
    nodes = list(tree.nodes())
    rows = []
    for node in nodes:
        for _ in range(draw(st.integers(0, 2))):
            row = Indicator(
                node.level1,
                node.name,
                draw(TEXT),
                draw(TEXT | TARGET),
                draw(WEIGHT),
                draw(TEXT),
                draw(TEXT),
                draw(TEXT),
            )
            if not row.is_blank:
                rows.append(row)
    return Content(
        title=tree.form_title,
        year=draw(st.none() | st.integers(1990, 2099)),
        project=draw(TEXT),
        unit=draw(TEXT),
        superior=draw(TEXT),
        funding=Funding(draw(AMOUNT), draw(AMOUNT), draw(AMOUNT), draw(AMOUNT)),
        goal=draw(TEXT),
        long_term_goal=draw(TEXT),
        indicators=tuple(rows),
    )


@pytest.mark.parametrize("code", EVERY)
@every_kind
def test_any_content_comes_back_equal(kind, code):
    tree = EVERY[code]

    @settings(max_examples=40, deadline=None)
    @given(contents(tree))
    def check(content):
        forms = [(content, tree)]
        found = read_file(f"form.{kind}", WRITERS[kind](forms))
        assert [reading.content for reading in found.readings] == [content]

    check()


@every_kind
def test_a_block_for_signatures_is_printed_and_never_read_as_a_row(kind):
    for tree in (OWN, EVERY["nature"]):
        labels = {cell.text for cell in lay_out(clean(tree), tree).cells if cell.role == "label"}
        assert labels >= {FILLER, HEAD, DATE, *OPINIONS}
        (back,) = again(kind, clean(tree), tree=tree)
        assert back == printed(clean(tree), tree)
    for tree in shipped().values():
        assert FILLER not in {cell.text for cell in lay_out(clean(tree), tree).cells}
