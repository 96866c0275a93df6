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
        ("＞90分", ">", 90, "分"),
        ("5分钟内", "≤", 5, "分钟"),
        ("下降5个百分点", "", 5, "个百分点"),
        ("≥300㎡", "≥", 300, "㎡"),
        ("安全事故0起", "", 0, "起"),
        ("≤3起", "≤", 3, "起"),
        ("5万元起", "≥", 50000, "元"),
        ("3个月内", "≤", 3, "个月"),
        ("100%（按时）", "", 100, ""),
        ("≥3场次", "≥", 3, "场次"),
        ("100套/件", "", 100, "套"),
        ("=1个", "=", 1, "个"),
        ("不低于九成", "≥", 90, ""),
        ("≥12,000户", "≥", 12000, "户"),
        ("至少3个", "≥", 3, "个"),
        ("较上年提高3%", "", 3, ""),
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
        ("12月底前完成", None, False, False),
        ("6月30日前", None, False, False),
        ("一季度完成", 3, False, False),
        ("2021年第四季度", 3, False, False),
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


@pytest.mark.parametrize("text", ["一成不变", "三成员单位", "百分制考核", "五成熟", "三分之二以上"])
def test_words_that_only_sound_like_a_share_are_none(text):
    assert not read_target(text).targets


def test_percent_is_kept_as_printed():
    target = only("≥98.5%")
    assert target.percent
    assert target.number == Decimal("98.5")


@pytest.mark.parametrize(
    ("text", "explained"),
    [("≥100个", "≥ 100个"), ("6-8个", "6–8个"), ("100个", "100个"), ("不超过5%", "≤ 5%"),
     ("3%-5%", "3–5%"), ("3%至5%", "3–5%"), ("5万本", "50,000本")],
)  # fmt: skip
def test_a_target_is_told_in_one_spelling(text, explained):
    assert only(text).explain() == explained


@pytest.mark.parametrize("text", ["≥5次", "＞5次", "≧5次", "<=5次", "＝5次"])
def test_a_sign_is_no_word(text):
    assert not only(text).comparator.is_word


def test_a_plain_number_has_no_end_no_mark_and_no_comparator():
    target = only("100个")
    assert (target.is_range, target.is_inverted, target.approximate) == (False, False, False)
    assert (target.percent, target.money, target.comparator, target.sign) == (
        False, False, None, "",
    )  # fmt: skip
    assert only("3至5天").is_range
    assert not only("5-5个").is_inverted


def test_money_is_told_from_counts_and_from_numbers_with_a_scale():
    assert only("5万元").money
    assert not only("5个").money
    assert not only("5万").money
    assert (only("5万").unit, only("5万").group) == ("", "")


def test_what_a_reading_holds_is_said_in_one_word():
    reading = read_target("2021年完成5个")
    assert (reading.has_number, reading.is_qualitative, reading.is_compound) == (
        True, False, False,
    )  # fmt: skip
    assert not read_target("2021年").is_qualitative
    assert not read_target("2021年").has_number
    assert read_target("合理").is_qualitative
    assert not read_target("合理").has_number


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("6-8个", [6]),
        ("6-8个，9-10次", [6, 9]),
        ("6个-8", [6]),
        ("6-甲8个", [6, 8]),
        ("6-2021年", [6]),
        ("1-6月3次", [3]),
        ("3至5天3人", [3, 3]),
    ],
)
def test_two_numbers_with_a_dash_are_one_range(text, numbers):
    assert [target.number for target in read_target(text).targets] == numbers


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("≥5次，3次", ["≥", ""]),
        ("≥，5次", [""]),
        ("≥5次3人", ["≥", ""]),
        ("≥2021年5次", [""]),
        ("5次以上3人以内", ["≥", "≤"]),
        ("5次3人以上", ["", "≥"]),
        ("≥5次以内", ["≥"]),
        ("5次好以上", [""]),
        ("5次 以上", ["≥"]),
        ("达5次", ["≥"]),
        ("达5次项目", ["≥"]),
        ("5次达，3次", ["", ""]),
        ("达到5次", ["≥"]),
        ("发达5", ["≥"]),
        ("达标5次", [""]),
        ("达，5次", [""]),
        ("以上5次", [""]),
    ],
)
def test_a_comparator_belongs_to_the_number_beside_it(text, signs):
    assert [target.sign for target in read_target(text).targets] == signs


@pytest.mark.parametrize(
    ("text", "approximate"),
    [("约5次，3次", [True, False]), ("约，5次", [False]), ("5次左右3人", [True, False]),
     ("5次好左右", [False]), ("5余次3人", [True, False]), ("约5次3人", [True, False])],
)  # fmt: skip
def test_about_belongs_to_the_number_beside_it(text, approximate):
    assert [target.approximate for target in read_target(text).targets] == approximate


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("每年2次，3人", ["年", ""]),
        ("每年2次3人", ["年", "年"]),
        ("每人2次", [""]),
        ("2次/年", ["年"]),
        ("2次/人", [""]),
        ("一月2次", ["月"]),
        ("1年", [""]),
        ("1年，2次", ["", ""]),
        ("2年3次", ["", ""]),
        ("≥1年2次", ["", ""]),
        ("全年2次", ["年"]),
        ("全年，2次", [""]),
        ("一小时2次", ["小时"]),
    ],
)
def test_a_period_reaches_to_the_end_of_its_clause(text, periods):
    assert [target.period for target in read_target(text).targets] == periods


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("2021年全年", [("2021年全年", 12, True)]),
        ("2021年的全年", [("2021年的全年", 12, True)]),
        ("2021年上半年", [("2021年", None, False)]),
        ("2021年6月全年", [("2021年6月", None, False)]),
        ("2021年完成，全年", [("2021年", None, False), ("全年", 12, True)]),
        ("全年", [("全年", 12, True)]),
        ("上半年", [("上半年", 6, False)]),
        ("全年完成", [("全年", 12, True)]),
        ("全年1-6月", [("全年", 12, True), ("1-6月", 6, False)]),
        ("1-12月", [("1-12月", 12, True)]),
        ("2月至2022年1月", [("2月至2022年1月", None, False)]),
        ("2021年2月至2022年1月", [("2021年2月至2022年1月", 12, False)]),
    ],
)
def test_a_span_of_time_says_how_many_months_and_whether_they_are_the_year(text, spans):
    dates = read_target(text).dates
    found = [(date.quote, date.months, date.is_full_year) for date in dates]
    assert found == spans
    assert [text[date.start : date.end] for date in dates] == [quote for quote, *_ in spans]


def test_a_date_keeps_its_parts():
    (date,) = read_target("2021年3月至2022年10月").dates
    assert (date.year, date.last_year, date.month, date.last_month) == (2021, 2022, 3, 10)
    assert not date.has_day
    assert read_target("2021年3月5日").dates[0].has_day
    assert not read_target("2021年3月").dates[0].is_year_only
    assert not read_target("全年").dates[0].is_year_only


@pytest.mark.parametrize(
    ("text", "nouns"),
    [("100个项目", ["项目"]), ("100个项目，3人", ["项目", ""]), ("100个", [""]),
     ("5次以上检查", [""]), ("100个 项目", [""]), ("项目100个", [""])],
)  # fmt: skip
def test_the_noun_right_behind_a_target_is_what_it_counts(text, nouns):
    assert [target.noun for target in read_target(text).targets] == nouns


def test_a_range_is_followed_by_what_stands_right_behind_it():
    first, second = read_target("6-8个≥5次").targets
    assert (first.upper, second.sign, second.number) == (8, "≥", 5)


def test_a_word_for_at_least_is_quoted_at_its_place():
    value = "覆盖率达95%"
    comparator = read_target(value).targets[0].comparator
    assert value[comparator.start : comparator.end] == comparator.written == "达"


def test_a_whole_year_is_a_date_of_no_day_and_no_period_of_the_next_clause():
    (date,) = read_target("全年，5次").dates
    assert (date.months, date.has_day) == (12, False)
    assert read_target("全年，5次").targets[0].period == ""


@pytest.mark.parametrize(
    ("value", "period"), [("一年约合计约5次", "年"), ("一年约合计约合计5次", "")]
)
def test_a_period_stands_near_its_number(value, period):
    assert read_target(value).targets[-1].period == period


def test_two_targets_in_a_cell_are_one_too_many():
    assert read_target("10人，20次").is_compound
    assert not read_target("10人").is_compound
