"""Costs that others bear are not the form's."""

import pytest

from indicators.reading.costs import read_cost


@pytest.mark.parametrize(
    ("value", "amount", "others"),
    [
        ("培训费由各单位承担8万元，财政承担4万元", 40_000, ()),
        ("培训费由学员负担8万元，其余4万元", 40_000, ()),
        ("由县级承担8万元", 80_000, (0,)),
        ("由村集体自筹10万元，财政奖补40万元", 400_000, ()),
        ("自筹10万元，财政奖补40万元", 500_000, ()),
        ("由县级财政承担8万元", 80_000, ()),
        ("由乡镇负担4万元的材料费", None, ()),
        ("乡镇承担4万元，县财政承担16万元", 200_000, (160_000,)),
        ("培训费8万元，由各单位承担", None, ()),
        ("培训费8万元由各单位承担，会议费2万元", 20_000, ()),
        ("培训费8万元由本单位承担", 80_000, ()),
        ("学员200人，各单位承担，讲课费2万元", 20_000, ()),
        ("讲课费2万元，各单位承担住宿", 20_000, ()),
        ("讲课费2万元。由各单位承担", 20_000, ()),
    ],
)
def test_what_others_bear_is_not_in_the_amount(value, amount, others):
    reading = read_cost("", value)
    assert (reading.amount, reading.alternatives) == (amount, others)
