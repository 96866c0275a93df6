"""Grids from an Excel workbook: each sheet one, with its merged cells."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from declarations.sheet import messages
from declarations.sheet.grid import Cell, Grid, Origin
from declarations.sheet.problems import refuse_more_cells
from indicators.office_files import cell_text

_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["']([A-Z]+\d+:[A-Z]+\d+)["']""")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>]")
#: A number with its unit, and nothing that computes or names a cell.
_CONSTANT = re.compile(r"=\s*[-+]?\d[\d,]*(?:\.\d+)?(?:[% ]|[^\x00-\x7f]|/(?=[^\x00-\x7f]))*")


def read_workbook(name: str, data: bytes) -> Iterator[Grid]:
    """The sheets of a workbook, hidden rows included; formulas by the value last computed.

    Raises what openpyxl raises on a damaged package.
    """
    _refuse_vast_merges(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of features it will not keep
        book = load_workbook(io.BytesIO(data), data_only=True)
    formulas = _formulas(data)
    for sheet in book.worksheets:
        texts, left_open = _texts(sheet, formulas.get(sheet.title, {}))
        cells = _cells(sheet, texts)
        remarks = tuple(
            (Cell(row, column, formula), messages.not_computed(formula))
            for (row, column), formula in left_open.items()
        )
        if cells:
            yield Grid(cells, (), Origin(name, sheet=sheet.title), remarks=remarks)


def _formulas(data: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """The formulas of each sheet by the position of their cell."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = (part for part in package.namelist() if part.startswith("xl/worksheets/"))
        if not any(_FORMULA.search(package.read(part)) for part in sheets):
            return {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(data))
    return {
        sheet.title: {
            (cell.row - 1, cell.column - 1): str(getattr(cell.value, "text", cell.value))
            for cell in sheet._cells.values()
            if cell.data_type == "f"
        }
        for sheet in book.worksheets
    }


def _texts(
    sheet: Worksheet, formulas: Mapping[tuple[int, int], str]
) -> tuple[dict[tuple[int, int], str], dict[tuple[int, int], str]]:
    """The texts of the cells, and the formulas whose value the file does not hold.

    ``=100%`` and ``=12家`` compute nothing: they are kept as they were typed.
    """
    texts: dict[tuple[int, int], str] = {}
    left_open = dict(formulas)
    for cell in sheet._cells.values():  # iter_rows would make a cell for every position
        place = (cell.row - 1, cell.column - 1)
        text = "" if cell.value is None else cell_text(cell)
        if cell.data_type == "e":  # #NAME?, #REF!
            left_open.setdefault(place, text)
        elif text:
            texts[place] = text
            left_open.pop(place, None)
    texts |= {place: text for place, text in left_open.items() if _CONSTANT.fullmatch(text)}
    return texts, {place: text for place, text in left_open.items() if place not in texts}


def _refuse_vast_merges(data: bytes) -> None:
    """openpyxl makes a cell for every position of a merged range, were it the whole sheet."""
    cells = 0
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for part in package.namelist():
            if part.startswith("xl/worksheets/"):
                for found in _MERGED.finditer(package.read(part)):
                    left, top, right, bottom = range_boundaries(found[1].decode("ascii"))
                    cells += (right - left + 1) * (bottom - top + 1)
    refuse_more_cells(cells)


def _cells(sheet: Worksheet, texts: Mapping[tuple[int, int], str]) -> tuple[Cell, ...]:
    ranges = sheet.merged_cells.ranges
    return cells_of(
        texts, [(one.min_row - 1, one.max_row, one.min_col - 1, one.max_col) for one in ranges]
    )


def cells_of(
    texts: Mapping[tuple[int, int], str], merged: Iterable[tuple[int, int, int, int]]
) -> tuple[Cell, ...]:
    """Cells up to the last filled row and column, so that formatted emptiness costs nothing.

    ``merged`` are ranges as top, bottom, left, right from 0, bottom and right exclusive.
    """
    if not texts:
        return ()
    height = max(row for row, _ in texts) + 1
    width = max(column for _, column in texts) + 1
    refuse_more_cells(height * width)
    spans, covered = _merges(merged, height, width)
    return tuple(
        Cell(row, column, texts.get((row, column), ""), *spans.get((row, column), (1, 1)))
        for row in range(height)
        for column in range(width)
        if (row, column) not in covered
    )


def _merges(
    merged: Iterable[tuple[int, int, int, int]], height: int, width: int
) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """The spans of merged cells by their first position, and the positions they cover."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for top, last, left, end in merged:
        bottom, right = min(last, height), min(end, width)
        if bottom <= top or right <= left:
            continue
        spans[top, left] = (bottom - top, right - left)
        refuse_more_cells(len(covered) + (bottom - top) * (right - left))
        covered |= {(row, column) for row in range(top, bottom) for column in range(left, right)}
        covered.discard((top, left))
    return spans, covered
