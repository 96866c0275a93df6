"""Every state, action, role and place of a post: allowed or refused as workflow.csv says.

The file is written by hand from the description of a declaration's life. In ``refused`` stands the
reason for everybody else, and after a semicolon that of the people named there.
"""

import csv
from itertools import product
from pathlib import Path

import pytest
from django.db import transaction

from declarations.models import Declaration, Membership, User
from declarations.workflow import Action, Refused, perform

from .conftest import ADJUSTING, APPROVING, remark

pytestmark = pytest.mark.django_db

with (Path(__file__).parent.parent / "workflow.csv").open(encoding="utf-8") as file:
    ROWS = list(csv.DictReader(file))

PLACES = list(dict.fromkeys(row["state"] for row in ROWS))


def test_the_file_names_every_state_with_every_action_once():
    said = [(row["state"], row["action"]) for row in ROWS]
    assert sorted(said) == sorted(product(PLACES, map(str, Action)))
    assert {place.partition("@")[0] for place in PLACES} == set(Declaration.State)


@pytest.fixture
def colleague(bureau, government):
    """Somebody to whom a form can be assigned in every stage."""
    user = User.objects.create(username="colleague")
    for role in (Membership.Role.UNIT_REVIEWER, Membership.Role.FINANCE_REVIEWER):
        Membership.objects.create(user=user, unit=bureau, role=role)
    above = Membership.Role.DEPARTMENT_REVIEWER
    Membership.objects.create(user=user, unit=government, role=above)
    return user


def reason(row, person):
    """The code of the refusal that this person meets; blank if he may."""
    if person in row["allowed"].split():
        return ""
    general, *special = row["refused"].split("; ")
    return next((one.split()[-1] for one in special if person in one.split()), general)


def tried(declaration, action, user, colleague):
    """What becomes of it: the code of the refusal, and where the declaration stands then."""
    if action in {"release", "propose"}:
        Declaration.objects.filter(pk=declaration.pk).update(assigned_to=user)
    if action in {"return", "grade_fair"}:
        remark(declaration, user)
    details = {"assign": colleague, "approve": APPROVING, "adjust": ADJUSTING}.get(action)
    try:
        perform(declaration, Action(action), user, comment="理由充分", details=details)
    except Refused as refused:
        return refused.code, ""
    declaration.refresh_from_db()
    at = f"@{declaration.stage.position}" if declaration.state == "in_review" else ""
    return "", declaration.state + at


@pytest.mark.parametrize("place", PLACES)
def test_what_the_file_allows_is_done_and_all_else_is_refused(bring, staff, colleague, place):
    pk = bring(place).pk
    wrong = []
    for row in (row for row in ROWS if row["state"] == place):
        for name, user in staff.items():
            with transaction.atomic():
                became = tried(Declaration.objects.get(pk=pk), row["action"], user, colleague)
                transaction.set_rollback(True)
            code = reason(row, name)
            if became != (code, "" if code else row["to"]):
                wrong.append((row["action"], name, became))
    assert not wrong
