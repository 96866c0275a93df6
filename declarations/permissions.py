"""Who may do what to a declaration, as a table of verbs and roles.

``can`` answers yes, or no with the reason in the words of the reader. Whether a person may see a
declaration at all is decided by ``Declaration.objects.visible_to``; a person who may not see it
is told that there is none (404), so ``can`` is asked only about what he sees.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from declarations.models import BudgetUnit, Cycle, Declaration, Membership, User


class Verb(StrEnum):
    """What can be done to a declaration."""

    VIEW = "view"
    EDIT = "edit"
    EXPORT = "export"
    DELETE = "delete"


#: The roles that may do it in the declaration's own unit. A verb that is not named here is open
#: to everybody who sees the declaration.
OWN_UNIT_ROLES: Mapping[Verb, frozenset[Membership.Role]] = {
    Verb.EDIT: Membership.FILLS,
    Verb.DELETE: Membership.FILLS,
}

NOT_YOUR_PART = "只有{unit}的填报人可以修改这张申报表，您可以查看和下载。"
LOCKED = "这张申报表处于“{state}”，不能修改。"
NOT_DELETED = "这张申报表处于“{state}”，不能删除；只有从未送审的草稿可以删除。"
SUBMITTED_BEFORE = "这张申报表送审过，有审核记录，不能删除。不再申报的，请在退回后联系审核人说明。"
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
    """Yes, or no with the reason."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Answer(True)


def can(user: User, verb: Verb, declaration: Declaration) -> Answer:
    """Whether this person may do this to a declaration he sees."""
    if not _has_role(user, verb, declaration):
        return Answer(False, NOT_YOUR_PART.format(unit=declaration.unit))
    if verb is Verb.EDIT and not declaration.is_editable:
        return Answer(False, LOCKED.format(state=declaration.get_state_display()))
    if verb is Verb.DELETE:
        return _deletable(declaration)
    return YES


def _deletable(declaration: Declaration) -> Answer:
    """Only a draft that no reviewer has seen."""
    if declaration.state != Declaration.State.DRAFT:
        return Answer(False, NOT_DELETED.format(state=declaration.get_state_display()))
    if declaration.submissions.exists():
        return Answer(False, SUBMITTED_BEFORE)
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


def can_set_rules(user: User) -> Answer:
    """Whether this person may say how severe the rules of a cycle are."""
    return YES if user.is_administrator else Answer(False, NOT_AN_ADMINISTRATOR)


def can_administer(user: User) -> Answer:
    """Whether this person may keep units, people and cycles."""
    return YES if user.is_administrator else Answer(False, NOT_AN_OFFICE)


def _has_role(user: User, verb: Verb, declaration: Declaration) -> bool:
    if verb not in OWN_UNIT_ROLES:
        return True
    return declaration.project.unit_id in user.units_as(OWN_UNIT_ROLES[verb])
