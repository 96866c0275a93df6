"""From the bytes of a file to the forms in it, or to a clear word why there are none."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from declarations.sheet import messages
from declarations.sheet.blank import is_cost_table, key_in, with_cost_table, without_spare_rows
from declarations.sheet.excel_reader import read_workbook
from declarations.sheet.grid import Grid, Place
from declarations.sheet.html_reader import is_html, read_html
from declarations.sheet.joins import joined
from declarations.sheet.notebook import UNPARSED, Note, Reading
from declarations.sheet.old_excel_reader import read_old_workbook
from declarations.sheet.problems import Problem, refuse_more_cells
from declarations.sheet.reader import read_grid
from declarations.sheet.sides import sides
from declarations.sheet.text import decode, read_commas, read_text
from declarations.sheet.word_reader import read_document
from indicators.office_files import (
    ZIP,
    UnreadableError,
    binary_office,
    is_binary_office,
    is_old_workbook,
    refuse_bomb,
    refuse_size,
)
from indicators.tree import SchemeTree, shipped

_WORD, _EXCEL = "word/document.xml", "xl/workbook.xml"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_TEXT = (".txt", ".text", ".tsv", ".csv", "")
_HTML = (".html", ".htm", ".xls", ".doc")
_OFFICE = (".docx", ".xlsx", ".docm", ".xlsm", ".doc", ".xls", ".wps", ".et")


@dataclass(frozen=True, slots=True)
class FileReading:
    """All that was read from one file. ``notes`` are about the file, not about one of its forms.

    ``key`` is what a blank of ours carries (see blank.py); "" for any other file.
    """

    name: str
    readings: tuple[Reading, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()
    key: str = ""

    @property
    def unreadable(self) -> bool:
        """Whether the file gave no form at all. It then has at least one problem."""
        return not self.readings


def read_file(name: str, data: bytes, trees: Mapping[str, SchemeTree] | None = None) -> FileReading:
    """The forms in a .docx, .xlsx, .xls, .txt, .csv or .html file.

    ``name`` is for messages and places; what a file is, its first bytes say. Never raises on bad
    input: a file without a form comes back as unreadable, with its problems. ``trees`` are the
    schemes in use, by default those that come with the program; the names of their nodes are known.
    """
    in_use = tuple((shipped() if trees is None else trees).values())
    known = {name for tree in in_use for node in tree.nodes() for name in (node.level1, node.name)}
    readings: list[Reading] = []
    notes: list[Note] = []
    cost_table: Grid | None = None
    seen_table = False
    try:
        for grid in joined(_limited(_grids(name, data))):
            seen_table = True
            notes += (
                Note(UNPARSED, message, grid.origin.place(cell), cell.text)
                for cell, message in grid.remarks
            )
            if is_cost_table(grid):
                cost_table = cost_table or grid
                continue
            for side in sides(grid) if grid.origin.sheet is not None else (grid,):
                found, remarks = read_grid(side, known)
                readings += found
                notes += remarks
    except UnreadableError as problem:
        return FileReading(name, (), (Problem(problem.code, problem.message, Place(name)),))
    if readings:
        key = key_in(data)
        if key or cost_table is not None:
            readings = [without_spare_rows(one) for one in readings]
        if cost_table is not None:
            readings[0] = with_cost_table(readings[0], cost_table, in_use)
        return FileReading(name, tuple(readings), (), tuple(notes), key)
    message = messages.no_form() if seen_table else messages.no_table()
    code = "FILE-NO-FORM" if seen_table else "FILE-NO-TABLE"
    return FileReading(name, (), (Problem(code, message, Place(name)),), tuple(notes))


def _grids(name: str, data: bytes) -> Iterator[Grid]:
    refuse_size(data)
    kind = PurePath(name).suffix.lower()
    if data.startswith(ZIP):
        return _sound(_from_package(name, data), kind)
    if is_binary_office(data):
        return _sound(_from_binary(name, data), ".xls")
    if data.startswith(_PICTURES):
        raise UnreadableError("FILE-KIND", messages.picture(name))
    if data.startswith(b"%PDF"):
        raise UnreadableError("FILE-KIND", messages.pdf(name))
    page = _page(data) if kind in _HTML else None
    if page is not None:
        return _sound(read_html(name, page), kind)
    if kind in _OFFICE:
        raise UnreadableError("FILE-DAMAGED", messages.damaged(kind))
    if kind not in _TEXT:
        raise UnreadableError("FILE-KIND", messages.unknown_kind(name))
    try:
        text = decode(data)
    except UnicodeDecodeError:
        raise UnreadableError("FILE-ENCODING", messages.unknown_encoding()) from None
    has_commas = kind == ".csv" and "\t" not in text
    return _sound(read_commas(name, text), kind) if has_commas else read_text(name, text)


def _page(data: bytes) -> str | None:
    """The text of a file that is HTML, whatever its name says; None if it is not."""
    try:
        text = decode(data)
    except UnicodeDecodeError:
        return None
    return text if is_html(text) else None


def _from_package(name: str, data: bytes) -> Iterator[Grid]:
    """The grids of a .docx or .xlsx."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        refuse_bomb(package)
        parts = package.namelist()
        if _WORD in parts:
            yield from _sound(read_document(name, package.read(_WORD)), ".docx")
        elif _EXCEL in parts:
            yield from _sound(read_workbook(name, data), ".xlsx")
        else:
            raise UnreadableError("FILE-KIND", messages.unknown_kind(name))


def _from_binary(name: str, data: bytes) -> Iterator[Grid]:
    """The grids of an .xls. Raises UnreadableError for any other OLE file."""
    if not is_old_workbook(data):
        raise binary_office(data)
    yield from read_old_workbook(name, data)


def _sound(grids: Iterator[Grid], kind: str) -> Iterator[Grid]:
    """The grids of a parser; what its library says of damage becomes our own word."""
    try:
        yield from grids
    except UnreadableError:
        raise
    except Exception as error:  # damaged bytes fail in more ways than the libraries document
        raise UnreadableError("FILE-DAMAGED", messages.damaged(kind)) from error


def _limited(grids: Iterable[Grid]) -> Iterator[Grid]:
    cells = 0
    for grid in grids:
        cells += grid.height * grid.width
        refuse_more_cells(cells)
        yield grid
