"""A bracket behind an amount has to agree with it."""

import pytest

from indicators.reading.costs import read_cost


@pytest.mark.parametrize(
    ("value", "sound"),
    [
        ("贰拾万元（¥200000.00）", True),
        ("贰拾万元（¥20000.00）", False),
        ("20万元（人民币20000元）", False),
        ("20万元（大写：贰万元整）", False),
        ("20万元（小写2万元，设备费1万元）", True),
        ("20万元（设备2万元）", True),
        ("20万元（≤25万元）", False),
        ("20万元（不超过2万元）", True),
        ("20万元（2万元×3）", False),
        ("20万元（2万元×10）", True),
        ("66万元/年（三年共198万元）", True),
        ("66万元/年（三年共199万元）", False),
        ("66万元（3个单位共198万元）", False),
        ("66万元（0年共198万元）", False),
        ("80万元（控制价92万元）", True),
    ],
)
def test_what_a_bracket_says_again_has_to_be_the_same(value, sound):
    assert read_cost("", value).sound is sound


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("派遣费（3人，3333.33元/月/人，12个月）约12万元", "119999.88"),
        ("椅子（100元/把，400把）4万元", "40000"),
        ("椅子（100元/把，400把）桌子5万元", "90000"),
        ("派遣费（3人，3333.33元/月/人，12个月）约13万元", "130000"),
        ("派遣费3人，3333.33元/月/人，12个月，其他12万元", "239999.88"),
    ],
)
def test_a_bracket_before_an_amount_may_show_how_it_is_made(value, amount):
    assert str(read_cost("", value).amount) == amount


def test_a_bracket_before_an_amount_that_makes_another_is_a_fault():
    reading = read_cost("", "桌子（200元/张，100张）2万元；椅子（100元/把，300把）4万元")
    (seen,) = reading.observed("items_do_not_add_up")
    assert (seen.quote, seen.stated, seen.expected) == ("4万元", 40_000, 30_000)
    assert (reading.amount, reading.sound) == (60_000, False)
    assert read_cost("", "桌子（200元/张，100张）2万元").sound
    assert read_cost("", "桌子200元/张，100张，）2.1万元").amount == 21_000


def test_what_does_not_agree_is_observed_at_the_amount_before_the_bracket():
    (seen,) = read_cost("", "20万元（2万元×3）").observed("items_do_not_add_up")
    assert (seen.quote, seen.stated, seen.expected) == ("20万元", 200_000, 60_000)
    (seen,) = read_cost("", "20万元（设备费30万元）").observed("parts_exceed_whole")
    assert (seen.quote, seen.stated, seen.expected) == ("20万元", 200_000, 300_000)
