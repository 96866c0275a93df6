"""送审 in a browser: with and without JavaScript, and by an impatient hand."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from declarations.actions import create_declaration
from declarations.examining.checking import check
from declarations.life.stages import set_default_stages
from declarations.models import Declaration, Membership
from tests.web.conftest import GOOD

from .test_keyboard import tab_to  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def declaration(bureau, cycle, filler, person, government):
    """A form that may be submitted, but for one warning."""
    cycle.opens_on, cycle.closes_on = localdate(), localdate() + timedelta(9)
    cycle.save()
    set_default_stages(cycle)
    person("head", government, Membership.Role.DEPARTMENT_REVIEWER)
    made = create_declaration(GOOD, unit=bureau, cycle=cycle, by=filler)
    for found in check(made).open_warnings:
        made.justifications.get_or_create(
            code=found.code, defaults={"text": "本项目按上级文件执行", "by": filler}
        )
    made.indicators.filter(name="培训费").update(value="培训费6万元")
    return made


@pytest.mark.parametrize("with_scripts", [True, False])
def test_a_warning_is_explained_and_the_form_submitted_and_withdrawn(
    sign_in, filler, declaration, expected, with_scripts
):
    expected.append("409")  # the answer to a submission that is refused
    page = sign_in(filler, java_script_enabled=with_scripts)
    submission = reverse("edit", args=[declaration.pk, "submit"])
    page.goto(submission)
    for each in page.locator("#send textarea").all():
        each.fill("无")
    page.click("#send button[type=submit]")
    page.wait_for_selector("#send .refused")
    assert page.input_value("#send textarea") == "无"
    for each in page.locator("#send textarea").all():
        each.fill("由上级统一采购，单价以采购结果为准")
    page.dblclick(f'form[action="{reverse("deed", args=[declaration.pk, "submit"])}"] button')
    page.wait_for_selector("[data-holder]")
    assert page.locator('.timeline [data-action="submit"]').count() == 1
    assert Declaration.objects.get().submissions.count() == 1
    withdraw = f'form[action="{reverse("deed", args=[declaration.pk, "withdraw"])}"] button'
    assert not page.is_visible(withdraw)  # it is asked once
    page.click(".ask-once summary")
    page.click(withdraw)
    page.wait_for_selector(f'a[href="{reverse("edit", args=[declaration.pk, "basics"])}"]')
    assert Declaration.objects.get().state == "draft"


@pytest.fixture
def page(sign_in, filler, declaration):
    """The step 送审 on a telephone."""
    page = sign_in(filler, viewport={"width": 390, "height": 800}, reduced_motion="reduce")
    page.goto(reverse("edit", args=[declaration.pk, "submit"]))
    return page


def test_it_is_explained_and_submitted_by_keyboard_alone(page, tab_to, declaration):  # noqa: F811
    tab_to("#send textarea")
    page.keyboard.type("由上级统一采购，单价以采购结果为准")
    tab_to("#send button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-holder]")
    assert Declaration.objects.get().state == "in_review"
    tab_to(".ask-once summary")
    page.keyboard.press("Enter")
    tab_to(f'form[action="{reverse("deed", args=[declaration.pk, "withdraw"])}"] button')
    page.keyboard.press("Enter")
    page.wait_for_selector("#send")
    assert Declaration.objects.get().state == "draft"


def test_a_reason_is_there_after_one_went_to_look_at_its_cell(page, declaration):
    page.on("dialog", lambda dialog: pytest.fail(dialog.type))
    field = page.locator("#send textarea").first
    field.fill("由上级统一采购，单价以采购结果为准")
    page.locator("#send .seen a").first.click()
    page.wait_for_url("**/edit/*/#*")
    assert declaration.justifications.filter(text__startswith="由上级").count() == 1
