"""The grammar of cost texts: tokens in, facts out.

The parser goes through the tokens once; a bracket that is no arithmetic (其中…, 含税, 大写…) is
read after the text around it and hangs on the fact it explains.
"""

from dataclasses import dataclass

from .bearing import borne_before, weigh_bearing
from .brackets import MAX_DEPTH, arithmetic_brackets
from .expressions import Factor, factor_of
from .facts import Draft, Fact, fact_of, go_on_with_price, term_of, worth_of_group
from .normalize import sign_at
from .quantities import split
from .tokens import Token, number_follows
from .units import Unit
from .words import BOUNDS, BOUNDS_BEHIND, MARKS

_UNCHANGED = ("持平", "一致", "相同", "不变", "相当", "一样")


@dataclass(slots=True)
class _Job:
    first: int
    last: int
    depth: int
    host: Draft | None
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
        self.clean, self.pure = arithmetic_brackets(tokens)
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
        self.part = self.part_through = self.paused = False
        self.part_of: Fact | None = None
        self._reset_clause(self.tokens[job.first].start if job.first < job.last else 0)
        self.stack: list[Draft] = []
        self.open: Draft | None = None
        self.last_fact: Fact | None = None
        later: list[_Job] = []
        index = job.first
        while index < job.last:
            self.steps += 1
            token = self.tokens[index]
            if token.kind == "open" and self._holds_restating(index):
                self._word(index + 1, self.tokens[index + 1])
                index = token.partner
            elif token.kind == "open" and not self._opens_group(index):
                if self.open is not None and self.open.closed:
                    self._finish()
                host = self.open
                if host is not None and token.partner > index and job.depth < MAX_DEPTH:
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

    def _holds_restating(self, index: int) -> bool:
        """伍万元整（小写）50000元: the bracket speaks of the amount behind it."""
        is_short = self.tokens[index].partner == index + 2
        return is_short and self.tokens[index + 1].category == "restate"

    def _opens_group(self, index: int) -> bool:
        """Whether the bracket holds arithmetic and stands where an operand can stand."""
        if self.open is not None and not self.open.expecting:
            return False
        if self.open is not None and self.open.sides[-1]:
            return self.clean[index]  # 人员经费（20万元）+公用经费（5万元）
        return self.pure[index]

    def _take(self, index: int, token: Token) -> None:
        match token.kind:
            case "quantity":
                self._operand(token, factor_of(token.quantity), token.quantity.date)
            case "open":
                self.stack.append(self.open or self._new(token.start))
                self.open = Draft(token.start, token.end, is_group=True)
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
                self.pending_per += self._per_what(token)
            case "word":
                self._word(index, token)
            case _:
                self._text(token)

    def _per_what(self, token: Token) -> tuple[Unit, ...]:
        """The unit of 每人; for 2名各3000元 that of the count before it, if there is one."""
        if token.unit is not None:
            return split(token.unit)
        before = self.last_fact
        if before is None or before.kind != "count" or before.segment != self.segment:
            return ()
        return before.result.units

    def _new(self, start: int) -> Draft:
        label = self.text[self.label_start : start].strip()
        if label == "原":
            self.pending_marks.add("foreign")  # 100万元（原120万元）
        if self.part:
            self.pending_marks.add("part")
        made = Draft(
            start,
            start,
            marks=frozenset(self.pending_marks),
            bound=self.pending_bound,
            per=self.pending_per,
            approximate=self.pending_approximate,
            label=label,
            listed_behind=self.last_fact if self.paused else None,
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
            if not self.open.closed and self._takes_share(token):
                self.open.operator = "times"
            else:
                self._finish()
        if self.open is None:
            self.open = self._new(token.start)
        self._append(factor, token.end)

    def _takes_share(self, token: Token) -> bool:
        """12万元打八折 · 合同价100万元的30%"""
        if token.quantity.discount:
            return True
        between = self.text[self.open.end : token.start].strip()
        return token.quantity.percent and between == "的" and self.open.sides[-1][-1][1].money

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
        worth = worth_of_group(group, token)
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
        stops = category in ("dash", "divided") and (self.open.closed or not direct)
        if category == "equals" and self.open.closed:  # 2万元×3=6；人工费=8人×7000元
            stops = bool(self.text[self.clause_start : token.start].strip())
        behind = sign_at(self.text, token.end)
        if stops or (behind.isascii() and behind.isalpha()):  # “1+N”网格
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
        self.paused = self.text[token.start] == "、"
        if self.open is None or not self.open.expecting:
            # An operator on the next line goes on with the expression before it.
            self._close_clause()
        if token.category in ("strong", "line"):
            self._new_segment(token.end)
            if self._ends_parts(token):
                self.part = False
        else:
            self._new_clause(token.end)

    def _ends_parts(self, token: Token) -> bool:
        """A list of 其中 ends with its sentence, or with its line where that is whole."""
        if self.part_through or token.category == "strong":
            return not self.part_through
        before = self.open or self.last_fact
        is_listed = before is not None and "part" in before.marks
        return is_listed and sign_at(self.text, token.start - 1) not in "、,:"

    def _word(self, index: int, token: Token) -> None:
        category = token.category
        current = self.open
        if category in BOUNDS_BEHIND or category == "approx_after":
            if current is not None and self.text[current.end : token.start].strip() == "":
                current.bound = current.bound or BOUNDS_BEHIND.get(category, "")
                current.approximate = current.approximate or category == "approx_after"
            return
        if current is not None and current.expecting:
            current.approximate = current.approximate or category == "approx"
            return
        if category == "approx":
            self._finish()
            self.pending_approximate = True
        elif category in BOUNDS:
            self._finish()
            self.pending_bound = BOUNDS[category]
        elif category in MARKS:
            self._finish()
            self._mark(category)
        elif category == "change":
            self._finish()
            if number_follows(self.tokens, index):
                self.pending_marks.add("foreign")
                if any(fact.kind == "amount" for fact in self.facts[-4:]):
                    self.pending_marks.discard("this_year")  # 上年20万元，本年增加5万元
        elif category == "adjusted":
            self._finish()
            if number_follows(self.tokens, index):
                self._supersede()
        elif category == "part":
            self._finish()
            whole = next((f for f in reversed(self.facts[-3:]) if f.kind == "amount"), None)
            self.part, self.part_of = True, whole
            colon = sign_at(self.text, token.end) == ":"
            self.part_through = colon or (
                whole is not None and bool(whole.marks & {"total", "weak_total", "this_year"})
            )
            self.label_start = token.end
        elif category == "bearing":
            self._bearing(token)
        elif category in ("whole_year", "half_year"):
            self._finish()
            self._add(term_of(12 if category == "whole_year" else 6, token))
            if category == "whole_year" and number_follows(self.tokens, index, money=True):
                self.pending_marks.add("weak_total")  # 每月1万元，全年12万元
        elif category == "quantity":
            self._finish()
            self.pending_marks.add("quantity")
        else:
            self._text(token)

    def _supersede(self) -> None:
        """原计划120万元，调整为100万元: the amount before the change no longer holds."""
        for fact in reversed(self.facts[-4:]):
            if fact.item == self.item and fact.kind in ("amount", "price"):
                fact.superseded = True
                return

    def _mark(self, category: str) -> None:
        if category in ("total", "subtotal", "weak_total"):
            self.part = self.part_through = False
        if category == "this_year" and self._is_past_parts_of_project():
            self.part = self.part_through = False
        before = self.last_fact or (self.host.fact if self.host else None)
        if category == "restate" and (before is None or before.kind == "rate"):
            return
        self.pending_marks.add(category)

    def _is_past_parts_of_project(self) -> bool:
        """总投资1200万元，其中：甲700万元，乙500万元。本年安排500万元: the last is no part."""
        whole = self.part_of
        return whole is not None and "whole" in whole.marks and whole.segment != self.segment

    def _bearing(self, token: Token) -> None:
        """由各单位承担: the amounts of this clause, or of the one before, are not this form's."""
        self._finish()
        clause_text = self.text[self.clause_start : token.start].strip()
        for fact in borne_before(self.facts[-4:], clause_text, self.clause, self.segment):
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
        if self.text.endswith(_UNCHANGED, self.clause_start, max(0, start - 1)):
            marks.discard("foreign")  # 与上年持平，15万元
        self._reset_clause(start)
        # 合计：\n6万元 and 本年，安排…: a mark with nothing behind it waits for the next clause.
        self.pending_marks = marks

    def _new_segment(self, start: int) -> None:
        self.pending_marks.discard("quantity")  # a heading of a table
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
            worth = worth_of_group(group, None)
            if worth is not None:
                self._append(worth, group.end)
        current = self.open
        if current is None:
            return
        self.open = None
        fact = fact_of(current)
        if fact is None:
            return
        if current.listed_behind is not None:
            fact.listed = True
            go_on_with_price(current.listed_behind, fact, current.place[1])
        if fact.kind == "rate":
            # 本年支付30%即14.58万元: the mark is meant for the amount behind.
            self.pending_marks |= fact.marks & {"total", "weak_total", "this_year"}
        current.fact = fact
        fact.year = current.year
        weigh_bearing(fact)
        self._add(fact, current.place)
        self.label_start = max(fact.end, self.label_start)

    def _add(self, fact: Fact, place: tuple[int, int, int] | None = None) -> None:
        fact.clause, fact.segment, fact.item = place or (self.clause, self.segment, self.item)
        fact.depth = self.depth
        fact.anchor = self.host.fact if self.host is not None else None
        self.facts.append(fact)
        self.last_fact = fact
