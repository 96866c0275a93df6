"""Per cents beside amounts: what was worked out from a whole, and what of a whole is the cost.

- ``合同价100万元，预付30%，计30万元``: the whole that a share was taken of is no cost
- ``工程费80万元，监理费2%，1.6万元``: a share that comes on top
- ``贷款1000万元，按3%贴息``: only the share is the cost, though nobody worked it out
"""

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from .amounts import tolerance
from .facts import Fact

_NEAR = 3  # facts to look at on either side
#: A share that comes on top of what it is reckoned from.
_ADDED = ("配套", "另加", "加收", "附加", "另计", "另付")
#: What is done with a share of a whole that is no cost itself: 按工资总额的2%计提.
_TAKEN = ("贴息", "计提", "提取", "计取", "收取", "给予补", "给予奖")
_LENT = ("贷款", "本金", "债券", "借款")
_WHOLES = (*_LENT, "总额", "合同", "基数", "收入", "销售", "造价", "投资")
_BORNE = ("补贴", "补助", "奖补", "承担", "负担")
_OURS = ("财政", "县级", "区级", "市级", "本级", "我县", "我区", "我市")


def is_share(part: Fact, whole: Fact, rate: Fact) -> bool:
    """Whether ``part`` is that share of ``whole``, or what is left or comes to with it."""
    share = rate.value
    return any(
        abs(whole.value * factor - part.value) <= tolerance(part)
        for factor in (share, 1 - share, 1 + share)
    )


def base_of_share(facts: list[Fact], place: int, name: str) -> int | None:
    """The place of the whole that the per cent at ``place`` was taken of, if that is no cost.

    ``name`` is the indicator's.
    """
    rate = facts[place]
    if "占" in rate.label or rate.value in (0, 1):
        return None
    for base in reversed(range(max(0, place - _NEAR), place)):
        for part in range(place, min(len(facts), place + _NEAR)):
            if (
                are_alike(facts[base], facts[part])
                and not (facts[base].marks | facts[part].marks) & {"part", "this_year", "foreign"}
                and is_share(facts[part], facts[base], rate)
            ):
                if _is_in_total(facts[base], rate):
                    facts[part].marks |= {"part", "own_share"}
                    return None
                return None if _adds_to_base(facts[base], rate, facts[part], name) else base
    return None


def are_alike(one: Fact, other: Fact) -> bool:
    """Two amounts, or two prices, of one sentence."""
    is_money = one.kind == other.kind and one.kind in ("amount", "price")
    return is_money and one.segment == other.segment


def _is_in_total(base: Fact, rate: Fact) -> bool:
    """合计9.6万元，县级配套30%即2.88万元 costs all of it, or our part: nobody adds them."""
    speaks_of_bearer = any(word in rate.label for word in (*_BORNE, "配套"))
    return speaks_of_bearer and bool(base.marks & {"total", "weak_total"})


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


def take_shares(facts: list[Fact], worked_out: Iterable[int]) -> list[Fact]:
    """The facts with each whole that only a share of is the cost as that share.

    ``facts`` hold products for prices that found their counts; in the segments ``worked_out`` the
    shares stand as amounts already.
    """
    known = set(worked_out)
    places: dict[int, list[int]] = {}
    for at, fact in enumerate(facts):
        places.setdefault(fact.segment, []).append(at)
    taken = list(facts)
    for segment, own in places.items():
        amounts = [at for at in own if facts[at].kind == "amount"]
        rates = [f for f in (facts[at] for at in own) if f.kind == "rate" and "part" not in f.marks]
        if segment not in known and len(amounts) == 1 and rates:
            (at,) = amounts
            if not facts[at].marks & {"part", "foreign"}:
                taken[at] = _taken(facts[at], rates)
    return taken


def _taken(whole: Fact, rates: list[Fact]) -> Fact:
    for speaks in (_is_taken, _is_borne):
        shares = [rate for rate in rates if speaks(rate, whole)]
        if len(shares) == 1 and 0 < shares[0].value < 1:
            return _share_of(whole, shares[0])
    return _paid_in_part(whole, [rate for rate in rates if _is_paid(rate)])


def _is_taken(rate: Fact, whole: Fact) -> bool:
    """贷款1000万元，按3%贴息 · 贴息率3.5%，贷款余额2000万元"""
    speaks = rate.label + rate.noun
    if any(word in whole.label for word in _LENT) and ("息" in speaks or "利率" in speaks):
        return True
    return any(word in whole.label for word in _WHOLES) and rate.noun.startswith(_TAKEN)


def _is_borne(rate: Fact, whole: Fact) -> bool:
    """每亩保费40元，财政补贴60%，2万亩"""
    if "restate" in whole.marks or whole.label.endswith(_BORNE):
        return False  # 财政补贴90%，即每户补贴900元
    return rate.label.endswith(_BORNE) and any(own in rate.label for own in _OURS)


def _is_paid(rate: Fact) -> bool:
    return "付" in rate.label and "率" not in rate.label


def _paid_in_part(whole: Fact, paid: list[Fact]) -> Fact:
    """首付30%，合同总额100万元 may cost the 30万元; 本年支付30% does.

    Shares that make up the whole leave it as it is.
    """
    is_own = "this_year" in whole.marks and "合同" not in whole.label
    if is_own or whole.result.product or not paid or sum(rate.value for rate in paid) >= 1:
        return whole
    now = [rate for rate in paid if "this_year" in rate.marks]
    if now:
        return _share_of(whole, now[0])
    due = [rate for rate in paid if "foreign" not in rate.marks] or paid
    possible = whole.value * sum(rate.value for rate in due)
    return replace(whole, alternatives=(*whole.alternatives, possible))


def _share_of(whole: Fact, rate: Fact) -> Fact:
    result = replace(
        whole.result, value=whole.value * rate.value, share=True, product=True, decimals=None,
        show=f"{whole.result.show} × {rate.result.show}",
    )  # fmt: skip
    return replace(
        whole, result=result, sides=(result,), marks=(whole.marks | rate.marks) - {"total", "whole"}
    )
