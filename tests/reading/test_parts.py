"""A target value is printed over three columns only where it comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.reading.parts import compose, split


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ("≥95%", ("≥", "95", "%")),
        ("=2期", ("=", "2", "期")),
        ("≤1,400.5元/个", ("≤", "1,400.5", "元/个")),
        ("100%", ("", "100", "%")),
        ("100", ("", "100", "")),
        ("≥100个项目", ("≥", "100", "个项目")),
        ("≤10个工作日", ("≤", "10", "个工作日")),
        ("≥1万人次", ("≥", "1", "万人次")),
        ("＞98％", ("＞", "98", "％")),
        ("显著提高", ("定性", "显著提高", "")),
        ("2021年3月-10月", ("", "2021年3月-10月", "")),
        ("2021年", ("", "2021年", "")),
        ("95%以上", ("", "95%以上", "")),
        ("不少于100个", ("", "不少于100个", "")),
        ("6-8个", ("", "6-8个", "")),
        ("约10万元", ("", "约10万元", "")),
        ("10个左右", ("", "10个左右", "")),
        ("400元/人次×150人次=6万元", ("", "400元/人次×150人次=6万元", "")),
        ("≥ 95%", ("", "≥ 95%", "")),
        ("≥95% ", ("", "≥95% ", "")),
        ("5定性", ("", "5定性", "")),
        ("", ("", "", "")),
        ("　", ("", "　", "")),
    ],
)
def test_a_value_is_taken_apart_where_it_is_one_number_to_reach(value, parts):
    assert split(value) == parts


signs = st.sampled_from("≥≤=><＝ \n　定性无/-%％元个人次约以上大于年月.,0123456789")


@given(st.text(signs, max_size=8) | st.text(max_size=12))
def test_the_parts_of_any_value_make_the_same_value(value):
    assert compose(*split(value)) == value


@pytest.mark.parametrize(
    ("parts", "value"),
    [
        (("大于等于", "120", "公里"), "≥120公里"),
        (("定量", "≥95", "%"), "≥95%"),
        (("≥", "≥95%", "%"), "≥95%"),
        (("定性", "  逐步提高 ", "文字描述"), "  逐步提高 "),
        (("≥", " ", "%"), " "),
    ],
)
def test_columns_of_other_forms_are_put_together(parts, value):
    assert compose(*parts) == value
