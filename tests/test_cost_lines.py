"""Where the amounts of cost rows come from: the cost table, other rows, and their roles."""

from decimal import Decimal

import pytest

from declarations.checks import Form
from declarations.content import Content, CostItem, Funding, Indicator
from declarations.reconcile import reconcile
from indicators.tree import shipped

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


@pytest.mark.parametrize(
    ("price", "rows", "amount"),
    [
        ("2000元/人", [("培训人数", "每期50人"), ("培训期数", "2期")], 200_000),
        ("2000元/人", [("培训人数", "2期，每期50人")], 200_000),
        ("2000元/人", [("培训人数", "每期50人")], None),
        ("2000元/人", [("培训人数", "每期50人"), ("一期", "2期"), ("二期", "3期")], None),
        ("2000元/人", [("培训", "2期，每期50人"), ("展览", "3期")], 200_000),
        ("2000元/人", [("培训人数", "每年50人")], 100_000),
        ("5000元/次", [("巡查", "1次/月"), ("期限", "12个月")], 60_000),
        ("2000元/人", [("培训", "2期，每期50人，共100人")], 200_000),
        ("2000元/人", [("培训", "男30人，女20人，共50人")], 100_000),
        ("2000元/人", [("培训", "50人，其中女性20人")], 100_000),
        ("2000元/人", [("培训", "共2期，50人")], 100_000),
        ("2000元/人", [("培训", "男30人，女20人")], None),
    ],
)
def test_so_many_a_time_are_as_many_as_there_are_times(price, rows, amount):
    assert counted(price, *(("数量指标", name, value) for name, value in rows)) == amount


def test_a_count_that_was_multiplied_says_with_what():
    others = [("数量指标", "巡查", "1次/月"), ("时效指标", "期限", "12个月")]
    (line,) = reconcile(Decimal(6), [("成本", "5000元/次")], others).lines
    assert "1次/月 × 12个月" in line.how
    assert "/月/月" not in line.how
