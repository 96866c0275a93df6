"""Makes documents for tests from a drawing of a table, with python-docx and openpyxl alone.

A line is a row, `|` divides cells, `»n` lets a cell span n columns, `^` continues the cell above,
`⏎` is a line break inside a cell. The same drawing gives a Word and an Excel file.
"""

import io
from typing import NamedTuple

from docx import Document
from openpyxl import Workbook


class Drawn(NamedTuple):
    row: int
    column: int
    text: str
    rowspan: int
    colspan: int


def drawn(drawing: str) -> list[Drawn]:
    cells: list[Drawn] = []
    for row, line in enumerate(drawing.strip("\n").split("\n")):
        column = 0
        for part in line.split("|"):
            text, _, span = part.strip(" ").partition("»")
            colspan = int(span or 1)
            text = text.strip(" ").replace("⏎", "\n")
            if text == "^":
                above = next(
                    number
                    for number, cell in enumerate(cells)
                    if cell.column == column and cell.row + cell.rowspan == row
                )
                colspan = cells[above].colspan
                cells[above] = cells[above]._replace(rowspan=row - cells[above].row + 1)
            else:
                cells.append(Drawn(row, column, text, 1, colspan))
            column += colspan
    return cells


def docx_of(*parts: str) -> bytes:
    """A Word document. A part with `|` in it is a table; other parts are paragraphs."""
    document = Document()
    for part in parts:
        if "|" not in part:
            for line in part.strip("\n").split("\n"):
                document.add_paragraph(line)
            continue
        cells = drawn(part)
        height = max(cell.row + cell.rowspan for cell in cells)
        width = max(cell.column + cell.colspan for cell in cells)
        table = document.add_table(height, width)
        for cell in cells:
            first = table.cell(cell.row, cell.column)
            last = table.cell(cell.row + cell.rowspan - 1, cell.column + cell.colspan - 1)
            merged = first.merge(last) if (cell.rowspan, cell.colspan) != (1, 1) else first
            merged.text = cell.text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx_of(*parts: str, merged: bool = True) -> bytes:
    """A workbook with all parts on one sheet, one under the other; lines fill column A."""
    book = Workbook()
    sheet = book.active
    top = 0
    for part in parts:
        if "|" not in part:
            for line in part.strip("\n").split("\n"):
                top += 1
                sheet.cell(top, 1).value = line
            continue
        cells = drawn(part)
        for cell in cells:
            target = sheet.cell(top + cell.row + 1, cell.column + 1)
            target.value = cell.text or None
            target.data_type = "s" if cell.text else "n"
            if merged and (cell.rowspan, cell.colspan) != (1, 1):
                sheet.merge_cells(
                    start_row=top + cell.row + 1,
                    end_row=top + cell.row + cell.rowspan,
                    start_column=cell.column + 1,
                    end_column=cell.column + cell.colspan,
                )
        top += max(cell.row + cell.rowspan for cell in cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def txt_of(*parts: str) -> bytes:
    """A text in the layout of a table saved as text."""
    out = []
    for part in parts:
        if "|" not in part:
            out += [part.strip("\n"), ""]
            continue
        for line in part.strip("\n").split("\n"):
            for cell in line.split("|"):
                text = cell.strip(" ").partition("»")[0].strip(" ")
                out.append("\t" + ("" if text == "^" else text.replace("⏎", "\n")))
            out.append("")
        out.append("")
    return "\n".join(out).encode()
