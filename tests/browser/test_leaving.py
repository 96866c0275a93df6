"""Going on a moment after typing: it is saved first, and nobody is asked whether to leave."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from .test_journey import edit
from .test_recovery import LOST_LINE, disconnect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def asked():
    """What the browser asked."""
    return []


@pytest.fixture
def page(sign_in, filler, asked):
    page = sign_in(filler)

    def answer(dialog):
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    return page


def slow_saves(page):
    def wait(route):
        if route.request.method == "POST":
            page.wait_for_timeout(700)
        route.continue_()

    page.route("**/*", wait)


def test_a_link_waits_for_what_was_just_typed(page, declaration, asked):
    page.goto(edit(declaration, "goal"))
    slow_saves(page)
    page.fill("#id_annual_goal", "另一个目标")
    page.click(f'#progress a[href="{edit(declaration, "indicators")}"]')
    page.wait_for_url(f"**{edit(declaration, 'indicators')}")
    declaration.refresh_from_db()
    assert (declaration.annual_goal, asked) == ("另一个目标", [])


def test_the_next_step_waits_for_a_row_of_this_one(page, declaration, asked):
    row = declaration.indicators.get(node__kind="cost")
    page.goto(edit(declaration, "funding"))
    slow_saves(page)
    page.fill(f"#row-{row.pk}-value", "培训费5万元")
    page.click("button[name=next]")
    page.wait_for_url(f"**{edit(declaration, 'goal')}")
    row.refresh_from_db()
    assert (row.value, asked) == ("培训费5万元", [])


def test_a_row_that_is_being_added_is_filled_before_one_leaves(page, declaration, cycle, asked):
    node = cycle.scheme.nodes()[0]
    page.goto(edit(declaration, "indicators"))
    slow_saves(page)
    page.click(f"#node-{node.pk} > form button")
    page.keyboard.type("培训期数")
    page.keyboard.press("Tab")
    page.keyboard.type("2期")
    page.click(f'#progress a[href="{edit(declaration, "check")}"]')
    page.wait_for_url(f"**{edit(declaration, 'check')}")
    assert asked == []
    assert declaration.indicators.filter(name="培训期数", value="2期").count() == 1


def test_who_leaves_what_cannot_be_saved_is_asked(page, declaration, expected, asked):
    expected += LOST_LINE
    page.goto(edit(declaration, "goal"))
    disconnect(page)
    page.fill("#id_annual_goal", "另一个目标")
    page.click(f'#progress a[href="{edit(declaration, "indicators")}"]')
    page.wait_for_url(f"**{edit(declaration, 'indicators')}")
    assert asked == ["beforeunload"]


def test_a_link_with_nothing_to_save_leads_on_at_once(page, declaration, asked):
    page.goto(edit(declaration, "goal"))
    page.click(f'a[href="{reverse("declaration", args=[declaration.pk])}"]')
    expect(page.locator(".paper")).to_be_visible()
    assert asked == []
