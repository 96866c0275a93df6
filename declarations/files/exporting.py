"""From declarations to official documents, past the gate: no form with an error gets out."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from indicators.office_files import XLSX_TYPE

from ..checks import Finding
from ..examining.checking import Checked, check_all
from ..models import Declaration
from ..sheet import write_docx, write_xlsx
from .zipping import streamed_zip


class Format(StrEnum):
    """A kind of document; its value is the suffix."""

    DOCX = "docx"
    XLSX = "xlsx"
    ZIP = "zip"  # each form as a Word and as an Excel file

    @property
    def content_type(self) -> str:
        return {
            "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "xlsx": XLSX_TYPE,
            "zip": "application/zip",
        }[self]


@dataclass(frozen=True)
class Standing:
    """A declaration with the errors that stand in the way of its official form."""

    declaration: Declaration
    errors: tuple[Finding, ...]


class Refused(Exception):  # noqa: N818 - an answer, not a fault
    """An official export that names the forms with errors; nothing was written."""

    def __init__(self, standing: Sequence[Standing]) -> None:
        super().__init__(f"{len(standing)} forms have errors")
        self.standing = tuple(standing)


def standing_errors(declarations: Iterable[Declaration]) -> list[Standing]:
    """The declarations that an official export would refuse."""
    return _standing(check_all(declarations))


def _standing(checked: Iterable[Checked]) -> list[Standing]:
    return [Standing(one.declaration, one.report.errors) for one in checked if one.report.errors]


def export(declarations: Iterable[Declaration], format: Format, *, draft: bool = False) -> bytes:
    """One document with all these forms, or a zip of documents.

    Raises Refused if an error stands in any of them, unless they are printed as drafts; and
    sheet.TooLong, with the message to show, if Excel cannot hold one of their texts.
    """
    checked = check_all(declarations)
    if not draft and (standing := _standing(checked)):
        raise Refused(standing)
    forms = [(one.content, one.tree) for one in checked]
    if format is Format.DOCX:
        return write_docx(forms, draft=draft)
    if format is Format.XLSX:
        return write_xlsx(forms, draft=draft)
    files = (
        (f"{one.declaration.pk}-{file_stem(one.declaration)}.{suffix}", write([form], draft=draft))
        for one, form in zip(checked, forms, strict=True)
        for suffix, write in ((Format.DOCX, write_docx), (Format.XLSX, write_xlsx))
    )
    return b"".join(streamed_zip(files))


def file_stem(declaration: Declaration) -> str:
    """A name for the form's file that every system takes: 项目名称-2021-绩效目标申报表."""
    project = re.sub(r'[\\/:*?"<>|\s\x00-\x1f]+', "_", str(declaration))[:60]
    return f"{project}-{declaration.cycle.year}-绩效目标申报表"
