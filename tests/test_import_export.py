"""The demo, and the commands that bring forms in and take them out."""

import io
import zipfile
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.db.models import Sum
from django.utils import timezone

from declarations import demo
from declarations.content import format_wan, format_yuan
from declarations.files.importing import plan_import
from declarations.models import BudgetUnit, Cycle, Declaration, User
from declarations.sheet import messages, read_file
from tests.conftest import DATA

pytestmark = pytest.mark.django_db

DOCUMENT = DATA / "renhe-2021.docx"


def run(*arguments):
    """Call a command; gives its exit code, its output and its errors."""
    out, err = io.StringIO(), io.StringIO()
    code = 0
    try:
        call_command(*map(str, arguments), stdout=out, stderr=err)
    except SystemExit as exit:
        code = exit.code
    except CommandError as error:
        code = error.returncode
        err.write(str(error))
    return code, out.getvalue(), err.getvalue()


@pytest.fixture
def loaded():
    """The demo, with all its forms."""
    demo.load()
    return Declaration.objects.with_rows()


@pytest.fixture
def empty():
    """The demo's units and cycle, without a form."""
    demo.set_up_office()
    return Declaration.objects.with_rows()


def export(tmp_path, *arguments, format="docx"):
    output = tmp_path / f"forms.{format}"
    result = run(
        "export_declarations", "--cycle", 2021, "--format", format, "--output", output, *arguments
    )
    return result, output


# The demo


def test_the_demo_brings_the_forms_of_the_document(loaded):
    assert loaded.count() == 16
    assert loaded.aggregate(Sum("annual_total"))["annual_total__sum"] == Decimal("401.36")
    assert set(loaded.values_list("state", flat=True)) == {Declaration.State.DRAFT}


def test_the_demo_loaded_again_changes_nothing(loaded):
    one = loaded.first()
    Declaration.objects.filter(pk=one.pk).update(annual_goal="改过的目标")
    assert demo.load() == 0
    assert loaded.get(pk=one.pk).annual_goal == "改过的目标"
    assert loaded.count() == 16


def test_the_demo_leaves_a_database_with_users_alone():
    User.objects.create(username="somebody")
    run("demo", "--only-if-new")
    assert User.objects.count() == 1
    assert not Declaration.objects.exists()


def test_what_the_demo_stores_is_what_the_document_says(loaded):
    read = read_file(DOCUMENT.name, DOCUMENT.read_bytes()).readings
    stored = [one.content() for one in loaded.order_by("pk")]
    for was, became in zip(read, stored, strict=True):
        assert became.funding == was.content.funding
        assert became.goal == was.content.goal
        assert became.indicators == was.content.indicators
        assert (became.project, became.unit, became.year) == (
            was.content.project,
            was.content.unit,
            was.content.year,
        )


# Import


def test_forms_find_their_unit_by_its_name(empty):
    code, _, _ = run("import_declarations", DATA / "renhe-2021.xlsx", "--cycle", 2021)
    assert code == 2  # the two fragments name no unit
    assert not empty.exists()


def test_with_a_unit_all_forms_are_imported(empty):
    code, _, _ = run(
        "import_declarations", DATA / "renhe-2021.xlsx", "--cycle", 2021, "--unit", demo.BUREAU[0]
    )
    assert code == 0
    assert empty.count() == 16


def test_a_dry_run_writes_nothing(empty):
    code, _, _ = run(
        "import_declarations", DOCUMENT, "--cycle", 2021, "--unit", demo.BUREAU[0], "--dry-run"
    )
    assert code == 0
    assert not empty.exists()


def test_forms_that_are_there_already_are_not_imported_again(loaded):
    code, _, _ = run("import_declarations", DOCUMENT, "--cycle", 2021, "--unit", demo.BUREAU[0])
    assert code == 0
    assert loaded.count() == 16


def test_one_unreadable_file_stops_the_whole_import(empty, tmp_path):
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"not a document")
    code, _, errors = run(
        "import_declarations", DOCUMENT, broken, "--cycle", 2021, "--unit", demo.BUREAU[0]
    )
    assert code == 2
    assert "broken.docx" in errors
    assert not empty.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("--cycle", 1999),
        ("--cycle", 2021, "--unit", "no such unit"),
    ],
)
def test_an_unknown_cycle_or_unit_is_named(empty, arguments):
    code, _, errors = run("import_declarations", DOCUMENT, *arguments)
    assert code == 2
    assert str(arguments[-1]) in errors


def test_a_project_of_last_year_is_taken_up_again(loaded):
    bureau = BudgetUnit.objects.get(code=demo.BUREAU[0])
    last = Cycle.objects.get(year=2021)
    cycle = Cycle.objects.create(
        year=2022, scheme=last.scheme, opens_on=last.opens_on, closes_on=last.closes_on
    )
    plan = plan_import([(DOCUMENT.name, DOCUMENT.read_bytes())], cycle=cycle, unit=bureau)
    named = [form for form in plan.forms if form.content.project.strip()]
    assert len(named) == 12
    assert all(form.project is not None for form in named)
    assert all(form.declared is None for form in plan.forms)


def test_the_year_of_another_cycle_is_found_on_import(loaded):
    last = Cycle.objects.get(year=2021)
    cycle = Cycle.objects.create(
        year=2022, scheme=last.scheme, opens_on=last.opens_on, closes_on=last.closes_on
    )
    plan = plan_import([(DOCUMENT.name, DOCUMENT.read_bytes())], cycle=cycle)
    assert all("BAS-YEAR" in [found.code for found in form.report.errors] for form in plan.forms)


# Export


def test_an_official_export_names_the_forms_with_errors_and_writes_nothing(loaded, tmp_path):
    (code, _, errors), output = export(tmp_path)
    assert code == 1
    assert not output.exists()
    assert list(tmp_path.iterdir()) == []
    assert "博思电子票据管理系统V1.0维护费" in errors
    assert "CST-EXPR-UNIT" in errors


def test_an_export_that_skips_errors_writes_the_forms_without(loaded, tmp_path):
    (code, _, errors), output = export(tmp_path, "--skip-errors")
    assert code == 0
    written = [reading.content for reading in read_file(output.name, output.read_bytes()).readings]
    stored = [one.content() for one in loaded if str(one) not in errors]
    assert written
    assert {content.project for content in written} <= {content.project for content in stored}
    assert "博思电子票据管理系统V1.0维护费" not in {content.project for content in written}


@pytest.mark.parametrize("format", ["docx", "xlsx"])
def test_drafts_are_exported_whole_and_come_back_equal(loaded, tmp_path, format):
    (code, _, _), output = export(tmp_path, "--draft", format=format)
    assert code == 0
    written = [reading.content for reading in read_file(output.name, output.read_bytes()).readings]
    stored = [one.content() for one in loaded]
    complete = [content for content in stored if content.unit]
    assert [content for content in written if content.unit] == complete
    assert len(complete) == 14


def test_a_draft_says_so_in_the_header_of_the_page(loaded, tmp_path):
    _, word = export(tmp_path, "--draft")
    (section, *_) = docx.Document(str(word)).sections
    header = "".join(paragraph.text for paragraph in section.header.paragraphs)
    assert "草稿" in header
    _, excel = export(tmp_path, "--draft", format="xlsx")
    sheet = openpyxl.load_workbook(excel).worksheets[0]
    assert "草稿" in sheet.oddHeader.center.text


def test_a_zip_holds_each_form_as_word_and_excel(loaded, tmp_path):
    (code, _, _), output = export(tmp_path, "--draft", format="zip")
    assert code == 0
    with zipfile.ZipFile(output) as archive:
        names = archive.namelist()
        assert len(names) == len(set(names)) == 32
        for name in names:
            (reading,) = read_file(name, archive.read(name)).readings
            assert reading.content.indicators


def test_a_part_changed_by_a_hundredth_of_a_wan_is_refused_with_both_amounts(loaded, tmp_path):
    one = loaded.get(project_name__contains="指标管理软件")
    others = Declaration.objects.exclude(pk=one.pk)
    others.update(deleted_at=timezone.now(), deleted_by=User.objects.first())
    Declaration.objects.filter(pk=one.pk).update(appropriation=Decimal("2.01"))
    (code, _, errors), output = export(tmp_path)
    assert code == 1
    assert not output.exists()
    line = next(line for line in errors.splitlines() if "FND-TOTAL-EQ-PARTS" in line)
    for said in (format_wan(Decimal(2)), format_wan(Decimal("2.01")), format_yuan(Decimal(100))):
        assert said in line


def test_an_export_of_nothing_says_so(loaded, tmp_path):
    (code, _, errors), output = export(tmp_path, "--state", "approved")
    assert code == 1
    assert errors
    assert not output.exists()


def test_a_place_that_cannot_be_written_is_named(loaded, tmp_path):
    output = tmp_path / "nowhere" / "forms.docx"
    code, _, errors = run(
        "export_declarations",
        *("--cycle", 2021, "--format", "docx", "--draft", "--output", output),
    )
    assert code == 2
    assert str(output) in errors


def test_an_existing_file_is_replaced_whole(loaded, tmp_path):
    (tmp_path / "forms.docx").write_bytes(b"old")
    (code, _, _), output = export(tmp_path, "--draft")
    assert code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["forms.docx"]
    assert read_file(output.name, Path(output).read_bytes()).readings


@pytest.mark.parametrize("format", ["xlsx", "zip"])
def test_a_text_too_long_for_excel_is_refused_and_nothing_written(loaded, tmp_path, format):
    declaration = loaded[0]
    declaration.annual_goal = "长" * 32_768
    declaration.save()
    (code, _, err), _ = export(tmp_path, "--draft", format=format)
    said = messages.too_long_for_excel(
        declaration.project.name, "B9", declaration.annual_goal, 32_767
    )
    assert code == 1
    assert said in err
    assert not list(tmp_path.iterdir())
