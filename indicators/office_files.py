"""What is true of every Word or Excel file, whatever is in it.

How large it may be, why it cannot be opened, what a cell of Excel says, and how a text is kept in
one. Pure Python: the reader of forms and the importers of rows both stand on it.
"""

import io
import re
import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import olefile
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.utils.datetime import from_excel

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_UNZIPPED = 200 * 1024 * 1024  # with the pictures in it
LARGEST_XML = 32 * 1024 * 1024  # what is parsed
LONGEST_TEXT = 32_767  # of a cell of Excel, by the format
EXCEL_DIGITS = 15  # what Excel keeps of a number

ZIP = b"PK\x03\x04"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_LINE_ENDS = re.compile(r"\r\n?|\x0b|\x0c")
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_MAY_BE_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_QUOTED = re.compile(r'"[^"]*"')
_QUOTED_FIRST, _QUOTED_LAST = re.compile(r'^"([^"]*)"'), re.compile(r'[^"]"([^"]*)"$')
#: Formats that Excel and WPS in Chinese keep only as a number, and what they show.
_CHINESE_DATES = {
    **dict.fromkeys((27, 36, 50, 52, 57), "yyyy年m月"),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), "m月d日"),
    31: "yyyy年m月d日",
}
_OF_DATES = re.compile(r"(?:yyyy|yy|mm?(?!m)|dd?(?!d)|[年月日/.\- ])+")
_YEAR_OR_MONTH_IN_WORDS = re.compile("[年月]")
_DATE_PART = re.compile(r"y+|m+|d+")
_CONDITION = re.compile(r"\[[^\]]*\]")  # a colour, a currency, a condition


class UnreadableError(Exception):
    """A file that gives no table. Carries the code and the message of the problem."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def empty_file() -> str:
    return "文件是空的，没有任何内容。请检查是否保存成功，再重新上传。"


def too_large(size: int, limit: int) -> str:
    return (
        f"文件有 {size / 1024 / 1024:.1f} MB，超过 {limit // 1024 // 1024} MB 的上限。"
        "请删去图片等附件，或分成几个文件。"
    )


def password_protected() -> str:
    return "文件设有打开密码。请在 Word 或 Excel 中取消密码并另存，再上传。"


def old_binary(kind: str) -> str:
    new = {".doc": ".docx", ".xls": ".xlsx"}.get(kind, ".docx 或 .xlsx")
    return f"这是旧版 {kind} 格式。请用 Word、Excel 或 WPS 打开，另存为 {new} 后再上传。"


def damaged(kind: str) -> str:
    return f"{kind} 文件已损坏，打不开。请用 Word、Excel 或 WPS 打开原文件，另存一份后再上传。"


def bomb() -> str:
    return "文件解开后的内容大得不正常，为安全起见没有读取。请只保留要用的表格，另存后再上传。"


def refuse_size(data: bytes) -> None:
    """Raises UnreadableError for a file with nothing in it, or with more than we read."""
    if not data.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        raise UnreadableError("FILE-EMPTY", empty_file())
    if len(data) > LARGEST_FILE:
        raise UnreadableError("FILE-TOO-LARGE", too_large(len(data), LARGEST_FILE))


def refuse_bomb(package: zipfile.ZipFile) -> None:
    """Raises UnreadableError for a package that unpacks to far more than a document."""
    parts = package.infolist()
    # A part may have any name; only pictures are never parsed.
    xml = sum(part.file_size for part in parts if "/media/" not in part.filename)
    if xml > LARGEST_XML or sum(part.file_size for part in parts) > LARGEST_UNZIPPED:
        raise UnreadableError("FILE-TOO-LARGE", bomb())


def is_binary_office(data: bytes) -> bool:
    return data.startswith(olefile.MAGIC)


def is_old_workbook(data: bytes) -> bool:
    """Whether an OLE file holds a workbook of Excel 97-2003."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            return container.exists("Workbook")
    except OSError:
        return False


def binary_office(data: bytes) -> UnreadableError:
    """What an OLE file is: a package under a password, an old document, or something else."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            streams = {entry[-1].lower() for entry in container.listdir()}
    except OSError:
        return UnreadableError("FILE-DAMAGED", damaged("Office"))
    if "encryptedpackage" in streams:
        return UnreadableError("FILE-PASSWORD", password_protected())
    for stream, kind in (("worddocument", ".doc"), ("workbook", ".xls"), ("book", ".xls")):
        if stream in streams:
            return UnreadableError("FILE-OLD-FORMAT", old_binary(kind))
    return UnreadableError("FILE-OLD-FORMAT", old_binary(""))


def printable(text: str) -> str:
    """A text as a Word or Excel file can hold it.

    Line ends of every kind become one newline. A control character, which no XML may hold,
    becomes U+FFFD, so that the reader of the document sees that something stood there.
    """
    if text.isprintable():
        return text
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", _LINE_ENDS.sub("\n", text))


def cell_text(cell: Any) -> str:
    """The value of a cell of openpyxl as Excel shows it: 0.95 with a percent format is 95%."""
    if cell.value is None:
        return ""  # where a sheet is only read, a gap in a row is a cell without a style
    if isinstance(cell.value, str):
        return _ESCAPED.sub(_unescaped, cell.value)
    return shown(cell.value, cell.number_format or "", _format_number(cell))


def _format_number(cell: Any) -> int:
    """Of its format; a workbook that is read row by row keeps it elsewhere than an open one."""
    style = getattr(cell, "style_array", None) or getattr(cell, "_style", None)
    return style.numFmtId if style else 0


def shown(value: Any, number_format: str, format_number: int = 0) -> str:
    """A value as Excel shows it in a format, which in Chinese may be known only by its number."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        chinese = _CHINESE_DATES.get(format_number)
        moment = from_excel(value) if chinese else None
        if isinstance(moment, datetime):
            return _date(moment, chinese or "")
        return _number(value, number_format)
    if isinstance(value, datetime) and value.time() != time():
        return str(value)
    if isinstance(value, date):
        return _date(value, number_format)
    return str(value)


def _date(value: date, number_format: str) -> str:
    """A date in its format where that is of years, months and days; else as 2021-03-05."""
    shown = _CONDITION.sub("", number_format.partition(";")[0])
    shown = shown.replace('"', "").replace("\\", "").lower()
    if not _OF_DATES.fullmatch(shown) or not _YEAR_OR_MONTH_IN_WORDS.search(shown):
        return str(value.date() if isinstance(value, datetime) else value)
    return _DATE_PART.sub(lambda found: _date_part(value, found.group()), shown)


def _date_part(value: date, part: str) -> str:
    number = {"y": value.year, "m": value.month, "d": value.day}[part[0]]
    return f"{number:0{len(part)}}" if part[0] != "y" or len(part) > 2 else f"{number % 100:02}"


def _unescaped(found: re.Match[str]) -> str:
    """The character that ``_x4E00_`` stands for; what is no character of text stays as written."""
    character = chr(int(found.group(1), 16))
    return character if character == "\r" or printable(character) == character else found.group()


def _number(value: float, number_format: str) -> str:
    """A number with the percent sign and the quoted words of its format: ``0"人"`` -> 5人."""
    number = Decimal(f"{value:.{EXCEL_DIGITS}g}")
    shown = _CONDITION.sub("", number_format.partition(";")[0])
    before, after = _QUOTED_FIRST.match(shown), _QUOTED_LAST.search(shown)
    text = f"{_plain(number * 100)}%" if "%" in _QUOTED.sub("", shown) else _plain(number)
    return f"{before.group(1) if before else ''}{text}{after.group(1) if after else ''}"


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def excel_text(text: str) -> str:
    """A text as it is written into the XML of a cell, so that Excel shows it as it was."""
    return _LOOKS_ESCAPED.sub("_x005F_", printable(text))


def may_be_formula(text: str) -> bool:
    """Whether Excel would take the text for a formula if somebody opened and left the cell."""
    return text.startswith(_MAY_BE_FORMULA)


def write_text(target: ExcelCell, text: str) -> None:
    """Put a text into a cell as text, whatever it begins with."""
    target.value = excel_text(text)
    target.data_type = "s"


def fits_number(amount: Decimal) -> bool:
    """Whether Excel, which keeps 15 digits, shows the number as it is."""
    return Decimal(f"{amount:.{EXCEL_DIGITS}g}") == amount
