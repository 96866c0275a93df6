"""A form that was returned: answers save themselves, and the remarks stand where they belong."""

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from playwright.sync_api import expect

from declarations.life.stages import set_default_stages
from declarations.models import Membership
from declarations.workflow import Action, perform
from tests.workflow.conftest import make, remark

from .test_journey import edit
from .test_recovery import BANNER, LOST_LINE, SAVED, disconnect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def declaration(bureau, cycle, filler, person, government):
    """A form returned with a remark on the goal and one on the form as a whole."""
    cycle.opens_on = cycle.closes_on = localdate()
    cycle.save()
    set_default_stages(cycle)
    head = person("head", government, Membership.Role.DEPARTMENT_REVIEWER)
    draft = make(bureau, cycle, filler)
    perform(draft, Action.SUBMIT, filler)
    for where in ("goal", "form"):
        remark(draft, head, where)
    return perform(draft, Action.RETURN, head)


@pytest.fixture
def page(sign_in, filler, declaration):
    page = sign_in(filler)
    page.goto(edit(declaration, "goal"))
    return page


@pytest.fixture
def asked(declaration):
    """The remark on the goal."""
    return declaration.remarks.get(where="goal")


def answer(page, remark, text):
    field = page.locator(f"#answer-{remark.pk}")
    if not field.is_visible():
        page.click(f"#answering-{remark.pk} summary")
    field.fill(text)
    return field


def test_an_answer_is_saved_as_one_types_and_the_page_says_so(page, asked):
    field = answer(page, asked, "培训对象是乡镇财务人员。")
    page.wait_for_selector(SAVED)
    expect(page.locator(f"#remark-{asked.pk} .kept")).to_be_visible()
    expect(page.locator("#id_annual_goal-findings .is-remark .good")).to_have_count(1)
    asked.refresh_from_db()
    assert asked.answer == "培训对象是乡镇财务人员。"
    field.fill("培训对象是乡镇财务人员和村会计。")
    expect(page.locator(f"#remark-{asked.pk} .kept")).to_be_hidden()
    page.wait_for_selector(SAVED)
    asked.refresh_from_db()
    assert asked.answer == "培训对象是乡镇财务人员和村会计。"
    page.reload()
    expect(page.locator(f"#answer-{asked.pk}")).to_have_value(asked.answer)


def test_an_answer_that_could_not_be_sent_is_offered_back(expected, page, declaration, asked):
    expected += LOST_LINE
    disconnect(page)
    answer(page, asked, "培训对象是乡镇财务人员。")
    page.wait_for_selector('#save-bar[data-state="failed"]')
    page.unroute("**/*")
    page.goto(edit(declaration, "indicators"))
    expect(page.locator(BANNER)).to_contain_text("培训对象是乡镇财务人员。")
    page.click("[data-restore]")
    page.wait_for_selector(SAVED)
    asked.refresh_from_db()
    assert asked.answer == "培训对象是乡镇财务人员。"


def test_the_page_of_the_form_saves_answers_as_well(page, declaration, asked):
    page.goto(reverse("declaration", args=[declaration.pk]))
    answer(page, asked, "培训对象是乡镇财务人员。")
    expect(page.locator(f"#remark-{asked.pk} .kept")).to_be_visible()
    expect(page.locator("#remarks-left")).to_contain_text("1")
    asked.refresh_from_db()
    assert asked.answer == "培训对象是乡镇财务人员。"


def test_beside_the_submission_an_answer_is_saved_and_what_is_left_is_told_anew(page, declaration):
    page.goto(edit(declaration, "submit"))
    for one in declaration.remarks.all():
        answer(page, one, "培训对象是乡镇财务人员。")
        expect(page.locator(f"#remark-{one.pk} .kept")).to_be_visible()
    expect(page.locator("#sending-state .reasons")).to_have_count(0)
    page.click("#sending-button .btn-primary")
    page.wait_for_selector("[data-holder]")


def test_an_answer_goes_along_with_the_button_before_it_is_saved(page, declaration):
    page.goto(edit(declaration, "submit"))
    for one in declaration.remarks.all():
        answer(page, one, "培训对象是乡镇财务人员。")
    page.click("#sending-button .btn")
    page.wait_for_selector("[data-holder]")
    assert declaration.remarks.exclude(answer="").count() == 2


def test_a_remark_stands_at_its_cell_and_its_answer_is_a_click_away(page, declaration, asked):
    at_the_cell = page.locator("#id_annual_goal-findings .is-remark")
    expect(at_the_cell).to_have_count(1)
    expect(page.locator(f"#answer-{asked.pk}")).to_be_hidden()
    at_the_cell.locator("a").click()
    expect(page.locator(f"#answer-{asked.pk}")).to_be_visible()
    page.goto(edit(declaration, "funding"))
    expect(page.locator("#returned .remark").first).to_be_hidden()
    expect(page.locator("#remarks-left")).to_contain_text("2")
    page.click("#returned-elsewhere summary")
    expect(page.locator(f"#remark-{asked.pk}")).to_be_visible()
