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
