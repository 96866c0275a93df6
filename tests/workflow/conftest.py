"""A unit, its superior and another, a chain of four stages, and a form that may be submitted."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest
from django.utils.timezone import localdate

from declarations.actions import create_declaration
from declarations.examining.checking import check
from declarations.life.guards import Adjusting, Approving
from declarations.models import Declaration, Membership, Remark, Stage, User
from declarations.workflow import Action, perform
from tests.web.conftest import GOOD, bureau, cycle, government, person, school  # noqa: F401

Role = Membership.Role
AMOUNT = Decimal("6.00")
APPROVING = Approving("仁财预〔2021〕1号", date(2021, 1, 20), AMOUNT)
ADJUSTING = Adjusting("培训改为三期", "仁财预〔2021〕9号")


@pytest.fixture
def chain(cycle):  # noqa: F811
    """The cycle, open now, with 单位审核 before the default chain."""
    cycle.opens_on, cycle.closes_on = localdate() - timedelta(1), localdate() + timedelta(9)
    cycle.save()
    stages = (
        ("单位审核", Role.UNIT_REVIEWER, ""),
        ("主管部门", Role.DEPARTMENT_REVIEWER, ""),
        ("财政业务股", Role.FINANCE_REVIEWER, "业务股"),
        ("财政绩效股", Role.FINANCE_REVIEWER, "绩效股"),
    )
    for position, (name, role, desk) in enumerate(stages, start=1):
        Stage.objects.create(cycle=cycle, position=position, name=name, role=role, desk=desk)
    return cycle


@pytest.fixture
def staff(bureau, government, school):  # noqa: F811
    """Everybody: one person for each role and place (own, superior, other unit)."""
    places = {"own": bureau, "superior": government, "other": school}
    people = {}
    for role, place in product(Role, places):
        user = User.objects.create(username=f"{role.value}@{place}")
        Membership.objects.create(user=user, unit=places[place], role=role)
        people[user.username] = user
    return people


@pytest.fixture
def filler(staff):
    return staff["filler@own"]


@pytest.fixture
def reviewers(staff):
    """Who works in the stages of the chain, in their order."""
    names = ("unit_reviewer@own", "department_reviewer@superior")
    return [staff[name] for name in (*names, *["finance_reviewer@superior"] * 2)]


def make(unit, batch, by, project=GOOD.project):
    """A draft without an error whose warnings are justified."""
    draft = create_declaration(replace(GOOD, project=project), unit=unit, cycle=batch, by=by)
    for found in check(draft).open_warnings:
        draft.justifications.get_or_create(
            code=found.code, defaults={"text": "本项目按上级文件执行", "by": by}
        )
    return Declaration.objects.get(pk=draft.pk)


@pytest.fixture
def draft(bureau, chain, filler):  # noqa: F811
    return make(bureau, chain, filler)


def remark(declaration, by, where="goal"):
    """A remark at the goal, or at the form as a whole."""
    return Remark.objects.create(
        declaration=declaration,
        round=declaration.round,
        stage=str(declaration.stage or ""),
        where=where,
        seen=declaration.annual_goal if where == "goal" else "",
        text="请写明培训对象",
        by=by,
    )


@pytest.fixture
def bring(draft, filler, reviewers, staff):
    """Brings the draft to a place in its life: a state, for in_review with its stage (``@2``)."""

    def to_stage(number):
        perform(draft, Action.SUBMIT, filler)
        for reviewer in reviewers[: number - 1]:
            perform(draft, Action.PASS, reviewer)

    def go(place):
        state, _, stage = place.partition("@")
        last = reviewers[-1]
        if state == "in_review":
            to_stage(int(stage))
        elif state == "returned":
            to_stage(1)
            remark(draft, reviewers[0], "form")
            perform(draft, Action.RETURN, reviewers[0])
            draft.remarks.update(answer="已补充", answered_by=filler, answered_at=draft.created_at)
        elif state != "draft":
            to_stage(4)
            grade = {"rejected": Action.GRADE_POOR}.get(state, Action.GRADE_GOOD)
            perform(draft, grade, last, comment="依据不足")
            after = {
                "to_confirm": [(Action.PROPOSE, last)],
                "pending_approval": [(Action.PROPOSE, last), (Action.CONFIRM, filler)],
            }
            approved = [*after["pending_approval"], (Action.APPROVE, last)]
            steps = {"approved": approved, "replaced": approved, **after}.get(state, [])
            for action, by in steps:
                perform(draft, action, by, details=APPROVING)
            if state == "replaced":
                replace_it(draft)
        assert draft.state == state
        return draft

    def replace_it(old):
        version = perform(old, Action.ADJUST, filler, details=ADJUSTING)
        perform(version, Action.SUBMIT, filler)
        for reviewer in reviewers[:3]:
            perform(version, Action.PASS, reviewer)
        perform(version, Action.GRADE_EXCELLENT, reviewers[3])
        perform(version, Action.APPROVE, reviewers[3], details=APPROVING)
        old.refresh_from_db()

    return go
