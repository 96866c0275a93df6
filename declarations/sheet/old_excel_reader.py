"""Grids from a workbook of Excel 97-2003 (.xls)."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import xlrd
from openpyxl.styles.numbers import is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from declarations.sheet import messages
from declarations.sheet.excel_reader import cells_of
from declarations.sheet.grid import Cell, Grid, Origin
from indicators.office_files import UnreadableError, shown

_EMPTY = {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR}


def read_old_workbook(name: str, data: bytes) -> Iterator[Grid]:
    """The sheets of a workbook; formulas by the value last computed.

    Raises UnreadableError for a workbook under a password, and what xlrd raises on damaged bytes.
    """
    book = _opened(data)
    for sheet in book.sheets():
        held = {
            (row, column): cell
            for row in range(sheet.nrows)
            for column, cell in enumerate(sheet.row(row))
        }
        texts = {place: text for place, cell in held.items() if (text := _text(book, cell))}
        if cells := cells_of(texts, sheet.merged_cells):
            failed = {
                place: xlrd.error_text_from_code[cell.value]
                for place, cell in held.items()
                if cell.ctype == xlrd.XL_CELL_ERROR
            }
            remarks = tuple(
                (Cell(*place, error), messages.not_computed(error))
                for place, error in failed.items()
            )
            yield Grid(cells, (), Origin(name, sheet=sheet.name), remarks=remarks)


def _opened(data: bytes) -> xlrd.Book:
    try:
        with Path(os.devnull).open("w") as silence:  # xlrd tells there what it finds odd
            return xlrd.open_workbook(
                file_contents=data, formatting_info=True, ragged_rows=True, logfile=silence
            )
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise UnreadableError("FILE-PASSWORD", messages.password_protected()) from None
        raise


def _text(book: xlrd.Book, cell: xlrd.sheet.Cell) -> str:
    if cell.ctype in _EMPTY:
        return ""
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return shown(bool(cell.value), "")
    key = book.xf_list[cell.xf_index].format_key
    number_format = book.format_map[key].format_str
    if cell.ctype == xlrd.XL_CELL_DATE and is_date_format(number_format):
        epoch = CALENDAR_MAC_1904 if book.datemode else CALENDAR_WINDOWS_1900
        moment = from_excel(cell.value, epoch)
        return shown(moment if isinstance(moment, datetime) else cell.value, number_format)
    return shown(cell.value, number_format, key)
