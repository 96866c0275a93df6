"""A cost text that shows how its amount is made gives the lines of a cost table."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.reading.cost_items import cost_items
from indicators.reading.costs import read_cost
from indicators.reading.sentences import cost_sentence

from .test_costs import AID
from .test_costs_properties import items as tables


def lines(value, name="培训费"):
    return [
        (one.label, one.unit_price, one.price_unit, one.quantity, one.quantity_unit)
        for one in cost_items(read_cost(name, value))
    ]


def test_a_product_becomes_a_price_and_a_count():
    assert lines("15人×4000元/人=6万元") == [("培训费", 4000, "人", 15, "人")]


def test_a_count_that_stands_apart_from_its_price_is_taken():
    (item,) = cost_items(read_cost("聘用", "3名聘用人员，每人每月3000元，共12个月"))
    assert (item.unit_price, item.price_unit) == (3000, "人/月")
    assert (item.quantity, item.quantity_unit) == (3, "名")
    assert (item.periods, item.period_unit) == (12, "个月")


def test_each_item_becomes_a_line_and_a_rounded_total_none():
    assert lines(AID) == [
        ("生活补助", 50, "", 181, "天"),
        ("援彝特殊补贴", 10000, "", None, ""),
        ("艰苦边远地区津贴差", 4890, "", None, ""),
        ("通讯及交通补贴", 600, "月", 6, "个月"),
    ]


@pytest.mark.parametrize(
    "value", ["（1000-185）×6个月=4890元", "0.06万元/年一个票点×140元=8.4万元", "≤6万元"]
)
def test_an_arithmetic_that_is_no_price_times_counts_comes_as_one_sum(value):
    reading = read_cost("培训费", value)
    assert lines(value) == [("培训费", reading.amount, "", None, "")]


@pytest.mark.parametrize("value", ["", "按合同支付", "4000元/人"])
def test_a_text_without_an_amount_gives_no_line(value):
    assert lines(value) == []


@settings(max_examples=200, deadline=None)
@given(st.lists(tables, min_size=1, max_size=6))
def test_the_lines_of_a_table_s_own_sentence_add_up_to_it(table):
    reading = read_cost("项目经费", cost_sentence(table))
    assert sum((one.subtotal for one in cost_items(reading)), Decimal(0)) == reading.amount
