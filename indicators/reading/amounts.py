"""Which of the amounts in a cost text is the cost: totals, items, parts, this year's.

The facts come in the order of the text; unit prices that found their counts are amounts already.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from .expressions import rounding, yuan
from .facts import Fact
from .wholes import (
    is_specific,
    is_this_year,
    left_of_whole,
    over_the_years,
    without_contract,
    without_whole,
)

#: A stated total may stand this far, in 元, from its items: it is their rounding.
TOLERANCE = Decimal(50)
_TOTALS = frozenset({"total", "weak_total", "subtotal", "this_year"})
_FOREIGN = frozenset({"foreign", "whole"})


@dataclass(frozen=True, slots=True)
class Fault:
    code: str
    fact: Fact
    stated: Decimal
    expected: Decimal


@dataclass(slots=True)
class Choice:
    """The amount in 元, or None, and how it was chosen."""

    amount: Decimal | None = None
    kind: str = "words"
    bound: str = ""
    rounding: Decimal = TOLERANCE
    stated: bool = False  # a total was stated, so that open unit prices are information
    approximate: bool = False
    faults: list[Fault] = field(default_factory=list)
    rounded: Fault | None = None
    years_unclear: Fact | None = None
    possible: tuple[Decimal, ...] = ()  # the cost only if the total of the form says the same
    sum_line: str = ""
    alternatives: tuple[Decimal, ...] = ()  # what else a stated amount can mean
    replaced: dict[int, Fact] = field(default_factory=dict)  # by start: the product that fitted


def tolerance(total: Fact) -> Decimal:
    """How far, in 元, a stated total may stand from its items."""
    return max(TOLERANCE, rounding(total.result))


def fits(total: Fact, value: Decimal) -> bool:
    """Whether a stated total is the sum, or its rounding."""
    return abs(total.value - value) <= tolerance(total)


def choose(facts: list[Fact], year: int | None = None) -> Choice:
    """The amount of a cell. ``year`` is the year in the indicator's name, if it has one."""
    amounts = [fact for fact in facts if fact.kind == "amount"]
    faults = _parts_beyond_whole(amounts)
    amounts = without_contract(facts, amounts)
    amounts = without_whole(amounts)
    entries = [
        fact for fact in amounts if "part" not in fact.marks or fact.marks & {"this_year", "carry"}
    ]
    if not entries:
        entries = amounts
    own = left_of_whole(entries, [fact for fact in entries if not _is_foreign(fact)])
    this_year = [fact for fact in own if is_this_year(fact)]
    if not all("part" in fact.marks for fact in this_year):
        # 本年预算70万元，其中上年结转20万元、本年新增50万元: the parts are in it.
        own = [fact for fact in own if "part" not in fact.marks]
        this_year = [fact for fact in this_year if "part" not in fact.marks]
    elif not this_year:
        own = [fact for fact in own if "part" not in fact.marks] or own
    has_foreign = len(own) < len(entries)
    if this_year and (has_foreign or _covers(this_year, own)):
        choice = _choose_this_year(this_year, own, has_foreign)
        choice.alternatives = over_the_years(entries)
    elif own:
        choice = _choose_of_years(own, year) or _settle(own)
        choice.alternatives = _of_years(fact for fact in amounts if "part" in fact.marks)
    else:
        choice = Choice(possible=_whole_or_a_year(entries, amounts))
    choice.alternatives += tuple(fact.value for fact in amounts if "own_share" in fact.marks)
    choice.faults = faults + choice.faults
    choice.replaced = {fact.start: fact for fact in facts if fact.counts}
    return choice


def _is_foreign(fact: Fact) -> bool:
    return bool(fact.marks & _FOREIGN) and not is_this_year(fact) and "carry" not in fact.marks


def _covers(this_year: list[Fact], own: list[Fact]) -> bool:
    """本年安排500万元 covers the cell; 本年设备费2万元 beside other items is one of them."""
    return not any("费" in fact.label and is_specific(fact) for fact in this_year)


def _choose_this_year(this_year: list[Fact], own: list[Fact], has_foreign: bool) -> Choice:
    carried = [fact for fact in own if "carry" in fact.marks and not is_this_year(fact)]
    others = [
        fact
        for fact in own
        if fact.start > this_year[0].start
        and not fact.marks & {"this_year", "carry", "total", "weak_total"}
    ]
    totals = [
        fact for fact in own if fact.marks & {"total", "weak_total"} and not is_this_year(fact)
    ]
    first, rest = this_year[0], this_year[1:]
    amount = sum((fact.value for fact in this_year), Decimal(0))
    if rest and fits(first, amount - first.value):
        amount = first.value
    if others and not carried and not has_foreign:
        return _settle([first, *others, *totals])
    choice = Choice(amount, "amount", first.bound, tolerance(first), stated=True)
    choice.approximate = any(fact.approximate for fact in this_year)
    if carried:
        choice.amount = amount + sum((fact.value for fact in carried), Decimal(0))
        choice.kind = "sum"
        choice.sum_line = _sum_line([*this_year, *carried], choice.amount)
    return choice


def _choose_of_years(own: list[Fact], year: int | None) -> Choice | None:
    """2021年200万元，2022年300万元: the year in the name decides, else nobody can."""
    years = {fact.year for fact in own if fact.year is not None and "carry" not in fact.marks}
    if len(years) == 1:
        return _choose_of_contract(own)
    if len(years) < 2:
        return None
    if year in years:
        return _settle([fact for fact in own if fact.year == year])
    return Choice(years_unclear=next(fact for fact in own if fact.year is not None))


def _choose_of_contract(own: list[Fact]) -> Choice | None:
    """合同总价264万元，2021年支付88万元: the total of the form tells which of the two it is for."""
    if len(own) != 2:
        return None
    whole, of_year = own
    if whole.year is not None or of_year.year is None or whole.value <= of_year.value:
        return None
    if not whole.marks & {"total", "weak_total"} or of_year.marks & {"total", "weak_total"}:
        return None
    return Choice(possible=(whole.value, of_year.value), years_unclear=of_year)


def _whole_or_a_year(entries: list[Fact], amounts: list[Fact]) -> tuple[Decimal, ...]:
    """总投资1200万元，其中2021年安排300万元: which year the form is for, its total tells."""
    whole = [fact for fact in entries if "whole" in fact.marks]
    return (*(fact.value for fact in whole if len(whole) == 1), *_of_years(amounts))


def _of_years(amounts: Iterable[Fact]) -> tuple[Decimal, ...]:
    """The amounts of one year each: 其中2021年安排300万元."""
    return tuple(fact.value for fact in amounts if fact.year is not None and not _is_foreign(fact))


def _parts_beyond_whole(amounts: list[Fact]) -> list[Fault]:
    """其中 lists parts; they may be fewer than the whole, never more."""
    faults = []
    whole: Fact | None = None
    parts = Decimal(0)
    for fact in [*amounts, None]:
        if fact is not None and "part" in fact.marks and not fact.marks & _FOREIGN:
            parts += fact.value
            continue
        if whole is not None and parts - whole.value > tolerance(whole):
            faults.append(Fault("parts_exceed_whole", whole, whole.value, parts))
        whole, parts = fact, Decimal(0)
    return faults


@dataclass(slots=True)
class _Group:
    """Items with the total that was stated for them, or one of both alone."""

    value: Decimal
    facts: list[Fact]
    total: Fact | None = None
    lonely: bool = False  # a total with no items that fit it

    @property
    def head(self) -> Fact:
        return self.total or self.facts[0]


def _settle(entries: list[Fact]) -> Choice:
    faults: list[Fault] = []
    groups = _group(entries, faults)
    groups = _fold_totals(groups, faults)
    value = sum((group.value for group in groups), Decimal(0))
    choice = Choice(value, faults=faults)
    totals = [group for group in groups if group.total is not None]
    choice.stated = bool(totals) and len(totals) == len(groups)
    choice.approximate = any(fact.approximate for group in groups for fact in _decisive(group))
    choice.bound = groups[-1].head.bound or groups[0].head.bound
    choice.rounding = max(
        [TOLERANCE, *(rounding(fact.result) for group in groups for fact in _printed(group))]
    )
    choice.kind = _kind_of(groups)
    for group in totals:
        total = group.total
        if group.facts and total.value != group.value:
            choice.rounded = Fault("total_rounded", total, total.value, group.value)
    facts = [fact for group in groups for fact in (group.facts or [group.head])]
    if len(facts) > 1 and not faults:
        choice.sum_line = _sum_line(facts, value)
    return choice


def _decisive(group: _Group) -> list[Fact]:
    return group.facts or [group.head]


def _printed(group: _Group) -> list[Fact]:
    return [*_decisive(group), group.total] if group.total is not None else _decisive(group)


def _kind_of(groups: list[_Group]) -> str:
    if len(groups) > 1:
        return "sum"
    (group,) = groups
    if group.total is not None:
        return "total"
    return "product" if group.facts[0].result.product or len(group.facts[0].sides) > 1 else "amount"


def _sum_line(facts: list[Fact], value: Decimal) -> str:
    if len(facts) > 12:
        return f"{len(facts)}项合计 {yuan(value)}"
    return " + ".join(yuan(fact.value) for fact in facts) + f" = {yuan(value)}"


def _group(entries: list[Fact], faults: list[Fault]) -> list[_Group]:
    """Totals take the items before them that they fit."""
    groups: list[_Group] = []
    pending: list[Fact] = []
    pending_sum = done_sum = Decimal(0)
    for fact in entries:
        if pending and _contradicts(pending[-1], fact):
            faults.append(Fault("items_do_not_add_up", fact, fact.value, pending[-1].value))
            pending_sum += fact.value - pending[-1].value
            pending[-1] = fact
            continue
        if not fact.marks & _TOTALS and not _sums_up(fact, pending, done_sum + pending_sum):
            if not _restates(pending, groups, fact):
                pending.append(fact)
                pending_sum += fact.value
            continue
        if _head_of(groups, pending, pending_sum) and (
            not fits(fact, pending_sum) or fact.item != pending[0].item
        ):
            groups[-1] = _Group(pending_sum, pending, groups[-1].total)
            pending, pending_sum = [], Decimal(0)
        if pending and fits(fact, pending_sum):
            groups.append(_Group(pending_sum, pending, fact))
            done_sum += pending_sum
        elif own := _of_its_sentence(pending, fact):
            groups.extend(_Group(item.value, [item]) for item in pending[: -len(own)])
            groups.append(_Group(sum((item.value for item in own), Decimal(0)), own, fact))
            done_sum += pending_sum
        elif (groups or pending) and fits(fact, done_sum + pending_sum):
            facts = [item for group in groups for item in _decisive(group)]
            done_sum += pending_sum
            groups = [_Group(done_sum, facts + pending, fact)]
        else:
            groups.extend(_Group(item.value, [item]) for item in pending)
            groups.append(_Group(fact.value, [], fact, lonely=True))
            done_sum += pending_sum + fact.value
        pending, pending_sum = [], Decimal(0)
    if _head_of(groups, pending, pending_sum):
        groups[-1] = _Group(pending_sum, pending, groups[-1].total)
    else:
        groups.extend(_Group(item.value, [item]) for item in pending)
    return groups


def _of_its_sentence(pending: list[Fact], total: Fact) -> list[Fact]:
    """办公费2万元；15人，每人4000元，计6万元: the last items, if the total fits them alone."""
    own = [fact for fact in pending if fact.segment == total.segment]
    is_last = own == pending[len(pending) - len(own) :]
    return own if own and is_last and fits(total, sum(fact.value for fact in own)) else []


def _head_of(groups: list[_Group], pending: list[Fact], pending_sum: Decimal) -> bool:
    """人员经费小计10万元：工资8万元，社保2万元: a total that its items stand behind."""
    if not pending or not groups or not groups[-1].lonely:
        return False
    if _are_two_expenses(groups[-1].total, pending):
        return False
    return fits(groups[-1].total, pending_sum)


def _are_two_expenses(total: Fact, items: list[Fact]) -> bool:
    """培训费共3万元，设备费3万元"""
    return len(items) == 1 and is_specific(items[0]) and is_specific(total)


def _sums_up(fact: Fact, pending: list[Fact], value: Decimal) -> bool:
    """6+3.6=9.6万元 behind its items is their total."""
    is_behind = len(pending) > 1 and pending[-1].item == fact.item
    is_sum = fact.result_of_sum and "−" not in fact.sides[0].show
    return is_sum and is_behind and fits(fact, value)


def _restates(pending: list[Fact], groups: list[_Group], fact: Fact) -> bool:
    """即60000元; or the amount beside the price and count that it is the product of."""
    before = pending[-1] if pending else groups[-1].head if groups else None
    if before is None:
        return False
    if _is_made_in_bracket(before, fact):
        return fits(fact, before.value)
    if fact.value != before.value:
        return False
    if "restate" in fact.marks:
        return True
    if fact.segment != before.segment:
        return False
    if fact.result.share != before.result.share:
        return True  # 合同价100万元的30%，计30万元
    if before.result.summed and not fact.result.product and not fact.result.summed:
        return "费" not in fact.label  # 50万元减5万元，按45万元安排
    if bool(fact.counts) == bool(before.counts) or fact.counted or before.counted:
        return False
    return bool(fact.counts) or fact.made or "费" not in fact.label


def _is_made_in_bracket(product: Fact, fact: Fact) -> bool:
    """派遣费（3人，3333.33元/月/人，12个月）约12万元"""
    return bool(product.counts) and fact.label.startswith(")") and not fact.label.strip(")约共计为")


def _contradicts(product: Fact, fact: Fact) -> bool:
    """椅子（100元/把，300把）4万元"""
    return _is_made_in_bracket(product, fact) and not fits(fact, product.value)


def _fold_totals(groups: list[_Group], faults: list[Fault]) -> list[_Group]:
    """What is left of several totals: one said twice, one before its items, or one an item."""
    if len(groups) == 1:
        return groups
    lonely = [group for group in groups if group.lonely]
    if not lonely:
        return groups
    for total in lonely:
        rest = [group for group in groups if group is not total]
        rest = [group for group in rest if not (group.lonely and group.value == total.value)]
        value = sum((group.value for group in rest), Decimal(0))
        if not rest:
            return [total]
        facts = [fact for group in rest for fact in _decisive(group)]
        if fits(total.total, value) and not _are_two_expenses(total.total, facts):
            return [_Group(value, facts, total.total)]
    if _each_names_its_own(groups, lonely):
        return groups
    stated = _the_total(lonely)
    rest = sum((group.value for group in groups if not group.lonely), Decimal(0))
    faults.append(Fault("items_do_not_add_up", stated.total, stated.value, rest))
    return [stated]


def _each_names_its_own(groups: list[_Group], lonely: list[_Group]) -> bool:
    """培训费共3万元，设备费共2万元: a total for each expense, and no total of all."""
    if any("total" in group.total.marks and not is_specific(group.total) for group in lonely):
        return len({group.total.item for group in lonely}) == len(groups)
    return all(is_specific(group.head) or group.head.counted for group in groups) or all(
        group.total is not None for group in groups
    )


def _the_total(lonely: list[_Group]) -> _Group:
    strong = [group for group in lonely if "total" in group.total.marks]
    return (strong or lonely)[-1]
