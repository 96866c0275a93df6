"""The form as a value: how it prints money and how it is stored and found again."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from declarations.checks.examples import CLEAN
from declarations.content import (
    Content,
    CostItem,
    Funding,
    Indicator,
    format_wan,
    format_weight,
    from_json,
    to_json,
)

amounts = st.none() | st.decimals(
    min_value=-(10**9), max_value=10**9, places=6, allow_nan=False, allow_infinity=False
)
texts = st.text(max_size=20)
contents = st.builds(
    Content,
    title=texts,
    year=st.none() | st.integers(1990, 2100),
    project=texts,
    unit=texts,
    funding=st.builds(Funding, amounts, amounts, amounts, amounts),
    goal=texts,
    indicators=st.lists(
        st.builds(Indicator, texts, texts, texts, texts, amounts, texts, texts, texts), max_size=4
    ).map(tuple),
    items=st.lists(
        st.builds(CostItem, st.integers(0, 9), texts, amounts, texts, amounts, texts, amounts),
        max_size=3,
    ).map(tuple),
)


@given(contents)
def test_a_content_comes_back_from_its_snapshot(content):
    assert from_json(to_json(content)) == content


def test_a_snapshot_of_before_a_field_existed_is_still_read():
    data = to_json(CLEAN)
    del data["superior"]
    assert from_json(data) == CLEAN


@pytest.mark.parametrize(
    ("amount", "printed"),
    [
        (None, ""),
        (Decimal("300"), "300.00"),
        (Decimal("8.4"), "8.40"),
        (Decimal("438.768000"), "438.768"),
        (Decimal("0.000001"), "0.000001"),
        (Decimal("-2.5"), "-2.50"),
        (Decimal("1E+3"), "1000.00"),
        (Decimal("0"), "0.00"),
    ],
)
def test_an_amount_prints_two_decimals_and_more_only_when_needed(amount, printed):
    assert format_wan(amount) == printed


def test_a_cost_item_multiplies_what_is_filled_in():
    item = CostItem(0, unit_price=Decimal("400"), quantity=Decimal("15"), periods=Decimal("2"))
    assert item.subtotal == Decimal("12000")
    assert replace(item, periods=None).subtotal == Decimal("6000")
    assert replace(item, unit_price=None).subtotal is None


def test_the_parts_are_those_that_were_filled_in():
    assert Funding(Decimal(3), Decimal(1), None).parts == (Decimal(1),)


def test_a_snapshot_from_before_a_column_was_kept_leaves_it_blank():
    data = to_json(CLEAN)
    for row in data["indicators"]:
        del row["scoring"], row["evidence"]
    assert from_json(data) == CLEAN


@pytest.mark.parametrize(
    ("weight", "printed"),
    [("10.0000", "10"), ("12.50", "12.5"), ("100", "100"), ("1E+1", "10"), (None, "")],
)
def test_a_weight_is_printed_without_zeros_behind_the_point(weight, printed):
    assert format_weight(weight and Decimal(weight)) == printed
