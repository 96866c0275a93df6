"""A cost cell is read step by step, and what is odd in it is observed at its place."""

from decimal import Decimal

import pytest

from indicators.reading.costs import CODES, read_cost, read_counts
from indicators.reading.normalize import normalize
from indicators.reading.numerals import scan_number
from indicators.reading.sentences import SentenceItem, cost_sentence

AID = (
    "1、生活补助：50元*181天=9050；2、援彝特殊补贴：10000元/年；"
    "3、艰苦边远地区津贴差：（1000-185）*6个月=4890；4、通讯及交通补贴：600元/月*6个月=3600."
    "共计2.75万元"
)


def codes(value, name=""):
    return {seen.code for seen in read_cost(name, value).observations}


def test_every_step_is_explained_with_its_arithmetic():
    assert read_cost("", AID).explain() == (
        "第1项 50元 × 181天 = 9,050元 ✓",
        "第2项 援彝特殊补贴 10,000元/年",
        "第3项 （1,000 − 185） × 6个月 = 4,890元 ✓",
        "第4项 600元/月 × 6个月 = 3,600元 ✓",
        "共计 2.75万元",
        "9,050元 + 10,000元 + 4,890元 + 3,600元 = 27,540元",
    )


def test_every_step_knows_its_place_in_the_text_that_was_typed():
    reading = read_cost("", AID)
    quotes = [AID[step.start : step.end] for step in reading.steps]
    assert quotes[0] == "50元*181天=9050"
    assert quotes[2] == "（1000-185）*6个月=4890"
    assert quotes[4] == "2.75万元"


def test_a_wrong_product_is_marked_and_the_stated_amount_stays():
    reading = read_cost("", "资料费150元×50×2=16000元")
    (seen,) = reading.observed("arithmetic_wrong")
    assert (seen.stated, seen.expected) == (16000, 15000)
    assert seen.quote == "150元×50×2=16000元"
    assert reading.amount == 16000
    assert not reading.sound
    assert reading.explain()[0].endswith("✗")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("0.06万元/年一个票点×140元=8.4万元", "factor_is_money"),
        ("50元*181天=9050", "result_without_unit"),
        ("63", "number_without_unit"),
        ("≥9.31万元", "floor_bound"),
        (">9.31万元", "floor_bound"),
        ("5万元，培训费3万元由各单位承担", "borne_by_others"),
        ("总投资2000万元，本年安排500万元", "other_year"),
        ("原计划120万元，调整为100万元", "superseded"),
        ("2021年20万元，2022年30万元", "years_unclear"),
        ("年维护费2.5万元/年", "year_doubled"),
        ("服务费2.5万元/年", "per_year"),
        ("1600元/亩", "unit_price_open"),
        ("每人300元，男20人，女30人", "count_ambiguous"),
        ("2期，15人，4000元/人，总计6万元", "count_unused"),
        ("约10万元", "approximate"),
        ("10万元左右", "approximate"),
        ("3-5万元", "amount_range"),
        ("3万美元", "foreign_currency"),
        ("A费3万元，B费2万元，合计6万元", "items_do_not_add_up"),
        ("10万元，其中材料12万元", "parts_exceed_whole"),
        (AID, "total_rounded"),
        ("150元×50×2=16000元", "arithmetic_wrong"),
        ("5万元", "name_differs"),
    ],
)
def test_what_is_odd_is_observed(value, code):
    name = "设备费总价6万元" if code == "name_differs" else ""
    assert code in codes(value, name)


def test_every_code_is_observed_somewhere():
    observed = test_what_is_odd_is_observed.pytestmark[0].args[1]
    assert {code for _, code in observed} == set(CODES)


@pytest.mark.parametrize(
    ("value", "factors"),
    [
        ("0.06万元/年一个票点×140元=8.4万元", ["140元"]),
        ("3元×500元/人=1500元", ["3元"]),
        ("500元×3元+200元×4元=2300元", ["3元", "4元"]),
        ("（100元+50元）×3元=450元", ["3元"]),
    ],
)
def test_money_that_should_be_a_count_is_quoted_alone(value, factors):
    assert [seen.quote for seen in read_cost("", value).observed("factor_is_money")] == factors


@pytest.mark.parametrize(
    "value",
    [
        "支付评审费用300万元",
        "15人×4000元/人=60000元",
        "≤65万元",
        "共计239万元,其中上级179.25万元,本级59.75万元",
        "6万元（15人×4000元/人）",
    ],
)
def test_a_sound_cost_raises_no_observation(value):
    assert codes(value) == set()


@pytest.mark.parametrize(
    ("value", "bound"),
    [("≤65万元", "≤"), ("不超过65万元", "≤"), ("65万元以内", "≤"), ("<65万元", "<"),
     ("≥65万元", "≥"), ("=65万元", "="), ("65万元", "")],
)  # fmt: skip
def test_a_bound_is_kept_beside_the_amount(value, bound):
    reading = read_cost("", value)
    assert (reading.bound, reading.amount) == (bound, 650000)


@pytest.mark.parametrize(
    ("value", "kind"),
    [("总计6万元", "total"), ("A费1万元，B费2万元", "sum"), ("2万元×3台", "product"),
     ("6万元", "amount"), ("300元/人", "unit_price"), ("≤100%", "rate"), ("合理", "words"),
     ("", "words")],
)  # fmt: skip
def test_a_reading_says_of_what_kind_it_is(value, kind):
    assert read_cost("", value).kind == kind


def test_the_counts_that_made_a_cost_are_named():
    assert [count.show for count in read_cost("", AID).factors] == ["181天", "6个月", "6个月"]
    assert [c.number for c in read_cost("", "15人，4000元/人，总计6万元").factors] == [15]


def test_a_cost_shows_whether_it_was_broken_down():
    assert read_cost("", "0.06万元/年一个票点×140元=8.4万元").has_breakdown
    assert read_cost("", "15人，4000元/人，总计6万元").has_breakdown
    assert not read_cost("", "服务费2.5万元").has_breakdown


def test_an_open_price_says_what_it_is_per():
    (price,) = read_cost("", "400元/人、天").prices
    assert (price.price, [unit.group for unit in price.per]) == (400, ["人", "天"])


def test_the_name_gives_a_count_to_its_price_and_an_amount_where_the_value_has_none():
    assert [c.number for c in read_cost("围墙300米", "300元/米").name_counts] == [300]
    reading = read_cost("总成本控制在50万元以内", "达标")
    assert (reading.amount, reading.from_name) == (500000, True)


def test_counts_of_a_row_leave_dates_and_versions_alone():
    counts = read_counts("截止2020年10月V1.0平台共开通端口140个，2021年1-6月运行")
    assert [(c.number, c.is_span) for c in counts] == [(140, False), (6, True)]


@pytest.mark.parametrize(
    ("text", "value"),
    [("12,340", "12340"), ("3万2千", "32000"), ("三百二十万", "3200000"), ("壹拾贰万", "120000"),
     ("三点一四万", "31400"), ("1亿2000万", "120000000"), ("三百二", "320"),
     ("一万零五十", "10050"), ("二〇二一", "2021"), ("十五", "15"), ("3万500元", "30500")],
)  # fmt: skip
def test_numerals_have_their_value(text, value):
    assert scan_number(normalize(text).text, 0).value == Decimal(value)


def test_a_sentence_numbers_its_items_and_states_their_sum():
    table = [
        SentenceItem("培训费", Decimal(4000), "人", Decimal(15), "人"),
        SentenceItem("印刷费", Decimal("2.5"), "本", Decimal(1000), "本", Decimal(2), "期"),
    ]
    assert cost_sentence(table) == (
        "1、培训费：4000元/人×15人=60000元；2、印刷费：2.5元/本×1000本×2期=5000元；合计65000元"
    )
    assert cost_sentence(table[:1]) == "培训费：4000元/人×15人=60000元"
    assert cost_sentence([]) == ""
