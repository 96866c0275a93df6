"""Whether the cost rows of a form come to its total: the cases with their answers."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from declarations.reconcile import reconcile

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


def test_a_total_that_is_wrong_by_a_digit_or_a_month_is_never_reconciled():
    for param in (*cases("cost_cases.jsonl"), *cases("cost_variations.jsonl")[::3]):
        (case,) = param.values
        amount = Decimal(str(case["amount_yuan"] or 0))
        for factor in (Decimal(10), Decimal("0.1"), Decimal(11) / 12, Decimal(13) / 12):
            total = amount * factor / 10_000
            if amount and abs(amount * factor - amount) > 500:
                wrong = reconciled(case | {"total_wan": str(total)})
                assert wrong.verdict not in ("reconciled", "rounded"), (case["id"], factor)


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


def test_a_count_of_each_period_is_no_count_of_the_year():
    result = reconcile(Decimal(1), [("检查费", "每季度1次，每次1万元")])
    assert (result.verdict, result.reason) == ("undetermined", "count_missing")


def test_people_beside_a_price_per_month_multiply_the_months_of_another_row():
    others = [("时效指标", "服务期限", "2024年1月-12月")]
    (line,) = reconcile(Decimal("15.6"), [("物业费", "保安5人2600元/月")], others).lines
    assert line.how.startswith("2,600元/月 × 5人 × 12个月 = 156,000元")


def test_a_common_word_decides_between_rows_where_no_word_of_its_own_does():
    others = [("数量指标", "补助农户", "150户"), ("数量指标", "走访农户", "200户")]
    assert reconcile(Decimal(30), [("补助标准", "2000元/户")], others).verdict == "reconciled"
    others.append(("数量指标", "慰问农户", "100户"))
    assert reconcile(Decimal(20), [("慰问补助", "2000元/户")], others).verdict == "reconciled"


@pytest.mark.parametrize(
    ("total", "names", "verdict"),
    [
        # a price of the same thing explains it, whatever it comes to
        ("12", ("图书采购成本", "图书采购单价"), "reconciled"),
        ("20.4", ("图书采购成本", "图书采购单价"), "mismatch"),
        # another expense is added
        ("20.4", ("书架费", "图书费"), "reconciled"),
        ("12", ("书架费", "图书费"), "mismatch"),
        # a name that tells neither leaves it to the total
        ("12", ("项目成本", "图书费"), "reconciled"),
        ("20.4", ("项目成本", "图书费"), "reconciled"),
        ("12", ("书架费", "补助标准"), "reconciled"),
        ("20.4", ("书架费", "补助标准"), "reconciled"),
        ("12", ("书架费", "人均成本"), "reconciled"),
    ],
)
def test_whether_a_price_from_another_row_is_added_the_names_of_the_rows_tell(
    total, names, verdict
):
    first, second = names
    costs = [(first, "12万元"), (second, "42元/册")]
    result = reconcile(Decimal(total), costs, [("数量指标", "采购图书", "2000册")])
    assert result.verdict == verdict


@pytest.mark.parametrize(
    ("name", "row", "total", "verdict"),
    [
        ("环卫工人工资", "环卫工人", "76.8", "reconciled"),
        ("环卫工人工资", "环卫工人", "1.92", "mismatch"),
        ("环卫工人工资", "受训学员", "1.92", "reconciled"),
        ("环卫工人服务费", "环卫工人", "1.92", "reconciled"),
    ],
)
def test_what_is_paid_per_month_is_paid_to_the_people_of_the_same_subject(
    name, row, total, verdict
):
    others = [("数量指标", row, "40人"), ("时效指标", "发放时间", "12个月")]
    assert reconcile(Decimal(total), [(name, "1600元/月")], others).verdict == verdict


@pytest.mark.parametrize(
    ("price", "row", "amount"),
    [
        ("100元/人·天", "每天2人", 132_000),
        ("100元/人", "每天2人", 132_000),
        ("100元/人", "每组2人", None),
        ("100元/人·天", "2人", 132_000),
    ],
)
def test_people_a_day_are_multiplied_with_the_days_once(price, row, amount):
    others = [("数量指标", "值班人数", row), ("数量指标", "值班天数", "660天")]
    assert reconcile(Decimal("13.2"), [("值班补助", price)], others).amount_yuan == amount


def test_a_count_that_restates_a_stated_row_is_not_added_to_the_others():
    costs = [("补助标准", "1000元/人"), ("项目成本", "5万元"), ("设备费", "3万元")]
    result = reconcile(Decimal(9), costs, [("数量指标", "补助人数", "50人")])
    assert (result.verdict, result.amount_yuan) == ("mismatch", 80_000)
