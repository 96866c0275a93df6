"""The review in the browser: one form on its whole way, and many forms cleared by one reviewer."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils.timezone import localdate
from playwright.sync_api import expect

from declarations import demo, demo_review
from declarations.examining.checking import check_all
from declarations.life.stages import BUSINESS_DESK, PERFORMANCE_DESK, set_default_stages
from declarations.life.workflow_table import State
from declarations.models import Declaration, Membership, User
from tests.web.conftest import GOOD
from tests.workflow.conftest import make

from .conftest import PASSWORD
from .test_axe import FAULTS
from .test_journey import edit, saved
from .test_recovery import SAVED

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Role = Membership.Role


@pytest.fixture
def chain(cycle):
    """The cycle, open now, with the default stages."""
    cycle.opens_on, cycle.closes_on = localdate() - timedelta(1), localdate() + timedelta(9)
    cycle.save()
    set_default_stages(cycle)
    return cycle


@pytest.fixture
def people(person, filler, bureau, government):
    """Who has to do with the form: its filler, and one reviewer a stage."""
    found = {"filler": filler, "department": person("dept", government, Role.DEPARTMENT_REVIEWER)}
    for name, desk in (("business", BUSINESS_DESK), ("performance", PERFORMANCE_DESK)):
        found[name] = person(name, bureau, Role.FINANCE_REVIEWER)
        found[name].memberships.update(desk=desk)
    return found


def stands(form):
    """State, stage, round and grade, as the database has them now."""
    now = Declaration.objects.select_related("stage").get(pk=form.pk)
    return now.state, str(now.stage or ""), now.round, now.grade


def remark_on(page, cell, text):
    """Point at a cell of the paper and say something of it."""
    page.locator(f"#{cell}").hover()
    page.click(f"#{cell} .remark-here")
    expect(page.locator("#id_text")).to_be_focused()
    page.keyboard.type(text)
    page.click("#remark-form button[type=submit]")
    page.wait_for_selector(f"#{cell} .mark-remark")


def open_first(page):
    """The first form of the desk, as the counter of the desk leads to it."""
    page.goto("/")
    page.click('[data-task^="to_"]')
    page.click("tbody .title-link >> nth=0")
    page.wait_for_url("**/review/*")


def decide(page, action):
    with page.expect_navigation():
        page.click(f'#decide button[value="{action}"]')


def test_a_form_goes_from_draft_to_approval_and_adjustment(sign_in, people, bureau, chain):
    form = make(bureau, chain, people["filler"])
    filler, department = sign_in(people["filler"]), sign_in(people["department"])

    filler.goto(edit(form, "submit"))
    filler.click('form[action$="/submit/"] button')
    filler.wait_for_selector("[data-holder]")
    assert stands(form) == (State.IN_REVIEW, "主管部门", 1, "")

    open_first(department)
    remark_on(department, "cell-goal", "请写明培训哪些人")
    remark_on(department, "cell-indicators-1-value", "合格率怎样考核？")
    decide(department, "return")
    assert stands(form) == (State.RETURNED, "", 2, "")

    filler.goto("/")
    filler.click('[data-task="returned"]')
    filler.click("tbody .title-link >> nth=0")
    mended, answered = filler.locator("#returned .remark").all()
    answered.locator("summary").click()
    answered.locator("textarea").fill("结业时统一笔试，60分合格。")
    expect(answered.locator("b.good")).to_have_count(1)
    mended.locator("a", has_text="去修改").click()
    expect(filler.locator("#id_annual_goal-findings .is-remark .bad")).to_have_count(1)
    expect(filler.locator("label[for=id_annual_goal]")).to_be_in_viewport()
    filler.locator("#returned .remark summary").first.click()
    filler.locator("#returned textarea").first.fill("还没写完的答复")
    filler.wait_for_selector(SAVED)
    with saved(filler):
        filler.fill("#id_annual_goal", GOOD.goal.replace("15人", "和村会计15人"))
        filler.keyboard.press("Tab")
    expect(filler.locator("#id_annual_goal-findings .is-remark .good")).to_have_count(1)
    expect(filler.locator("#returned .remark").first.locator("b.good")).to_have_count(1)
    expect(filler.locator("#remarks-left .severity-none")).to_have_count(1)
    expect(filler.locator("#returned textarea").first).to_have_value("还没写完的答复")
    filler.goto(edit(form, "submit"))
    filler.click('form[action$="/submit/"] button')
    filler.wait_for_selector("[data-holder]")
    assert stands(form) == (State.IN_REVIEW, "主管部门", 2, "")

    open_first(department)
    change = department.locator("#changes li")
    expect(change).to_have_count(1)
    expect(change.locator("ins")).to_have_text("和村会计")
    expect(department.locator("#remarks .remark-answer")).to_have_count(2)
    department.click("#changes-heading a")
    expect(department.locator("#cell-goal ins")).to_have_text("和村会计")
    department.go_back()
    decide(department, "pass")
    assert stands(form) == (State.IN_REVIEW, BUSINESS_DESK, 2, "")

    business, performance = sign_in(people["business"]), sign_in(people["performance"])
    open_first(business)
    decide(business, "pass")
    open_first(performance)
    decide(performance, "grade_good")
    assert stands(form) == (State.IMPROVING, PERFORMANCE_DESK, 2, "good")
    open_first(performance)
    performance.click(f'.desk-side a[href="{edit(form, "indicators")}"]')
    row = performance.locator(".row-form", has=performance.locator('[value="≥95%"]')).first
    with saved(performance):
        row.locator("[name=value]").fill("≥98%")
        performance.keyboard.press("Tab")
    performance.goto(reverse("review", args=[form.pk]))
    decide(performance, "propose")

    filler.goto("/")
    filler.click('[data-task="to_confirm"]')
    filler.click("tbody .title-link >> nth=0")
    expect(filler.locator("#confirm .changes li")).to_have_count(1)
    expect(filler.locator("#confirm .changes del")).to_have_text("95")
    expect(filler.locator("#confirm .changes ins")).to_have_text("98")
    filler.click('form[action$="/confirm/"] button')
    assert stands(form)[0] == State.PENDING_APPROVAL

    business.goto("/")
    business.click('[data-task="to_approve"]')
    business.check(f"#pick-{form.pk}")
    business.fill("#id_number", "青财预〔2021〕3号")
    business.fill("#id_dated", "2021-01-20")
    business.click("#bulk button[type=submit]")
    business.wait_for_selector(".notice-success")
    assert stands(form)[0] == State.APPROVED

    filler.goto(reverse("declaration", args=[form.pk]))
    filler.click(f'a[href="{reverse("adjust", args=[form.pk])}"]')
    filler.fill("#id_reason", "增加一期培训")
    filler.fill("#id_basis", "青财预〔2021〕9号")
    filler.click("main form button[type=submit]")
    filler.wait_for_url("**/edit/basics/")
    version = Declaration.objects.get(project=form.project, version=2)
    assert (version.state, stands(form)[0]) == (State.DRAFT, State.APPROVED)
    assert version.content() == Declaration.objects.get(pk=form.pk).content()


class Hand:
    """The hand on the mouse: does what a click does, and counts."""

    def __init__(self, page):
        self.page, self.clicks = page, 0

    def click(self, selector):
        self.clicks += 1
        with self.page.expect_event("load"):
            self.page.click(selector)

    def tick(self, selector):
        self.clicks += 1
        self.page.click(selector)


@pytest.fixture
def of_demo(db):
    """Gives a person of the demo, whose forms are loaded."""
    demo.set_up_office()
    demo_review.load()

    def person(username):
        user = User.objects.get(username=username)
        user.set_password(PASSWORD)
        user.save()
        return user

    return person


@pytest.fixture
def reviewer(of_demo):
    """财政业务股, with 20 clean forms and 5 with warnings that have a reason."""
    return of_demo("caizheng")


def waiting():
    return Declaration.objects.filter(stage__name=BUSINESS_DESK).with_rows()


def test_a_reviewer_clears_twenty_clean_forms_and_five_with_findings_in_few_clicks(
    sign_in, reviewer
):
    page = sign_in(reviewer)
    hand = Hand(page)
    hand.click('[data-task="to_judge"]')
    hand.tick("#pick-clean")
    hand.click('#bulk button[value="pass"]')
    left = check_all(waiting())
    assert len(left) == 5
    assert all(one.report.warnings for one in left)
    assert hand.clicks <= 2 * 20

    hand.clicks = 0
    hand.click(".page-head .btn-primary")
    for done in range(5):
        assert waiting().count() == 5 - done
        expect(page.locator("[data-justified] .justification").first).to_be_visible()
        expect(page.locator("#cell-goal")).to_be_visible()
        hand.click('#decide button[value="pass"]')
    assert page.url.endswith("/desk/?what=to_judge")
    assert not waiting().exists()
    assert hand.clicks <= 4 * 5


def test_a_form_is_passed_from_the_keyboard(sign_in, of_demo):
    form = Declaration.objects.get(project_name="操场塑胶跑道翻新")
    page = sign_in(of_demo("zhuguan"))
    page.goto(reverse("review", args=[form.pk]))
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#id_comment")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator('#decide button[value="pass"]')).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert stands(form)[:2] == (State.IN_REVIEW, BUSINESS_DESK)


def opacity(locator):
    return locator.evaluate("one => getComputedStyle(one).opacity")


@pytest.mark.parametrize("is_touched", [False, True])
def test_a_remark_can_be_made_without_a_mouse(sign_in, of_demo, is_touched):
    form = Declaration.objects.get(project_name="操场塑胶跑道翻新")
    options = {"has_touch": True, "is_mobile": True} if is_touched else {}
    page = sign_in(of_demo("zhuguan"), **options)
    page.goto(reverse("review", args=[form.pk]))
    link = page.locator("#cell-goal .remark-here")
    assert opacity(link) == ("1" if is_touched else "0")
    link.focus()
    assert opacity(link) == "1"
    page.keyboard.press("Enter")
    expect(page.locator("#id_text")).to_be_focused()


#: Who opens which page of the review, about which project of the demo.
PAGES = [
    ("caizheng", "desk", ""),
    ("caizheng", "review", "残疾人居家无障碍改造"),
    ("caizheng", "approvals", ""),
    ("caizheng", "progress", ""),
    ("zhuguan", "review", "操场塑胶跑道翻新"),
    ("zhuguan", "compare", "操场塑胶跑道翻新"),
    ("jixiao", "review", "农业技术推广示范"),
    ("xiangzhen", "declaration", "村干部能力提升培训"),
    ("xuexiao", "declaration", "科学实验室仪器补充"),
    ("xiangzhen", "adjust", "场镇环境卫生保洁"),
]


def test_axe_finds_no_serious_fault_on_the_pages_of_the_review(sign_in, of_demo):
    keys = dict(Declaration.objects.filter(version=1).values_list("project_name", "pk"))
    pages, faults = {}, []
    for username, name, project in PAGES:
        page = pages.get(username) or pages.setdefault(username, sign_in(of_demo(username)))
        arguments = [keys[project]] if project else [demo_review.YEAR] if name == "progress" else []
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.goto(reverse(name, args=arguments)).status == 200
            found = Axe().run(page).response["violations"]
            faults += [
                (name, width, one["id"], one["nodes"][0]["html"][:200])
                for one in found
                if one["impact"] in FAULTS
            ]
    assert not faults
