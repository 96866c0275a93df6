"""The one way to change the state of a declaration.

``perform`` takes the declaration's next turn by one conditional UPDATE, which locks it; then asks
the table, the permission and the guards; then writes state, event and snapshot: all in one
transaction, so that of two people who decide at the same moment one does and the other is told.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping

from django.db import transaction
from django.utils.timezone import localtime

from .actions import copy_version, record
from .checks import rules_version
from .content import to_json
from .examining.checking import Checked
from .life.guards import ASK, Adjusting, Approving, Deed, current_submission
from .life.notices import tell_of
from .life.refusals import Refused
from .life.stages import first_stage, next_stage
from .life.workflow_table import BY_STATE, GRADES, TABLE, Action, At, State, Transition, deed_title
from .models import Adjustment, Approval, Declaration, Stage, Submission, User
from .office.library_counts import count_return, count_use
from .permissions import Answer, Verb, can
from .review.remarks import open_remarks

__all__ = ["Action", "Adjusting", "Approving", "Refused", "may", "obstacles", "offers", "perform"]

ASSIGNED = "改派给{who}"

#: What ``perform`` writes of a declaration, and nothing else does.
COLUMNS = (
    *("state", "stage", "round", "assigned_to", "submitted_by", "submitted_at"),
    *("waiting_since", "grade", "turn"),
)


@transaction.atomic
def perform(
    declaration: Declaration,
    action: Action,
    by: User,
    *,
    comment: str = "",
    seen: int | None = None,
    details: Approving | Adjusting | User | None = None,
) -> Declaration:
    """Do this with the declaration, for this person; raises Refused with the reason, or does all.

    ``seen`` is the turn that the person's page showed; without it, that of ``declaration``.
    ``details``: Approving for a 批复, Adjusting for a 调整, the User to whom a form is assigned.

    Returns the declaration to go on with: this one, brought up to date, or its new version.
    """
    locked = _take_turn(declaration, action, declaration.turn if seen is None else seen)
    row = _row(locked, action)
    if not (answer := can(by, row.verb, locked, row.reviewer)):
        raise Refused(answer.code, answer.reason)
    _ask_stage(row, next_stage(locked) if row.at is not At.ANY else None, locked)
    deed = Deed(locked, row, by, comment.strip(), details)
    if row.needs_comment and not deed.comment:
        raise Refused("WFL-COMMENT", action=row.reviewer)
    for guard in row.guards:
        ASK[guard](deed)
    return _carry_out(deed, declaration)


def may(declaration: Declaration, action: Action, by: User) -> Answer:
    """Whether table and permission let this person do this now.

    The guards are asked by ``perform`` alone: what stands in the way is shown when he tries.
    """
    row = BY_STATE.get((declaration.state, action))
    if row is None:
        return _no(_not_now(declaration, action))
    if not (answer := can(by, row.verb, declaration, row.reviewer)):
        return answer
    try:
        _ask_stage(row, next_stage(declaration) if row.at is not At.ANY else None, declaration)
    except Refused as refused:
        return _no(refused)
    return answer


def offers(declaration: Declaration, by: User) -> list[Transition]:
    """What this person may do now, in the order of the table: the buttons of a page."""
    rows = [row for row in TABLE if row.state == declaration.state]
    allowed = {verb: can(by, verb, declaration) for verb in {row.verb for row in rows}}
    rows = [row for row in rows if allowed[row.verb]]
    if all(row.at is At.ANY for row in rows):
        return rows
    not_here = At.LAST if next_stage(declaration) else At.NOT_LAST
    return [row for row in rows if row.at is not not_here]


def obstacles(
    declaration: Declaration, action: Action, by: User, checked: Checked | None = None
) -> list[Refused]:
    """All that stands in the way of this now, not the first reason alone; [] if he may do it.

    ``checked``: the declaration as it stands, where it was checked already.
    """
    if not (answer := may(declaration, action, by)):
        return [Refused(answer.code, answer.reason)]
    deed = Deed(declaration, BY_STATE[declaration.state, action], by)
    if checked:
        deed.checked = checked
    found = []
    for guard in deed.row.guards:
        try:
            ASK[guard](deed)
        except Refused as refused:
            found.append(refused)
    return found


def _take_turn(declaration: Declaration, action: Action, seen: int) -> Declaration:
    """Lock the declaration and fetch it as it is; raises Refused if it had another turn since."""
    taken = Declaration.objects.filter(pk=declaration.pk, turn=seen).update(turn=seen + 1)
    standing = Declaration.objects.with_names().with_people()
    locked = standing.filter(pk=declaration.pk).first()
    if locked is None:
        raise Refused("WFL-DELETED")
    if not taken:
        raise _out_of_date(locked, action)
    return locked


def _out_of_date(declaration: Declaration, action: Action) -> Refused:
    last = declaration.events.select_related("by").order_by("-id").first()
    if last is None or last.by is None:
        return _not_now(declaration, action)
    return Refused(
        "WFL-STALE",
        who=last.by,
        at=f"{localtime(last.at):%m月%d日 %H:%M}",
        action=deed_title(last.from_state, last.action),
        state=declaration.get_state_display(),
    )


def _row(declaration: Declaration, action: Action) -> Transition:
    row = BY_STATE.get((declaration.state, action))
    if row is None:
        raise _not_now(declaration, action)
    return row


def _not_now(declaration: Declaration, action: Action) -> Refused:
    title = next(row.reviewer for row in TABLE if row.action == action)
    code = "WFL-LOCKED" if declaration.state == State.APPROVED else "WFL-STATE"
    return Refused(code, state=declaration.get_state_display(), action=title)


def _ask_stage(row: Transition, following: Stage | None, declaration: Declaration) -> None:
    if row.at is At.LAST and following:
        raise Refused("WFL-NOT-YET-LAST", stage=declaration.stage)
    if row.at is At.NOT_LAST and not following:
        raise Refused("WFL-NOT-LAST", stage=declaration.stage)


def _no(refused: Refused) -> Answer:
    return Answer(False, str(refused), refused.code)


def _carry_out(deed: Deed, declaration: Declaration) -> Declaration:
    locked, row = deed.declaration, deed.row
    before = {"stage": str(locked.stage or ""), "round": locked.round}
    result = EFFECTS.get(row.action, _nothing)(deed) or locked
    if row.to is not None:
        locked.state, locked.waiting_since = row.to, deed.at
    if row.to in Declaration.FILLED:
        locked.stage = locked.assigned_to = None
    if row.to == State.RETURNED:
        count_return(locked)
    locked.round += row.starts_round
    locked.save(update_fields=COLUMNS)
    event = record(
        *(locked, row.action),
        by=deed.by,
        from_state=row.state,
        comment=deed.comment,
        at=deed.at,
        **before,
    )
    if row.verb in {Verb.REVIEW, Verb.APPROVE} and row.to is not None:
        open_remarks(locked).update(event=event)
    tell_of(deed)
    for column in COLUMNS:
        setattr(declaration, column, getattr(locked, column))
    return declaration if result is locked else result


def _nothing(deed: Deed) -> None:
    """The table says it all."""


def _submit(deed: Deed) -> None:
    one = deed.declaration
    one.stage, one.assigned_to, one.grade = first_stage(one), None, ""
    one.submitted_by, one.submitted_at = deed.by, deed.at
    count_use(one)
    _keep(deed, Submission.Kind.SUBMITTED)


def _propose(deed: Deed) -> None:
    _keep(deed, Submission.Kind.IMPROVED)


def _keep(deed: Deed, kind: Submission.Kind) -> None:
    """Keep the form as it is now, with the justifications that go along."""
    checked = deed.checked
    warnings: dict[str, list[str]] = defaultdict(list)
    for found in checked.report.warnings:
        warnings[found.code].append(found.message)
    Submission.objects.create(
        declaration=deed.declaration,
        kind=kind,
        round=deed.declaration.round,
        submitted_by=deed.by,
        submitted_at=deed.at,
        rules_version=rules_version(),
        snapshot=to_json(checked.content),
        justifications=[
            {
                "code": one.code,
                "text": one.text,
                "by": str(one.by),
                "at": one.at.isoformat(),
                "warnings": warnings[one.code],
            }
            for one in checked.justifications.values()
            if one.code in warnings
        ],
    )


def _withdraw(deed: Deed) -> None:
    submission = current_submission(deed.declaration)
    submission.withdrawn_at = deed.at
    submission.save(update_fields=["withdrawn_at"])


def _claim(deed: Deed) -> None:
    deed.declaration.assigned_to = deed.by


def _release(deed: Deed) -> None:
    deed.declaration.assigned_to = None


def _assign(deed: Deed) -> None:
    deed.declaration.assigned_to = deed.details
    deed.comment = deed.comment or ASSIGNED.format(who=deed.details)


def _pass(deed: Deed) -> None:
    deed.declaration.stage = next_stage(deed.declaration)
    deed.declaration.assigned_to = None


def _grade(deed: Deed) -> None:
    is_good = deed.row.action == Action.GRADE_GOOD
    deed.declaration.grade = GRADES[deed.row.action]
    deed.declaration.assigned_to = deed.by if is_good else None


def _approve(deed: Deed) -> None:
    given, one = deed.details, deed.declaration
    Approval.objects.create(
        declaration=one,
        number=given.number.strip(),
        dated=given.dated,
        amount=given.amount,
        by=deed.by,
        at=deed.at,
    )
    in_force = Declaration.objects.filter(
        project=one.project_id, cycle=one.cycle_id, state=State.APPROVED
    )
    for older in in_force.select_for_update():
        older.state, older.waiting_since = State.REPLACED, deed.at
        older.turn += 1
        older.save(update_fields=["state", "waiting_since", "turn"])
        record(
            *(older, "replace"),
            by=deed.by,
            from_state=State.APPROVED,
            at=deed.at,
            round=older.round,
        )


def _adjust(deed: Deed) -> Declaration:
    one = deed.declaration
    version = copy_version(one, by=deed.by)
    Adjustment.objects.create(
        declaration=version,
        adjusts=one,
        reason=deed.details.reason.strip(),
        basis=deed.details.basis.strip(),
        by=deed.by,
        at=deed.at,
    )
    return version


EFFECTS: Mapping[Action, Callable[[Deed], Declaration | None]] = {
    Action.SUBMIT: _submit,
    Action.WITHDRAW: _withdraw,
    Action.CLAIM: _claim,
    Action.RELEASE: _release,
    Action.ASSIGN: _assign,
    Action.PASS: _pass,
    Action.PROPOSE: _propose,
    Action.APPROVE: _approve,
    Action.ADJUST: _adjust,
    **dict.fromkeys(GRADES, _grade),
}
