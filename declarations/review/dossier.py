"""The dossier (档案) of a form: what an auditor needs to see why it was approved, as one Word file.

The form, the review sheets, the remarks with their answers, the justifications, the record of all
deeds: each a table drawn by the same writer as the form.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby

from django.utils.timezone import localtime

from ..checks import RULES
from ..content import Content, format_wan
from ..life.workflow_table import deed_title
from ..models import Assessment, Declaration
from ..sheet import Cell, lay_out, write_grids
from ..sheet.grid import Grid
from ..shown import label_of
from .remarks import is_mended, texts_of
from .review_sheet import POINTS

SHEET, REMARKS, REASONS = "审核表", "审核意见与答复", "填报单位的说明"
OUTCOME, RECORD = "办理结果", "办理记录"
MENDED = "（没有答复，已修改）"
ABSENT = "没有{parts}。"
_KEPT = "同系统建议"
_CHANGED = "系统建议“{proposed}”，审核人改评"


def dossier(declaration: Declaration) -> bytes:
    """The Word file. ``declaration`` has its rows; what is asked beside takes a few queries."""
    form = lay_out(declaration.content(), declaration.scheme.tree())
    parts = {SHEET: _sheet, REMARKS: _remarks, REASONS: _reasons}
    grids = {title: make(declaration) for title, make in parts.items()}
    absent = [title for title, grid in grids.items() if grid is None]
    drawn = (form, *grids.values(), _outcome(declaration, absent), _record(declaration))
    return write_grids([grid for grid in drawn if grid is not None])


def _sheet(declaration: Declaration) -> Grid | None:
    said = declaration.assessments.select_related("by").order_by("round", "id")
    rows = []
    for (round, stage), items in groupby(said, key=lambda one: (one.round, one.stage)):
        items = sorted(items, key=lambda one: list(POINTS).index(one.quality))
        rows += [_judged(one, round, stage) for one in items]
    title = f"{SHEET}　评级：{declaration.get_grade_display() or '未评'}"
    headings = ("轮次", "环节", "审核内容", "等级", "得分", "与系统建议", "理由", "审核人")
    widths = (1.2, 2.3, 2.8, 1.2, 1.5, 3.0, 3.0, 2.4)
    return table((title, str(declaration)), headings, rows, widths)


def _judged(one: Assessment, round: int, stage: str) -> tuple[str, ...]:
    proposed = _CHANGED.format(proposed=one.get_proposed_display()) if one.differs else _KEPT
    points = "" if one.points is None else f"{one.points.normalize():f}/{POINTS[one.quality]}"
    return (
        str(round),
        stage,
        one.quality.value,
        one.get_grade_display(),
        points,
        proposed,
        one.comment,
        str(one.by),
    )


def _remarks(declaration: Declaration) -> Grid | None:
    sent = declaration.remarks.exclude(event=None).select_related("by", "answered_by")
    nodes = [node.name for node in declaration.scheme.nodes()]
    versions = [
        (one.submitted_at, one.content())
        for one in declaration.submissions.order_by("submitted_at", "id")
    ]
    texts = texts_of(declaration)
    rows = [
        (
            str(one.round),
            one.stage,
            label_of(one.where, _standing(versions, one.at, declaration), nodes),
            one.seen,
            one.text,
            one.answer or (MENDED if is_mended(one, texts) else ""),
            f"{one.by} {_when(one.at)}",
        )
        for one in sent
    ]
    headings = ("轮次", "环节", "位置", "当时写的", "意见", "答复", "审核人")
    return table((REMARKS,), headings, rows, (1.2, 1.9, 2.9, 3.2, 3.2, 2.8, 2.2))


def _standing(
    versions: list[tuple[datetime, Content]], at: datetime, declaration: Declaration
) -> Content:
    """The form as it stood before a reviewer at that time: a remark names its cell by place."""
    before = [content for submitted, content in versions if submitted <= at]
    return before[-1] if before else declaration.content()


def _reasons(declaration: Declaration) -> Grid | None:
    rows = [
        (
            RULES[one.code].title if one.code in RULES else one.code,
            one.text,
            f"{one.by} {_when(one.at)}",
        )
        for one in declaration.justifications.all()
    ]
    return table((REASONS,), ("提醒", "说明", "填写人"), rows, (5.0, 8.4, 4.0))


def _outcome(declaration: Declaration, absent: Sequence[str]) -> Grid | None:
    """What came of it: state and grade, 批复, 调整; and which parts the dossier has not."""
    approval, adjustment = (getattr(declaration, name, None) for name in ("approval", "adjustment"))
    rows = [
        ("预算单位", f"{declaration.unit}（{declaration.unit.code}）"),
        ("项目", f"{declaration}　{declaration.cycle}　第{declaration.version}版"),
        ("状态", f"{declaration.get_state_display()}　第{declaration.round}轮"),
        ("评级", declaration.get_grade_display() or "未评"),
    ]
    if approval:
        amount = format_wan(approval.amount)
        dated = f"{approval.dated:%Y年%m月%d日}"
        rows.append(("批复", f"{approval.number}　{dated}　{amount}万元"))
    if adjustment:
        rows += [("调整原因", adjustment.reason), ("调整依据", adjustment.basis)]
    files = declaration.attachments.all()
    rows += [("附件", f"{one.get_kind_display()}：{one.name}") for one in files]
    if absent:
        rows.append(("档案", ABSENT.format(parts="、".join(absent))))
    return table((OUTCOME,), ("事项", "内容"), rows, (3.4, 14.0))


def _record(declaration: Declaration) -> Grid | None:
    rows = [
        (
            _when(one.at),
            deed_title(one.from_state, one.action),
            one.stage,
            str(one.round),
            str(one.by or "系统"),
            one.comment,
        )
        for one in declaration.events.select_related("by").order_by("id")
    ]
    headings = ("时间", "办理", "环节", "轮次", "经办人", "说明")
    return table((RECORD,), headings, rows, (3.6, 3.4, 2.4, 1.2, 2.8, 4.0))


def table(
    above: tuple[str, ...],
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: tuple[float, ...],
) -> Grid | None:
    """A plain table with a heading row that is repeated on each page; widths in cm.

    None where there is nothing to put into it.
    """
    rows = list(rows)
    if not rows:
        return None
    cells = [Cell(0, column, text, role="heading") for column, text in enumerate(headings)]
    cells += [
        Cell(number, column, text)
        for number, row in enumerate(rows, start=1)
        for column, text in enumerate(row)
    ]
    return Grid(tuple(cells), above, widths=widths, heading=0)


def _when(at: object) -> str:
    return f"{localtime(at):%Y-%m-%d %H:%M}"
