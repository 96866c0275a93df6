"""Whether the cost indicators of a form add up to its annual total (勾稽).

Amounts are compared in 元. A verdict is one of

- ``reconciled``: equal to the cent;
- ``rounded``: apart by at most 50 元, or 500 元 where the cost is printed in 万元 with exactly one
  decimal;
- ``mismatch``: apart by more, or the cost contradicts itself;
- ``undetermined``: no amount, or a unit price whose count is nowhere. A filled-in cost table
  (成本测算表) always settles it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from indicators.reading.costs import read_cost

from .content import YUAN_PER_WAN, CostItem
from .cost_lines import (
    TOLERANCE,
    Certainty,
    Line,
    Role,
    is_price_of,
    may_be_price,
    read_lines,
    total_of,
    with_items,
    with_roles,
)

Verdict = Literal["reconciled", "rounded", "mismatch", "undetermined"]
#: Why the verdict is what it is.
Reason = Literal[
    "equal", "rounding", "differs", "arithmetic_wrong", "items_do_not_add_up", "no_total",
    "no_amount", "count_missing", "count_ambiguous", "items_incomplete",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The verdict on a form. Amounts in 元; ``difference_yuan`` is amount − total, signed."""

    verdict: Verdict
    reason: Reason
    amount_yuan: Decimal | None
    total_yuan: Decimal | None
    lines: tuple[Line, ...]
    certainty: Certainty
    total_from_parts: bool  # 年度资金总额 is blank; the funding parts stood in for it

    @property
    def difference_yuan(self) -> Decimal | None:
        if self.amount_yuan is None or self.total_yuan is None:
            return None
        return self.amount_yuan - self.total_yuan


def reconcile(
    total_wan: Decimal | None,
    costs: Sequence[tuple[str, str]],
    others: Sequence[tuple[str, str, str]] = (),
    *,
    items: Sequence[CostItem] = (),
    parts_wan: Sequence[Decimal] | None = None,
    positions: Sequence[int] | None = None,
) -> Reconciliation:
    """Whether ``costs``, the (name, value) of the cost rows, come to the annual total.

    ``total_wan`` and ``parts_wan`` (the funding parts, which stand in for a blank total) are in
    万元. ``others`` are the (level-2 name, name, value) of the other rows. ``items`` are the lines
    of the cost table, in 元; ``positions`` gives the place of each cost row in the form, so that an
    item is known to belong to its row. Without it the items' rows are taken in order where their
    number is that of the cost rows; otherwise all items together are the cost of the form.
    Any texts; raises nothing.
    """
    total, from_parts = _total(total_wan, parts_wan)
    readings = [read_cost(name, value) for name, value in costs]
    lines = read_lines(readings, others)
    if items:
        lines, incomplete = with_items(lines, items, positions)
        if incomplete:
            return Reconciliation(
                "undetermined",
                "items_incomplete",
                None,
                total,
                tuple(lines),
                "itemised",
                from_parts,
            )
    return _Judge(lines, total, from_parts).judge()


def _total(
    total_wan: Decimal | None, parts_wan: Sequence[Decimal] | None
) -> tuple[Decimal | None, bool]:
    if total_wan is not None:
        return total_wan * YUAN_PER_WAN, False
    if parts_wan:
        return sum(parts_wan, Decimal(0)) * YUAN_PER_WAN, True
    return None, False


class _Judge:
    """Weighs the lines against the total."""

    def __init__(self, lines: list[Line], total: Decimal | None, from_parts: bool):
        self.total, self.from_parts = total, from_parts
        self.lines = with_roles(lines)

    def judge(self) -> Reconciliation:
        counted = [line for line in self.lines if line.role in ("amount", "total")]
        if not counted:
            return self._without_amount()
        inferred = [line for line in counted if line.certainty == "inferred"]
        certain = [line for line in counted if line.certainty != "inferred"]
        explaining = [line for line in inferred if certain and is_price_of(line, certain)]
        if explaining:
            self._set_role(explaining, "information")
            counted = [line for line in counted if line not in explaining]
            inferred = [line for line in inferred if line not in explaining]
        if certain and inferred and all(may_be_price(line, certain) for line in inferred):
            alone = self._verdict(certain, total_of(certain))
            if alone.verdict in ("reconciled", "rounded"):
                return self._inform(alone, inferred)
            restating = [
                line for line in inferred if any(line.amount_yuan == c.amount_yuan for c in certain)
            ]
            if restating:
                counted = [line for line in counted if line not in restating]
                self._set_role(restating, "information")
        return self._weigh(counted)

    def _weigh(self, counted: list[Line]) -> Reconciliation:
        outcome = self._verdict(counted, total_of(counted))
        if outcome.reason != "differs":
            return outcome
        other = self._other_meaning(counted)
        if other is not None:
            return other
        if any(line.reading.ambiguous for line in counted if line.certainty == "stated"):
            return self._undetermined("count_ambiguous")
        has_total_row = any(line.role == "total" for line in counted)
        is_open = any(line.open_price for line in self.lines if line.role != "part")
        if is_open and not has_total_row and outcome.amount_yuan < self.total:
            return self._undetermined("count_missing")
        return outcome

    def _other_meaning(self, counted: list[Line]) -> Reconciliation | None:
        """Where a text can mean several products, the one that fits the total."""
        for line in counted:
            for amount in line.reading.alternatives if line.certainty == "stated" else ():
                value = total_of(counted) - line.amount_yuan + amount
                if value != self.total:
                    continue
                changed = replace(line, amount_yuan=amount, certainty="inferred")
                self.lines = [changed if own is line else own for own in self.lines]
                chosen = [changed if own is line else own for own in counted]
                return self._verdict(chosen, value)
        return None

    def _verdict(self, counted: list[Line], amount: Decimal) -> Reconciliation:
        certainty = _weakest(counted)
        if self.total is None:
            return self._made("undetermined", "no_total", amount, certainty)
        fault = _fault(counted)
        if fault is not None:
            return self._made("mismatch", fault, amount, certainty)
        difference = abs(amount - self.total)
        allowed = max(
            [TOLERANCE] + [line.reading.rounding for line in counted if line.certainty == "stated"]
        )
        if difference == 0:
            return self._made("reconciled", "equal", amount, certainty)
        if difference <= allowed:
            return self._made("rounded", "rounding", amount, certainty)
        return self._made("mismatch", "differs", amount, certainty)

    def _without_amount(self) -> Reconciliation:
        possible = [line for line in self.lines if line.reading.possible]
        if len(possible) == 1 and self.total in possible[0].reading.possible:
            stated = replace(possible[0], amount_yuan=self.total, role="amount")
            self.lines = [stated if line is possible[0] else line for line in self.lines]
            return self._verdict([stated], self.total)
        is_open = any(line.open_price for line in self.lines)
        return self._undetermined("count_missing" if is_open else "no_amount")

    def _undetermined(self, reason: Reason) -> Reconciliation:
        return self._made("undetermined", reason, None, "stated")

    def _inform(self, outcome: Reconciliation, lines: list[Line]) -> Reconciliation:
        self._set_role(lines, "information")
        return replace(outcome, lines=tuple(self.lines))

    def _set_role(self, lines: list[Line], role: Role) -> None:
        self.lines = [replace(line, role=role) if line in lines else line for line in self.lines]

    def _made(self, verdict, reason, amount, certainty) -> Reconciliation:
        lines = tuple(self.lines)
        return Reconciliation(
            verdict, reason, amount, self.total, lines, certainty, self.from_parts
        )


def _weakest(lines: list[Line]) -> Certainty:
    order: list[Certainty] = ["inferred", "own_name", "stated", "itemised"]
    return min((line.certainty for line in lines), key=order.index)


def _fault(lines: list[Line]) -> Reason | None:
    for line in lines:
        if line.certainty != "itemised" and not line.reading.sound:
            wrong = line.reading.observed("arithmetic_wrong")
            return "arithmetic_wrong" if wrong else "items_do_not_add_up"
    return None
