"""The review sheet (审核表): the four qualities (四性) of a form, judged item by item.

By 《中央部门预算绩效目标管理办法》 four qualities with two items each are judged. An ordinary
project gets one of the grades 优良中差 an item; a key project (重点项目) gets points. Every check
names the item it belongs to, so the sheet comes filled in: what it proposes follows from the
findings alone, and the reviewer confirms it or judges otherwise.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from django.db import transaction

from ..actions import record
from ..checks import RULES, Finding, Quality, Report, Severity
from ..models import Assessment, Declaration, Grade, Project, User

#: From how many points of 100 a sheet has this grade.
LEAST: Mapping[Grade, int] = {Grade.EXCELLENT: 90, Grade.GOOD: 80, Grade.FAIR: 60, Grade.POOR: 0}

#: Which part of an item's points a grade stands for, in percent.
SHARE: Mapping[Grade, int] = {
    Grade.EXCELLENT: 100,
    Grade.GOOD: 85,
    Grade.FAIR: 70,
    Grade.POOR: 40,
}

#: The qualities with their items and the points of each, 100 together.
QUALITIES: Mapping[str, Mapping[Quality, int]] = {
    "完整性": {Quality.COMPLETE: 10, Quality.CLEAR: 10},
    "相关性": {Quality.GOAL_RELEVANT: 15, Quality.INDICATOR_SOUND: 15},
    "适当性": {Quality.REASONABLE: 15, Quality.MONEY_MATCHES: 15},
    "可行性": {Quality.ACHIEVABLE: 10, Quality.CONDITIONS: 10},
}

POINTS: Mapping[Quality, int] = {
    item: points for items in QUALITIES.values() for item, points in items.items()
}

#: So many checks of an item may have warned, with a 说明, for it to be good still.
_GOOD_UP_TO = 2
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the findings say of one item. ``points`` are those of ``grade``, in halves."""

    item: Quality
    grade: Grade
    points: Decimal
    findings: tuple[Finding, ...]


def propose(report: Report) -> dict[Quality, Proposal]:
    """The sheet as the findings fill it in.

    An item with an error is 差; with warnings of one or two checks 良, of more 中. A check counts
    once, however many cells it names, and infos do not count: they never stand in the way.
    """
    found: dict[Quality, list[Finding]] = {item: [] for item in POINTS}
    for one in (*report.errors, *report.warnings):
        found[RULES[one.code].quality].append(one)
    return {item: _proposal(item, findings) for item, findings in found.items()}


def _proposal(item: Quality, findings: Iterable[Finding]) -> Proposal:
    findings = tuple(findings)
    checks = Counter(severity for _, severity in {(one.code, one.severity) for one in findings})
    if checks[Severity.ERROR]:
        grade = Grade.POOR
    elif not checks[Severity.WARNING]:
        grade = Grade.EXCELLENT
    else:
        grade = Grade.GOOD if checks[Severity.WARNING] <= _GOOD_UP_TO else Grade.FAIR
    return Proposal(item, grade, points_of(item, grade), findings)


@transaction.atomic
def keep_sheet(
    declaration: Declaration,
    proposals: Mapping[Quality, Proposal],
    by: User,
    *,
    grades: Mapping[Quality, Grade] = MappingProxyType({}),
    points: Mapping[Quality, Decimal | None] | None = None,
    comments: Mapping[Quality, str] = MappingProxyType({}),
) -> None:
    """Keep the sheet of this round and stage, in place of an earlier one.

    An item without a grade of its own is as proposed; so are the points of a key project where
    none are given. An ordinary project has no points. ``comments``: why, where something is said.
    """
    stage = str(declaration.stage or "")
    declaration.assessments.filter(round=declaration.round, stage=stage).delete()
    if points is None:
        points = {item: one.points for item, one in proposals.items()}
    Assessment.objects.bulk_create(
        Assessment(
            declaration=declaration,
            round=declaration.round,
            stage=stage,
            item=item.name.lower(),
            proposed=one.grade,
            grade=grades.get(item, one.grade),
            points=points.get(item) if declaration.project.is_key else None,
            comment=comments.get(item, ""),
            by=by,
        )
        for item, one in proposals.items()
    )


@transaction.atomic
def set_key_project(declaration: Declaration, is_key: bool, *, by: User) -> None:
    """Let the project be a key project (重点项目), which is scored, or an ordinary one."""
    project = Project.objects.select_for_update().get(pk=declaration.project_id)
    declaration.project.is_key = is_key
    if project.is_key == is_key:
        return
    project.is_key = is_key
    project.save(update_fields=["is_key"])
    record(
        declaration,
        "key" if is_key else "not_key",
        by=by,
        from_state=declaration.state,
        stage=str(declaration.stage or ""),
    )


def points_of(item: Quality, grade: Grade) -> Decimal:
    """The points a grade stands for in this item, rounded to halves."""
    exact = Decimal(POINTS[item] * SHARE[grade]) / 100
    return (exact / _HALF).quantize(Decimal(1), ROUND_HALF_UP) * _HALF


def grade_of(points: Decimal) -> Grade:
    """The grade of a sheet with so many points of 100."""
    return next(grade for grade, least in LEAST.items() if points >= least)


def overall(grades: Mapping[Quality, Grade]) -> Grade:
    """The grade that the items of an ordinary project come to, by their weights."""
    return grade_of(sum((points_of(item, grade) for item, grade in grades.items()), Decimal(0)))
