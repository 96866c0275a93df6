"""The desk (工作台): what waits for a person, and where his forms are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from declarations.life.workflow_table import STATE_NAMES, UNCLAIMED
from declarations.models import Declaration
from declarations.workflow import Action, perform
from tests.workflow.conftest import (  # noqa: F401
    bring,
    chain,
    draft,
    filler,
    make,
    remark,
    reviewers,
    staff,
)

State = Declaration.State


@pytest.fixture
def as_filler(client, filler):  # noqa: F811
    client.force_login(filler)
    return client


def give_back(form, by, reviewer):
    perform(form, Action.SUBMIT, by)
    remark(form, reviewer)
    remark(form, reviewer, "form")
    return perform(form, Action.RETURN, reviewer)


@pytest.fixture
def returned(draft, reviewers, filler):  # noqa: F811
    """A form without an error, returned with a remark on the goal and one on the whole."""
    return give_back(draft, filler, reviewers[0])


def test_a_returned_form_waits_with_its_first_open_remark_and_is_not_finished(as_filler, returned):
    page = as_filler.get(reverse("home"))
    (shown,) = page.context["returned"]
    assert [one.remark.where for one in shown.left] == ["goal", "form"]
    assert page.context["clean"] == page.context["with_errors"] == []
    html = page.content.decode()
    assert f'data-returned="{returned.pk}"' in html
    assert f'href="{reverse("edit", args=[returned.pk, "goal"])}#id_annual_goal"' in html
    assert f'href="{reverse("edit", args=[returned.pk, "submit"])}"' not in html


def test_a_returned_form_is_sent_again_once_its_remarks_are_settled(as_filler, returned, filler):  # noqa: F811
    returned.remarks.update(answer="已补充", answered_by=filler, answered_at=returned.created_at)
    page = as_filler.get(reverse("home"))
    (shown,) = page.context["returned"]
    assert shown.left == []
    assert f'href="{reverse("edit", args=[returned.pk, "submit"])}"' in page.content.decode()


def test_many_returned_forms_ask_the_database_no_more_than_one(
    as_filler,
    returned,
    reviewers,  # noqa: F811
    filler,  # noqa: F811
    bureau,
    chain,  # noqa: F811
):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            as_filler.get(reverse("home"))
        return len(queries)

    give_back(make(bureau, chain, filler, project="第二个项目"), filler, reviewers[0])
    few = asked()
    for number in range(3):
        give_back(make(bureau, chain, filler, project=f"项目{number}"), filler, reviewers[0])
    assert asked() == few


def test_a_form_in_review_is_listed_with_who_has_it(as_filler, draft, filler, reviewers):  # noqa: F811
    perform(draft, Action.SUBMIT, filler)
    (sent,) = as_filler.get(reverse("home")).context["sent"]
    assert (sent.declaration, sent.state) == (draft, UNCLAIMED)
    perform(draft, Action.CLAIM, reviewers[0])
    page = as_filler.get(reverse("home"))
    (sent,) = page.context["sent"]
    assert sent.state == STATE_NAMES[State.IN_REVIEW][0]
    html = page.content.decode()
    listed = html[html.index(f'data-sent="{draft.pk}"') :]
    assert str(reviewers[0]) in listed[: listed.index("</li>")]


def test_the_document_is_at_hand_after_the_submission(as_filler, draft, filler):  # noqa: F811
    perform(draft, Action.SUBMIT, filler)
    page = as_filler.get(reverse("edit", args=[draft.pk, "submit"])).content.decode()
    assert reverse("export", args=[draft.pk, "docx"]) in page


def test_who_has_tasks_is_not_told_that_he_has_none(client, bring, reviewers, bureau):  # noqa: F811
    bring("in_review@1")
    reviewer = reviewers[0]
    reviewer.memberships.create(unit=bureau, role="filler")
    client.force_login(type(reviewer).objects.get(pk=reviewer.pk))
    page = client.get(reverse("home"))
    assert page.context["tasks"]
    assert 'id="todo"' not in page.content.decode()


def test_an_administrator_without_tasks_is_led_to_his_work(client, staff, draft):  # noqa: F811
    client.force_login(staff["administrator@own"])
    page = client.get(reverse("home")).content.decode()
    box = page[page.index('id="todo"') :]
    assert reverse("progress", args=[draft.cycle.year]) in box


def test_a_reviewer_begins_with_what_waits_longest(client, bureau, chain, reviewers, filler):  # noqa: F811
    drafts = [make(bureau, chain, filler, project=name) for name in ("设备维护费", "培训费")]
    forms = [perform(one, Action.SUBMIT, filler) for one in drafts]
    client.force_login(reviewers[0])
    page = client.get(reverse("home"))
    assert page.context["waiting"] == forms
    html = page.content.decode()
    places = [html.index(f'data-waiting="{form.pk}"') for form in forms]
    assert places == sorted(places)
    assert html.count(f'href="{reverse("review", args=[forms[0].pk])}"') == 2


def test_who_does_not_review_is_shown_no_queue(as_filler, returned):
    assert as_filler.get(reverse("home")).context["waiting"] == []
