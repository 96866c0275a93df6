"""Import in the browser: upload, preview, confirm."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from declarations.forms import messages, uploads
from declarations.models import Declaration, Upload, UploadedFile
from declarations.models.upload import KEPT_FOR
from declarations.sheet import write_docx
from indicators.tree import DEFAULT_CODE, shipped

from .conftest import DOCUMENT, GOOD, Role


@pytest.fixture
def upload(as_filler, bureau, cycle):
    """Posts these files (name, bytes) for the bureau."""

    def post(*files):
        data = {
            "unit": bureau.pk,
            "cycle": cycle.pk,
            "files": [SimpleUploadedFile(name, content) for name, content in files],
        }
        return as_filler.post(reverse("import"), data)

    return post


def document():
    return DOCUMENT.name, DOCUMENT.read_bytes()


def test_a_document_is_previewed_before_anything_is_written(as_filler, upload):
    response = upload(document())
    kept = Upload.objects.get()
    assert response["Location"] == reverse("import_preview", args=[kept.pk])
    assert [(file.name, bytes(file.data)) for file in kept.files.all()] == [document()]
    page = as_filler.get(response["Location"])
    assert len(page.context["plan"].new) == 16
    assert page.content.decode().count("data-form") == 16
    assert not Declaration.objects.exists()


def test_confirming_writes_all_forms_and_forgets_the_files(as_filler, upload, bureau):
    upload(document())
    kept = Upload.objects.get()
    response = as_filler.post(reverse("import_confirm", args=[kept.pk]))
    assert response["Location"] == f"{reverse('list')}?year=2021"
    assert Declaration.objects.filter(project__unit=bureau).count() == 16
    assert not Upload.objects.exists()
    assert not UploadedFile.objects.exists()
    assert as_filler.post(reverse("import_confirm", args=[kept.pk])).status_code == 404


def test_files_that_are_not_read_yet_are_read_before_anything_is_locked(as_filler, upload):
    upload(document())
    kept = Upload.objects.get()
    kept.files.update(reading="")
    answer = as_filler.post(reverse("import_confirm", args=[kept.pk]))
    assert answer["Location"] == reverse("import_reading", args=[kept.pk])
    assert kept.unread().exists()
    assert not Declaration.objects.exists()


def test_hundreds_of_files_and_forms_are_taken_in_one_request(as_filler, upload):
    assert upload(*((f"{n}.txt", b"x") for n in range(101))).status_code == 302
    assert UploadedFile.objects.count() == 101
    upload(document())
    kept = Upload.objects.latest("created_at")
    said = {f"seen-{n}": "" for n in range(1_001)}
    assert as_filler.post(reverse("import_confirm", args=[kept.pk]), said).status_code == 302


@pytest.fixture
def brought(as_filler, upload):
    """Imports this form alone, and gives where the page goes then."""

    def take(content):
        upload(("one.docx", write_docx([(content, shipped()[DEFAULT_CODE])])))
        return as_filler.post(reverse("import_confirm", args=[Upload.objects.get().pk]))["Location"]

    return take


def test_one_form_is_opened_at_the_first_thing_to_mend(brought):
    where = brought(replace(GOOD, project=""))
    edit = reverse("edit", args=[Declaration.objects.get().pk, "basics"])
    assert where == f"{edit}#id_project_name"


def test_one_form_without_a_fault_is_shown_whole(brought):
    first, second, third, *others = GOOD.indicators
    rows = (first, second, replace(third, name="培训班结束时间"), *others)
    where = brought(replace(GOOD, indicators=rows))
    assert where == reverse("declaration", args=[Declaration.objects.get().pk])


def test_a_cycle_that_was_closed_since_the_preview_takes_no_form(as_filler, upload, cycle):
    upload(document())
    cycle.status = cycle.Status.CLOSED
    cycle.save()
    as_filler.post(reverse("import_confirm", args=[Upload.objects.get().pk]))
    assert not Declaration.objects.exists()


def test_what_is_there_already_is_not_imported_again(as_filler, upload):
    for _ in range(2):
        upload(document())
        as_filler.post(reverse("import_confirm", args=[Upload.objects.get().pk]))
    assert Declaration.objects.count() == 16


def test_an_unreadable_file_stops_the_whole_import(as_filler, upload):
    response = upload(document(), ("broken.docx", b"\x89PNG\r\n\x1a\n not a document"))
    page = as_filler.get(response["Location"])
    assert page.context["plan"].unreadable
    kept = Upload.objects.get()
    confirm = reverse("import_confirm", args=[kept.pk])
    assert f'action="{confirm}"' not in page.content.decode()
    (problem,) = page.context["plan"].problems
    assert problem.message in page.content.decode().replace("&quot;", '"')
    as_filler.post(confirm)
    assert not Declaration.objects.exists()
    assert Upload.objects.filter(pk=kept.pk).exists()


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ([], messages.NO_FILE),
        ([("table.pdf", b"%PDF-1.4")], messages.WRONG_TYPE),
        ([document(), ("photo.png", b"x")], messages.WRONG_TYPE),
        ([("long.txt", b"x" * 2000)], messages.TOO_BIG),
        ([("a.txt", b"x" * 900), ("b.txt", b"x" * 900)], messages.ALL_TOO_BIG),
    ],
    ids=["none", "pdf", "one of two", "large", "together"],
)
def test_what_cannot_be_imported_is_said_at_once(upload, monkeypatch, files, message):
    if message in (messages.TOO_BIG, messages.ALL_TOO_BIG):
        monkeypatch.setattr(uploads, "LARGEST_FILE", 1000)
    response = upload(*files)
    errors = response.context["form"].errors.as_data()["files"]
    assert [error.message for error in errors] == [message]
    assert not Upload.objects.exists()


def test_nobody_imports_for_a_unit_that_is_not_his(as_filler, school, cycle):
    data = {"unit": school.pk, "cycle": cycle.pk, "files": [SimpleUploadedFile(*document())]}
    response = as_filler.post(reverse("import"), data)
    assert "unit" in response.context["form"].errors
    assert not Upload.objects.exists()


@pytest.mark.parametrize("unit", ["bureau", "school"])
def test_the_upload_of_another_person_is_not_found(request, client, upload, person, unit):
    upload(document())
    kept = Upload.objects.get()
    client.force_login(person("another", request.getfixturevalue(unit), Role.FILLER))
    assert client.get(reverse("import_preview", args=[kept.pk])).status_code == 404
    for name in ("import_confirm", "import_discard"):
        assert client.post(reverse(name, args=[kept.pk])).status_code == 404
    assert Upload.objects.exists()


def test_an_upload_can_be_discarded(as_filler, upload):
    upload(document())
    response = as_filler.post(reverse("import_discard", args=[Upload.objects.get().pk]))
    assert response["Location"] == reverse("import")
    assert not Upload.objects.exists()


def test_files_that_nobody_confirmed_are_forgotten_after_a_day(upload):
    upload(document())
    old = Upload.objects.get()
    old.created_at = timezone.now() - KEPT_FOR - timedelta(minutes=1)
    old.save()
    upload(document())
    assert Upload.objects.count() == 1
    assert not Upload.objects.filter(pk=old.pk).exists()
