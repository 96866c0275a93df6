"""What a reviewer says of single cells (意见), and what the filler makes of it.

A remark is the reviewer's draft until his decision sends it on. A returned form is submitted again
once each remark of the return is answered, or what it is about was changed.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from indicators.models import SchemeNode

from ..content import COST_ITEM_FIELDS, INDICATOR_FIELDS, format_wan
from ..drafting.editing import open_draft
from ..life.refusals import Refused
from ..life.workflow_table import RETURNING, State
from ..models import Declaration, Event, Indicator, Remark, User
from ..permissions import Verb, can

#: A cell that a remark is about: its row, if it is in one, and the place or the part of the row.
Cell = tuple[int | None, str]

_ROW = re.compile(r"(indicators|items)\[(\d+)\](?:\.(\w+))?")
_ITEMS = "items"
#: The columns of an answer.
_ANSWER = ("answer", "answered_by", "answered_at")


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as it was typed. ``shown``: the answer that stood on the page; None: not known."""

    text: str
    shown: str | None = None

    def is_late(self, remark: Remark, by: User) -> bool:
        """Whether a colleague gave another answer since the page was shown."""
        if self.shown is None or remark.answered_by_id in (None, by.pk):
            return False
        return remark.answer not in (_plain(self.shown), _plain(self.text))


@transaction.atomic
def add_remark(declaration: Declaration, where: str, text: str, by: User) -> Remark:
    """Remark on the cell at this place of the Content, or on ``form``; raises Refused.

    It stays the reviewer's own until he decides.
    """
    now = _to_judge(declaration, by)
    if not text.strip():
        raise Refused("WFL-REMARK-EMPTY")
    now.fetch_rows()
    row, part = cell_of(now, where)
    return Remark.objects.create(
        declaration=now,
        round=now.round,
        stage=str(now.stage or ""),
        where=where,
        row=row,
        seen=texts_of(now).get((row, part), ""),
        text=text.strip(),
        by=by,
    )


@transaction.atomic
def take_back(remark: Remark, by: User) -> None:
    """Delete a remark that was not sent yet; raises Refused."""
    _to_judge(remark.declaration, by)
    if not Remark.objects.filter(pk=remark.pk, event=None).delete()[0]:
        raise Refused("WFL-REMARK-SENT")


def answer(remark: Remark, text: str, by: User) -> None:
    """Answer a remark of a return; a blank text takes the answer back. Raises editing.Locked."""
    answer_each(remark.declaration, {remark.pk: Answered(text)}, by)
    remark.refresh_from_db(fields=_ANSWER)


def answer_each(
    declaration: Declaration, answers: Mapping[int, Answered], by: User
) -> dict[int, Remark]:
    """Answer those of the remarks of the last return that have a text here, by their key.

    A blank text takes an answer back. Gives the remarks that were left as they are because a
    colleague has answered them otherwise meanwhile. Raises editing.Locked.
    """
    with open_draft(declaration.pk):
        remarks = (
            remarks_to_answer(declaration).select_related("answered_by").filter(pk__in=answers)
        )
        taken = {one.pk: one for one in remarks if answers[one.pk].is_late(one, by)}
        free = [one for one in remarks if one.pk not in taken]
        for one in free:
            one.answer = answers[one.pk].text.strip()
            one.answered_by = by if one.answer else None
            one.answered_at = timezone.now() if one.answer else None
        Remark.objects.bulk_update(free, _ANSWER)
    return taken


def open_remarks(declaration: Declaration) -> QuerySet[Remark]:
    """Those that are not sent yet: they go with the decision."""
    return declaration.remarks.filter(event=None)


def passed_on(declaration: Declaration) -> QuerySet[Remark]:
    """Those of this round that went on with the form: made in a stage before, which let it pass."""
    return declaration.remarks.filter(round=declaration.round).exclude(event=None)


def remarks_to_answer(declaration: Declaration) -> QuerySet[Remark]:
    """Those with which the form was returned last."""
    returns = Event.objects.filter(declaration=declaration, action__in=RETURNING)
    return declaration.remarks.filter(event=returns.order_by("-id").values("id")[:1])


def remarks_of(declarations: Collection[Declaration]) -> dict[int, list[Remark]]:
    """The same of many declarations, by their keys. One query."""
    returns = Event.objects.filter(declaration=OuterRef("declaration"), action__in=RETURNING)
    last = Subquery(returns.order_by("-id").values("id")[:1])
    found: dict[int, list[Remark]] = {}
    for one in Remark.objects.filter(declaration__in=declarations, event=last):
        found.setdefault(one.declaration_id, []).append(one)
    return found


def unresolved(declaration: Declaration, nodes: Sequence[SchemeNode] | None = None) -> list[Remark]:
    """Those of them that are neither answered nor followed by a change of what they are about.

    ``nodes`` are those of the scheme, for who has them already.
    """
    waiting = [one for one in remarks_to_answer(declaration) if not one.answer]
    if not waiting:
        return []
    texts = texts_of(declaration, nodes)
    return [one for one in waiting if not is_mended(one, texts)]


def is_mended(remark: Remark, texts: Mapping[Cell, str]) -> bool:
    """Whether what it is about was changed; ``texts`` are those of the form as it is now.

    A remark on the form as a whole is never mended so: it wants an answer.
    """
    part = remark.where if remark.row is None else _part(remark.where)
    return texts.get((remark.row, part)) != remark.seen and remark.where != "form"


def cell_of(declaration: Declaration, where: str) -> Cell:
    """The cell at this place of the Content. Raises Refused for a place that the form has not."""
    found = _ROW.fullmatch(where)
    if not found:
        if where != "form" and (None, where) not in texts_of(declaration):
            raise Refused("WFL-REMARK-PLACE")
        return None, where
    kind, number, _ = found.groups()
    owners = [row.pk for row in declaration.rows()]
    if kind == _ITEMS:
        owners = [row.pk for row in declaration.rows() for _ in row.items.all()]
    if int(number) >= len(owners):
        raise Refused("WFL-REMARK-PLACE")
    return owners[int(number)], _part(where)


def texts_of(
    declaration: Declaration, nodes: Sequence[SchemeNode] | None = None
) -> dict[Cell, str]:
    """What stands in each cell that a remark can be about, and under each level-2 node.

    ``nodes`` are those of the scheme, for who has them already.
    """
    rows, content = declaration.rows(), declaration.content()
    texts: dict[Cell, str] = {
        (None, name): str(getattr(content, name) or "")
        for name in ("project", "unit", "superior", "year", "goal", "long_term_goal")
    }
    for name in ("total", "appropriation", "other", "project_total"):
        texts[None, f"funding.{name}"] = format_wan(getattr(content.funding, name))
    for place, node in enumerate(nodes or declaration.scheme.nodes()):
        under = (row for row in rows if row.node_id == node.pk)
        texts[None, f"nodes[{place}]"] = "\n".join(_whole(row) for row in under)
    for row in rows:
        for name in INDICATOR_FIELDS:
            texts[row.pk, name] = _text(getattr(row, name))
        texts[row.pk, _ITEMS] = _items(row)
    return texts


def _to_judge(declaration: Declaration, by: User) -> Declaration:
    """The declaration, locked, for one who may judge it now. Raises Refused."""
    standing = Declaration.objects.with_names().with_people()
    Declaration.objects.select_for_update().filter(pk=declaration.pk).first()
    now = standing.filter(pk=declaration.pk).first()
    verbs = {State.IN_REVIEW: Verb.REVIEW, State.PENDING_APPROVAL: Verb.APPROVE}
    if now is None or now.state not in verbs:
        raise Refused("WFL-REMARK-LATE")
    if not (allowed := can(by, verbs[now.state], now)):
        raise Refused(allowed.code, allowed.reason)
    return now


def _part(where: str) -> str:
    """The part of a row that the place names: its name where it names none, or its cost table."""
    kind, _, part = _ROW.fullmatch(where).groups()
    return _ITEMS if kind == _ITEMS else part or "name"


def _whole(row: Indicator) -> str:
    return "\t".join(_text(getattr(row, name)) for name in INDICATOR_FIELDS)


def _items(row: Indicator) -> str:
    return "\n".join(
        "\t".join(_text(getattr(item, name)) for name in COST_ITEM_FIELDS)
        for item in row.items.all()
    )


def _plain(text: str) -> str:
    """As it is stored: a browser sends each newline as CR LF."""
    return text.replace("\r\n", "\n").strip()


def _text(value: object) -> str:
    return "" if value is None else str(value)
