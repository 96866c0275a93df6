"""A form without a fault has no finding under any scheme, and weights are those of its scheme."""

from dataclasses import replace
from decimal import Decimal

import pytest

from declarations.checks import Outcome, Severity, check_form
from indicators.tree import BENEFIT_KINDS, COST_KINDS, KINDS, SchemeTree, shipped
from tests.schemes import OWN, clean

TREES = {**shipped(), OWN.code: OWN}
every_tree = pytest.mark.parametrize("tree", TREES.values(), ids=TREES)


def lacking(tree: SchemeTree, kinds) -> SchemeTree:
    """A scheme without the nodes of these kinds and without weights."""
    branches = tuple(
        replace(
            branch,
            nodes=tuple(node for node in branch.nodes if node.kind not in kinds),
            at_least_one=False,
            weight=None,
        )
        for branch in tree.branches
    )
    kept = tuple(branch for branch in branches if branch.nodes)
    return replace(tree, branches=kept, weight_total=None)


@every_tree
def test_a_clean_form_has_no_finding(tree):
    assert check_form(clean(tree), tree).findings == ()


LACKED = [
    *(frozenset({kind}) for kind in KINDS),
    COST_KINDS,
    BENEFIT_KINDS,
    BENEFIT_KINDS | {"satisfaction"},
    frozenset({"quantity", "quality", "timeliness"}),
]


@pytest.mark.parametrize("kinds", LACKED, ids=lambda kinds: "-".join(sorted(kinds)))
@every_tree
def test_what_a_scheme_has_no_node_for_is_not_missed(tree, kinds):
    fewer = lacking(tree, kinds)
    names = {(node.level1, node.name) for node in fewer.nodes()}
    content = clean(tree)
    kept = tuple(row for row in content.indicators if (row.level1, row.level2) in names)
    report = check_form(replace(content, indicators=kept), fewer)
    assert (report.errors, report.warnings) == ((), ())


def example_of(text):
    name, _, value = text.partition("：")
    return name, value


def with_rows_of(node, tree, name, value):
    """The clean form with this row in place of those of its node."""
    content = clean(tree)
    row = replace(content.indicators[0], level1=node.level1, level2=node.name)
    others = [
        one for one in content.indicators if (one.level1, one.level2) != (node.level1, node.name)
    ]
    return replace(content, indicators=(*others, replace(row, name=name, value=value, weight=None)))


EXAMPLES = [
    pytest.param(tree, node, id=f"{tree.code}-{node.kind}")
    for tree in shipped().values()
    for node in tree.nodes()
]


def beside_weights(report):
    return {found.code for found in report.errors + report.warnings} - {"STR-WEIGHT-SUM"}


@pytest.mark.parametrize(("tree", "node"), EXAMPLES)
def test_the_good_example_of_a_node_passes_and_the_bad_one_does_not(tree, node):
    good = check_form(with_rows_of(node, tree, *example_of(node.good)), tree)
    bad = check_form(with_rows_of(node, tree, *example_of(node.bad)), tree)
    assert beside_weights(good) == set()
    assert beside_weights(bad)


def weighed(tree, kind, weight):
    """The clean form with this weight on the first row of a kind."""
    content = clean(tree)
    node = tree.of_kind(kind)
    position = next(
        place for place, row in enumerate(content.indicators) if row.level2 == node.name
    )
    rows = list(content.indicators)
    rows[position] = replace(rows[position], weight=weight and Decimal(weight))
    return replace(content, indicators=tuple(rows))


WEIGHED = {code: tree for code, tree in TREES.items() if tree.has_weights}


@pytest.mark.parametrize("tree", WEIGHED.values(), ids=WEIGHED)
@pytest.mark.parametrize("weight", ["10.5", "0", None])
def test_weights_that_do_not_come_to_the_total_are_an_error_at_a_weight(tree, weight):
    (found,) = check_form(weighed(tree, "quantity", weight), tree).findings
    assert (found.code, found.severity) == ("STR-WEIGHT-SUM", Severity.ERROR)
    assert found.where == "indicators[0].weight"


def test_a_form_without_any_weight_is_an_error_where_there_is_a_column_for_them():
    tree = shipped()["national-2021"]
    bare = replace(
        clean(tree),
        indicators=tuple(replace(row, weight=None) for row in clean(tree).indicators),
    )
    assert [found.code for found in check_form(bare, tree).errors] == ["STR-WEIGHT-SUM"]
    without_column = replace(tree, layout=replace(tree.layout, columns=()))
    assert check_form(bare, without_column).findings == ()


def test_a_share_that_differs_is_told_at_its_node_and_nothing_more():
    tree = shipped()["national-2021"]
    moved = weighed(tree, "quantity", "5")
    moved = replace(
        moved,
        indicators=tuple(
            replace(row, weight=Decimal(25)) if row.level2 == "社会效益指标" else row
            for row in moved.indicators
        ),
    )
    report = check_form(moved, tree)
    nodes = [node.name for node in tree.nodes()]
    assert {(found.code, found.severity, found.where) for found in report.findings} == {
        ("STR-WEIGHT-SHARE", Severity.INFO, f"nodes[{nodes.index('数量指标')}]"),
        ("STR-WEIGHT-SHARE", Severity.INFO, f"nodes[{nodes.index('经济效益指标')}]"),
    }


def test_without_a_cost_row_the_shares_without_cost_count():
    optional = replace(
        OWN,
        branches=tuple(
            replace(
                branch,
                nodes=tuple(
                    replace(node, required=None) if node.kind == "cost" else node
                    for node in branch.nodes
                ),
            )
            for branch in OWN.branches
        ),
    )
    content = clean(OWN)
    rows = tuple(row for row in content.indicators if row.level2 != "资金花费")
    heavier = tuple(
        replace(row, weight=row.weight * 3 / 2) if row.level1 == "任务" else row for row in rows
    )
    report = check_form(replace(content, indicators=heavier), optional)
    assert report.outcomes["STR-WEIGHT-SHARE"] is Outcome.PASSED
    report = check_form(replace(content, indicators=heavier), OWN)
    assert report.outcomes["STR-WEIGHT-SHARE"] is Outcome.PASSED


def test_a_node_with_a_weight_of_its_own_is_held_to_it():
    tree = replace(
        OWN,
        branches=tuple(
            replace(
                branch,
                nodes=tuple(
                    replace(node, weight=20) if node.kind == "quantity" else node
                    for node in branch.nodes
                ),
            )
            for branch in OWN.branches
        ),
    )
    (found,) = check_form(clean(OWN), tree).findings
    nodes = [node.name for node in tree.nodes()]
    assert (found.code, found.where) == ("STR-WEIGHT-SHARE", f"nodes[{nodes.index('做多少')}]")
