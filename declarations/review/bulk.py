"""Deeds on many declarations at once: those that can be done are done, of the others it is said
why not. Each is a transaction of its own."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.db import transaction

from ..checks import Quality
from ..examining.checking import check
from ..life.refusals import Refused
from ..life.stages import next_stage
from ..life.workflow_table import State
from ..models import Declaration, Grade, User
from ..workflow import Action, perform
from .remarks import add_remark
from .review_sheet import keep_sheet, propose


@dataclass(frozen=True, slots=True)
class Operation:
    """A deed for many. ``action`` says which action it is for one declaration."""

    key: str
    title: str
    done: str
    action: Callable[[Declaration], Action]
    needs_comment: bool = False
    judges: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done, and what could not be, with the reason."""

    done: tuple[Declaration, ...]
    refused: tuple[tuple[Declaration, str], ...]


def _pass(declaration: Declaration) -> Action:
    """In the last stage, to pass is to grade 优."""
    has_more = declaration.stage is None or next_stage(declaration)
    return Action.PASS if has_more else Action.GRADE_EXCELLENT


OPERATIONS: Mapping[str, Operation] = {
    one.key: one
    for one in (
        Operation("pass", "通过所选", "通过", _pass),
        Operation("return", "退回所选", "退回", lambda _: Action.RETURN, needs_comment=True),
        Operation("claim", "受理所选", "受理", lambda _: Action.CLAIM, judges=False),
    )
}


def carry_out(
    operation: Operation,
    declarations: Iterable[Declaration],
    by: User,
    *,
    comment: str = "",
) -> Outcome:
    """Do it with each; a comment of a return is a remark on each form as a whole.

    Where the form is judged, its sheet is kept as proposed, unless one was kept in this stage.
    """
    done, refused = [], []
    for one in declarations:
        try:
            with transaction.atomic():
                if operation.needs_comment:
                    add_remark(one, "form", comment, by)
                action = operation.action(one)
                do = judge if operation.judges else perform
                done.append(do(one, action, by, comment=comment))
        except Refused as reason:
            refused.append((one, str(reason)))
    return Outcome(tuple(done), tuple(refused))


def judge(
    declaration: Declaration,
    action: Action,
    by: User,
    *,
    grades: Mapping[Quality, Grade] = MappingProxyType({}),
    **said: Any,
) -> Declaration:
    """Decide on a form without looking at its sheet item by item: it is kept as proposed.

    ``grades``: what is judged otherwise. A sheet that was kept in this stage stays. ``said`` is for
    ``perform``. Raises Refused.
    """
    with transaction.atomic():
        stage = str(declaration.stage or "")
        kept = declaration.assessments.filter(round=declaration.round, stage=stage)
        if declaration.state == State.IN_REVIEW and not kept.exists():
            declaration.fetch_rows()
            keep_sheet(declaration, propose(check(declaration).report), by, grades=grades)
        return perform(declaration, action, by, **said)
