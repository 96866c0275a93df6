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

from indicators.reading.costs import CostReading, read_cost
from indicators.reading.expressions import number, yuan
from indicators.tree import SchemeTree

from .content import YUAN_PER_WAN, Content, CostItem
from .drivers import Driven, find_counts

Verdict = Literal["reconciled", "rounded", "mismatch", "undetermined"]
Certainty = Literal["stated", "itemised", "own_name", "inferred"]
Role = Literal["amount", "total", "part", "information"]
#: Why the verdict is what it is.
Reason = Literal[
    "equal", "rounding", "differs", "arithmetic_wrong", "items_do_not_add_up", "no_total",
    "no_amount", "count_missing", "count_ambiguous", "items_incomplete",
]  # fmt: skip

TOLERANCE = Decimal(50)
_TOTAL_NAMES = (
    "总成本", "总投入", "总额", "合计", "总费用", "总预算", "总金额", "总支出", "总计", "总经费",
    "总投资", "总造价", "总价", "总资金", "总概算", "成本总", "费用总", "支出总", "投入总",
)  # fmt: skip
_THIS_YEAR_NAMES = ("本年", "当年", "今年")
_OTHER_YEAR_NAMES = ("累计", "上年", "往年", "以前年度", "历年", "中期", "去年", "前年")
_WHOLE_NAMES = ("总投资", "总概算")
_SAVING_NAMES = ("成本节约", "节约成本", "节约资金", "节约金额", "节约额", "成本降低", "降低成本")


@dataclass(frozen=True, slots=True)
class Line:
    """One cost row. ``amount_yuan`` is what it adds or says in 元, None where nothing is known.

    ``how`` tells a filler how the amount came about. ``count_rows`` are the places in ``others``
    that the counts of its unit prices were taken from. ``text_differs``: the cost table and the
    cell text give different amounts, and the paper shows the text.
    """

    name: str
    text: str
    reading: CostReading
    amount_yuan: Decimal | None = None
    how: str = ""
    certainty: Certainty = "stated"
    role: Role = "information"
    count_rows: tuple[int, ...] = ()
    open_price: bool = False
    text_differs: bool = False


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The verdict on a form. Amounts in 元; ``difference_yuan`` is amount − total, signed."""

    verdict: Verdict
    reason: Reason
    amount_yuan: Decimal | None
    total_yuan: Decimal | None
    lines: tuple[Line, ...] = ()
    certainty: Certainty = "stated"
    total_from_parts: bool = False  # 年度资金总额 is blank; the funding parts stood in for it

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
    lines = _lines(readings, others)
    if items:
        lines, incomplete = _with_items(lines, items, positions)
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
    outcome = _Judge(lines, total).judge()
    return replace(outcome, total_from_parts=from_parts)


def reconcile_content(content: Content, tree: SchemeTree) -> Reconciliation:
    """The reconciliation of a whole form under its scheme; only rows of kind cost count."""
    positions, costs, others = [], [], []
    for place, row in enumerate(content.indicators):
        node = tree.node(row.level1, row.level2)
        kind = node.kind if node is not None else _kind_by_name(row.level2)
        if kind == "cost":
            if not row.is_blank or any(item.indicator == place for item in content.items):
                positions.append(place)
                costs.append((row.name, row.value))
        elif not row.is_blank:
            others.append((row.level2, row.name, row.value))
    return reconcile(
        content.funding.total,
        costs,
        others,
        items=content.items,
        parts_wan=content.funding.parts,
        positions=positions,
    )


def _kind_by_name(level2: str) -> str:
    is_cost = "成本" in level2 and "社会" not in level2 and "生态" not in level2
    return "cost" if is_cost else ""


def _total(
    total_wan: Decimal | None, parts_wan: Sequence[Decimal] | None
) -> tuple[Decimal | None, bool]:
    if total_wan is not None:
        return total_wan * YUAN_PER_WAN, False
    if parts_wan:
        return sum(parts_wan, Decimal(0)) * YUAN_PER_WAN, True
    return None, False


# -- lines


def _lines(readings: list[CostReading], others: Sequence[tuple[str, str, str]]) -> list[Line]:
    driven = find_counts(readings, others)
    lines = []
    for place, reading in enumerate(readings):
        own = {index: d for (row, index), d in driven.items() if row == place}
        lines.append(_line(reading, own, others))
    return lines


def _line(reading: CostReading, driven: dict[int, Driven], others) -> Line:
    is_open = len(driven) < len(reading.prices)
    steps = "；".join(reading.explain())
    line = Line(reading.name, reading.text, reading, how=steps, open_price=is_open)
    if any(word in reading.name for word in _SAVING_NAMES):
        return line
    if reading.amount is not None:
        certainty = "own_name" if reading.from_name else "stated"
        line = replace(line, amount_yuan=reading.amount, certainty=certainty, role="amount")
        if not driven:
            return line
        # What its open prices come to is kept apart: it may restate the amount.
        return replace(line, count_rows=_rows(driven))
    if not driven or is_open:
        return line
    amount = sum((d.amount for d in driven.values()), Decimal(0))
    inferred = any(d.inferred for d in driven.values())
    how = "；".join(_how(d, others) for d in driven.values())
    return replace(
        line,
        amount_yuan=amount,
        how=how,
        certainty="inferred" if inferred else "own_name",
        role="amount",
        count_rows=_rows(driven),
    )


def _rows(driven: dict[int, Driven]) -> tuple[int, ...]:
    return tuple(row for d in driven.values() for row in d.rows)


def _how(driven: Driven, others: Sequence[tuple[str, str, str]]) -> str:
    text = driven.price.show + "".join(f" × {factor.show}" for factor in driven.factors)
    text += f" = {yuan(driven.amount)}"
    sources = [
        f"{factor.show}取自{others[factor.row][0]}“{others[factor.row][1]}”"
        if factor.row is not None
        else f"{factor.show}取自指标名称"
        for factor in driven.factors
    ]
    return f"{text}（{'，'.join(sources)}）"


# -- the cost table


def _with_items(
    lines: list[Line], items: Sequence[CostItem], positions: Sequence[int] | None
) -> tuple[list[Line], bool]:
    """The lines with what the cost table says, and whether an item still lacks its price."""
    priced = [item for item in items if item.subtotal is not None]
    if not priced:
        return lines, False
    incomplete = len(priced) < len(items)
    by_row = _items_by_row(lines, items, positions)
    if by_row is None:
        amount = sum((item.subtotal for item in priced), Decimal(0))
        kept = [_as_text_only(line) for line in lines]
        whole = _itemised(_text_sum(lines), amount, priced)
        return [replace(whole, name="成本测算表", text=""), *kept], incomplete
    result = []
    for place, line in enumerate(lines):
        own = [item for item in by_row.get(place, ()) if item.subtotal is not None]
        if own:
            line = _itemised(line, sum((item.subtotal for item in own), Decimal(0)), own)
        result.append(line)
    return result, incomplete


def _items_by_row(lines, items, positions) -> dict[int, list[CostItem]] | None:
    """Which items belong to which line, or None where that can't be told."""
    used = sorted({item.indicator for item in items})
    if positions is not None:
        place_of = {position: place for place, position in enumerate(positions)}
    elif len(used) == len(lines):
        place_of = {indicator: place for place, indicator in enumerate(used)}
    else:
        return None
    if not all(indicator in place_of for indicator in used):
        return None
    by_row: dict[int, list[CostItem]] = {}
    for item in items:
        by_row.setdefault(place_of[item.indicator], []).append(item)
    return by_row


def _itemised(line: Line, amount: Decimal, items: Sequence[CostItem]) -> Line:
    said = line.amount_yuan
    allowed = max(TOLERANCE, line.reading.rounding)
    return replace(
        line,
        amount_yuan=amount,
        certainty="itemised",
        role="amount",
        how="；".join(_item_text(item) for item in items),
        open_price=False,
        count_rows=(),
        text_differs=said is not None and abs(said - amount) > allowed,
    )


def _text_sum(lines: list[Line]) -> Line:
    """What the cell texts say together, as one line."""
    said = [line for line in lines if line.amount_yuan is not None]
    amount = sum((line.amount_yuan for line in said), Decimal(0)) if said else None
    totals = [line for line in said if _is_total(line)]
    if len(totals) == 1:
        amount = totals[0].amount_yuan
    return replace(lines[0], amount_yuan=amount) if lines else Line("", "", read_cost("", ""))


def _as_text_only(line: Line) -> Line:
    return replace(line, amount_yuan=None, role="information", open_price=False)


def _item_text(item: CostItem) -> str:
    price = f"{yuan(item.unit_price)}{'/' + item.price_unit if item.price_unit else ''}"
    parts = [price]
    if item.quantity is not None:
        parts.append(f"{number(item.quantity)}{item.quantity_unit}")
    if item.periods is not None:
        parts.append(f"{number(item.periods)}{item.period_unit}")
    label = f"{item.label} " if item.label else ""
    if len(parts) == 1:
        return f"{label}{price}"
    return f"{label}{' × '.join(parts)} = {yuan(item.subtotal)}"


# -- the verdict


def _is_total(line: Line) -> bool:
    return any(word in line.name for word in _TOTAL_NAMES)


class _Judge:
    """Weighs the lines against the total."""

    def __init__(self, lines: list[Line], total: Decimal | None):
        self.total = total
        self.lines = _with_roles(lines)

    def judge(self) -> Reconciliation:
        counted = [line for line in self.lines if line.role in ("amount", "total")]
        if not counted:
            return self._without_amount()
        inferred = [line for line in counted if line.certainty == "inferred"]
        certain = [line for line in counted if line.certainty != "inferred"]
        if certain and inferred:
            alone = self._verdict(certain, _sum(certain))
            if alone.verdict in ("reconciled", "rounded") or alone.reason == "no_total":
                return self._inform(alone, inferred)
            restating = [
                line for line in inferred if any(line.amount_yuan == c.amount_yuan for c in certain)
            ]
            if restating:
                counted = [line for line in counted if line not in restating]
                self._set_role(restating, "information")
        return self._weigh(counted)

    def _weigh(self, counted: list[Line]) -> Reconciliation:
        outcome = self._verdict(counted, _sum(counted))
        if outcome.verdict in ("reconciled", "rounded") or outcome.reason != "differs":
            return outcome
        other = self._other_meaning(counted)
        if other is not None:
            return other
        if any(line.reading.ambiguous for line in counted if line.certainty == "stated"):
            return self._undetermined("count_ambiguous")
        has_total_row = any(line.role == "total" for line in counted)
        is_open = any(line.open_price for line in self.lines if line.role != "part")
        if is_open and not has_total_row and outcome.difference_yuan < 0:
            return self._undetermined("count_missing")
        return outcome

    def _other_meaning(self, counted: list[Line]) -> Reconciliation | None:
        """Where a text can mean several products, the one that fits the total."""
        for line in counted:
            for amount in line.reading.alternatives if line.certainty == "stated" else ():
                value = _sum(counted) - line.amount_yuan + amount
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
        whole = [line for line in self.lines if line.reading.whole_project is not None]
        if len(whole) == 1 and whole[0].reading.whole_project == self.total:
            stated = replace(whole[0], amount_yuan=self.total, role="amount")
            self.lines = [stated if line is whole[0] else line for line in self.lines]
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
        return Reconciliation(verdict, reason, amount, self.total, tuple(self.lines), certainty)


def _sum(lines: list[Line]) -> Decimal:
    return sum((line.amount_yuan for line in lines), Decimal(0))


def _weakest(lines: list[Line]) -> Certainty:
    order: list[Certainty] = ["inferred", "own_name", "stated", "itemised"]
    return min((line.certainty for line in lines), key=order.index)


def _fault(lines: list[Line]) -> Reason | None:
    for line in lines:
        if line.certainty != "itemised" and not line.reading.sound:
            wrong = line.reading.observed("arithmetic_wrong")
            return "arithmetic_wrong" if wrong else "items_do_not_add_up"
    return None


def _with_roles(lines: list[Line]) -> list[Line]:
    """Which rows are the amount, which its parts, which only information."""
    rows = [line for line in lines if line.amount_yuan is not None and line.role == "amount"]
    this_year = [line for line in rows if any(word in line.name for word in _THIS_YEAR_NAMES)]
    aside = _OTHER_YEAR_NAMES + (_WHOLE_NAMES if this_year else ())
    foreign = [
        line for line in rows if line not in this_year and any(w in line.name for w in aside)
    ]
    own = [line for line in rows if not _among(line, foreign)]
    if not own:
        own, foreign = rows, []
    totals = _total_rows(own)
    roles: dict[int, Role] = {}
    for line in rows:
        if _among(line, foreign):
            roles[id(line)] = "information"
        elif totals:
            roles[id(line)] = "total" if _among(line, totals) else "part"
    return [replace(line, role=roles.get(id(line), line.role)) for line in lines]


def _total_rows(rows: list[Line]) -> list[Line]:
    """The rows that are the amount: one named a total, or several where none is the sum."""
    named = [line for line in rows if _is_total(line)]
    if len(named) < 2:
        return named
    for line in named:
        rest = [other for other in named if other is not line]
        if _sum(rest) == line.amount_yuan:
            return [line]
    return named


def _among(line: Line, lines: list[Line]) -> bool:
    return any(line is other for other in lines)
