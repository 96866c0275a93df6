"""Deeds on people: make, give a password, deactivate, hand over the work of a filler.

Nobody is deleted on whom work hangs, and an office is never left without an administrator.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import ProtectedError, Q, QuerySet, RestrictedError
from django.db.models.deletion import Collector

from ..models import BudgetUnit, Declaration, Event, Membership, Upload, User
from ..permissions import YES, Answer
from .passwords import give_one_time_password
from .sign_in import forget_tries

LAST_ADMINISTRATOR = "“{user}”是最后一个管理员，去掉以后就没有人能管理了。"
NOT_YOURSELF = "不能停用或删除自己。请让另一个管理员来做。"
ALMIGHTY = "“{user}”是系统的最高管理员，只有最高管理员可以重设密码、停用或删除。"
HAS_WORKED = "“{user}”办理过申报表或管理事务，他的记录要保留，不能删除。不再使用的请停用。"
NO_WORK = "“{user}”没有填报岗位，没有可以交接的工作。"
SAME_PERSON = "请选择另一个人来接。"
NOT_IN_USE = "“{user}”已经停用，不能接收工作。"

HAND_OVER = "hand_over"
HANDED_OVER = "填报工作由{giver}交给{taker}"


@dataclass(frozen=True, slots=True)
class HandedOver:
    """In how many units the taker fills forms now, and how many unfinished forms came with it."""

    units: int
    forms: int


@transaction.atomic
def make_person(user: User, post: Membership) -> str:
    """Keep a new person with his first post. Returns his one-time password."""
    password = give_one_time_password(user)
    user.save()
    post.user = user
    post.save()
    return password


def may_reset_password(user: User, by: User) -> Answer:
    """Who can do everything is reset by his like alone: else each administrator could be him."""
    return Answer(False, ALMIGHTY.format(user=user)) if _is_above(user, by) else YES


def _is_above(user: User, by: User) -> bool:
    return user.is_superuser and not by.is_superuser


def reset_password(user: User) -> str:
    """Give a new one-time password and return it. The old one and all sessions are void, and who
    was locked out may try again at once."""
    password = give_one_time_password(user)
    user.save(update_fields=["password", "must_change_password"])
    forget_tries(user.username)
    return password


def lock_administrators() -> None:
    """Until the transaction ends nobody else takes an administrator away: two who did so to each
    other at the same moment would leave none."""
    posts = Membership.objects.filter(role=Membership.Role.ADMINISTRATOR)
    people = User.objects.filter(Q(is_superuser=True) | Q(pk__in=posts.values("user")))
    list(people.select_for_update().order_by("pk").values_list("pk"))


def may_deactivate(user: User, by: User) -> Answer:
    """Anybody but oneself, as long as there is an administrator left."""
    if _is_above(user, by):
        return Answer(False, ALMIGHTY.format(user=user))
    if user == by:
        return Answer(False, NOT_YOURSELF)
    if _administrators().filter(pk=user.pk).exists() and not _others(user).exists():
        return Answer(False, LAST_ADMINISTRATOR.format(user=user))
    return YES


def may_delete(user: User, by: User) -> Answer:
    """Only somebody who never did anything that is on record."""
    if not (answer := may_deactivate(user, by)):
        return answer
    try:
        Collector(using=user._state.db or "default").collect([user])
    except (ProtectedError, RestrictedError):
        return Answer(False, HAS_WORKED.format(user=user))
    return YES


def may_remove_post(post: Membership) -> Answer:
    """An office keeps an administrator."""
    if post.role != Membership.Role.ADMINISTRATOR or post.user.is_superuser:
        return YES
    if not _others(post.user).exists() and not _has_another(post):
        return Answer(False, LAST_ADMINISTRATOR.format(user=post.user))
    return YES


def _administrators() -> QuerySet[User]:
    """Those who can administer now."""
    administers = Q(is_superuser=True) | Q(memberships__role=Membership.Role.ADMINISTRATOR)
    return User.objects.filter(administers, is_active=True).distinct()


def _others(user: User) -> QuerySet[User]:
    return _administrators().exclude(pk=user.pk)


def _has_another(post: Membership) -> bool:
    """Whether the person is administrator by another post as well."""
    return post.user.memberships.filter(role=post.role).exclude(pk=post.pk).exists()


def set_active(user: User, is_active: bool) -> None:
    """A deactivated person can no longer sign in; what he did stays."""
    user.is_active = is_active
    user.save(update_fields=["is_active"])


def may_hand_over(giver: User, taker: User) -> Answer:
    """From one who fills forms to another person who can sign in."""
    if giver == taker:
        return Answer(False, SAME_PERSON)
    if not taker.is_active:
        return Answer(False, NOT_IN_USE.format(user=taker))
    if not giver.fills_forms:
        return Answer(False, NO_WORK.format(user=giver))
    return YES


@transaction.atomic
def hand_over(giver: User, taker: User, *, by: User) -> HandedOver:
    """Give all that a filler does to another: his posts, his files to be confirmed, his forms.

    Forms belong to units; on the record of each that the giver worked on and that is not
    submitted, it is written that somebody else goes on with it.
    """
    posts = giver.memberships.filter(role__in=Membership.FILLS)
    units = list(BudgetUnit.objects.filter(memberships__in=posts).distinct())
    Membership.objects.bulk_create(
        [Membership(user=taker, unit=post.unit, role=post.role) for post in posts.all()],
        ignore_conflicts=True,
    )
    Upload.objects.filter(user=giver, unit__in=units).update(user=taker)
    forms = Declaration.objects.filter(
        project__unit__in=units, state__in=Declaration.EDITABLE, events__by=giver
    ).distinct()
    comment = HANDED_OVER.format(giver=giver, taker=taker)
    handed = Event.objects.bulk_create(
        Event(
            declaration=form,
            by=by,
            action=HAND_OVER,
            from_state=form.state,
            to_state=form.state,
            round=form.round,
            comment=comment,
            address=by.address,
        )
        for form in forms
    )
    posts.delete()
    for user in (giver, taker):
        user.__dict__.pop("posts", None)
    return HandedOver(len(units), len(handed))
