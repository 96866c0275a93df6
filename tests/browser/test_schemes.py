"""An administrator makes next year's scheme, and last year's form is carried into it."""

from pathlib import Path

import docx
import pytest
from django.urls import reverse
from playwright.sync_api import expect

from declarations.files.importing import carry_out, plan_import
from declarations.models import Cycle, Declaration, Membership
from indicators.models import Scheme
from tests.web.conftest import DOCUMENT

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

F10 = 9  # the tenth form of the document


@pytest.fixture
def keeper(person, bureau):
    return person("keeper", bureau, Membership.Role.ADMINISTRATOR)


@pytest.fixture
def old(bureau, cycle):
    """The forms of 2021; gives the tenth."""
    role = Membership.Role.DEPARTMENT_REVIEWER
    cycle.stages.create(position=1, name="主管部门审核", role=role)
    plan = plan_import([(DOCUMENT.name, DOCUMENT.read_bytes())], cycle=cycle, unit=bureau)
    return carry_out(plan).created[F10]


def saved(page):
    """The answer to a save or a deed that htmx sends."""
    return page.expect_response(lambda response: response.request.method == "POST")


def write(page, field, text):
    with saved(page):
        field.fill(text)
        page.keyboard.press("Tab")


def choose(page, field, label):
    with saved(page):
        field.select_option(label=label)


def named(page, kind, name):
    """The block of the branch or node of this name."""
    key = page.evaluate(
        "([kind, name]) => [...document.querySelectorAll(`#tree [id^=id_${kind}-][id$=-name]`)]"
        ".find((field) => field.value === name).id.slice(3, -5)",
        [kind, name],
    )
    return page.locator(f"#{key}")


def weigh(page, kind, name, weight):
    block = named(page, kind, name)
    write(page, block.locator("input[name$=-weight]").first, str(weight))


@pytest.fixture
def next_years(sign_in, keeper, cycle, old):
    """The scheme as the administrator makes it in the browser, published."""
    page = sign_in(keeper, viewport={"width": 1440, "height": 900})
    page.click(f'.site-nav a[href="{reverse("office")}"]')
    page.click(f'a[href="{reverse("schemes")}"]')
    page.click(f'form[action="{reverse("scheme_act", args=[cycle.scheme.pk, "copy"])}"] button')
    page.wait_for_selector("#tree")
    scheme = Scheme.objects.latest("pk")

    write(page, page.locator("#id_name"), "四川部门预算项目（2022）")
    write(page, page.locator("#id_code"), "sichuan-2022")
    write(page, page.locator("#id_weight_total"), "90")
    expect(page.locator("#preview .paper")).to_contain_text("项目完成")
    branch = named(page, "branch", "项目完成")
    write(page, branch.locator("input[name$=-name]").first, "产出指标")
    expect(page.locator("#preview .paper")).to_contain_text("产出指标")

    cost = named(page, "node", "成本指标")
    cost.locator("summary").click()
    cost.locator("select[name=where]").select_option("new")
    with saved(page):
        cost.locator(".scheme-place button").click()
    expect(page.locator(".scheme-branch")).to_have_count(4)
    branch = named(page, "branch", "成本指标")
    with saved(page):
        branch.locator("button[id$=-add]").click()
    expect(page.locator("#tree input:focus")).to_have_value("新的二级指标")
    with saved(page):
        page.keyboard.type("社会成本指标")
        page.keyboard.press("Tab")
    social = named(page, "node", "社会成本指标")
    choose(page, social.locator("select[name$=-kind]"), "社会成本")
    choose(page, social.locator("select[name$=-required]"), "必填")

    for name, weight in (("产出指标", 40), ("项目效益", 20), ("满意度指标", 10)):
        weigh(page, "branch", name, weight)
    weigh(page, "branch", "成本指标", 30)
    expect(page.locator("#problems .problem")).to_have_count(1)
    weigh(page, "branch", "成本指标", 20)
    expect(page.locator("#problems .problem")).to_have_count(0)
    for _ in range(3):
        with saved(page):
            named(page, "branch", "成本指标").locator("> form button[id$=-up]").click()
    page.click(f'form[action="{reverse("scheme_act", args=[scheme.pk, "publish"])}"] button')
    expect(page.locator(".notice-success")).to_be_visible()
    return page, Scheme.objects.get(pk=scheme.pk)


def open_cycle(page, scheme):
    page.goto(reverse("new_cycle"))
    page.fill("#id_year", "2022")
    page.select_option("#id_scheme", str(scheme.pk))
    page.fill("#id_opens_on", "2021-10-01")
    page.fill("#id_closes_on", "2099-12-31")
    page.click("main button[type=submit]")
    page.click(f'form[action="{reverse("open_cycle", args=[2022])}"] button')
    expect(page.locator(".notice-success")).to_be_visible()


def test_last_years_form_stands_on_the_scheme_an_administrator_made(
    next_years, old, sign_in, filler, tmp_path
):
    page, scheme = next_years
    assert [
        (branch.name, [node.name for node in branch.nodes]) for branch in scheme.tree().branches
    ][:2] == [
        ("成本指标", ["成本指标", "社会成本指标"]),
        ("产出指标", ["数量指标", "质量指标", "时效指标"]),
    ]
    open_cycle(page, scheme)

    mine = sign_in(filler)
    mine.goto(reverse("last_year"))
    mine.click(f'button[name=only][value="{old.pk}"]')
    mine.wait_for_url("**/declarations/**")
    new = Declaration.objects.with_rows().get(cycle__year=2022)
    assert new.scheme == scheme
    was = [row for row in old.content().indicators if not row.is_blank]
    now = [row for row in new.content().indicators if not row.is_blank]
    assert len(now) == len(was) > 0
    for row in new.rows():
        assert row.node_id or row.foreign_level2
    kinds = [row.node.kind for row in new.rows() if row.node]
    assert kinds[0] == "cost"

    mine.goto(reverse("declaration", args=[new.pk]))
    expect(mine.locator(".paper")).to_contain_text("社会成本指标")
    with mine.expect_download() as download:
        mine.evaluate(
            "url => { location.href = url }",
            f"{reverse('export', args=[new.pk, 'docx'])}?draft=1",
        )
    path = Path(tmp_path / "form.docx")
    download.value.save_as(path)
    texts = [cell.text for row in docx.Document(path).tables[0].rows for cell in row.cells]
    assert {"产出指标", "社会成本指标", "成本指标"} <= set(texts)
    assert "项目完成" not in texts
    assert texts.index("成本指标") < texts.index("产出指标")

    page.goto(reverse("scheme", args=[scheme.pk]))
    expect(page.locator(".uses")).to_contain_text(str(new))
    assert Cycle.objects.get(year=2022).is_open
