"""沿用上年: last year's form becomes this year's draft, and each row wants a look."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from declarations.actions import create_declaration
from declarations.content import CostItem, Indicator
from declarations.drafting.last_year import carry_over, counterparts, roll_forward
from declarations.examining.checking import check
from declarations.models import Cycle, Declaration
from indicators.models import Scheme
from indicators.tree import shipped
from tests.schemes import OWN, clean

from .conftest import GOOD, Role
from .test_queries import MOST

LAST = replace(
    GOOD,
    goal="2021年培训15人，截止2020年10月共有乡镇财务人员30人。",
    items=(CostItem(3, "2021年培训费", Decimal(4000), quantity=Decimal(15), basis="〔2021〕5号"),),
)


@pytest.fixture
def previous(bureau, cycle):
    """The bureau's form of 2021, approved."""
    declaration = create_declaration(LAST, unit=bureau, cycle=cycle)
    Declaration.objects.update(state=Declaration.State.APPROVED)
    return declaration


@pytest.fixture
def this_year(cycle):
    return Cycle.objects.create(
        year=2022, scheme=cycle.scheme, opens_on="2021-10-01", closes_on="2021-12-31"
    )


@pytest.fixture
def carried(previous, this_year, filler, fresh):
    (made,) = carry_over([previous], cycle=this_year, by=filler)
    return fresh(made.declaration)


def carry(client, **data):
    return client.post(reverse("last_year"), data)


def codes(declaration):
    return [found.code for found in check(declaration).report.findings]


def test_the_budget_year_goes_forward_and_all_else_stays_to_the_letter(carried):
    content = carried.content()
    assert content.year == 2022
    assert content.goal == "2022年培训15人，截止2020年10月共有乡镇财务人员30人。"
    assert [row.value for row in content.indicators if "年" in row.value] == ["2022年12月31日前"]
    assert content.funding == LAST.funding
    (item,) = content.items
    assert (item.label, item.basis) == ("2022年培训费", "〔2021〕5号")
    assert (item.unit_price, item.quantity) == (Decimal(4000), Decimal(15))


def test_a_year_that_was_not_rolled_is_quoted():
    (kept,) = roll_forward(LAST, 2021, 2022).kept
    assert kept.where == "goal"
    assert "截止2020年10月" in kept.quote


def test_one_click_makes_the_draft_and_opens_it(as_filler, previous, this_year):
    page = as_filler.get(reverse("last_year"))
    assert [one.pk for one in page.context["page"]] == [previous.pk]
    response = carry(as_filler, only=previous.pk)
    made = Declaration.objects.get(cycle=this_year)
    assert response["Location"] == reverse("edit", args=[made.pk, "basics"])
    assert (made.carried_from, made.project, made.state) == (previous, previous.project, "draft")
    assert made.events.get().action == "copy"
    assert "截止2020年10月" in as_filler.get(response["Location"]).text
    assert not as_filler.get(reverse("last_year")).context["page"].object_list


def test_many_are_taken_over_at_once_or_none(as_filler, bureau, cycle, previous, this_year):
    other = create_declaration(LAST, unit=bureau, cycle=cycle)
    for data, count in (({"chosen": [previous.pk, 999]}, 0), ({}, 0)):
        assert carry(as_filler, **data).status_code == 200
        assert Declaration.objects.filter(cycle=this_year).count() == count
    carry(as_filler, all=1, listed=[previous.pk, other.pk])
    assert Declaration.objects.filter(cycle=this_year).count() == 2


def test_of_each_project_the_latest_earlier_form_is_offered(
    as_filler, previous, this_year, cycle, filler
):
    carry_over([previous], cycle=this_year, by=filler)
    next_year = Cycle.objects.create(
        year=2023, scheme=cycle.scheme, opens_on="2022-10-01", closes_on="2022-12-31"
    )
    (offer,) = as_filler.get(reverse("last_year")).context["page"]
    assert offer.cycle == this_year
    assert as_filler.get(f"{reverse('last_year')}?year=2022").context["cycle"] == this_year
    assert as_filler.get(reverse("last_year")).context["cycle"] == next_year


def test_rows_that_nobody_looked_at_are_found_until_they_are_saved(htmx, carried, fresh):
    assert codes(carried).count("XFM-UNCONFIRMED") == 6
    row, other = carried.rows()[:2]
    save = {"name": row.name, "value": row.value, "initial-name": row.name,
            "initial-value": row.value, "do": "save"}  # fmt: skip
    htmx(reverse("row", args=[carried.pk, row.pk]), save)
    htmx(reverse("row", args=[carried.pk, other.pk]), {"value": "≥96%"})
    assert codes(fresh(carried)).count("XFM-UNCONFIRMED") == 4


def test_a_save_that_changes_nothing_by_itself_is_no_look(htmx, carried, fresh):
    row = carried.rows()[0]
    htmx(
        reverse("row", args=[carried.pk, row.pk]), {"value": row.value, "initial-value": row.value}
    )
    assert codes(fresh(carried)).count("XFM-UNCONFIRMED") == 6


def test_one_click_says_that_all_rows_were_looked_at(as_filler, carried, fresh):
    url = reverse("confirm_rows", args=[carried.pk])
    assert url in as_filler.get(reverse("declaration", args=[carried.pk])).text
    as_filler.post(url)
    assert "XFM-UNCONFIRMED" not in codes(fresh(carried))


def test_last_years_values_stand_beside_the_fields(as_filler, carried):
    row = carried.rows()[2]
    as_filler.post(reverse("row", args=[carried.pk, row.pk]), {"name": "培训结束时间"})
    rows = as_filler.get(reverse("edit", args=[carried.pk, "indicators"])).context["last_year"].rows
    assert rows[row.pk].value == "2021年12月31日前"
    goal = as_filler.get(reverse("edit", args=[carried.pk, "goal"])).context["last_year"]
    assert (goal.year, [text for _, text in goal.fields]) == (2021, [LAST.goal])


def test_a_row_that_was_there_twice_last_year_is_matched_once():
    twice = (
        Indicator("项目完成", "数量指标", "次数", "1"),
        Indicator("项目完成", "数量指标", "次数", "2"),
    )
    found = counterparts(twice, twice, 2021, 2022)
    assert [found[place].value for place in (0, 1)] == ["1", "2"]


def test_a_renamed_row_is_matched_by_the_kind_of_a_scheme_of_the_office():
    last_year = clean(shipped()["national-2021"]).indicators
    rows = tuple(replace(row, name=f"另一个{row.name}") for row in clean(OWN).indicators)
    assert not counterparts(rows, last_year, 2021, 2022)
    trees = (OWN, shipped()["national-2021"])
    found = counterparts(rows, last_year, 2021, 2022, trees)
    alone = [
        "结业考核合格率",
        "培训完成时限",
        "培训费",
        "参训单位报表一次审核通过率",
        "参训人员满意度",
    ]
    assert [one.name for one in found.values()] == alone


def test_a_row_without_a_place_in_the_new_scheme_keeps_its_names(previous, cycle, filler):
    tree = shipped()["sichuan-2021"]
    smaller = replace(
        tree, code="smaller", branches=tuple(b for b in tree.branches if "满意" not in b.name)
    )
    year = Cycle.objects.create(
        year=2022,
        scheme=Scheme.objects.keep(smaller),
        opens_on="2021-10-01",
        closes_on="2021-12-31",
    )
    (made,) = carry_over([previous], cycle=year, by=filler)
    row = made.declaration.indicators.get(node=None)
    assert (row.name, row.foreign_level1) == ("参训人员满意度", "满意度指标")
    (said,) = made.sentences
    assert row.foreign_level1 in said


def test_the_year_before_is_known_to_the_checks(carried, fresh):
    context = check(carried).context
    assert context.last_year_total == Decimal("6.00")
    assert ("2022年培训费", Decimal(4000)) in context.last_year_prices
    assert dict(context.history)["培训人数"] == (Decimal(15),)
    Declaration.objects.filter(pk=carried.pk).update(annual_total=9, appropriation=9)
    carried.rows()[3].items.update(unit_price=6000)
    assert {"XFM-YOY", "CST-ABOVE-LASTYEAR"} <= set(codes(fresh(carried)))


def test_without_a_year_before_nothing_is_known_of_it(declaration):
    context = check(declaration).context
    assert (context.last_year_total, context.last_year_prices, context.history) == (None,) * 3


def test_the_years_before_cost_no_query_more(htmx, carried):
    row = carried.rows()[0]
    with CaptureQueriesContext(connection) as queries:
        htmx(reverse("row", args=[carried.pk, row.pk]), {"value": "≥16人"})
    bounds = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    assert len([one for one in queries if not one["sql"].startswith(bounds)]) <= MOST


def test_a_stranger_and_a_reader_take_over_nothing(
    client, stranger, person, bureau, previous, this_year
):
    client.force_login(stranger)
    assert not client.get(reverse("last_year")).context["page"].object_list
    assert carry(client, only=previous.pk).status_code == 200
    client.force_login(person("reader", bureau, Role.AUDITOR))
    assert carry(client, only=previous.pk).status_code == 403
    assert not Declaration.objects.filter(cycle=this_year).exists()
