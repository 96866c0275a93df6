"""What is not filled in yet: a thing to do while one fills the form, an error at its end."""

from dataclasses import replace

import pytest
from django.urls import reverse

from declarations.actions import create_declaration
from declarations.content import Content, Indicator
from declarations.views.gaps import ANY_OF, OF_ITS_PARTS
from declarations.wizard import STEPS

from .conftest import GOOD

PARTS = [step.key for step in STEPS if step.edits_part]
#: All that a blank form lacks, by its check.
LACKS = {"BAS-PROJECT-NAME", "BAS-GOAL", "FND-TOTAL-REQUIRED", "STR-L2-MISSING", "STR-BENEFIT-MIN1"}


@pytest.fixture
def form(bureau, cycle):
    return lambda content: create_declaration(content, unit=bureau, cycle=cycle)


@pytest.fixture
def blank(form):
    return form(Content(year=2021, unit=GOOD.unit))


@pytest.fixture
def show(as_filler):
    return lambda declaration, step: as_filler.get(reverse("edit", args=[declaration.pk, step]))


def codes(findings):
    return {one.finding.code for one in findings}


@pytest.mark.parametrize("step", PARTS)
def test_a_blank_form_shows_no_error_where_nobody_has_typed(show, blank, step):
    page = show(blank, step)
    examined = page.context["examined"]
    assert codes(examined.gaps) == LACKS
    assert (examined.faults, examined.counts_so_far.errors) == ([], 0)
    assert examined.counts_so_far.gaps == len(examined.gaps) == 8
    assert ANY_OF.format(level1="项目效益") in [one.label for one in examined.gaps]
    html = page.content.decode()
    assert "data-gaps" in html
    assert "severity-error" not in html
    assert all(one.errors == 0 for one in examined.steps)


@pytest.mark.parametrize("step", ["check", "submit"])
def test_at_the_end_what_is_not_filled_in_is_an_error(show, blank, step):
    page = show(blank, step)
    html = page.content.decode()
    assert "severity-error" in html
    assert "data-gaps" not in html


def test_a_blank_form_cannot_be_submitted(as_filler, blank):
    url = reverse("deed", args=[blank.pk, "submit"])
    response = as_filler.post(url, {"turn": blank.turn, "step": "submit"})
    assert response.status_code == 409
    blank.refresh_from_db()
    assert blank.state == blank.State.DRAFT


def test_what_was_typed_and_is_wrong_is_an_error_at_once(show, form):
    too_much = replace(GOOD.indicators[-1], value="≥100%")
    content = replace(GOOD, indicators=(*GOOD.indicators[:-1], too_much))
    examined = show(form(content), "indicators").context["examined"]
    assert codes(examined.faults) == {"VAL-SATISFY-100"}
    assert examined.gaps == []
    assert [one.errors for one in examined.steps if one.step.key == "indicators"] == [1]


def test_a_row_whose_value_is_not_typed_yet_waits_for_it(show, form):
    row = Indicator("项目完成", "数量指标", "培训期数", "")
    examined = show(form(replace(GOOD, indicators=(*GOOD.indicators, row))), "goal").context[
        "examined"
    ]
    assert not examined.faults
    assert [one.finding.where for one in examined.gaps] == ["indicators[1].value"]


def test_errors_and_gaps_together_are_all_errors(show, form):
    content = replace(GOOD, project="", goal="", indicators=GOOD.indicators[:3])
    examined = show(form(content), "basics").context["examined"]
    told = codes([*examined.faults, *examined.gaps])
    assert codes(examined.errors) - told == {OF_ITS_PARTS}
    assert examined.counts.errors == len(examined.errors)


def test_a_place_that_two_checks_want_filled_is_told_once(show, form):
    content = replace(GOOD, indicators=(*GOOD.indicators[:3], *GOOD.indicators[4:]))
    examined = show(form(content), "funding").context["examined"]
    assert [one.label for one in examined.gaps] == ["成本指标"]
    assert not examined.money_is_filled
