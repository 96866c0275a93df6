"""The grammar of cost texts: tokens in, facts out.

A fact is one thing that the text says: an amount, a price per unit, a count, a rate. The parser
goes through the tokens once; a bracket that is no arithmetic (其中…, 含税, 大写…) is read after
the text around it and hangs on the fact it explains.
"""

from dataclasses import dataclass, field, replace
from decimal import Decimal

from .expressions import Factor, Side, complete, evaluate, factor_of, holds, left_over_per
from .tokens import ANY, Token
from .units import Unit

_MAX_DEPTH = 12
_BOUNDS = {"at_most": "≤", "less": "<", "at_least": "≥", "more": ">"}
_BOUNDS_BEHIND = {"at_most_after": "≤", "at_least_after": "≥"}
_MARKS = {"total", "weak_total", "subtotal", "this_year", "carry", "foreign", "whole", "restate"}
_OUR_OWN = ("财政", "本单位", "我", "本项目", "本局", "本级", "项目资金", "专项资金", "项目承担")


@dataclass(slots=True, eq=False)
class Fact:
    """One thing said. ``kind``: amount, price, count, rate, bare, range or foreign_money.

    ``value`` is in 元 for amounts and prices. ``sides`` are the sides of an equation.
    """

    kind: str
    start: int
    end: int
    result: Factor
    sides: tuple[Factor, ...] = ()
    arithmetic: bool | None = None
    label: str = ""
    noun: str = ""
    marks: frozenset[str] = frozenset()
    bound: str = ""
    approximate: bool = False
    per: tuple[Unit, ...] = ()
    clause: int = 0
    segment: int = 0
    item: int = 0
    depth: int = 0
    anchor: "Fact | None" = None
    used: bool = False
    counts: "tuple[Fact, ...]" = ()  # what a price was multiplied by
    unit_missing: bool = False
    others_bear: bool = False
    year: int | None = None

    @property
    def value(self) -> Decimal:
        return self.result.value

    @property
    def result_of_sum(self) -> bool:
        return len(self.sides) > 1 and self.sides[0].summed


@dataclass(slots=True)
class _Open:
    """An expression that is being built."""

    start: int
    end: int = 0
    sides: list[list[tuple[str, Factor]]] = field(default_factory=lambda: [[]])
    operator: str = ""  # waiting for its operand; "=" opened a new side
    marks: frozenset[str] = frozenset()
    bound: str = ""
    per: tuple[Unit, ...] = ()
    approximate: bool = False
    label: str = ""
    noun: str = ""
    fact: Fact | None = None
    annotated: bool = False
    is_group: bool = False
    part: bool = False
    year: int | None = None
    place: tuple[int, int, int] = (0, 0, 0)  # clause, segment, item
    closed: bool = False  # a separator came; only an operator can go on with it

    @property
    def expecting(self) -> bool:
        return bool(self.operator) or not self.sides[-1]


@dataclass(slots=True)
class _Job:
    first: int
    last: int
    depth: int
    host: _Open | None
    clause: int
    segment: int
    item: int


class Parser:
    """Reads the tokens of one text. ``facts`` come in the order of the text."""

    def __init__(self, text: str, tokens: list[Token]):
        self.text = text
        self.tokens = tokens
        self.facts: list[Fact] = []
        self.steps = 0
        self.pure = _pure_brackets(tokens)
        self.clause = self.segment = self.item = 0
        self.clauses_used = 0

    def parse(self) -> list[Fact]:
        jobs = [_Job(0, len(self.tokens), 0, None, 0, 0, 0)]
        while jobs:
            job = jobs.pop()
            jobs.extend(self._parse_run(job))
        self.facts.sort(key=lambda fact: fact.start)
        return self.facts

    # -- one run of tokens: the whole text, or the inside of a bracket

    def _parse_run(self, job: _Job) -> list[_Job]:
        self.depth, self.host = job.depth, job.host
        self.clause, self.segment, self.item = job.clause, job.segment, job.item
        self.part = self.part_through = False
        self._reset_clause(self.tokens[job.first].start if job.first < job.last else 0)
        self.stack: list[_Open] = []
        self.open: _Open | None = None
        self.last_fact: Fact | None = None
        later: list[_Job] = []
        index = job.first
        while index < job.last:
            self.steps += 1
            token = self.tokens[index]
            if token.kind == "open" and not self._opens_group(index):
                if self.open is not None and self.open.closed:
                    self._finish()
                host = self.open
                if host is not None and token.partner > index and job.depth < _MAX_DEPTH:
                    host.annotated = True
                    later.append(
                        _Job(index + 1, token.partner, job.depth + 1, host,
                             self.clause, self.segment, self.item)
                    )  # fmt: skip
                    index = token.partner + 1
                    continue
            else:
                self._take(index, token)
            index += 1
        self._finish()
        return later

    def _opens_group(self, index: int) -> bool:
        """Whether the bracket holds arithmetic and stands where an operand can stand."""
        return self.pure[index] and (self.open is None or self.open.expecting)

    def _take(self, index: int, token: Token) -> None:
        match token.kind:
            case "quantity":
                self._operand(token, factor_of(token.quantity), token.quantity.date)
            case "open":
                self.stack.append(self.open or self._new(token.start))
                self.open = _Open(token.start, is_group=True)
            case "close":
                self._close(token)
            case "operator":
                self._operator(index, token)
            case "separator":
                self._separator(token)
            case "list":
                self._finish()
                self.item += 1
                self._new_segment(token.end)
                if not self.part_through:
                    self.part = False
            case "per":
                self._finish()
                self.pending_per += (token.unit,)
            case "word":
                self._word(index, token)
            case _:
                self._text(token)

    def _new(self, start: int) -> _Open:
        made = _Open(
            start,
            marks=frozenset(self.pending_marks),
            bound=self.pending_bound,
            per=self.pending_per,
            approximate=self.pending_approximate,
            label=self.text[self.label_start : start].strip(),
            part=self.part,
            year=self.pending_year,
            place=(self.clause, self.segment, self.item),
        )
        self.pending_marks = set()
        self.pending_bound, self.pending_per, self.pending_approximate = "", (), False
        return made

    def _operand(self, token: Token, factor: Factor, date: bool) -> None:
        if date and not (factor.units and self.open is not None and self.open.operator):
            self._finish()
            self._month_span(token, factor)
            return
        if self.open is not None and not self.open.expecting:
            if token.quantity.discount and not self.open.closed:
                self.open.operator = "times"  # 12万元打八折
            else:
                self._finish()
        if self.open is None:
            self.open = self._new(token.start)
        self._append(factor, token.end)

    def _append(self, factor: Factor, end: int) -> None:
        current = self.open
        current.sides[-1].append((current.operator or "times", factor))
        current.operator = ""
        current.end = end

    def _month_span(self, token: Token, factor: Factor) -> None:
        """1-6月 outside an expression is a count of six months; other dates say nothing."""
        if factor.units:
            self._add(Fact("count", token.start, token.end, factor, marks=frozenset({"span"})))
        elif token.quantity.year is not None:
            self.pending_year = token.quantity.year
        self.label_start = token.end

    def _close(self, token: Token) -> None:
        if not self.stack or self.open is None or not self.open.is_group:
            return
        group, self.open = self.open, self.stack.pop()
        worth = _worth_of_group(group, token)
        if worth is not None:
            self._append(worth, token.end)

    def _operator(self, index: int, token: Token) -> None:
        category = token.category
        if self.open is None:
            if category == "equals":
                self.pending_bound = "="
            return
        if self.open.expecting:
            return
        following = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        direct = following is not None and following.kind in ("quantity", "open")
        if category in ("dash", "divided") and (self.open.closed or not direct):
            self._finish()
            return
        if category == "equals":
            self.open.sides.append([])
        else:
            self.open.operator = category
        self.open.closed = False

    def _separator(self, token: Token) -> None:
        if self.open is not None and self.open.is_group:
            return
        if self.open is None or not self.open.expecting:
            # An operator on the next line goes on with the expression before it.
            self._close_clause()
        if token.category in ("strong", "line"):
            self._new_segment(token.end)
            if token.category == "strong" and not self.part_through:
                self.part = False
        else:
            self._new_clause(token.end)

    def _word(self, index: int, token: Token) -> None:
        category = token.category
        current = self.open
        if category in _BOUNDS_BEHIND or category == "approx_after":
            if current is not None and self.text[current.end : token.start].strip() == "":
                current.bound = current.bound or _BOUNDS_BEHIND.get(category, "")
                current.approximate = current.approximate or category == "approx_after"
            return
        if current is not None and current.expecting:
            current.approximate = current.approximate or category == "approx"
            return
        if category == "approx":
            self._finish()
            self.pending_approximate = True
        elif category in _BOUNDS:
            self._finish()
            self.pending_bound = _BOUNDS[category]
        elif category in _MARKS:
            self._finish()
            self._mark(category)
        elif category == "change":
            self._finish()
            if self._number_follows(index):
                self.pending_marks.add("foreign")
        elif category == "part":
            self._finish()
            whole = next((f for f in reversed(self.facts[-3:]) if f.kind == "amount"), None)
            self.part = True
            colon = self.text[token.end : token.end + 1] == ":"
            self.part_through = colon or (
                whole is not None and bool(whole.marks & {"total", "weak_total", "this_year"})
            )
            self.label_start = token.end
        elif category == "bearing":
            self._bearing(token)
        elif category in ("whole_year", "half_year"):
            self._finish()
            months = Decimal(12 if category == "whole_year" else 6)
            month = Unit("period", "月", "个月")
            factor = Factor(months, months, Decimal(1), f"{months}个月", units=(month,))
            self._add(Fact("count", token.start, token.end, factor, marks=frozenset({"span"})))
        elif category == "quantity":
            self._finish()
            self.pending_marks.add("quantity")
        else:
            self._text(token)

    def _number_follows(self, index: int) -> bool:
        following = self.tokens[index + 1 : index + 3]
        if following and following[0].category == "approx":
            following = following[1:]
        return bool(following) and following[0].kind == "quantity"

    def _mark(self, category: str) -> None:
        if category in ("total", "subtotal", "weak_total"):
            self.part = self.part_through = False
        if category == "restate" and self.last_fact is None:
            return
        self.pending_marks.add(category)

    def _bearing(self, token: Token) -> None:
        """由各单位承担: the amounts of this clause, or of the one before, are not this form's."""
        self._finish()
        clause_text = self.text[self.clause_start : token.start].strip()
        if any(word in clause_text for word in _OUR_OWN):
            return
        bare = (
            clause_text.startswith(("由", "自", "均由", "全部由", "全由", "费用由"))
            or not clause_text
        )
        own = [fact for fact in self.facts[-4:] if fact.clause == self.clause]
        for fact in own or self.facts[-4:]:
            before = fact.clause == self.clause - 1 and fact.segment == self.segment
            if own or (before and (bare or fact.kind == "count")):
                fact.others_bear = True

    def _text(self, token: Token) -> None:
        current = self.open
        if current is None or current.expecting or current.closed:
            return
        if not current.noun:
            current.noun = self.text[token.start : token.end].strip()

    # -- ends

    def _reset_clause(self, start: int) -> None:
        self.pending_marks: set[str] = set()
        self.pending_bound = ""
        self.pending_per: tuple[Unit, ...] = ()
        self.pending_approximate = False
        self.pending_year: int | None = None
        self.clause_start = self.label_start = start

    def _new_clause(self, start: int) -> None:
        self.clauses_used += 1
        self.clause = self.clauses_used
        marks = self.pending_marks
        self._reset_clause(start)
        # 合计：\n6万元 and 本年，安排…: a mark with nothing behind it waits for the next clause.
        self.pending_marks = marks

    def _new_segment(self, start: int) -> None:
        self._new_clause(start)
        self.segment = self.clause

    def _close_clause(self) -> None:
        """A separator: only an operator at the start of the next clause goes on."""
        if self.open is not None and not self.stack:
            self.open.closed = True
        else:
            self._finish()

    def _finish(self) -> None:
        """Turns the open expression into a fact."""
        while self.stack:
            group, self.open = self.open, self.stack.pop()
            worth = _worth_of_group(group, None) if group is not None else None
            if worth is not None:
                self._append(worth, group.end or group.start + 1)
        current = self.open
        if current is None:
            return
        self.open = None
        fact = _fact_of(current)
        if fact is None:
            return
        if fact.kind == "rate":
            # 本年支付30%即14.58万元: the mark is meant for the amount behind.
            self.pending_marks |= fact.marks & {"total", "weak_total", "this_year"}
        if current.part:
            fact.marks |= {"part"}
        current.fact = fact
        fact.year = current.year
        self._add(fact, current.place)
        self.label_start = max(fact.end, self.label_start)

    def _add(self, fact: Fact, place: tuple[int, int, int] | None = None) -> None:
        fact.clause, fact.segment, fact.item = place or (self.clause, self.segment, self.item)
        fact.depth = self.depth
        fact.anchor = self.host.fact if self.host is not None else None
        self.facts.append(fact)
        self.last_fact = fact


def _pure_brackets(tokens: list[Token]) -> list[bool]:
    """For every opening bracket whether it holds nothing but arithmetic, in one pass."""
    pure = [False] * len(tokens)
    stack: list[list] = []  # [index, still pure, operators, depth below]
    for index, token in enumerate(tokens):
        if token.kind == "open":
            stack.append([index, True, 0, 0])
        elif token.kind == "close" and stack and token.partner == stack[-1][0]:
            opening, clean, operators, below = stack.pop()
            near = _is_operator(tokens, opening - 1) or _is_operator(tokens, index + 1)
            pure[opening] = clean and below < _MAX_DEPTH and (operators > 0 or near)
            if stack:
                stack[-1][1] = stack[-1][1] and pure[opening]
                stack[-1][2] += operators
                stack[-1][3] = max(stack[-1][3], below + 1)
        elif stack:
            if token.kind == "operator" and token.category != "equals":
                stack[-1][2] += 1
            elif token.kind != "quantity" or token.quantity.date:
                stack[-1][1] = False
    return pure


def _is_operator(tokens: list[Token], index: int) -> bool:
    return 0 <= index < len(tokens) and tokens[index].kind == "operator"


def _side(pairs: list[tuple[str, Factor]]) -> Side:
    return Side(tuple(f for _, f in pairs), tuple(operator for operator, _ in pairs[1:]))


def _worth_of_group(group: _Open, token: Token | None) -> Factor | None:
    if not group.sides[0]:
        return None
    worth = evaluate(_side(group.sides[0]), in_product=True)
    show = f"（{worth.show}）" if len(group.sides[0]) > 1 else worth.show
    if token is None or token.unit is None:
        return replace(worth, show=show)
    if token.unit.kind == "money":
        scale = token.scale * token.unit.factor
        if worth.money:
            return replace(worth, show=show, per=worth.per + token.tail)
        return replace(
            worth, show=show + ("万元" if scale > 1 else "元"), value=worth.value * scale,
            scale=scale, money=True, bare=False, units=(), per=token.tail,
        )  # fmt: skip
    return replace(
        worth, show=show + token.unit.surface, bare=False, units=(*worth.units, token.unit)
    )


def _fact_of(current: _Open) -> Fact | None:
    filled = [side for side in current.sides if side]
    if not filled:
        return None
    sides: list[Factor] = []
    arithmetic: bool | None = None
    missing = False
    for pairs in filled:
        worth = evaluate(_side(pairs), in_product=len(filled) > 1)
        if sides:
            missing = missing or (worth.bare and sides[-1].money)
            worth = complete(worth, sides[-1])
            held = holds(sides[-1], worth)
            if held is not None:
                arithmetic = held if arithmetic is None else arithmetic and held
        sides.append(worth)
    result = sides[-1]
    if current.operator:
        result = replace(result, is_range=True)  # the last factor is missing
    yearly = any(unit.group == "年" for unit in (*current.per, *result.per))
    per = tuple(unit for unit in (*current.per, *result.per) if unit.group != "年")
    if len(sides) > 1 or result.product:
        # A product took what stood before it: 每人每天150元×20人×3天.
        per = result.open_per if not current.per else _after_product(current, sides)
    return Fact(
        _kind(result, per),
        current.start,
        current.end,
        result,
        tuple(sides),
        arithmetic,
        label=current.label,
        noun=current.noun,
        marks=current.marks | ({"yearly"} if yearly else frozenset()),
        bound=current.bound,
        approximate=current.approximate or result.approximate,
        per=_distinct(per),
        unit_missing=missing,
    )


def _after_product(current: _Open, sides: list[Factor]) -> tuple[Unit, ...]:
    """The units of 每… before a product that none of its factors took."""
    if len(sides) > 1:
        return sides[-1].open_per
    factors = [factor for _, factor in current.sides[0]]
    return left_over_per(current.per, factors)


def _distinct(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    kept: list[Unit] = []
    for unit in units:
        if unit is ANY and kept:
            continue
        if not any(unit.same_as(other) for other in kept):
            kept.append(unit)
    if len(kept) > 1 and ANY in kept:
        kept.remove(ANY)
    return tuple(kept)


def _kind(result: Factor, per: tuple[Unit, ...]) -> str:
    if result.foreign:
        return "foreign_money"
    if result.is_range:
        return "range"
    if result.money:
        return "price" if per else "amount"
    if result.percent:
        return "rate"
    if result.bare:
        return "bare"
    return "count"
