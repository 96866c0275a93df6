"""The record of what administrators do (管理记录).

A deed and its line of the record are one transaction: neither stands without the other.
"""

from django.db.models import Model

from indicators import deeds_told

from ..models import BudgetUnit, Membership, OfficeEvent, User

Deed = OfficeEvent.Deed

_SUBJECT_LIMIT = OfficeEvent._meta.get_field("subject").max_length


def register() -> None:
    """Have what is done to schemes and library told to us."""
    deeds_told.listen(lambda by, deed, subject, detail: note(deed, subject, detail, by=by))


def note(
    deed: Deed | str, subject: Model | str, detail: str = "", *, by: User | None
) -> OfficeEvent:
    """Write down that this was done to ``subject``. ``by`` nobody: at the machine itself."""
    return OfficeEvent.objects.create(
        deed=Deed(deed),
        subject=name_of(subject)[:_SUBJECT_LIMIT],
        subject_key="" if isinstance(subject, str) else str(subject.pk),
        detail=detail,
        by=by,
        address=by.address if by else None,
    )


def name_of(subject: Model | str) -> str:
    """So that it is found again: a person with his login name, a unit with its code."""
    if isinstance(subject, User):
        return f"{subject}（{subject.username}）" if subject.full_name else subject.username
    return f"{subject.code} {subject.name}" if isinstance(subject, BudgetUnit) else str(subject)


def post_text(post: Membership) -> str:
    """青山县财政局 · 财政审核人（业务股）"""
    desk = f"（{post.desk}）" if post.desk else ""
    return f"{name_of(post.unit)} · {post.get_role_display()}{desk}"
