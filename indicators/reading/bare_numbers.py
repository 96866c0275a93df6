"""Numbers printed without a unit: they take that of the cell, or of the indicator's name.

``=9050`` is in 元 where the cell speaks of 元; the 63 under 成本控制数(万元) is 63 万元. Any other
bare number is no amount.
"""

from dataclasses import replace
from decimal import Decimal

from .facts import Fact
from .normalize import sign_at
from .units import SIZES, Unit, scan_unit

_WAN = Decimal(10_000)
_SCALES = {
    Decimal(1): "", Decimal(100): "百", Decimal(1000): "千", _WAN: "万",
    Decimal(100_000_000): "亿",
}  # fmt: skip


def spell_out_w(text: str) -> str:
    """50w as people type 50万: before 元, or where no other money says that W are watts."""
    is_money = not any(sign in text for sign in "元万亿￥¥")
    characters = list(text)
    for at, character in enumerate(text):
        if character not in "wWｗＷ" or not text[at - 1 : at].isdigit():
            continue
        following = sign_at(text, at + 1)
        if following == "元" or (is_money and not following.isalnum()):
            characters[at] = "万"
    return "".join(characters)


def give_units(facts: list[Fact], text: str, name: str) -> None:
    """Turns bare facts into amounts, prices or counts; ``text`` and ``name`` are normalised."""
    _count_what_prices_are_per(facts, text)
    scale = _scale_of(facts)
    stated = _unit_in_brackets(text) or _unit_in_brackets(name)
    items = sum((fact.value for fact in facts if fact.kind == "amount"), Decimal(0))
    for fact in facts:
        if fact.kind != "bare":
            continue
        if "quantity" in fact.marks or _names_count(fact):
            fact.kind = "count"
            fact.marks |= {"quantity"}
        elif scale is not None:
            calculated = len(fact.sides) > 1 or (_counts_things(fact) and scale == 1)
            total = bool(fact.marks & {"total", "weak_total", "subtotal"})
            if calculated or total or fact.per:
                own = Decimal(1) if total and fact.value == items else scale  # 5万元，合计50000
                _make_money(fact, own, fact.per)
                fact.unit_missing = True
        elif stated is not None and not _is_attached(fact, text):
            _make_money(fact, stated[0], (*fact.per, *stated[1]))


def _count_what_prices_are_per(facts: list[Fact], text: str) -> None:
    """蜂箱40群，1200元/群: a price tells which nouns are units here."""
    units = [unit for fact in facts if fact.kind == "price" for unit in fact.per]
    nouns = {unit.surface: unit for unit in units if unit.kind == "other" and unit.surface}
    for fact in facts:
        scaled = text[fact.start : fact.end].endswith(("万", "亿"))
        unit = next((u for noun, u in nouns.items() if fact.noun.startswith(noun)), None)
        if unit is None or not (scaled or fact.kind == "bare"):
            continue
        counted = replace(unit, kind="count")
        show = text[fact.start : fact.end] + unit.surface
        fact.result = replace(fact.result, money=False, units=(counted,), show=show)
        fact.kind = "count"


def count_by_name(facts: list[Fact], name: str) -> None:
    """Gives the only bare number of a row the unit that the indicator's name speaks of."""
    bare = [fact for fact in facts if fact.kind == "bare"]
    unit = _count_in_name(name) if len(bare) == len(facts) == 1 else None
    if unit is None:
        return
    (fact,) = bare
    show = fact.result.show + unit.surface
    fact.result = replace(fact.result, units=(unit,), show=show)
    fact.kind = "count"


def _count_in_name(name: str) -> Unit | None:
    at = name.find("(")
    unit = scan_unit(name, at + 1) if at >= 0 else None
    if unit is None or not name.startswith(")", at + 1 + len(unit.surface)):
        counted = counted_in(name)
        unit = scan_unit(counted, len(counted) - 1) if counted != name else None
    return unit if unit is not None and unit.kind in ("count", "period") else None


def counted_in(name: str) -> str:
    """The 补助行政村 of 补助行政村数量."""
    return name.removesuffix("数量").removesuffix("个数").removesuffix("数")


def _make_money(fact: Fact, scale: Decimal, per: tuple[Unit, ...]) -> None:
    show = f"{fact.result.show}{_SCALES[scale]}元"
    value = fact.result.value * scale
    fact.result = replace(fact.result, value=value, scale=scale, money=True, bare=False, show=show)
    fact.sides = (*fact.sides[:-1], fact.result)
    fact.per = tuple(unit for unit in per if unit.group != "年")
    fact.kind = "price" if fact.per else "amount"


def _is_attached(fact: Fact, text: str) -> bool:
    """3标段 counts something; the 45.5 before a blank is a number of its own."""
    return bool(fact.noun) and sign_at(text, fact.end) != " "


def _scale_of(facts: list[Fact]) -> Decimal | None:
    """The unit that most of the cell is printed in: 元 where any amount is, else 万元."""
    scales = {
        factor.scale
        for fact in facts
        for factor in fact.sides
        if factor.money and not fact.marks & {"total", "weak_total", "whole"}
    } or {factor.scale for fact in facts for factor in fact.sides if factor.money}
    return min(scales) if scales else None


def _unit_in_brackets(text: str) -> tuple[Decimal, tuple[Unit, ...]] | None:
    """The money unit in 成本控制数(万元) or 单位：万元, with what it is per."""
    for mark in ("(", ":", "[", "/", "*", "×"):
        at = text.find(mark)
        while at >= 0:
            start = at + 1
            while (
                start < len(text)
                and text[start] in " ≤≥<>=*×X_-元:单位"
                and not text.startswith("元", start)
            ):
                start += 1
            found = _money_at(text, start)
            if found is not None:
                return found
            at = text.find(mark, start)
    return None


def _money_at(text: str, at: int) -> tuple[Decimal, tuple[Unit, ...]] | None:
    named = {name: scale for scale, name in _SCALES.items() if name}
    scale = named.get(sign_at(text, at), Decimal(1))
    start = at if scale == 1 else at + 1
    unit = scan_unit(text, start)
    if unit is None or unit.kind != "money" or unit.factor != 1:
        return None
    per: list[Unit] = []
    end = start + len(unit.surface)
    if sign_at(text, end) not in ("", ")", "]", "/", "·", ",", ";", "。", " ", "每"):
        return None  # (元坝镇) is no unit
    while sign_at(text, end) in ("/", "·"):
        per_unit = scan_unit(text, end + 1)
        if per_unit is None:
            break
        per.append(per_unit)
        end += 1 + len(per_unit.surface)
    return scale, tuple(u for u in per if u.group != "年")


def _names_count(fact: Fact) -> bool:
    return fact.label.endswith(("数量", "人数", "户数", "数量:", "人数:", "户数:"))


def _counts_things(fact: Fact) -> bool:
    """20次×500 is an amount in all likelihood; 7×24小时 and 2×50kW are not."""
    units = fact.result.units
    return fact.result.product and not any(u.kind == "period" or u.group in SIZES for u in units)
