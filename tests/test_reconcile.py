"""Whether the cost rows of a form come to its total: the cases with their answers."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from declarations.checks import Form
from declarations.content import Content, CostItem, Funding, Indicator
from declarations.reconcile import reconcile
from indicators.tree import shipped

DATA = Path(__file__).parent / "data"


def cases(file: str) -> list:
    lines = (DATA / file).read_text(encoding="utf-8").splitlines()
    return [pytest.param(json.loads(line), id=json.loads(line)["id"]) for line in lines]


def reconciled(case: dict):
    total = Decimal(case["total_wan"]) if case["total_wan"] else None
    parts = [Decimal(part) for part in case.get("parts_wan", [])] or None
    costs = [tuple(row) for row in case["cost"]]
    others = [tuple(row) for row in case["other"]]
    return reconcile(total, costs, others, parts_wan=parts)


@pytest.mark.parametrize("case", cases("cost_cases.jsonl"))
def test_a_published_form_gets_the_verdict_a_careful_reviewer_gave_it(case):
    result = reconciled(case)
    assert result.verdict == case["verdict"]
    if case["amount_yuan"] is not None:
        assert result.amount_yuan == case["amount_yuan"]


@pytest.mark.parametrize("case", cases("cost_variations.jsonl"))
def test_other_ways_of_writing_a_cost_get_the_verdict_decided_beforehand(case):
    result = reconciled(case)
    assert result.verdict == case["verdict"]
    if case["amount_yuan"] is not None:
        assert result.amount_yuan == case["amount_yuan"]


def test_the_difference_is_signed_and_in_yuan():
    assert reconcile(Decimal(60), [("项目成本", "65万元")]).difference_yuan == 50_000
    assert reconcile(Decimal(70), [("项目成本", "65万元")]).difference_yuan == -50_000


def test_a_blank_total_is_stood_in_for_by_the_parts_and_the_reconciliation_says_so():
    result = reconcile(None, [("服务费", "30万元")], parts_wan=[Decimal(20), Decimal(10)])
    assert (result.verdict, result.total_from_parts) == ("reconciled", True)
    assert result.total_yuan == 300_000
    assert not reconcile(Decimal(30), [("服务费", "30万元")]).total_from_parts


def test_no_total_at_all_is_undetermined_but_the_amount_is_shown():
    result = reconcile(None, [("服务费", "30万元")])
    assert (result.verdict, result.reason, result.amount_yuan) == (
        "undetermined", "no_total", 300_000,
    )  # fmt: skip
    assert result.difference_yuan is None
    assert not result.total_from_parts


def test_a_line_names_the_row_its_count_was_taken_from():
    others = [("质量指标", "合格率", "100%"), ("数量指标", "培训人数", "63人")]
    (line,) = reconcile(Decimal("6.3"), [("成本", "1000元/人")], others).lines
    assert line.count_rows == (1,)
    assert line.certainty == "inferred"
    assert line.how == "1,000元/人 × 63人 = 63,000元（63人取自数量指标“培训人数”）"


def test_certainty_is_that_of_the_weakest_row_that_counts():
    others = [("数量指标", "培训人数", "63人")]
    assert reconcile(Decimal(1), [("成本", "2万元")]).certainty == "stated"
    assert reconcile(Decimal(1), [("围墙300米", "300元/米")]).certainty == "own_name"
    assert reconcile(Decimal(1), [("成本", "1000元/人")], others).certainty == "inferred"


@pytest.mark.parametrize(
    ("total", "value", "reason"),
    [
        ("6", "6万元", "equal"),
        ("6.004", "6万元", "rounding"),
        ("7", "6万元", "differs"),
        ("1.6", "150元×50×2=16000元", "arithmetic_wrong"),
        ("6", "A费3万元，B费2万元，合计6万元", "items_do_not_add_up"),
        ("6", "合理", "no_amount"),
        ("6", "300元/人", "count_missing"),
        ("7", "每人300元，男20人，女30人", "count_ambiguous"),
    ],
)
def test_a_verdict_has_its_reason(total, value, reason):
    assert reconcile(Decimal(total), [("成本", value)]).reason == reason


def test_several_counts_in_a_text_are_settled_by_the_total_that_one_of_them_gives():
    result = reconcile(Decimal("1.5"), [("成本", "每人300元，男20人，女30人")])
    assert (result.verdict, result.certainty) == ("reconciled", "inferred")
    rows = [("成本", "每人300元，男20人，女30人"), ("设备", "1万元")]
    lines = reconcile(Decimal("2.5"), rows).lines
    assert [(line.name, line.amount_yuan) for line in lines] == [("成本", 15_000), ("设备", 10_000)]


def test_the_rows_under_a_total_row_are_its_parts():
    costs = [("项目总成本", "≤90万元"), ("车辆购置", "≤50万元"), ("控制", "合理")]
    roles = [line.role for line in reconcile(Decimal(90), costs).lines]
    assert roles == ["total", "part", "information"]


# -- the cost table


def item(indicator, price, quantity=None, periods=None):
    factors = [Decimal(f) if f is not None else None for f in (price, quantity, periods)]
    return CostItem(indicator, "培训费", factors[0], "人", factors[1], "人", factors[2], "天")


def test_the_cost_table_is_the_amount_and_a_text_that_says_another_is_marked():
    result = reconcile(Decimal(6), [("培训", "总计7万元")], items=[item(0, 4000, 15)])
    assert (result.verdict, result.certainty) == ("reconciled", "itemised")
    assert result.lines[0].text_differs
    assert result.lines[0].how == "培训费 4,000元/人 × 15人 = 60,000元"


def test_a_text_that_agrees_with_the_cost_table_is_not_marked():
    for text in ("总计6万元", "", "合理"):
        result = reconcile(Decimal(6), [("培训", text)], items=[item(0, 4000, 15)])
        assert not result.lines[0].text_differs


def test_the_cost_table_settles_what_the_text_leaves_open():
    assert reconcile(Decimal(6), [("培训", "4000元/人")]).verdict == "undetermined"
    filled = reconcile(Decimal(6), [("培训", "4000元/人")], items=[item(0, 4000, 5, 3)])
    assert filled.verdict == "reconciled"


def test_wrong_arithmetic_in_the_text_does_not_undo_a_cost_table():
    result = reconcile(Decimal(6), [("培训", "4000×15=61000元")], items=[item(0, 4000, 15)])
    assert result.verdict == "reconciled"
    assert result.lines[0].text_differs


def test_an_item_without_a_price_leaves_the_form_undetermined():
    result = reconcile(
        Decimal(6), [("培训", "6万元")], items=[item(0, 4000, 15), CostItem(0, "场地费")]
    )
    assert (result.verdict, result.reason) == ("undetermined", "items_incomplete")


def test_a_row_without_items_keeps_the_amount_of_its_text_when_places_are_known():
    costs = [("培训", "见测算表"), ("安装", "1万元")]
    result = reconcile(Decimal(7), costs, items=[item(4, 4000, 15)], positions=[4, 5])
    assert (result.verdict, result.amount_yuan) == ("reconciled", 70_000)


def test_items_of_rows_that_are_not_known_are_the_whole_cost():
    costs = [("培训", "见测算表"), ("安装", "合理")]
    result = reconcile(Decimal(6), costs, items=[item(4, 4000, 15)])
    assert (result.verdict, result.amount_yuan) == ("reconciled", 60_000)


# -- a whole form


def form(total, *rows, items=()):
    return Content(
        funding=Funding(total=Decimal(total), appropriation=Decimal(total)),
        indicators=tuple(Indicator(*row) for row in rows),
        items=items,
    )


def reconcile_form(content, tree):
    return Form(content, tree).reconciliation


def test_social_and_ecological_cost_do_not_count():
    content = form(
        "6",
        ("成本指标", "经济成本指标", "项目成本", "6万元"),
        ("成本指标", "社会成本指标", "占用道路", "3万元"),
        ("成本指标", "生态环境成本指标", "治理", "2万元"),
    )
    result = reconcile_form(content, shipped()["national-2021"])
    assert (result.verdict, len(result.lines)) == ("reconciled", 1)


def test_items_belong_to_the_row_at_their_place_in_the_form():
    content = form(
        "7",
        ("项目完成", "数量指标", "人数", "15人"),
        ("项目完成", "成本指标", "培训", ""),
        ("项目完成", "成本指标", "安装", "1万元"),
        items=(item(1, 4000, 15),),
    )
    result = reconcile_form(content, shipped()["sichuan-2021"])
    assert result.verdict == "reconciled"
    assert [line.certainty for line in result.lines] == ["itemised", "stated"]


def test_rows_of_levels_the_scheme_does_not_know_count_by_their_name():
    content = form(
        "6",
        ("产出", "我县经济成本", "项目成本", "6万元"),
        ("产出", "我县社会成本", "占用道路", "3万元"),
        ("产出", "我县生态成本", "治理", "2万元"),
        ("产出", "我县数量", "台数", "3台"),
        ("", "", "", ""),
    )
    result = reconcile_form(content, shipped()["national-2021"])
    assert (result.verdict, len(result.lines)) == ("reconciled", 1)


def test_counts_are_taken_from_the_other_rows_of_the_form():
    content = form(
        "6",
        ("项目完成", "数量指标", "人数", "15人"),
        ("项目完成", "数量指标", "", ""),
        ("项目完成", "成本指标", "", ""),
        ("项目完成", "成本指标", "培训", "4000元/人"),
    )
    result = reconcile_form(content, shipped()["sichuan-2021"])
    assert (result.verdict, result.certainty) == ("reconciled", "inferred")
    assert (len(result.lines), result.lines[0].count_rows) == (1, (0,))


def test_a_row_of_the_cost_table_counts_although_its_texts_are_blank():
    content = form(
        "6", ("项目完成", "成本指标", "", ""), ("项目完成", "成本指标", "", ""),
        items=(item(0, 4000, 15),),
    )  # fmt: skip
    result = reconcile_form(content, shipped()["sichuan-2021"])
    assert (result.verdict, len(result.lines)) == ("reconciled", 1)


PEOPLE = [("数量指标", "培训人数", "15人")]


def test_what_is_stated_is_enough_and_an_inferred_amount_beside_it_is_information():
    costs = [("项目成本", "6万元"), ("培训标准", "1000元/人")]
    result = reconcile(Decimal(6), costs, PEOPLE)
    assert (result.verdict, result.certainty) == ("reconciled", "stated")
    assert [line.role for line in result.lines] == ["amount", "information"]


def test_an_inferred_amount_is_added_where_what_is_stated_is_not_enough():
    costs = [("设备", "6万元"), ("培训标准", "1000元/人")]
    result = reconcile(Decimal("7.5"), costs, PEOPLE)
    assert (result.verdict, result.certainty) == ("reconciled", "inferred")
    assert [line.role for line in result.lines] == ["amount", "amount"]
    assert reconcile(Decimal(7), costs, PEOPLE).verdict == "mismatch"
    assert reconcile(None, costs, PEOPLE).amount_yuan == 75_000


def test_an_inferred_amount_that_restates_a_stated_one_is_not_added():
    costs = [("培训", "1.5万元"), ("培训标准", "1000元/人")]
    result = reconcile(Decimal(2), costs, PEOPLE)
    assert (result.verdict, result.amount_yuan) == ("mismatch", 15_000)
    both = reconcile(Decimal(2), [*costs, ("设备", "1万元")], PEOPLE)
    assert (both.verdict, both.amount_yuan) == ("mismatch", 25_000)
    assert [line.role for line in result.lines] == ["amount", "information"]


def test_an_open_price_may_explain_what_is_missing_but_not_what_is_too_much():
    costs = [("设备", "6万元"), ("培训标准", "1000元/人")]
    assert reconcile(Decimal(7), costs).reason == "count_missing"
    assert reconcile(Decimal(5), costs).reason == "differs"
    assert reconcile(Decimal(7), [("总成本", "6万元"), costs[1]]).reason == "differs"


def test_the_whole_project_is_the_amount_only_where_it_is_the_total():
    assert reconcile(Decimal(800), [("成本", "总投资800万元")]).verdict == "reconciled"
    assert reconcile(Decimal(800), [("成本", "总投资900万元")]).reason == "no_amount"
    twice = [("成本", "总投资800万元"), ("投入", "总投资800万元")]
    assert reconcile(Decimal(800), twice).verdict == "undetermined"
    beside = [("成本", "总投资800万元"), ("控制", "合理")]
    lines = reconcile(Decimal(800), beside).lines
    assert [line.role for line in lines] == ["amount", "information"]


@pytest.mark.parametrize(
    ("total", "value", "verdict"),
    [
        ("6.005", "6万元", "rounded"),
        ("6.0051", "6万元", "mismatch"),
        ("5.995", "6万元", "rounded"),
        ("6.05", "6.0万元", "rounded"),
        ("6.0501", "6.0万元", "mismatch"),
        ("6.0051", "6.00万元", "mismatch"),
        ("6.000001", "6万元", "rounded"),
    ],
)
def test_an_amount_may_stand_so_far_from_the_total(total, value, verdict):
    assert reconcile(Decimal(total), [("成本", value)]).verdict == verdict


def test_the_looser_rounding_is_for_printed_amounts_and_not_for_products_of_rows():
    people = [("数量指标", "人数", "10人")]
    assert reconcile(Decimal("3.04"), [("成本", "0.3万元/人")], people).verdict == "mismatch"


def test_a_text_that_can_mean_several_amounts_is_weighed_with_the_other_rows():
    costs = [("培训", "每人300元，男20人，女30人"), ("设备", "1万元")]
    assert reconcile(Decimal("2.5"), costs).verdict == "reconciled"
    result = reconcile(Decimal(3), costs)
    assert (result.verdict, result.reason) == ("undetermined", "count_ambiguous")


# -- rows and their roles


def roles(*costs):
    return [line.role for line in reconcile(Decimal(1), costs).lines]


def test_amounts_of_other_years_are_information_beside_this_years():
    assert roles(("本年投入", "5万元"), ("上年投入", "4万元"), ("总投资", "9万元")) == [
        "amount", "information", "information",
    ]  # fmt: skip
    assert roles(("累计投入", "5万元"), ("项目投入", "4万元")) == ["information", "amount"]
    assert roles(("累计投入", "5万元")) == ["amount"]
    assert roles(("总投资", "9万元"), ("设备费", "4万元")) == ["total", "part"]


def test_of_several_totals_the_one_that_is_the_sum_is_the_amount():
    named = (("设备总价", "4万元"), ("安装总价", "5万元"))
    assert roles(*named) == ["total", "total"]
    assert roles(*named, ("总成本", "9万元")) == ["part", "part", "total"]
    assert roles(*named, ("运费", "1万元")) == ["total", "total", "part"]
    assert roles(("总成本", "5万元"), ("总投入", "5万元")) == ["total", "part"]


def test_money_that_is_saved_is_no_cost():
    assert roles(("项目成本", "5万元"), ("成本节约额", "1万元")) == ["amount", "information"]


# -- the cost table again


def test_a_text_may_round_what_the_cost_table_says():
    result = reconcile(Decimal("6.004"), [("培训", "6万元")], items=[item(0, 60_040)])
    assert not result.lines[0].text_differs
    result = reconcile(Decimal("6.006"), [("培训", "6万元")], items=[item(0, 60_060)])
    assert result.lines[0].text_differs
    result = reconcile(Decimal("6.04"), [("培训", "6.0万元")], items=[item(0, 60_400)])
    assert not result.lines[0].text_differs


def test_the_whole_cost_table_is_compared_with_what_all_texts_say():
    costs = [("甲", "2万元"), ("乙", "3万元")]
    same = reconcile(Decimal(5), costs, items=[item(9, 50_000)])
    assert [line.text_differs for line in same.lines] == [False, False, False]
    assert [line.role for line in same.lines] == ["amount", "information", "information"]
    assert reconcile(Decimal(6), costs, items=[item(9, 60_000)]).lines[0].text_differs
    assert reconcile(Decimal(6), costs, items=[item(9, 50_000)]).reason == "differs"
    one = reconcile(Decimal(6), costs[:1], items=[item(9, 60_000)], positions=[3])
    assert one.lines[0].text_differs
    total = [("甲", "2万元"), ("总成本", "5万元")]
    assert not reconcile(Decimal(5), total, items=[item(9, 50_000)]).lines[0].text_differs
    assert reconcile(Decimal(6), [], items=[item(0, 60_000)]).verdict == "reconciled"


def test_items_without_any_price_leave_the_texts_to_speak():
    result = reconcile(Decimal(6), [("培训", "6万元")], items=[CostItem(0, "场地费")])
    assert (result.verdict, result.certainty) == ("reconciled", "stated")


def test_items_of_several_rows_are_taken_in_their_order():
    costs = [("甲", ""), ("乙", "")]
    result = reconcile(Decimal(5), costs, items=[item(7, 20_000), item(3, 30_000)])
    assert [line.amount_yuan for line in result.lines] == [30_000, 20_000]
    unknown = reconcile(Decimal(5), costs, items=[item(7, 50_000)], positions=[3, 4])
    assert [line.name for line in unknown.lines] == ["成本测算表", "甲", "乙"]


def test_an_item_is_told_as_it_is_calculated():
    table = [item(0, 4000, 15, 2), item(0, 500), CostItem(0, "", Decimal(7), "", Decimal(2))]
    (line,) = reconcile(Decimal(1), [("培训", "")], items=table).lines
    assert line.how == (
        "培训费 4,000元/人 × 15人 × 2天 = 120,000元；培训费 500元/人；7元 × 2 = 14元"
    )


# -- counts of other rows


def counted(value, *others, name="成本", total="1"):
    (line,) = reconcile(Decimal(total), [(name, value)], others).lines
    return line.amount_yuan


def test_a_price_takes_all_its_counts_or_none():
    people, days = ("数量指标", "人数", "20人"), ("时效指标", "会期", "2天")
    assert counted("500元/人·天", people, days) == 20_000
    assert counted("500元/人·天", people) is None
    assert counted("500元/人·天，会期2天", people) == 20_000
    assert counted("500元/人·天", days, name="培训20人") == 20_000


@pytest.mark.parametrize(
    ("row", "amount"),
    [
        (("数量指标", "人数", "20人"), 2000),
        (("数量指标", "人数", "20"), 2000),
        (("数量指标", "20人培训", "完成"), 2000),
        (("数量指标", "20人培训", "30人"), 3000),
        (("数量指标", "人次", "20人次"), 2000),
        (("质量指标", "人数", "20人"), None),
        (("数量指标", "人数", "约20人"), None),
        (("数量指标", "人数", "20-30人"), None),
        (("数量指标", "人数", "男20人，女30人"), None),
        (("数量指标", "人数", "20人，费用由各单位承担"), None),
        (("数量指标", "户数", "20户"), None),
    ],
)
def test_a_row_gives_the_count_that_its_unit_names(row, amount):
    assert counted("100元/人", row) == amount


def test_people_are_preferred_to_visits_where_both_are_counted():
    assert counted("100元/人", ("数量指标", "甲", "50人次"), ("数量指标", "乙", "20人")) == 2000


def test_the_subject_decides_between_rows_and_a_tie_stays_open():
    training, check = ("数量指标", "培训人数", "20人"), ("数量指标", "体检人数", "30人")
    assert counted("100元/人", training, check, name="体检费") == 3000
    assert counted("培训100元/人", training, check) == 2000
    assert counted("100元/人", training, check) is None


def test_a_row_serves_one_price_and_the_months_of_the_form_serve_all():
    costs = [("培训费", "100元/人"), ("教材费", "50元/人")]
    one = reconcile(Decimal(1), costs, [("数量指标", "培训人数", "20人")])
    assert [line.amount_yuan for line in one.lines] == [2000, None]
    tie = reconcile(
        Decimal(1), [("甲", "100元/人"), ("乙", "50元/人")], [("数量指标", "丙", "20人")]
    )
    assert [line.amount_yuan for line in tie.lines] == [None, None]
    monthly = [("房租", "100元/月"), ("水电", "50元/月")]
    both = reconcile(Decimal(1), monthly, [("时效指标", "期限", "1-6月")])
    assert [line.amount_yuan for line in both.lines] == [600, 300]
    both = reconcile(Decimal(1), monthly, [("时效指标", "期限", "6个月")])
    assert [line.amount_yuan for line in both.lines] == [600, 300]


def test_a_row_that_counts_two_kinds_of_things_serves_a_price_of_each():
    costs = [("慰问", "2000元/户"), ("补助", "100元/人")]
    both = reconcile(Decimal(1), costs, [("数量指标", "困难家庭", "60户180人")])
    assert [line.amount_yuan for line in both.lines] == [120_000, 18_000]


def test_a_price_of_no_unit_takes_a_number_of_things_and_no_time():
    assert counted("单价300元", name="服务3人") == 900
    assert counted("单价300元", name="服务3天") is None


def test_a_price_in_its_own_name_takes_the_count_there_and_says_so():
    (line,) = reconcile(Decimal(9), [("围墙300米", "300元/米")]).lines
    assert (line.amount_yuan, line.certainty, line.count_rows) == (90_000, "own_name", ())
    assert line.how == "300元/米 × 300米 = 90,000元（300米取自指标名称）"
    (line,) = reconcile(Decimal(9), [("围墙300米、大门2米", "300元/米")]).lines
    assert (line.amount_yuan, line.open_price) == (None, True)


def test_only_what_stands_elsewhere_has_its_place_named():
    people = [("数量指标", "人数", "20人")]
    (line,) = reconcile(Decimal(2), [("会议费", "500元/人·天，会期2天")], people).lines
    assert line.how == "500元/人/天 × 2天 × 20人 = 20,000元（20人取自数量指标“人数”）"


def test_open_prices_beside_an_amount_keep_it_and_name_their_rows():
    (line,) = reconcile(
        Decimal(6), [("培训", "共6万元，标准1000元/人")], [("数量指标", "人数", "20人")]
    ).lines
    assert (line.amount_yuan, line.certainty) == (60_000, "stated")
