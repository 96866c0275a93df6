"""The rows of the indicators in the browser: offers, dragging, marks, the sheet of findings."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from indicators.models import LibraryIndicator

from .test_journey import edit, saved

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def slowly(page, address):
    """The server takes its time over what is asked there."""

    def wait(route):
        page.wait_for_timeout(1_200)
        route.continue_()

    page.route(address, wait)


@pytest.fixture
def page(sign_in, filler, declaration):
    page = sign_in(filler)
    page.goto(edit(declaration, "indicators"))
    return page


def test_an_offer_is_taken_by_keyboard(page, declaration, cycle):
    LibraryIndicator.objects.create(
        kind="quantity", name="评审项目个数", comparator="≥", usual_value="100", unit="个"
    )
    node = cycle.scheme.nodes()[0]
    with saved(page):
        page.click(f"#node-{node.pk} > form button")
    row = page.locator(f"#node-{node.pk}-rows .row-block").nth(1)
    expect(row.locator("[name=name]")).to_be_focused()
    page.keyboard.type("评审")
    row.locator(".suggestion").wait_for()
    page.keyboard.press("ArrowDown")
    expect(row.locator(".suggestion").first).to_be_focused()
    with saved(page):
        page.keyboard.press("Enter")
    expect(row.locator("[name=name]")).to_have_value("评审项目个数")
    expect(row.locator("[name=value]")).to_have_value("≥100个")
    expect(row.locator(".chip")).to_have_text("≥100个")
    expect(row.locator(".offers")).to_be_hidden()


@pytest.mark.parametrize("pause", [0.05, 0.3, 1.5])
def test_tab_goes_from_the_name_to_the_value_whatever_is_offered(page, cycle, pause):
    for name in ("评审项目个数", "评审项目家数"):
        LibraryIndicator.objects.create(kind="quantity", name=name, usual_value="100", unit="个")
    page.click(f"#node-{cycle.scheme.nodes()[0].pk} > form button")
    row = page.locator(".row-block").nth(1)
    expect(row.locator("[name=name]")).to_be_focused()
    row.locator(".suggestion").first.wait_for()
    page.keyboard.type("评审项目个")
    page.wait_for_timeout(pause * 1000)
    page.keyboard.press("Tab")
    page.keyboard.type("≥10", delay=150)
    expect(row.locator("[name=value]")).to_be_focused()
    expect(row.locator("[name=value]")).to_have_value("≥10")
    expect(row.locator("[name=name]")).to_have_value("评审项目个")
    expect(row.locator(".offers")).to_be_hidden()


def test_what_is_typed_while_a_row_is_added_goes_into_that_row(page, declaration, cycle):
    node = cycle.scheme.nodes()[0]
    slowly(page, f"**{reverse('add_row', args=[declaration.pk])}")
    old = page.locator("[name=name]").first
    before = old.input_value()
    old.focus()
    page.click(f"#node-{node.pk} > form button")
    page.keyboard.type("培训期数")
    page.keyboard.press("Tab")
    page.keyboard.type("≥2")
    row = page.locator(f"#node-{node.pk}-rows .row-block").nth(1)
    expect(row.locator("[name=value]")).to_be_focused()
    with saved(page):
        page.keyboard.type("期")
    expect(page.locator(".new-row")).to_have_count(0)
    assert old.input_value() == before
    written = declaration.indicators.filter(node=node).last()
    assert (written.name, written.value) == ("培训期数", "≥2期")


def test_a_row_that_comes_late_does_not_call_back_who_has_gone_on(page, declaration, cycle):
    node = cycle.scheme.nodes()[0]
    slowly(page, f"**{reverse('add_row', args=[declaration.pk])}")
    page.click(f"#node-{node.pk} > form button")
    page.keyboard.type("培训期数")
    old = page.locator("[name=value]").first
    old.focus()
    row = page.locator(f"#node-{node.pk}-rows .row-block").nth(1)
    expect(row.locator("[name=name]")).to_have_value("培训期数")
    expect(old).to_be_focused()


def test_what_is_typed_while_a_line_is_added_goes_into_that_line(page, declaration):
    page.goto(edit(declaration, "funding"))
    slowly(page, "**/items/add/")
    page.locator(".items-foot form[hx-post$='/items/add/'] button").first.click()
    page.keyboard.type("培训费")
    page.keyboard.press("Tab")
    page.keyboard.type("400")
    line = page.locator(".item-form").last
    expect(line.locator("[name=unit_price]")).to_be_focused()
    page.keyboard.type("0")
    expect(line.locator("[name=label]")).to_have_value("培训费")
    expect(line.locator("[name=unit_price]")).to_have_value("4000")
    page.wait_for_selector('#save-bar[data-state="saved"]')


def test_a_save_while_another_has_added_rows_says_nothing_amiss(page, declaration, cycle):
    """What an answer says of rows that are not on this page has no place here."""
    page.goto(edit(declaration, "funding"))
    cost = declaration.indicators.get(node__kind="cost")
    cost.items.create(label="培训费", unit_price=4000, position=9)
    with saved(page):
        page.fill("#id_annual_total", "7")
    expect(page.locator(".item-form")).to_have_count(0)
    page.reload()
    expect(page.locator(".item-form")).to_have_count(1)


def test_an_offer_leaves_a_value_that_stands_there(page):
    LibraryIndicator.objects.create(
        kind="quantity", name="培训人次", comparator="≥", usual_value="100", unit="人次"
    )
    row = page.locator(".row-block").first
    row.locator("[name=name]").fill("培训")
    row.locator(".suggestion").click()
    expect(row.locator("[name=name]")).to_have_value("培训人次")
    expect(row.locator("[name=value]")).to_have_value("≥15人")


def test_a_row_is_dragged_by_its_handle(page, declaration, cycle):
    node = cycle.scheme.nodes()[0]
    for name in ("二", "三"):
        declaration.indicators.create(node=node, name=name, position=len(name))
    page.reload()
    rows = page.locator(f"#node-{node.pk}-rows .row-block")
    with saved(page):
        rows.nth(2).locator("[data-handle]").drag_to(rows.nth(0))
    expect(rows.nth(0).locator("[name=name]")).to_have_value("三")
    names = [one.name for one in declaration.indicators.filter(node=node)]
    assert names == ["三", "培训人数", "二"]


def test_the_cell_of_a_finding_is_marked_and_jumped_to_as_it_is_saved(page, declaration):
    value = page.locator(f"#row-{declaration.rows()[0].pk}-value")
    plain = value.evaluate("field => getComputedStyle(field).borderLeftWidth")
    with saved(page):
        value.fill("按时完成")
        page.keyboard.press("Tab")
    expect(page.locator("#side .group-error")).to_have_count(1)
    assert value.evaluate("field => getComputedStyle(field).borderLeftWidth") != plain
    page.click("#side .group-error .seen a")
    expect(value).to_be_focused()


def test_on_a_narrow_screen_the_findings_are_a_sheet(page):
    page.set_viewport_size({"width": 390, "height": 800})
    side, toggle = page.locator("#side"), page.locator(".sheet-toggle")
    expect(side).to_be_hidden()
    toggle.focus()
    page.keyboard.press("Enter")
    expect(side).to_be_visible()
    expect(side).to_be_focused()
    expect(toggle).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(side).to_be_hidden()
    expect(toggle).to_be_focused()


def test_the_summary_of_what_was_not_saved_takes_focus(sign_in, filler, declaration):
    page = sign_in(filler)
    page.goto(edit(declaration, "funding"))
    page.route(
        "**/*", lambda route: None if "hx-request" in route.request.headers else route.continue_()
    )
    page.fill("#id_annual_total", "很多")
    page.click("button[name=next]")
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    summary.locator("a").click()
    expect(page.locator("#id_annual_total")).to_be_focused()
    assert page.input_value("#id_annual_total") == "很多"
