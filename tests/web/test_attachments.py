"""Files attached to a form: what is taken, who gets it, what the checks and the reviewer see."""

import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from declarations.actions import copy_version, create_declaration
from declarations.drafting.attaching import Upload, attach_scan
from declarations.drafting.editing import delete as delete_row
from declarations.drafting.last_year import carry_over
from declarations.examining.checking import check
from declarations.forms import attachments as forms
from declarations.forms import messages
from declarations.models import Attachment, Cycle, Declaration, Submission

from .conftest import GOOD, Role
from .test_queries import MOST, asked

PDF = b"%PDF-1.7\n..."
PNG = b"\x89PNG\r\n\x1a\n..."


def office(*parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for part in parts:
            package.writestr(part, "<x/>")
    return out.getvalue()


@pytest.fixture
def attach(as_filler, declaration):
    def post(name="合同.pdf", data=PDF, place="form", kind="contract"):
        file = SimpleUploadedFile(name, data)
        return as_filler.post(
            reverse("attach", args=[declaration.pk]), {"file": file, "place": place, "kind": kind}
        )

    return post


def url(name, attachment):
    return reverse(name, args=[attachment.declaration_id, attachment.pk])


def test_a_file_is_kept_apart_from_its_name_and_given_back_byte_for_byte(
    as_filler, attach, settings
):
    assert attach("../../合同 “1”.pdf").status_code == 302
    kept = Attachment.objects.get()
    assert kept.name == "合同 “1”.pdf"
    path = Path(kept.file.path)
    assert path.is_relative_to(settings.MEDIA_ROOT)
    assert kept.name not in str(path)
    answer = as_filler.get(url("attachment", kept))
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("合同.pdf", PDF),
        ("照片.JPG", b"\xff\xd8\xff..."),
        ("截图.png", PNG),
        ("方案.docx", office("word/document.xml")),
        ("测算.xlsx", office("xl/workbook.xml")),
        ("旧方案.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..."),
    ],
)
def test_the_kinds_of_files_that_offices_use_are_taken(attach, name, data):
    assert attach(name, data).status_code == 302
    assert Attachment.objects.get().name == name


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("页面.html", b"<script>alert(1)</script>"),
        ("图.svg", b"<svg onload='alert(1)'/>"),
        ("合同.pdf", b"<script>alert(1)</script>"),
        ("合同.pdf", PNG),
        ("方案.docx", office("word/document.xml", "word/vbaProject.bin")),
        ("方案.docx", office("other.xml")),
        ("方案.docx", b"PK\x03\x04 damaged"),
        ("无后缀", PDF),
    ],
)
def test_a_file_that_is_not_what_its_name_says_or_could_run_is_refused(attach, name, data):
    answer = attach(name, data)
    (error,) = answer.context["attachment_form"].errors.as_data()["file"]
    assert error.message == messages.ATTACHMENT_TYPE
    assert not Attachment.objects.exists()


def test_an_empty_a_large_and_one_file_too_many_are_refused(attach, monkeypatch):
    assert "file" in attach(data=b"").context["attachment_form"].errors
    monkeypatch.setattr(forms, "LARGEST", 5)
    (error,) = attach().context["attachment_form"].errors.as_data()["file"]
    assert error.message == messages.ATTACHMENT_TOO_BIG
    monkeypatch.undo()
    monkeypatch.setattr(forms, "MOST", 1)
    attach()
    assert attach().context["attachment_form"].non_field_errors()
    assert Attachment.objects.count() == 1


@pytest.fixture
def contract(bureau, cycle, fresh):
    """A form whose cost rests on a contract."""
    made = create_declaration(GOOD, unit=bureau, cycle=cycle)
    made.indicators.filter(name="培训费").update(value="根据签订合同，6万元/年")
    return fresh(made)


@pytest.mark.parametrize("place", ["form", "row", "item"])
def test_a_cost_that_rests_on_a_contract_is_content_with_the_contract(
    as_filler, contract, fresh, place
):
    row = contract.rows()[3]
    item = row.items.create(label="培训费", unit_price=60_000)
    key = {"form": "form", "row": f"row-{row.pk}", "item": f"item-{item.pk}"}[place]

    def codes():
        return {found.code for found in check(fresh(contract)).report.findings}

    assert "CST-CONTRACT-BASIS" in codes()
    data = {"file": SimpleUploadedFile("合同.pdf", PDF), "place": key, "kind": "contract"}
    as_filler.post(reverse("attach", args=[contract.pk]), data)
    assert "CST-CONTRACT-BASIS" not in codes()


def test_a_file_on_another_row_does_not_content_it(as_filler, contract, fresh):
    key = f"row-{contract.rows()[0].pk}"
    data = {"file": SimpleUploadedFile("合同.pdf", PDF), "place": key, "kind": "contract"}
    as_filler.post(reverse("attach", args=[contract.pk]), data)
    found = {one.code for one in check(fresh(contract)).report.findings}
    assert "CST-CONTRACT-BASIS" in found


def test_a_place_on_another_form_is_no_place(attach, contract):
    answer = attach(place=f"row-{contract.rows()[0].pk}")
    assert "place" in answer.context["attachment_form"].errors


def test_a_file_outlives_its_row(attach, declaration):
    row = declaration.rows()[0]
    attach(place=f"row-{row.pk}")
    delete_row(row)
    assert Attachment.objects.get().indicator is None


def test_a_file_of_a_draft_is_deleted_with_its_bytes(
    as_filler, attach, declaration, django_capture_on_commit_callbacks
):
    attach()
    kept = Attachment.objects.get()
    path = Path(kept.file.path)
    with django_capture_on_commit_callbacks(execute=True):
        as_filler.post(url("detach", kept))
    assert not Attachment.objects.exists()
    assert not path.exists()
    actions = list(declaration.events.values_list("action", flat=True))
    assert actions == ["create", "attach", "detach"]


def test_a_file_that_a_reviewer_has_seen_stays(as_filler, attach, declaration, filler):
    attach()
    Submission.objects.create(
        declaration=declaration,
        round=1,
        submitted_by=filler,
        snapshot={},
        submitted_at=timezone.now(),
    )
    kept = Attachment.objects.get()
    as_filler.post(url("detach", kept))
    assert Attachment.objects.filter(pk=kept.pk).exists()


@pytest.fixture
def adjusted(attach, declaration, filler, fresh):
    """The next version of a form with a file on the whole, on a row, and on a line of its costs."""
    row = declaration.rows()[3]
    item = row.items.create(label="培训费", unit_price=60_000)
    for place in ("form", f"row-{row.pk}", f"item-{item.pk}"):
        attach(f"{place}.pdf", place=place)
    Attachment.objects.update(uploaded_at=timezone.now() - timedelta(40))
    Declaration.objects.update(state=Declaration.State.APPROVED)
    scan = Upload("批复.pdf", "application/pdf", PDF)
    attach_scan(declaration, scan, by=filler)
    return fresh(copy_version(fresh(declaration), by=filler))


def test_an_adjustment_has_the_files_in_their_places(as_filler, adjusted, declaration):
    old, new = declaration.attachments.of_fillers(), adjusted.attachments.all()
    assert [one.indicator for one in new] == [None, adjusted.rows()[3], adjusted.rows()[3]]
    assert [one.cost_item for one in new] == [None, None, adjusted.rows()[3].items.get()]
    for name in Attachment.OF_THE_FILE:
        assert [getattr(one, name) for one in new] == [getattr(one, name) for one in old]
    for one in new:
        answer = as_filler.get(url("attachment", one))
        assert b"".join(answer.streaming_content) == PDF


def test_the_bytes_go_with_the_last_version_that_has_them(
    as_filler, adjusted, declaration, django_capture_on_commit_callbacks
):
    first, second, _ = adjusted.attachments.all()
    with django_capture_on_commit_callbacks(execute=True):
        as_filler.post(url("detach", first))
    assert not adjusted.attachments.filter(pk=first.pk).exists()
    assert Path(first.file.path).exists()
    declaration.attachments.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        as_filler.post(url("detach", second))
    assert not Path(second.file.path).exists()


def test_next_years_form_names_last_years_files_and_does_not_take_them(
    as_filler, attach, declaration, cycle, filler, fresh
):
    attach()
    kept = Attachment.objects.get()
    later = Cycle.objects.create(
        year=2022, scheme=cycle.scheme, opens_on="2021-10-01", closes_on="2021-12-31"
    )
    (carried,) = carry_over([fresh(declaration)], cycle=later, by=filler)
    page = as_filler.get(reverse("declaration", args=[carried.declaration.pk]))
    assert url("attachment", kept) in page.text
    assert url("detach", kept) not in page.text
    assert not carried.declaration.attachments.exists()


def test_nothing_is_attached_to_a_form_in_review(as_filler, attach, declaration):
    attach()
    declaration.state = "in_review"
    declaration.save()
    assert attach().status_code == 403
    kept = Attachment.objects.get()
    assert as_filler.post(url("detach", kept)).status_code == 403
    assert as_filler.get(url("attachment", kept)).status_code == 200


def test_who_sees_the_form_sees_its_files_and_a_stranger_finds_none(
    client, attach, declaration, stranger, person, government
):
    attach()
    kept = Attachment.objects.get()
    client.force_login(person("reviewer", government, Role.DEPARTMENT_REVIEWER))
    page = client.get(reverse("declaration", args=[declaration.pk]))
    assert url("attachment", kept) in page.text
    assert url("detach", kept) not in page.text
    assert client.get(url("attachment", kept)).status_code == 200
    assert client.post(url("detach", kept)).status_code == 403
    client.force_login(stranger)
    for method, name in ((client.get, "attachment"), (client.post, "detach")):
        assert method(url(name, kept)).status_code == 404
    assert Attachment.objects.exists()


def test_a_file_is_not_found_through_another_form(as_filler, attach, contract):
    attach()
    kept = Attachment.objects.get()
    assert as_filler.get(reverse("attachment", args=[contract.pk, kept.pk])).status_code == 404


def test_files_cost_a_save_no_query(htmx, attach, declaration):
    attach()
    row = declaration.rows()[0]
    with CaptureQueriesContext(connection) as queries:
        htmx(reverse("row", args=[declaration.pk, row.pk]), {"value": "≥16人"})
    assert len(asked(queries.captured_queries)) <= MOST
