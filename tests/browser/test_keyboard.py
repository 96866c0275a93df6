"""A form is filled by keyboard alone, on a narrow screen, and the focus is always to be seen."""

import pytest
from playwright.sync_api import expect

from declarations.actions import create_declaration
from declarations.content import Content
from tests.web.conftest import GOOD

from .test_journey import edit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_TABS = 80
SAVED = '#save-bar[data-state="saved"]'


@pytest.fixture
def declaration(bureau, cycle):
    content = Content(year=2021, indicators=(GOOD.indicators[3],))
    return create_declaration(content, unit=bureau, cycle=cycle)


@pytest.fixture
def page(sign_in, filler, declaration):
    page = sign_in(filler, viewport={"width": 390, "height": 800}, reduced_motion="reduce")
    page.goto(edit(declaration, "basics"))
    return page


@pytest.fixture
def tab_to(page):
    """Presses Tab until the focus is there; on the way it is never out of sight."""

    def go(selector):
        for _ in range(MOST_TABS):
            page.keyboard.press("Tab")
            assert page.evaluate(
                """() => { const box = document.activeElement.getBoundingClientRect();
                     return document.activeElement === document.body
                       || (box.width > 0 && box.bottom > 0 && box.top < innerHeight); }"""
            )
            if page.evaluate("one => document.activeElement.matches(one)", selector):
                return
        raise AssertionError(f"{selector} is not reached by Tab")

    return go


def test_a_form_is_filled_by_keyboard_alone(page, tab_to, declaration, cycle):
    keys = page.keyboard
    tab_to("#id_project_name")
    keys.type("乡镇财务人员培训")
    tab_to("[name=next]")
    keys.press("Enter")
    page.wait_for_url(f"**{edit(declaration, 'funding')}")
    tab_to("#id_annual_total")
    keys.type("6.4")
    tab_to(".items-foot form[hx-post$='/items/add/'] button")
    keys.press("Enter")
    expect(page.locator(".item-form [name=label]")).to_be_focused()
    keys.type("培训费")
    for name, text in (("unit_price", "4000"), ("price_unit", "人"), ("quantity", "16")):
        tab_to(f".item-form [name={name}]")
        keys.type(text)
    tab_to(".item-form [name=quantity_unit]")
    keys.type("人")
    tab_to("[id$=-sentence] button")
    keys.press("Enter")
    value = page.locator(".row-form [name=value]")
    expect(value).to_have_value("培训费：4000元/人×16人=64000元")
    page.wait_for_selector(SAVED)
    page.goto(edit(declaration, "indicators"))
    first = cycle.scheme.nodes()[0]
    tab_to(f"#node-{first.pk} > form button")
    keys.press("Enter")
    name = page.locator(f"#node-{first.pk}-rows [name=name]")
    expect(name).to_be_focused()
    keys.type("培训人数")
    tab_to(f"#node-{first.pk}-rows [name=value]")
    keys.type("≥16人")
    page.wait_for_selector(SAVED)
    written = declaration.indicators.get(node=first)
    assert (written.name, written.value) == ("培训人数", "≥16人")
    tab_to(".sheet-toggle")
    keys.press("Space")
    expect(page.locator("#side")).to_be_focused()
    keys.press("Escape")
    expect(page.locator(".sheet-toggle")).to_be_focused()
