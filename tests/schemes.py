"""Schemes that an office might make, beside those that come with the program, and clean forms."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from declarations.checks.examples import CLEAN
from declarations.content import Content, Indicator
from indicators.tree import COLUMNS, Branch, Labels, Layout, Node, SchemeTree, shipped

#: Names and an order of its own (满意度 first), every column, a page on its side, signatures.
OWN = SchemeTree(
    "own-2026",
    "示例县（2026）",
    "示例县项目绩效目标申报表",
    (
        Branch(
            "服务对象评价",
            (Node("服务对象评价", "受益人评价", "satisfaction", "error", weight=10),),
            weight=10,
        ),
        Branch(
            "花费",
            (
                Node("花费", "资金花费", "cost", "error"),
                Node("花费", "社会负担", "social_cost"),
            ),
            weight=20,
            weight_without_cost=0,
        ),
        Branch(
            "成效",
            (
                Node("成效", "对社会", "social_benefit"),
                Node("成效", "长远影响", "sustainability"),
            ),
            at_least_one=True,
            weight=30,
        ),
        Branch(
            "任务",
            (
                Node("任务", "做多少", "quantity", "error"),
                Node("任务", "做多好", "quality", "warning"),
                Node("任务", "多久做完", "timeliness"),
            ),
            weight=40,
            weight_without_cost=60,
        ),
    ),
    weight_total=100,
    layout=Layout(
        columns=tuple(COLUMNS),
        signature=True,
        landscape=True,
        labels=Labels("本年预算总额", "财政资金", "自筹资金"),
    ),
)


def _with(columns: tuple[str, ...], **layout: bool) -> SchemeTree:
    tree = shipped()["sichuan-2021"]
    return replace(tree, code="-".join(columns), layout=Layout(columns, **layout))


#: Every way a form is drawn: the shipped schemes, one of an office, and half of the columns.
EVERY: Mapping[str, SchemeTree] = {
    **shipped(),
    OWN.code: OWN,
    "nature": _with(("nature",), signature=True),
    "unit": _with(("unit", "evidence")),
    "texts": _with(("explanation", "scoring", "evidence"), landscape=True),
}

#: The weights of the rows of the clean form, by the kind of their node and the scheme.
_WEIGHTS = {
    "national-2021": {
        "cost": (20,),
        "quantity": (10, 15),
        "quality": (10,),
        "timeliness": (5,),
        "social_benefit": (20,),
        "satisfaction": (10,),
    },
    OWN.code: {
        "cost": (20,),
        "quantity": (10, 15),
        "quality": (10,),
        "timeliness": (5,),
        "social_benefit": (30,),
        "satisfaction": (10,),
    },
}


def clean(tree: SchemeTree) -> Content:
    """The form that a reviewer would pass, on the nodes of this scheme and with its weights."""
    weights = {kind: list(each) for kind, each in _WEIGHTS.get(tree.code, {}).items()}
    rows = []
    for row in CLEAN.indicators:
        kind = _kind(row)
        node = tree.of_kind(kind)
        assert node is not None, kind
        weight = weights[kind].pop(0) if kind in weights else None
        rows.append(
            replace(
                row,
                level1=node.level1,
                level2=node.name,
                weight=None if weight is None else Decimal(weight),
            )
        )
    return replace(CLEAN, title=tree.form_title, indicators=tuple(rows))


def _kind(row: Indicator) -> str:
    node = shipped()["sichuan-2021"].node(row.level1, row.level2)
    assert node is not None
    return node.kind
