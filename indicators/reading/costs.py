"""What a cost cell says: ``read_cost(name, value)`` gives the amount in 元 and how it came about.

Which figure is the amount, the first rule that applies: an amount marked as this year's; items
with a stated total; the sum of items; the only product or amount. Any text gives a reading, in
time linear in its length; nothing is raised.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from .amounts import Choice, Fault, choose
from .expressions import Factor, number, yuan
from .grammar import Fact, Parser
from .matching import match_prices
from .normalize import Normalized, normalize
from .tokens import ANY, scan
from .units import Unit, scan_unit

_WAN = Decimal(10_000)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing the text says, with its place in the original text.

    ``holds``: whether its arithmetic is right; None where there is none. ``amount`` in 元.
    """

    start: int
    end: int
    text: str
    holds: bool | None = None
    amount: Decimal | None = None
    item: int = 0
    in_name: bool = False  # the span is one of the indicator's name

    def explain(self) -> str:
        """``第3项 （1,000 − 185） × 6个月 = 4,890元 ✓``"""
        prefix = f"第{self.item}项 " if self.item else ""
        mark = {True: " ✓", False: " ✗", None: ""}[self.holds]
        return f"{prefix}{self.text}{mark}"


@dataclass(frozen=True, slots=True)
class Observation:
    """Something a check can make a finding of. Codes: see ``CODES``; amounts in 元."""

    code: str
    start: int
    end: int
    quote: str  # the original text of the span
    stated: Decimal | None = None
    expected: Decimal | None = None


#: Every code an observation can have, and what it means.
CODES = {
    "arithmetic_wrong": "a product or sum is stated wrong: stated, expected",
    "items_do_not_add_up": "the items come to another sum than the stated total: stated, expected",
    "parts_exceed_whole": "what 其中 lists is more than the whole: stated whole, expected parts",
    "total_rounded": "the stated total is the rounding of the items: stated, expected",
    "factor_is_money": "a factor carries a money unit where a count is meant",
    "result_without_unit": "a result was printed without 元; it took the unit of its price",
    "number_without_unit": "a bare number that is no amount: no unit in the text or the name",
    "floor_bound": "the amount has ≥ or > : a cost should be a ceiling",
    "borne_by_others": "an amount that others bear; not counted",
    "other_year": "an amount of other years or of the whole project; not counted",
    "years_unclear": "amounts of several years and none marked as this year's",
    "per_year": "an amount per year (10000元/年): stated; right only if the year is whole",
    "year_doubled": "年…/年: the year is said twice",
    "unit_price_open": "a unit price whose count is not in the text",
    "count_ambiguous": "several counts could belong to the unit price",
    "count_unused": "a count that no product used: stated count",
    "approximate": "约, 左右, 余: not an exact amount",
    "amount_range": "a range instead of an amount",
    "foreign_currency": "an amount in a foreign currency; not counted",
    "name_differs": "the name states another amount than the value: stated name, expected value",
}


@dataclass(frozen=True, slots=True)
class UnitPrice:
    """A price whose count is not in its own text. ``price`` in 元, ``per`` the units it needs."""

    price: Decimal
    per: tuple[Unit, ...]
    show: str
    start: int
    end: int
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things in a text, as 63人 or the six months of 1-6月."""

    number: Decimal
    units: tuple[Unit, ...]
    show: str
    noun: str
    start: int
    end: int
    approximate: bool = False
    is_span: bool = False  # a span of months of a date
    others_bear: bool = False


@dataclass(frozen=True, slots=True)
class CostReading:
    """What a cost cell says. ``amount`` in 元; None where the cell gives none.

    ``kind``: total · sum · product · amount · unit_price · rate · words. ``sound`` is False where
    the cell contradicts itself (wrong arithmetic, items that do not add up): such a cost can't be
    reconciled. ``rounding`` in 元: how far the printed amount may stand from an exact one.
    """

    name: str
    text: str
    amount: Decimal | None
    bound: str = ""
    kind: str = "words"
    steps: tuple[Step, ...] = ()
    observations: tuple[Observation, ...] = ()
    prices: tuple[UnitPrice, ...] = ()
    counts: tuple[Count, ...] = ()  # in the value
    name_counts: tuple[Count, ...] = ()
    factors: tuple[Count, ...] = ()  # the counts that went into products: 181天 of 50元×181天
    alternatives: tuple[Decimal, ...] = ()  # other amounts the text can mean
    rounding: Decimal = Decimal(50)
    sound: bool = True
    approximate: bool = False
    ambiguous: bool = False
    from_name: bool = False  # the amount or its count stands in the indicator's name
    whole_project: Decimal | None = None  # 总投资, where no amount is this year's
    effort: int = 0  # steps of scanner and parser

    def explain(self) -> tuple[str, ...]:
        """One line a step: ``50元 × 181天 = 9,050元 ✓``."""
        return tuple(step.explain() for step in self.steps)

    @property
    def has_breakdown(self) -> bool:
        """Whether the cell shows how an amount is made: unit price × count."""
        return bool(self.factors)

    def observed(self, code: str) -> tuple[Observation, ...]:
        return tuple(seen for seen in self.observations if seen.code == code)


def read_counts(text: str) -> tuple[Count, ...]:
    """The numbers of things in a text of another row or in a name."""
    normal = normalize(text)
    facts = Parser(normal.text, scan(normal.text).tokens).parse()
    return _counts(normal, facts)


def read_cost(name: str, value: str) -> CostReading:
    """The reading of a cost row. Any texts; raises nothing."""
    reading = _Reader(name, value).read()
    if reading.amount is None and not reading.prices and reading.whole_project is None:
        from_name = _Reader("", name).read()
        if from_name.amount is not None and reading.kind == "words" and from_name.sound:
            return replace(
                reading,
                amount=from_name.amount,
                bound=from_name.bound,
                kind=from_name.kind,
                rounding=from_name.rounding,
                from_name=True,
                steps=reading.steps + tuple(replace(s, in_name=True) for s in from_name.steps),
            )
    return reading


class _Reader:
    def __init__(self, name: str, value: str):
        self.name, self.value = name, value
        self.normal = normalize(value)
        self.scan = scan(self.normal.text)
        self.parser = Parser(self.normal.text, self.scan.tokens)
        self.facts = self.parser.parse()
        self.observations: list[Observation] = []
        self.normal_name = normalize(name)
        self.name_scan = scan(self.normal_name.text)
        self.name_facts = Parser(self.normal_name.text, self.name_scan.tokens).parse()

    def read(self) -> CostReading:
        self._give_units()
        self._name_says_per()
        facts = [fact for fact in self.facts if not self._set_aside(fact)]
        facts = _lift_annotations(facts)
        top = [fact for fact in facts if fact.depth == 0]
        matches = match_prices(top)
        self.ambiguous = any(match.ambiguous for match in matches.values())
        choice = self._choose(top, matches)
        self._observe_facts(top)
        self._check_annotations(facts)
        prices = tuple(
            self._unit_price(fact)
            for place, fact in enumerate(top)
            if fact.kind == "price" and place not in matches
        )
        return self._reading(top, matches, choice, prices)

    # -- what each fact is

    def _give_units(self) -> None:
        """Bare numbers take the unit of the cell's other amounts, or of the name's brackets."""
        scale = _scale_of(self.facts)
        from_text = _unit_in_brackets(self.normal.text)
        from_name = from_text or _unit_in_brackets(self.normal_name.text)
        for fact in self.facts:
            if fact.kind != "bare":
                continue
            if "quantity" in fact.marks or _names_count(fact):
                fact.kind = "count"
                fact.marks |= {"quantity"}
                continue
            calculated = len(fact.sides) > 1 or (_counts_things(fact) and scale == 1)
            stated = bool(fact.marks & {"total", "weak_total", "subtotal"})
            if scale is not None and (calculated or stated or fact.per):
                self._make_money(fact, scale, fact.per)
                fact.unit_missing = True
            elif scale is None and from_name is not None and not self._is_attached(fact):
                self._make_money(fact, from_name[0], (*fact.per, *from_name[1]))

    def _is_attached(self, fact: Fact) -> bool:
        """3标段 counts something; the 45.5 before a blank is a number of its own."""
        return bool(fact.noun) and self.normal.text[fact.end : fact.end + 1] != " "

    def _make_money(self, fact: Fact, scale: Decimal, per: tuple[Unit, ...]) -> None:
        fact.result = replace(
            fact.result, value=fact.result.value * scale, scale=scale, money=True, bare=False,
            show=fact.result.show + ("万元" if scale == _WAN else "元"),
        )  # fmt: skip
        fact.sides = (*fact.sides[:-1], fact.result)
        fact.per = tuple(unit for unit in per if unit.group != "年")
        fact.kind = "price" if fact.per else "amount"

    def _name_says_per(self) -> None:
        """人均培训成本 | 1000元 is a price per person."""
        amounts = [fact for fact in self.facts if fact.kind in ("amount", "price")]
        if len(amounts) != 1 or amounts[0].kind != "amount" or len(amounts[0].sides) > 1:
            return
        fact = amounts[0]
        if fact.result.product or fact.marks & {"total", "weak_total", "this_year"}:
            return
        per = tuple(
            token.unit for token in self.name_scan.tokens
            if token.kind == "per" and token.unit.group != "年"
        )  # fmt: skip
        if per:
            fact.per = per
            fact.kind = "price"

    def _set_aside(self, fact: Fact) -> bool:
        """Facts that hold no amount of this form, with an observation each."""
        if fact.others_bear:
            if fact.kind in ("amount", "price", "count"):
                self._observe("borne_by_others", fact, stated=fact.value)
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

    def _choose(self, top: list[Fact], matches) -> Choice:
        entries = [
            matches[place].fact if place in matches else fact for place, fact in enumerate(top)
        ]
        year = next((token.quantity.year for token in self.name_scan.tokens
                     if token.quantity is not None and token.quantity.year), None)  # fmt: skip
        choice = choose(entries, year)
        if not choice.faults:
            return choice
        for place, match in matches.items():
            for alternative in match.alternatives:
                trial = list(entries)
                trial[place] = alternative
                other = choose(trial, year)
                if not other.faults:
                    return other
        return choice

    def _observe_facts(self, top: list[Fact]) -> None:
        for fact in self.facts:
            if fact.arithmetic is False:
                expected = fact.sides[-2].value if len(fact.sides) > 1 else None
                self._observe("arithmetic_wrong", fact, stated=fact.value, expected=expected)
            if any(side.money_twice for side in fact.sides):
                self._observe("factor_is_money", fact)
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

    def _check_annotations(self, facts: list[Fact]) -> None:
        """A bracket behind an amount restates it, lists its parts or shows how it is made."""
        self.annotation_faults = False
        inside: dict[int, list[Fact]] = {}
        hosts: dict[int, Fact] = {}
        for fact in facts:
            if fact.depth and fact.anchor is not None:
                inside.setdefault(id(fact.anchor), []).append(fact)
                hosts[id(fact.anchor)] = fact.anchor
        for key, children in inside.items():
            host = hosts[key]
            matches = match_prices(children)
            entries = [matches[p].fact if p in matches else fact for p, fact in enumerate(children)]
            amounts = [f for f in entries if f.kind == "amount"
                       and not f.marks & {"foreign", "whole", "this_year", "carry"}]  # fmt: skip
            if not amounts or any(_near(fact, host) for fact in amounts):
                continue
            total = sum((fact.value for fact in amounts), Decimal(0))
            if any(
                abs(total - host.value) <= max(Decimal(50), host_rounding)
                for host_rounding in (_rounding(host),)
            ):
                continue
            if any(_near(a, host) for m in matches.values() for a in m.alternatives):
                continue
            parts = all(not fact.result.product for fact in amounts)
            if parts and total < host.value:
                continue
            code = "parts_exceed_whole" if parts else "items_do_not_add_up"
            self._observe(code, host, stated=host.value, expected=total)
            self.annotation_faults = True

    def _observe(self, code: str, fact: Fact, stated=None, expected=None) -> None:
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
            if (
                fact.kind == "price"
                and not any(fact is top[place] for place in matches)
                and choice.amount is None
            ):
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
            steps=self._steps(top, matches, choice),
            observations=tuple(sorted(self.observations, key=lambda seen: seen.start)),
            prices=() if choice.stated else prices,
            counts=_counts(self.normal, self.facts),
            factors=self._factors(matches),
            name_counts=_counts(self.normal_name, self.name_facts),
            alternatives=self._other_amounts(matches, choice),
            rounding=choice.rounding,
            sound=not wrong and not choice.faults and not self.annotation_faults,
            approximate=choice.approximate,
            ambiguous=ambiguous,
            whole_project=choice.whole_project,
            effort=self.scan.steps + self.parser.steps + len(self.facts),
        )

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
        found = {count.start: count for count in (*inside, *_counts(self.normal, matched))}
        return tuple(found[start] for start in sorted(found))

    def _other_amounts(self, matches, choice: Choice) -> tuple[Decimal, ...]:
        if choice.stated or choice.amount is None or len(matches) != 1:
            return ()
        (match,) = matches.values()
        rest = choice.amount - match.fact.value
        return tuple(sorted({rest + other.value for other in match.alternatives}))

    def _kind(self, top, matches, choice: Choice, prices) -> str:
        if choice.amount is not None:
            return choice.kind
        if prices:
            return "unit_price"
        if any(fact.kind == "rate" for fact in top):
            return "rate"
        return "words"

    def _steps(self, top, matches, choice: Choice) -> tuple[Step, ...]:
        steps = []
        for place, fact in enumerate(top):
            shown = matches[place].fact if place in matches else fact
            shown = choice.replaced.get(fact.start, shown)
            if shown.kind in ("amount", "price", "rate"):
                steps.append(self._step(shown))
        if choice.sum_line:
            steps.append(Step(0, len(self.value), choice.sum_line, None, choice.amount))
        return tuple(steps)

    def _step(self, fact: Fact) -> Step:
        start, end = self.normal.span(fact.start, fact.end)
        shows = [side.show for side in fact.sides]
        if fact.kind == "amount":
            if len(fact.sides) == 1 and fact.result.product:
                shows.append(yuan(fact.value))
            elif len(fact.sides) > 1:
                shows[-1] = _in_yuan(fact.result)
        text = " = ".join(shows)
        label = fact.label.strip(" :，。") if fact.kind == "amount" and len(shows) == 1 else ""
        if fact.arithmetic is False and len(fact.sides) > 1:
            text += f"，应为{yuan(fact.sides[-2].value)}"
        amount = fact.value if fact.kind == "amount" else None
        return Step(start, end, f"{label} {text}".strip(), fact.arithmetic, amount, fact.item)

    def _unit_price(self, fact: Fact) -> UnitPrice:
        start, end = self.normal.span(fact.start, fact.end)
        show = fact.result.show
        if not fact.result.per:
            show += "".join(f"/{unit.surface}" for unit in fact.per if unit.surface)
        return UnitPrice(fact.value, fact.per, show, start, end, fact.label + fact.noun)


def _in_yuan(result: Factor) -> str:
    return result.show if result.show.endswith("元") else yuan(result.value)


def _counts(normal: Normalized, facts: list[Fact]) -> tuple[Count, ...]:
    found = []
    for fact in facts:
        if fact.kind == "count":
            start, end = normal.span(fact.start, fact.end)
            found.append(
                Count(
                    fact.value,
                    fact.result.units,
                    fact.result.show,
                    fact.noun,
                    start,
                    end,
                    fact.approximate,
                    "span" in fact.marks,
                    fact.others_bear,
                )  # fmt: skip
            )
    return tuple(found)


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
    scales = {"万": _WAN, "亿": Decimal(100_000_000), "千": Decimal(1000), "百": Decimal(100)}
    scale = scales.get(text[at : at + 1])
    start = at + 1 if scale else at
    unit = scan_unit(text, start) if start < len(text) else None
    if unit is None or unit.kind != "money":
        return None
    per: list[Unit] = []
    end = start + len(unit.surface)
    while text[end : end + 1] in ("/", "·") and end < len(text):
        per_unit = scan_unit(text, end + 1)
        if per_unit is None:
            break
        per.append(per_unit)
        end += 1 + len(per_unit.surface)
    return (scale or Decimal(1)) * unit.factor, tuple(u for u in per if u.group != "年")


def _counts_things(fact: Fact) -> bool:
    """20次×500 is an amount in all likelihood; 7×24小时 is not."""
    return fact.result.product and not any(u.kind == "period" for u in fact.result.units)


def _names_count(fact: Fact) -> bool:
    return fact.label.endswith(("数量", "人数", "户数", "数量:", "人数:", "户数:"))


def _year_twice(fact: Fact) -> bool:
    yearly = any(unit.group == "年" for side in fact.sides for unit in side.per)
    return yearly and fact.label.startswith("年") and not fact.label.startswith("年度")


def _lift_annotations(facts: list[Fact]) -> list[Fact]:
    """What stands in a bracket behind a count or a price is as if it stood beside it."""
    for fact in facts:
        if fact.depth and (
            fact.anchor is None or fact.anchor.kind != "amount" or fact.anchor.depth
        ):
            fact.depth = 0 if fact.anchor is None or not fact.anchor.depth else fact.depth
    return facts


def _rounding(host: Fact) -> Decimal:
    from .expressions import rounding

    return rounding(host.result)


def _near(fact: Fact, host: Fact) -> bool:
    return abs(fact.value - host.value) <= max(Decimal(50), _rounding(host))


__all__ = ["ANY", "CODES", "CostReading", "Count", "Observation", "Step", "UnitPrice",
           "number", "read_cost", "read_counts"]  # fmt: skip
