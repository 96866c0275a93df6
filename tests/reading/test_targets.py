"""A target value is read as a filler means it."""

from decimal import Decimal

import pytest

from indicators.reading.targets import read_target


def only(text):
    (target,) = read_target(text).targets
    return target


@pytest.mark.parametrize(
    ("text", "sign", "number", "unit"),
    [
        ("≥100个项目", "≥", 100, "个"),
        ("≧300人", "≥", 300, "人"),
        (">=85％", "≥", 85, ""),
        ("不少于两次", "≥", 2, "次"),
        ("满意度达95%", "≥", 95, ""),
        ("受援人满意度大于96%", ">", 96, ""),
        ("10个工作日内", "≤", 10, "个工作日"),
        ("95%以上", "≥", 95, ""),
        ("＜５次", "<", 5, "次"),
        ("26个行政事业单位", "", 26, "个"),
        ("宣传册5万本", "", 50000, "本"),
        ("≥1.5万人次", "≥", 15000, "人次"),
        ("不超过1,200元", "≤", 1200, "元"),
    ],
)
def test_a_target_has_its_sign_number_and_unit(text, sign, number, unit):
    target = only(text)
    assert (target.sign, target.number, target.unit) == (sign, number, unit)


def test_a_comparator_in_words_is_told_from_a_sign_and_keeps_its_place():
    word = only("每年不少于2次系统维护").comparator
    assert (word.is_word, word.written, word.start, word.end) == (True, "不少于", 2, 5)
    assert not only("满意度＞98%").comparator.is_word


def test_a_range_has_two_ends_and_knows_when_they_are_inverted():
    target = only("6-8个")
    assert (target.number, target.upper, target.is_inverted) == (6, 8, False)
    assert only("5-3个").is_inverted
    assert only("3至5天").upper == 5


@pytest.mark.parametrize(
    ("text", "period"),
    [("每年不少于2次", "年"), ("一年低于4次", "年"), ("1次/月", "月"), ("每季度1次", "季度"),
     ("全年12次", "年"), ("<5次", "")],
)  # fmt: skip
def test_a_frequency_knows_its_period(text, period):
    assert only(text).period == period


def test_years_that_are_counted_are_a_target_and_no_period():
    target = only("使用年限≥1年")
    assert (target.number, target.unit, target.period) == (1, "年", "")


@pytest.mark.parametrize("text", ["约200人", "200人左右", "200余人", "预计200人"])
def test_an_approximate_number_is_marked(text):
    assert only(text).approximate


def test_a_compound_value_is_split_into_its_targets():
    reading = read_target("宣传册5万本，宣传单15万份，宣传标语300条")
    assert [target.number for target in reading.targets] == [50000, 150000, 300]
    assert reading.is_compound
    assert [target.quote for target in reading.targets] == ["5万本", "15万份", "300条"]


@pytest.mark.parametrize(
    "text", ["系统正常运行，及时修改调整", "一次性补助", "依据〔2018〕12号", "软件V1.0", ""]
)
def test_words_versions_and_document_numbers_are_no_targets(text):
    assert read_target(text).is_qualitative


@pytest.mark.parametrize(
    ("text", "months", "year_only", "full_year"),
    [
        ("2021年1-12月", 12, False, True),
        ("2021年", None, True, False),
        ("2021年全年", 12, False, True),
        ("2021年3月至2021年10月", 8, False, False),
        ("2021.1-2021.6", 6, False, False),
        ("2021年12月31日前", None, False, False),
    ],
)
def test_a_date_is_no_target_and_says_what_it_covers(text, months, year_only, full_year):
    reading = read_target(text)
    (date,) = reading.dates
    assert not reading.targets
    assert (date.months, date.is_year_only, date.is_full_year) == (months, year_only, full_year)


@pytest.mark.parametrize(
    ("text", "percent"),
    [("百分之百", 100), ("百分百", 100), ("达到百分之九十五", 95), ("百分之九十五点五", "95.5"),
     ("九成以上", 90), ("10成", 100), ("完成八成，合格", 80)],
)  # fmt: skip
def test_a_share_in_words_is_a_percentage(text, percent):
    target = only(text)
    assert (target.number, target.percent) == (Decimal(percent), True)


@pytest.mark.parametrize("text", ["一成不变", "三成员单位", "百分制考核", "五成熟"])
def test_words_that_only_sound_like_a_share_are_none(text):
    assert not read_target(text).targets


def test_percent_is_kept_as_printed():
    target = only("≥98.5%")
    assert target.percent
    assert target.number == Decimal("98.5")
