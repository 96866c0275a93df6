"""Who is told what, in the program and by e-mail where the office has one."""

import pytest
from django.core import mail

from declarations.life.notices import NOBODY, TO_FILLERS, tell
from declarations.models import Membership, Notice
from declarations.workflow import Action, perform

from .conftest import remark

pytestmark = pytest.mark.django_db


@pytest.fixture
def returned(bring, reviewers, django_capture_on_commit_callbacks):
    """A form that is returned while e-mail is, or is not, set up."""

    def make():
        form = bring("in_review@1")
        remark(form, reviewers[0])
        with django_capture_on_commit_callbacks(execute=True):
            perform(form, Action.RETURN, reviewers[0])
        return form

    return make


def test_the_fillers_of_the_unit_are_told_of_a_return_and_nobody_else(returned, filler):
    form = returned()
    notice = Notice.objects.get()
    assert (notice.user, notice.declaration) == (filler, form)
    assert notice.text == TO_FILLERS[Action.RETURN].format(declaration=form)


@pytest.mark.parametrize(("is_set_up", "sent"), [(True, 1), (False, 0)])
def test_the_same_goes_by_mail_where_there_is_a_server(settings, returned, filler, is_set_up, sent):
    settings.EMAIL_IS_SET_UP = is_set_up
    filler.email = "filler@office.example"
    filler.save()
    returned()
    assert [one.to for one in mail.outbox] == [["filler@office.example"]] * sent


def test_a_mail_that_cannot_be_sent_spoils_nothing(settings, returned, filler, caplog):
    settings.EMAIL_IS_SET_UP = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    filler.email = "filler@office.example"
    filler.save()
    assert returned().state == "returned"
    assert Notice.objects.count() == 1
    assert "filler@office.example" in caplog.text


def test_administrators_learn_once_of_a_stage_without_people(draft, filler, staff):
    Membership.objects.filter(role=Membership.Role.DEPARTMENT_REVIEWER).delete()
    perform(draft, Action.SUBMIT, filler)
    assert not Notice.objects.exists()
    perform(draft, Action.PASS, staff["unit_reviewer@own"])
    said = NOBODY.format(stage="主管部门", unit=draft.unit, cycle=draft.cycle)
    keepers = {one for name, one in staff.items() if name.startswith("administrator@")}
    assert {notice.user for notice in Notice.objects.filter(text=said)} == keepers
    tell(keepers, said)
    assert Notice.objects.filter(text=said).count() == len(keepers)
    Notice.objects.first().mark_read()
    tell(keepers, said)
    assert Notice.objects.filter(text=said).count() == len(keepers) + 1
