"""The review sheet as the findings fill it in."""

from decimal import Decimal

import pytest

from declarations.checks import RULES, Finding, Outcome, Quality, Report, Severity
from declarations.models import Grade
from declarations.reconcile import reconcile
from declarations.review.review_sheet import (
    LEAST,
    POINTS,
    QUALITIES,
    grade_of,
    overall,
    points_of,
    propose,
)

CLEAR = [code for code, rule in RULES.items() if rule.quality is Quality.CLEAR]


def report(*found):
    findings = tuple(Finding(code, severity, where, "") for code, severity, where in found)
    return Report(findings, dict.fromkeys(RULES, Outcome.PASSED), reconcile(None, []))


def warned(*codes):
    return report(*((code, Severity.WARNING, "goal") for code in codes))


def test_every_item_stands_on_the_sheet_and_the_points_come_to_a_hundred():
    assert set(POINTS) == set(Quality)
    assert sum(POINTS.values()) == 100
    assert [sum(items.values()) for items in QUALITIES.values()] == [20, 30, 30, 20]


def test_without_a_finding_every_item_is_excellent():
    proposed = propose(report())
    assert {one.grade for one in proposed.values()} == {Grade.EXCELLENT}
    assert sum(one.points for one in proposed.values()) == 100


@pytest.mark.parametrize(
    ("found", "grade"),
    [
        (warned(*CLEAR[:2]), Grade.GOOD),
        (warned(*CLEAR[:3]), Grade.FAIR),
        (report((CLEAR[0], Severity.INFO, "goal")), Grade.EXCELLENT),
        (report((CLEAR[0], Severity.ERROR, "goal")), Grade.POOR),
    ],
)
def test_an_item_follows_from_the_checks_that_belong_to_it(found, grade):
    proposed = propose(found)
    assert proposed[Quality.CLEAR].grade is grade
    assert proposed[Quality.COMPLETE].grade is Grade.EXCELLENT


def test_a_check_counts_once_however_many_cells_it_names():
    cells = ((CLEAR[0], Severity.WARNING, f"indicators[{number}].value") for number in range(9))
    proposal = propose(report(*cells))[Quality.CLEAR]
    assert proposal.grade is Grade.GOOD
    assert len(proposal.findings) == 9


def test_points_are_halves_of_the_weight_of_the_item():
    assert points_of(Quality.MONEY_MATCHES, Grade.GOOD) == Decimal("13")
    assert points_of(Quality.COMPLETE, Grade.GOOD) == Decimal("8.5")


@pytest.mark.parametrize(
    ("points", "grade"),
    [
        ("100", Grade.EXCELLENT),
        ("90", Grade.EXCELLENT),
        ("89.5", Grade.GOOD),
        ("80", Grade.GOOD),
        ("79.5", Grade.FAIR),
        ("60", Grade.FAIR),
        ("59.5", Grade.POOR),
        ("0", Grade.POOR),
    ],
)
def test_the_grade_of_a_sheet_begins_at_its_least_points(points, grade):
    assert grade_of(Decimal(points)) is grade


@pytest.mark.parametrize("grade", Grade)
def test_a_sheet_of_one_grade_comes_to_that_grade(grade):
    assert overall(dict.fromkeys(Quality, grade)) is grade
    assert LEAST[grade] <= sum(points_of(item, grade) for item in Quality)
