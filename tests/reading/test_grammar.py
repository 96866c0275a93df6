"""What a cost text says, fact by fact, and which counts belong to which price."""

from decimal import Decimal

import pytest

from indicators.reading.costs import read_cost, read_counts
from indicators.reading.grammar import Parser
from indicators.reading.normalize import normalize
from indicators.reading.tokens import scan


def facts(text):
    plain = normalize(text).text
    return Parser(plain, scan(plain).tokens).parse()


def kinds(text):
    return [(fact.kind, fact.value) for fact in facts(text)]


def amount(text, name=""):
    return read_cost(name, text).amount


@pytest.mark.parametrize(
    ("text", "kind"),
    [("3万元", "amount"), ("3万元/年", "amount"), ("3万元/人", "price"), ("3人", "count"),
     ("3%", "rate"), ("3", "bare"), ("3-5万元", "range"), ("3美元", "foreign_money"),
     ("每人3元", "price"), ("每年3元", "amount"), ("1-6月", "count"), ("全年", "count")],
)  # fmt: skip
def test_a_fact_is_of_one_kind(text, kind):
    assert [fact.kind for fact in facts(text)] == [kind]


@pytest.mark.parametrize(
    "text", ["2021年", "V1.0", "〔2018〕12号", "1、", "合理", "（", "×", "=", "3月"]
)
def test_names_dates_and_signs_are_no_facts_of_money(text):
    assert not [fact for fact in facts(text) if fact.result.money]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("甲费3万元", ["甲费"]),
        ("甲费3万元，乙费2万元", ["甲费", "乙费"]),
        ("甲费3万元乙费2万元", ["甲费", "乙费"]),
        ("1、甲费3万元；2、乙费2万元", ["甲费", "乙费"]),
        ("2021年甲费3万元", ["甲费"]),
        ("其中甲费3万元", ["甲费"]),
    ],
)
def test_the_words_before_an_amount_are_its_label(text, labels):
    assert [fact.label for fact in facts(text)] == labels


@pytest.mark.parametrize(
    ("text", "nouns"),
    [("26个单位", ["单位"]), ("26个单位3人员", ["单位", ""]), ("26个，单位", [""]),
     ("26个=单位", [""]), ("26个 单位", ["单位"])],
)  # fmt: skip
def test_the_words_right_behind_a_count_are_its_noun(text, nouns):
    assert [fact.noun for fact in facts(text)] == nouns


@pytest.mark.parametrize(
    ("text", "bounds"),
    [("≤3万元", ["≤"]), ("不超过3万元", ["≤"]), ("3万元以内", ["≤"]), ("3万元费以内", [""]),
     ("3万元以内，2万元", ["≤", ""]), ("≤3万元以上", ["≤"]), ("≤3万元，2万元", ["≤", ""]),
     ("低于3万元", ["<"]), ("超过3万元", [">"]), ("3万元以上", ["≥"]), ("=3万元", ["="])],
)  # fmt: skip
def test_a_bound_belongs_to_the_amount_beside_it(text, bounds):
    assert [fact.bound for fact in facts(text) if fact.kind == "amount"] == bounds


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("合计3万元", [{"total"}]),
        ("合计：3万元", [{"total"}]),
        ("合计，3万元", [{"total"}]),
        ("合计：\n3万元", [{"total"}]),
        ("合计3万元，2万元", [{"total"}, set()]),
        ("小计3万元", [{"subtotal"}]),
        ("共3万元", [{"weak_total"}]),
        ("本年3万元", [{"this_year"}]),
        ("结转3万元", [{"carry"}]),
        ("上年3万元", [{"foreign"}]),
        ("原计划3万元", [{"foreign"}]),
        ("原3万元", [{"foreign"}]),
        ("草原3万元", [set()]),
        ("下降3万元", [{"foreign"}]),
        ("下降约3万元", [{"foreign"}]),
        ("下降后成本3万元", [set()]),
        ("总投资3万元", [{"whole"}]),
        ("即3万元", [set()]),
        ("2万元，即3万元", [set(), {"restate"}]),
        ("50%即3万元", [set(), set()]),
        ("其中3万元", [{"part"}]),
        ("3万元/年", [{"yearly"}]),
        ("每年3万元", [{"yearly"}]),
        ("本年30%即3万元", [{"this_year"}, {"this_year"}]),
        ("数量\n3万元", [set()]),
    ],
)
def test_words_mark_the_amount_behind_them(text, marks):
    assert [set(fact.marks) for fact in facts(text)] == marks


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("5万元，其中甲3万元，乙2万元", [0, 1, 1]),
        ("5万元，其中甲3万元；乙2万元", [0, 1, 0]),
        ("合计5万元，其中甲3万元；乙2万元", [0, 1, 1]),
        ("本年5万元，其中甲3万元；乙2万元", [0, 1, 1]),
        ("5万元，其中：甲3万元；乙2万元", [0, 1, 1]),
        ("5万元，其中：1、甲3万元；2、乙2万元", [0, 1, 1]),
        ("1、5万元，其中甲3万元；2、乙2万元", [0, 1, 0]),
        ("5万元，其中甲3万元，小计3万元，乙2万元", [0, 1, 0, 0]),
        ("5万元。其中甲3万元。乙2万元", [0, 1, 0]),
        ("5万元，其中甲3万元\n乙2万元", [0, 1, 0]),
        ("5万元，其中甲3万元，\n乙2万元", [0, 1, 1]),
        ("5万元，其中\n甲3万元、\n乙2万元", [0, 1, 1]),
        ("5万元，其中：\n甲3万元\n乙2万元", [0, 1, 1]),
        ("合计5万元，20人，其中甲3万元；乙2万元", [0, 0, 1, 1]),
    ],
)
def test_parts_reach_as_far_as_their_list(text, parts):
    assert [int("part" in fact.marks) for fact in facts(text)] == parts


@pytest.mark.parametrize(
    ("text", "borne"),
    [
        ("甲3万元由各单位承担", [1]),
        ("甲3万元，由各单位承担", [1]),
        ("甲3万元，费用由各单位承担", [1]),
        ("甲3万元，乙2万元由各单位承担", [0, 1]),
        ("甲3万元；由各单位承担", [0]),
        ("甲3万元，食宿由各单位承担", [0]),
        ("甲3万元由财政承担", [0]),
        ("甲3万元由本单位负担", [0]),
        ("20人，食宿由各单位承担", [1]),
        ("甲3万元自理", [1]),
        ("由各单位承担3万元", [1]),
        ("由本单位承担3万元", [0]),
    ],
)
def test_what_others_bear_is_the_amount_of_the_clause(text, borne):
    assert [int(fact.others_bear) for fact in facts(text)] == borne


@pytest.mark.parametrize(
    ("text", "superseded"),
    [
        ("原价5万元，调整为4万元", [1, 0]),
        ("由5万元调整为4万元", [1, 0]),
        ("甲5万元，乙由3万元调整为2万元", [0, 1, 0]),
        ("1.甲5万元；2.调整为4万元", [0, 0]),
        ("由500元/人调整为400元/人", [1, 0]),
        ("5万元，调整为先进单位，4万元", [0, 0]),
        ("5万元，20人，调整为4万元", [1, 0, 0]),
        ("调整为4万元", [0]),
    ],
)
def test_an_adjusted_amount_takes_the_place_of_the_one_before(text, superseded):
    assert [int(fact.superseded) for fact in facts(text)] == superseded


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3万元×2，1万元", [("amount", 60_000), ("amount", 10_000)]),
        ("3万元×，2", [("amount", 60_000)]),
        ("3万元\n×2", [("amount", 60_000)]),
        ("3万元，-2万元", [("amount", 30_000), ("amount", 20_000)]),
        ("3万元-培训2万元", [("amount", 30_000), ("amount", 20_000)]),
        ("3万元 2万元", [("amount", 30_000), ("amount", 20_000)]),
        ("3万元××2", [("amount", 60_000)]),
        ("×3万元", [("amount", 30_000)]),
        ("3万元（2台）", [("amount", 30_000), ("count", 2)]),
        ("（2+3）万元", [("amount", 50_000)]),
        ("（（2+3）×2）万元", [("amount", 100_000)]),
        ("5万元（含税）2万元", [("amount", 50_000), ("amount", 20_000)]),
        ("5万元（含税）×2", [("amount", 100_000)]),
        ("（20人）×300元", [("amount", 6000)]),
        ("300元×（20人）", [("amount", 6000)]),
        ("（2万元，3万元", [("amount", 20_000), ("amount", 30_000)]),
        ("（2+3", [("bare", 5)]),
        ("2+3）", [("bare", 5)]),
        ("3万元×人数（20人）", [("amount", 600_000)]),
        ("甲（2万元）+乙（3万元）", [("amount", 50_000)]),
        ("甲（2万元）", [("amount", 20_000)]),
        ("3万元×（含税）2", [("amount", 60_000)]),
        ("（甲100元+乙80元）×3", [("amount", 540)]),
        ("3万元×6月", [("amount", 180_000)]),
        ("3万元×1-6月", [("amount", 180_000)]),
        ("3万元×2021年", [("range", 30_000)]),
        ("12万元八折", [("amount", 96_000)]),
        ("12万元，80%", [("amount", 120_000), ("rate", Decimal("0.8"))]),
    ],
)
def test_operators_and_brackets_make_expressions(text, found):
    assert kinds(text) == found


def test_what_stands_in_a_bracket_hangs_on_what_it_explains():
    host, one, two = facts("5万元（甲3万元（2台），乙2万元）")[0:3]
    assert (host.depth, one.depth, two.depth) == (0, 1, 2)
    assert one.anchor is host
    assert two.anchor is one


def test_facts_know_their_item_and_their_clause():
    found = facts("1、甲3万元，乙2万元；2、丙1万元")
    assert [fact.item for fact in found] == [1, 1, 2]
    assert found[0].clause != found[1].clause
    assert found[0].segment == found[1].segment != found[2].segment


def test_about_inside_a_product_makes_it_approximate():
    assert read_cost("", "3万元×约20人").approximate
    assert not read_cost("", "3万元×不超过20人").approximate


def test_the_parser_takes_one_step_a_token():
    tokens = scan("15人,4000元/人,总计6万元").tokens
    parser = Parser("15人,4000元/人,总计6万元", tokens)
    parser.parse()
    assert parser.steps == len(tokens)


def test_brackets_are_followed_only_so_deep():
    assert max(fact.depth for fact in facts("1元（" * 40 + "）" * 40)) == 12


def test_a_number_that_took_the_unit_of_its_name_is_told_with_it():
    told = {unit: read_cost(f"成本（{unit}）", "5").explain() for unit in ("元", "百元", "亿元")}
    assert told == {"元": ("5元",), "百元": ("5百元",), "亿元": ("5亿元",)}


@pytest.mark.parametrize(
    ("name", "shown"),
    [("农户数（户）", "60户"), ("培训人数", "60人"), ("培训天数量", "60天"), ("（户）", "60户"),
     ("成本（元）", None), ("培训", None), ("数", None), ("元数", None)],
)  # fmt: skip
def test_a_bare_number_of_another_row_counts_what_its_name_says(name, shown):
    assert [count.show for count in read_counts("60", name)] == ([shown] if shown else [])


def test_brackets_in_brackets_end_somewhere():
    deep = "3万元" + "（1万元" * 40 + "）" * 40
    assert read_cost("", deep).amount == 30_000
    assert amount("（" * 40 + "3" + "）" * 40 + "×2万元") in (None, 20_000, 60_000)


# -- counts and prices


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15人，4000元/人", 60_000),
        ("4000元/人，15人", 60_000),
        ("4000元/人（15人）", 60_000),
        ("每人4000元，15人", 60_000),
        ("20人3天，150元/人·天", 9000),
        ("150元/人·天，20人，3天", 9000),
        ("每人每天150元，20人3天", 9000),
        ("100元/人，20人3天", 6000),
        ("100元/人，20人 3天", 6000),
        ("100元/人，20人，3天", 2000),
        ("单价300元，数量200", 60_000),
        ("单价300元，台数200", 60_000),
        ("单价300元，面积：200", 60_000),
        ("单价300元，200个", 60_000),
        ("300元/人，数量200", 60_000),
        ("300元/人，数量200个", None),
        ("单价300元，3天", None),
        ("2万元/月，1-6月", 120_000),
        ("2万元/月，全年", 240_000),
        ("2万元/月，半年", 120_000),
        ("2万元/天，1-6月", None),
        ("1、100元/人，10人；2、200元/人，20人", 5000),
        ("10人，100元/人；20人，200元/人", 5000),
        ("100元/人，10人；200元/人，20人", 5000),
        ("20人，1、100元/人；2、50元/台，3台", 2150),
        ("20人，100元/人，50元/人", 3000),
        ("30人100元/人（20人）", 2000),
        ("20人：1、100元/人，10人", 1000),
        ("10人参会，100元/人计20人", 2000),
        ("10人。100元/人，20人", 2000),
        ("10人，5台，100元/人，20人", 2000),
        ("1、标准100元/人；2、20人", 2000),
        ("1、100元/人；2、50元/人，20人；3、60元/人，30人", 2800),
        ("10人：1、100元/人；2、50元/人，20人；3、30元/人", 2300),
        ("100元/人，10人，200元/人，20人，300元/人，30人", 14_000),
        ("100元/次，2次/期，3期", 600),
        ("100元/人，其中10人", None),
        ("100元/人，10人由各单位承担", None),
        ("电脑5000元，10台，共5万元", 50_000),
        ("10台，5000元，共5万元", 50_000),
        ("5000元，10台，5万元", 50_000),
        ("5000元，2人3天，3万元", 30_000),
        ("5000元，10台；5万元", 55_000),
        ("5000元，10台，6万元", 65_000),
        ("5000元，1台，5000元", 10_000),
        ("1、5000元，10台，2、5万元", 55_000),
        ("0元，10台，0元", 0),
    ],
)
def test_a_price_is_multiplied_with_the_counts_it_is_per(text, expected):
    assert amount(text) == expected


def test_a_stated_total_tells_which_count_was_meant():
    assert read_cost("", "2期，每人300元，男20人，女30人，合计9000元").sound
    assert read_cost("", "2期，每人300元，男20人，女30人，合计15000元").sound
    assert read_cost("", "2期，每人300元，20人，合计12000元").sound
    assert read_cost("", "2期，3场，每人300元，20人，合计36000元").sound
    assert read_cost("", "2期，3场，每人300元，20人，合计18000元").sound
    assert not read_cost("", "2期，每人300元，20人，合计13000元").sound
    assert not read_cost("", "每人300元，男20人，女30人，合计18万元").sound


@pytest.mark.parametrize(
    ("text", "ambiguous"),
    [("每人300元，男20人，女30人", True), ("每人300元，男20人，女20人", False),
     ("每人300元，20人", False), ("每人300元，20人；另30人参观", False),
     ("1、每人300元，20人；2、30人", False)],
)  # fmt: skip
def test_several_counts_of_one_kind_leave_open_which_is_meant(text, ambiguous):
    assert read_cost("", text).ambiguous == ambiguous


# -- numbers without a unit


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("成本（万元）", "63", 630_000),
        ("成本（元）", "63", 63),
        ("成本(≤**万元)", "63", 630_000),
        ("成本（单位：万元）", "63", 630_000),
        ("成本/万元", "63", 630_000),
        ("成本（亿元）", "0.5", 50_000_000),
        ("成本（千元）", "63", 63_000),
        ("成本（百元）", "63", 6300),
        ("成本（万元/年）", "63", 630_000),
        ("成本（万元/人）", "63", None),
        ("成本（人）", "63", None),
        ("成本（元坝镇）", "63", None),
        ("成本", "63", None),
        ("成本（万元）", "3标段", None),
        ("成本（万元）", "63 ", 630_000),
        ("成本（万元）", "45.5 其他", 455_000),
        ("成本（万元）", "人数63", None),
        ("成本（万元）", "5000元", 5000),
        ("成本", "63（万元）", 630_000),
        ("成本", "50元×2=100", 100),
        ("成本", "20次×500，共1万元", 10_000),
        ("成本", "7×24小时，1万元", 10_000),
        ("成本", "5万元，合计50000", 50_000),
        ("成本", "50w", 500_000),
        ("成本", "50W元", 500_000),
        ("成本", "50W路灯", None),
        ("成本", "50W，3000元", 3000),
        ("成本", "50w 3000元", 3000),
        ("成本", "kw", None),
    ],
)
def test_a_bare_number_takes_the_unit_that_is_printed_somewhere(name, value, expected):
    assert amount(value, name) == expected
