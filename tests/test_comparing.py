"""What differs between two forms, cell by cell."""

from dataclasses import replace
from decimal import Decimal

from declarations.comparing import ROW_PARTS, compare, pair_rows
from declarations.content import INDICATOR_FIELDS, CostItem, Indicator
from tests.web.conftest import GOOD


def row(name, value="1", level2="数量指标"):
    return Indicator("项目完成", level2, name, value)


def seen(before, after):
    return [(each.where, each.before, each.after) for each in compare(before, after)]


def test_a_form_does_not_differ_from_itself_however_its_numbers_are_written():
    same = replace(GOOD, funding=replace(GOOD.funding, total=Decimal("6.000")))
    assert compare(GOOD, same) == ()


def test_each_cell_that_differs_is_told_with_both_texts():
    rows = list(GOOD.indicators)
    rows[0] = replace(rows[0], value="≥16人")
    other = replace(
        GOOD,
        year=2022,
        goal="另一个目标",
        funding=replace(GOOD.funding, other=Decimal(1)),
        indicators=tuple(rows),
    )
    assert seen(GOOD, other) == [
        ("year", "2021", "2022"),
        ("funding.other", "", "1.00"),
        ("goal", GOOD.goal, "另一个目标"),
        ("indicators[0].value", "≥15人", "≥16人"),
    ]


def test_a_row_in_another_order_is_the_same_row():
    assert compare(GOOD, replace(GOOD, indicators=GOOD.indicators[::-1])) == ()


def test_rows_belong_together_by_name_then_by_order_and_the_rest_is_new_or_gone():
    before = (row("甲"), row("乙", "2"), row("丙"), row("时间", level2="时效指标"))
    after = (row("乙", "3"), row("甲"), row("丁"), row("质量", level2="质量指标"))
    pairs = pair_rows(before, after)
    assert pairs.both == ((0, 1), (1, 0), (2, 2))
    assert (pairs.deleted, pairs.added) == ((3,), (3,))


def test_a_new_row_and_a_deleted_one_are_told_whole():
    fewer = replace(GOOD, indicators=GOOD.indicators[1:])
    assert seen(GOOD, fewer) == [("indicators[0]", "培训人数｜≥15人", "")]
    assert seen(fewer, GOOD) == [("indicators[0]", "", "培训人数｜≥15人")]


def test_lines_of_the_cost_table_are_compared_part_by_part():
    item = CostItem(3, "培训费", Decimal(4000), quantity=Decimal(15))
    before = replace(GOOD, items=(item,))
    after = replace(GOOD, items=(replace(item, quantity=Decimal(16)),))
    assert seen(before, after) == [("items[0].quantity", "15", "16")]
    assert [each[0] for each in seen(GOOD, before)] == [
        "items[0].label",
        "items[0].unit_price",
        "items[0].quantity",
    ]


def test_every_column_a_row_has_is_compared():
    assert [part for part, _ in ROW_PARTS] == list(INDICATOR_FIELDS)
