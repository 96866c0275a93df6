"""What an administrator is told of the difference between two schemes."""

from dataclasses import replace

import pytest

from indicators.scheme_changes import How, changes
from indicators.tree import Branch, Layout, Node, shipped

from .scheme_trees import COUNTY, SICHUAN, renamed


def told(old, new):
    return {(one.how, one.what, one.old, one.new) for one in changes(old, new)}


@pytest.mark.parametrize("tree", shipped().values(), ids=shipped())
def test_a_scheme_does_not_differ_from_itself(tree):
    assert changes(tree, replace(tree, code="copy")) == []


def test_a_renamed_level_1_moves_none_of_its_nodes():
    assert told(SICHUAN, renamed(SICHUAN, "next", 项目完成="产出指标")) == {
        (How.RENAMED, "产出指标", "项目完成", "产出指标")
    }


def next_years():
    """As an administrator makes it: 成本 on level 1, with a required 社会成本 beside it."""
    first, *rest = renamed(SICHUAN, "next", 项目完成="产出指标").branches
    cost = Branch(
        "成本指标",
        (
            replace(SICHUAN.of_kind("cost"), level1="成本指标", name="经济成本指标"),
            Node("成本指标", "社会成本指标", "social_cost", "error"),
        ),
    )
    first = replace(first, nodes=first.nodes[:3])
    return replace(SICHUAN, branches=(cost, first, *rest))


def test_nodes_that_are_new_renamed_and_moved_are_told_as_such():
    assert told(SICHUAN, next_years()) == {
        (How.ADDED, "成本指标", "", ""),
        (How.RENAMED, "产出指标", "项目完成", "产出指标"),
        (How.RENAMED, "成本指标 › 经济成本指标", "成本指标", "经济成本指标"),
        (How.MOVED, "成本指标 › 经济成本指标", "项目完成", "成本指标"),
        (How.ADDED, "成本指标 › 社会成本指标", "", ""),
    }


def test_what_is_gone_and_what_has_changed_is_told():
    first, second = COUNTY.branches
    nodes = (replace(first.nodes[0], required=None, help="写数"), *first.nodes[1:3])
    layout = Layout(columns=("weight",), signature=True)
    new = replace(COUNTY, layout=layout, branches=(replace(first, nodes=nodes), second))
    found = told(COUNTY, new)
    assert (How.REMOVED, "做了什么 › 党建", "", "") in found
    assert (How.CHANGED, "做了什么 › 多少", "必填", "可不填") in found
    assert len(found) == 5


def test_another_order_is_told():
    first, second = COUNTY.branches
    swapped = replace(first, nodes=(first.nodes[1], first.nodes[0], *first.nodes[2:]))
    (one,) = changes(COUNTY, replace(COUNTY, branches=(swapped, second)))
    assert (one.how, one.what) == (How.MOVED, "做了什么")
    (one,) = changes(COUNTY, replace(COUNTY, branches=(second, first)))
    assert (one.old, one.new) == ("做了什么、谁满意", "谁满意、做了什么")
