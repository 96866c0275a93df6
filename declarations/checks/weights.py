"""Checks of the weights (权重) of the indicators, where the scheme has them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from indicators.tree import COST_KINDS, Node

from .contract import (
    BUDGET_TARGETS,
    CORE_INDICATORS,
    Form,
    NotApplicable,
    Quality,
    Seen,
    Severity,
    Undecidable,
    rule,
)
from .examples import CLEAN, Example
from .structure import is_na

FLAT_FROM = 4


def _weighted(*weights: str, values: tuple[str, ...] = (), scheme="national-2021") -> Example:
    """The clean form under a scheme with weights: a weight a row, and the last values changed."""
    kept = CLEAN.indicators[: len(CLEAN.indicators) - len(values)]
    changed = CLEAN.indicators[len(kept) :]
    indicators = kept + tuple(
        replace(row, value=value) for row, value in zip(changed, values, strict=True)
    )
    content = replace(
        CLEAN,
        indicators=tuple(
            replace(row, weight=Decimal(weight) if weight else None)
            for row, weight in zip(indicators, weights, strict=True)
        ),
    )
    text = "权重" + "、".join(weight or "（空）" for weight in weights)
    return Example("；最后一条：".join((text, *values)), content, scheme=scheme)


def _weights(form: Form) -> list[Decimal]:
    """The weights that were filled in; not applicable where the scheme or the form has none."""
    weights = [row.weight for _, row in form.rows() if row.weight is not None]
    finite = [weight for weight in weights if weight.is_finite()]
    if form.tree.weight_total is None or not finite:
        raise NotApplicable
    return finite


def _plain(weight: Decimal) -> str:
    return f"{weight.normalize():f}"


@rule(
    "STR-WEIGHT-SUM",
    Severity.ERROR,
    Quality.INDICATOR_SOUND,
    basis=CORE_INDICATORS,
    bad=[
        _weighted("10", "10", "10", "10", "20", "20", "20"),
        _weighted("10", "10", "10", "10", "20", "19.5", "10"),
        _weighted("20", "", "10", "10", "20", "", "10"),
        _weighted("", "", "", "", "", "", ""),
    ],
    good=[
        _weighted("10", "15", "15", "10", "10", "20", "10"),
        _weighted("12.5", "12.5", "15", "10", "10", "20", "10"),
        _weighted("50", "", "", "", "", "", "", scheme="sichuan-2021"),
    ],
)
def weights_come_to_the_total(form: Form) -> Iterator[Seen]:
    """The weights of all rows come to the total of the scheme; none at all do not either, where
    the form has a column for them."""
    total, rows = form.tree.weight_total, list(form.rows())
    if not (form.tree.has_weights and rows):
        _weights(form)
    if form.weight_sum != total:
        shown = _plain(form.weight_sum)
        where = f"indicators[{rows[0][0]}].weight"
        yield Seen(where, shown, str(total), {"sum": shown, "total": total})


@rule(
    "STR-WEIGHT-SHARE",
    Severity.INFO,
    Quality.INDICATOR_SOUND,
    basis=CORE_INDICATORS,
    bad=[
        _weighted("10", "15", "15", "10", "10", "20", "10"),
        _weighted("10", "10", "10", "10", "20", "25", "5"),
        _weighted("10", "10", "10", "10", "20", "19.5", "10.5"),
    ],
    good=[
        _weighted("10", "10", "10", "10", "20", "20", "10"),
        _weighted("12.5", "12.5", "10", "5", "20", "20", "10"),
        _weighted("10", "10", "10", "10", "20", "20", "20"),  # the total is wrong: said once
        _weighted("15", "15", "15", "10", "15", "10", "10", scheme="sichuan-2021"),
    ],
)
def weights_are_shared_out(form: Form) -> Iterator[Seen]:
    """What the rows of a level-1 or level-2 node weigh, where the scheme says what they should.

    It is a principle that may be adjusted, and says nothing of a node without rows.
    """
    _weights(form)
    if form.weight_sum != form.tree.weight_total:
        raise Undecidable
    has_cost = any(True for _ in form.rows(*COST_KINDS))
    sums: Counter[Node | None] = Counter()
    for position, row in form.rows():
        sums[form.node(position)] += _finite(row.weight)
    places = {node: place for place, node in enumerate(form.tree.nodes())}
    for branch in form.tree.branches:
        wanted = branch.weight
        if not has_cost and branch.weight_without_cost is not None:
            wanted = branch.weight_without_cost
        groups = [(branch.name, wanted, branch.nodes)]
        groups += [(node.name, node.weight, (node,)) for node in branch.nodes]
        for name, wanted, nodes in groups:
            seen = sum((sums[node] for node in nodes), Decimal(0))
            if wanted is not None and any(node in sums for node in nodes) and seen != wanted:
                shown = _plain(seen)
                yield Seen(
                    f"nodes[{places[nodes[0]]}]",
                    shown,
                    str(wanted),
                    {"name": name, "sum": shown, "wanted": wanted},
                )


def _finite(weight: Decimal | None) -> Decimal:
    return weight if weight is not None and weight.is_finite() else Decimal(0)


@rule(
    "STR-WEIGHT-ON-NA",
    Severity.ERROR,
    Quality.INDICATOR_SOUND,
    basis=BUDGET_TARGETS,
    bad=[
        _weighted("10", "15", "15", "10", "10", "20", "10", values=("不涉及",)),
        _weighted("10", "15", "15", "10", "10", "20", "10", values=("无", "≥90%")),
        _weighted("10", "15", "15", "10", "10", "20", "10", values=("/", "≥95%")),
    ],
    good=[
        _weighted("10", "15", "15", "10", "10", "20", "10"),
        _weighted("10", "15", "15", "10", "20", "20", "0", values=("不涉及",)),
        _weighted("10", "15", "15", "10", "20", "20", "", values=("无",)),
    ],
)
def weight_on_nothing(form: Form) -> Iterator[Seen]:
    _weights(form)
    for position, row in form.rows():
        if row.weight and row.weight.is_finite() and is_na(row.value):
            weight = _plain(row.weight)
            yield Seen(
                f"indicators[{position}].value",
                weight,
                values={"name": row.name.strip() or row.level2, "weight": weight},
            )


@rule(
    "STR-WEIGHT-FLAT",
    Severity.INFO,
    Quality.INDICATOR_SOUND,
    basis=CORE_INDICATORS,
    bad=[
        _weighted("10", "10", "10", "10", "10", "10", "10"),
        _weighted("15", "15", "15", "15", "15", "15", ""),
        _weighted("12.86", "12.86", "12.86", "12.86", "12.86", "12.86", "12.86"),
    ],
    good=[
        _weighted("10", "15", "15", "10", "10", "20", "10"),
        _weighted("30", "30", "30", "", "", "", ""),
        _weighted("", "", "", "", "", "", ""),
    ],
)
def weights_are_flat(form: Form) -> Iterator[Seen]:
    weights = _weights(form)
    if len(weights) >= FLAT_FROM and len(set(weights)) == 1:
        weight = _plain(weights[0])
        yield Seen("form", weight, values={"count": len(weights), "weight": weight})
