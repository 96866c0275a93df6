"""Tables in plain text: one cell a line, or rows as a spreadsheet copies or saves them."""

from decimal import Decimal

import pytest

from declarations.sheet import read_file
from declarations.sheet.text import read_commas, read_text


def texts(text: str) -> list[list[tuple[str, int]]]:
    """For each row of the only table its cells with their height."""
    (grid,) = read_text("form.txt", text)
    return [[(cell.text, cell.rowspan) for cell in row] for row in grid.rows]


def test_a_copied_row_that_begins_with_an_empty_cell_is_a_row():
    assert texts("产出\t数量\t甲\n\t质量\t乙\n") == [
        [("产出", 2), ("数量", 1), ("甲", 1)],
        [("质量", 1), ("乙", 1)],
    ]


def test_a_tab_inside_a_cell_of_a_line_of_its_own_stays_in_it():
    assert texts("\t甲\n乙\t丙\n\t丁\n") == [[("甲\n乙\t丙", 1), ("丁", 1)]]


def test_a_table_of_copied_rows_ends_at_two_empty_lines():
    first, second = read_text("form.txt", "甲\t乙\n\n\n\t丙\n\t丁\n")
    assert [cell.text for cell in first.cells] == ["甲", "乙"]
    assert [cell.text for cell in second.cells] == ["丙", "丁"]


def test_a_file_with_commas_is_read_by_its_quotes():
    (grid,) = read_commas("form.csv", '甲,"乙,\n丙"\r\n,丁\r\n')
    assert [(cell.text, cell.rowspan) for cell in grid.cells] == [
        ("甲", 2),
        ("乙,\n丙", 1),
        ("丁", 1),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_form_saved_with_commas_is_read(encoding):
    text = (
        '项目支出绩效目标申报表,,,\n（2023年度）,,,\n项目名称,甲,,\n资金总额,"1,030.50",,\n'
        "年度目标,乙,,\n一级指标,二级指标,三级指标,指标值\n产出指标,数量指标,丙,1个\n,质量指标,丁,2%\n"
    )
    (reading,) = read_file("form.csv", text.encode(encoding)).readings
    content = reading.content
    assert (content.year, content.project, content.funding.total) == (
        2023,
        "甲",
        Decimal("1030.50"),
    )
    assert [(one.level1, one.level2, one.value) for one in content.indicators] == [
        ("产出指标", "数量指标", "1个"),
        ("产出指标", "质量指标", "2%"),
    ]


def test_a_cell_longer_than_a_form_can_hold_is_told_as_damage():
    data = f'甲,"{"乙" * 200_000}"'.encode()
    (problem,) = read_file("form.csv", data).problems
    assert problem.code == "FILE-DAMAGED"
