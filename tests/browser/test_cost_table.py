"""The cost table in the browser: it counts exactly, before anything is saved."""

from decimal import Decimal

import pytest
from playwright.sync_api import expect

from declarations.content import format_wan, format_yuan

from .test_journey import edit, saved

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def row(declaration):
    return declaration.indicators.get(node__kind="cost")


@pytest.fixture
def page(sign_in, filler, declaration, row):
    row.items.create(position=0)
    row.items.create(position=1)
    page = sign_in(filler)
    page.goto(edit(declaration, "funding"))
    return page


@pytest.fixture
def offline(page):
    """Nothing is saved: what the page shows, it has counted itself."""
    page.route("**/*", lambda route: None if route.request.method == "POST" else route.continue_())
    return page


def fill(line, **texts):
    for name, text in texts.items():
        line.locator(f"[name={name}]").fill(text)


@pytest.mark.parametrize(
    "factors",
    [
        ("4,000", "15", ""),
        ("0.1", "3", ""),
        ("1234.5678", "3.0001", "12"),
        ("１２.５ 元", "４", ""),
        ("9999999999.9999", "9999999999", "3"),
        ("-815.5", "6", ""),
        (".5", "1", "1"),
    ],
)
def test_a_line_counts_as_one_types_and_exactly(offline, factors):
    price, quantity, periods = factors
    line = offline.locator(".item-form").first
    fill(line, unit_price=price, quantity=quantity, periods=periods)
    plain = [one.translate(str.maketrans("１２４５", "1245", ",元 ")) for one in factors if one]
    amount = Decimal(1)
    for one in plain:
        amount *= Decimal(one)
    assert line.locator("[data-yuan]").inner_text() == format_yuan(amount)
    assert line.locator("[data-wan]").inner_text() == format_wan(amount / 10000)


def test_tables_and_total_are_compared_as_one_types(offline):
    first, second = offline.locator(".item-form").all()
    fill(first, unit_price="0.1", quantity="1")
    fill(second, unit_price="0.25")
    assert offline.locator(".items-total [data-yuan]").inner_text() == "0.35"
    offline.fill("#id_annual_total", "0.00002")
    bar = offline.locator("#money-bar")
    assert bar.locator("[data-cost] b").inner_text() == "0.35"
    assert bar.locator("[data-total] b").inner_text() == "0.2"
    assert bar.locator("[data-difference] b").inner_text() == "0.15"
    fill(second, unit_price="六百")
    assert second.locator(".money [data-yuan]").is_hidden()
    assert bar.locator("[data-cost] b").count() == 0


def test_the_bar_stays_in_sight(page):
    page.set_viewport_size({"width": 390, "height": 700})
    expect(page.locator("#money-bar")).to_be_in_viewport()
    page.mouse.wheel(0, 400)
    expect(page.locator("#money-bar")).to_be_in_viewport()


def test_the_page_counts_what_the_server_counts(page, row):
    line = page.locator(".item-form").first
    for name, text in (("unit_price", "1234.5678"), ("quantity", "3.0001")):
        fill(line, **{name: text})
        counted = line.locator("[data-yuan]").inner_text()
        with saved(page):
            page.keyboard.press("Tab")
    expect(page.locator("#money-bar [data-cost] [data-yuan]")).to_have_text(counted)
    assert format_yuan(row.items.first().as_on_form(0).subtotal) == counted


def test_lines_are_read_from_the_value_and_make_its_sentence(page, row):
    row.items.all().delete()
    page.reload()
    page.click(f"#row-{row.pk}-read button")
    with saved(page):
        page.click(".proposal .btn-primary")
    expect(page.locator(".item-form")).to_have_count(1)
    expect(page.locator(".proposal")).to_have_count(0)
    line = page.locator(".item-form")
    expect(line.locator("[name=unit_price]")).to_have_value("4000")
    line.locator("[name=quantity]").fill("16")
    page.click(f"#row-{row.pk}-sentence button")
    expect(page.locator(f"#row-{row.pk}-value")).to_have_value("培训费：4000元/人×16人=64000元")
    row.refresh_from_db()
    assert row.value == "培训费：4000元/人×16人=64000元"


def test_a_quantity_of_the_form_is_taken_into_the_line_one_is_in(page, row):
    second = page.locator(".item-form").nth(1)
    second.locator("[name=label]").focus()
    with saved(page):
        page.click("[data-pick]")
        expect(second.locator("[name=quantity]")).to_have_value("15")
    expect(second.locator("[name=quantity_unit]")).to_have_value("人")
    expect(second.locator("[name=quantity]")).to_be_focused()


def test_the_sentence_waits_for_what_was_taken_a_moment_before(page, row):
    line = page.locator(".item-form").first
    line.locator("[name=label]").fill("培训费")
    line.locator("[name=unit_price]").fill("5000")
    with saved(page):
        line.locator("[name=quantity]").focus()
    page.locator("[data-pick]").first.click()
    page.click(f"#row-{row.pk}-sentence button")
    expect(page.locator(f"#row-{row.pk}-value")).to_have_value("培训费：5000元×15人=75000元")
