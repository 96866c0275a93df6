"""The life of a declaration as one table: in which state who may do what, and what comes of it.

Only data. ``workflow.perform`` obeys it, ``manage.py workflow_doc`` prints it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ..models import Declaration, Grade, Membership, User
from ..permissions import Verb

State = Declaration.State


class Action(StrEnum):
    """What is done with a declaration as a whole."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    CLAIM = "claim"
    RELEASE = "release"
    ASSIGN = "assign"
    PASS = "pass"  # noqa: S105 - no password
    RETURN = "return"
    GRADE_EXCELLENT = "grade_excellent"
    GRADE_GOOD = "grade_good"
    GRADE_FAIR = "grade_fair"
    GRADE_POOR = "grade_poor"
    PROPOSE = "propose"
    CONFIRM = "confirm"
    OBJECT = "object"
    APPROVE = "approve"
    ADJUST = "adjust"
    REOPEN = "reopen"


#: What each grade is called as an action.
GRADES: Mapping[Action, Grade] = {
    Action.GRADE_EXCELLENT: Grade.EXCELLENT,
    Action.GRADE_GOOD: Grade.GOOD,
    Action.GRADE_FAIR: Grade.FAIR,
    Action.GRADE_POOR: Grade.POOR,
}


#: The deeds whose remarks a filler has to answer, at once or when a rejected form is reopened.
RETURNING = frozenset({Action.RETURN, Action.GRADE_FAIR, Action.GRADE_POOR})


class At(StrEnum):
    """In which stage of the chain: the last one grades, the others pass."""

    ANY = "any"
    NOT_LAST = "not_last"
    LAST = "last"


class Guard(StrEnum):
    """What else has to be so; ``guards`` knows how to ask."""

    OPEN = "open"  # the cycle takes forms of this unit, the deadline has not passed
    CLEAN = "clean"  # no error
    REASONED = "reasoned"  # each warning mended or justified
    ANSWERED = "answered"  # each remark of the last return mended or answered
    HAS_STAGE = "has_stage"  # the cycle has a stage for it
    NOT_BEGUN = "not_begun"  # nobody has taken it up
    MINE = "mine"  # it is assigned to who does it
    UNCLAIMED = "unclaimed"  # it is assigned to nobody
    ASSIGNABLE = "assignable"  # the other person can do it
    REMARKED = "remarked"  # at least one cell has a remark
    AMOUNT = "amount"  # number, date, and the amount of the form
    REASON_AND_BASIS = "reason_and_basis"
    ALONE = "alone"  # no other version of it is under way


@dataclass(frozen=True, slots=True)
class Transition:
    """A row of the table. ``to`` is None where the state stays as it is.

    ``filler`` and ``reviewer`` are the names of the deed for the one who declares and for those
    who judge, as on a button.
    """

    state: State
    action: Action
    verb: Verb
    to: State | None
    filler: str
    reviewer: str
    at: At = At.ANY
    needs_comment: bool = False
    guards: tuple[Guard, ...] = ()
    starts_round: bool = False

    def title(self, for_filler: bool) -> str:
        return self.filler if for_filler else self.reviewer


_SENDING = (Guard.OPEN, Guard.HAS_STAGE, Guard.CLEAN, Guard.REASONED, Guard.ANSWERED)
_DRAFT, _RETURNED, _IN_REVIEW = State.DRAFT, State.RETURNED, State.IN_REVIEW

TABLE: tuple[Transition, ...] = (
    Transition(_DRAFT, Action.SUBMIT, Verb.SUBMIT, _IN_REVIEW, "送审", "送审", guards=_SENDING),
    Transition(
        _RETURNED, Action.SUBMIT, Verb.SUBMIT, _IN_REVIEW, "重新送审", "重新送审", guards=_SENDING
    ),
    Transition(
        *(_IN_REVIEW, Action.WITHDRAW, Verb.SUBMIT, _DRAFT, "撤回", "填报单位撤回"),
        guards=(Guard.NOT_BEGUN,),
    ),
    Transition(
        *(_IN_REVIEW, Action.CLAIM, Verb.REVIEW, None, "审核人受理", "受理"),
        guards=(Guard.UNCLAIMED,),
    ),
    Transition(
        *(_IN_REVIEW, Action.RELEASE, Verb.REVIEW, None, "审核人放回", "放回"),
        guards=(Guard.MINE,),
    ),
    Transition(
        *(_IN_REVIEW, Action.ASSIGN, Verb.ASSIGN, None, "改派审核人", "改派"),
        guards=(Guard.ASSIGNABLE,),
    ),
    Transition(
        *(_IN_REVIEW, Action.PASS, Verb.REVIEW, _IN_REVIEW, "审核通过", "通过"), at=At.NOT_LAST
    ),
    Transition(
        *(_IN_REVIEW, Action.RETURN, Verb.REVIEW, _RETURNED, "退回修改", "退回"),
        guards=(Guard.REMARKED,),
        starts_round=True,
    ),
    Transition(
        *(_IN_REVIEW, Action.GRADE_EXCELLENT, Verb.REVIEW, State.PENDING_APPROVAL),
        *("评级为优", "评为优：直接待批复"),
        at=At.LAST,
    ),
    Transition(
        *(_IN_REVIEW, Action.GRADE_GOOD, Verb.REVIEW, State.IMPROVING),
        *("评级为良", "评为良：由我直接完善"),
        at=At.LAST,
    ),
    Transition(
        *(_IN_REVIEW, Action.GRADE_FAIR, Verb.REVIEW, _RETURNED),
        *("评级为中，退回修改", "评为中：退回修改"),
        at=At.LAST,
        guards=(Guard.REMARKED,),
        starts_round=True,
    ),
    Transition(
        *(_IN_REVIEW, Action.GRADE_POOR, Verb.REVIEW, State.REJECTED),
        *("评级为差，不予安排", "评为差：不予安排"),
        at=At.LAST,
        needs_comment=True,
    ),
    Transition(
        *(State.IMPROVING, Action.ASSIGN, Verb.ASSIGN, None, "改派审核人", "改派"),
        guards=(Guard.ASSIGNABLE,),
    ),
    Transition(
        *(State.IMPROVING, Action.PROPOSE, Verb.IMPROVE, State.TO_CONFIRM),
        *("审核人完善完毕，请确认", "完善完毕，请填报单位确认"),
        guards=(Guard.MINE, Guard.CLEAN),
    ),
    Transition(
        *(State.TO_CONFIRM, Action.CONFIRM, Verb.CONFIRM, State.PENDING_APPROVAL),
        *("确认修改", "填报单位确认"),
    ),
    Transition(
        *(State.TO_CONFIRM, Action.OBJECT, Verb.CONFIRM, _IN_REVIEW),
        *("不同意修改", "填报单位不同意修改"),
        needs_comment=True,
    ),
    Transition(
        *(State.PENDING_APPROVAL, Action.APPROVE, Verb.APPROVE, State.APPROVED, "批复", "批复"),
        guards=(Guard.AMOUNT,),
    ),
    Transition(
        *(State.PENDING_APPROVAL, Action.RETURN, Verb.APPROVE, _RETURNED, "退回修改", "退回"),
        guards=(Guard.REMARKED,),
        starts_round=True,
    ),
    Transition(
        *(State.APPROVED, Action.ADJUST, Verb.ADJUST, None, "申请调整", "填报单位申请调整"),
        guards=(Guard.ALONE, Guard.REASON_AND_BASIS),
    ),
    Transition(
        *(State.REJECTED, Action.REOPEN, Verb.REOPEN, _RETURNED, "重新受理", "重新受理，退回修改"),
        needs_comment=True,
        guards=(Guard.ALONE,),
        starts_round=True,
    ),
)

BY_STATE: Mapping[tuple[str, str], Transition] = {(row.state, row.action): row for row in TABLE}

#: What is written down without being a row of the table, as the timeline calls it.
OTHER_DEEDS: Mapping[str, str] = {
    "create": "建立草稿",
    "import": "导入",
    "import_over": "用文件替换内容",
    "undo_import": "撤销替换",
    "attach": "上传附件",
    "detach": "删除附件",
    "copy": "沿用上年",
    "replace": "由新版本替代",
    "adjust_begin": "建立调整草稿",
    "delete": "移入回收站",
    "restore": "从回收站恢复",
    "hand_over": "交接填报工作",
    "key": "设为重点项目",
    "not_key": "改为一般项目",
}

#: What a state is called for the one who declares, and for those who judge.
STATE_NAMES: Mapping[State, tuple[str, str]] = {
    State.DRAFT: ("草稿", "填报中"),
    State.IN_REVIEW: ("审核中", "待审核"),
    State.RETURNED: ("已退回，请修改", "已退回"),
    State.IMPROVING: ("审核人完善中", "待完善"),
    State.TO_CONFIRM: ("请确认修改", "待填报单位确认"),
    State.PENDING_APPROVAL: ("审核通过，待批复", "待批复"),
    State.APPROVED: ("已批复", "已批复"),
    State.REPLACED: ("已由调整后的版本替代", "已由调整后的版本替代"),
    State.REJECTED: ("不予安排", "不予安排"),
}


#: What a form in review is called for the one who declares, before anybody took it up.
UNCLAIMED = "待受理"


def is_filler(declaration: Declaration, user: User) -> bool:
    """Whether this person declares it, rather than judges it."""
    return declaration.project.unit_id in user.units_as(Membership.FILLS)


def state_name(declaration: Declaration, user: User) -> str:
    """What the state is called for this person: as its filler, or as one who judges."""
    if not is_filler(declaration, user):
        return STATE_NAMES[State(declaration.state)][1]
    return own_state_name(declaration)


def own_state_name(declaration: Declaration) -> str:
    """What the state is called for the one who declares it."""
    if declaration.state == State.IN_REVIEW and declaration.assigned_to_id is None:
        return UNCLAIMED
    return STATE_NAMES[State(declaration.state)][0]


def deed_title(state: str, action: str, for_filler: bool = False) -> str:
    """What a deed in the record is called."""
    if row := BY_STATE.get((state, action)):
        return row.title(for_filler)
    return OTHER_DEEDS.get(action, action)
