"""Filling a declaration: any step, any time, and nothing typed is lost."""

from decimal import Decimal

import pytest
from django.urls import reverse

from declarations import wizard
from declarations.actions import create_declaration
from declarations.drafting import editing
from declarations.forms import messages
from declarations.models import CostItem, Cycle, Declaration
from declarations.views.examined import examine
from indicators.models import Scheme
from indicators.tree import shipped

from .conftest import GOOD


def edit(declaration, key):
    return reverse("edit", args=[declaration.pk, key])


def row_url(declaration, row):
    return reverse("row", args=[declaration.pk, row.pk])


def shows_error(response, field, message, typed):
    return any(
        error.message == message and error.params["text"] == typed
        for error in response.context["form"].errors.as_data()[field]
    )


@pytest.mark.parametrize("step", wizard.STEPS, ids=lambda step: step.key)
def test_every_step_opens_in_any_order(as_filler, declaration, step):
    response = as_filler.get(edit(declaration, step.key))
    assert response.status_code == 200
    for other in wizard.STEPS:
        assert f'href="{edit(declaration, other.key)}"' in response.content.decode()


def test_a_step_that_does_not_exist_is_not_found(as_filler, declaration):
    assert as_filler.get(edit(declaration, "nowhere")).status_code == 404


def test_saving_a_step_stays_there_and_saving_onward_goes_to_the_next(as_filler, declaration):
    goal = " 一、办班\r\n二、考核 "
    response = as_filler.post(edit(declaration, "goal"), {"annual_goal": goal})
    assert response["Location"] == edit(declaration, "goal")
    response = as_filler.post(edit(declaration, "goal"), {"annual_goal": goal, "next": "1"})
    assert response["Location"] == edit(declaration, "indicators")
    declaration.refresh_from_db()
    assert declaration.annual_goal == " 一、办班\n二、考核 "


def test_a_draft_can_be_saved_blank(as_filler, declaration):
    for step in ("funding", "basics", "goal"):
        blank = dict.fromkeys(wizard.BY_KEY[step].form.base_fields, "")
        as_filler.post(edit(declaration, step), blank)
    declaration.refresh_from_db()
    assert (declaration.annual_total, declaration.project_name) == (None, "")
    assert (declaration.form_year, declaration.annual_goal) == (None, "")


def test_an_unreadable_amount_is_given_back_and_the_rest_is_saved(as_filler, declaration):
    typed = {"annual_total": "7.5", "appropriation": "七万五", "other_funds": "0.5"}
    response = as_filler.post(edit(declaration, "funding"), typed)
    assert shows_error(response, "appropriation", messages.NOT_AN_AMOUNT, "七万五")
    assert 'value="七万五"' in response.content.decode()
    declaration.refresh_from_db()
    assert declaration.annual_total == Decimal("7.5")
    assert declaration.appropriation == Decimal("6")
    assert declaration.other_funds == Decimal("0.5")


def test_a_project_goes_by_the_name_of_its_only_form(as_filler, declaration, cycle):
    as_filler.post(edit(declaration, "basics"), {"project_name": " 村级财务培训 "})
    declaration.project.refresh_from_db()
    assert declaration.project.name == "村级财务培训"


def test_a_project_with_forms_of_several_years_keeps_its_name(as_filler, declaration, cycle):
    later = Cycle.objects.create(
        year=2022, scheme=cycle.scheme, opens_on="2021-10-01", closes_on="2021-12-31"
    )
    project = declaration.project
    create_declaration(GOOD, unit=project.unit, cycle=later, project=project)
    as_filler.post(edit(declaration, "basics"), {"project_name": "村级财务培训"})
    project.refresh_from_db()
    assert project.name == GOOD.project


def test_an_unreadable_year_is_given_back(as_filler, declaration):
    response = as_filler.post(edit(declaration, "basics"), {"form_year": "去年"})
    assert shows_error(response, "form_year", messages.NOT_A_YEAR, "去年")
    declaration.refresh_from_db()
    assert declaration.form_year == 2021


def test_htmx_gets_what_changed_and_the_error_of_what_did_not(htmx, declaration):
    response = htmx(edit(declaration, "funding"), {"annual_total": "6.01", "appropriation": "x"})
    page = response.content.decode()
    assert 'data-error="appropriation"' in page
    assert page.count("hx-swap-oob") >= 3
    assert response.context["examined"].sum_check.difference == Decimal(100)
    assert "<html" not in page


def test_progress_is_computed_from_the_form(as_filler, declaration, fresh):
    def done():
        return {
            line.step.key: line.progress.done
            for line in examine(fresh(declaration)).steps
            if line.progress
        }

    assert all(done().values())
    as_filler.post(edit(declaration, "goal"), {"annual_goal": " "})
    assert done() == {"basics": True, "funding": True, "goal": False, "indicators": True}


def test_every_finding_leads_to_the_step_that_mends_it(as_filler, declaration, fresh, row_of):
    row = row_of(declaration, "培训人数")
    as_filler.post(row_url(declaration, row), {"name": "培训人数", "value": ""})
    as_filler.post(edit(declaration, "goal"), {"annual_goal": ""})
    as_filler.post(row_url(declaration, row_of(declaration, "结业考核合格率")), {"do": "delete"})
    found = {one.finding.code: one for one in examine(fresh(declaration)).findings}
    node = row.node.branch.nodes.get(kind="quality")
    expected = {
        "BAS-GOAL": f"{edit(declaration, 'goal')}#id_annual_goal",
        "STR-NAME-NO-VALUE": f"{edit(declaration, 'indicators')}#row-{row.pk}-value",
        "STR-L2-MISSING": f"{edit(declaration, 'indicators')}#node-{node.pk}",
    }
    assert {code: one.mend_url for code, one in found.items() if code in expected} == expected
    for url in expected.values():
        path, _, element = url.partition("#")
        assert f'id="{element}"' in as_filler.get(path).content.decode()


def test_a_row_is_saved_by_itself(as_filler, declaration, row_of, fresh):
    row = row_of(declaration, "培训人数")
    response = as_filler.post(row_url(declaration, row), {"name": "培训人数", "value": "≥20人"})
    assert response["Location"] == f"{edit(declaration, 'indicators')}#row-{row.pk}"
    texts = [(one.name, one.value) for one in fresh(declaration).content().indicators]
    expected = [(one.name, one.value) for one in GOOD.indicators]
    expected[0] = ("培训人数", "≥20人")
    assert texts == expected


def test_saving_a_row_costs_a_fixed_number_of_queries(
    htmx, declaration, row_of, django_assert_max_num_queries
):
    row = row_of(declaration, "培训人数")
    with django_assert_max_num_queries(19):
        response = htmx(row_url(declaration, row), {"name": "培训人数", "value": ""})
    assert f'id="row-{row.pk}-findings"' in response.content.decode()


def test_rows_are_added_moved_and_deleted(as_filler, declaration, row_of, fresh):
    first = row_of(declaration, "培训人数")
    as_filler.post(reverse("add_row", args=[declaration.pk]), {"node": first.node_id})
    added = next(row for row in fresh(declaration).rows() if not row.name)
    assert added.node_id == first.node_id

    def order():
        return [row.pk for row in fresh(declaration).rows()][:2]

    assert order() == [first.pk, added.pk]
    as_filler.post(row_url(declaration, added), {"name": "期数", "value": "2期", "do": "up"})
    assert order() == [added.pk, first.pk]
    as_filler.post(row_url(declaration, added), {"name": "期数", "value": "2期", "do": "up"})
    assert order() == [added.pk, first.pk]
    as_filler.post(row_url(declaration, added), {"name": "期数", "value": "3期", "do": "down"})
    assert order() == [first.pk, added.pk]
    assert row_of(declaration, "期数").value == "3期"
    as_filler.post(row_url(declaration, added), {"do": "delete"})
    assert [row.name for row in fresh(declaration).rows()] == [row.name for row in GOOD.indicators]


def test_htmx_is_told_which_rows_changed_places(htmx, as_filler, declaration, row_of):
    first = row_of(declaration, "培训人数")
    response = htmx(reverse("add_row", args=[declaration.pk]), {"node": first.node_id})
    added = next(row for row in declaration.indicators.all() if not row.name)
    assert f'id="row-{added.pk}"' in response.content.decode()
    response = htmx(row_url(declaration, added), {"name": "期数", "value": "2期", "do": "up"})
    assert f'"other": "row-{first.pk}"' in response["HX-Trigger"]


def test_a_row_of_another_scheme_waits_to_be_placed(as_filler, declaration, fresh):
    row = declaration.indicators.create(
        foreign_level1="管理指标", foreign_level2="制度", name="制度健全", value="健全", position=9
    )
    assert f'id="row-{row.pk}"' in as_filler.get(edit(declaration, "indicators")).content.decode()
    node = declaration.rows()[1].node
    as_filler.post(
        row_url(declaration, row),
        {"do": "place", "node": node.pk, "name": "制度健全", "value": "健全"},
    )
    row.refresh_from_db()
    assert (row.node, row.foreign_level1, row.foreign_level2) == (node, "", "")
    assert not any(one.node_id is None for one in fresh(declaration).rows())


def test_a_row_is_not_placed_on_a_node_of_another_scheme(as_filler, declaration):
    row = declaration.indicators.create(foreign_level1="管理指标", name="制度", value="健全")
    elsewhere = Scheme.objects.keep(shipped()["national-2021"]).nodes()[0]
    as_filler.post(
        row_url(declaration, row),
        {"do": "place", "node": elsewhere.pk, "name": "制度", "value": "健全"},
    )
    row.refresh_from_db()
    assert (row.node_id, row.foreign_level1) == (None, "管理指标")


def test_a_row_of_another_declaration_is_not_found(as_filler, declaration, bureau, cycle):
    other = create_declaration(GOOD, unit=bureau, cycle=cycle)
    response = as_filler.post(row_url(declaration, other.rows()[0]), {"name": "x", "value": "y"})
    assert response.status_code == 404


@pytest.fixture
def item(as_filler, declaration, row_of):
    row = row_of(declaration, "培训费")
    as_filler.post(reverse("add_item", args=[declaration.pk, row.pk]), {"step": "funding"})
    return CostItem.objects.get(indicator=row)


def test_the_cost_table_multiplies_in_yuan(htmx, declaration, item):
    response = htmx(
        reverse("item", args=[declaration.pk, item.pk]),
        {
            "step": "funding",
            "label": "培训费",
            "unit_price": "４,000",
            "price_unit": "元/人",
            "quantity": "15",
            "quantity_unit": "人",
        },
    )
    item.refresh_from_db()
    assert item.as_on_form(0).subtotal == 60000
    assert f'id="item-{item.pk}-subtotal"' in response.content.decode()
    assert response.context["examined"].report.reconciliation.verdict == "reconciled"


def test_an_unreadable_number_of_the_cost_table_is_given_back(as_filler, declaration, item):
    typed = {"step": "funding", "label": "场地费", "unit_price": "约四千", "quantity": "-2"}
    response = as_filler.post(reverse("item", args=[declaration.pk, item.pk]), typed)
    page = response.content.decode()
    assert 'data-error="unit_price"' in page
    assert 'data-error="quantity"' in page
    assert 'value="约四千"' in page
    item.refresh_from_db()
    assert (item.label, item.unit_price, item.quantity) == ("场地费", None, None)


def test_a_line_of_the_cost_table_is_deleted_alone(as_filler, declaration, item):
    as_filler.post(
        reverse("item", args=[declaration.pk, item.pk]), {"step": "funding", "do": "delete"}
    )
    assert not CostItem.objects.exists()
    assert declaration.indicators.count() == len(GOOD.indicators)


def test_a_new_declaration_begins_with_its_unit_and_year(as_filler, bureau, cycle):
    response = as_filler.post(
        reverse("new"), {"unit": bureau.pk, "cycle": cycle.pk, "project_name": "农村公路养护"}
    )
    made = Declaration.objects.get()
    assert response["Location"] == edit(made, "basics")
    assert (made.project_name, made.unit_name, made.form_year) == (
        "农村公路养护",
        bureau.name,
        cycle.year,
    )
    assert made.project.unit == bureau


def test_a_new_declaration_is_not_made_for_another_unit(as_filler, school, cycle):
    response = as_filler.post(reverse("new"), {"unit": school.pk, "cycle": cycle.pk})
    assert response.status_code == 200
    assert "unit" in response.context["form"].errors
    assert not Declaration.objects.exists()


def test_a_draft_submitted_in_another_window_meanwhile_is_not_changed(declaration, item):
    Declaration.objects.update(state=Declaration.State.IN_REVIEW)
    row = declaration.rows()[0]
    for deed in (
        lambda: editing.save_fields(declaration, lambda: {"annual_goal": "另一个"}),
        lambda: editing.add_row(declaration, row.node),
        lambda: editing.save_row(row, lambda: {"name": "另一个"}),
        lambda: editing.move_row(row, 1),
        lambda: editing.add_item(row),
        lambda: editing.save_item(item, lambda: {"label": "另一个"}),
        lambda: editing.delete(item),
        lambda: editing.delete(row),
    ):
        with pytest.raises(editing.Locked):
            deed()
    declaration.refresh_from_db()
    assert declaration.annual_goal == GOOD.goal
    assert declaration.indicators.count() == len(GOOD.indicators)
    assert CostItem.objects.get().label == ""
