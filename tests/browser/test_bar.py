"""What stands at the foot and at the side of a step: it covers nothing, and passes in time."""

import pytest
from playwright.sync_api import expect

from declarations.actions import create_declaration
from declarations.life.workflow_table import State
from tests.web.conftest import GOOD

from .test_journey import edit, saved

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DELETE = '.row-form button[value="delete"]'


@pytest.fixture
def declaration(bureau, cycle):
    return create_declaration(GOOD, unit=bureau, cycle=cycle)


def overlap(one, other):
    a, b = one.bounding_box(), other.bounding_box()
    return a["y"] < b["y"] + b["height"] and b["y"] < a["y"] + a["height"]


def test_what_can_be_taken_back_covers_nothing_and_passes(sign_in, filler, declaration):
    page = sign_in(filler, viewport={"width": 390, "height": 800})
    page.clock.install()
    page.goto(edit(declaration, "funding"))
    with saved(page):
        page.locator(DELETE).first.click()
    deed = page.locator("#deed")
    expect(deed.locator("form")).to_be_visible()
    assert not overlap(deed, page.locator("#money-bar"))
    page.locator(".step-foot").scroll_into_view_if_needed()
    assert not overlap(deed, page.locator("[name=next]"))
    page.clock.fast_forward(21_000)
    assert deed.bounding_box()["width"] <= 1
    deed.locator("button").first.focus()
    assert deed.bounding_box()["width"] > 100


def test_undoing_in_a_page_from_before_the_submission_says_that_nothing_changed(
    sign_in, filler, declaration, expected
):
    expected.append("403")
    page = sign_in(filler)
    page.goto(edit(declaration, "indicators"))
    with saved(page):
        page.locator(DELETE).first.click()
    type(declaration).objects.update(state=State.IN_REVIEW)
    page.click("#undo button:not([name])")
    expect(page.locator("#trouble")).to_contain_text("没有撤销")


def test_the_way_on_stands_after_all_that_is_to_be_filled(sign_in, filler, declaration):
    page = sign_in(filler)
    page.goto(edit(declaration, "funding"))
    on, costs = page.locator("[name=next]").bounding_box(), page.locator("section:has(#costs)")
    assert on["y"] > costs.bounding_box()["y"] + costs.bounding_box()["height"]
    page.fill("#id_other_funds", "0.5")
    page.click("[name=next]")
    page.wait_for_url(f"**{edit(declaration, 'goal')}")
    declaration.refresh_from_db()
    assert str(declaration.other_funds) == "0.500000"


def test_the_side_has_no_scrollbar_of_its_own_and_nothing_lies_over_its_end(
    sign_in, filler, declaration
):
    declaration.indicators.update(value="")
    page = sign_in(filler, viewport={"width": 1440, "height": 500})
    page.goto(edit(declaration, "indicators"))
    side = page.locator("#side")
    assert side.evaluate("side => getComputedStyle(side).overflowY") == "visible"
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    box, bar = side.bounding_box(), page.locator("#save-bar").bounding_box()
    assert box["y"] + box["height"] <= bar["y"]


def test_what_is_recommended_to_the_library_is_said(sign_in, filler, declaration):
    page = sign_in(filler)
    page.goto(edit(declaration, "indicators"))
    button = page.locator('button[value="propose"]').first
    expect(button).to_contain_text("推荐")
    with saved(page):
        button.click()
    expect(page.locator(".deed-said")).to_be_in_viewport()
    expect(page.locator(".deed-said")).to_contain_text("管理员")
