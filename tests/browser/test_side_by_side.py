"""Forms of one page that save at the same time: the page shows the newest state of the draft."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from .test_journey import edit, saved

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAVED = '#save-bar[data-state="saved"]'


@pytest.fixture
def page(sign_in, filler, declaration):
    page = sign_in(filler)
    page.goto(edit(declaration, "funding"))
    return page


@pytest.fixture
def late(page):
    """Holds back what the server answers to a form; gives what lets the answer through."""

    def make(address):
        held = []
        page.route(address, lambda route: held.append((route, route.fetch())))

        def let_through():
            while not held:
                page.wait_for_timeout(50)
            route, answer = held.pop()
            with page.expect_response(address):
                route.fulfill(response=answer)
            page.unroute(address)

        return let_through

    return make


def fill(page, field, text):
    page.fill(field, text)
    page.keyboard.press("Tab")


def row_fields(declaration):
    row = declaration.indicators.get(node__kind="cost")
    return f"#row-{row.pk}-value", f"**{reverse('row', args=[declaration.pk, row.pk])}"


def test_an_answer_that_was_overtaken_does_not_bring_the_state_before_back(page, late, declaration):
    value, address = row_fields(declaration)
    arrive = late(address)
    fill(page, value, "培训费5万元")
    page.wait_for_timeout(500)
    with saved(page):
        fill(page, "#id_annual_total", "5")
    page.wait_for_selector('#side [data-verdict="reconciled"]')
    arrive()
    page.wait_for_selector(SAVED)
    expect(page.locator("#side [data-verdict]")).to_have_attribute("data-verdict", "reconciled")
    expect(page.locator("#money-bar.is-reconciled")).to_have_count(1)


def test_an_overtaken_answer_still_settles_its_own_form(page, late, declaration):
    value, address = row_fields(declaration)
    arrive = late(address)
    fill(page, value, "培训费5万元")
    page.wait_for_timeout(500)
    with saved(page):
        fill(page, "#id_annual_total", "5")
    arrive()
    page.wait_for_selector(SAVED)
    expect(page.locator(f"{value}-shown")).to_have_value("培训费5万元")
    with saved(page):
        fill(page, value, "培训费4万元")
    page.wait_for_selector('#side [data-verdict="mismatch"]')
    expect(page.locator(".save-state [data-error]")).to_have_count(0)
