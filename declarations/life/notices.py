"""Telling people: a notice in the program, and the same by e-mail where the office has one.

A notice is written with the deed it tells of; its e-mail leaves once that is committed, and one
that cannot be sent is logged and spoils nothing.
"""

import logging
from collections.abc import Iterable, Mapping

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet

from ..models import Declaration, Membership, Notice, User
from .guards import Deed
from .stages import waiting_people
from .workflow_table import Action, State

log = logging.getLogger(__name__)

SUBJECT = "绩效目标申报：{text}"
NOBODY = (
    "“{stage}”环节没有人可以办理{unit}的申报表，{cycle}的表停在那里。"
    "请在用户管理里给人加上这个岗位。"
)

#: What the fillers of the unit are told of, and how.
TO_FILLERS: Mapping[str, str] = {
    Action.RETURN: "“{declaration}”被退回，请按意见修改后重新送审。",
    Action.GRADE_FAIR: "“{declaration}”评为中，被退回，请按意见修改后重新送审。",
    Action.GRADE_POOR: "“{declaration}”评为差，不予安排。理由：{comment}",
    Action.PROPOSE: "“{declaration}”由审核人作了完善，请核对并确认。",
    Action.APPROVE: "“{declaration}”已批复。",
    Action.REOPEN: "“{declaration}”重新受理，请修改后重新送审。",
}


def tell(people: Iterable[User], text: str, declaration: Declaration | None = None) -> None:
    """Write a notice for each of them, unless one that says the same is still unread."""
    people = list(people)
    same = Notice.objects.unread().filter(user__in=people, text=text, declaration=declaration)
    told = set(same.values_list("user_id", flat=True))
    new = [one for one in people if one.pk not in told]
    Notice.objects.bulk_create(Notice(user=one, text=text, declaration=declaration) for one in new)
    addresses = [one.email for one in new if one.email]
    if settings.EMAIL_IS_SET_UP and addresses:
        transaction.on_commit(lambda: _mail(addresses, text))


def tell_of(deed: Deed) -> None:
    """What a deed of the workflow has others know."""
    declaration = deed.declaration
    if text := TO_FILLERS.get(deed.row.action):
        said = text.format(declaration=declaration, comment=deed.comment)
        tell(fillers_of(declaration), said, declaration)
    if deed.row.to == State.IN_REVIEW and not waiting_people(declaration).exists():
        said = {"stage": declaration.stage, "unit": declaration.unit, "cycle": declaration.cycle}
        tell(administrators(), NOBODY.format(**said))


def unread(user: User) -> QuerySet[Notice]:
    """What this person was told and has not read yet, the latest first."""
    return user.notices.unread().select_related("declaration")


def fillers_of(declaration: Declaration) -> QuerySet[User]:
    return _people(memberships__unit=declaration.unit, memberships__role__in=Membership.FILLS)


def administrators() -> QuerySet[User]:
    return _people(memberships__role=Membership.Role.ADMINISTRATOR)


def _people(**posts: object) -> QuerySet[User]:
    return User.objects.filter(is_active=True, **posts).distinct()


def _mail(addresses: Iterable[str], text: str) -> None:
    """One mail each, so that nobody reads the addresses of others."""
    for address in addresses:
        try:
            send_mail(SUBJECT.format(text=text[:40]), text, None, [address])
        except OSError:
            log.exception(
                "An e-mail to %s was not sent; its notice stands in the program.", address
            )
