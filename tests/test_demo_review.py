"""The demo's forms under way: one in every state, and none that came there by itself."""

from collections import Counter

import pytest

from declarations import demo, demo_review
from declarations.examining.checking import check_all
from declarations.life.workflow_table import State
from declarations.models import Declaration, Event, Grade, Remark, Submission
from declarations.review.remarks import unresolved
from declarations.review.todo import tasks_of
from tests.test_import_export import run

pytestmark = pytest.mark.django_db


@pytest.fixture
def forms():
    demo.set_up_office()
    demo_review.load()
    return Declaration.objects.filter(cycle__year=demo_review.YEAR).with_rows()


def of(forms, name):
    return forms.filter(project_name=name).latest("version")


def test_each_state_but_the_draft_is_there(forms):
    assert set(forms.values_list("state", flat=True)) == set(State) - {State.DRAFT}
    stages = Counter(forms.filter(state=State.IN_REVIEW).values_list("stage__name", flat=True))
    assert stages == {"主管部门": 1, "财政业务股": 25, "财政绩效股": 1}


def test_twenty_forms_wait_clean_and_five_with_warnings_that_have_a_reason(forms):
    waiting = check_all(forms.filter(stage__name="财政业务股"))
    clean = [one for one in waiting if not one.report.findings]
    warned = [one for one in waiting if one.report.warnings]
    assert (len(clean), len(warned)) == (20, 5)
    assert not any(one.report.errors or one.open_warnings for one in waiting)


def test_one_is_returned_half_answered_and_one_is_in_its_second_round(forms):
    returned = forms.get(state=State.RETURNED)
    assert returned.remarks.count() == 2
    assert [one.where for one in unresolved(returned)] == ["goal"]
    again = of(forms, "操场塑胶跑道翻新")
    assert (again.state, again.round, unresolved(again)) == (State.IN_REVIEW, 2, [])


def test_one_was_adjusted_in_a_version_of_its_own(forms):
    old, new = forms.filter(project_name="教师办公电脑更新").order_by("version")
    assert (old.state, new.state) == (State.REPLACED, State.APPROVED)
    assert new.adjustment.adjusts == old
    assert old.annual_goal != new.annual_goal


def test_what_was_judged_has_its_sheet(forms):
    judged = forms.exclude(state=State.RETURNED).exclude(stage__name="主管部门")
    assert all(one.assessments.exists() for one in judged)
    rejected = forms.get(state=State.REJECTED)
    assert rejected.assessments.filter(grade=Grade.POOR).count() == 4


def test_everybody_finds_something_to_do(forms):
    people = demo.User.objects.filter(
        username__in=["xuexiao", "xiangzhen", "zhuguan", "caizheng", "jixiao"]
    )
    assert all(tasks_of(one) for one in people)


def test_the_command_brings_both_and_a_second_time_changes_nothing():
    run("demo")
    counted = [one.objects.count() for one in (Declaration, Event, Remark, Submission)]
    by_year = Counter(Declaration.objects.values_list("cycle__year", flat=True))
    assert by_year == {demo.YEAR: 16, demo_review.YEAR: 35}
    run("demo")
    assert counted == [one.objects.count() for one in (Declaration, Event, Remark, Submission)]
