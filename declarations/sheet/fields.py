"""The labelled fields of a form: who, what, how much, what for.

A field is found by its label. Its value is the rest of the label's own cell after a colon, the
next cell in the row, or the cell below.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from declarations.sheet import messages
from declarations.sheet import vocabulary as words
from declarations.sheet.amounts import read_amount, unit_named, unit_of_caption, unit_of_label
from declarations.sheet.damage import is_goal, word_of_field
from declarations.sheet.grid import Cell, Grid
from declarations.sheet.notebook import Notebook

_PAIR = 2  # a row of two cells is a label and its value, whatever the value looks like
_NUMBERED_GOAL = re.compile(r"目标[0-9一二三四五六七八九十]{1,2}")
_AMOUNT_AFTER_LABEL = re.compile(
    r"^([^\d¥￥:：]{2,30}?)[ \t\u3000]*([¥￥]?\d[\d,.]*.*)$", re.DOTALL
)
_AMONG = re.compile(r"^\s*其中\s*[:：]\s*")
_GAP = re.compile(r"\s+")
_BEFORE_COLON = re.compile(r"([^:,，;；。、\d\n]+):")
#: What stands before the next label in one text: its numbering, 其中, a bracket that opens.
_BEFORE_NEXT = re.compile(
    r"(?:[\s,，;；。、（()）]|其中[:：]?|[一二三四五六七八九十]{1,2}、|(?<![\d.])\d{1,2}[.、．])+$"
)
_OPEN, _CLOSED = "（(", "）)"
_REMARK = re.compile(
    r"^(?:其中[:：]?$|备?注|说明|填表说明|填报说明|填报要求|单位负责人|填报人|填表人|经办人|联系人|审核)"
)


class Found(NamedTuple):
    """A label and the text that belongs to it."""

    role: str
    label: Cell | None  # None for a line over the table
    label_text: str
    value: Cell | None
    text: str
    unit: Decimal | None = None  # of money, where the label or its group names one


class Labelled(NamedTuple):
    """A label and its value in one text."""

    role: str
    label: str
    text: str


@dataclass(slots=True)
class Fields:
    """What was found, in reading order, and which cells it was read from."""

    found: list[Found] = field(default_factory=list)
    unit: Decimal | None = None  # of money, from a caption
    used: set[tuple[int, int]] = field(default_factory=set)

    def of(self, *roles: str) -> list[Found]:
        return [one for one in self.found if one.role in roles]


def split_label(text: str) -> Labelled | None:
    """A text that is a label with its value: ``单位：财政局``, ``财政拨款 30万元``."""
    parts = split_labels(text)
    return parts[0] if len(parts) == 1 else None


@lru_cache(maxsize=4096)
def split_labels(text: str) -> tuple[Labelled, ...]:
    """The labels with values that a text consists of: ``资金总额：80 财政拨款：60 其他资金：20``.

    Empty for a text that does not begin with a label, and for a label alone.
    """
    text = _AMONG.sub("", _unbracketed(text))
    plain = text.replace("：", ":")
    labels = [
        (start, found.end())
        for found in _BEFORE_COLON.finditer(plain)
        if (start := _label_start(plain, found)) is not None
    ]
    if not labels or plain[: labels[0][0]].strip():
        return _amount_beside_label(text)
    ends = [start for start, _ in labels[1:]] + [len(text)]
    parts = []
    for (start, after), end in zip(labels, ends, strict=True):
        label, value = text[start : after - 1].strip(), text[after:end].strip()
        if end < len(text):
            value = _BEFORE_NEXT.sub("", value)
        role = words.header_role(label) or ""
        if role == "unit" and unit_named(value) is not None:
            role = "money_unit"
        parts.append(Labelled(role, label, value))
    return tuple(parts) if any(part.text for part in parts) else ()


def _unbracketed(text: str) -> str:
    """A text without the brackets around all of it; those around a part are its own."""
    plain = text.strip()
    inner = plain[1:-1]
    is_enclosed = plain[:1] in _OPEN and plain[-1:] in _CLOSED
    return inner if is_enclosed and not any(sign in inner for sign in _OPEN + _CLOSED) else plain


def _label_start(text: str, found: re.Match[str]) -> int | None:
    """Where the label before a colon begins: after the last blank that leaves a known one."""
    start = found.start(1)
    for piece in _GAP.finditer(f" {found.group(1)}"):
        if words.header_role(text[start + piece.end() - 1 : found.end(1)]):
            return start + piece.end() - 1
    return None


def _amount_beside_label(text: str) -> tuple[Labelled, ...]:
    found = _AMOUNT_AFTER_LABEL.match(text.strip())
    role = words.header_role(found.group(1)) if found else None
    if found is None or role not in words.AMOUNT_ROLES:
        return ()
    return (Labelled(role, found.group(1), found.group(2).strip()),)


def read_fields(
    grid: Grid, rows: Iterable[int], lines: Iterable[str], notebook: Notebook
) -> Fields:
    """The fields in these rows of the grid and in the lines over it."""
    fields = Fields()
    for line in lines:
        _read_line(line, fields)
    rows = list(rows)
    for row in rows:
        _read_row(grid, row, fields, notebook)
    _report_rest(grid, rows, fields, notebook)
    return fields


def _read_line(line: str, fields: Fields) -> None:
    fields.unit = unit_of_caption(line) or fields.unit
    if not words.is_title(line):
        for part in split_labels(line):
            if part.role != "money_unit":
                fields.found.append(Found(part.role, None, part.label, None, part.text))


def _read_row(grid: Grid, row: int, fields: Fields, notebook: Notebook) -> None:
    cells = grid.across(row)
    for position, cell in enumerate(cells):
        if cell.row < row or cell.is_blank or _key(cell) in fields.used:
            continue
        split = split_labels(cell.text)
        if split:
            _add_split(cell, split, cells[:position], fields)
            continue
        role = words.header_role(cell.text) or _mended(cells, position, row, fields, notebook)
        if role is None:
            caption = unit_of_caption(cell.text)
            if caption is not None:
                fields.unit = caption
                fields.used.add(_key(cell))
            continue
        fields.used.add(_key(cell))
        _add_labelled(grid, row, cells, position, role, fields)


def _add_split(cell: Cell, split: Sequence[Labelled], before: list[Cell], fields: Fields) -> None:
    fields.used.add(_key(cell))
    for role, label, text in split:
        if role == "money_unit":
            fields.unit = unit_named(text) or unit_of_caption(cell.text) or fields.unit
            continue
        unit = unit_of_label(label) or _group_unit(before)
        fields.found.append(Found(role, cell, label, cell, text, unit))


def _add_labelled(
    grid: Grid, row: int, cells: list[Cell], position: int, role: str, fields: Fields
) -> None:
    cell = cells[position]
    unit = unit_of_label(cell.text) or _group_unit(cells[:position])
    right = cells[position + 1 :]
    if role == "funding_group" and _is_only_amount(right, row):
        role = "total"
    elif role == "funding_group" and all(other.is_blank for other in right):
        fields.unit = unit or fields.unit  # a bar over the rows: 二、项目资金（单位：元）
    if role in words.GOAL_ROLES:
        value, text = _goal_text(grid, cell, cells[position + 1 :], fields)
    elif role in words.AMOUNT_ROLES:
        value, text = _amount_text(grid, cell, cells[position + 1 :])
    elif role in ("funding_group", "block", "footer", "column", "number"):
        return
    else:
        value, text = _text(cells, position, row)
    if role == "unit" and value is not None and unit_named(text) is not None:
        fields.unit = unit_named(text)
        role = "money_unit"
    if value is not None:
        fields.used.add(_key(value))
    fields.found.append(Found(role, cell, cell.text.strip(), value, text, unit))


def _is_only_amount(right: list[Cell], row: int) -> bool:
    """Whether a group of amounts has but one, without a label: 项目资金 | 50万元."""
    filled = [cell for cell in right if not cell.is_blank]
    if len(filled) != 1 or filled[0].row != row or is_label(filled[0].text):
        return False
    return read_amount(filled[0].text).wan is not None


def _text(cells: list[Cell], position: int, row: int) -> tuple[Cell | None, str]:
    """The next filled cell before another label; a row of two cells needs no such doubt."""
    right = [cell for cell in cells[position + 1 :] if cell.row == row]
    if not right:
        return None, ""
    if len(cells) == _PAIR:
        return right[0], right[0].text
    for cell in right:
        if is_label(cell.text):
            break
        if not cell.is_blank:
            return cell, cell.text
    first = right[0]
    return (None, "") if is_label(first.text) else (first, first.text)


def _amount_text(grid: Grid, label: Cell, right: list[Cell]) -> tuple[Cell | None, str]:
    right = [cell for cell in right if not _AMONG.fullmatch(cell.text)]
    for cell in right:
        if is_label(cell.text) or cell.row < label.row:
            break
        if not (cell.is_blank or _is_last_years(grid, cell)):
            return cell, cell.text
    below = grid.at(label.bottom, label.column)
    if (
        below is not None
        and any(sign.isdigit() for sign in below.text)
        and (not right or is_label(right[0].text))
        and not split_labels(below.text)
    ):
        return below, below.text
    if right and not is_label(right[0].text) and right[0].row == label.row:
        return right[0], right[0].text
    return None, ""


def _is_last_years(grid: Grid, cell: Cell) -> bool:
    """Whether over a column of amounts stands that it is last year's: 上年度预算安排."""
    column = _column_head(grid, cell)
    return column is not None and "".join(column.text.split()).startswith("上年")


def _goal_text(
    grid: Grid, label: Cell, right: list[Cell], fields: Fields
) -> tuple[Cell | None, str]:
    if right and _is_goal_label(right[0], label):
        if right[0].column >= label.right and label.rowspan > 1:
            return None, ""  # a group over 年度目标 and its like
    elif right:
        value, text = _goal_right(grid, label, fields)
        if value is not None:
            return value, text
    below = grid.at(label.bottom, label.column)
    if below is None or below is label or below.row != label.bottom:
        return (right[0], right[0].text) if right and not is_label(right[0].text) else (None, "")
    leading = grid.across(below.row)[0]
    is_grouped = leading.row < below.row  # the group's own cell reaches down beside it
    if is_grouped or not (is_label(below.text) or below.is_blank or _is_head(grid, below.row)):
        return below, below.text
    return None, ""


def _is_goal_label(cell: Cell, group: Cell) -> bool:
    """Whether beside a group of goals stands the label of one, be it damaged."""
    if words.header_role(cell.text) in words.GOAL_ROLES:
        return True
    return cell.bottom < group.bottom and is_goal(cell.text)


def _goal_right(grid: Grid, label: Cell, fields: Fields) -> tuple[Cell | None, str]:
    """The texts to the right, in all the rows the label covers: 目标1, 目标2, …

    One in a row, and more only if they are numbered; what else stands there is left over.
    """
    parts: list[Cell] = []
    for row in range(label.row, label.bottom):
        taken = 0
        for cell in grid.across(row):
            if cell.column < label.right or cell.row != row or cell.is_blank:
                continue
            if is_label(cell.text):
                break
            plain = "".join(cell.text.split())
            if _NUMBERED_GOAL.fullmatch(plain.strip("：:")):
                fields.used.add(_key(cell))
                taken = 0
                continue
            if not taken or _NUMBERED_GOAL.match(plain):
                parts.append(cell)
                taken += 1
    fields.used.update(_key(cell) for cell in parts)
    if not parts:
        return None, ""
    return parts[0], parts[0].text if len(parts) == 1 else "\n".join(cell.text for cell in parts)


def _is_head(grid: Grid, row: int) -> bool:
    roles = {words.column_role(cell.text) for cell in grid.rows[row]}
    return len(roles & {"level1", "level2", "level3", "value"}) > 1


def is_label(text: str) -> bool:
    return words.header_role(text) is not None or bool(split_labels(text))


def _group_unit(before: list[Cell]) -> Decimal | None:
    """The unit that a group to the left names: 项目资金（元）."""
    for cell in reversed(before):
        unit = unit_of_label(cell.text)
        if unit is not None:
            return unit
    return None


def _mended(
    cells: list[Cell], position: int, row: int, fields: Fields, notebook: Notebook
) -> str | None:
    taken = {found.role for found in fields.found}
    word = word_of_field(cells, position, row, taken)
    if word is None:
        return None
    notebook.damaged(cells[position], word)
    return words.HEADER[word]


def _report_rest(grid: Grid, rows: list[int], fields: Fields, notebook: Notebook) -> None:
    for found in fields.of("ignored", "column"):
        if found.text.strip():
            notebook.note(messages.field_not_kept(found.label_text, found.text), found.value)
    under: dict[Cell, list[Cell]] = {}
    for row in rows:
        for cell in grid.rows[row]:
            if cell.is_blank or _key(cell) in fields.used or words.is_title(cell.text):
                continue
            if says_nothing(cell.text) or _is_year_line(grid, cell) or _beside_footer(grid, cell):
                continue
            column = _column_head(grid, cell)
            if column is None:
                notebook.unparsed(cell)
            else:
                under.setdefault(column, []).append(cell)
    for column, cells in under.items():
        label = " ".join(column.text.split())
        notebook.note(messages.column_not_kept(label, len(cells)), cells[0])


def says_nothing(text: str) -> bool:
    """Whether a text says nothing of its own: a label, a dash, a remark of the template."""
    plain = "".join(text.split())
    if words.is_placeholder(plain.strip("-—–/")):
        return True
    return bool(_REMARK.match(plain)) or is_label(text) or words.column_role(text) is not None


def _is_year_line(grid: Grid, cell: Cell) -> bool:
    """Whether a cell alone in its row is the year under the title: （2021年度）."""
    is_alone = sum(not other.is_blank for other in grid.across(cell.row)) == 1
    return is_alone and words.is_year(cell.text)


def _column_head(grid: Grid, cell: Cell) -> Cell | None:
    """The head of the money table's column a cell stands in: 执行数, 分值, 执行率."""
    for row in range(cell.row - 1, -1, -1):
        above = grid.at(row, cell.column)
        if above is None or above.column != cell.column or above.right != cell.right:
            return None
        if words.header_role(above.text) == "column":
            return above
    return None


def _beside_footer(grid: Grid, cell: Cell) -> bool:
    left = grid.at(cell.row, cell.column - 1)
    return left is not None and words.header_role(left.text) == "footer"


def _key(cell: Cell) -> tuple[int, int]:
    return cell.row, cell.column
