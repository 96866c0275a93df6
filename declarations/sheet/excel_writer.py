"""Forms as an Excel workbook, one sheet a form.

Amounts are numbers. Every other cell is text, whatever it begins with, and never a formula.
"""

import io
import math
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from declarations.content import Content
from declarations.sheet import messages
from declarations.sheet.grid import Cell, Grid, Role
from declarations.sheet.layout import lay_out
from declarations.sheet.problems import TooLong
from declarations.sheet.word_writer import DRAFT
from indicators.office_files import (
    LONGEST_TEXT,
    excel_text,
    fits_number,
    may_be_formula,
    printable,
    write_text,
)
from indicators.tree import SchemeTree

MONEY_FORMAT = "0.00####"

_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\'\x00-\x1f]+")
_LONGEST_SHEET_NAME = 31
_MARGIN_INCH, _TOP_INCH = 0.6, 0.8
_CM_PER_UNIT = 0.21  # a width of one is a digit of the default font
_POINTS_PER_CM, _FONT_SIZE = 28.35, 10.5
_LINE_HEIGHT, _ROW_HEIGHT, _TITLE_HEIGHT, _TALLEST = 15.0, 20.0, 28.0, 409.0  # points
_PADDING = 5.0
_SIGNED_HEIGHT = 52.0  # room for an opinion and a seal
_PAGE_HEIGHT, _LANDSCAPE_HEIGHT = 730.0, 484.0  # points between the margins
_MOST_SHRUNK = 1.25  # a form a little longer than a page is printed on one


@dataclass(frozen=True, slots=True)
class _Styles:
    """Style records of one workbook, made once and shared by its cells."""

    by_role: dict[Role, StyleArray]
    title: StyleArray
    quoted: StyleArray
    quoted_short: StyleArray


def write_xlsx(forms: Iterable[tuple[Content, SchemeTree]], *, draft: bool = False) -> bytes:
    """A workbook with these forms. With ``draft`` the page header says 草稿.

    Raises TooLong for a text that no cell of Excel can hold. Control characters become U+FFFD.
    """
    return saved(workbook(forms, draft=draft))


def workbook(
    forms: Iterable[tuple[Content, SchemeTree]], *, draft: bool = False, spare: int = 0
) -> Workbook:
    """As ``write_xlsx``, to be worked on. ``spare``: blank rows below the rows of each node."""
    book = Workbook()
    book.remove(book.active)
    scratch = book.create_sheet()
    styles = _styles(scratch)
    book.remove(scratch)
    names: set[str] = set()
    for number, (content, tree) in enumerate(forms, start=1):
        sheet = book.create_sheet(_sheet_name(content, number, names))
        grid = lay_out(content, tree, spare=spare)
        _refuse_too_long(grid, content.project)
        _fill(sheet, grid, styles, draft)
    if not book.worksheets:
        book.create_sheet()
    return book


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _refuse_too_long(grid: Grid, project: str) -> None:
    lines = (Cell(row, 0, line) for row, line in enumerate(grid.above, start=-len(grid.above)))
    for cell in (*lines, *grid.cells):
        if _length(cell.text) > LONGEST_TEXT:
            name = f"{get_column_letter(cell.column + 1)}{cell.row + 1 + len(grid.above)}"
            raise TooLong(messages.too_long_for_excel(project, name, cell.text, LONGEST_TEXT))


def _length(text: str) -> int:
    """As Excel counts it: in units of UTF-16, with the signs that escape others."""
    if len(text) * 2 < LONGEST_TEXT:
        return len(text)
    return len(excel_text(text).encode("utf-16-le")) // 2


def _fill(sheet: Worksheet, grid: Grid, styles: _Styles, draft: bool) -> None:
    for column, width in enumerate(grid.widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width / _CM_PER_UNIT
    last = len(grid.widths)
    top = len(grid.above)
    for row, line in enumerate(grid.above, start=1):
        cell = sheet.cell(row, 1)
        cell._style = styles.title
        _write_text(cell, line, styles.quoted)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=last)
        sheet.row_dimensions[row].height = _TITLE_HEIGHT
    for row in range(grid.height):
        sheet.row_dimensions[row + 1 + top].height = _height(grid, row)
    for cell in grid.cells:
        _place(sheet, cell, top, styles)
    _page(sheet, grid, top, draft)


def _place(sheet: Worksheet, cell: Cell, top: int, styles: _Styles) -> None:
    style = styles.by_role[cell.role]
    first, left = cell.row + 1 + top, cell.column + 1
    for row in range(first, first + cell.rowspan):
        for column in range(left, left + cell.colspan):
            sheet.cell(row, column)._style = style
    target = sheet.cell(first, left)
    if cell.amount is not None and fits_number(cell.amount):
        target.value = cell.amount
    elif cell.text:
        quoted = styles.quoted_short if cell.role == "short" else styles.quoted
        _write_text(target, cell.text, quoted)
    if cell.rowspan > 1 or cell.colspan > 1:
        last = f"{get_column_letter(left + cell.colspan - 1)}{first + cell.rowspan - 1}"
        sheet.merged_cells.add(f"{get_column_letter(left)}{first}:{last}")


def _write_text(target: ExcelCell, text: str, quoted: StyleArray) -> None:
    if may_be_formula(text):
        target._style = quoted
    write_text(target, text)


def _styles(sheet: Worksheet) -> _Styles:
    """The styles of the form. A cell's own record is shared, which openpyxl would copy."""
    line = Side(style="thin", color="000000")
    border = Border(left=line, right=line, top=line, bottom=line)
    centre = Alignment(horizontal="center", vertical="center", wrap_text=True)
    left = Alignment(horizontal="left", vertical="center", wrap_text=True)
    font = Font(name="宋体", size=10.5)

    def style(alignment: Alignment, **more: object) -> StyleArray:
        cell = sheet.cell(1, 1)
        cell._style = StyleArray()
        cell.alignment = alignment
        for name, value in {"font": font, "border": border, **more}.items():
            setattr(cell, name, value)
        return cell._style

    label, text = style(centre), style(left)
    return _Styles(
        by_role={
            "label": label,
            "heading": label,
            "node": label,
            "text": text,
            "short": label,
            "amount": style(centre, number_format=MONEY_FORMAT),
            "signature": style(Alignment(horizontal="right", vertical="bottom", wrap_text=True)),
        },
        title=style(centre, font=Font(name="方正小标宋简体", size=18, bold=True), border=Border()),
        quoted=style(left, quotePrefix=True),
        quoted_short=style(centre, quotePrefix=True),
    )


def _page(sheet: Worksheet, grid: Grid, top: int, draft: bool) -> None:
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if grid.landscape else "portrait"
    sheet.page_setup.fitToWidth = 1
    total = sum(dimension.height for dimension in sheet.row_dimensions.values())
    page = _LANDSCAPE_HEIGHT if grid.landscape else _PAGE_HEIGHT
    fits = page < total <= page * _MOST_SHRUNK
    sheet.page_setup.fitToHeight = 1 if fits else 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = _MARGIN_INCH
    sheet.page_margins.top, sheet.page_margins.bottom = _TOP_INCH, _MARGIN_INCH
    sheet.page_margins.header = sheet.page_margins.footer = _MARGIN_INCH / 2
    if grid.heading is not None:
        heading = grid.heading + 1 + top
        sheet.print_title_rows = f"{heading}:{heading}"
    if draft:
        sheet.oddHeader.center.text = DRAFT


def _height(grid: Grid, row: int) -> float:
    """The height a row needs for its longest text; Excel finds none for merged cells itself."""
    if row in grid.signed:
        return _SIGNED_HEIGHT
    lines = max(
        (_lines(cell, grid.widths) for cell in grid.rows[row] if cell.rowspan == 1), default=1
    )
    return min(_TALLEST, max(_ROW_HEIGHT, lines * _LINE_HEIGHT + _PADDING))


def _lines(cell: Cell, widths: tuple[float, ...]) -> int:
    width = sum(widths[cell.column : cell.right]) * _POINTS_PER_CM - _PADDING
    signs = width // _FONT_SIZE * 2
    return sum(max(1, math.ceil(_width(line) / signs)) for line in cell.text.split("\n"))


def _width(line: str) -> int:
    """In half-width signs."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in line)


def _sheet_name(content: Content, number: int, taken: set[str]) -> str:
    """The project's name as a sheet may be called, once in the workbook."""
    plain = " ".join(_NOT_IN_SHEET_NAMES.sub(" ", printable(content.project)).split())
    base = plain or f"申报表{number}"
    name = base[:_LONGEST_SHEET_NAME]
    while name.lower() in taken:
        mark = f" ({number})"
        name = base[: _LONGEST_SHEET_NAME - len(mark)] + mark
        number += 1
    taken.add(name.lower())
    return name
