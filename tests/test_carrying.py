"""A form of one scheme in a cycle of another: imported or copied, every row is there."""

from dataclasses import replace

import pytest

from declarations.actions import create_declaration
from declarations.checks.examples import CLEAN
from declarations.content import Indicator
from declarations.drafting.carrying import Carrier, carry_form
from declarations.drafting.last_year import carry_over
from declarations.files.importing import carry_out, plan_import
from declarations.models import BudgetUnit, Cycle, Declaration, User
from declarations.sheet import write_docx
from indicators.models import CrosswalkEntry, Scheme

from .scheme_trees import COUNTY, NATIONAL_2021, SICHUAN

pytestmark = pytest.mark.django_db

FORM = replace(
    CLEAN,
    indicators=(
        Indicator("做了什么", "多少", "培训人数", "≥15人"),
        Indicator("做了什么", "好坏", "合格率", "≥95%"),
        Indicator("做了什么", "花费", "培训费", "15人×4000元/人=6万元"),
        Indicator("做了什么", "党建", "组织生活次数", "≥4次"),
        Indicator("谁满意", "群众", "参训人员满意度", "≥90%"),
    ),
)


@pytest.fixture
def county():
    return Scheme.objects.keep(COUNTY)


@pytest.fixture
def cycle():
    return Cycle.objects.create(
        year=2021,
        scheme=Scheme.objects.keep(SICHUAN),
        opens_on="2020-10-01",
        closes_on="2020-12-31",
    )


@pytest.fixture
def unit():
    return BudgetUnit.objects.create(code="001", name="示例区财政局")


@pytest.fixture
def no_place_for_the_party(county, cycle):
    node = next(node for node in county.nodes() if node.name == "党建")
    CrosswalkEntry.objects.create(source=node, target_scheme=cycle.scheme, target=None)


def plan(cycle, unit):
    return plan_import([("county.docx", write_docx([(FORM, COUNTY)]))], cycle=cycle, unit=unit)


def kinds(declaration):
    rows = Declaration.objects.with_rows().get(pk=declaration.pk).rows()
    return {row.name: row.node and row.node.kind for row in rows}


def test_a_form_of_a_scheme_an_administrator_made_is_imported_by_its_kinds(cycle, county, unit):
    planned = plan(cycle, unit)
    assert planned.forms[0].carried.sentences == ()
    (declaration,) = carry_out(planned).created
    assert kinds(declaration) == {
        "培训人数": "quantity",
        "合格率": "quality",
        "培训费": "cost",
        "组织生活次数": "sustainability",
        "参训人员满意度": "satisfaction",
    }


@pytest.mark.usefixtures("no_place_for_the_party")
def test_what_an_administrator_gave_no_place_is_told_before_and_kept_after_an_import(cycle, unit):
    planned = plan(cycle, unit)
    assert [told.level2 for told in planned.forms[0].carried.report.without_place] == ["党建"]
    (sentence,) = planned.forms[0].carried.sentences
    assert "党建" in sentence
    (declaration,) = carry_out(planned).created
    kept = declaration.indicators.get(node=None)
    assert (kept.foreign_level1, kept.foreign_level2, kept.name) == (
        "做了什么",
        "党建",
        "组织生活次数",
    )


@pytest.mark.usefixtures("no_place_for_the_party")
def test_last_years_form_is_copied_by_the_scheme_it_stands_on(cycle, county, unit):
    carried = carry_form(FORM, into=cycle.scheme, source=county)
    declaration = create_declaration(carried.content, unit=unit, cycle=cycle, is_placed=True)
    assert kinds(declaration)["组织生活次数"] is None
    assert kinds(declaration)["培训费"] == "cost"
    assert len(carried.report.without_place) == 1


def test_last_years_filler_is_told_which_rows_stand_under_another_kind(cycle, unit):
    by = User.objects.create(username="filler")
    lasting = Indicator("项目效益", "可持续影响指标", "影响年限", "≥5年")
    old = create_declaration(replace(CLEAN, indicators=(lasting,)), unit=unit, cycle=cycle)
    scheme = Scheme.objects.keep(NATIONAL_2021)
    following = Cycle.objects.create(
        year=2022, scheme=scheme, opens_on="2021-10-01", closes_on="2021-12-31"
    )
    (carried,) = carry_over([old], cycle=following, by=by)
    assert kinds(carried.declaration) == {"影响年限": "social_benefit"}
    assert len(carried.sentences) == 1


def test_a_form_of_the_cycles_own_scheme_is_carried_word_for_word(cycle):
    carried = carry_form(CLEAN, into=cycle.scheme)
    assert (carried.content, carried.sentences) == (CLEAN, ())


def test_many_forms_are_carried_with_the_queries_of_one(cycle, county, django_assert_num_queries):
    with django_assert_num_queries(2):
        carrier = Carrier(cycle.scheme)
        for _ in range(3):
            carrier.carry(FORM)
