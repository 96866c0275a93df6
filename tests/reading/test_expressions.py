"""The arithmetic of a cost text: units are multiplied away, results take the unit of the price."""

from decimal import Decimal

import pytest

from indicators.reading.costs import read_cost, read_counts
from indicators.reading.expressions import number, yuan


def sums(value):
    """The amount of a cell, and whether its arithmetic holds."""
    reading = read_cost("", value)
    return reading.amount, not reading.observed("arithmetic_wrong")


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("50元×181天=9050", 9050),
        ("5角×2=10", 1),
        ("2万元×3=6", 60_000),
        ("2万元×3=60000", 60_000),
        ("500×20人=10000元", 10_000),
        ("500×20=1万元", 10_000),
        ("0.5×20=10万元", 100_000),
        ("4000元×12×2", 96_000),
        ("12万元÷4×2", 60_000),
        ("12万元÷4人×2人", 60_000),
        ("12万元/4", 30_000),
        ("（1000-185）×6个月=4890元", 4890),
        ("（1000+185）元×2", 2370),
        ("（2+3）万元×2", 100_000),
        ("（2万元+3万元）×2", 100_000),
        ("（2+3万元）×2", 100_000),
        ("（100元/人+50元/人）×20人", 3000),
        ("（20人+30人）×100元", 5000),
        ("（100元+50元）/人×2人", 300),
        ("（（1+2）×3+1）×100元", 1000),
        ("2×（3×100元+50元）", 700),
        ("100元×3+50元×2", 400),
        ("100元×3-50元×2=200元", 200),
        ("500元减去100元", 400),
        ("500元加上100元", 600),
        ("100万元×30%", 300_000),
        ("100万元×（30%+10%）", 400_000),
        ("10万元×8折", 80_000),
        ("12万元打八折", 96_000),
        ("60人天×100元/人·天", 6000),
        ("100元/人·天×60人天", 6000),
        ("100元/人×2期×3人", 600),
        ("100元/期×2期×3人", 600),
        ("400元/人·天×2×3", 2400),
        ("400元/人·天×2天×3", 2400),
        ("100元×2=200元=0.02万元", 200),
        ("3×3333元=1万元", 10_000),
    ],
)
def test_a_right_sum_has_its_amount(value, amount):
    assert sums(value) == (amount, True)


@pytest.mark.parametrize(
    ("value", "stated", "expected"),
    [
        ("50元×181天=9052元", 9052, 9050),
        ("3×3333元=10001元", 10_001, 9999),
        ("2万元×3=7", 70_000, 60_000),
        ("3×1.333万元=4.1万元", 41_000, 39_990),
        ("100元×2=200元=0.03万元", 300, 200),
        ("500×20=2万元", 20_000, 10_000),
        ("3万元+2万元=6万元", 60_000, 50_000),
        ("5元×2=10万元", 100_000, 10),
    ],
)
def test_a_wrong_sum_says_what_was_stated_and_what_it_comes_to(value, stated, expected):
    reading = read_cost("", value)
    (seen,) = reading.observed("arithmetic_wrong")
    assert (reading.amount, seen.stated, seen.expected) == (stated, stated, expected)
    assert not reading.sound


@pytest.mark.parametrize(
    ("value", "holds"),
    [
        ("3×1.3333万元=4万元", True),
        ("3×1.333万元=4万元", True),
        ("3×1.3316万元=4万元", False),
        ("3×1.33万元=4.0万元", True),
        ("3×1.32万元=4.0万元", True),
        ("3×1.3166万元=4.0万元", False),
        ("3×1.31万元=4万元", False),
        ("3×33.33元=100元", True),
        ("3×33.33元=99.99元", True),
        ("3×33.33元=99.98元", True),
        ("3×33.33元=99.97元", False),
        ("3×33.33元=101元", False),
    ],
)
def test_a_result_may_be_rounded_as_far_as_it_is_printed(value, holds):
    assert sums(value)[1] is holds


@pytest.mark.parametrize(
    ("value", "per"),
    [
        ("400元/人·天×3人", ["天"]),
        ("400元/人·天×2天", ["人"]),
        ("400元/人×2天", ["人"]),
        ("400元/人·次×3人", ["次"]),
        ("400元/人·天×3人×2天", []),
        ("400元/人·天×3台", ["天"]),
        ("1200元÷3人", ["人"]),
        ("每人400元×2天", ["人"]),
        ("400元/人×50%", ["人"]),
        ("400元/人·年×2期", []),
        ("单价400元/人", ["人"]),
        ("（3元+2元）元/人×4天", ["人"]),
        ("400元/人·次×5人次", []),
        ("400元/次×5人次", []),
        ("10元/人/餐×120人×260天", []),
        ("10元/人/台×120人×5天", ["台"]),
        ("每人500元×20人=10000元", []),
        ("每人500元×2台=1000元", []),
    ],
)
def test_a_product_is_still_per_what_no_factor_took(value, per):
    reading = read_cost("", value)
    assert [unit.group for price in reading.prices for unit in price.per] == per


@pytest.mark.parametrize("value", ["3-5万元", "3-5万元×2", "（3至5万元）×2", "3万元×"])
def test_a_range_or_an_open_end_is_no_amount(value):
    assert read_cost("", value).amount is None


def test_division_by_zero_leaves_the_amount():
    assert read_cost("", "6万元÷0").amount == 60_000


@pytest.mark.parametrize(
    ("value", "step"),
    [
        ("2.50万元×3台", "2.5万元 × 3台 = 75,000元"),
        ("12万元÷4", "12万元 ÷ 4 = 30,000元"),
        ("（2+3）人×100元=500元", "（2 + 3）人 × 100元 = 500元 ✓"),
        ("（2+3）万元×2", "（2 + 3）万元 × 2 = 100,000元"),
        ("（1+2）亿元×2", "（1 + 2）亿元 × 2 = 600,000,000元"),
        ("甲（2万元）+乙（3万元）", "2万元 + 3万元 = 50,000元"),
        ("（5+5）角×2", "（5 + 5）角 × 2 = 2元"),
        ("5角×2", "5角 × 2 = 1元"),
        ("5元钱×2", "5元 × 2 = 10元"),
        ("（2+3）元×2", "（2 + 3）元 × 2 = 10元"),
        ("100元×3-50元=250", "100元 × 3 − 50元 = 250元 ✓"),
        ("0.5亿元×30%", "0.5亿元 × 30% = 15,000,000元"),
        ("3千元×2", "3千元 × 2 = 6,000元"),
        ("3百元×2", "300元 × 2 = 600元"),
        ("100元/人·天×2人×3天=600元", "100元/人/天 × 2人 × 3天 = 600元 ✓"),
        ("100元×2=200元=200", "100元 × 2 = 200元 = 200元 ✓"),
        ("3万元+2万元=6万元", "3万元 + 2万元 = 6万元，应为50,000元 ✗"),
    ],
)
def test_a_step_is_written_as_people_read_it(value, step):
    assert read_cost("", value).explain()[0] == step


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("9050", "9,050"),
        ("0.060", "0.06"),
        ("0.11", "0.11"),
        ("100", "100"),
        ("1.00", "1"),
        ("1E+3", "1,000"),
    ],
)
def test_a_number_is_written_with_its_thousands_and_no_idle_noughts(value, written):
    assert number(Decimal(value)) == written
    assert yuan(Decimal(value)) == f"{written}元"


def test_money_of_other_countries_stays_so_in_a_product():
    assert read_cost("", "100美元×3").observed("foreign_currency")
    assert read_cost("", "3-5-8万元").observed("amount_range")


def test_only_a_result_of_its_own_lacks_a_unit():
    assert not read_cost("", "100元=50+50元").observed("result_without_unit")
    assert not read_cost("", "5元×1=（2+3）元").observed("result_without_unit")


def test_a_bracket_takes_the_unit_behind_it():
    (count,) = read_counts("（2+3）人，")
    assert (count.number, count.units[0].group) == (5, "人")


@pytest.mark.parametrize(("value", "right"), [("20人+30人=50人", True), ("20人+30人=51人", False)])
def test_sums_of_things_are_checked_too(value, right):
    assert bool(read_cost("", value).observed("arithmetic_wrong")) is not right


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ("3~5万元×2=8万元", False),
        ("2万元×2=3~5万元", False),
        ("20人=30元", False),
        ("20人×5=100元", False),
        ("20人×5=200元", True),
        ("20×5=200元", True),
        ("2万元×3=7", True),
    ],
)
def test_only_what_can_be_compared_is_found_wrong(value, wrong):
    assert bool(read_cost("", value).observed("arithmetic_wrong")) is wrong
