"""The library counts each form once, and once that it was returned."""

import pytest

from declarations.workflow import Action, perform
from indicators.models import LibraryIndicator
from tests.workflow.conftest import remark

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    """An entry that stands on the form, as it is written there."""
    return LibraryIndicator.objects.create(kind="quantity", name="培训人数")


@pytest.fixture
def counts(entry):
    other = LibraryIndicator.objects.create(kind="quality", name="培训人数")

    def now():
        for one in (entry, other):
            one.refresh_from_db()
        assert (other.uses, other.returns) == (0, 0)
        return entry.uses, entry.returns

    return now


def test_a_submission_is_counted_and_not_again_after_a_withdrawal(draft, filler, counts):
    assert counts() == (0, 0)
    perform(draft, Action.SUBMIT, filler)
    assert counts() == (1, 0)
    perform(draft, Action.WITHDRAW, filler)
    perform(draft, Action.SUBMIT, filler)
    assert counts() == (1, 0)


def test_a_form_that_is_returned_twice_is_counted_once(bring, filler, reviewers, counts):
    draft = bring("returned")
    assert counts() == (1, 1)
    draft.annual_goal += "参训人员全部通过考核。"
    draft.save()
    perform(draft, Action.SUBMIT, filler)
    remark(draft, reviewers[0], "form")
    perform(draft, Action.RETURN, reviewers[0])
    assert counts() == (1, 1)
