"""Rows carried from one scheme into another: none is dropped, and what has no place is told."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from declarations.content import Indicator
from indicators.crosswalk import Crosswalk, by_kind, carry
from indicators.tree import Branch, Node, SchemeTree, shipped

from .scheme_trees import COUNTY, NATIONAL_2021, SICHUAN, trees


def places(crosswalk):
    return {
        (one.source.level1, one.source.name): one.target and (one.target.level1, one.target.name)
        for one in crosswalk.entries
    }


def test_a_row_goes_to_the_node_of_its_kind():
    assert places(by_kind(SICHUAN, NATIONAL_2021))["项目完成", "成本指标"] == (
        "成本指标",
        "经济成本指标",
    )
    assert places(by_kind(COUNTY, SICHUAN))["做了什么", "好坏"] == ("项目完成", "质量指标")


def test_sustainability_goes_to_social_benefit_where_it_has_no_node_and_is_told_of():
    row = Indicator("项目效益", "可持续影响指标", "影响年限", "≥5年")
    carried = carry([row], by_kind(SICHUAN, NATIONAL_2021))
    assert [(one.level1, one.level2) for one in carried.rows] == [("效益指标", "社会效益指标")]
    assert [told.position for told in carried.notes] == [0]
    assert not carried.without_place


def test_a_row_without_a_place_keeps_its_levels_and_is_told_of():
    row = Indicator("成本指标", "社会成本指标", "扰民投诉", "≤3件")
    carried = carry([row], by_kind(NATIONAL_2021, SICHUAN))
    assert carried.rows == (row,)
    assert [(one.position, one.level2) for one in carried.without_place] == [(0, "社会成本指标")]


def test_a_scheme_carried_into_itself_changes_nothing():
    for tree in shipped().values():
        assert all(one.target == one.source and not one.note for one in by_kind(tree, tree).entries)


def test_what_an_administrator_set_goes_before_the_kind():
    edited = {("做了什么", "党建"): ("项目完成", "质量指标"), ("谁满意", "群众"): None}
    crosswalk = Crosswalk(COUNTY, SICHUAN, edited)
    rows = [
        Indicator("做了什么", "党建", "学习", "12次"),
        Indicator("谁满意", "群众", "满意", "≥9"),
    ]
    carried = carry(rows, crosswalk)
    assert carried.rows[0].level2 == "质量指标"
    assert carried.rows[1] == rows[1]
    assert [one.position for one in carried.without_place] == [1]


def test_what_was_set_for_a_node_that_is_gone_is_left_aside():
    crosswalk = Crosswalk(COUNTY, SICHUAN, {("谁满意", "群众"): ("没有", "这个")})
    assert places(crosswalk)["谁满意", "群众"] == ("满意度指标", "服务对象满意度指标")


def test_a_name_the_source_does_not_have_goes_by_its_words():
    crosswalk = Crosswalk(SICHUAN, COUNTY, {("项目完成", "数量指标"): ("做了什么", "党建")})
    assert crosswalk.place("产出指标", "产出数量指标").name == "党建"
    assert crosswalk.place("谁满意", "群众").name == "群众"
    assert crosswalk.place("党建指标", "学习指标") is None


def test_a_row_without_a_place_by_kind_stands_on_the_node_of_its_very_names_and_is_told_of():
    learning = Node("做了什么", "党建", "social_cost")
    source = SchemeTree("other", "别处", "表", (Branch("做了什么", (learning,)),))
    (entry,) = by_kind(source, COUNTY).entries
    assert entry.target == COUNTY.node("做了什么", "党建")
    assert entry.note


# Properties


@st.composite
def there_and_back(draw):
    one, other = draw(trees()), draw(trees())
    nodes = st.sampled_from(list(one.nodes()))
    rows = [
        Indicator(node.level1, node.name, f"指标{number}", draw(st.sampled_from(["", "≥5次"])))
        for number, node in enumerate(draw(st.lists(nodes, max_size=8)))
    ]
    return one, other, rows


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(there_and_back())
def test_rows_of_kinds_both_know_come_back_and_what_is_lost_is_told(case):
    one, other, rows = case
    there = carry(rows, by_kind(one, other))
    back = carry(there.rows, by_kind(other, one))
    assert [(row.name, row.value) for row in back.rows] == [(row.name, row.value) for row in rows]
    both = {node.kind for node in one.nodes()} & {node.kind for node in other.nodes()}
    told = {each.position for each in (*there.notes, *there.without_place)}
    told |= {each.position for each in (*back.notes, *back.without_place)}
    for position, (before, after) in enumerate(zip(rows, back.rows, strict=True)):
        kind = one.node(before.level1, before.level2).kind
        if kind in both:
            assert one.node(after.level1, after.level2).kind == kind
        if (before.level1, before.level2) != (after.level1, after.level2):
            assert position in told


@given(st.sampled_from(list(shipped().values())), st.sampled_from(list(shipped().values())))
def test_between_the_shipped_schemes_every_row_of_a_kind_both_know_comes_back_to_its_node(a, b):
    rows = [Indicator(node.level1, node.name, node.kind, "1") for node in a.nodes()]
    back = carry(carry(rows, by_kind(a, b)).rows, by_kind(b, a)).rows
    for before, after in zip(rows, back, strict=True):
        if b.of_kind(before.name):
            assert after == before
