"""Nothing typed is lost: not to a closed tab, not to a lost session, not to a dead server."""

from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from declarations.demo import ACCOUNTS, PASSWORD
from tests.test_serve import serving
from tests.web.conftest import GOOD

from .conftest import PASSWORD as OWN_PASSWORD
from .test_journey import edit, saved

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BANNER = "#recovery:not([hidden])"
LOST_LINE = ["ERR_FAILED", "htmx:sendError", "htmx:afterRequest"]
SAVED = '#save-bar[data-state="saved"]'


@pytest.fixture
def page(sign_in, filler, declaration):
    page = sign_in(filler)
    page.goto(edit(declaration, "goal"))
    return page


def disconnect(page):
    page.route(
        "**/*", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )


def sign_in_at(page, address, username, password):
    page.goto(f"{address}/")
    page.fill("#id_username", username)
    page.fill("#id_password", password)
    page.press("#id_password", "Enter")
    page.wait_for_url(f"{address}/")


def test_a_second_after_typing_stops_it_is_saved_and_the_bar_says_when(page, declaration):
    page.locator("#id_annual_goal").press_sequentially("再办一期，")
    expect(page.locator(SAVED)).to_have_count(0)
    page.wait_for_selector(SAVED)
    declaration.refresh_from_db()
    assert declaration.annual_goal == f"再办一期，{GOOD.goal}"
    expect(page.locator("#saved-at time")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage)") == []


def test_leaving_the_field_does_not_save_a_second_time(page):
    posts = []
    page.on("request", lambda request: posts.append(request.method == "POST"))
    page.fill("#id_annual_goal", "另一个目标")
    page.wait_for_selector(SAVED)
    page.keyboard.press("Tab")
    page.wait_for_timeout(1500)
    assert sum(posts) == 1


def test_a_server_killed_while_one_types_loses_nothing(chromium, tmp_path, db):
    typed = "全年完成评审项目100个，审减率不低于8%。"
    context = chromium.new_context(locale="zh-CN")
    page = context.new_page()
    try:
        with serving(tmp_path) as (address, server):
            port = urlsplit(address).port
            sign_in_at(page, address, ACCOUNTS[0].username, PASSWORD)
            page.goto(f"{address}/declarations/1/edit/goal/")
            page.fill("#id_annual_goal", "")
            page.locator("#id_annual_goal").press_sequentially(typed[:9])
            server.kill()
            server.wait()
            page.locator("#id_annual_goal").press_sequentially(typed[9:])
            page.wait_for_selector("#trouble:not([hidden])")
            page.wait_for_selector('#save-bar[data-state="failed"]')
            page.close(run_before_unload=False)
        with serving(tmp_path, port=port) as (again, _):
            page = context.new_page()
            page.goto(f"{again}/declarations/1/edit/goal/")
            assert page.input_value("#id_annual_goal") != typed
            expect(page.locator(BANNER)).to_contain_text(typed)
            page.click("[data-restore]")
            expect(page.locator("#id_annual_goal")).to_have_value(typed)
            page.wait_for_selector(SAVED)
            page.reload()
            assert page.input_value("#id_annual_goal") == typed
            expect(page.locator(BANNER)).to_have_count(0)
    finally:
        context.close()


def test_what_could_not_be_sent_is_sent_when_the_line_is_back(expected, page, declaration):
    expected += LOST_LINE
    disconnect(page)
    page.fill("#id_annual_goal", "另一个目标")
    page.wait_for_selector('#save-bar[data-state="failed"]')
    page.unroute("**/*")
    page.wait_for_selector(SAVED)
    expect(page.locator("#trouble")).to_be_hidden()
    declaration.refresh_from_db()
    assert declaration.annual_goal == "另一个目标"


def test_after_signing_in_again_elsewhere_the_page_saves_by_itself(page, filler, declaration):
    page.context.clear_cookies(name="sessionid")
    page.fill("#id_annual_goal", "另一个目标")
    with page.context.expect_page() as opened:
        page.click("#trouble a")
    window = opened.value
    window.fill("#id_username", filler.username)
    window.fill("#id_password", OWN_PASSWORD)
    window.press("#id_password", "Enter")
    window.wait_for_url(f"**{edit(declaration, 'goal')}")
    page.wait_for_selector(SAVED)
    declaration.refresh_from_db()
    assert declaration.annual_goal == "另一个目标"


def test_what_is_kept_is_offered_on_the_other_steps_and_can_be_given_up(
    expected, page, declaration
):
    expected += LOST_LINE
    disconnect(page)
    page.fill("#id_annual_goal", "另一个目标")
    page.wait_for_selector('#save-bar[data-state="failed"]')
    page.unroute("**/*")
    page.goto(edit(declaration, "basics"))
    link = page.locator(f'{BANNER} a[href^="{edit(declaration, "goal")}"]')
    expect(page.locator("[data-restore]")).to_be_hidden()
    link.click()
    page.wait_for_selector("#id_annual_goal")
    page.click("[data-discard]")
    page.reload()
    expect(page.locator(BANNER)).to_have_count(0)
    assert page.input_value("#id_annual_goal") == GOOD.goal


def test_what_another_wrote_meanwhile_is_not_saved_over_by_recovering(
    expected, page, sign_in, person, bureau, declaration
):
    expected += LOST_LINE
    disconnect(page)
    page.fill("#id_annual_goal", "我填的目标")
    page.wait_for_selector('#save-bar[data-state="failed"]')
    page.unroute("**/*")
    page.goto(reverse("list"))
    other = sign_in(person("colleague", bureau, "filler"))
    other.goto(edit(declaration, "goal"))
    expect(other.locator(BANNER)).to_have_count(0)
    with saved(other):
        other.fill("#id_annual_goal", "别人填的目标")
    page.goto(edit(declaration, "goal"))
    page.click("[data-restore]")
    expect(page.locator("#save-state [data-error]")).to_contain_text("别人填的目标")
    declaration.refresh_from_db()
    assert declaration.annual_goal == "别人填的目标"
    page.click('[value="mine:annual_goal"]')
    page.wait_for_selector(SAVED)
    declaration.refresh_from_db()
    assert declaration.annual_goal == "我填的目标"


def test_two_people_of_one_computer_are_not_shown_each_other_s_texts(
    expected, page, person, bureau, declaration
):
    expected += LOST_LINE
    disconnect(page)
    page.fill("#id_annual_goal", "我填的目标")
    page.wait_for_selector('#save-bar[data-state="failed"]')
    page.unroute("**/*")
    colleague = person("colleague", bureau, "filler")
    page.context.clear_cookies()
    page.goto("about:blank")
    page.goto(f"{reverse('login')}?next={edit(declaration, 'goal')}")
    page.fill("#id_username", colleague.username)
    page.fill("#id_password", OWN_PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url(f"**{edit(declaration, 'goal')}")
    expect(page.locator(BANNER)).to_have_count(0)
