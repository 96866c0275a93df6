"""The records of all deeds as Excel sheets, for the auditor (审计)."""

import io
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import QuerySet
from django.utils.timezone import localtime
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from indicators.office_files import write_text

from ..life.workflow_table import State, deed_title
from ..models import Declaration, Event, OfficeEvent

TITLE = "办理记录"
COLUMNS = (
    *(("时间", 18), ("年度", 8), ("单位编码", 14), ("预算单位", 24), ("项目", 36), ("版本", 6)),
    *(("轮次", 6), ("环节", 14), ("办理", 22), ("原状态", 12), ("新状态", 12), ("经办人", 16)),
    *(("说明", 40), ("地址", 16)),
)
OFFICE_TITLE = "管理记录"
OFFICE_COLUMNS = (
    *(("时间", 18), ("事项", 20), ("对象", 30), ("内容", 60), ("经办人", 16), ("地址", 16)),
)
AT_THE_MACHINE = "服务器命令"
_CHUNK = 2_000

Columns = Sequence[tuple[str, int]]


def event_log(events: Iterable[Event], office: Iterable[OfficeEvent] | None = None) -> bytes:
    """A workbook with a row for each event, and on a second sheet what administrators did."""
    sheets = [(TITLE, COLUMNS, map(_row, events))]
    if office is not None:
        sheets.append((OFFICE_TITLE, OFFICE_COLUMNS, map(_office_row, office)))
    return _book(sheets)


def office_log(events: Iterable[OfficeEvent]) -> bytes:
    """A workbook with what administrators did."""
    return _book([(OFFICE_TITLE, OFFICE_COLUMNS, map(_office_row, events))])


def _book(sheets: Iterable[tuple[str, Columns, Iterable[Iterable[str]]]]) -> bytes:
    """Written row by row, so memory does not grow."""
    book = Workbook(write_only=True)
    for title, columns, rows in sheets:
        sheet = book.create_sheet(title)
        for place, (_, width) in enumerate(columns):
            sheet.column_dimensions[chr(ord("A") + place)].width = width
        sheet.freeze_panes = "A2"
        sheet.append([_cell(sheet, label) for label, _ in columns])
        for row in rows:
            sheet.append([_cell(sheet, text) for text in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def events_of(declarations: Iterable[Declaration]) -> QuerySet[Event]:
    """The deeds on these declarations, the oldest first, with all that a row says."""
    found = Event.objects.filter(declaration__in=declarations).order_by("id")
    return found.select_related("by", "declaration__project__unit", "declaration__cycle")


def in_portions(events: QuerySet) -> Iterator:
    """These deeds, without having all of them in memory."""
    return events.iterator(chunk_size=_CHUNK)


def _office_row(event: OfficeEvent) -> Iterator[str]:
    yield f"{localtime(event.at):%Y-%m-%d %H:%M:%S}"
    yield event.title
    yield event.subject
    yield event.detail
    yield str(event.by or AT_THE_MACHINE)
    yield event.address or ""


def _row(event: Event) -> Iterator[str]:
    form = event.declaration
    yield f"{localtime(event.at):%Y-%m-%d %H:%M:%S}"
    yield str(form.cycle.year)
    yield form.unit.code
    yield form.unit.name
    yield str(form)
    yield str(form.version)
    yield str(event.round)
    yield event.stage
    yield deed_title(event.from_state, event.action)
    yield _state(event.from_state)
    yield _state(event.to_state)
    yield str(event.by or "系统")
    yield event.comment
    yield event.address or ""


def _state(state: str) -> str:
    return State(state).label if state in set(State) else state


def _cell(sheet: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet)
    write_text(cell, text)
    return cell
