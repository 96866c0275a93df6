"""Grids from the text of a document.

The layout is that of a table saved as text: one cell a line with a leading tab, a tab alone is a
cell merged with the one above, an empty line ends a row, two empty lines or a line without a tab
end the table. Rows copied from a spreadsheet, one row a line with tabs between the cells, are
read as well, and those of a file with commas between the cells.
"""

import csv
import io
import re
from collections.abc import Iterator

from declarations.sheet.grid import Cell, Grid, Origin

_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
_NUL_SHARE = 8  # a text of UTF-16 without a mark has many more NUL bytes than one in eight


def decode(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or GB18030 (GBK). Raises UnicodeDecodeError."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding)
    if data.count(b"\0") * _NUL_SHARE > len(data):
        little = data[1::2].count(b"\0") >= data[::2].count(b"\0")
        return data.decode("utf-16-le" if little else "utf-16-be")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def read_text(name: str, text: str) -> Iterator[Grid]:
    """The tables of a text, each with the lines over it."""
    above: list[str] = []
    rows: list[list[str]] = []
    row: list[str] = []
    number = 0
    empty = 0
    spread = False  # rows as a spreadsheet copies them, one a line

    def table() -> Grid:
        return Grid(_cells(rows), tuple(above), Origin(name, table=number))

    for line in [*re.split(r"\r\n?|\n", text), "", ""]:
        if not line:
            empty += 1
            if row:
                rows.append(row)
                row = []
            elif empty > 1 and rows:
                number += 1
                yield table()
                above, rows, spread = [], [], False
            continue
        if row and not empty and not line.startswith("\t"):
            row[-1] += f"\n{line}"  # a line break inside the cell
        elif "\t" in line and (spread or not line.startswith("\t")):
            rows.append(line.split("\t"))
            spread = True
        elif line.startswith("\t"):
            row.append(line[1:])
        else:
            if rows:
                number += 1
                yield table()
                above, rows, spread = [], [], False
            above.append(line)
        empty = 0


def read_commas(name: str, text: str) -> Iterator[Grid]:
    """The one table of a text with commas between its cells, as a spreadsheet saves it.

    Raises csv.Error for a text with a cell of more than the csv module takes.
    """
    rows = list(csv.reader(io.StringIO(text, newline="")))
    cells = _cells(rows)
    if any(not cell.is_blank for cell in cells):
        yield Grid(cells, (), Origin(name, table=1))


def _cells(rows: list[list[str]]) -> tuple[Cell, ...]:
    """Cells with their spans. Only the empty cells a row begins with continue the row above."""
    columns: list[Cell | None] = [None] * max((len(row) for row in rows), default=0)
    cells: list[Cell] = []
    for number, texts in enumerate(rows):
        leading = True
        for column, text in enumerate(texts):
            above = columns[column]
            if leading and not text and above is not None and above.bottom == number:
                columns[column] = above._replace(rowspan=above.rowspan + 1)
                continue
            leading = False
            if above is not None:
                cells.append(above)
            columns[column] = Cell(number, column, text)
    cells += [cell for cell in columns if cell is not None]
    return tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))
