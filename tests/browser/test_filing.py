"""Import, 沿用上年 and attachments as only a browser shows them."""

from dataclasses import replace

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from declarations.models import Attachment, Cycle, Declaration
from declarations.sheet import write_docx
from declarations.views import uploads
from indicators.tree import shipped
from tests.web.conftest import GOOD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TREE = shipped()["sichuan-2021"]


def files(tmp_path, *contents):
    paths = []
    for number, content in enumerate(contents):
        paths.append(tmp_path / f"{number}.docx")
        paths[-1].write_bytes(write_docx([(content, TREE)]))
    return paths


def test_many_files_are_read_while_the_page_shows_how_far_it_is(
    sign_in, filler, cycle, tmp_path, monkeypatch
):
    monkeypatch.setattr(uploads, "SECONDS", 0)
    page = sign_in(filler)
    page.goto(reverse("import"))
    contents = [replace(GOOD, project=f"项目{number}") for number in range(4)]
    page.set_input_files("#id_files", files(tmp_path, *contents))
    with page.expect_response(lambda one: one.url.endswith("/reading/")):
        page.click("main button[type=submit]")
    expect(page.locator("[data-form]")).to_have_count(4)
    fold = page.locator("details.read").first
    fold.locator("summary").click()
    expect(fold.locator(".cells")).to_contain_text(GOOD.goal)
    page.click('form[action$="/confirm/"] button')
    page.wait_for_url("**/declarations/?year=2021")
    assert Declaration.objects.count() == 4


def test_a_draft_gives_way_after_its_differences_were_shown_and_comes_back(
    sign_in, filler, declaration, tmp_path
):
    page = sign_in(filler)
    page.goto(reverse("import"))
    page.set_input_files("#id_files", files(tmp_path, replace(GOOD, goal="举办三期培训。")))
    page.click("main button[type=submit]")
    expect(page.locator('[data-where="goal"] ins').first).to_be_visible()
    page.select_option("select[name=form-0]", "replace")
    page.click('form[action$="/confirm/"] button')
    page.wait_for_url(f"**{reverse('declaration', args=[declaration.pk])}")
    expect(page.locator("#cell-goal")).to_contain_text("举办三期培训。")
    page.click('form[action*="/replacements/"] button')
    expect(page.locator("#cell-goal")).to_contain_text(GOOD.goal)


def test_last_years_form_becomes_this_years_in_one_click_and_each_row_is_looked_at(
    sign_in, filler, declaration, cycle
):
    Cycle.objects.create(
        year=2022, scheme=cycle.scheme, opens_on="2021-10-01", closes_on="2021-12-31"
    )
    page = sign_in(filler)
    page.click(f'a[href="{reverse("last_year")}"]')
    page.click("button[name=only]")
    page.wait_for_url("**/edit/basics/")
    made = Declaration.objects.get(form_year=2022)
    page.goto(reverse("edit", args=[made.pk, "indicators"]))
    row = made.rows()[2]
    expect(page.locator(f"#row-{row.pk} [data-last-year]")).to_contain_text("2021年12月31日前")
    assert made.indicators.filter(is_unconfirmed=True).count() == 6
    with page.expect_response(lambda one: one.request.method == "POST"):
        page.locator(f"#row-{row.pk} button", has_text="已核对").first.click()
    assert made.indicators.filter(is_unconfirmed=True).count() == 5
    page.goto(reverse("declaration", args=[made.pk]))
    page.click("#confirm-rows button")
    expect(page.locator("#confirm-rows")).to_have_count(0)
    assert not made.indicators.filter(is_unconfirmed=True).exists()


def test_a_contract_is_attached_and_downloaded_without_scripts(sign_in, filler, declaration):
    page = sign_in(filler, java_script_enabled=False)
    page.goto(reverse("declaration", args=[declaration.pk]))
    page.click("#attach summary")
    contract = {"name": "合同.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 ..."}
    page.set_input_files("#attach input[type=file]", contract)
    page.click("#attach button")
    link = page.locator("#attachments .files a")
    expect(link).to_have_text("合同.pdf")
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "合同.pdf"
    assert Attachment.objects.get().uploaded_by == filler


@pytest.mark.parametrize("width", [390, 1440])
def test_no_page_of_filing_is_wider_than_its_window(sign_in, filler, declaration, tmp_path, width):
    page = sign_in(filler, viewport={"width": width, "height": 900})
    page.goto(reverse("import"))
    page.set_input_files("#id_files", files(tmp_path, replace(GOOD, goal="别的。" * 200)))
    page.click("main button[type=submit]")
    page.locator("details.read summary").first.click()
    expect(page.locator(".cells")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for name in ("last_year", "recycle_bin"):
        page.goto(reverse(name))
        assert page.evaluate("document.documentElement.scrollWidth") <= width
