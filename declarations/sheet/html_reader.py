"""Grids from HTML, which many systems export under the name of an Excel file."""

import re
from collections.abc import Iterator

from lxml import html
from lxml.etree import _Element

from declarations.sheet.grid import Cell, Grid, Origin
from declarations.sheet.problems import MOST_CELLS, refuse_more_cells

_OPENS = ("<html", "<!doctype html", "<table", "<meta", "<head", "<body", "<?xml")
_DECLARED = re.compile(r"<\?xml[^>]*\?>")  # lxml takes no text that names its encoding
_LINES = frozenset({"p", "div", "li", "br"})
_BLANKS = re.compile(r"[ \t\r\n\f]+")


def is_html(text: str) -> bool:
    """Whether a text is a page with a table."""
    plain = text.lstrip("\ufeff \t\r\n").lower()
    return plain.startswith(_OPENS) and "<table" in plain


def read_html(name: str, text: str) -> Iterator[Grid]:
    """The tables of a page in order; one inside a cell comes after the table it stands in.

    Raises lxml.etree.ParserError for a page without any element.
    """
    page = html.document_fromstring(_DECLARED.sub("", text))
    for number, table in enumerate(page.iter("table"), start=1):
        captions = tuple(_text(one) for one in table.iterchildren("caption"))
        yield Grid(_cells(table), captions, Origin(name, table=number))


def _cells(table: _Element) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    for number, row in enumerate(rows):
        column = 0
        for element in row.iterchildren("td", "th"):
            while (number, column) in taken:
                column += 1
            height = min(_span(element, "rowspan"), len(rows) - number)
            width = _span(element, "colspan")
            refuse_more_cells(len(taken) + height * width)
            cells.append(Cell(number, column, _text(element), height, width))
            taken |= {
                (number + down, column + right) for down in range(height) for right in range(width)
            }
    return tuple(cells)


def _span(cell: _Element, name: str) -> int:
    said = cell.get(name, "1").strip()
    return min(max(int(said), 1), MOST_CELLS) if said.isdecimal() else 1


def _text(cell: _Element) -> str:
    """What a cell says, a line for each of its paragraphs, without the blanks of the source."""
    pieces: list[str] = []
    _collect(cell, pieces)
    return "\n".join(line.strip(" ") for line in "".join(pieces).strip("\n").split("\n"))


def _collect(element: _Element, pieces: list[str]) -> None:
    pieces.append(_BLANKS.sub(" ", element.text or ""))
    for child in element:
        if isinstance(child.tag, str) and child.tag != "table":  # a comment has no name
            if child.tag in _LINES and "".join(pieces).strip():
                pieces.append("\n")
            _collect(child, pieces)
        pieces.append(_BLANKS.sub(" ", child.tail or ""))
