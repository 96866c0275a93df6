"""Deeds on many declarations at once: those that can be done are done, of the others it is said
why not. Each is a transaction of its own."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction

from .models import Declaration, User
from .refusals import Refused
from .remarks import add_remark
from .stages import next_stage
from .workflow import Action, perform


@dataclass(frozen=True, slots=True)
class Operation:
    """A deed for many. ``action`` says which action it is for one declaration."""

    key: str
    title: str
    done: str
    action: Callable[[Declaration], Action]
    needs_comment: bool = False


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
        Operation("claim", "受理所选", "受理", lambda _: Action.CLAIM),
    )
}


def carry_out(
    operation: Operation,
    declarations: Iterable[Declaration],
    by: User,
    *,
    comment: str = "",
    address: str | None = None,
) -> Outcome:
    """Do it with each; a comment of a return is a remark on each form as a whole."""
    done, refused = [], []
    for one in declarations:
        try:
            with transaction.atomic():
                if operation.needs_comment:
                    add_remark(one, "form", comment, by)
                action = operation.action(one)
                done.append(perform(one, action, by, comment=comment, address=address))
        except Refused as reason:
            refused.append((one, str(reason)))
    return Outcome(tuple(done), tuple(refused))
