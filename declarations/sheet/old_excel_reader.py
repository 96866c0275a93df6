"""Grids from a workbook of Excel 97-2003 (.xls)."""

from collections.abc import Iterator
from datetime import datetime

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from declarations.sheet import biff, messages
from declarations.sheet.excel_reader import cells_of
from declarations.sheet.grid import Cell, Grid, Origin
from indicators.office_files import UnreadableError, shown


def read_old_workbook(name: str, stream: bytes) -> Iterator[Grid]:
    """The sheets of the stream ``Workbook``; formulas by the value last computed.

    Raises UnreadableError for a workbook under a password or of an Excel before 97, and what biff
    raises on damaged bytes.
    """
    try:
        book = biff.read_stream(stream)
    except biff.NotBiff8 as error:
        if error.is_locked:
            raise UnreadableError("FILE-PASSWORD", messages.password_protected()) from None
        raise UnreadableError("FILE-OLD-FORMAT", messages.old_binary(".xls")) from None
    for sheet in book.sheets:
        texts = {place: _text(book, *held) for place, held in sheet.cells.items()}
        merged = [(top, last + 1, left, end + 1) for top, last, left, end in sheet.merged]
        cells = cells_of({place: text for place, text in texts.items() if text}, merged)
        if cells:
            remarks = tuple(
                (Cell(*place, held[0].text), messages.not_computed(held[0].text))
                for place, held in sheet.cells.items()
                if isinstance(held[0], biff.Error)
            )
            yield Grid(cells, (), Origin(name, sheet=sheet.name), remarks=remarks)


def _text(book: biff.OldBook, value: biff.Value | biff.Error, format_number: int) -> str:
    if isinstance(value, biff.Error):
        return ""
    if isinstance(value, str):
        return value
    number_format = book.formats.get(format_number) or BUILTIN_FORMATS.get(format_number, "General")
    if not isinstance(value, bool) and is_date_format(number_format):
        epoch = CALENDAR_MAC_1904 if book.from_1904 else CALENDAR_WINDOWS_1900
        moment = from_excel(value, epoch)
        return shown(moment if isinstance(moment, datetime) else value, number_format)
    return shown(value, number_format, format_number)
