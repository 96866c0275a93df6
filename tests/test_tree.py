"""Trees of indicators: which node a row belongs to, whatever its form calls the levels."""

import json

import pytest

from indicators.tree import (
    KINDS,
    Branch,
    Labels,
    Layout,
    Node,
    SchemeTree,
    closest,
    kind_in,
    kind_of,
    shipped,
    tree_from_json,
    tree_to_json,
)
from tests.schemes import OWN

SICHUAN, NATIONAL_2015, NATIONAL_2021 = (
    shipped()[code] for code in ("sichuan-2021", "national-2015", "national-2021")
)


def test_the_shipped_trees_have_only_known_kinds_and_each_once():
    for tree in shipped().values():
        kinds = [node.kind for node in tree.nodes()]
        assert set(kinds) <= set(KINDS)
        assert len(kinds) == len(set(kinds))


@pytest.mark.parametrize("tree", shipped().values(), ids=shipped())
def test_the_names_of_a_shipped_tree_tell_its_kinds(tree):
    assert all(kind_of(node.level1, node.name) == node.kind for node in tree.nodes())


@pytest.mark.parametrize(
    ("level1", "level2", "kind"),
    [
        ("产出指标", "产出数量指标", "quantity"),
        ("产出（工作量）指标", "数量", "quantity"),
        ("产出指标", "时效", "timeliness"),
        ("产出指标", "产出成本", "cost"),
        ("成本指标", "", "cost"),
        ("成本指标", "社会成本", "social_cost"),
        ("成本指标", "生态环境成本", "ecological_cost"),
        ("效益类指标", "环境效益", "ecological_benefit"),
        ("效果指标", "社会效益", "social_benefit"),
        ("效果指标", "社会效果", "social_benefit"),
        ("效益指标", "经济效益指标", "economic_benefit"),
        ("项目效益", "可持续发展指标", "sustainability"),
        ("满意度", "社会公众或服务对象满意度", "satisfaction"),
        ("满意度指标", "", "satisfaction"),
        ("党建指标", "学习指标", None),
        ("产出指标", "数量质量指标", None),
        ("满意度指标", "学习指标", None),
    ],
)
def test_the_words_of_other_forms_tell_the_kind_too(level1, level2, kind):
    assert kind_of(level1, level2) == kind


def test_a_scheme_tells_the_kind_of_its_own_rows_whatever_they_are_called():
    assert kind_of("花费", "资金花费") is None
    assert kind_in("花费", "资金花费", [OWN]) == "cost"
    assert kind_in("成本指标", "", [OWN]) == "cost"
    assert kind_in("花费", "别的", [OWN]) is None


def test_a_row_finds_its_node_by_kind_in_another_tree():
    assert SICHUAN.place("成本指标", "经济成本指标").name == "成本指标"
    assert NATIONAL_2021.place("项目完成", "成本指标").name == "经济成本指标"
    assert NATIONAL_2021.place("项目效益", "可持续影响指标") is None


def test_the_closest_tree_is_the_one_with_most_of_the_names():
    for tree in shipped().values():
        names = [(node.level1, node.name) for node in tree.nodes()]
        assert closest(names, shipped()) is tree


@pytest.mark.parametrize("code", shipped())
def test_a_tree_is_the_same_after_json(code):
    assert tree_from_json(json.loads(json.dumps(tree_to_json(shipped()[code])))) == shipped()[code]


def test_what_a_tree_says_of_nodes_and_layout_is_the_same_after_json():
    node = Node("产出指标", "数量指标", "quantity", "error", 20, "写数量。", "≥5次", "若干次")
    branch = Branch("产出指标", (node,), weight=50, weight_without_cost=60, help="写产出。")
    layout = Layout(
        ("nature", "weight"), signature=True, landscape=True, labels=Labels(other="其他")
    )
    tree = SchemeTree("own", "本县", "申报表", (branch,), 90, layout)
    assert tree_from_json(json.loads(json.dumps(tree_to_json(tree)))) == tree
