"""A number takes its unit, what it is counted per, and nothing of the words behind it."""

from decimal import Decimal

import pytest

from indicators.reading.normalize import normalize
from indicators.reading.tokens import scan
from indicators.reading.units import scan_unit


def tokens(text):
    return scan(normalize(text).text).tokens


def quantities(text):
    return [token.quantity for token in tokens(text) if token.kind == "quantity"]


def quantity(text):
    (found,) = quantities(text)
    return found


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("300元", 300, "元"),
        ("300元整", 300, "元"),
        ("300块钱", 300, "元"),
        ("5角", "0.5", "元"),
        ("3元5角", "3.5", "元"),
        ("3元5角2分", "3.52", "元"),
        ("3元2分", "3.02", "元"),
        ("2万元", 20_000, "元"),
        ("2万", 20_000, "元"),
        ("2亿", 200_000_000, "元"),
        ("￥300", 300, "元"),
        ("¥ 1,234.50", "1234.50", "元"),
        ("人民币300元", 300, "元"),
        ("伍仟", 5000, "元"),
        ("63名", 63, "人"),
        ("63 名", 63, "人"),
        ("5部门", 5, "个"),
        ("20人员", 20, "人"),
        ("3家庭", 3, "户"),
        ("4km", 4, "公里"),
        ("10㎡", 10, "平方米"),
        ("2KM", 2, "公里"),
        ("3个月", 3, "月"),
        ("3个工作日", 3, "天"),
        ("5日常", 5, None),
        ("30位于", 30, None),
        ("3美元", 3, "美元"),
        ("2kgs", 2, None),
        ("5台套", 5, "台"),
    ],
)
def test_a_number_takes_the_unit_behind_it(text, value, unit):
    found = quantities(text)
    if unit is None:
        assert not found or found[0].unit is None
        return
    assert (found[0].value, found[0].unit.group) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("300元/人", ["人"]),
        ("300元／人", ["人"]),
        ("300元/人·天", ["人", "天"]),
        ("300元/人、天", ["人", "天"]),
        ("300元/人*天", ["人", "天"]),
        ("300元/人.天", ["人", "天"]),
        ("300元/人/天", ["人", "天"]),
        ("300元/人天", ["人", "天"]),
        ("300元/(人·天)", ["人", "天"]),
        ("300元/每人", ["人"]),
        ("300元/一人", ["人"]),
        ("300元/1人", ["人"]),
        ("300元每人", ["人"]),
        ("300元每人每天", ["人", "天"]),
        ("300元一人", ["人"]),
        ("300元1人", ["人"]),
        ("300元 / 人", ["人"]),
        ("300元/标段", ["标段"]),
        ("300元/考点", ["考点"]),
        ("300元/甲乙丙丁戊己庚辛", ["甲乙丙丁戊己"]),
        ("300元/人，天冷", ["人"]),
        ("300元/(人·天", []),
        ("300元/()", []),
        ("300元/年", ["年"]),
        ("300元/维护费", []),
        ("300元一次性", []),
        ("300元", []),
    ],
)
def test_a_price_knows_what_it_is_per(text, per):
    assert [unit.group for unit in quantities(text)[0].per] == per


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("3至5万元", 30_000, 50_000),
        ("3~5万元", 30_000, 50_000),
        ("3万元至5万元", 30_000, 50_000),
        ("3到5人", 3, 5),
        ("3%至5%", "0.03", "0.05"),
        ("3千至5千元", 3000, 5000),
    ],
)
def test_the_ends_of_a_range_share_their_unit(text, low, high):
    found = quantity(text)
    assert (found.value, found.upper) == (Decimal(low), Decimal(high))


def test_a_range_without_a_unit_counts_nothing():
    assert quantity("3至5").unit is None


@pytest.mark.parametrize("text", ["百分之三", "8折", "95%", "3至5万元", "2021年", "5万元"])
def test_an_exact_number_is_not_about_so_many(text):
    assert not quantity(text).approximate


def test_numbers_of_different_things_are_no_range():
    assert [found.upper for found in quantities("3人至5元")] == [None, None]
    assert quantities("3万元至三月")[0].upper is None
    assert [found.value for found in quantities("3个至万元")] == [3]


def test_every_token_costs_the_scanner_two_steps():
    assert [scan(text).steps for text in ("", ",", ",,,", "(,)")] == [0, 2, 6, 6]


@pytest.mark.parametrize(
    ("text", "share"),
    [("95%", "0.95"), ("5‰", "0.005"), ("8折", "0.8"), ("85折", "0.85"), ("8.5折", "0.85"),
     ("10折", "0.1"), ("百分之三", "0.03"), ("百分之百", "1"), ("九成", "0.9"), ("1成", "0.1")],
)  # fmt: skip
def test_a_share_is_a_fraction(text, share):
    found = quantity(text)
    assert found.percent
    assert found.value == Decimal(share)


@pytest.mark.parametrize("text", ["300余人", "300多人", "3万余元", "10余万元"])
def test_about_so_many_is_marked(text):
    assert quantity(text).approximate


def test_a_scale_behind_more_than_counts():
    assert quantity("10余万元").value == 100_000
    assert quantity("2多亿元").value == 200_000_000
    assert not quantity("10万元").approximate
    assert quantity("10余万人").unit.group == "人"
    assert quantity("10余万元").unit.surface == "元"


@pytest.mark.parametrize(
    "text",
    [
        "V1.0",
        "1.0网络版",
        "1.5.2",
        "〔2018〕",
        "(2018)",
        "12号",
        "第3",
        "3级",
        "12345热线",
        "007",
        "DN200",
        "A4",
        "50kV",
        "2019版",
        "3b5",
        "11111111111111111",
    ],
)
def test_codes_are_no_quantities(text):
    assert quantities(text) == []


@pytest.mark.parametrize("text", ["0.5", "0", "2018", "12个"])
def test_numbers_that_only_look_like_codes_are_read(text):
    assert len(quantities(text)) == 1


@pytest.mark.parametrize(
    "text", ["一次性", "统一", "三农", "唯一", "一村一品", "第一", "十一", "五保户", "三公经费"]
)
def test_numerals_inside_words_are_no_numbers(text):
    assert quantities(text) == []


@pytest.mark.parametrize(
    ("text", "group"),
    [("个月", "月"), ("个工作日", "天"), ("人次", "人次"), ("人", "人"), ("M2", "平方米"),
     ("km", "公里"), ("元", "元")],
)  # fmt: skip
def test_the_longest_unit_wins(text, group):
    assert scan_unit(text, 0).group == group


@pytest.mark.parametrize("text", ["mm", "km2x", "人均", "次年", "期间", "位于", "", "的"])
def test_words_that_begin_like_a_unit_are_none(text):
    assert scan_unit(text, 0) is None


def lists(text):
    plain = normalize(text).text
    return [plain[token.start : token.end] for token in tokens(text) if token.kind == "list"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1、甲费2万元；2、乙费3万元", ["1、", "2、"]),
        ("1.甲费2万元 2.乙费3万元", ["1.", "2."]),
        ("1)甲费2万元 2)乙费3万元", ["1)", "2)"]),
        ("(1)甲费2万元(2)乙费3万元", ["(1)", "(2)"]),
        ("（一）甲费2万元；（二）乙费3万元", ["(一)", "(二)"]),
        ("一、甲费2万元；二、乙费3万元", ["一、", "二、"]),
        ("一是甲费2万元；二是乙费3万元", ["一是", "二是"]),
        ("第一，甲费2万元；第二，乙费3万元", ["第一,", "第二,"]),
        ("①甲费2万元②乙费3万元", ["1、", "2、"]),
        ("1.20人×300元", ["1."]),
        ("1.5万元", []),
        ("1.6公里", []),
        ("1.20亩×300元", []),
        ("1.5个月", []),
        ("1.5天", []),
        ("1.05人", []),
        ("2.20人×300元", []),
        ("99、甲费2万元", ["99、"]),
        ("100、甲费2万元", []),
        ("九十九、甲费2万元", ["九十九、"]),
        ("一百、甲费2万元", []),
        ("1是甲费2万元", []),
        ("统一是甲费2万元", []),
        ("1、", []),
        ("3×1、甲", []),
        ("甲1、乙2万元", []),
        ("费用:1、甲2万元", ["1、"]),
        ("(1)×20万元", []),
        ("甲1、乙2、丙2万元", ["1、", "2、"]),
        ("甲2、乙2万元", []),
        ("(1,000-185)×6", []),
        ("共(2)人", []),
        ("1.=300元", []),
    ],
)
def test_list_numbers_are_told_from_amounts(text, numbers):
    assert lists(text) == numbers


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("每人300元", "人"),
        ("每个单位300元", "个"),
        ("每一户300元", "户"),
        ("每1户300元", "户"),
        ("人均300元", "人"),
        ("月租金300元", "月"),
        ("单台300元", "台"),
        ("平均每亩300元", "亩"),
        ("单价300元", ""),
        ("每标段300元", "标段"),
        ("每考点300元", "考点"),
        ("每300元", "每"),
    ],
)
def test_what_stands_before_a_price_says_what_it_is_per(text, per):
    (found,) = [token.unit for token in tokens(text) if token.kind == "per"]
    assert found.group == per


@pytest.mark.parametrize(
    "text",
    [
        "共3万元",
        "共为3万元",
        "共￥3",
        "共需 3万元",
        "共约3万元",
        "计3万元",
        "合3万元",
        "总3万元",
        "培训共3万元",
        "共：3万元",
    ],
)
def test_a_total_in_one_sign_stands_right_before_its_number(text):
    found = [token.category for token in tokens(text)]
    assert ("weak_total" in found) == ("：" not in text)


@pytest.mark.parametrize("text", ["会计3万元", "集合3万元", "汇总3万元", "公共设施", "共"])
def test_the_end_of_a_word_is_no_total(text):
    assert "weak_total" not in [token.category for token in tokens(text)]


def test_brackets_know_their_partners_and_the_unit_behind_them():
    opening, *_, closing = tokens("(1000-185)万元/人")
    assert tokens("(1000-185)万元/人")[opening.partner].partner == 0
    assert (closing.unit.group, closing.scale) == ("元", 10_000)
    assert [unit.group for unit in closing.tail] == ["人"]
    assert tokens("(20+30)人×3")[4].unit.group == "人"
    assert tokens("(20+30)万")[-1].scale == 10_000
    assert tokens("(1+2)亿元")[-1].scale == 100_000_000
    assert tokens("(1+2)人员")[4].unit is None
    assert tokens("1)×(")[-1].partner == -1
