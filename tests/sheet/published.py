"""Documents as other provinces and counties publish them, and what a careful person reads in each.

What is expected was written down before the reader saw the document.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from docx import Document
from openpyxl import load_workbook

from declarations.content import Content
from declarations.sheet import FileReading, read_file
from tests.sheet.build import docx_of, txt_of, xlsx_of

MAKERS = {"docx": docx_of, "xlsx": xlsx_of, "txt": txt_of}
LOADERS = {"docx": Document, "xlsx": load_workbook}


@dataclass(frozen=True)
class Form:
    """A form as it is read. ``rows`` is drawn: a line a row, `|` between nodes, name and value."""

    project: str = ""
    unit: str = ""
    superior: str = ""
    year: int | None = None
    total: str | None = None
    appropriation: str | None = None
    other: str | None = None
    project_total: str | None = None
    goal: str = ""
    long_term_goal: str = ""
    rows: str = ""
    weights: tuple[int, ...] = ()
    scoring: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()

    def as_read(self, content: Content) -> "Form":
        """A Content in the same shape; columns beside the value only where this form tells."""
        funding = content.funding
        rows = [(one.level1, one.level2, one.name, one.value) for one in content.indicators]
        lines = ["|".join(text.strip().replace("\n", "⏎") for text in row) for row in rows]
        return Form(
            project=content.project,
            unit=content.unit,
            superior=content.superior,
            year=content.year,
            total=_plain(funding.total),
            appropriation=_plain(funding.appropriation),
            other=_plain(funding.other),
            project_total=_plain(funding.project_total),
            goal=content.goal,
            long_term_goal=content.long_term_goal,
            rows="\n".join(lines),
            weights=tuple(int(one.weight or 0) for one in content.indicators)
            if self.weights
            else (),
            scoring=tuple(one.scoring for one in content.indicators) if self.scoring else (),
            evidence=tuple(one.evidence for one in content.indicators) if self.evidence else (),
        )


@dataclass(frozen=True)
class Published:
    """A document drawn as `build` draws it, and what is to be read in it.

    ``noted`` are texts that have no place in a form and must be told of. ``change`` is done to the
    document before it is saved.
    """

    kind: str
    parts: tuple[str, ...]
    forms: tuple[Form, ...]
    noted: tuple[str, ...] = field(default=())
    change: Callable[[Any], None] | None = None

    def read(self) -> FileReading:
        data = MAKERS[self.kind](*self.parts)
        if self.change is not None:
            document = LOADERS[self.kind](io.BytesIO(data))
            self.change(document)
            out = io.BytesIO()
            document.save(out)
            data = out.getvalue()
        return read_file(f"form.{self.kind}", data)


def assert_read(document: Published) -> None:
    found = document.read()
    assert len(found.readings) == len(document.forms)
    for form, reading in zip(document.forms, found.readings, strict=True):
        assert form.as_read(reading.content) == form
    notes = [*found.notes, *(note for reading in found.readings for note in reading.notes)]
    told = {note.text.strip() for note in notes}
    assert set(document.noted) <= told


def _plain(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount.normalize():f}"
