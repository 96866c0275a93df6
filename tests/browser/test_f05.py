"""The whole way of one form, from its Word file to submitted, as a clerk goes it: counted."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from declarations.life.stages import set_default_stages
from declarations.models import BudgetUnit, Declaration, Membership
from declarations.sheet import read_file, write_docx
from indicators.tree import shipped
from tests.conftest import JOURNEY
from tests.web.conftest import DOCUMENT

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAME = "财政指标管理软件维护费"
UNIT = "攀枝花市仁和区财政局"
MOST_CLICKS, MOST_CHARACTERS = 15, 80
REASON = "年度维护合同，全年一口价"


@dataclass
class Hand:
    """The clerk's hand: the only way this test touches a page, and each touch is counted."""

    page: Page
    clicks: list[str] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    def click(self, what: str, on: str, **options: object) -> None:
        self.clicks.append(what)
        self.page.locator(on).first.click(**options)

    def choose(self, file: Path, on: str) -> None:
        """A click opens the window of files, a second one there takes the file."""
        with self.page.expect_file_chooser() as window:
            self.click("选择文件", on)
        self.clicks.append(f"选中 {file.name}")
        window.value.set_files(file)

    def press(self, key: str) -> None:
        self.keys.append(key)
        self.page.keyboard.press(key)

    def write(self, text: str) -> None:
        """Types over what stands in the field that has the focus."""
        self.press("Control+a")
        self.typed.append(text)
        self.page.keyboard.type(text)

    def report(self) -> str:
        """What was done, for the end of the tests' output."""
        return (
            f"{NAME}，从 Word 文件到送审：\n"
            f"  点击 {len(self.clicks)} 次：{' · '.join(self.clicks)}\n"
            f"  输入 {self.characters} 字：{' · '.join(self.typed)}\n"
            f"  按键 {len(self.keys)} 次：{' '.join(self.keys)}"
        )

    @property
    def characters(self) -> int:
        return sum(map(len, self.typed))


@pytest.fixture
def office(bureau, cycle, person, government):
    """The bureau of the document in a cycle that takes forms, and who reviews them."""
    BudgetUnit.objects.filter(pk=bureau.pk).update(name=UNIT)
    cycle.opens_on, cycle.closes_on = localdate() - timedelta(1), localdate() + timedelta(9)
    cycle.save()
    set_default_stages(cycle)
    person("head", government, Membership.Role.DEPARTMENT_REVIEWER)


@pytest.fixture
def file(tmp_path) -> Path:
    """The form as the office sent it, alone in a file."""
    readings = read_file(DOCUMENT.name, DOCUMENT.read_bytes()).readings
    (content,) = [one.content for one in readings if one.content.project.strip() == NAME]
    path = tmp_path / f"{NAME}.docx"
    path.write_bytes(write_docx([(content, shipped()["sichuan-2021"])]))
    return path


@pytest.fixture
def field_of() -> Callable[[str, str], str]:
    """The field of the row that had this name in the file."""

    def find(name: str, part: str) -> str:
        rows = Declaration.objects.with_rows().get().rows()
        (row,) = [row for row in rows if row.name == name]
        return f"#row-{row.pk}-{part}"

    return find


def test_a_form_comes_from_its_word_file_to_submitted_with_few_clicks_and_little_typing(
    sign_in, filler, office, file, field_of, record_property
):
    page = sign_in(filler, viewport={"width": 1440, "height": 900})
    hand = Hand(page)
    hand.click("导入文件", f'main a[href="{reverse("import")}"]')
    hand.choose(file, "#id_files")
    hand.click("上传并预览", "main button[type=submit]")
    hand.click("确认导入", 'form[action$="/confirm/"] button')

    satisfaction = field_of("软件使用者满意度", "value")
    quality = field_of("财政指标管理软件", "name")
    benefit = field_of("保证指标管理工作顺利完成", "name")
    expect(page.locator(satisfaction)).to_be_focused()
    hand.write("≥95%")
    hand.click("全部套用", "#findings .tidying button")
    expect(page.locator("#findings .tidying")).to_have_count(0)
    hand.click("质量指标的名称", quality)
    hand.write("系统正常运行率")
    hand.press("Tab")
    hand.write("≥98%")
    hand.click("社会效益指标的名称", benefit)
    hand.write("预算单位指标查询平均用时")
    hand.press("Tab")
    hand.write("≤5分钟")
    hand.press("Tab")
    expect(page.locator('#findings [data-code="VAL-NOT-MEASURABLE"]')).to_have_count(0)
    made = Declaration.objects.get()
    send = reverse("edit", args=[made.pk, "submit"])
    hand.click("送审这一步", f'#progress a[href="{send}"]')
    hand.click("写说明", "#reason-CST-NO-BREAKDOWN")
    hand.write(REASON)
    hand.click("送审", "#send button[type=submit]")
    page.wait_for_selector("[data-holder]")

    record_property(JOURNEY, hand.report())
    made.refresh_from_db()
    assert (made.state, made.cycle.year) == ("in_review", 2021)
    (submission,) = made.submissions.all()
    assert made.justifications.get().text == REASON
    assert submission.snapshot
    assert len(hand.clicks) <= MOST_CLICKS
    assert hand.characters <= MOST_CHARACTERS
