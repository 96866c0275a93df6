"""What stands in the way of publishing a scheme, each at its place."""

from dataclasses import replace

import pytest

from indicators import scheme_checks as checks
from indicators.scheme_checks import Problem, problems_of
from indicators.tree import Branch, Labels, Layout, Node, SchemeTree, shipped

from .scheme_trees import COUNTY, NATIONAL_2021


def with_branch(number, **changes):
    branches = list(COUNTY.branches)
    branches[number] = replace(branches[number], **changes)
    return replace(COUNTY, branches=tuple(branches))


def with_node(branch, number, **changes):
    nodes = list(COUNTY.branches[branch].nodes)
    nodes[number] = replace(nodes[number], **changes)
    return with_branch(branch, nodes=tuple(nodes))


def weighed(total, *weights):
    """A county's scheme with these weights of level 1."""
    branches = [
        replace(branch, weight=weight)
        for branch, weight in zip(COUNTY.branches, weights, strict=True)
    ]
    return replace(COUNTY, weight_total=total, branches=tuple(branches))


SAME_BRANCH = checks.SAME_BRANCH.format(count=2, name="做了什么")
SAME_NODE = checks.SAME_NODE.format(count=2, name="多少")
TOO_LITTLE = checks.WEIGHT_SUM.format(level=checks.LEVEL1, sum=80, total=90)
TOO_MUCH = checks.WEIGHT_TOO_MUCH.format(level=checks.LEVEL1, sum=95, total=90)
TWO_COSTS = checks.MANY_COSTS.format(count=2, names="花费、党建")


@pytest.mark.parametrize("tree", [*shipped().values(), COUNTY], ids=lambda tree: tree.code)
def test_nothing_is_wrong_with_a_good_scheme(tree):
    assert problems_of(tree) == []


@pytest.mark.parametrize(
    ("tree", "problem"),
    [
        (replace(COUNTY, name=" "), Problem(checks.NO_NAME)),
        (replace(COUNTY, form_title=""), Problem(checks.NO_TITLE)),
        (replace(COUNTY, layout=Layout(labels=Labels(other=""))), Problem(checks.NO_LABEL)),
        (with_branch(1, name="做了什么"), Problem(SAME_BRANCH, 1)),
        (with_branch(1, name=""), Problem(checks.NO_NAME, 1)),
        (with_branch(1, nodes=()), Problem(checks.NO_NODE, 1)),
        (with_node(0, 1, name="多少"), Problem(SAME_NODE, 0, 1)),
        (with_node(0, 3, name=" "), Problem(checks.NO_NAME, 0, 3)),
        (with_node(0, 3, kind="mood"), Problem(checks.UNKNOWN_KIND.format(kind="mood"), 0, 3)),
        (with_node(0, 2, kind="sustainability"), Problem(checks.NO_COST)),
        (with_node(0, 3, kind="cost"), Problem(TWO_COSTS)),
        (with_node(0, 1, kind="timeliness"), Problem(checks.NO_KIND.format(kind="质量"))),
        (with_node(0, 0, weight=5), Problem(checks.WEIGHT_WITHOUT_TOTAL.format(weight=5), 0, 0)),
        (weighed(90, 50, 30), Problem(TOO_LITTLE)),
        (weighed(90, 95, None), Problem(TOO_MUCH)),
    ],
)  # fmt: skip
def test_each_problem_is_told_at_its_place(tree, problem):
    assert problem in problems_of(tree)


@pytest.mark.parametrize("weights", [(60, 30), (None, None), (60, None)])
def test_weights_that_add_up_or_are_left_open_are_good(weights):
    assert problems_of(weighed(90, *weights)) == []


def test_weights_of_level_2_add_up_to_their_level_1():
    tree = weighed(90, 60, 30)
    first, second = tree.branches
    heavy = replace(second, nodes=(replace(second.nodes[0], weight=20),))
    found = problems_of(replace(tree, branches=(first, heavy)))
    assert found == [Problem(checks.WEIGHT_SUM.format(level=checks.LEVEL2, sum=20, total=30), 1)]


def test_weights_without_cost_add_up_too():
    branches = tuple(replace(one, weight_without_cost=10) for one in NATIONAL_2021.branches)
    found = problems_of(replace(NATIONAL_2021, branches=branches))
    assert found == [Problem(checks.WITHOUT_COST_SUM.format(sum=40, total=90))]


def test_all_problems_are_told_at_once_from_top_to_bottom():
    nodes = (Node("", "", "cost"), Node("", "", "cost"))
    tree = SchemeTree("new", "", "", (Branch("", nodes), Branch("空的", ())))
    places = [(one.branch, one.node) for one in problems_of(tree)]
    assert len(places) >= 8
    assert places == sorted(places, key=lambda place: [-1 if one is None else one for one in place])
