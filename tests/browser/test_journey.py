"""The whole way of a form through the browser, and what only a browser can show."""

from decimal import Decimal
from pathlib import Path

import docx
import pytest
from django.urls import reverse
from playwright.sync_api import expect

from declarations.models import Declaration
from tests.web.conftest import DOCUMENT, GOOD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAME = "打击和处置非法集资工作经费"


def edit(declaration, step):
    return reverse("edit", args=[declaration.pk, step])


def saved(page):
    """The answer to a save that htmx sends."""
    return page.expect_response(lambda response: response.request.method == "POST")


def test_a_document_becomes_checked_forms_and_a_document_again(sign_in, filler, cycle, tmp_path):
    page = sign_in(filler)
    page.click(f'.site-nav a[href="{reverse("import")}"]')
    page.set_input_files("#id_files", DOCUMENT)
    page.click("main button[type=submit]")
    assert page.locator("[data-form]").count() == 16
    assert not Declaration.objects.exists()
    page.click('form[action$="/confirm/"] button')
    page.wait_for_url("**/declarations/?year=2021")
    assert page.locator("tbody tr").count() == 16
    assert page.text_content("[data-total]") == "401.36"

    page.click(f"text={NAME}")
    declaration = Declaration.objects.get(project_name=NAME)
    page.click(f'a[href="{edit(declaration, "basics")}"]')
    page.click(f'#progress a[href="{edit(declaration, "goal")}"]')
    with saved(page):
        page.fill("#id_annual_goal", "宣传防范非法集资，群众知晓率明显提高。")
        page.keyboard.press("Tab")
    page.click("button[name=next]")
    page.wait_for_url(f"**{edit(declaration, 'indicators')}")
    row = page.locator(".row-form").first
    with saved(page):
        row.locator("[name=value]").fill("≥3种")
        page.keyboard.press("Tab")
    declaration.refresh_from_db()
    assert declaration.annual_goal == "宣传防范非法集资，群众知晓率明显提高。"
    assert declaration.content().indicators[0].value == "≥3种"

    page.goto(reverse("declaration", args=[declaration.pk]))
    link = f'a[href^="{reverse("export", args=[declaration.pk, "docx"])}"]'
    with page.expect_download() as download:
        page.locator(link).first.click()
    path = Path(tmp_path / download.value.suggested_filename)
    download.value.save_as(path)
    assert path.name.startswith(f"{NAME}-2021-")
    texts = {cell.text for row in docx.Document(path).tables[0].rows for cell in row.cells}
    assert {NAME, declaration.annual_goal, "≥3种"} <= texts


def test_amounts_are_checked_and_saved_while_one_types(sign_in, filler, declaration):
    page = sign_in(filler)
    page.goto(edit(declaration, "funding"))
    with saved(page):
        page.fill("#id_appropriation", "5.99")
    page.wait_for_selector("#sum-check.is-bad")
    with saved(page):
        page.fill("#id_appropriation", "六万")
    page.wait_for_selector('#save-state [data-error="appropriation"]')
    assert page.input_value("#id_appropriation") == "六万"
    with saved(page):
        page.fill("#id_appropriation", "６")
    page.wait_for_selector("#sum-check.is-good")
    declaration.refresh_from_db()
    assert declaration.appropriation == Decimal(6)


def test_rows_are_added_filled_moved_and_deleted_without_leaving_the_page(
    sign_in, filler, declaration, cycle
):
    node = cycle.scheme.nodes()[0]
    page = sign_in(filler)
    page.goto(edit(declaration, "indicators"))
    rows = page.locator(f"#node-{node.pk}-rows .row-block")
    with saved(page):
        page.click(f"#node-{node.pk} > form button")
    expect(rows.nth(1).locator("[name=name]")).to_be_focused()
    page.keyboard.type("培训期数")
    with saved(page):
        page.keyboard.press("Tab")
    expect(rows.nth(1).locator("[name=value]")).to_be_focused()
    page.keyboard.type("2期")
    with saved(page):
        page.keyboard.press("Tab")
    names = [one.name for one in declaration.indicators.in_order()][:2]
    assert names == ["培训人数", "培训期数"]
    with saved(page):
        rows.nth(1).locator('[value="up"]').click()
    expect(rows.nth(0).locator("[name=name]")).to_have_value("培训期数")
    assert [one.name for one in declaration.indicators.in_order()][:2] == names[::-1]
    with saved(page):
        rows.nth(0).locator('[value="delete"]').click()
    expect(rows).to_have_count(1)
    assert not declaration.indicators.filter(name="培训期数").exists()


def test_the_cost_table_works_without_leaving_the_page(sign_in, filler, declaration):
    row = declaration.indicators.get(node__kind="cost")
    page = sign_in(filler)
    page.goto(edit(declaration, "funding"))
    with saved(page):
        page.click(f'form[action="{reverse("add_item", args=[declaration.pk, row.pk])}"] button')
    page.wait_for_selector(".item-form")
    for name, text in (("label", "培训费"), ("unit_price", "4,000"), ("quantity", "10")):
        with saved(page):
            page.fill(f".item-form [name={name}]", text)
            page.keyboard.press("Tab")
    expect(page.locator(".item-subtotal [data-yuan]")).to_have_text("40,000")
    page.wait_for_selector('#side [data-verdict="mismatch"]')


def test_what_was_not_saved_is_said(sign_in, filler, declaration):
    page = sign_in(filler)
    page.goto(edit(declaration, "goal"))
    page.context.clear_cookies(name="sessionid")
    with saved(page):
        page.fill("#id_annual_goal", "另一个目标")
    page.wait_for_selector("#trouble:not([hidden])")
    assert page.input_value("#id_annual_goal") == "另一个目标"
    declaration.refresh_from_db()
    assert declaration.annual_goal == GOOD.goal


def test_filling_works_without_javascript(sign_in, filler, declaration):
    page = sign_in(filler, java_script_enabled=False)
    page.goto(edit(declaration, "indicators"))
    row = declaration.rows()[0]
    page.fill(f"#row-{row.pk}-value", "≥30人")
    page.click(f"#row-{row.pk} [value=save]")
    page.wait_for_url(f"**#row-{row.pk}")
    page.click(f"#node-{row.node_id} > form button")
    assert declaration.indicators.get(pk=row.pk).value == "≥30人"
    assert declaration.indicators.filter(node=row.node).count() == 2
    page.locator(f"#node-{row.node_id} [value=up]").last.click()
    page.wait_for_url("**#row-*")
    assert declaration.indicators.filter(node=row.node).last().pk == row.pk
    page.locator(f"#node-{row.node_id} [value=delete]").first.click()
    page.click("#undo button >> nth=0")
    page.wait_for_url("**#row-*")
    assert declaration.indicators.filter(node=row.node).count() == 2


def test_money_is_filled_without_javascript(sign_in, filler, declaration):
    page = sign_in(filler, java_script_enabled=False)
    row = declaration.indicators.get(node__kind="cost")
    page.goto(edit(declaration, "funding"))
    page.click(f"#row-{row.pk}-read button")
    page.click(".proposal button")
    page.wait_for_url(f"**#row-{row.pk}")
    page.fill(".item-form [name=quantity]", "16")
    page.click(".item-form [value=save]")
    page.wait_for_url("**#item-*")
    assert page.inner_text("#money-bar [data-cost] [data-yuan]") == "64,000"
    page.click(f"#row-{row.pk}-sentence button")
    page.wait_for_url(f"**#row-{row.pk}")
    assert page.input_value(f"#row-{row.pk}-value") == "培训费：4000元/人×16人=64000元"
    page.fill("#id_annual_total", "很多")
    page.click(".step-foot button:not([name])")
    assert page.input_value("#id_annual_total") == "很多"
    page.click(".error-summary a")
    assert page.url.endswith("#id_annual_total")


def test_the_print_shows_the_paper_alone(sign_in, filler, declaration):
    page = sign_in(filler)
    page.goto(reverse("declaration", args=[declaration.pk]))
    page.emulate_media(media="print")
    assert page.locator(".paper").is_visible()
    for beside in (".site-head", ".page-head", ".paper-side"):
        assert not page.locator(beside).is_visible()


@pytest.mark.parametrize("width", [390, 1920])
def test_no_page_is_wider_than_its_window(sign_in, filler, declaration, width):
    page = sign_in(filler, viewport={"width": width, "height": 900})
    addresses = [reverse(name) for name in ("home", "list", "new", "import")]
    addresses.append(reverse("declaration", args=[declaration.pk]))
    addresses += [
        edit(declaration, step) for step in ("basics", "funding", "goal", "indicators", "check")
    ]
    for address in addresses:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


@pytest.fixture
def asks_before_leaving():
    """Whether closing the page would ask first."""
    return lambda page: page.evaluate(
        "!window.dispatchEvent(new Event('beforeunload', {cancelable: true}))"
    )


def test_saving_one_row_does_not_forget_what_is_typed_in_another(
    sign_in, filler, declaration, asks_before_leaving
):
    page = sign_in(filler)
    page.goto(edit(declaration, "indicators"))
    first, second = declaration.rows()[:2]
    page.evaluate(
        """id => { const field = document.getElementById(id); field.value += '次';
                   field.dispatchEvent(new Event('input', {bubbles: true})); }""",
        f"row-{second.pk}-value",
    )
    with saved(page):
        page.fill(f"#row-{first.pk}-value", "≥30人")
        page.keyboard.press("Tab")
    expect(page.locator(f"#row-{first.pk} .save-state")).not_to_be_empty()
    assert asks_before_leaving(page)
    with saved(page):
        page.locator(f"#row-{second.pk}-value").press("Control+s")
    expect(page.locator(f"#row-{second.pk} .save-state")).not_to_be_empty()
    assert not asks_before_leaving(page)


def test_what_was_refused_is_still_unsaved(sign_in, filler, declaration, asks_before_leaving):
    page = sign_in(filler)
    page.goto(edit(declaration, "funding"))
    with saved(page):
        page.fill("#id_appropriation", "六万")
    page.wait_for_selector('#save-state [data-error="appropriation"]')
    assert asks_before_leaving(page)
    with saved(page):
        page.fill("#id_appropriation", "6")
    expect(page.locator("#save-state [data-error]")).to_have_count(0)
    assert not asks_before_leaving(page)


def test_what_met_the_login_page_is_still_unsaved(
    sign_in, filler, declaration, asks_before_leaving
):
    page = sign_in(filler)
    page.goto(edit(declaration, "goal"))
    page.context.clear_cookies(name="sessionid")
    with saved(page):
        page.fill("#id_annual_goal", "另一个目标")
    page.wait_for_selector("#trouble:not([hidden])")
    assert asks_before_leaving(page)


def test_two_windows_change_different_fields_and_each_conflict_is_said(
    sign_in, filler, declaration
):
    mine, theirs = sign_in(filler), sign_in(filler)
    row = declaration.rows()[0]
    for page in (mine, theirs):
        page.goto(edit(declaration, "indicators"))
    with saved(theirs):
        theirs.fill(f"#row-{row.pk}-value", "≥20人")
        theirs.keyboard.press("Tab")
    with saved(mine):
        mine.fill(f"#row-{row.pk}-name", "培训人次")
        mine.keyboard.press("Tab")
    row.refresh_from_db()
    assert (row.name, row.value) == ("培训人次", "≥20人")
    with saved(mine):
        mine.fill(f"#row-{row.pk}-value", "≥30人")
        mine.keyboard.press("Tab")
    expect(mine.locator(f'#row-{row.pk} [data-error="value"]')).to_contain_text("≥20人")
    assert mine.input_value(f"#row-{row.pk}-value") == "≥30人"
    with saved(mine):
        mine.click(f'#row-{row.pk} [value="mine:value"]')
    expect(mine.locator(f"#row-{row.pk} [data-error]")).to_have_count(0)
    row.refresh_from_db()
    assert row.value == "≥30人"


def test_typing_on_through_several_saves_of_its_own_is_no_conflict(sign_in, filler, declaration):
    page = sign_in(filler)
    page.goto(edit(declaration, "goal"))
    page.fill("#id_annual_goal", "")
    for _ in range(3):
        with saved(page):
            page.locator("#id_annual_goal").press_sequentially("办班培训")
    page.keyboard.press("Tab")
    page.wait_for_timeout(500)
    expect(page.locator("#save-state [data-error]")).to_have_count(0)
    declaration.refresh_from_db()
    assert declaration.annual_goal == "办班培训" * 3


def test_a_row_that_another_window_deleted_is_said_to_be_gone(
    expected, sign_in, filler, declaration
):
    expected += ["status of 404", "Error Code 404"]
    page = sign_in(filler)
    page.goto(edit(declaration, "indicators"))
    row = declaration.rows()[0]
    declaration.indicators.filter(pk=row.pk).delete()
    with saved(page) as answer:
        page.fill(f"#row-{row.pk}-value", "≥30人")
        page.keyboard.press("Tab")
    assert answer.value.status == 404
    page.wait_for_selector("#trouble:not([hidden])")
    assert page.input_value(f"#row-{row.pk}-value") == "≥30人"
