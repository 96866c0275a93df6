"""The texts of an Excel workbook, row by row, whatever they mean."""

import io
import warnings
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook

from indicators import excel_messages as messages
from indicators.office_files import (
    EXCEL_DIGITS,
    ZIP,
    UnreadableError,
    binary_office,
    cell_text,
    damaged,
    is_binary_office,
    refuse_bomb,
    refuse_size,
)

_WORKBOOK = "xl/workbook.xml"


@dataclass(frozen=True, slots=True)
class SheetCell:
    """What stands in a cell, without blanks around it; ``fault`` says why it cannot be trusted."""

    text: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows that are not blank: the number Excel shows, and the filled cells by column (1…)."""

    title: str
    rows: tuple[tuple[int, Mapping[int, SheetCell]], ...]


def read_sheets(data: bytes) -> tuple[Sheet, ...]:
    """The sheets that have something in them; formulas by the value last computed.

    Raises UnreadableError, with a message to show, for what is no readable .xlsx file.
    """
    refuse_size(data)
    if is_binary_office(data):
        raise binary_office(data)
    if not data.startswith(ZIP):
        raise UnreadableError("FILE-KIND", messages.not_excel())
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            refuse_bomb(package)
            if _WORKBOOK not in package.namelist():
                raise UnreadableError("FILE-KIND", messages.not_excel())
        return _sheets(data)
    except UnreadableError:
        raise
    except Exception as error:  # damaged bytes fail in more ways than openpyxl documents
        raise UnreadableError("FILE-DAMAGED", damaged(".xlsx")) from error


def _sheets(data: bytes) -> tuple[Sheet, ...]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of features it will not keep
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    sheets = []
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what a file says of its own size is not always true
        rows = []
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            filled = {
                place: cell for place, each in enumerate(cells, start=1) if (cell := _cell(each))
            }
            if filled:
                rows.append((number, filled))
        if rows:
            sheets.append(Sheet(sheet.title, tuple(rows)))
    return tuple(sheets)


def _cell(cell: Any) -> SheetCell | None:
    text = cell_text(cell).strip()
    if not text:
        return None
    if cell.data_type == "e":
        return SheetCell(text, messages.formula_error())
    is_number = isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
    if is_number and abs(cell.value) >= 10**EXCEL_DIGITS:
        return SheetCell(text, messages.digits_lost())
    return SheetCell(text)
