"""Those who watch over others: reminders, the record as Excel, the dossier as Word."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from declarations.life.workflow_table import deed_title
from declarations.models import BudgetProject, BudgetUnit, Declaration, Event, Notice
from declarations.review import dossier as dossier_module
from declarations.review.bulk import judge
from declarations.review.event_log import COLUMNS
from declarations.review.progress import progress_of, remind
from declarations.review.remarks import add_remark
from declarations.views import oversight
from declarations.workflow import Action, perform
from tests.web.conftest import GOOD
from tests.workflow.conftest import (  # noqa: F401
    ADJUSTING,
    APPROVING,
    bring,
    chain,
    draft,
    filler,
    make,
    remark,
    reviewers,
    staff,
)


def said(response):
    return [str(one) for one in response.context["messages"]]


@pytest.fixture
def keeper(client, staff):  # noqa: F811
    client.force_login(staff["administrator@own"])
    return client


@pytest.fixture
def auditor(client, staff):  # noqa: F811
    client.force_login(staff["auditor@own"])
    return client


def of_unit(unit, cycle):
    return next(one for one in progress_of(cycle, BudgetUnit.objects.all()) if one.unit == unit)


def test_a_unit_is_late_until_all_its_forms_are_submitted(draft, bureau, filler):  # noqa: F811
    now = of_unit(bureau, draft.cycle)
    assert (now.unsubmitted, now.submitted, now.is_late) == (1, 0, True)
    assert now.fillers == [filler]
    perform(draft, Action.SUBMIT, filler)
    now = of_unit(bureau, draft.cycle)
    assert (now.unsubmitted, now.submitted, now.is_late) == (0, 1, False)


def test_a_unit_without_a_form_has_not_begun_and_is_late(draft, school, stranger):  # noqa: F811
    now = of_unit(school, draft.cycle)
    assert (now.has_begun, now.is_late, stranger in now.fillers) == (False, True, True)


def test_a_rejected_form_is_neither_submitted_nor_late(bring, bureau):  # noqa: F811
    form = bring("rejected")
    now = of_unit(bureau, form.cycle)
    assert (now.submitted, now.rejected, now.has_begun, now.is_late) == (0, 1, True, False)


def test_a_project_of_the_budget_without_a_form_makes_a_unit_late(draft, bureau, filler):  # noqa: F811
    perform(draft, Action.SUBMIT, filler)
    BudgetProject.objects.create(
        cycle=draft.cycle, unit=bureau, code="A1", name="电梯维护", amount=1
    )
    assert (of_unit(bureau, draft.cycle).missing, of_unit(bureau, draft.cycle).is_late) == (1, True)


def test_a_project_of_the_budget_whose_form_has_its_name_is_not_missing(draft, bureau):  # noqa: F811
    BudgetProject.objects.create(
        cycle=draft.cycle, unit=bureau, code="A1", name=draft.project_name, amount=1
    )
    assert of_unit(bureau, draft.cycle).missing == 0


def test_the_fillers_of_the_ticked_units_are_reminded_once(keeper, draft, bureau, filler):  # noqa: F811
    url = reverse("progress", args=[draft.cycle.year])
    assert said(keeper.post(url, {}, follow=True)) == [oversight.NOBODY_CHOSEN]
    for _ in range(2):
        page = keeper.post(url, {"unit": [bureau.pk], "more": "今天下班前。"}, follow=True)
        assert said(page) == [oversight.REMINDED.format(units=1, people=1)]
    (notice,) = Notice.objects.filter(user=filler)
    assert "今天下班前。" in notice.text


def test_a_department_sees_the_units_below_it_and_a_filler_sees_none(client, staff, draft):  # noqa: F811
    url = reverse("progress", args=[draft.cycle.year])
    client.force_login(staff["department_reviewer@superior"])
    names = {str(one.unit) for one in client.get(url).context["units"]}
    assert names == {"青山县财政局", "青山县第一小学"}
    client.force_login(staff["filler@own"])
    assert client.get(url).status_code == 403


def test_the_record_is_an_excel_sheet_with_a_row_for_each_deed(auditor, bring):  # noqa: F811
    bring("approved")
    response = auditor.get(reverse("log"))
    rows = list(load_workbook(io.BytesIO(response.content)).active.values)
    assert list(rows[0]) == [label for label, _ in COLUMNS]
    events = list(Event.objects.order_by("id").select_related("by"))
    assert [row[8] for row in rows[1:]] == [
        deed_title(one.from_state, one.action) for one in events
    ]
    assert [row[11] for row in rows[1:]] == [str(one.by or "系统") for one in events]


def test_a_comment_that_looks_like_a_formula_stays_a_text(auditor, draft, filler, reviewers):  # noqa: F811
    perform(draft, Action.SUBMIT, filler)
    perform(draft, Action.PASS, reviewers[0], comment="=1+1")
    book = load_workbook(io.BytesIO(auditor.get(reverse("log")).content))
    (cell,) = [one for one in book.active["M"] if one.value == "=1+1"]
    assert cell.data_type == "s"


def lines_of(data):
    return [one.text for one in Document(io.BytesIO(data)).paragraphs]


def texts_of(data):
    document = Document(io.BytesIO(data))
    return [cell.text for table in document.tables for row in table.rows for cell in row.cells]


def test_a_dossier_holds_the_form_the_sheet_the_remarks_and_the_record(
    auditor,
    draft,  # noqa: F811
    filler,  # noqa: F811
    reviewers,  # noqa: F811
):
    perform(draft, Action.SUBMIT, filler)
    remark(draft, reviewers[0])
    perform(draft, Action.RETURN, reviewers[0], comment="请补充")
    texts = texts_of(auditor.get(reverse("dossier", args=[draft.pk])).content)
    assert GOOD.goal in texts
    assert {"请写明培训对象", "请补充", "退回"} <= set(texts)
    assert "年度目标" in texts  # the place of the remark, in words


def test_a_dossier_leaves_out_what_is_not_there_and_says_so(draft, filler, reviewers):  # noqa: F811
    perform(draft, Action.SUBMIT, filler)
    made = dossier_module.dossier(draft)
    parts = f"{dossier_module.SHEET}、{dossier_module.REMARKS}"
    assert dossier_module.ABSENT.format(parts=parts) in texts_of(made)
    assert dossier_module.REMARKS not in lines_of(made)
    judge(draft, Action.PASS, reviewers[0])
    made = dossier_module.dossier(draft)
    assert dossier_module.ABSENT.format(parts=dossier_module.REMARKS) in texts_of(made)


def test_a_dossier_tells_why_an_item_was_judged_otherwise(draft, filler, reviewers):  # noqa: F811
    perform(draft, Action.SUBMIT, filler)
    judge(draft, Action.PASS, reviewers[0])
    draft.assessments.filter(item="clear").update(grade="fair", comment="目标没有写对象")
    assert "目标没有写对象" in texts_of(dossier_module.dossier(draft))


def test_a_dossier_tells_of_the_approval_and_of_the_adjustment(bring, filler):  # noqa: F811
    form = bring("approved")
    assert any(APPROVING.number in text for text in texts_of(dossier_module.dossier(form)))
    version = perform(form, Action.ADJUST, filler, details=ADJUSTING)
    assert {ADJUSTING.reason, ADJUSTING.basis} <= set(texts_of(dossier_module.dossier(version)))


def test_a_remark_is_named_by_the_form_it_was_made_on(draft, filler, reviewers):  # noqa: F811
    perform(draft, Action.SUBMIT, filler)
    add_remark(draft, "indicators[1].value", "怎样考核？", reviewers[0])
    perform(draft, Action.RETURN, reviewers[0])
    draft.indicators.filter(name=GOOD.indicators[0].name).delete()
    texts = texts_of(dossier_module.dossier(Declaration.objects.get(pk=draft.pk)))
    assert f"质量指标“{GOOD.indicators[1].name}”的指标值" in texts


def test_the_dossiers_of_a_list_come_one_a_project(auditor, draft):  # noqa: F811
    data = auditor.get(reverse("dossiers")).getvalue()
    (name,) = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert name.startswith(f"{draft.pk}-")


def test_dossiers_are_made_one_after_the_other_while_they_are_sent(
    auditor,
    draft,  # noqa: F811
    filler,  # noqa: F811
    monkeypatch,
):
    make(draft.unit, draft.cycle, filler, project="第二个项目")
    made = []
    monkeypatch.setattr(oversight, "dossier", lambda one: made.append(one.pk) or b"x" * 1000)
    portions = iter(auditor.get(reverse("dossiers")))
    assert not made
    first = next(portions)
    assert len(made) == 1
    archive = zipfile.ZipFile(io.BytesIO(first + b"".join(portions)))
    assert archive.testzip() is None
    assert [len(archive.read(name)) for name in archive.namelist()] == [1000, 1000]


def test_more_events_than_a_request_should_take_are_to_be_narrowed(auditor, draft, monkeypatch):  # noqa: F811
    monkeypatch.setattr(oversight, "MOST_EVENTS", 0)
    page = auditor.get(reverse("log"), {"year": draft.cycle.year}, follow=True)
    assert said(page) == [oversight.TOO_MANY_EVENTS.format(count=draft.events.count(), most=0)]
    assert page.context["is_filtered"]


def test_units_with_the_same_last_day_are_reminded_together(
    keeper,
    draft,  # noqa: F811
    school,
    staff,  # noqa: F811
    django_assert_max_num_queries,
):
    units = progress_of(draft.cycle, BudgetUnit.objects.all())
    with django_assert_max_num_queries(4):
        assert remind(draft.cycle, units) == 3
    later = draft.cycle.closes_on + timedelta(5)
    common = {"reason": "停电", "given_by": staff["administrator@own"]}
    draft.cycle.extensions.create(unit=school, closes_on=later, **common)
    remind(draft.cycle, units)
    (text,) = Notice.objects.filter(user=staff["filler@other"]).values_list("text", flat=True)[:1]
    assert f"{later:%Y年%m月%d日}" in text


@pytest.mark.parametrize("name", ["log", "dossiers"])
def test_a_filler_takes_no_record_with_him(client, staff, name, draft):  # noqa: F811
    client.force_login(staff["filler@own"])
    assert client.get(reverse(name)).status_code == 403


def test_a_department_has_no_dossier_of_a_unit_that_is_not_below_it(client, staff, draft):  # noqa: F811
    client.force_login(staff["department_reviewer@other"])
    assert client.get(reverse("dossier", args=[draft.pk])).status_code == 404
