"""What a file is, by its bytes; its name only has to agree. Nothing that a browser would run."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import PurePath

import olefile

_OFFICE = "application/vnd.openxmlformats-officedocument."

#: Which suffixes a kind of file may have, by its content type.
SUFFIXES: Mapping[str, tuple[str, ...]] = {
    "application/pdf": (".pdf",),
    f"{_OFFICE}wordprocessingml.document": (".docx",),
    f"{_OFFICE}spreadsheetml.sheet": (".xlsx",),
    "application/x-ole-storage": (".doc", ".xls", ".wps", ".et"),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
}
ALLOWED = tuple(suffix for suffixes in SUFFIXES.values() for suffix in suffixes)

_STARTS = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (olefile.MAGIC, "application/x-ole-storage"),
)
_PARTS = (
    ("word/document.xml", f"{_OFFICE}wordprocessingml.document"),
    ("xl/workbook.xml", f"{_OFFICE}spreadsheetml.sheet"),
)


def content_type_of(data: bytes) -> str | None:
    """The content type of one of the kinds we keep, or None. An Office file with macros is none."""
    for start, kind in _STARTS:
        if data.startswith(start):
            return kind
    if not data.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.namelist()
    except zipfile.BadZipFile:
        return None
    if any(PurePath(part).name.lower() == "vbaproject.bin" for part in parts):
        return None
    return next((kind for part, kind in _PARTS if part in parts), None)


def agrees(name: str, content_type: str) -> bool:
    """Whether a file of this name may be of this kind."""
    return PurePath(name).suffix.lower() in SUFFIXES[content_type]
