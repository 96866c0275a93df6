"""What an administrator has set reaches the checks: budget, control figures, thresholds."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from declarations.actions import create_declaration
from declarations.checks import THRESHOLDS, Outcome
from declarations.examining.checking import check, check_all
from declarations.models import BudgetProject, ControlFigure, Declaration, Project
from indicators.models import LibraryIndicator

from .conftest import GOOD

pytestmark = pytest.mark.django_db

NAME, LINK, CONTROL = "BAS-NAME-MATCH-BUDGET", "FND-BUDGET-LINK", "FND-OVER-CONTROL"
UNIT_SUM = "XFM-UNIT-SUM"


@pytest.fixture
def outcomes(fresh, declaration):
    def of(*codes):
        report = check(fresh(declaration)).report
        return [report.outcomes[code] for code in codes]

    return of


@pytest.fixture
def in_budget(declaration, bureau, cycle):
    """The form's project in the budget, by its code."""
    Project.objects.filter(pk=declaration.project_id).update(code="P-1")

    def make(**fields):
        fields = {"code": "P-1", "name": GOOD.project, "amount": "6", "unit": bureau} | fields
        return BudgetProject.objects.create(cycle=cycle, **fields)

    return make


def test_without_a_budget_there_is_nothing_to_compare_with(outcomes):
    assert set(outcomes(NAME, LINK, CONTROL, UNIT_SUM)) == {Outcome.NOT_APPLICABLE}


def test_a_form_is_compared_with_the_budget_project_of_its_code(outcomes, in_budget):
    in_budget(name="别的名称", amount="7")
    assert outcomes(NAME, LINK) == [Outcome.FAILED, Outcome.FAILED]


def test_a_form_that_agrees_with_the_budget_passes(outcomes, in_budget):
    in_budget()
    assert outcomes(NAME, LINK) == [Outcome.PASSED, Outcome.PASSED]


def test_a_form_without_a_code_is_known_by_its_name(outcomes, in_budget):
    in_budget(code="P-2", amount="7")
    assert outcomes(NAME, LINK) == [Outcome.PASSED, Outcome.FAILED]


def test_two_budget_projects_of_its_name_leave_it_unknown(outcomes, in_budget):
    for code in ("P-2", "P-3"):
        in_budget(code=code)
    assert outcomes(NAME, LINK) == [Outcome.NOT_APPLICABLE] * 2


@pytest.mark.parametrize("other", ["unit", "cycle"])
def test_the_budget_of_another_unit_or_year_says_nothing(
    outcomes,
    in_budget,
    school,
    cycle,
    other,
):
    line = in_budget()
    if other == "unit":
        line.unit = school
    else:
        cycle.pk, cycle.year = None, 2022
        cycle.save()
        line.cycle = cycle
    line.save()
    assert outcomes(LINK) == [Outcome.NOT_APPLICABLE]


def test_the_forms_of_a_unit_are_held_against_its_figures(outcomes, bureau, cycle):
    figure = ControlFigure.objects.create(unit=bureau, cycle=cycle, amount="6", expenditure="6")
    assert outcomes(CONTROL, UNIT_SUM) == [Outcome.PASSED, Outcome.PASSED]
    create_declaration(GOOD, unit=bureau, cycle=cycle)
    assert outcomes(CONTROL, UNIT_SUM) == [Outcome.FAILED, Outcome.FAILED]
    figure.expenditure = None
    figure.save()
    assert outcomes(UNIT_SUM) == [Outcome.NOT_APPLICABLE]


def test_a_number_set_for_the_cycle_is_the_one_that_counts(outcomes, cycle):
    assert outcomes("STR-TOO-MANY") == [Outcome.PASSED]
    cycle.thresholds = {"most_rows": "5", "no_longer_known": "1"}
    cycle.save()
    assert outcomes("STR-TOO-MANY") == [Outcome.FAILED]


#: For each threshold a value with which the good form meets its rule, and one with which it not.
TRIED = {
    "goal_shortest": ("10", "200"),
    "goal_longest": ("300", "10"),
    "most_rows": ("6", "5"),
    "most_rows_of_node": ("1", "0"),
    "fewest_rows": ("6", "7"),
    "name_longest": ("20", "3"),
    "value_longest": ("60", "4"),
    "satisfaction_lowest": ("90", "91"),
    "small_total": ("6", "6.01"),
}


@pytest.mark.parametrize("name", TRIED)
def test_each_threshold_decides_its_rule(outcomes, cycle, name):
    for value, expected in zip(TRIED[name], (Outcome.PASSED, Outcome.FAILED), strict=True):
        cycle.thresholds = {name: value}
        cycle.save()
        assert outcomes(THRESHOLDS[name].code) == [expected]


def test_small_amounts_need_no_breakdown_where_the_cycle_says_so(
    outcomes, fresh, declaration, cycle
):
    declaration.indicators.filter(name="培训费").update(value="6万元")
    code = THRESHOLDS["breakdown_from"].code
    assert outcomes(code) == [Outcome.FAILED]
    cycle.thresholds = {"breakdown_from": "6.01"}
    cycle.save()
    assert outcomes(code) == [Outcome.PASSED]


def test_many_forms_ask_the_database_as_often_as_one(bureau, school, cycle):
    for unit in (bureau, school):
        ControlFigure.objects.create(unit=unit, cycle=cycle, amount=Decimal("6.5"))
        for number in range(3):
            made = create_declaration(GOOD, unit=unit, cycle=cycle)
            code = f"{unit.code}-{number}"
            Project.objects.filter(pk=made.project_id).update(code=code)
            BudgetProject.objects.create(
                unit=unit, cycle=cycle, code=code, name=f"项目{number}", amount=Decimal("1.25")
            )

    def asked(declarations):
        with CaptureQueriesContext(connection) as queries:
            checked = check_all(declarations.with_rows())
        known = {(one.context.budget_amount, one.context.control_figure) for one in checked}
        assert known == {(Decimal("1.25"), Decimal("6.5"))}
        return len(queries)

    every = Declaration.objects.order_by("pk")
    assert asked(every) == asked(every[:1])


# What the library knows of prices

USUAL = "CST-UNITCOST-OUTLIER"


def add_price(declaration):
    row = declaration.indicators.get(node__kind="cost")
    row.items.create(label="培训费", unit_price=4000, quantity=15)


@pytest.fixture
def library(declaration):
    """The form has a price of 4000 元 a head; the library gets an entry for it."""
    add_price(declaration)

    def know(value="400", unit="元/人", **fields):
        usual = {"kind": "cost", "name": "培训费", "comparator": "≤", "usual_value": value}
        return LibraryIndicator.objects.create(**usual | {"unit": unit} | fields)

    return know


def test_without_a_library_no_price_is_unusual(outcomes):
    assert outcomes(USUAL) == [Outcome.NOT_APPLICABLE]


@pytest.mark.parametrize(
    ("entry", "outcome"),
    [
        ({}, Outcome.FAILED),
        ({"value": "0.4", "unit": "万元/人"}, Outcome.PASSED),
        ({"value": "4000"}, Outcome.PASSED),
        ({"unit_code": "101"}, Outcome.FAILED),
        ({"unit_code": "102"}, Outcome.NOT_APPLICABLE),
        ({"unit": "元"}, Outcome.NOT_APPLICABLE),
        ({"unit": "亿元/人"}, Outcome.NOT_APPLICABLE),
        ({"value": "若干"}, Outcome.NOT_APPLICABLE),
        ({"kind": "quantity"}, Outcome.NOT_APPLICABLE),
        ({"state": "proposed"}, Outcome.NOT_APPLICABLE),
    ],
)
def test_a_price_is_compared_with_what_the_library_has_for_its_unit(
    outcomes, library, school, entry, outcome
):
    library(**entry)
    assert outcomes(USUAL) == [outcome]


def test_two_units_that_are_checked_together_keep_their_own_prices(
    library, declaration, school, cycle
):
    other = create_declaration(GOOD, unit=school, cycle=cycle)
    add_price(other)
    library(unit_code="101")
    library(value="4000", unit_code="102")
    checked = check_all(Declaration.objects.with_rows())
    reports = {one.declaration.pk: one.report for one in checked}
    assert reports[declaration.pk].outcomes[USUAL] == Outcome.FAILED
    assert reports[other.pk].outcomes[USUAL] == Outcome.PASSED
