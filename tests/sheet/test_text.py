"""Tables in plain text: one cell a line, or rows as a spreadsheet copies them."""

from declarations.sheet.text import read_text


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
