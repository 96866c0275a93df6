"""A bracket behind an amount restates it, lists its parts or shows how it is made."""

from decimal import Decimal

from .amounts import Fault, fits
from .aside import STAGES
from .facts import Fact
from .matching import match_prices, with_products
from .shares import is_share

_NO_PART = frozenset({"foreign", "whole", "this_year", "carry", "net", "gross", *STAGES})


def lift_annotations(facts: list[Fact]) -> list[Fact]:
    """What stands in a bracket behind a count or a price is as if it stood beside it."""
    for fact in facts:
        if fact.depth and (
            fact.anchor is None or fact.anchor.kind != "amount" or fact.anchor.depth
        ):
            fact.depth = 0 if fact.anchor is None or not fact.anchor.depth else fact.depth
    return facts


def contradictions_in_brackets(facts: list[Fact]) -> list[Fault]:
    """What is said in a bracket and does not agree with the amount that it stands behind."""
    inside: dict[int, list[Fact]] = {}
    hosts: dict[int, Fact] = {}
    for fact in facts:
        if fact.depth:
            inside.setdefault(id(fact.anchor), []).append(fact)
            hosts[id(fact.anchor)] = fact.anchor
    found = (_contradiction(hosts[key], children) for key, children in inside.items())
    return [fault for fault in found if fault is not None]


def _contradiction(host: Fact, inside: list[Fact]) -> Fault | None:
    matches = match_prices(inside)
    entries = with_products(inside, matches)
    amounts = [fact for fact in entries if fact.kind == "amount" and not fact.marks & _NO_PART]
    total = sum((fact.value for fact in amounts), Decimal(0))
    others = [other for match in matches.values() for other in match.alternatives]
    if any(fits(host, fact.value) for fact in (*amounts, *others)):
        return None
    if any(is_share(host, f, rate) for f in amounts for rate in entries if rate.kind == "rate"):
        return None
    if fits(host, total) or _is_of_years(inside, host, total):
        return None
    if len(inside) == 1 and amounts and _says_it_again(amounts[0]):
        return Fault("items_do_not_add_up", host, host.value, total)
    parts = all(not fact.result.product for fact in amounts)
    if parts and total < host.value:
        return None
    code = "parts_exceed_whole" if parts else "items_do_not_add_up"
    return Fault(code, host, host.value, total)


def _says_it_again(fact: Fact) -> bool:
    """贰拾万元（¥200000）: nothing else in the bracket, or marked as the same."""
    plain = not (fact.label.strip("¥ :人民币RMBCNY") or fact.noun or fact.bound or fact.marks)
    return (plain and not fact.result.product) or "restate" in fact.marks


def _is_of_years(inside: list[Fact], host: Fact, total: Decimal) -> bool:
    """66万元/年（三年共198万元）"""
    years = [
        fact.value for fact in inside
        if fact.kind == "count" and any(unit.group == "年" for unit in fact.result.units)
    ]  # fmt: skip
    return any(fits(host, total / count) for count in years if count)
