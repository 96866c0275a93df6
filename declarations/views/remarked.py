"""Remarks of reviewers as the pages show them: their number, their cell, what became of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest

from declarations.models import Declaration, Remark
from declarations.permissions import Verb, can
from declarations.review.remarks import is_mended, remarks_of, remarks_to_answer, texts_of
from declarations.shown import cell_id
from declarations.wizard import Step

from .examined import Examined


@dataclass(frozen=True, slots=True)
class RemarkShown:
    """A remark with its number on the page and its cell on the paper.

    ``label`` is the place in words, ``step`` the step on which it is mended; ``is_mended``: what it
    is about was changed since.
    """

    number: int
    remark: Remark
    cell: str
    label: str
    step: Step
    element: str
    mend_url: str
    is_mended: bool

    @property
    def is_draft(self) -> bool:
        """Whether it still waits for the decision that sends it on."""
        return self.remark.event_id is None

    @property
    def is_open(self) -> bool:
        """Whether it is neither mended nor answered."""
        return not (self.is_mended or self.remark.answer)


def remarks_shown(examined: Examined, remarks: Iterable[Remark]) -> list[RemarkShown]:
    """Remarks at the cells where their rows stand now; of a row that is gone, at the form."""
    places = {row.pk: position for position, row in enumerate(examined.rows)}
    texts = texts_of(examined.declaration, examined.nodes)
    shown = []
    for number, remark in enumerate(remarks, start=1):
        where = remark.where
        if remark.row is not None:
            part = where.rpartition(".")[2] if "." in where else "name"
            place = places.get(remark.row)
            where = "form" if place is None else f"indicators[{place}].{part}"
        spot = examined.spot_of(where)
        shown.append(
            RemarkShown(
                number=number,
                remark=remark,
                cell=cell_id(examined.on_paper(where)),
                label=examined.label_of(where),
                step=spot.step,
                element=spot.element,
                mend_url=spot.url,
                is_mended=is_mended(remark, texts),
            )
        )
    return shown


def open_remarks_shown(examined: Iterable[Examined]) -> dict[int, list[RemarkShown]]:
    """What is left to be mended or answered of the last return of each form, by its key.

    One query. Forms of which nothing is left are not in it.
    """
    returned = {one.declaration.pk: one for one in examined if one.declaration.round > 1}
    remarks = remarks_of([one.declaration for one in returned.values()]) if returned else {}
    shown = {key: remarks_shown(returned[key], remarks[key]) for key in remarks}
    left = {key: [one for one in each if one.is_open] for key, each in shown.items()}
    return {key: each for key, each in left.items() if each}


def by_cell(shown: Iterable[RemarkShown]) -> Mapping[str, list[RemarkShown]]:
    cells: dict[str, list[RemarkShown]] = {}
    for one in shown:
        cells.setdefault(one.cell, []).append(one)
    return cells


def _by_slot(shown: Iterable[RemarkShown]) -> Mapping[str, list[RemarkShown]]:
    """The remarks at each row, node or field of the wizard: ``row-17`` for ``row-17-value``."""
    slots: dict[str, list[RemarkShown]] = {}
    for one in shown:
        slots.setdefault("-".join(one.element.split("-")[:2]), []).append(one)
    return slots


def returned_with(
    request: HttpRequest, examined: Examined, step: Step | None = None
) -> dict[str, object]:
    """What the pages of a form show of the remarks of its last return, and whether this person is
    to answer them now. On a step that edits a part of the form, those on other parts are told by
    their number."""
    declaration = examined.declaration
    if declaration.round == 1:
        return {}
    remarks = remarks_to_answer(declaration).select_related("by", "answered_by")
    shown = remarks_shown(examined, remarks)
    # One that was withdrawn is a draft again, and its remarks are asked for again.
    is_filled = declaration.state in Declaration.FILLED
    is_his = is_filled and can(request.user, Verb.EDIT, declaration)
    tells_all = step is None or not step.edits_part
    here = [one for one in shown if tells_all or one.step == step]
    elsewhere = [one for one in shown if one not in here]
    return {
        "remarks": shown,
        "remarks_here": here,
        "remarks_elsewhere": elsewhere,
        "remarks_by_cell": by_cell(shown),
        "remarks_by_slot": _by_slot(shown),
        "remarks_left": sum(one.is_open for one in shown),
        "may_answer": bool(is_his),
    }
