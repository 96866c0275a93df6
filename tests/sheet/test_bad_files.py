"""Files that give no form: each gets a clear word, none a traceback."""

import io
import struct
import zipfile

import pytest
from docx import Document
from openpyxl import Workbook

from declarations.sheet import messages, problems, read_file
from indicators import office_files
from tests.conftest import DATA
from tests.sheet.build import docx_of, txt_of, xlsx_of

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def problem(name: str, data: bytes) -> tuple[str, str]:
    found = read_file(name, data)
    assert found.unreadable
    assert not found.readings
    (one,) = found.problems
    assert one.place.file == name
    return one.code, one.message


def ole(*streams: str) -> bytes:
    """The smallest OLE container with these streams in its root, written sector by sector."""
    free, end, fat_sector = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIIII",
        bytes.fromhex("d0cf11e0a1b11ae1"), bytes(16), 0x3E, 3, 0xFFFE, 9, 6,
        0, 1, 1, 0, 4096, end, 0, end, 0,
    ) + struct.pack("<109I", 0, *[free] * 108)  # fmt: skip

    def entry(name: str, kind: int, right: int, child: int) -> bytes:
        encoded = name.encode("utf-16-le")
        return struct.pack(
            "<64sHBBIII16sI8s8sIQ",
            encoded, len(encoded) + 2, kind, 1, free, right, child, bytes(16), 0,
            bytes(8), bytes(8), end, 0,
        )  # fmt: skip

    entries = [entry("Root Entry", 5, free, 1)]
    for number, name in enumerate(streams, start=1):
        entries.append(entry(name, 2, number + 1 if number < len(streams) else free, free))
    directory = b"".join(entries).ljust(512, b"\0")
    fat = struct.pack("<128I", fat_sector, end, *[free] * 126)
    return header + fat + directory


def repacked(data: bytes, **parts: bytes) -> bytes:
    """A package with some parts replaced; `__` stands for `/`, `_xml` for `.xml`."""
    named = {key.replace("__", "/").replace("_xml", ".xml"): value for key, value in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            new.writestr(part, named.get(part, old.read(part)))
    return out.getvalue()


@pytest.mark.parametrize("data", [b"", b"\n", b"  \r\n", b"\xef\xbb\xbf", bytes(100)])
@pytest.mark.parametrize("name", ["form.docx", "form.xlsx", "form.txt"])
def test_an_empty_file(name, data):
    assert problem(name, data) == ("FILE-EMPTY", messages.empty_file())


def test_a_picture_under_the_name_of_a_document():
    assert problem("form.docx", PNG) == ("FILE-KIND", messages.picture("form.docx"))


def test_a_pdf():
    assert problem("form.pdf", b"%PDF-1.7\n") == ("FILE-KIND", messages.pdf("form.pdf"))


def test_a_workbook_with_a_password():
    data = ole("EncryptedPackage", "EncryptionInfo")
    assert problem("form.xlsx", data) == ("FILE-PASSWORD", messages.password_protected())


@pytest.mark.parametrize(("stream", "kind"), [("WordDocument", ".doc"), ("Book", ".xls")])
def test_an_old_binary_document(stream, kind):
    expected = ("FILE-OLD-FORMAT", messages.old_binary(kind))
    assert problem(f"form{kind}", ole(stream)) == expected
    assert problem("renamed.docx", ole(stream)) == expected


def test_an_old_workbook_that_holds_none():
    assert problem("form.xls", ole("Workbook")) == ("FILE-DAMAGED", messages.damaged(".xls"))


def test_a_damaged_ole_container():
    data = ole("WordDocument")[:600]
    assert problem("form.doc", data)[0] in ("FILE-DAMAGED", "FILE-OLD-FORMAT")


def test_a_file_of_60_megabytes_is_refused_before_it_is_parsed():
    data = bytes(1) + b"x" * (60 * 1024 * 1024)
    expected = ("FILE-TOO-LARGE", messages.too_large(len(data), office_files.LARGEST_FILE))
    assert problem("form.txt", data) == expected


def test_a_zip_that_unpacks_to_far_more_than_a_form():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"<w/>" + b" " * office_files.LARGEST_UNZIPPED)
    assert problem("form.docx", out.getvalue()) == ("FILE-TOO-LARGE", messages.bomb())


def test_a_sheet_with_too_many_cells():
    book = Workbook()
    book.active.cell(1, 1).value = "项目名称"
    book.active.cell(1_000_000, 300).value = "甲"
    out = io.BytesIO()
    book.save(out)
    expected = ("FILE-TOO-LARGE", messages.too_many_cells(problems.MOST_CELLS))
    assert problem("form.xlsx", out.getvalue()) == expected


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@pytest.mark.parametrize("keep", [10, 200, 1000, 5000])
def test_a_package_cut_short(kind, keep):
    data = (DATA / f"renhe-2021.{kind}").read_bytes()
    assert problem(f"form.{kind}", data[:keep]) == ("FILE-DAMAGED", messages.damaged(f".{kind}"))


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_package_with_flipped_bytes_raises_nothing(kind):
    data = bytearray((DATA / f"renhe-2021.{kind}").read_bytes())
    for position in range(50, len(data), len(data) // 60):
        flipped = (
            bytes(data[:position]) + bytes([data[position] ^ 0xFF]) + bytes(data[position + 1 :])
        )
        found = read_file(f"form.{kind}", flipped)
        assert found.readings or found.problems


def test_a_zip_that_is_no_office_document():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("readme.txt", "x")
    assert problem("form.docx", out.getvalue()) == (
        "FILE-KIND",
        messages.unknown_kind("form.docx"),
    )


@pytest.mark.parametrize("body", [b"", b"<w:document", b"<a><b></a>", b"\xff\xfe\x00"])
def test_broken_xml_in_a_word_document(body):
    data = repacked(docx_of("甲 | 乙"), word__document_xml=body)
    assert problem("form.docx", data) == ("FILE-DAMAGED", messages.damaged(".docx"))


def test_broken_xml_in_a_workbook():
    data = repacked(xlsx_of("甲 | 乙"), xl__worksheets__sheet1_xml=b"<worksheet><sheetData>")
    assert problem("form.xlsx", data) == ("FILE-DAMAGED", messages.damaged(".xlsx"))


def test_entities_are_neither_expanded_nor_fetched(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("机密")
    body = (
        f'<!DOCTYPE d [<!ENTITY f SYSTEM "file://{secret}"><!ENTITY a "x">'
        + "".join(
            f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
        )
        + ']><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:tbl><w:tr><w:tc><w:p><w:r><w:t>项目名称</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r>"
        "<w:t>&f;&i;</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"
    )
    found = read_file("form.docx", repacked(docx_of("甲 | 乙"), word__document_xml=body.encode()))
    assert found.unreadable
    assert "机密" not in str(found)
    assert "xxxxx" not in str(found)


def test_a_document_without_a_table():
    assert problem("form.docx", docx_of("只有一段话")) == ("FILE-NO-TABLE", messages.no_table())
    assert problem("form.txt", "只有一段话".encode()) == ("FILE-NO-TABLE", messages.no_table())
    out = io.BytesIO()
    Workbook().save(out)
    assert problem("form.xlsx", out.getvalue()) == ("FILE-NO-TABLE", messages.no_table())
    out = io.BytesIO()
    Document().save(out)
    assert problem("form.docx", out.getvalue()) == ("FILE-NO-TABLE", messages.no_table())


@pytest.mark.parametrize(("kind", "make"), [("docx", docx_of), ("xlsx", xlsx_of), ("txt", txt_of)])
def test_a_table_that_is_no_form(kind, make):
    found = read_file(f"form.{kind}", make("姓名 | 电话\n张三 | 123"))
    assert found.unreadable
    assert [(one.code, one.message) for one in found.problems] == [
        ("FILE-NO-FORM", messages.no_form())
    ]
    assert [note.message for note in found.notes] == [messages.not_a_form("姓名")]


def test_a_text_in_no_known_encoding():
    data = b"\t\xff\xff\xff\x80\x80\xff\n" * 3
    assert problem("form.txt", data) == ("FILE-ENCODING", messages.unknown_encoding())


def test_a_name_of_no_known_kind():
    assert problem("form.pages", b"abc") == ("FILE-KIND", messages.unknown_kind("form.pages"))


def test_what_a_file_is_its_bytes_say_and_not_its_name():
    data = (DATA / "renhe-2021.xlsx").read_bytes()
    assert len(read_file("renamed.docx", data).readings) == 16


def workbook(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    Workbook().save(buffer)
    return repacked(buffer.getvalue(), **parts)


def sheet_xml(inside: str) -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{main}">{inside}</worksheet>'.encode()


def test_a_range_merged_over_a_whole_sheet_is_refused_before_its_cells_are_made():
    merged = '<sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    data = workbook(**{"xl/worksheets/sheet1.xml": sheet_xml(merged)})
    assert problem("a.xlsx", data) == (
        "FILE-TOO-LARGE",
        messages.too_many_cells(problems.MOST_CELLS),
    )


def test_a_large_part_is_counted_whatever_it_is_called():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"<w/>")
        package.writestr("xl/worksheets/sheet1.XML", b" " * (office_files.LARGEST_XML + 1))
    assert problem("a.xlsx", out.getvalue()) == ("FILE-TOO-LARGE", messages.bomb())


@pytest.mark.parametrize("escape", ["_x0000_", "_xD800_", "_xFFFF_"])
def test_an_escape_that_stands_for_no_character_stays_as_it_is_written(escape):
    data = xlsx_of(f"项目名称 | 培训{escape}班\n一级指标 | 二级指标 | 三级指标 | 指标值")
    readings = read_file("a.xlsx", data).readings
    assert [one.content.project for one in readings] == [f"培训{escape}班"]
