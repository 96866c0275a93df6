"""A new office, from an empty database to the first form, as its people live it."""

import io

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils.timezone import localdate
from openpyxl import load_workbook
from playwright.sync_api import expect

from declarations.models import BudgetUnit, Declaration
from indicators.models import Scheme
from indicators.tree import DEFAULT_CODE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "Vb7-kites-over-town"
OWN = "Hm4-boats-on-lakes"
ANNOUNCEMENT = "请在截止日期前送审。联系人：李科长，电话0812-1234567。"


@pytest.fixture
def administrator(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    call_command(
        "create_administrator",
        "keeper",
        unit_code="101",
        unit_name="青山县财政局",
        stdout=io.StringIO(),
    )


@pytest.fixture
def fill_in(tmp_path):
    """Fills the template that was downloaded with these rows, in place of its example."""

    def fill(download, rows):
        book = load_workbook(io.BytesIO(download.path().read_bytes()))
        book.active.delete_rows(2)
        for row in rows:
            book.active.append(row)
        path = tmp_path / download.suggested_filename
        book.save(path)
        return path

    return fill


def sign_in(page, username, password):
    page.goto("/")
    page.fill("#id_username", username)
    page.fill("#id_password", password)
    page.press("#id_password", "Enter")
    page.wait_for_load_state()


def bring_in(page, fill_in, rows):
    """From the page of a table: template, dry run, confirmation."""
    page.click("text=从 Excel 导入")
    with page.expect_download() as download:
        page.click("text=下载模板")
    page.set_input_files("#id_file", fill_in(download.value, rows))
    page.click("text=检查文件")
    expect(page.locator("h1")).to_contain_text(f"{len(rows)} 行")
    page.click("text=确认导入")
    page.wait_for_load_state()


def test_a_new_office_gets_from_nothing_to_its_first_form(open_page, administrator, fill_in):
    size = {"viewport": {"width": 390, "height": 900}}

    keeper = open_page(**size)
    sign_in(keeper, "keeper", PASSWORD)
    keeper.click("text=添加预算单位")
    units = [("1", "青山县人民政府"), ("101", "青山县财政局", "1"), ("102", "青山县第一小学", "1")]
    bring_in(keeper, fill_in, units)
    assert BudgetUnit.objects.get(code="101").superior.code == "1"

    keeper.goto(reverse("office"))
    keeper.click("main h2 >> text=用户")
    people = [("wang", "王老师", "102", "", "填报人"), ("li", "李科长", "101", "", "财政审核人")]
    bring_in(keeper, fill_in, people)
    row = keeper.locator("tr", has_text="wang")
    one_time = row.locator("code").inner_text()
    keeper.click("text=已经记下")

    keeper.goto(reverse("office"))
    keeper.click("main >> text=年度申报批次")
    keeper.click("main >> text=新建批次")
    today = localdate()
    keeper.fill("#id_year", str(today.year + 1))
    keeper.fill("#id_opens_on", today.isoformat())
    keeper.fill("#id_closes_on", today.replace(year=today.year + 1, day=1).isoformat())
    keeper.fill("#id_announcement", ANNOUNCEMENT)
    keeper.select_option("#id_scheme", label=Scheme.objects.get(code=DEFAULT_CODE).name)
    keeper.click("text=建立批次")
    keeper.click("text=没有导入 >> nth=0")
    projects = [("P-1", "校园保洁", "102", "青山县第一小学", 6)]
    bring_in(keeper, fill_in, projects)
    keeper.goto(reverse("cycle", args=[today.year + 1]))
    keeper.click("main >> text=开放申报")

    filler = open_page(**size)
    sign_in(filler, "wang", one_time)
    filler.wait_for_url(f"**{reverse('password')}")
    filler.fill("#id_old_password", one_time)
    filler.fill("#id_new_password1", OWN)
    filler.fill("#id_new_password2", OWN)
    filler.click("text=保存新密码")
    filler.wait_for_url("**/")
    expect(filler.locator("main")).to_contain_text(ANNOUNCEMENT)
    filler.click("text=从项目库选择")
    filler.click("text=填这个项目")
    expect(filler.locator("#id_project_name")).to_have_value("校园保洁")
    made = Declaration.objects.get()
    assert (made.unit.code, made.project.code, made.annual_total) == ("102", "P-1", 6)
    assert made.events.get().by.username == "wang"
