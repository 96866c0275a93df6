"""What a cost cell says: ``read_cost(name, value)`` gives the amount in 元 and how it came about.

Which figure is the amount, the first rule that applies: an amount marked as this year's; items
with a stated total; the sum of items; the only product or amount. Any text gives a reading, in
time linear in its length; nothing is raised.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from .amounts import Choice, Fault, choose
from .annotations import contradictions_in_brackets, lift_annotations
from .aside import set_aside
from .bare_numbers import count_by_name, counted_in, give_units, spell_out_w
from .cost_reading import CODES, CostReading, Count, Observation, Step, UnitPrice
from .facts import Fact
from .further import spell_out_terms
from .grammar import Parser
from .matching import Match, find_prices, match_prices, may_be_per_unit_too, with_products
from .normalize import normalize
from .shares import take_shares
from .steps import counts_of, steps_of, unit_price
from .tokens import Token, scan
from .units import Unit, counts_in
from .wholes import mark_heads

__all__ = [
    "CODES",
    "CostReading",
    "Count",
    "Observation",
    "Step",
    "UnitPrice",
    "read_cost",
    "read_counts",
]


def read_counts(text: str, name: str = "") -> tuple[Count, ...]:
    """The numbers of things in a text of another row or in a name.

    ``name`` is the indicator's: a bare 60 under 农户数（户） or 培训人数 is 60 户 or 60 人.
    """
    normal = normalize(text)
    facts = Parser(normal.text, scan(normal.text).tokens).parse()
    subject = normalize(name).text
    count_by_name(facts, subject)
    for fact in facts:
        fact.noun = fact.noun or counted_in(subject)  # 补助行政村 | 24个
    return counts_of(_without_parts(facts), normal)


def _without_parts(facts: list[Fact]) -> list[Fact]:
    """男30人，女20人，共50人 and 50人，其中女性20人 are 50人."""
    totals = [fact for fact in facts if fact.marks & {"total", "weak_total"}]
    wholes = totals or [fact for fact in facts if "part" not in fact.marks]
    counted = {unit.group for fact in wholes for unit in fact.result.units}
    return [
        fact for fact in facts
        if fact in wholes or not any(unit.group in counted for unit in fact.result.units)
    ]  # fmt: skip


def read_cost(name: str, value: str) -> CostReading:
    """The reading of a cost row. Any texts; raises nothing."""
    reading = _Reader(name, value).read()
    in_name = _Reader("", name).read()
    if in_name.amount is None or not in_name.sound:
        return reading
    if reading.amount is None and reading.kind == "words" and not reading.possible:
        return replace(
            reading,
            amount=in_name.amount,
            bound=in_name.bound,
            kind=in_name.kind,
            rounding=in_name.rounding,
            from_name=True,
            steps=reading.steps + tuple(replace(step, in_name=True) for step in in_name.steps),
        )
    if reading.amount is not None and reading.amount != in_name.amount:
        whole = Observation("name_differs", 0, len(value), value, in_name.amount, reading.amount)
        return replace(reading, observations=(*reading.observations, whole))
    return reading


_MOST = 24  # entries whose other meanings are tried


class _Reader:
    def __init__(self, name: str, value: str):
        self.name, self.value = name, value
        self.normal = normalize(spell_out_w(value))
        self.scan = scan(self.normal.text)
        self.parser = Parser(self.normal.text, self.scan.tokens)
        self.facts = self.parser.parse()
        self.observations: list[Observation] = []
        self.normal_name = normalize(name)
        self.name_scan = scan(self.normal_name.text)
        self.name_facts = Parser(self.normal_name.text, self.name_scan.tokens).parse()

    def read(self) -> CostReading:
        give_units(self.facts, self.normal.text, self.normal_name.text)
        self._name_says_per()
        mark_heads(self.facts, self.normal.text)
        facts = [fact for fact in self.facts if not self._set_aside(fact)]
        facts = lift_annotations(facts)
        top = [fact for fact in facts if fact.depth == 0]
        aside = set_aside(top, self.normal_name.text)
        worked_out = {top[place].segment for place, code in aside.items() if code == "share_base"}
        for place, code in aside.items():
            self._observe(code, top[place], stated=top[place].value)
        top = [fact for place, fact in enumerate(top) if place not in aside]
        find_prices(top)
        spell_out_terms(top)
        matches = match_prices(top)
        may_be_per_unit_too(top, matches)
        self.ambiguous = any(match.ambiguous for match in matches.values())
        _mark_counted(top, matches)
        self.entries = take_shares(with_products(top, matches), worked_out)
        choice = self._choose(matches)
        self._observe_facts(top)
        contradictions = contradictions_in_brackets(facts)
        for fault in contradictions:
            self._observe_fault(fault)
        self.annotation_faults = bool(contradictions)
        prices = tuple(
            unit_price(fact, self.normal)
            for place, fact in enumerate(top)
            if fact.kind == "price" and place not in matches
        )
        return self._reading(top, matches, choice, prices)

    # -- what each fact is

    def _name_says_per(self) -> None:
        """人均培训成本 | 1000元 is a price per person; 人均会议成本 | 450元/天 is per day too."""
        amounts = [fact for fact in self.facts if fact.kind in ("amount", "price")]
        if len(amounts) != 1 or len(amounts[0].sides) > 1:
            return
        fact = amounts[0]
        if fact.result.product or fact.marks & {"total", "weak_total", "this_year"}:
            return
        per = tuple(
            token.unit for token in self.name_scan.tokens
            if token.kind == "per" and token.unit.group != "年"
        )  # fmt: skip
        if fact.per:
            per = tuple(unit for unit in per if unit.group and not _is_per(fact, unit))
        if per:
            fact.per += per
            fact.kind = "price"

    def _set_aside(self, fact: Fact) -> bool:
        """Facts that hold no amount of this form, with an observation each."""
        if fact.others_bear:
            if fact.kind in ("amount", "price", "count"):
                self._observe("borne_by_others", fact, stated=fact.value)
            return True
        if fact.superseded:
            self._observe("superseded", fact, stated=fact.value)
            return True
        if fact.kind == "range" and fact.result.money:
            self._observe("amount_range", fact)
        if fact.kind == "foreign_money":
            self._observe("foreign_currency", fact)
        if fact.kind == "amount" and fact.marks & {"foreign", "whole"} and not fact.marks & {
            "this_year", "carry",
        }:  # fmt: skip
            self._observe("other_year", fact, stated=fact.value)
        return False

    # -- the amount

    def _choose(self, matches: dict[int, Match]) -> Choice:
        year = next((token.quantity.year for token in self.name_scan.tokens
                     if token.quantity is not None and token.quantity.year), None)  # fmt: skip
        choice = choose(self.entries, year)
        if not choice.faults:
            return choice
        for place, alternative in self._other_entries(matches):
            trial = list(self.entries)
            trial[place] = alternative
            other = choose(trial, year)
            if not other.faults:
                return other
        return choice

    def _other_entries(self, matches: dict[int, Match]) -> Iterator[tuple[int, Fact]]:
        """What an entry can mean that a total stated in the text may bear out, by its place."""
        for place, match in matches.items():
            yield from ((place, alternative) for alternative in match.alternatives)
        for place, fact in enumerate(self.entries[:_MOST]):
            for value in fact.alternatives:
                yield place, replace(fact, result=replace(fact.result, value=value))

    def _observe_facts(self, top: list[Fact]) -> None:
        for fact in self.facts:
            if fact.arithmetic is False:
                expected = fact.sides[-2].value
                self._observe("arithmetic_wrong", fact, stated=fact.value, expected=expected)
            for token in self._money_factors(fact):
                self._observe("factor_is_money", token)
            if fact.unit_missing:
                self._observe("result_without_unit", fact, stated=fact.value)
            if fact.kind == "amount" and fact.bound in ("≥", ">"):
                self._observe("floor_bound", fact, stated=fact.value)
            if fact.approximate and fact.kind in ("amount", "price"):
                self._observe("approximate", fact, stated=fact.value)
            if fact.kind == "bare":
                self._observe("number_without_unit", fact, stated=fact.value)
            if "yearly" in fact.marks and fact.kind == "amount":
                self._observe("per_year", fact, stated=fact.value)
            if _year_twice(fact):
                self._observe("year_doubled", fact)

    def _money_factors(self, fact: Fact) -> list[Token]:
        """The 140元 of 0.06万元×140元: money where a count is meant."""
        found: list[Token] = []
        moneys: list[Token] = []  # of one product
        first = bisect_left(self.scan.tokens, fact.start, key=lambda token: token.start)
        last = bisect_left(self.scan.tokens, fact.end, key=lambda token: token.start)
        for token in self.scan.tokens[first:last]:
            if token.kind == "quantity" and token.quantity.is_money:
                moneys.append(token)
            elif token.kind == "operator" and token.category not in ("times", "divided"):
                found += _beside_price(moneys)
                moneys = []
        return found + _beside_price(moneys)

    def _observe(self, code: str, fact: Fact | Token, stated=None, expected=None) -> None:
        start, end = self.normal.span(fact.start, fact.end)
        self.observations.append(
            Observation(code, start, end, self.value[start:end], stated, expected)
        )

    # -- the reading

    def _reading(self, top, matches, choice: Choice, prices) -> CostReading:
        for fault in choice.faults:
            self._observe_fault(fault)
        if choice.rounded is not None:
            self._observe_fault(choice.rounded)
        ambiguous = self.ambiguous and not choice.stated
        for fact in top:
            if fact.kind == "price" and choice.amount is None:
                self._observe("unit_price_open", fact, stated=fact.value)
        if ambiguous:
            for place, match in matches.items():
                if match.ambiguous:
                    self._observe("count_ambiguous", top[place])
        if choice.years_unclear is not None:
            self._observe("years_unclear", choice.years_unclear)
        wrong = any(seen.code == "arithmetic_wrong" for seen in self.observations)
        used = {id(count) for match in matches.values() for count in match.fact.counts}
        for fact in top:
            if (
                fact.kind == "count"
                and id(fact) not in used
                and "span" not in fact.marks
                and matches
            ):
                self._observe("count_unused", fact, stated=fact.value)
        return CostReading(
            self.name,
            self.value,
            choice.amount,
            bound=choice.bound,
            kind=self._kind(top, matches, choice, prices),
            steps=tuple(steps_of(self.entries, choice, self.normal, len(self.value))),
            observations=tuple(sorted(self.observations, key=lambda seen: seen.start)),
            prices=() if choice.stated else prices,
            counts=counts_of(self.facts, self.normal),
            factors=self._factors(matches),
            has_breakdown=any(
                fact.kind == "amount" and any(side.product for side in fact.sides)
                for fact in (*self.facts, *(match.fact for match in matches.values()))
            ),
            name_counts=counts_of(self.name_facts, self.normal_name),
            alternatives=_other_amounts(self.entries, matches, choice),
            rounding=choice.rounding,
            sound=not wrong and not choice.faults and not self.annotation_faults,
            approximate=choice.approximate,
            ambiguous=ambiguous,
            possible=choice.possible or self._products_without_unit(top, choice),
            effort=self.scan.steps + self.parser.steps + len(self.facts),
        )

    def _products_without_unit(self, top: list[Fact], choice: Choice) -> tuple[Decimal, ...]:
        """工资2800×2人×12月 are 元 only if the total of the form says so."""
        bare = [fact for fact in top if fact.kind in ("bare", "count") and fact.result.product]
        if choice.amount is not None or len(bare) != 1 or len(top) != 1:
            return ()
        return (bare[0].value,) if bare[0].result.bare and bare[0].result.units else ()

    def _observe_fault(self, fault: Fault) -> None:
        self._observe(fault.code, fault.fact, stated=fault.stated, expected=fault.expected)

    def _factors(self, matches) -> tuple[Count, ...]:
        """Counts inside the products of the text, and those that prices were matched with."""
        spans = [(f.start, f.end) for f in self.facts if f.kind == "amount" and not f.counts]
        inside: list[Count] = []
        place = 0
        for token in self.scan.tokens:
            while place < len(spans) and spans[place][1] <= token.start:
                place += 1
            if place == len(spans):
                break
            unit = token.quantity.unit if token.quantity is not None else None
            if unit is None or unit.kind not in ("count", "period"):
                continue
            if token.start >= spans[place][0]:
                start, end = self.normal.span(token.start, token.end)
                written = self.value[start:end]
                inside.append(Count(token.quantity.value, (unit,), written, "", start, end))
        matched = [count for match in matches.values() for count in match.fact.counts]
        found = {count.start: count for count in (*inside, *counts_of(matched, self.normal))}
        return tuple(found[start] for start in sorted(found))

    def _kind(self, top, matches, choice: Choice, prices) -> str:
        if choice.amount is not None:
            return choice.kind
        if prices:
            return "unit_price"
        if any(fact.kind == "rate" for fact in top):
            return "rate"
        return "words"


def _is_per(fact: Fact, unit: Unit) -> bool:
    return any(counts_in(unit, own) for own in fact.per)


def _mark_counted(facts: list[Fact], matches: dict[int, Match]) -> None:
    """The 2万元 of 一等奖1名奖励2万元 is for that one, and no product of other counts."""
    used = {id(count) for match in matches.values() for count in match.fact.counts}
    for count, amount in pairwise(facts):
        if count.kind == "count" and amount.kind == "amount" and count.clause == amount.clause:
            amount.counted, amount.made = id(count) not in used, id(count) in used


def _other_amounts(entries, matches: dict[int, Match], choice: Choice) -> tuple[Decimal, ...]:
    """What else the text can mean, in 元, where counts, years or shares leave it open."""
    if choice.amount is None:
        return ()
    others = [value - choice.amount for value in choice.alternatives]
    match = next(iter(matches.values())) if len(matches) == 1 else None
    if match is not None and not choice.stated and any(e is match.fact for e in entries):
        others += [other.value - match.fact.value for other in match.meanings]
    amounts = [fact for fact in entries if fact.kind == "amount"]
    if sum(fact.value for fact in amounts) == choice.amount:
        others += [other - fact.value for fact in amounts for other in fact.alternatives]
    return tuple(sorted({choice.amount + other for other in others}))


def _beside_price(moneys: list[Token]) -> list[Token]:
    price = next((token for token in moneys if token.quantity.per), moneys[0] if moneys else None)
    return [token for token in moneys if token is not price]


def _year_twice(fact: Fact) -> bool:
    yearly = any(unit.group == "年" for side in fact.sides for unit in side.per)
    return yearly and fact.label.startswith("年") and not fact.label.startswith("年度")
