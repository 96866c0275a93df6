"""Fixes: what would mend a finding, as a new text for its cell.

A fix is plain data, so that a page can show what it would change before anybody applies it; to
apply it is a pure function from Content to Content.
"""

import re
from dataclasses import dataclass, replace

from declarations.content import Content

_ROW_CELL = re.compile(r"indicators\[(\d+)\]\.(name|value)")


@dataclass(frozen=True, slots=True)
class Fix:
    """Write ``text`` into the cell ``where``.

    ``mechanical``: it changes only how the text is written, never what it says.
    """

    where: str
    text: str
    mechanical: bool = False


def text_at(content: Content, where: str) -> str:
    """The text of a cell. Raises KeyError for a path that is no cell of text."""
    if where in {"project", "unit", "goal"}:
        return getattr(content, where)
    position, name = _row_cell(where)
    return getattr(content.indicators[position], name)


def apply_fix(content: Content, fix: Fix) -> Content:
    """The form with the fix applied. Raises KeyError for a path that is no cell of text."""
    if fix.where in {"project", "unit", "goal"}:
        return replace(content, **{fix.where: fix.text})
    position, name = _row_cell(fix.where)
    rows = list(content.indicators)
    rows[position] = replace(rows[position], **{name: fix.text})
    return replace(content, indicators=tuple(rows))


def _row_cell(where: str) -> tuple[int, str]:
    match = _ROW_CELL.fullmatch(where)
    if not match:
        raise KeyError(where)
    return int(match[1]), match[2]
