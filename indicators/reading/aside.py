"""Amounts beside the cost that the cost was made from, and that are no cost of their own.

- ``合同价100万元，预付30%，计30万元``: the whole that a share was taken of
- ``不含税10万元，含税11.3万元``: the price without its tax
- ``报价15万元，优惠后14万元``: the price at an earlier stage
"""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from .amounts import tolerance
from .facts import Fact

_NEAR = 3  # facts to look at on either side
_VAT = tuple(Decimal(rate) for rate in ("0.01", "0.03", "0.05", "0.06", "0.09", "0.13"))
#: The stages of one price, the later being what is paid.
STAGES = ("asked", "agreed", "settled")

#: A share that comes on top of what it is reckoned from.
_ADDED = ("配套", "另加", "加收", "附加", "另计", "另付")


def set_aside(facts: list[Fact], name: str = "") -> dict[int, str]:
    """The places in ``facts`` of amounts and prices that are no cost, with the code of why.

    ``name`` is the indicator's. A whole of which only a share is paid this year becomes that share.
    """
    found: dict[int, str] = {}
    for place, fact in enumerate(facts):
        if fact.kind == "rate":
            found.update(_base_of_share(facts, place, name))
        elif fact.kind == "amount" and "基数" in fact.label + fact.noun:
            found[place] = "share_base"  # 以建安费800万元为基数
        elif fact.kind in ("amount", "price"):
            found.update(_without_tax(facts, place) if "net" in fact.marks else {})
            found.update(_earlier_stage(facts, place))
    _pay_in_part(facts, found)
    return found


def is_share(part: Fact, whole: Fact, rate: Fact) -> bool:
    """Whether ``part`` is that share of ``whole``, or what is left or comes to with it."""
    share = rate.value
    return any(
        abs(whole.value * factor - part.value) <= tolerance(part)
        for factor in (share, 1 - share, 1 + share)
    )


def _base_of_share(facts: list[Fact], place: int, name: str) -> dict[int, str]:
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
                adds = _adds_to_base(facts[base], rate, facts[part], name)
                return {} if adds else {base: "share_base"}
    return {}


def _adds_to_base(base: Fact, rate: Fact, part: Fact, name: str) -> bool:
    """工程费80万元，监理费2%，1.6万元 costs both; 合同价80万元，预付30%，24万元 costs 24万元."""
    is_small = abs(base.value * rate.value - part.value) <= tolerance(part)
    if not is_small or "付" in rate.label + part.label:
        return False
    if any(word in rate.label + part.label for word in _ADDED):
        return True
    return "费" in base.label and not _is_named(name, base, rate, part)


def _is_named(name: str, base: Fact, rate: Fact, part: Fact) -> bool:
    """Whether the row is for the share alone: 监理费 | 工程费80万元，监理费2%，1.6万元."""
    own, others = _pairs(name), _pairs(base.label)
    of_part = (_pairs(rate.label) | _pairs(part.label)) - others
    return bool(own & of_part) and not own & others


def _pairs(text: str) -> set[str]:
    """Two signs each: enough to tell whether two names speak of the same."""
    return {one + following for one, following in pairwise(text)}


def _pay_in_part(facts: list[Fact], found: dict[int, str]) -> None:
    """首付30%，合同总额100万元 may cost the 30万元, though nobody worked them out.

    合同总额100万元，本年支付30% does. Shares that make up the whole leave it as it is.
    """
    places: dict[int, list[int]] = {}
    for at, fact in enumerate(facts):
        places.setdefault(fact.segment, []).append(at)
    for own in places.values():
        if any(found.get(at) == "share_base" for at in own):
            continue  # the share was worked out
        amounts = [at for at in own if facts[at].kind == "amount"]
        rates = [facts[at] for at in own if facts[at].kind == "rate"]
        paid = [rate for rate in rates if "付" in rate.label and "率" not in rate.label]
        if len(amounts) != 1 or not paid or sum(rate.value for rate in paid) >= 1:
            continue
        (at,) = amounts
        whole = facts[at]
        is_own = "this_year" in whole.marks and "合同" not in whole.label
        if is_own or whole.result.product or whole.marks & {"part", "foreign"}:
            continue
        now = [rate for rate in paid if "this_year" in rate.marks]
        if now:
            facts[at] = _share_of(whole, now[0])
        else:
            due = [rate for rate in paid if "foreign" not in rate.marks] or paid
            whole.alternatives += (whole.value * sum(rate.value for rate in due),)


def _share_of(whole: Fact, rate: Fact) -> Fact:
    result = replace(
        whole.result, value=whole.value * rate.value, share=True, product=True, decimals=None,
        show=f"{whole.result.show} × {rate.result.show}",
    )  # fmt: skip
    return replace(
        whole, result=result, sides=(result,), marks=(whole.marks | rate.marks) - {"total", "whole"}
    )


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
