"""Forms of other places, drawn once and read from Word, Excel and, where merges allow, text.

What a careful person reads out of each stands beside it, decided before the reader saw it.
"""

import pytest

from declarations.content import Content
from declarations.sheet import Reading, read_file
from tests.sheet.build import docx_of, txt_of, xlsx_of

MAKERS = {"docx": docx_of, "xlsx": xlsx_of, "txt": txt_of}
every_kind = pytest.mark.parametrize("kind", MAKERS)


def read(kind: str, *parts: str) -> tuple[Reading, ...]:
    found = read_file(f"form.{kind}", MAKERS[kind](*parts))
    assert not found.problems
    return found.readings


def read_one(kind: str, *parts: str) -> Reading:
    (reading,) = read(kind, *parts)
    return reading


def rows(content: Content) -> list[tuple[str, str, str, str]]:
    return [
        (one.level1, one.level2, one.name.strip(), one.value.strip()) for one in content.indicators
    ]


def unparsed(reading: Reading) -> list[str]:
    return [note.text for note in reading.notes if note.code == "IMP-UNPARSED"]
