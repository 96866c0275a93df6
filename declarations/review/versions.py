"""The versions of a form that can be laid side by side: its rounds, as it is now, other years.

What changed since a reviewer returned it, what an adjustment changes of the approved form, how a
year differs from the one before: each is the comparison of two Contents.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from ..comparing import Difference, compare
from ..content import Content
from ..models import Declaration, Submission, User

NOW = "now"
NOW_TITLE = "现在"
ROUND = "第{round}轮送审"
WITHDRAWN = "第{round}轮送审（已撤回）"
IMPROVED = "第{round}轮审核完善"
VERSION = "{year}年度第{version}版（{state}）"


@dataclass(frozen=True, slots=True)
class Version:
    """A form as it was at some time. ``key`` names it in an address."""

    key: str
    title: str
    content: Content


def versions_of(declaration: Declaration, user: User) -> list[Version]:
    """What this form may be compared with, the older first, itself as it is now last.

    ``declaration`` has its rows. Other forms of its project only if this person may see them.
    """
    submissions = declaration.submissions.order_by("submitted_at", "id")
    return [
        *_other_forms(declaration, user),
        *(Version(f"s{one.pk}", _title(one), one.content()) for one in submissions),
        Version(NOW, NOW_TITLE, declaration.content()),
    ]


def _other_forms(declaration: Declaration, user: User) -> Iterator[Version]:
    """Earlier versions of this form and those of earlier years."""
    earlier = Q(cycle__year__lt=declaration.cycle.year)
    earlier |= Q(cycle=declaration.cycle, version__lt=declaration.version)
    others = Declaration.objects.visible_to(user).filter(earlier, project=declaration.project_id)
    if declaration.carried_from_id:
        others |= Declaration.objects.visible_to(user).filter(pk=declaration.carried_from_id)
    for one in others.distinct().with_rows().order_by("cycle__year", "version"):
        said = {"year": one.cycle.year, "version": one.version, "state": one.get_state_display()}
        yield Version(f"d{one.pk}", VERSION.format(**said), one.content())


def _title(submission: Submission) -> str:
    if submission.kind == Submission.Kind.IMPROVED:
        return IMPROVED.format(round=submission.round)
    return (WITHDRAWN if submission.withdrawn_at else ROUND).format(round=submission.round)


def since_last_round(declaration: Declaration) -> tuple[Difference, ...]:
    """What a form in a later round changed of the form as it was returned."""
    return _since(declaration, round__lt=declaration.round)


def since_submission(declaration: Declaration) -> tuple[Difference, ...]:
    """What a reviewer changed of the form as it was submitted (graded 良)."""
    return _since(declaration)


def _since(declaration: Declaration, **narrow: object) -> tuple[Difference, ...]:
    """What changed since the latest of these submissions; () where there is none."""
    sent = declaration.submissions.filter(
        kind=Submission.Kind.SUBMITTED, withdrawn_at__isnull=True, **narrow
    )
    last = sent.order_by("-round").first()
    return compare(last.content(), declaration.content()) if last else ()
