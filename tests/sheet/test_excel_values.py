"""What a cell of Excel shows: dates in words, and formulas nobody has computed."""

import io
import re
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from declarations.sheet import FileReading, messages, read_file

HEAD = (
    ("项目支出绩效目标申报表",),
    ("项目名称", "甲"),
    ("年度资金总额", 3),
    ("年度目标", "乙"),
    ("一级指标", "二级指标", "三级指标", "指标值"),
    ("产出指标", "时效指标", "完成日期"),
)


def workbook(value: object, number_format: str = "General", total: object = 3) -> bytes:
    book = Workbook()
    sheet = book.active
    for row in HEAD:
        sheet.append(row)
    sheet["B3"] = total
    sheet["D6"] = value
    sheet["D6"].number_format = number_format
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(data: bytes) -> FileReading:
    found = read_file("form.xlsx", data)
    assert not found.problems
    return found


def value_in(data: bytes) -> str:
    (reading,) = read(data).readings
    return reading.content.indicators[0].value


@pytest.mark.parametrize(
    ("number_format", "text"),
    [
        ('yyyy"年"m"月"d"日"', "2023年11月5日"),
        ('yyyy"年"m"月";@', "2023年11月"),
        ('[$-804]m"月"d"日"', "11月5日"),
        ("yyyy\\年mm\\月dd\\日", "2023年11月05日"),
        ("yy年m月", "23年11月"),
        ("yyyy-mm-dd", "2023-11-05"),
        ("mm-dd-yy", "2023-11-05"),
        ("mmm年d日", "2023-11-05"),
        ("yyyy年aaaa", "2023-11-05"),
    ],
)
def test_a_date_in_words_reads_as_it_is_shown_and_another_by_its_number(number_format, text):
    assert value_in(workbook(date(2023, 11, 5), number_format)) == text


def test_a_date_with_a_time_keeps_it():
    moment = datetime(2023, 11, 5, 9, 30)  # noqa: DTZ001  Excel knows no time zone
    assert value_in(workbook(moment, 'yyyy"年"m"月"d"日"')) == "2023-11-05 09:30:00"


def with_format_number(data: bytes, number: int) -> bytes:
    """A workbook as Excel in Chinese writes it: the format of a date is a number and no text."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w") as copy:
        for part in package.namelist():
            content = package.read(part)
            if part == "xl/styles.xml":
                content = re.sub(rb'numFmtId="164"', b'numFmtId="%d"' % number, content)
                content = re.sub(rb"<numFmts.*?</numFmts>", b"", content)
            copy.writestr(part, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("number", "text"), [(31, "2023年11月5日"), (57, "2023年11月"), (58, "11月5日")]
)
def test_a_date_in_a_format_of_chinese_excel_is_no_bare_number(number, text):
    data = workbook(45235, "0.000000")
    assert value_in(with_format_number(data, number)) == text


def test_a_formula_without_a_value_is_told_of_with_its_place():
    found = read(workbook("2023年底", total="=C3+D3"))
    (reading,) = found.readings
    assert reading.content.funding.total is None
    (note,) = found.notes
    assert (str(note.place), note.message) == ("Sheet!B3", messages.not_computed("=C3+D3"))


def with_error(data: bytes) -> bytes:
    """A workbook whose formulas a program has computed in vain."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w") as copy:
        for part in package.namelist():
            content = package.read(part)
            if part == "xl/worksheets/sheet1.xml":
                content = re.sub(rb'(<c r="[A-Z]\d")([^>]*>)(<f>)', rb'\1 t="e"\2\3', content)
                content = re.sub(rb"</f><v\s*/?>(</v>)?", b"</f><v>#NAME?</v>", content)
            copy.writestr(part, content)
    return out.getvalue()


def test_the_error_of_a_formula_is_no_value():
    found = read(with_error(workbook("=12家", total="=甲+1")))
    (reading,) = found.readings
    assert reading.content.indicators[0].value == "=12家"
    assert reading.content.funding.total is None
    assert [note.message for note in found.notes] == [messages.not_computed("=甲+1")]


@pytest.mark.parametrize("typed", ["=100%", "=12", "=-1.5%", "=12家", "=1,200 批次", "=5元/人"])
def test_a_number_with_its_unit_typed_after_an_equals_sign_is_kept_as_typed(typed):
    data = workbook(typed)
    assert value_in(data) == typed
    assert not read(data).notes
