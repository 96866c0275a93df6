"""What a database cannot keep is said and left blank, never changed in silence."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from declarations.actions import create_declaration
from declarations.checks.examples import CLEAN
from declarations.content import Funding, Indicator, fits
from declarations.files.importing import carry_out, plan_import
from declarations.files.storing import storable
from declarations.models import BudgetUnit, Cycle, Declaration, Project
from declarations.sheet import Reading, messages, write_docx
from declarations.sheet.grid import Place
from indicators.models import Scheme
from indicators.tree import shipped

TREE = shipped()["sichuan-2021"]


@pytest.mark.parametrize(
    ("number", "fit"),
    [
        ("999999999.999999", True),
        ("0.000001", True),
        ("-300", True),
        ("1E+8", True),
        ("1000000000", False),
        ("0.0000001", False),
        ("1E+9", False),
        ("NaN", False),
    ],
)
def test_an_amount_fits_that_comes_back_exactly(number, fit):
    assert fits(Decimal(number)) is fit


def reading(content):
    return Reading(content, {"form": Place("a.docx", "表1")})


def test_an_amount_that_does_not_fit_is_left_blank_and_told():
    content = replace(CLEAN, funding=Funding(Decimal("300.12345678"), Decimal("300"), None))
    kept = storable(reading(content))
    assert kept.content.funding == Funding(None, Decimal("300"), None)
    (note,) = kept.notes
    assert (note.where, note.message) == (
        "funding.total",
        messages.number_not_kept("300.12345678"),
    )


def test_a_weight_that_does_not_fit_is_left_blank_and_told():
    row = Indicator("项目完成", "数量指标", "人数", "5人", weight=Decimal("33.33333"))
    kept = storable(reading(replace(CLEAN, indicators=(row,))))
    assert kept.content.indicators[0].weight is None
    assert [note.where for note in kept.notes] == ["indicators[0].weight"]


def test_a_character_no_database_takes_is_seen_to_be_missing():
    kept = storable(reading(replace(CLEAN, goal="目\0标\ud800")))
    assert kept.content.goal == "目\ufffd标\ufffd"


def test_what_fits_is_not_touched():
    assert storable(reading(CLEAN)) == reading(CLEAN)


@pytest.fixture
def office(db):
    """A unit, and a function that makes the cycle of a year."""
    scheme = Scheme.objects.keep(TREE)

    def cycle(year):
        return Cycle.objects.create(
            year=year, scheme=scheme, opens_on=date(year, 1, 1), closes_on=date(year, 12, 31)
        )

    return BudgetUnit.objects.create(code="001", name="示例区财政局"), cycle


def test_the_largest_and_the_finest_amount_come_back_exactly(office):
    unit, cycle = office
    amounts = Funding(
        Decimal("999999999.999999"), Decimal("-0.000001"), Decimal("123456789.123456")
    )
    content = replace(CLEAN, funding=amounts)
    created = create_declaration(content, unit=unit, cycle=cycle(2021))
    assert Declaration.objects.with_rows().get(pk=created.pk).content().funding == amounts


def test_every_field_that_a_form_may_have_is_kept(office):
    unit, cycle = office
    content = replace(
        CLEAN,
        superior="示例区政府",
        long_term_goal="三年内完成轮训",
        funding=replace(CLEAN.funding, project_total=Decimal("18")),
    )
    created = create_declaration(content, unit=unit, cycle=cycle(2021))
    assert Declaration.objects.with_rows().get(pk=created.pk).content() == content


def test_two_forms_of_one_name_in_a_file_become_two_projects(office):
    unit, cycle = office
    last = cycle(2021)
    data = write_docx([(CLEAN, TREE)])
    carry_out(plan_import([("a.docx", data)], cycle=last, unit=unit))
    twice = write_docx([(CLEAN, TREE), (replace(CLEAN, goal="另一个同名项目的目标"), TREE)])
    written = carry_out(plan_import([("b.docx", twice)], cycle=cycle(2022), unit=unit)).created
    assert len({one.project_id for one in written}) == 2
    assert Project.objects.count() == 2


def test_a_very_long_name_is_known_again(office):
    unit, cycle = office
    year = cycle(2021)
    data = write_docx([(replace(CLEAN, project="道路" * 150), TREE)])
    carry_out(plan_import([("a.docx", data)], cycle=year, unit=unit))
    assert plan_import([("a.docx", data)], cycle=year, unit=unit).new == ()
