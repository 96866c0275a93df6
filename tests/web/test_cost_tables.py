"""The cost table and the cell it explains: the sentence it makes, the lines that are read."""

from decimal import Decimal

import pytest
from django.urls import reverse

from declarations.content import CostItem
from declarations.drafting import cost_tables
from declarations.models import Indicator
from declarations.reconcile import reconcile
from indicators.reading.costs import read_cost

from .test_wizard import edit


@pytest.fixture
def row(declaration):
    return declaration.indicators.get(name="培训费")


@pytest.fixture
def table(row):
    """Two lines: 60,000 and 1,500 元."""
    row.items.create(
        position=0,
        label="培训费",
        unit_price=4000,
        price_unit="人",
        quantity=15,
        quantity_unit="人",
    )
    row.items.create(
        position=1, label="场地费", unit_price=500, price_unit="天", quantity=3, quantity_unit="天"
    )
    return row


@pytest.fixture
def sentence_url(declaration, row):
    return reverse("sentence", args=[declaration.pk, row.pk])


@pytest.fixture
def read_url(declaration, row):
    return reverse("read_items", args=[declaration.pk, row.pk])


def value_of(row):
    return Indicator.objects.get(pk=row.pk).value


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_the_sentence_of_the_table_is_written_and_reads_back(
    as_filler, declaration, table, sentence_url
):
    response = as_filler.post(sentence_url, {"step": "funding"})
    assert response["Location"] == f"{edit(declaration, 'funding')}#row-{table.pk}"
    reading = read_cost("培训费", value_of(table))
    assert (reading.amount, reading.sound) == (61500, True)


def test_the_text_that_the_sentence_replaced_comes_back(
    as_filler, declaration, table, sentence_url
):
    before = value_of(table)
    as_filler.post(sentence_url, {"step": "funding"})
    assert value_of(table) != before
    as_filler.post(reverse("undo", args=[declaration.pk]), {"step": "funding"})
    assert value_of(table) == before


def test_the_sentence_is_written_into_the_page(htmx, table, sentence_url):
    response = htmx(sentence_url, {"step": "funding"})
    assert "texts-changed" in response["HX-Trigger"]
    assert f"row-{table.pk}-value" in response["HX-Trigger"]


def test_a_sentence_that_would_read_otherwise_is_not_written(htmx, table, sentence_url):
    before = value_of(table)
    table.items.update(quantity_unit="人×2")
    assert said(htmx(sentence_url, {"step": "funding"})) == [cost_tables.NOT_READABLE]
    assert value_of(table) == before


def test_a_table_that_is_not_finished_gives_no_sentence(htmx, row, sentence_url):
    before = value_of(row)
    row.items.create()
    assert said(htmx(sentence_url, {"step": "funding"})) == [cost_tables.NO_LINES]
    row.items.create(label="场地费")
    expected = cost_tables.NO_PRICE.format(label="场地费")
    assert said(htmx(sentence_url, {"step": "funding"})) == [expected]
    assert value_of(row) == before


def test_what_is_read_from_the_value_is_shown_before_it_is_taken(as_filler, row, read_url):
    page = as_filler.get(read_url, {"step": "funding"})
    (item,) = page.context["proposal"].items
    assert (item.unit_price, item.quantity) == (4000, 15)
    assert not row.items.exists()
    as_filler.post(read_url, {"step": "funding", "text": row.value})
    (line,) = row.items.all()
    assert (line.label, line.unit_price, line.price_unit) == ("培训费", 4000, "人")
    assert (line.quantity, line.quantity_unit) == (15, "人")


def test_lines_that_are_in_the_table_already_are_not_read_again(as_filler, row, read_url):
    for _ in range(2):
        as_filler.post(read_url, {"step": "funding", "text": row.value})
    assert row.items.count() == 1
    assert as_filler.get(read_url).context["proposal"].items == ()


def test_a_value_that_changed_since_it_was_read_is_not_taken(htmx, row, read_url):
    response = htmx(read_url, {"step": "funding", "text": "另一个文字"})
    assert response.context["added_items"] == []
    assert not row.items.exists()


def test_a_number_that_no_column_keeps_is_not_proposed(row):
    row.value = "0.00001元/次×100000次=1元"
    assert cost_tables.propose(row).items == ()


def test_the_bar_tells_costs_total_and_difference(as_filler, declaration, table):
    page = as_filler.get(edit(declaration, "funding"))
    found = page.context["examined"].report.reconciliation
    assert (found.amount_yuan, found.difference_yuan) == (61500, 1500)
    body = page.content.decode()
    bar = body[body.index('id="money-bar"') :]
    assert bar.index(">61,500<") < bar.index(">60,000<") < bar.index(">1,500<")


def test_the_quantities_of_the_form_can_be_taken(as_filler, declaration):
    (pick,) = as_filler.get(edit(declaration, "funding")).context["picks"]
    assert (pick.number, pick.unit, pick.name) == ("15", "人", "培训人数")


def test_the_sum_of_a_table_is_exact(row):
    for price in ("0.1", "0.2"):
        row.items.create(unit_price=Decimal(price))
    row.items.create(label="未定")
    assert cost_tables.table_total(row.items.all()) == Decimal("0.3")
    assert cost_tables.table_total([]) is None


def test_a_blank_line_leaves_the_sum_as_it_is():
    items = [CostItem(0, "培训费", Decimal(4000), "人", Decimal(15), "人"), CostItem(0)]
    outcome = reconcile(Decimal(6), [("培训费", "")], items=items)
    assert (outcome.verdict, outcome.amount_yuan) == ("reconciled", 60000)
