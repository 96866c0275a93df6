"""The library of indicators in the browser: what fillers are offered, what administrators keep."""

import pytest
from django.urls import reverse

from indicators.models import LibraryIndicator
from indicators.tree import KINDS

pytestmark = pytest.mark.django_db

State = LibraryIndicator.State


def entry(name, kind="quantity", **fields):
    return LibraryIndicator.objects.create(kind=kind, name=name, **fields)


# Suggestions


@pytest.fixture
def suggestions(as_filler):
    def ask(**asked):
        return as_filler.get(reverse("library_suggestions"), asked)

    return ask


def shown(response):
    return [one.entry.name for one in response.context["suggestions"]]


def test_a_suggestion_carries_what_is_put_into_the_row(suggestions):
    entry("培训人次", comparator="≥", usual_value="150", unit="人次")
    page = suggestions(kind="quantity", q="培").content.decode()
    assert 'data-name="培训人次" data-value="≥150人次"' in page
    assert "<html" not in page


def test_a_suggestion_is_escaped(suggestions):
    entry('"><script>alert(1)</script>')
    assert "<script>" not in suggestions(kind="quantity", q="script").content.decode()


def test_the_entries_of_a_unit_are_offered_to_its_people_alone(suggestions, bureau, school):
    entry("培训人次", unit_code=bureau.code)
    entry("培训期数", unit_code=school.code)
    assert shown(suggestions(kind="quantity", unit=bureau.code)) == ["培训人次"]
    assert shown(suggestions(kind="quantity", unit=school.code)) == []


def test_a_kind_that_nobody_knows_is_not_found(suggestions):
    assert suggestions(kind="nothing").status_code == 404


@pytest.mark.parametrize("query", ["", "培" * 10_000, "\x00", "%", "'"])
def test_whatever_is_typed_gets_an_answer(suggestions, query):
    for kind in KINDS:
        assert suggestions(kind=kind, q=query, words=query).status_code == 200
