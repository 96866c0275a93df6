"""The record of all deeds as an Excel sheet, for the auditor (审计)."""

import io
from collections.abc import Iterable, Iterator

from django.utils.timezone import localtime
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from indicators.office_files import write_text

from ..life.workflow_table import State, deed_title
from ..models import Declaration, Event

TITLE = "办理记录"
COLUMNS = (
    *(("时间", 18), ("年度", 8), ("单位编码", 14), ("预算单位", 24), ("项目", 36), ("版本", 6)),
    *(("轮次", 6), ("环节", 14), ("办理", 22), ("原状态", 12), ("新状态", 12), ("经办人", 16)),
    *(("说明", 40), ("地址", 16)),
)
_CHUNK = 2_000


def event_log(events: Iterable[Event]) -> bytes:
    """A workbook with a row for each event; written row by row, so memory does not grow."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(TITLE)
    for place, (_, width) in enumerate(COLUMNS):
        sheet.column_dimensions[chr(ord("A") + place)].width = width
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, label) for label, _ in COLUMNS])
    for event in events:
        sheet.append([_cell(sheet, text) for text in _row(event)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def events_of(declarations: Iterable[Declaration]) -> Iterator[Event]:
    """The deeds on these declarations, the oldest first, with all that a row says; in chunks."""
    found = Event.objects.filter(declaration__in=declarations).order_by("id")
    with_names = found.select_related("by", "declaration__project__unit", "declaration__cycle")
    return with_names.iterator(chunk_size=_CHUNK)


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
