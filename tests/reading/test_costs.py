"""A cost cell is read step by step, and what is odd in it is observed at its place."""

from decimal import Decimal

import pytest

from indicators.reading.costs import CODES, read_cost, read_counts
from indicators.reading.normalize import normalize
from indicators.reading.numerals import scan_number
from indicators.reading.sentences import SentenceItem, cost_sentence
from indicators.reading.tokens import scan

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
        ("合同价80万元，预付30%，计24万元", "share_base"),
        ("不含税10万元，含税11.3万元", "without_tax"),
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
        "甲费2万元，乙费3万元，合计5万元",
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


def test_an_amount_in_the_name_has_its_steps_in_the_name():
    reading = read_cost("总成本：2万元×3台", "≤100%")
    assert (reading.amount, reading.kind, reading.from_name) == (None, "rate", False)
    reading = read_cost("总成本：2万元×3台", "达标")
    assert (reading.amount, reading.kind, reading.from_name) == (60_000, "total", True)
    assert [step.in_name for step in reading.steps] == [True]
    assert not read_cost("", "2万元×3台").steps[0].in_name


def test_a_name_that_states_another_amount_is_observed_over_the_whole_value():
    (seen,) = read_cost("设备费总价6万元", "设备5万元").observed("name_differs")
    assert (seen.start, seen.end, seen.quote) == (0, 5, "设备5万元")
    assert (seen.stated, seen.expected) == (60_000, 50_000)
    assert not read_cost("设备费总价6万元", "6万元").observed("name_differs")
    assert not read_cost("设备费总价6万元", "60%").observed("name_differs")


@pytest.mark.parametrize(
    ("name", "value", "amount"),
    [
        ("人均培训成本", "1000元", None),
        ("人均培训成本", "合计1000元", 1000),
        ("人均培训成本", "本年1000元", 1000),
        ("人均培训成本", "500元×2", 1000),
        ("人均培训成本", "500元+500元=1000元", 1000),
        ("人均培训成本", "讲课500元，食宿500元", 1000),
        ("人均培训成本", "500元×2人=1000元", 1000),
        ("每年培训成本", "1000元", 1000),
        ("人均培训成本", "1000元/人", None),
    ],
)
def test_a_name_makes_a_price_of_the_one_plain_amount(name, value, amount):
    assert read_cost(name, value).amount == amount


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("6万元（4万元+2万元）", None),
        ("6万元（甲4万元，乙2万元）", None),
        ("6万元（含甲4万元）", None),
        ("6万元（6.0万元）", None),
        ("6万元（60004元）", None),
        ("6万元（15人×4000元/人）", None),
        ("6万元（15人，4000元/人）", None),
        ("6万元（2期，15人，2000元/人）", None),
        ("6万元（上年5万元）", None),
        ("6万元（10万元×60%）", None),
        ("6万元（甲4万元，乙3万元）", "parts_exceed_whole"),
        ("6万元（15人×5000元/人）", "items_do_not_add_up"),
        ("6万元（15人×3000元/人）", "items_do_not_add_up"),
    ],
)
def test_a_bracket_behind_an_amount_must_agree_with_it(value, code):
    reading = read_cost("", value)
    assert reading.amount == 60_000
    assert reading.sound == (code is None)
    assert [s.code for s in reading.observations if s.stated == 60_000] == ([code] if code else [])


def test_a_bracket_shows_what_is_wrong_with_it():
    (seen,) = read_cost("", "甲6万元（甲4万元，乙3万元）").observed("parts_exceed_whole")
    assert (seen.stated, seen.expected, seen.quote) == (60_000, 70_000, "6万元")


def test_counts_that_no_product_used_are_observed_where_others_were_used():
    seen = read_cost("", "2期，15人，4000元/人，总计6万元").observed("count_unused")
    assert [(one.quote, one.stated) for one in seen] == [("2期", 2)]
    assert not read_cost("", "2期，总计6万元").observed("count_unused")
    assert not read_cost("", "1-6月，15人，4000元/人").observed("count_unused")


def test_a_price_is_open_only_where_no_amount_is_stated():
    assert [s.quote for s in read_cost("", "100元/人").observed("unit_price_open")] == ["100元/人"]
    assert not read_cost("", "100元/人，合计2万元").observed("unit_price_open")
    assert not read_cost("", "100元/人，20人").observed("unit_price_open")


def test_a_price_beside_a_stated_amount_needs_no_count():
    assert read_cost("", "总投资9万元，本年5万元，标准1000元/人").prices == ()
    assert read_cost("", "合计5万元，标准1000元/人").prices == ()
    assert len(read_cost("", "5万元，标准1000元/人").prices) == 1


def test_only_counts_that_made_an_amount_are_its_factors():
    text = "服务3台，2万元×5套，用于2所，300元×4人"
    assert [count.show for count in read_cost("", text).factors] == ["5套", "4人"]
    assert [(c.start, c.end) for c in read_cost("", text).factors] == [(9, 11), (22, 24)]
    assert read_cost("", "3台").factors == ()


def test_other_meanings_of_several_counts_are_kept():
    assert read_cost("", "每人300元，男20人，女30人").alternatives == (9000, 15_000)
    assert read_cost("", "每人300元，20人").alternatives == ()
    assert read_cost("", "每人300元，男20人，女30人，合计6000元").alternatives == ()


@pytest.mark.parametrize(
    ("value", "steps"),
    [
        (
            "培训费3万元；印刷费2万元",
            ("培训费 3万元", "印刷费 2万元", "30,000元 + 20,000元 = 50,000元"),
        ),
        ("培训费：15人×4000元/人", ("15人 × 4,000元/人 = 60,000元",)),
        ("共需：6万元", ("共需 6万元",)),
        ("2期，15人，4000元/人，总计6万元", ("4,000元/人 × 15人 = 60,000元", "总计 6万元")),
        ("每人每天150元", ("150元/人/天",)),
        ("1、甲费3万元；合计3万元", ("第1项 甲费 3万元", "合计 3万元")),
        ("成本控制率100%", ("100%",)),
        ("50元×181天=9051元", ("50元 × 181天 = 9,051元 ✓",)),
        ("50元×2=200", ("50元 × 2 = 200元，应为100元 ✗",)),
    ],
)
def test_steps_are_told_in_order(value, steps):
    assert read_cost("", value).explain() == steps


def test_the_sum_of_the_items_stands_for_the_whole_text():
    step = read_cost("", "甲费3万元，乙费2万元").steps[-1]
    assert (step.start, step.end, step.amount) == (0, 11, 50_000)


def test_the_sum_of_many_items_is_told_without_listing_them():
    twelve, thirteen = ("；".join(["甲费1元"] * count) for count in (12, 13))
    assert read_cost("", twelve).explain()[-1].startswith("1元 + 1元")
    assert read_cost("", thirteen).explain()[-1] == "13项合计 13元"


@pytest.mark.parametrize(
    ("value", "twice"),
    [("年维护费2万元/年", True), ("年度维护费2万元/年", False), ("年维护费2万元", False),
     ("维护费2万元/年", False)],
)  # fmt: skip
def test_a_year_said_twice_is_observed(value, twice):
    assert bool(read_cost("", value).observed("year_doubled")) == twice


def test_the_effort_is_that_of_the_scanner_the_parser_and_the_facts():
    scanned = scan("甲费3万元;乙费2万元")
    effort = read_cost("", "甲费3万元；乙费2万元").effort
    assert effort == scanned.steps + len(scanned.tokens) + 2
