"""The files of an import."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from indicators.office_files import LARGEST_FILE

from . import messages
from .listing import UnitAndCycleForm

SUFFIXES = (".docx", ".xlsx", ".xls", ".txt", ".csv")
MEGABYTE = 1024 * 1024


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or more files, each of a type we read and none larger than the reader takes."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> Sequence[UploadedFile]:
        files = [one for one in data or () if one]
        if not files:
            raise ValidationError(messages.NO_FILE, "required")
        errors = [error for error in map(fault_of_file, files) if error]
        size = sum(file.size for file in files)
        if not errors and size > LARGEST_FILE:
            errors = [ValidationError(messages.ALL_TOO_BIG, "size", _sizes(size))]
        if errors:
            raise ValidationError(errors)
        return files


class UploadForm(UnitAndCycleForm):
    files = FilesField(
        label="申报表文件",
        widget=ManyFilesInput(attrs={"accept": ",".join(SUFFIXES)}),
        help_text="Word（.docx）、Excel（.xlsx、.xls）或文本（.txt、.csv），可以一次选多个；"
        "一个文件里可以有多张申报表。",
    )

    field_order = ["files", "unit", "cycle"]


def fault_of_file(file: UploadedFile, suffixes: Sequence[str] = SUFFIXES) -> ValidationError | None:
    """Why this file is not one we read: its type or its size."""
    if PurePath(file.name).suffix.lower() not in suffixes:
        values = {"name": file.name, "types": " ".join(suffixes)}
        return ValidationError(messages.WRONG_TYPE, "type", values)
    if file.size > LARGEST_FILE:
        values = {"name": file.name} | _sizes(file.size)
        return ValidationError(messages.TOO_BIG, "size", values)
    return None


def _sizes(size: int) -> dict[str, object]:
    return {"size": round(size / MEGABYTE, 1), "limit": LARGEST_FILE // MEGABYTE}
