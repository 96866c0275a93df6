"""The records of a workbook in the format of Excel 97-2003 (BIFF8): what a cell holds, and how.

Only what a form needs: texts, numbers with their formats, the last results of formulas, merged
cells, the names of sheets. [MS-XLS] is the description of the format.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

BOF, EOF, CONTINUE, FILEPASS = 0x0809, 0x000A, 0x003C, 0x002F
_BOUNDSHEET, _SST, _FORMAT, _XF, _DATEMODE = 0x0085, 0x00FC, 0x041E, 0x00E0, 0x0022
_LABELSST, _LABEL, _RSTRING, _NUMBER, _RK, _MULRK = 0x00FD, 0x0204, 0x00D6, 0x0203, 0x027E, 0x00BD
_FORMULA, _STRING, _BOOLERR, _MERGED = 0x0006, 0x0207, 0x0205, 0x00E5
_BIFF8 = b"\x00\x06"
_WORKSHEET = 0
_WIDE, _EXTENDED, _RICH = 1, 4, 8  # flags of a string
_NO_NUMBER = b"\xff\xff"  # at the end of the result of a formula that is no number
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip

Value = str | float | bool


class NotBiff8(ValueError):  # noqa: N818 - an answer, not a fault
    """The workbook is of an older Excel, or under a password (``is_locked``)."""

    def __init__(self, *, is_locked: bool = False) -> None:
        super().__init__()
        self.is_locked = is_locked


class Error(NamedTuple):
    """The result of a formula that failed: #REF!."""

    text: str


@dataclass(slots=True)
class OldSheet:
    """A sheet: its cells by row and column from 0, with the number of their format."""

    name: str
    cells: dict[tuple[int, int], tuple[Value | Error, int]] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(
        default_factory=list
    )  # top, bottom, left, right


@dataclass(slots=True)
class OldBook:
    """A workbook. ``formats`` are those of its own by their number; ``from_1904``: of a Mac."""

    sheets: list[OldSheet] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)
    from_1904: bool = False


def read_stream(stream: bytes) -> OldBook:
    """The workbook in the stream ``Workbook``.

    Raises NotBiff8, and struct.error, IndexError or UnicodeDecodeError on damaged bytes.
    """
    book = OldBook()
    texts: list[str] = []
    formats_of_cells: list[int] = []
    starts: list[tuple[int, str]] = []
    records = _records(stream, 0)
    number, parts = next(records, (EOF, []))
    if number != BOF or parts[0][:2] != _BIFF8:
        raise NotBiff8
    for number, parts in records:
        data = parts[0]
        if number == FILEPASS:
            raise NotBiff8(is_locked=True)
        if number == _BOUNDSHEET and data[5] == _WORKSHEET:
            starts.append((struct.unpack_from("<I", data)[0], _short_text(data, 6)))
        elif number == _SST:
            texts = _shared_texts(parts)
        elif number == _FORMAT:
            book.formats[struct.unpack_from("<H", data)[0]] = _text(data, 2)
        elif number == _XF:
            formats_of_cells.append(struct.unpack_from("<H", data, 2)[0])
        elif number == _DATEMODE:
            book.from_1904 = data[:2] == b"\x01\x00"
    for start, name in starts:
        sheet = OldSheet(name)
        _read_sheet(_records(stream, start), sheet, texts, formats_of_cells)
        book.sheets.append(sheet)
    return book


def _records(stream: bytes, start: int) -> Iterator[tuple[int, list[bytes]]]:
    """The records from a place to the end of their part, each with what continues it.

    Those of a chart, a part inside the part of its sheet, are left out.
    """
    depth = 0
    record: tuple[int, list[bytes]] | None = None
    while start + 4 <= len(stream):
        number, length = struct.unpack_from("<HH", stream, start)
        data = stream[start + 4 : start + 4 + length]
        start += 4 + length
        if number == CONTINUE:
            if record:
                record[1].append(data)
            continue
        if record:
            yield record
        depth += number == BOF
        record = (number, [data]) if depth == 1 else None
        depth -= number == EOF
        if depth <= 0:
            return


def _read_sheet(
    records: Iterator[tuple[int, list[bytes]]], sheet: OldSheet, texts: list[str], xfs: list[int]
) -> None:
    waiting: tuple[int, int, int] | None = None  # a formula whose text is in the next record
    for number, parts in records:
        data = parts[0]
        if number == _MERGED:
            count = struct.unpack_from("<H", data)[0]
            sheet.merged += [struct.unpack_from("<4H", data, 2 + 8 * n) for n in range(count)]
        elif number == _STRING and waiting:
            row, column, xf = waiting
            sheet.cells[row, column] = (_joined_text(parts), xfs[xf])
        elif number in (_LABELSST, _LABEL, _RSTRING, _NUMBER, _RK, _FORMULA, _BOOLERR):
            row, column, xf = struct.unpack_from("<3H", data)
            value = _value(number, parts, texts)
            waiting = (row, column, xf) if value is None else None
            if value is not None and value != "":
                sheet.cells[row, column] = (value, xfs[xf])
        elif number == _MULRK:
            row, first = struct.unpack_from("<2H", data)
            for n in range((len(data) - 6) // 6):
                xf, packed = struct.unpack_from("<HI", data, 4 + 6 * n)
                sheet.cells[row, first + n] = (_unpacked(packed), xfs[xf])


def _value(number: int, parts: list[bytes], texts: list[str]) -> Value | Error | None:
    """What a cell holds; "" for nothing, None for a text that the next record holds."""
    data = parts[0]
    if number == _LABELSST:
        return texts[struct.unpack_from("<I", data, 6)[0]]
    if number in (_LABEL, _RSTRING):
        return _joined_text([data[6:], *parts[1:]])
    if number == _NUMBER:
        return struct.unpack_from("<d", data, 6)[0]
    if number == _RK:
        return _unpacked(struct.unpack_from("<I", data, 6)[0])
    if number == _BOOLERR:
        return _error(data[6]) if data[7] else bool(data[6])
    if data[12:14] != _NO_NUMBER:
        return struct.unpack_from("<d", data, 6)[0]
    kind, said = data[6], data[8]
    return {0: None, 1: bool(said), 2: _error(said)}.get(kind, "")


def _error(code: int) -> Error:
    return Error(_ERRORS.get(code, "#ERROR"))


def _unpacked(packed: int) -> float:
    """A number in four bytes: an integer or the head of a double, perhaps a hundredfold."""
    if packed & 2:
        value = float(struct.unpack("<i", struct.pack("<I", packed))[0] >> 2)
    else:
        value = struct.unpack("<d", b"\0\0\0\0" + struct.pack("<I", packed & 0xFFFFFFFC))[0]
    return value / 100 if packed & 1 else value


def _short_text(data: bytes, start: int) -> str:
    """A text whose length is one byte."""
    count, flags = data[start], data[start + 1]
    return _decoded(data[start + 2 :], count, flags)


def _text(data: bytes, start: int) -> str:
    """A text whose length is two bytes."""
    return _joined_text([data[start:]])


def _joined_text(parts: list[bytes]) -> str:
    return _Parts(parts).text()


def _decoded(data: bytes, count: int, flags: int) -> str:
    if flags & _WIDE:
        return data[: 2 * count].decode("utf-16-le", "replace")
    return data[:count].decode("latin-1")


def _shared_texts(parts: list[bytes]) -> list[str]:
    reader = _Parts(parts)
    reader.take(4)
    (count,) = struct.unpack("<I", reader.take(4))
    return [reader.text() for _ in range(count)]


class _Parts:
    """Reads over the bounds of a record and those that continue it."""

    def __init__(self, parts: list[bytes]) -> None:
        self.parts = parts
        self.part = 0
        self.at = 0

    def take(self, count: int) -> bytes:
        """So many bytes, wherever a new part begins."""
        taken = b""
        while len(taken) < count:
            piece = self._piece(count - len(taken))
            taken += piece
        return taken

    def text(self) -> str:
        count, flags = struct.unpack("<HB", self.take(3))
        runs = struct.unpack("<H", self.take(2))[0] if flags & _RICH else 0
        extended = struct.unpack("<I", self.take(4))[0] if flags & _EXTENDED else 0
        pieces: list[str] = []
        left = count
        while left:
            if self.at >= len(self.parts[self.part]):
                self._next()
                flags = self.parts[self.part][0]  # each part says again how wide its letters are
                self.at = 1
            width = 2 if flags & _WIDE else 1
            here = min(left, (len(self.parts[self.part]) - self.at) // width)
            if not here:
                raise IndexError(self.part)
            pieces.append(_decoded(self._piece(here * width), here, flags))
            left -= here
        self.take(4 * runs + extended)
        return "".join(pieces)

    def _piece(self, most: int) -> bytes:
        if self.at >= len(self.parts[self.part]):
            self._next()
        piece = self.parts[self.part][self.at : self.at + most]
        self.at += len(piece)
        return piece

    def _next(self) -> None:
        self.part += 1
        self.at = 0
        if self.part >= len(self.parts):
            raise IndexError(self.part)
