"""Amounts beside the cost that the cost was made from, and that are no cost of their own.

- ``合同价100万元，预付30%，计30万元``: the whole that a share was taken of
- ``不含税10万元，含税11.3万元``: the price without its tax
- ``报价15万元，优惠后14万元``: the price at an earlier stage
"""

from decimal import Decimal

from .amounts import tolerance
from .facts import Fact

_NEAR = 3  # facts to look at on either side
_VAT = tuple(Decimal(rate) for rate in ("0.01", "0.03", "0.05", "0.06", "0.09", "0.13"))
#: The stages of one price, the later being what is paid.
STAGES = ("asked", "agreed", "settled")


def set_aside(facts: list[Fact]) -> dict[int, str]:
    """The places in ``facts`` of amounts and prices that are no cost, with the code of why."""
    found: dict[int, str] = {}
    for place, fact in enumerate(facts):
        if fact.kind == "rate":
            found.update(_base_of_share(facts, place))
        elif fact.kind == "amount" and "基数" in fact.label + fact.noun:
            found[place] = "share_base"  # 以建安费800万元为基数
        elif fact.kind in ("amount", "price"):
            found.update(_without_tax(facts, place) if "net" in fact.marks else {})
            found.update(_earlier_stage(facts, place))
    return found


def is_share(part: Fact, whole: Fact, rate: Fact) -> bool:
    """Whether ``part`` is that share of ``whole``, or what is left or comes to with it."""
    share = rate.value
    return any(
        abs(whole.value * factor - part.value) <= tolerance(part)
        for factor in (share, 1 - share, 1 + share)
    )


def _base_of_share(facts: list[Fact], place: int) -> dict[int, str]:
    rate = facts[place]
    if "占" in rate.label or rate.value in (0, 1):
        return {}
    for base in reversed(range(max(0, place - _NEAR), place)):
        for part in range(place, min(len(facts), place + _NEAR)):
            if (
                _are_alike(facts[base], facts[part])
                and not (facts[base].marks | facts[part].marks) & {"part", "this_year", "foreign"}
                and is_share(facts[part], facts[base], rate)
            ):
                return _set_base_aside(facts, base, part)
    if "付" in rate.label and "率" not in rate.label:
        _may_be_paid_in_part(facts, place)
    return {}


def _may_be_paid_in_part(facts: list[Fact], place: int) -> None:
    """首付30%，合同总额100万元 may cost the 30万元, though nobody worked them out."""
    for at in _around(facts, place):
        whole = facts[at]
        if whole.kind == "amount" and whole.segment == facts[place].segment:
            whole.alternatives += (whole.value * facts[place].value,)


def _set_base_aside(facts: list[Fact], base: int, part: int) -> dict[int, str]:
    """合同价80万元，预付30%，24万元 costs 24万元; 工程费80万元，监理费2%，1.6万元 costs both."""
    whole, share = facts[base], facts[part]
    if "费" in whole.label:
        whole.alternatives += (Decimal(0),)
        return {}
    if sum(fact.kind == whole.kind for fact in facts) == 2:
        share.alternatives += (whole.value, whole.value + share.value)
    return {base: "share_base"}


def _without_tax(facts: list[Fact], place: int) -> dict[int, str]:
    """The price without tax and the tax, where the price with tax stands beside them."""
    for other in _around(facts, place):
        low, high = sorted((place, other), key=lambda at: facts[at].value)
        net, gross = facts[low], facts[high]
        if not _are_alike(net, gross) or {"net"} <= net.marks & gross.marks:
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


def _are_alike(one: Fact, other: Fact) -> bool:
    """Two amounts, or two prices, of one sentence."""
    is_money = one.kind == other.kind and one.kind in ("amount", "price")
    return is_money and one.segment == other.segment
