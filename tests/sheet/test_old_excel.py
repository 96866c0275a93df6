"""Workbooks of Excel 97-2003, as LibreOffice saves them."""

import io
import random
import struct
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import Workbook, load_workbook

from declarations.sheet import messages, read_file
from declarations.sheet.old_excel_reader import read_old_workbook
from indicators.office_files import UnreadableError
from tests.conftest import DATA
from tests.sheet.build import xlsx_of
from tests.sheet.office import convert, needs_office

pytestmark = [pytest.mark.office, needs_office]

RENHE = (DATA / "renhe-2021.xlsx").read_bytes()

FORM = """
项目名称 »2 | 甲{} »2
资金总额（元） »2 | 12000 »2
年度目标 »2 | 乙 »2
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 件数 | 0.95
^ | 时效指标 | 日期 | 2023
"""

#: What stands in a cell with its number format, and how it reads.
CELLS = [
    (-3, "General", "-3"),
    (12.5, "General", "12.5"),
    (0.955, "0.0%", "95.5%"),
    (45235, "General", "45235"),
    (date(2023, 11, 5), 'yyyy"年"m"月"d"日"', "2023年11月5日"),
    (date(2023, 11, 5), "yyyy-mm-dd", "2023-11-05"),
    ("=6.5*2", "General", "13"),
    ('="合"&"计"', "General", "合计"),
    ("=nobody()", "General", ""),
    ("=1=1", "General", "TRUE"),
]


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """The forms of 2021, one with numbers and dates, and a sheet with cells of every kind."""
    directory = tmp_path_factory.mktemp("xls")
    book = load_workbook(io.BytesIO(xlsx_of("绩效目标申报表", FORM.format("字" * 9000))))
    sheet = book.active
    sheet["C3"] = "=6000*2"
    sheet["D6"], sheet["D6"].number_format = 0.95, "0%"
    sheet["D7"], sheet["D7"].number_format = date(2023, 11, 5), 'yyyy"年"m"月"d"日"'
    book.save(directory / "numbers.xlsx")
    book = Workbook()
    for row, (value, number_format, _) in enumerate(CELLS, 1):
        cell = book.active.cell(row, 1, value)
        cell.number_format = number_format
    book.active.cell(1, 2, "甲")
    book.active.merge_cells("B1:C2")
    book.active.cell(3, 3, "乙")
    book.save(directory / "cells.xlsx")
    (directory / "renhe.xlsx").write_bytes(RENHE)
    names = ("numbers", "renhe", "cells")
    paths = convert("xls", directory, *(directory / f"{name}.xlsx" for name in names))
    return {name: path.read_bytes() for name, path in zip(names, paths, strict=True)}


def test_a_cell_reads_as_it_is_shown(saved):
    (grid,) = read_old_workbook("cells.xls", saved["cells"])
    texts = {(one.row, one.column): one.text for one in grid.cells}
    assert [texts[row, 0] for row in range(len(CELLS))] == [text for *_, text in CELLS]
    merged = next(one for one in grid.cells if one.text == "甲")
    assert (merged.rowspan, merged.colspan) == (2, 2)


def test_a_formula_that_failed_is_told_of_with_its_place(saved):
    (grid,) = read_old_workbook("cells.xls", saved["cells"])
    ((where, message),) = grid.remarks
    assert (where.row, where.column, message) == (8, 0, messages.not_computed("#NAME?"))


def test_a_workbook_of_another_program_reads_as_the_new_one(saved):
    (reading,) = read_file("form.xls", saved["numbers"]).readings
    content = reading.content
    assert content.project == "甲" + "字" * 9000
    assert content.funding.total == Decimal("1.2")
    assert [one.value for one in content.indicators] == ["95%", "2023年11月5日"]
    assert str(reading.places["goal"]) == "Sheet!C4"


def test_the_forms_of_2021_are_read_from_an_old_workbook(saved):
    old = read_file("renhe.xls", saved["renhe"]).readings
    new = read_file("renhe.xlsx", RENHE).readings
    assert [one.content for one in old] == [one.content for one in new]


def test_a_damaged_old_workbook_raises_nothing(saved):
    chance = random.Random(7)
    for _ in range(60):
        data = bytearray(saved["numbers"])
        for _ in range(20):
            data[chance.randrange(len(data))] = chance.randrange(256)
        found = read_file("form.xls", bytes(data[: chance.randrange(600, len(data))]))
        assert found.readings or found.problems


def test_a_workbook_under_a_password_says_so():
    def record(number, data):
        return struct.pack("<HH", number, len(data)) + data

    locked = record(0x809, b"\x00\x06\x05\x00" + bytes(12)) + record(0x2F, bytes(54))
    with pytest.raises(UnreadableError) as caught:
        list(read_old_workbook("form.xls", locked))
    assert caught.value.message == messages.password_protected()
