"""Checks of the weights (权重) of the indicators, where the scheme has them."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from .contract import (
    BUDGET_TARGETS,
    CORE_INDICATORS,
    Form,
    NotApplicable,
    Quality,
    Seen,
    Severity,
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


@rule(
    "STR-WEIGHT-SUM",
    Severity.ERROR,
    Quality.INDICATOR_SOUND,
    basis=CORE_INDICATORS,
    bad=[
        _weighted("10", "10", "10", "10", "20", "20", "20"),
        _weighted("10", "10", "10", "10", "20", "19.5", "10"),
        _weighted("20", "", "10", "10", "20", "", "10"),
    ],
    good=[
        _weighted("10", "15", "15", "10", "10", "20", "10"),
        _weighted("12.5", "12.5", "15", "10", "10", "20", "10"),
        _weighted("", "", "", "", "", "", ""),
        _weighted("50", "", "", "", "", "", "", scheme="sichuan-2021"),
    ],
)
def weights_come_to_the_total(form: Form) -> Iterator[Seen]:
    """The weights of all rows come to the total of the scheme.

    What each level-1 node should have is a principle that may be adjusted, and no check.
    """
    total, weights = form.tree.weight_total, _weights(form)
    if sum(weights) != total:
        shown = f"{sum(weights).normalize():f}"
        yield Seen("form", shown, str(total), {"sum": shown, "total": total})


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
            weight = f"{row.weight.normalize():f}"
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
        weight = f"{weights[0].normalize():f}"
        yield Seen("form", weight, values={"count": len(weights), "weight": weight})
