"""The blank (填报模板): a form in Excel to be filled away from the network and brought back.

It is the form with spare rows, a second sheet with the cost table, and a key in the properties of
the file, by which it is known again; Excel, WPS and LibreOffice keep it when they save.
"""

import io
import re
import zipfile
from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from lxml import etree
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from declarations.content import FACTOR_DECIMALS, FACTOR_DIGITS, Content, CostItem, fits
from declarations.sheet import messages
from declarations.sheet.excel_writer import LONGEST_TEXT, excel_text, saved, workbook
from declarations.sheet.grid import Cell, Grid
from declarations.sheet.notebook import UNPARSED, Note, Reading
from declarations.sheet.problems import TooLong
from indicators.tree import SchemeTree, kind_in

COST_TABLE = "成本测算表"
COST_ROW = "成本指标"
#: The columns of the cost table after the name of its row: field, heading, width in characters.
COLUMNS = (
    ("label", "支出内容", 24),
    ("unit_price", "单价（元）", 12),
    ("price_unit", "计价单位", 10),
    ("quantity", "数量", 10),
    ("quantity_unit", "数量单位", 10),
    ("periods", "期数", 8),
    ("period_unit", "期数单位", 10),
    ("basis", "依据", 36),
)
SPARE_ROWS = 2

_NUMBERS = {"unit_price", "quantity", "periods"}
_UNITS = {"price_unit", "quantity_unit", "period_unit"}
_LONGEST_UNIT = 20
_PROPERTY = "perfgoals"
_ROW = re.compile(r"indicators\[(\d+)\]")
_CUSTOM = "docProps/custom.xml"
_NAME_WIDTH = 24


def write_blank(content: Content, tree: SchemeTree, key: str = "") -> bytes:
    """The form of this content as a blank. Raises TooLong as ``write_xlsx`` does."""
    book = workbook([(content, tree)], spare=SPARE_ROWS)
    sheet = book.create_sheet(COST_TABLE)
    headings = ((COST_ROW, _NAME_WIDTH), *((heading, width) for _, heading, width in COLUMNS))
    for column, (heading, width) in enumerate(headings, start=1):
        sheet.cell(1, column, heading).font = Font(name="宋体", bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    rows = [
        (content.indicators[item.indicator].name, *(getattr(item, name) for name, _, _ in COLUMNS))
        for item in content.items
    ]
    rows = rows or [(content.indicators[place].name,) for place in _cost_rows(content, [tree])]
    for row, values in enumerate(rows, start=2):
        for column, value in enumerate(values, start=1):
            _write(sheet.cell(row, column), value, content.project)
    sheet.freeze_panes = "B2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if key:
        book.custom_doc_props.append(StringProperty(name=_PROPERTY, value=key))
    return saved(book)


def _write(cell: ExcelCell, value: str | Decimal | None, project: str) -> None:
    """A number as a number; any other text as text, whatever it begins with."""
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    if not isinstance(value, str):
        cell.value = value
    elif value:
        text = excel_text(value)
        if len(text) > LONGEST_TEXT:
            place = f"{COST_TABLE}!{cell.coordinate}"
            raise TooLong(messages.too_long_for_excel(project, place, value, LONGEST_TEXT))
        cell.value = text
        cell.data_type = "s"


def key_in(data: bytes) -> str:
    """The key that ``write_blank`` put into this file, or "" for any other file."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return ""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if _CUSTOM not in package.namelist():
            return ""
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        try:
            root = etree.fromstring(package.read(_CUSTOM), parser)
        except etree.XMLSyntaxError:
            return ""
    for each in root:
        if each.get("name") == _PROPERTY:
            return "".join(each.itertext()).strip()
    return ""


def is_cost_table(grid: Grid) -> bool:
    """Whether this is the sheet of a blank that holds the cost table."""
    wanted = [COST_ROW, *(heading for _, heading, _ in COLUMNS)]
    return bool(grid.rows) and [cell.text.strip() for cell in grid.rows[0]][: len(wanted)] == wanted


def without_spare_rows(reading: Reading) -> Reading:
    """The reading without the rows of the blank that nobody filled in."""
    rows = reading.content.indicators
    moved = {
        place: new for new, place in enumerate(p for p, row in enumerate(rows) if not row.is_blank)
    }

    def still(where: str) -> str | None:
        found = _ROW.match(where)
        if not found:
            return where
        place = moved.get(int(found[1]))
        return None if place is None else f"indicators[{place}]{where[found.end() :]}"

    return replace(
        reading,
        content=replace(reading.content, indicators=tuple(rows[place] for place in moved)),
        places={new: at for where, at in reading.places.items() if (new := still(where))},
        notes=tuple(replace(note, where=still(note.where) or "form") for note in reading.notes),
    )


def with_cost_table(reading: Reading, grid: Grid, trees: Collection[SchemeTree]) -> Reading:
    """The reading with the lines of this cost table; a note for each that finds no place in it.

    ``trees`` are the schemes by which a row is known to be one of cost.
    """
    items: list[CostItem] = []
    notes: list[Note] = []
    content = reading.content
    rows = _cost_rows(content, trees)
    by_name = {content.indicators[place].name.strip(): place for place in reversed(rows)}
    for line in grid.rows[1:]:
        cells = {cell.column: cell for cell in line if not cell.is_blank}
        if not set(cells) - {0}:
            continue
        name = cells[0].text.strip() if 0 in cells else ""
        place = by_name.get(name, rows[0] if len(rows) == 1 and not name else None)
        if place is None:
            notes.append(_note(grid, next(iter(cells.values())), messages.no_cost_row(name)))
            continue
        said = {}
        for column, (field, _, _) in enumerate(COLUMNS, start=1):
            if column in cells:
                try:
                    said[field] = _value(field, cells[column].text)
                except ValueError:
                    text = cells[column].text
                    notes.append(_note(grid, cells[column], messages.unparsed(text)))
        items.append(CostItem(place, **said))
    return replace(
        reading,
        content=replace(content, items=tuple(items)),
        notes=(*reading.notes, *notes),
    )


def _cost_rows(content: Content, trees: Collection[SchemeTree]) -> list[int]:
    return [
        place
        for place, row in enumerate(content.indicators)
        if not row.is_blank and kind_in(row.level1, row.level2, trees) == "cost"
    ]


def _value(field: str, text: str) -> str | Decimal:
    """Raises ValueError for a text that this field cannot keep."""
    if field not in _NUMBERS:
        if field in _UNITS and len(text) > _LONGEST_UNIT:
            raise ValueError(text)
        return text
    try:
        number = Decimal(text.strip().replace(",", "").replace("，", ""))
    except InvalidOperation:
        raise ValueError(text) from None
    allowed = number.is_finite() and fits(number, FACTOR_DIGITS, FACTOR_DECIMALS)
    if not allowed or (field != "unit_price" and number < 0):
        raise ValueError(text)
    return number


def _note(grid: Grid, cell: Cell, message: str) -> Note:
    return Note(UNPARSED, message, grid.origin.place(cell), cell.text)
