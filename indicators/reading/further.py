"""Counts beside a unit price that it is not per, and that are factors all the same.

``补助1200元/月，20人，12个月``: the price is per month and no word says per person, yet the people
multiply it. Which counts do, their unit tells: months and people do, 30座 and 宽4.5米 never.
"""

from dataclasses import dataclass, field, replace
from decimal import Decimal

from .facts import Fact
from .units import SIZES, Unit

#: Of what 30座 and 5孔 speak is described, as by a size.
_DESCRIBING = SIZES | {"座", "孔"}
_OCCASIONS = frozenset({"次", "期", "轮", "届", "回", "趟", "人次", "人天", "天", "小时", "年"})
_TERMS = frozenset({"月", "季度", "半年", "学期", "学年", "周"})
#: How long something may take or lasts, and what a thing is like.
_NO_FACTOR = (
    "工期", "建设", "施工", "周期", "时限", "完成", "质保", "保修", "试运行", "试用", "规格",
    "型号", "工龄", "年龄", "满", "超过", "以上",
)  # fmt: skip
_AUDIENCE = ("服务", "覆盖", "惠及", "受益", "面向", "涉及", "辐射", "对象")
#: What is paid to persons, each of them.
_PAY = (
    "工资", "薪", "补贴", "补助", "津贴", "生活费", "报酬", "保障金", "低保", "社保", "慰问",
    "伙食", "餐费", "抚恤", "养老金", "救助",
)  # fmt: skip

#: Periods, the shortest first.
_LENGTHS = ("分钟", "小时", "天", "周", "月", "季度", "学期", "半年", "学年", "年")
_DAY = _LENGTHS.index("天")
_NEAR = 24  # facts to look at on either side of a price


@dataclass(slots=True)
class Further:
    """The places of further factors: those that surely are, likely are and only possibly."""

    surely: list[int] = field(default_factory=list)
    likely: list[int] = field(default_factory=list)
    possibly: list[int] = field(default_factory=list)


def idle_spans(facts: list[Fact]) -> set[int]:
    """The places of months that are no number of them: 全年12个月, 1月1万元."""
    monthly = {
        fact.segment for fact in facts
        if fact.kind == "count" and "term" not in fact.marks and _has(fact, {"月"})
    }  # fmt: skip
    return {
        place for place, fact in enumerate(facts)
        if ("term" in fact.marks and fact.segment in monthly) or _is_month_of_year(facts, place)
    }  # fmt: skip


def _is_month_of_year(facts: list[Fact], place: int) -> bool:
    fact = facts[place]
    following = facts[place + 1] if place + 1 < len(facts) else None
    is_month = fact.kind == "count" and [unit.surface for unit in fact.result.units] == ["月"]
    return is_month and following is not None and (
        following.kind == "amount" and following.start == fact.end
    )  # fmt: skip


def spell_out_terms(facts: list[Fact]) -> None:
    """What a price per 月 or 季度 finds in its sentence: 租用1年 is 12个月, 全年 is 4个季度."""
    priced = {(f.segment, unit.group) for f in facts if f.kind == "price" for unit in f.per}
    counted = {
        (f.segment, unit.group) for f in facts if f.kind == "count" for unit in f.result.units
    }
    open_terms = priced - counted
    for fact in facts:
        if fact.kind != "count" or fact.bound or any(word in fact.label for word in _NO_FACTOR):
            continue
        if _is_one_year(fact) and (fact.segment, "月") in open_terms:
            _become(fact, 12, "月", "个月")
        for group, months in (("季度", 3), ("半年", 6)):
            if "term" in fact.marks and (fact.segment, group) in open_terms:
                _become(fact, int(fact.value) // months, group, f"个{group}")


def _is_one_year(fact: Fact) -> bool:
    return fact.value == 1 and [unit.group for unit in fact.result.units] == ["年"]


def _become(fact: Fact, number: int, group: str, surface: str) -> None:
    value = Decimal(number)
    units = (Unit("period", group, surface),)
    show = f"{number}{surface}"
    fact.result = replace(fact.result, value=value, mantissa=value, units=units, show=show)
    fact.marks -= {"term", "span"}


def further_counts(facts: list[Fact], place: int, others: list[int]) -> Further:
    """Which of the counts at ``others``, of the sentence of the price at ``place``, are factors."""
    price = facts[place]
    found = Further()
    per_period = all(unit.kind == "period" for unit in price.per)
    around = facts[max(0, place - _NEAR) : place + _NEAR + 1]
    alone = not any(
        fact.kind == "price" and fact.segment == price.segment
        for fact in around if fact is not price
    )  # fmt: skip
    things = [i for i in others if _is_thing(facts[i]) and not _described(facts, i)]
    nearest = min(things, key=lambda i: (not _has(facts[i], {"人"}), abs(i - place)), default=None)
    for i in others:
        count = facts[i]
        if count.bound or not count.result.units or _described(facts, i):
            continue
        if _is_thing(count):
            if not per_period or i != nearest:
                continue
            if _directly_beside(count, price) or _is_pay(count, price):
                found.surely.append(i)
            elif alone:
                (found.possibly if _is_audience(count) else found.likely).append(i)
        elif not alone or "term" in count.marks or (per_period and _is_within(count, price)):
            continue
        elif _has(count, _TERMS):
            if "yearly" not in price.marks:
                (found.possibly if "span" in count.marks else found.surely).append(i)
        elif _has(count, _OCCASIONS) and not price.label.endswith("均"):
            found.possibly.append(i)  # an average is over all of the days
    return found


def _is_within(count: Fact, price: Fact) -> bool:
    """24小时 and 2次 are no factors of a price per month, as months are of one per day."""
    longest = max((_length(unit) for unit in price.per), default=0)
    lengths = [_length(unit) for unit in count.result.units]
    if -1 in lengths:  # so many times
        return longest > _DAY
    return max(lengths) <= longest


def _length(unit: Unit) -> int:
    return _LENGTHS.index(unit.group) if unit.group in _LENGTHS else -1


def _has(count: Fact, groups: frozenset[str] | set[str]) -> bool:
    return any(unit.group in groups for unit in count.result.units)


def _is_thing(count: Fact) -> bool:
    """Whether it counts people or things, not how often, how long or how big."""
    units: tuple[Unit, ...] = count.result.units
    counted = bool(units) and all(unit.kind == "count" for unit in units)
    return counted and not _has(count, _OCCASIONS | _DESCRIBING)


def _described(facts: list[Fact], place: int) -> bool:
    """工期3个月 and the 30座 of 30座大巴7辆 describe."""
    count = facts[place]
    if any(word in count.label for word in _NO_FACTOR) or _has(count, _DESCRIBING):
        return True
    following = facts[place + 1] if place + 1 < len(facts) else None
    return (
        following is not None
        and _is_thing(count)
        and following.kind == "count"
        and _is_thing(following)
        and following.clause == count.clause
    )


def _directly_beside(count: Fact, price: Fact) -> bool:
    first, second = sorted((count, price), key=lambda fact: fact.start)
    return first.clause == second.clause and second.start - first.end <= 1


def _is_pay(count: Fact, price: Fact) -> bool:
    return is_pay(price.label + price.noun + count.label) and not _is_audience(count)


def is_pay(text: str) -> bool:
    """Whether a text speaks of what each person is paid."""
    return any(word in text for word in _PAY)


def _is_audience(count: Fact) -> bool:
    return any(word in count.label for word in _AUDIENCE)
