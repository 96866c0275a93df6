"""Grids from a Word document: its tables in order, each with the paragraphs over it.

The body is read straight from the XML: python-docx finds a cell by rebuilding its row each time,
which makes reading a form some hundred times slower.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from declarations.sheet.grid import Cell, Grid, Origin

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_TBL, _TR, _TC, _P = f"{_W}tbl", f"{_W}tr", f"{_W}tc", f"{_W}p"
_GRID_SPAN, _V_MERGE, _VAL = f"{_W}gridSpan", f"{_W}vMerge", f"{_W}val"
_TEXT = frozenset({f"{_W}t", f"{_M}t"})
_SIGNS = {
    f"{_W}tab": "\t",
    f"{_W}ptab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
    f"{_W}softHyphen": "\u00ad",
}
#: Not part of the text: deleted by a reviewer, repeated for old programs, or only formatting.
_LEFT_OUT = frozenset(
    {f"{_W}del", f"{_W}moveFrom", f"{_MC}Fallback", f"{_W}pPr", f"{_W}rPr", f"{_W}tcPr"}
)
#: Signs that Word keeps as a position in the font Symbol.
_SYMBOLS = {
    "B3": "≥", "A3": "≤", "B4": "×", "B1": "±", "B9": "≠", "BB": "≈", "B8": "÷", "2D": "−",
    "3D": "=", "3E": ">", "3C": "<", "25": "%", "A5": "∞", "B0": "°", "D7": "·", "A2": "′",
}  # fmt: skip


def parser() -> etree.XMLParser:
    """A parser that opens no file and no address, and expands no entity."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def read_document(name: str, document: bytes) -> Iterator[Grid]:
    """The tables of ``word/document.xml``, nested ones after the table they stand in.

    Raises etree.XMLSyntaxError on broken XML.
    """
    if _STRICT.encode() in document[:4096]:
        document = document.replace(_STRICT.encode(), _W[1:-1].encode())
    body = etree.fromstring(document, parser()).find(f"{_W}body")
    if body is None:
        return
    walk = _Walk(name)
    yield from walk.blocks(body)


@dataclass(slots=True)
class _Walk:
    """Goes through a body and remembers the paragraphs since the last table."""

    name: str
    above: list[str] = field(default_factory=list)
    tables: int = 0

    def blocks(self, parent: etree._Element) -> Iterator[Grid]:
        for element in parent:
            if element.tag == _P:
                self.above += [line for line in text_of(element).split("\n") if line.strip()]
                for table in _boxed_tables(element):
                    yield from self.table(table)
            elif element.tag == _TBL:
                yield from self.table(element)
            elif element.tag not in _LEFT_OUT:
                yield from self.blocks(element)  # a content control, an insertion

    def table(self, element: etree._Element) -> Iterator[Grid]:
        self.tables += 1
        origin = Origin(self.name, table=self.tables)
        nested: list[etree._Element] = []
        cells = _cells(element, nested)
        yield Grid(cells, tuple(self.above), origin)
        self.above = []
        for inner in nested:
            yield from self.table(inner)


def _boxed_tables(paragraph: etree._Element) -> list[etree._Element]:
    """Tables in a text box of this paragraph."""
    if len(paragraph) == 0:
        return []
    return [
        table
        for table in paragraph.iter(_TBL)
        if next(table.iterancestors(f"{_MC}Fallback"), None) is None
        and next(table.iterancestors(_TBL), None) is None
    ]


def _cells(table: etree._Element, nested: list[etree._Element]) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    open_merges: dict[int, int] = {}  # by column: the index of the cell that goes on downwards
    number = -1
    for row in _children(table, _TR):
        number += 1
        column = _skipped(row)
        for element in _children(row, _TC):
            span, merge = _spans(element)
            if merge == "continue" and column in open_merges:
                index = open_merges[column]
                above = cells[index]
                cells[index] = above._replace(rowspan=number - above.row + 1)
            else:
                if merge == "restart":
                    open_merges[column] = len(cells)
                else:
                    open_merges.pop(column, None)
                cells.append(Cell(number, column, _cell_text(element, nested), 1, span))
            column += span
    return tuple(cells)


def _children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, also those inside content controls."""
    for child in parent:
        if child.tag == tag:
            if tag == _TC or child.find(f"{_W}trPr/{_W}del") is None:
                yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _children(child, tag)


def _skipped(row: etree._Element) -> int:
    before = row.find(f"{_W}trPr/{_W}gridBefore")
    return int(before.get(_VAL, "0")) if before is not None else 0


def _spans(cell: etree._Element) -> tuple[int, str | None]:
    """How many columns a cell spans; and whether it begins or continues a merge downwards."""
    properties = cell.find(f"{_W}tcPr")
    if properties is None:
        return 1, None
    span, merge = 1, None
    for child in properties:
        if child.tag == _GRID_SPAN:
            span = max(1, int(child.get(_VAL, "1")))
        elif child.tag == _V_MERGE:
            merge = child.get(_VAL, "continue")
    return span, merge


def _cell_text(cell: etree._Element, nested: list[etree._Element]) -> str:
    lines: list[str] = []
    _collect(cell, lines, nested)
    return "\n".join(lines)


def _collect(parent: etree._Element, lines: list[str], nested: list[etree._Element]) -> None:
    for child in parent:
        if child.tag == _P:
            lines.append(text_of(child))
            nested += _boxed_tables(child)
        elif child.tag == _TBL:
            nested.append(child)
        elif child.tag not in _LEFT_OUT:
            _collect(child, lines, nested)


def text_of(paragraph: etree._Element) -> str:
    """The text of a paragraph with its tabs and line breaks."""
    pieces: list[str] = []
    _pieces(paragraph, pieces)
    return "".join(pieces)


def _pieces(parent: etree._Element, pieces: list[str]) -> None:
    for child in parent:
        tag = child.tag
        if tag in _TEXT:
            pieces.append(child.text or "")
        elif tag in _SIGNS:
            if not (tag == f"{_W}br" and child.get(f"{_W}type") == "page"):
                pieces.append(_SIGNS[tag])
        elif tag == f"{_W}sym":
            code = child.get(f"{_W}char", "")
            pieces.append(_SYMBOLS.get(code[-2:].upper(), "�"))
        elif tag not in _LEFT_OUT and tag != _TBL and len(child):
            if tag == _P and pieces:
                pieces.append("\n")  # of a text box: each of its paragraphs is a line
            _pieces(child, pieces)
