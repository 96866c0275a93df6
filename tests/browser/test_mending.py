"""A form of 2021 mended in the browser as a clerk would do it, until nothing is left to answer."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from declarations.checks import check_form
from declarations.examining.checking import check
from declarations.files.importing import carry_out, plan_import
from declarations.models import Declaration
from declarations.sheet import read_file
from tests.web.conftest import DOCUMENT

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAME = "财政指标管理软件维护费"
REASON = "服务费按与软件公司签订的年度维护合同执行，合同为全年一口价，没有分项单价。"

#: What the clerk writes in place of what was vague: old name, new name, new value.
REWRITTEN = (
    ("财政指标管理软件", "系统正常运行率", "≥98%"),
    ("保证指标管理工作顺利完成", "预算单位指标查询平均用时", "≤5分钟"),
    ("软件使用者满意度", "软件使用者满意度", "≥95%"),
)


@pytest.fixture
def form(bureau, cycle):
    """The fifth form of the document, as it was written."""
    plan = plan_import([(DOCUMENT.name, DOCUMENT.read_bytes())], cycle=cycle, unit=bureau)
    carry_out(plan)
    return Declaration.objects.get(project_name=NAME)


@pytest.fixture
def now(form):
    return lambda: check(Declaration.objects.with_rows().get(pk=form.pk))


def edit(form, step):
    return reverse("edit", args=[form.pk, step])


def saved(page):
    return page.expect_response(lambda response: response.request.method == "POST")


def rewrite(page, row, **texts):
    for name, text in texts.items():
        field = page.locator(f"#row-{row.pk}-{name}")
        if field.input_value() == text:
            continue
        with saved(page):
            field.fill(text)
            page.keyboard.press("Tab")


def test_a_form_is_mended_until_it_is_clean_and_its_document_too(
    sign_in, filler, form, now, tmp_path
):
    assert now().report.errors
    assert now().open_warnings
    page = sign_in(filler)
    page.goto(edit(form, "indicators"))

    with saved(page):
        page.click("#findings .tidying button")
    expect(page.locator("#findings .tidying")).to_have_count(0)
    page.click("#infos > summary")
    with saved(page):
        page.locator("#check-VAL-OPERATOR-TEXT button").first.click()
    first = now().declaration.rows()[0]
    expect(page.locator(f"#row-{first.pk}-value")).to_have_value(first.value)
    assert first.value.startswith("每年≥2次")

    rows = {row.name: row for row in now().declaration.rows()}
    for name, new_name, value in REWRITTEN:
        rewrite(page, rows[name], name=new_name, value=value)

    page.goto(reverse("declaration", args=[form.pk]))
    page.click("#why-CST-NO-BREAKDOWN summary")
    page.fill("#reason-CST-NO-BREAKDOWN", REASON)
    page.click("#why-CST-NO-BREAKDOWN button")
    expect(page.locator("#check-CST-NO-BREAKDOWN[data-justified]")).to_contain_text(REASON)

    checked = now()
    assert checked.report.errors == ()
    assert checked.open_warnings == ()
    known = {(found.code, found.severity) for found in checked.report.findings}
    for kind in ("docx", "xlsx"):
        with page.expect_download() as download:
            page.click(f'a[href="{reverse("export", args=[form.pk, kind])}"]')
        path = Path(tmp_path / download.value.suggested_filename)
        download.value.save_as(path)
        (reading,) = read_file(path.name, path.read_bytes()).readings
        report = check_form(reading.content, checked.tree, checked.context)
        assert {(found.code, found.severity) for found in report.findings} <= known


def test_a_fix_waits_for_what_is_being_saved_and_keeps_what_is_typed_elsewhere(
    sign_in, filler, form, now
):
    page = sign_in(filler)
    page.goto(edit(form, "indicators"))
    rows = now().declaration.rows()
    page.click("#why-CST-NO-BREAKDOWN summary")
    page.fill("#reason-CST-NO-BREAKDOWN", "还没写完的说明")
    page.fill(f"#row-{rows[5].pk}-value", "使用年限≥3年")
    page.click("#findings .tidying button")
    expect(page.locator("#deed form")).to_be_visible()
    expect(page.locator(f"#row-{rows[5].pk}-value")).to_have_value("使用年限≥3年")
    expect(page.locator("#reason-CST-NO-BREAKDOWN")).to_have_value("还没写完的说明")
    expect(page.locator("#reason-CST-NO-BREAKDOWN")).to_be_visible()
    assert now().declaration.rows()[5].value == "使用年限≥3年"
    goal = now().declaration.annual_goal
    with saved(page):
        page.click("#undo button:not([name])")
    expect(page.locator("#deed form")).to_have_count(0)
    assert now().declaration.annual_goal.strip() == goal
    assert now().declaration.annual_goal != goal


def test_a_fix_is_taken_beside_its_field(sign_in, filler, form, now):
    page = sign_in(filler)
    page.goto(edit(form, "indicators"))
    row = next(row for row in now().declaration.rows() if "不少于" in row.value)
    with saved(page):
        page.click(f"#row-{row.pk}-findings button[form]")
    expect(page.locator(f"#row-{row.pk}-value")).to_have_value(row.value.replace("不少于", "≥"))
    expect(page.locator(f"#row-{row.pk}-findings button[form]")).to_have_count(0)
    expect(page.locator("#deed form")).to_be_visible()
    assert urlsplit(page.url).path == edit(form, "indicators")


def test_folds_stay_open_while_one_fix_after_the_other_is_taken(sign_in, filler, form):
    page = sign_in(filler)
    page.goto(reverse("declaration", args=[form.pk]))
    steps = page.evaluate("history.length")
    page.click("#infos > summary")
    page.locator("#check-TXT-TRIM button").first.click()
    expect(page.locator("#check-TXT-TRIM")).to_have_count(0)
    expect(page.locator("#check-VAL-OPERATOR-TEXT button").first).to_be_visible()
    expect(page.locator("#deed form")).to_be_visible()
    assert urlsplit(page.url).path == reverse("declaration", args=[form.pk])
    assert page.evaluate("history.length") == steps


def test_a_deleted_row_comes_back_at_once(sign_in, filler, form, now):
    page = sign_in(filler)
    page.goto(edit(form, "indicators"))
    before = now().content
    row = now().declaration.rows()[2]
    with saved(page):
        page.click(f'#row-{row.pk} [value="delete"]')
    expect(page.locator(f"#row-{row.pk}")).to_have_count(0)
    page.click("#undo button:not([name])")
    expect(page.locator(f"#row-{row.pk}-name")).to_have_value(row.name)
    assert now().content == before


def test_findings_are_answered_without_javascript(sign_in, filler, form, now):
    page = sign_in(filler, java_script_enabled=False)
    page.goto(reverse("declaration", args=[form.pk]))
    goal = now().declaration.annual_goal
    page.click("#findings .tidying button")
    assert now().declaration.annual_goal == goal.strip()
    page.click("#undo button:not([name])")
    assert now().declaration.annual_goal == goal
    page.goto(edit(form, "funding"))
    page.click("#why-CST-NO-BREAKDOWN summary")
    page.fill("#reason-CST-NO-BREAKDOWN", "无")
    page.click("#why-CST-NO-BREAKDOWN button")
    assert page.input_value("#reason-CST-NO-BREAKDOWN") == "无"
    page.fill("#reason-CST-NO-BREAKDOWN", REASON)
    page.click("#why-CST-NO-BREAKDOWN button")
    page.wait_for_url(f"**{edit(form, 'funding')}#check-CST-NO-BREAKDOWN")
    assert page.locator("#check-CST-NO-BREAKDOWN[data-justified]").count() == 1
