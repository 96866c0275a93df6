"""A scheme as one sheet of Excel: what is said of the whole form, then a row for each level 2."""

import io
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from indicators.excel_reading import Sheet, SheetCell, read_sheets
from indicators.excel_rows import Fault
from indicators.office_files import UnreadableError, may_be_formula, write_text
from indicators.scheme_json import LARGEST_WEIGHT
from indicators.tree import COLUMNS, KINDS, Branch, Labels, Layout, Node, SchemeTree

NO_HEADING = "没有找到表头：应当有“{level1}”和“{level2}”两列。"
NO_FIELD = "表头上方缺少“{label}”。"
NO_LEVEL1 = "“二级指标”上方没有一级指标。"
NOT_A_WEIGHT = "“{label}”应当是 0 到 {limit} 的整数"
NOT_A_CHOICE = "“{label}”应当是：{choices}"
NO_SUCH_COLUMN = "有不认识的列“{label}”。"
UNREADABLE = "“{label}”读不出来：{fault}"

_HEADING_FILL, _LABEL_FILL = (
    PatternFill("solid", fgColor=colour) for colour in ("E4EEF1", "F3F2EE")
)
_THIN = Border(*[Side("thin", color="8F9A9F")] * 4)
_SEPARATOR = re.compile(r"[、,，;；\s]+")
_REQUIRED = {"必填": "error", "缺少时提醒": "warning", "可不填": None}
_YES_WORDS = {"是": True, "否": False}
_KIND_OF_WORD = {word: kind for kind, word in KINDS.items()}
_COLUMN_OF_WORD = {word: column for column, word in COLUMNS.items()}


Meaning = Callable[[str, str], Any]  # of a label and the text under it
Read = tuple[SchemeTree | None, list[Fault]]


class _UnfitError(ValueError):
    """A text that does not mean what its column holds."""


def _weight(label: str, text: str) -> int | None:
    if not text:
        return None
    if not text.isascii() or not text.isdecimal() or int(text) > LARGEST_WEIGHT:
        raise _UnfitError(NOT_A_WEIGHT.format(label=label, limit=LARGEST_WEIGHT))
    return int(text)


def _choice(choices: Mapping[str, Any], blank: Any) -> Callable[[str, str], Any]:
    def read(label: str, text: str) -> Any:
        if not text:
            return blank
        if text not in choices:
            raise _UnfitError(NOT_A_CHOICE.format(label=label, choices="、".join(choices)))
        return choices[text]

    return read


def _columns(label: str, text: str) -> tuple[str, ...]:
    read = _choice(_COLUMN_OF_WORD, None)
    return tuple(read(label, word) for word in _SEPARATOR.split(text) if word)


def _plain(label: str, text: str) -> str:
    return text


_yes = _choice(_YES_WORDS, False)
#: Above the table: key, label, how it is read, whether it must stand there.
_FIELDS: tuple[tuple[str, str, Meaning, bool], ...] = (
    ("code", "代码", _plain, True),
    ("name", "名称", _plain, True),
    ("form_title", "表名", _plain, True),
    ("weight_total", "权重合计", _weight, False),
    ("columns", "附加列", _columns, False),
    ("signature", "签章栏", _yes, False),
    ("landscape", "横向纸张", _yes, False),
    ("total", "资金总额的名称", _plain, False),
    ("appropriation", "财政拨款的名称", _plain, False),
    ("other", "其他资金的名称", _plain, False),
)
LEVEL1, LEVEL2 = "一级指标", "二级指标"
_BRANCH_COLUMNS: tuple[tuple[str, str, Meaning, int], ...] = (
    ("name", LEVEL1, _plain, 16),
    ("at_least_one", "至少填写一类", _yes, 8),
    ("weight", "一级权重", _weight, 8),
    ("weight_without_cost", "没有成本指标时的一级权重", _weight, 12),
    ("help", "一级填写说明", _plain, 24),
)
_NODE_COLUMNS: tuple[tuple[str, str, Meaning, int], ...] = (
    ("name", LEVEL2, _plain, 20),
    ("kind", "类别", _choice(_KIND_OF_WORD, ""), 14),
    ("required", "要求", _choice(_REQUIRED, None), 12),
    ("weight", "权重", _weight, 8),
    ("help", "填写说明", _plain, 32),
    ("good", "正例", _plain, 24),
    ("bad", "反例", _plain, 24),
)
_ALL_COLUMNS = (*_BRANCH_COLUMNS, *_NODE_COLUMNS)
_WIDTHS = [width for *_, width in _ALL_COLUMNS]
_LINE, _MOST_LINES = 15.0, 20  # points; the height of a row is limited by the format


def write_excel(tree: SchemeTree) -> bytes:
    """A workbook of one sheet: what is said of the whole form, then a row for each level-2 node.

    Raises ValueError, with a message to show, for a text that no cell of Excel can hold.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = "指标体系"
    for number, (label, value) in enumerate(_head(tree), start=1):
        _write(sheet.cell(number, 1), label, font=Font(bold=True), fill=_LABEL_FILL)
        _write(sheet.cell(number, 2), value)
        sheet.merge_cells(start_row=number, end_row=number, start_column=2, end_column=6)
    heading = len(_FIELDS) + 2
    for place, (_, label, _, width) in enumerate(_ALL_COLUMNS, start=1):
        cell = sheet.cell(heading, place)
        _write(cell, label, font=Font(bold=True), fill=_HEADING_FILL)
        sheet.column_dimensions[get_column_letter(place)].width = width
    for number, values in enumerate(_table(tree), start=heading + 1):
        for place, value in enumerate(values, start=1):
            _write(sheet.cell(number, place), value)
        sheet.row_dimensions[number].height = _LINE * max(map(_lines, values, _WIDTHS))
    sheet.row_dimensions[heading].height = 2 * _LINE
    sheet.freeze_panes = sheet.cell(heading + 1, 1)
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0  # as many pages as it takes, each as wide as the table
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _head(tree: SchemeTree) -> Iterator[tuple[str, Any]]:
    layout = tree.layout
    values = {
        "columns": "、".join(COLUMNS.get(one, one) for one in layout.columns),
        "signature": _yes_word(layout.signature),
        "landscape": _yes_word(layout.landscape),
        "total": layout.labels.total,
        "appropriation": layout.labels.appropriation,
        "other": layout.labels.other,
    }
    for key, label, _, _ in _FIELDS:
        yield label, values[key] if key in values else getattr(tree, key)


def _table(tree: SchemeTree) -> Iterator[list[Any]]:
    """A row for each node; what is said of its level 1 stands in the first of its rows."""
    words = {value: word for word, value in _REQUIRED.items()}
    for branch in tree.branches:
        own: list[Any] = [
            branch.name,
            _yes_word(branch.at_least_one) if branch.at_least_one else None,
            branch.weight,
            branch.weight_without_cost,
            branch.help,
        ]
        for node in branch.nodes or (None,):
            if node is None:
                yield own
                continue
            kind = KINDS.get(node.kind, node.kind)
            required = words[node.required]
            yield [*own, node.name, kind, required, node.weight, node.help, node.good, node.bad]
            own = [None] * len(own)


def _lines(value: Any, width: int) -> int:
    """How many lines a text takes in a column; a Chinese character is as wide as two digits."""
    lines = str(value or "").split("\n")
    return min(sum(max(1, -(-2 * len(line) // (width - 1))) for line in lines), _MOST_LINES)


def _yes_word(value: bool) -> str:
    return "是" if value else "否"


def _write(cell: Any, value: Any, **style: Any) -> None:
    cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)
    cell.border = _THIN
    for name, one in style.items():
        setattr(cell, name, one)
    if isinstance(value, int):
        cell.value = value
    elif value:
        if may_be_formula(value):
            cell.quotePrefix = True
        write_text(cell, value)


def read_excel(data: bytes) -> Read:
    """The tree, or what is wrong with the file."""
    try:
        sheets = read_sheets(data)
    except UnreadableError as error:
        return None, [Fault(error.message)]
    for sheet in sheets:
        if (heading := _heading(sheet)) is not None:
            return _read_sheet(sheet, heading)
    return None, [Fault(NO_HEADING.format(level1=LEVEL1, level2=LEVEL2))]


def _heading(sheet: Sheet) -> int | None:
    for index, (_, cells) in enumerate(sheet.rows):
        if {LEVEL1, LEVEL2} <= {cell.text for cell in cells.values()}:
            return index
    return None


def _read_sheet(sheet: Sheet, heading: int) -> Read:
    faults: list[Fault] = []
    above = {
        cells[1].text: (number, cells.get(2))
        for number, cells in sheet.rows[:heading]
        if 1 in cells
    }
    values: dict[str, Any] = {}
    for key, label, read, is_needed in _FIELDS:
        number, cell = above.get(label, (None, None))
        if cell is None and is_needed:
            faults.append(Fault(NO_FIELD.format(label=label), number))
        values[key] = _value(label, read, cell, number, faults)
    branches = _read_table(sheet, heading, faults)
    if faults:
        return None, faults
    labels = Labels(values["total"], values["appropriation"], values["other"])
    layout = Layout(values["columns"], values["signature"], values["landscape"], labels)
    texts = (values[key] for key in ("code", "name", "form_title"))
    return SchemeTree(*texts, branches, values["weight_total"], layout), []


def _read_table(sheet: Sheet, heading: int, faults: list[Fault]) -> tuple[Branch, ...]:
    number, cells = sheet.rows[heading]
    known = {label for _, label, _, _ in _ALL_COLUMNS}
    places = {cell.text: place for place, cell in cells.items()}
    faults += [
        Fault(NO_SUCH_COLUMN.format(label=label), number) for label in places if label not in known
    ]
    branches: list[tuple[dict[str, Any], list[dict[str, Any]]]] = []
    for number, cells in sheet.rows[heading + 1 :]:
        own, node = (
            {
                key: _value(label, read, cells.get(places.get(label, 0)), number, faults)
                for key, label, read, _ in columns
            }
            for columns in (_BRANCH_COLUMNS, _NODE_COLUMNS)
        )
        # A name repeated in each of its rows, as people do, is the same level 1.
        if own["name"] and not (branches and branches[-1][0]["name"] == own["name"]):
            branches.append((own, []))
        if any(node.values()):
            if not branches:
                faults.append(Fault(NO_LEVEL1, number))
                continue
            branches[-1][1].append(node)
    return tuple(
        Branch(nodes=tuple(Node(level1=own["name"], **node) for node in nodes), **own)
        for own, nodes in branches
    )


def _value(
    label: str, read: Meaning, cell: SheetCell | None, number: int | None, faults: list[Fault]
) -> Any:
    text = cell.text if cell else ""
    try:
        if cell and cell.fault:
            raise _UnfitError(UNREADABLE.format(label=label, fault=cell.fault))
        return read(label, text)
    except _UnfitError as error:
        faults.append(Fault(f"{error}。", number, text))
        return None
