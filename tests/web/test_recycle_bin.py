"""A deleted draft is nowhere but in the recycle bin, and comes back as it was."""

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from declarations.actions import create_declaration
from declarations.drafting import recycling
from declarations.examining.checking import check_all
from declarations.models import Declaration, Submission
from declarations.permissions import NOT_A_FILLER, NOT_DELETED, SUBMITTED_BEFORE

from .conftest import GOOD, Role


@pytest.fixture
def deleted(declaration, filler):
    recycling.delete(declaration, filler)
    return declaration


def url(name, declaration):
    return reverse(name, args=[declaration.pk])


def test_a_draft_is_deleted_with_its_button_and_restored_from_the_bin(
    as_filler, filler, declaration
):
    assert url("delete", declaration) in as_filler.get(url("declaration", declaration)).text
    assert as_filler.post(url("delete", declaration)).status_code == 302
    bin = as_filler.get(reverse("recycle_bin"))
    assert [one.pk for one in bin.context["page"]] == [declaration.pk]
    response = as_filler.post(url("restore", declaration))
    assert response["Location"] == url("declaration", declaration)
    now = Declaration.objects.get(pk=declaration.pk)
    assert now.content().indicators == declaration.content().indicators
    done = declaration.events.values_list("action", "by")
    assert list(done) == [("create", None), ("delete", filler.pk), ("restore", filler.pk)]


def test_a_deleted_draft_is_in_no_list_count_or_export(as_filler, deleted):
    for name in ("home", "list"):
        page = as_filler.get(reverse(name))
        assert deleted.project_name not in page.text.replace("已删除", "")
    assert as_filler.get(reverse("export_many", args=["docx"])).status_code == 404
    for name in ("declaration", "delete"):
        method = as_filler.post if name == "delete" else as_filler.get
        assert method(url(name, deleted)).status_code == 404


def test_a_deleted_draft_takes_no_save_from_a_window_still_open(as_filler, declaration, filler):
    row = declaration.rows()[0]
    recycling.delete(declaration, filler)
    answer = as_filler.post(reverse("row", args=[declaration.pk, row.pk]), {"name": "别的"})
    assert answer.status_code == 404
    row.refresh_from_db()
    assert row.name != "别的"


def test_a_deleted_draft_is_no_neighbour_of_another_form(bureau, cycle, deleted):
    other = create_declaration(GOOD, unit=bureau, cycle=cycle)
    (checked,) = check_all([other])
    assert checked.context.other_projects == ()
    assert len(checked.context.unit_forms.contents) == 1


def test_the_project_may_have_another_form_meanwhile_and_then_none_is_restored(
    as_filler, cycle, bureau, deleted
):
    other = create_declaration(GOOD, unit=bureau, cycle=cycle, project=deleted.project)
    page = as_filler.post(url("restore", deleted), follow=True)
    assert url("declaration", other) in page.text
    assert not Declaration.objects.filter(pk=deleted.pk).exists()


@pytest.mark.parametrize(
    "state", [state for state in Declaration.State if state != Declaration.State.DRAFT]
)
def test_what_is_no_draft_is_not_deleted(as_filler, declaration, state):
    Declaration.objects.update(state=state)
    answer = as_filler.post(url("delete", declaration))
    assert answer.status_code == 403
    assert NOT_DELETED.format(state=state.label) in answer.text
    assert url("delete", declaration) not in as_filler.get(url("declaration", declaration)).text


def test_a_draft_that_a_reviewer_has_seen_is_not_deleted(as_filler, filler, declaration):
    Submission.objects.create(declaration=declaration, round=1, submitted_by=filler, snapshot={})
    answer = as_filler.post(url("delete", declaration))
    assert answer.status_code == 403
    assert SUBMITTED_BEFORE in answer.text


def test_a_stranger_finds_nothing_to_delete_or_restore(client, stranger, declaration, filler):
    client.force_login(stranger)
    assert client.post(url("delete", declaration)).status_code == 404
    recycling.delete(declaration, filler)
    assert client.post(url("restore", declaration)).status_code == 404
    assert not client.get(reverse("recycle_bin")).context["page"].object_list


def test_who_fills_no_forms_has_no_bin(client, person, bureau, deleted):
    client.force_login(person("reader", bureau, Role.AUDITOR))
    answer = client.get(reverse("recycle_bin"))
    assert answer.status_code == 403
    assert NOT_A_FILLER in answer.text


def test_a_time_of_deletion_without_a_person_is_refused(declaration):
    with pytest.raises(IntegrityError):
        Declaration.objects.update(deleted_at=timezone.now())
