"""Who may do what to a declaration, as a table of verbs and roles.

``can`` answers yes, or no with the reason in the words of the reader. Whether a person may see a
declaration at all is decided by ``Declaration.objects.visible_to``; a person who may not see it
is told that there is none (404), so ``can`` is asked only about what he sees.

The verbs say who; whether the state of a declaration lets it be done is the workflow's table, but
for reading and editing, which are no part of the workflow.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from declarations.models import BudgetUnit, Cycle, Declaration, Membership, User

from .life.refusals import SENTENCES
from .life.stages import works_in

Role = Membership.Role
State = Declaration.State


class Verb(StrEnum):
    """What can be done to a declaration."""

    VIEW = "view"
    EXPORT = "export"
    EDIT = "edit"  # the filler before review, the reviewer who improves a form graded 良
    SUBMIT = "submit"  # send for review and take back
    REVIEW = "review"  # judge in the present stage
    ASSIGN = "assign"  # say who judges in the present stage
    IMPROVE = "improve"  # hand an improved form on
    CONFIRM = "confirm"  # say for the unit whether improvements stand
    APPROVE = "approve"  # record the 批复
    ADJUST = "adjust"  # begin a new version of an approved form
    REOPEN = "reopen"  # give a rejected form another chance
    DELETE = "delete"  # put a draft into the recycle bin


#: The roles that may do it in the declaration's own unit.
OWN_UNIT_ROLES: Mapping[Verb, frozenset[Membership.Role]] = {
    Verb.EDIT: Membership.FILLS,
    Verb.SUBMIT: Membership.FILLS,
    Verb.CONFIRM: Membership.FILLS,
    Verb.ADJUST: Membership.FILLS,
    Verb.DELETE: Membership.FILLS,
}
APPROVES = frozenset({Role.FINANCE_REVIEWER})

#: What the people of the present stage may do, whatever its role is.
OF_STAGE = frozenset({Verb.REVIEW, Verb.ASSIGN, Verb.IMPROVE})

#: How the holder of a verb is called, in a refusal.
HOLDERS: Mapping[Verb, str] = {
    Verb.SUBMIT: "{unit}的填报人",
    Verb.CONFIRM: "{unit}的填报人",
    Verb.ADJUST: "{unit}的填报人",
    Verb.REVIEW: "“{stage}”环节的审核人",
    Verb.ASSIGN: "“{stage}”环节的审核人或管理员",
    Verb.IMPROVE: "“{stage}”环节的审核人",
    Verb.APPROVE: "财政审核人",
    Verb.REOPEN: "管理员",
}

NOT_YOUR_PART = "只有{unit}的填报人可以修改这张申报表，您可以查看和下载。"
LOCKED = "这张申报表处于“{state}”，不能修改。"
NOT_DELETED = "这张申报表处于“{state}”，不能删除；只有从未送审的草稿可以删除。"
SUBMITTED_BEFORE = "这张申报表送审过，有审核记录，不能删除。不再申报的，请在退回后联系审核人说明。"
NOT_A_REVIEWER = "您不是审核人，没有等您审核的申报表。请联系管理员核对您的岗位。"
NOT_FINANCE = "批复由财政审核人办理，您不是财政审核人。"
NOT_AN_AUDITOR = "只有审核人、管理员和审计可以下载办理记录和档案。"
NOT_A_WATCHER = "只有管理员和审计可以查看管理记录。"
NOT_A_REMINDER = "只有主管部门、财政部门的审核人和管理员可以催报。"
NOT_AN_ADMINISTRATOR = "只有管理员可以设置规则的级别。"
NOT_AN_OFFICE = "只有管理员可以管理单位、用户和申报批次。"
NOT_A_FILLER = "您不是任何单位的填报人，不能新建或导入申报表。请联系管理员核对您的岗位。"
NOT_A_FILLER_HERE = (
    "您在{unit}不是填报人，不能为它新建或导入申报表。请在页面上方切换到您填报的单位。"
)
NOT_OPEN = "{cycle}现在不在申报中，不能新建或导入申报表。需要时请联系管理员。"
NONE_OPEN = "现在没有正在申报的批次，不能新建或导入申报表。需要时请联系管理员。"


@dataclass(frozen=True, slots=True)
class Answer:
    """Yes, or no with the reason; ``code`` is that of the reason, where it has one."""

    allowed: bool
    reason: str = ""
    code: str = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Answer(True)


def can(user: User, verb: Verb, declaration: Declaration, doing: str = "") -> Answer:
    """Whether this person may do this to a declaration he sees.

    ``doing`` is what the page calls the deed; a refusal names it.
    """
    if verb is Verb.EDIT:
        return _can_edit(user, declaration)
    if verb is Verb.DELETE:
        return _can_delete(user, declaration)
    if not _has_role(user, verb, declaration):
        stage = declaration.stage or "审核"
        holder = HOLDERS[verb].format(unit=declaration.unit, stage=stage)
        return _no("WFL-NOT-YOURS", action=doing or holder, role=holder)
    if verb in {Verb.REVIEW, Verb.APPROVE} and declaration.submitted_by_id == user.pk:
        return _no("WFL-SELF-APPROVE")
    if verb in {Verb.REVIEW, Verb.IMPROVE} and declaration.assigned_to_id not in {None, user.pk}:
        return _no("WFL-ASSIGNED", who=declaration.assigned_to)
    if verb is Verb.CONFIRM and declaration.assigned_to_id == user.pk:
        return _no("WFL-SELF-CONFIRM")
    return YES


def can_declare(user: User) -> Answer:
    """Whether this person may make or import declarations now, for the unit he has chosen."""
    if not user.fills_forms:
        return Answer(False, NOT_A_FILLER)
    if not BudgetUnit.objects.in_use().filled_by(user, chosen=True).exists():
        unit = user.own_units.get(user.chosen_unit, "这个单位")
        return Answer(False, NOT_A_FILLER_HERE.format(unit=unit))
    if not Cycle.objects.taking_forms().exists():
        return Answer(False, NONE_OPEN)
    return YES


def takes_forms(cycle: Cycle) -> Answer:
    """Whether fillers may make or import declarations in this cycle."""
    return YES if cycle.is_open else Answer(False, NOT_OPEN.format(cycle=cycle))


def can_judge(user: User) -> Answer:
    """Whether this person reviews forms of anybody."""
    return YES if user.reviews_forms else Answer(False, NOT_A_REVIEWER)


def can_approve(user: User) -> Answer:
    """Whether this person records the 批复 of forms that passed."""
    return YES if user.units_as(APPROVES) else Answer(False, NOT_FINANCE)


def can_audit(user: User) -> Answer:
    """Whether this person may take the record and the dossiers of what he sees with him."""
    if user.reviews_forms or user.is_superuser or user.units_as(Membership.SEES_ALL):
        return YES
    return Answer(False, NOT_AN_AUDITOR)


def can_watch(user: User) -> Answer:
    """Whether this person may see what administrators did."""
    return YES if user.is_administrator or user.audits else Answer(False, NOT_A_WATCHER)


def can_remind(user: User) -> Answer:
    """Whether this person sees who has not submitted, and reminds them."""
    reminds = Membership.SEES_UNITS_BELOW | {Role.FINANCE_REVIEWER}
    return YES if user.is_administrator or user.units_as(reminds) else Answer(False, NOT_A_REMINDER)


def can_set_rules(user: User) -> Answer:
    """Whether this person may say how severe the rules of a cycle are."""
    return YES if user.is_administrator else Answer(False, NOT_AN_ADMINISTRATOR)


def can_administer(user: User) -> Answer:
    """Whether this person may keep units, people and cycles."""
    return YES if user.is_administrator else Answer(False, NOT_AN_OFFICE)


def _can_edit(user: User, declaration: Declaration) -> Answer:
    improves = declaration.state == State.IMPROVING and user.pk == declaration.assigned_to_id
    if improves and _has_role(user, Verb.IMPROVE, declaration):
        return YES
    if not _has_role(user, Verb.EDIT, declaration):
        return Answer(False, NOT_YOUR_PART.format(unit=declaration.unit))
    if declaration.state not in Declaration.FILLED:
        return Answer(False, LOCKED.format(state=declaration.get_state_display()))
    return YES


def _can_delete(user: User, declaration: Declaration) -> Answer:
    """Only a draft that no reviewer has seen."""
    if not _has_role(user, Verb.DELETE, declaration):
        return Answer(False, NOT_YOUR_PART.format(unit=declaration.unit))
    if declaration.state != State.DRAFT:
        return Answer(False, NOT_DELETED.format(state=declaration.get_state_display()))
    if declaration.submissions.exists():
        return Answer(False, SUBMITTED_BEFORE)
    return YES


def _has_role(user: User, verb: Verb, declaration: Declaration) -> bool:
    """Verbs without a rule of their own are open to all who see the declaration."""
    if verb in OWN_UNIT_ROLES:
        return declaration.project.unit_id in user.units_as(OWN_UNIT_ROLES[verb])
    if verb is Verb.APPROVE:
        return bool(user.units_as(APPROVES))
    if verb is Verb.REOPEN or (verb is Verb.ASSIGN and user.is_administrator):
        return user.is_administrator
    if verb in OF_STAGE:
        stage = declaration.stage
        return stage is not None and works_in(user, stage, declaration.unit)
    return True


def _no(code: str, **said: object) -> Answer:
    return Answer(False, SENTENCES[code].format(**said), code)
