"""Workbooks of Excel 97-2003: records made by hand here, and files saved by LibreOffice."""

import io
import random
import struct
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from declarations.sheet import messages, read_file
from declarations.sheet.grid import Grid
from declarations.sheet.old_excel_reader import read_old_workbook
from indicators.office_files import UnreadableError
from tests.conftest import DATA
from tests.sheet.build import xlsx_of
from tests.sheet.office import convert, needs_office

RENHE = (DATA / "renhe-2021.xlsx").read_bytes()


def record(number: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", number, len(data)) + data


BOF = record(0x809, b"\x00\x06\x05\x00" + bytes(12))
EOF = record(0x0A)
PERCENT, GENERAL, CHINESE_DATE, ISO_DATE = range(4)
FORMATS = b"".join(
    record(0xE0, struct.pack("<HH", 0, number) + bytes(16)) for number in (9, 0, 31, 14)
)


def wide(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def cell(number: int, row: int, column: int, data: bytes, xf: int = GENERAL) -> bytes:
    return record(number, struct.pack("<3H", row, column, xf) + data)


def stream(sheet: bytes, shared: Iterable[bytes] = (), before: bytes = b"") -> bytes:
    """A workbook with one sheet. ``shared`` are the parts of the table of texts."""
    numbers = (0xFC, *[0x3C] * 99)
    texts = b"".join(record(number, part) for number, part in zip(numbers, shared, strict=False))
    name = b"\x03\x00" + b"abc"

    def head(start: int) -> bytes:
        return BOF + before + FORMATS + record(0x85, struct.pack("<IH", start, 0) + name) + texts

    start = len(head(0)) + len(EOF)
    return head(start) + EOF + BOF + sheet + EOF


def grid(data: bytes) -> Grid:
    (found,) = read_old_workbook("form.xls", data)
    return found


def texts(data: bytes) -> list[str]:
    return [one.text for one in grid(data).cells]


def test_numbers_are_read_however_they_are_packed():
    packed = [(-3 << 2) & 0xFFFFFFFF | 2, 1250 << 2 | 3, struct.unpack("<I", b"\0\0\xf8\x3f")[0]]
    sheet = cell(0x27E, 0, 0, struct.pack("<I", packed[0]))
    several = b"".join(struct.pack("<HI", GENERAL, one) for one in packed)
    sheet += record(0xBD, struct.pack("<HH", 1, 0) + several + struct.pack("<H", 2))
    sheet += cell(0x203, 2, 0, struct.pack("<d", 0.955), PERCENT)
    assert texts(stream(sheet)) == ["-3", "", "", "-3", "12.5", "1.5", "95.5%", "", ""]


@pytest.mark.parametrize(
    ("xf", "text"), [(CHINESE_DATE, "2023年11月5日"), (ISO_DATE, "2023-11-05"), (GENERAL, "45235")]
)
def test_a_date_is_a_number_with_a_format(xf, text):
    assert texts(stream(cell(0x203, 0, 0, struct.pack("<d", 45235), xf))) == [text]


def test_a_formula_has_its_last_result_be_it_a_text():
    number = cell(6, 0, 0, struct.pack("<d", 6.5) + bytes(8))
    text = cell(6, 0, 1, b"\0" * 6 + b"\xff\xff" + bytes(8)) + record(0x207, wide("合计"))
    truth = cell(6, 0, 2, b"\x01\0\x01\0\0\0\xff\xff" + bytes(8))
    assert texts(stream(number + text + truth)) == ["6.5", "合计", "TRUE"]


def test_a_formula_that_failed_is_told_of_with_its_place():
    failed = cell(6, 1, 0, b"\x02\0\x1d\0\0\0\xff\xff" + bytes(8))
    found = grid(stream(cell(0x204, 0, 0, wide("甲")) + failed + cell(0x204, 2, 0, wide("乙"))))
    assert [one.text for one in found.cells] == ["甲", "", "乙"]
    ((where, message),) = found.remarks
    assert (where.row, where.column, message) == (1, 0, messages.not_computed("#NAME?"))


def test_shared_texts_may_go_on_in_the_next_record():
    count = struct.pack("<II", 3, 3)
    rich = struct.pack("<HBH", 1, 1 | 8, 1) + "富".encode("utf-16-le") + bytes(4)
    begun = struct.pack("<HB", 4, 1) + "项目".encode("utf-16-le")
    rest = b"\x01" + "名称".encode("utf-16-le") + struct.pack("<HB", 2, 0) + b"A"
    shared = [count + rich + begun, rest, b"\x01" + "乙".encode("utf-16-le")]
    sheet = b"".join(cell(0xFD, 0, n, struct.pack("<I", n)) for n in range(3))
    assert texts(stream(sheet, shared)) == ["富", "项目名称", "A乙"]


def test_merged_cells_are_one():
    sheet = cell(0x204, 0, 0, wide("甲")) + cell(0x204, 2, 1, wide("乙"))
    sheet += record(0xE5, struct.pack("<5H", 1, 0, 1, 0, 1))
    first, *_ = grid(stream(sheet)).cells
    assert (first.text, first.rowspan, first.colspan) == ("甲", 2, 2)


def test_a_chart_inside_a_sheet_is_left_out():
    chart = BOF + cell(0x203, 9, 9, struct.pack("<d", 1)) + EOF
    sheet = cell(0x204, 0, 0, wide("甲")) + chart + cell(0x204, 1, 0, wide("乙"))
    assert texts(stream(sheet)) == ["甲", "乙"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (stream(b"", before=record(0x2F, bytes(6))), messages.password_protected()),
        (record(0x809, b"\x00\x05") + EOF, messages.old_binary(".xls")),
        (b"", messages.old_binary(".xls")),
    ],
)
def test_a_locked_workbook_and_one_of_an_older_excel_say_so(data, expected):
    with pytest.raises(UnreadableError) as caught:
        list(read_old_workbook("form.xls", data))
    assert caught.value.message == expected


FORM = """
项目名称 »2 | 甲{} »2
资金总额（元） »2 | 12000 »2
年度目标 »2 | 乙 »2
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 件数 | 0.95
^ | 时效指标 | 日期 | 2023
"""


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """The forms of 2021, and one with numbers and dates, as LibreOffice saves them."""
    directory = tmp_path_factory.mktemp("xls")
    book = load_workbook(io.BytesIO(xlsx_of("绩效目标申报表", FORM.format("字" * 9000))))
    sheet = book.active
    sheet["C3"] = "=6000*2"
    sheet["D6"], sheet["D6"].number_format = 0.95, "0%"
    sheet["D7"], sheet["D7"].number_format = date(2023, 11, 5), 'yyyy"年"m"月"d"日"'
    book.save(directory / "numbers.xlsx")
    (directory / "renhe.xlsx").write_bytes(RENHE)
    paths = convert("xls", directory, directory / "numbers.xlsx", directory / "renhe.xlsx")
    return [path.read_bytes() for path in paths]


@pytest.mark.office
@needs_office
def test_a_workbook_of_another_program_reads_as_the_new_one(saved):
    (reading,) = read_file("form.xls", saved[0]).readings
    content = reading.content
    assert content.project == "甲" + "字" * 9000
    assert content.funding.total == Decimal("1.2")
    assert [one.value for one in content.indicators] == ["95%", "2023年11月5日"]
    assert str(reading.places["goal"]) == "Sheet!C4"


@pytest.mark.office
@needs_office
def test_the_forms_of_2021_are_read_from_an_old_workbook(saved):
    old = read_file("renhe.xls", saved[1]).readings
    new = read_file("renhe.xlsx", RENHE).readings
    assert [one.content for one in old] == [one.content for one in new]


@pytest.mark.office
@needs_office
def test_a_damaged_old_workbook_raises_nothing(saved):
    chance = random.Random(7)
    for _ in range(60):
        data = bytearray(saved[0])
        for _ in range(20):
            data[chance.randrange(len(data))] = chance.randrange(256)
        found = read_file("form.xls", bytes(data[: chance.randrange(600, len(data))]))
        assert found.readings or found.problems
