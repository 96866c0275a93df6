"""Amounts beside the cost that the cost was made from, and that are no cost of their own.

- ``合同价100万元，预付30%，计30万元``: the whole that a share was taken of (``shares``)
- ``不含税10万元，含税11.3万元``: the price without its tax
- ``报价15万元，优惠后14万元``: the price at an earlier stage
"""

from decimal import Decimal

from .amounts import tolerance
from .facts import Fact
from .shares import are_alike, base_of_share

_NEAR = 3  # facts to look at on either side
_VAT = tuple(Decimal(rate) for rate in ("0.01", "0.03", "0.05", "0.06", "0.09", "0.13"))
#: The stages of one price, the later being what is paid.
STAGES = ("asked", "agreed", "settled")


def set_aside(facts: list[Fact], name: str = "") -> dict[int, str]:
    """The places in ``facts`` of amounts and prices that are no cost, with the code of why.

    ``name`` is the indicator's.
    """
    found: dict[int, str] = {}
    for place, fact in enumerate(facts):
        if fact.kind == "rate":
            base = base_of_share(facts, place, name)
            found.update({} if base is None else {base: "share_base"})
        elif fact.kind == "amount" and "基数" in fact.label + fact.noun:
            found[place] = "share_base"  # 以建安费800万元为基数
        elif fact.kind in ("amount", "price"):
            found.update(_without_tax(facts, place) if "net" in fact.marks else {})
            found.update(_earlier_stage(facts, place))
    return found


def _without_tax(facts: list[Fact], place: int) -> dict[int, str]:
    """The price without tax and the tax, where the price with tax stands beside them."""
    for other in _around(facts, place):
        low, high = sorted((place, other), key=lambda at: facts[at].value)
        net, gross = facts[low], facts[high]
        if not are_alike(net, gross) or {"net"} <= net.marks & gross.marks:
            continue
        if "gross" not in gross.marks and "费" in gross.label:
            continue
        if any(abs(net.value * (1 + rate) - gross.value) <= tolerance(gross) for rate in _VAT):
            tax = gross.value - net.value
            taxes = [at for at in _around(facts, place) if facts[at].value == tax]
            return dict.fromkeys([low, *taxes], "without_tax")
    return {}


def _earlier_stage(facts: list[Fact], place: int) -> dict[int, str]:
    stage = _stage(facts[place])
    if stage is None:
        return {}
    fact = facts[place]
    for at in _around(facts, place):
        other = facts[at]
        later = _stage(other)
        if later is None or later <= stage or other.value > fact.value or other.item != fact.item:
            continue
        if fact.kind == "price":
            other.kind, other.per = fact.kind, fact.per
        return {place: "superseded"}
    return {}


def _stage(fact: Fact) -> int | None:
    return next((at for at, stage in enumerate(STAGES) if stage in fact.marks), None)


def _around(facts: list[Fact], place: int) -> list[int]:
    low, high = max(0, place - _NEAR), min(len(facts), place + _NEAR + 1)
    return [at for at in range(low, high) if at != place]
