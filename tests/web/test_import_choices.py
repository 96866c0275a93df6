"""What is chosen for each form of an import: a project, a draft that gives way, or nothing."""

import io
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from declarations.actions import create_declaration
from declarations.content import CostItem
from declarations.examining.checking import check
from declarations.files import blanks, replacing
from declarations.files.blanks import blank_of
from declarations.models import Declaration, Project, Replacement, Upload
from declarations.sheet import read_file, write_docx, write_xlsx
from declarations.views import uploads
from indicators.tree import shipped

from .conftest import DOCUMENT, GOOD

TREE = shipped()["sichuan-2021"]
OTHER = replace(GOOD, goal="举办三期培训。", indicators=GOOD.indicators[:-1])


def word(*contents):
    return "表.docx", write_docx([(content, TREE) for content in contents])


@pytest.fixture
def send(as_filler, bureau, cycle):
    """Uploads files (name, bytes); gives the upload and its preview."""

    def post(*files, client=as_filler, unit=bureau, **more):
        files = [SimpleUploadedFile(name, data) for name, data in files]
        data = {"unit": unit.pk, "cycle": cycle.pk, "files": files, **more}
        response = client.post(reverse("import"), data)
        kept = Upload.objects.latest("created_at")
        return kept, client.get(response["Location"], follow=True)

    return post


@pytest.fixture
def confirm(as_filler):
    def post(kept, **data):
        data = {name.replace("_", "-"): value for name, value in data.items()}
        return as_filler.post(reverse("import_confirm", args=[kept.pk]), data, follow=True)

    return post


def form_of(page, number=0):
    return page.context["form"].rows[number][0]


# Projects


def test_a_form_may_be_left_out_and_another_goes_to_a_chosen_project(send, confirm, bureau):
    project = Project.objects.create(unit=bureau, name="去年的名称")
    kept, _ = send(word(GOOD, replace(GOOD, project="另一个项目")))
    confirm(kept, form_0=f"project-{project.pk}", form_1="leave")
    made = Declaration.objects.get()
    assert (made.project, made.project_name) == (project, GOOD.project)


def test_two_forms_cannot_go_to_one_project(send, confirm, bureau):
    project = Project.objects.create(unit=bureau, name="一个项目")
    kept, _ = send(word(GOOD, replace(GOOD, project="另一个项目")))
    value = f"project-{project.pk}"
    page = confirm(kept, form_0=value, form_1=value)
    assert set(page.context["form"].errors) == {"form-0", "form-1"}
    assert not Declaration.objects.exists()


def test_a_project_of_another_unit_is_no_choice(send, confirm, school):
    project = Project.objects.create(unit=school, name="学校的项目")
    kept, _ = send(word(GOOD))
    page = confirm(kept, form_0=f"project-{project.pk}")
    assert "form-0" in page.context["form"].errors
    assert not Declaration.objects.exists()


def test_a_form_that_is_the_same_already_is_left_out(send, confirm, declaration):
    kept, page = send(word(GOOD))
    assert form_of(page).differences == ()
    confirm(kept)
    assert Declaration.objects.get().pk == declaration.pk


@pytest.mark.parametrize(("data", "year", "waiting"), [({}, 2020, 0), ({"roll": "on"}, 2021, 6)])
def test_last_years_file_becomes_this_years_form_only_where_it_is_asked_for(
    send, confirm, data, year, waiting
):
    goal = "2020年培训15人，截止2019年底有30人。"
    kept, page = send(word(replace(GOOD, year=2020, goal=goal)))
    assert 'name="roll"' in page.text
    confirm(kept, **data)
    made = Declaration.objects.get()
    assert (made.form_year, made.annual_goal) == (year, goal.replace("2020", str(year)))
    assert made.indicators.filter(is_unconfirmed=True).count() == waiting


def test_a_file_of_the_year_is_not_asked_to_be_rolled(send):
    _, page = send(word(GOOD))
    assert 'name="roll"' not in page.text


# A draft that gives way


def test_a_draft_gives_way_only_where_it_is_chosen_and_was_shown(send, confirm, declaration, fresh):
    kept, page = send(word(OTHER))
    where = [each.where for each in form_of(page).differences]
    assert where == ["goal", "indicators[5]"]
    assert page.text.count("data-where") == 2
    confirm(kept)
    assert fresh(declaration).content().goal == GOOD.goal
    for seen in ({}, {"seen_0": "of another state"}):
        kept, page = send(word(OTHER))
        confirm(kept, form_0="replace", **seen)
        assert fresh(declaration).content().goal == GOOD.goal
    confirm(kept, form_0="replace", seen_0=form_of(page).seen)
    now = fresh(declaration).content()
    assert (now.goal, len(now.indicators)) == (OTHER.goal, 5)
    assert declaration.events.last().action == "import_over"


def test_rows_that_stay_are_the_same_rows_and_the_cost_table_is_kept(
    send, confirm, declaration, row_of
):
    row = row_of(declaration, "培训费")
    row.items.create(label="培训费", unit_price=4000, quantity=15)
    kept, page = send(word(OTHER))
    confirm(kept, form_0="replace", seen_0=form_of(page).seen)
    now = row_of(declaration, "培训费")
    assert now.pk == row.pk
    assert now.items.get().unit_price == 4000


def test_a_replacement_is_undone_with_one_click(as_filler, send, confirm, declaration, fresh):
    before = fresh(declaration).content()
    kept, page = send(word(OTHER))
    page = confirm(kept, form_0="replace", seen_0=form_of(page).seen)
    undo = reverse("undo_replacement", args=[declaration.pk, Replacement.objects.get().pk])
    assert undo in page.text
    page = as_filler.post(undo, follow=True)
    assert fresh(declaration).content() == before
    assert undo not in page.text


def test_what_was_typed_since_is_not_lost_by_an_undo(as_filler, send, confirm, declaration, fresh):
    kept, page = send(word(OTHER))
    confirm(kept, form_0="replace", seen_0=form_of(page).seen)
    Declaration.objects.update(annual_goal="后来写的目标")
    as_filler.post(reverse("undo_replacement", args=[declaration.pk, Replacement.objects.get().pk]))
    assert fresh(declaration).content().goal == "后来写的目标"


def test_a_form_in_review_does_not_give_way(send, confirm, declaration, fresh):
    Declaration.objects.update(state="in_review")
    kept, page = send(word(OTHER))
    assert form_of(page).locked
    assert form_of(page).locked in page.text
    page = confirm(kept, form_0="replace", seen_0=form_of(page).seen)
    assert "form-0" in page.context["form"].errors
    assert fresh(declaration).content().goal == GOOD.goal


def test_all_or_nothing_where_one_of_the_drafts_was_changed_meanwhile(send, confirm, declaration):
    kept, page = send(word(OTHER, replace(GOOD, project="新的项目")))
    seen = form_of(page).seen
    Declaration.objects.update(annual_goal="刚刚改的")
    confirm(kept, form_0="replace", seen_0=seen, form_1="new")
    assert Declaration.objects.count() == 1
    assert Upload.objects.filter(pk=kept.pk).exists()


# The blank


def filled(declaration, **cells):
    """The blank of a declaration with these cells changed (old text -> new)."""
    book = openpyxl.load_workbook(io.BytesIO(blank_of(check(declaration))))
    for row in book.worksheets[0]:
        for cell in row:
            if cell.value in cells:
                cell.value = cells[cell.value]
    out = io.BytesIO()
    book.save(out)
    return "模板.xlsx", out.getvalue()


def test_a_blank_that_comes_back_replaces_its_draft_with_one_click(
    as_filler, send, confirm, declaration, fresh
):
    declaration.rows()[3].items.create(label="培训费", unit_price=4000, quantity=15)
    response = as_filler.get(reverse("blank", args=[declaration.pk]))
    assert response["Content-Disposition"].startswith("attachment")
    data = filled(fresh(declaration), **{"≥15人": "≥20人", GOOD.project: "改了名的项目"})
    kept, page = send(data)
    assert [each.where for each in form_of(page).differences] == ["project", "indicators[0].value"]
    choice = page.context["form"].rows[0][1]
    assert choice.initial == "replace"
    confirm(kept, form_0=choice.initial, seen_0=form_of(page).seen)
    now = fresh(declaration).content()
    assert (now.project, now.indicators[0].value) == ("改了名的项目", "≥20人")
    assert now.items == (CostItem(3, "培训费", Decimal(4000), quantity=Decimal(15)),)
    assert Declaration.objects.count() == 1


def test_a_draft_changed_after_its_blank_went_out_is_not_overwritten_by_default(
    send, confirm, declaration, fresh
):
    data = filled(fresh(declaration), **{"≥15人": "≥20人"})
    Declaration.objects.update(annual_goal="下载以后改的")
    kept, page = send(data)
    assert form_of(page).is_stale
    assert page.context["form"].rows[0][1].initial == "leave"
    confirm(kept, form_0="replace", seen_0=form_of(page).seen)
    assert fresh(declaration).content().goal == GOOD.goal


@pytest.mark.parametrize("key", ["1:abc", "", "WzEsICJhIl0:1abc:zzz"])
def test_a_key_that_is_not_ours_is_refused_or_is_none(send, declaration, monkeypatch, key):
    monkeypatch.setattr(blanks.signing, "dumps", lambda *args, **kwargs: key)
    _, page = send(filled(declaration))
    problems = [problem.message for problem in page.context["plan"].problems]
    assert problems == ([blanks.TAMPERED] if key else [])


def test_the_blank_of_another_unit_is_refused(client, stranger, school, send, declaration, fresh):
    data = filled(fresh(declaration), **{"≥15人": "≥20人"})
    client.force_login(stranger)
    assert client.get(reverse("blank", args=[declaration.pk])).status_code == 404
    kept, page = send(data, client=client, unit=school)
    assert [problem.message for problem in page.context["plan"].problems] == [blanks.NOT_YOURS]
    client.post(reverse("import_confirm", args=[kept.pk]))
    assert Declaration.objects.count() == 1


def test_an_empty_blank_carries_unit_and_year_and_becomes_a_new_project(
    as_filler, send, confirm, bureau, cycle
):
    answer = as_filler.post(reverse("empty_blank"), {"unit": bureau.pk, "cycle": cycle.pk})
    (reading,) = read_file("模板.xlsx", answer.content).readings
    assert (reading.content.unit, reading.content.year) == (bureau.name, 2021)
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    label = next(cell for row in book.worksheets[0] for cell in row if cell.value == "项目名称")
    book.worksheets[0].cell(label.row, label.column + 2, "离线填的项目")
    out = io.BytesIO()
    book.save(out)
    kept, _ = send(("模板.xlsx", out.getvalue()))
    confirm(kept)
    assert Declaration.objects.get().project.name == "离线填的项目"


# Long work


def test_many_files_are_read_in_portions_and_then_previewed(
    as_filler, send, monkeypatch, bureau, cycle
):
    monkeypatch.setattr(uploads, "SECONDS", 0)
    files = [(f"{n}.docx", word(replace(GOOD, project=f"项目{n}"))[1]) for n in range(3)]
    kept, page = send(*files)
    url = reverse("import_reading", args=[kept.pk])
    assert (page.context["done"], page.context["count"]) == (1, 3)
    assert as_filler.get(reverse("import_preview", args=[kept.pk]))["Location"] == url
    headers = {"HX-Request": "true"}
    assert as_filler.post(url, headers=headers).context["done"] == 2
    last = as_filler.post(url, headers=headers)
    assert last["HX-Redirect"] == reverse("import_preview", args=[kept.pk])
    assert len(as_filler.get(last["HX-Redirect"]).context["plan"].new) == 3


def test_a_browser_without_scripts_reads_the_rest_with_one_click(as_filler, send, monkeypatch):
    monkeypatch.setattr(uploads, "SECONDS", 0)
    files = [(f"{n}.docx", word(replace(GOOD, project=f"项目{n}"))[1]) for n in range(3)]
    kept, _ = send(*files)
    response = as_filler.post(reverse("import_reading", args=[kept.pk]))
    assert response["Location"] == reverse("import_preview", args=[kept.pk])
    assert not kept.unread().exists()


def test_each_cell_that_was_read_is_shown_with_its_place(as_filler, send):
    kept, _ = send((DOCUMENT.name, DOCUMENT.read_bytes()))
    page = as_filler.get(reverse("import_form", args=[kept.pk, 1]))
    cells = {cell.label: (cell.text, str(cell.place)) for cell in page.context["cells"]}
    assert cells["项目名称"][0].strip() == "博思电子票据管理系统V1.0维护费"
    assert cells["项目名称"][1].startswith("表2 第1行")
    assert as_filler.get(reverse("import_form", args=[kept.pk, 99])).status_code == 404


def test_a_preview_asks_the_database_no_more_for_more_forms(as_filler, send, bureau, cycle):
    def count(number):
        contents = [replace(GOOD, project=f"项目{n}") for n in range(number)]
        kept, _ = send(word(*contents))
        with CaptureQueriesContext(connection) as queries:
            as_filler.get(reverse("import_preview", args=[kept.pk]))
        return len(queries)

    for number in range(6):
        create_declaration(replace(OTHER, project=f"项目{number}"), unit=bureau, cycle=cycle)
    assert count(2) == count(6)


def test_what_was_read_survives_its_wait_in_the_database(send):
    """A NUL and half a character in a file are refused by no database on the way."""
    broken = replace(GOOD, goal="甲\ufffd乙")
    kept, page = send(
        ("x.txt", "\t项目名称\x00\t值\n".encode()), ("a.xlsx", write_xlsx([(broken, TREE)]))
    )
    assert page.status_code == 200
    assert not kept.unread().exists()


def test_replacing_writes_nothing_if_the_draft_was_deleted(declaration, filler, fresh):
    from django.http import Http404

    from declarations.drafting import recycling

    seen = replacing.fingerprint(fresh(declaration).content())
    recycling.delete(declaration, filler)
    with pytest.raises(Http404):
        replacing.replace_content(declaration, OTHER, seen, filler)
