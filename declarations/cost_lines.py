"""The cost rows of a form, each with its amount: from its text, its name, other rows or the table.

Also tells which row is the amount of the form and which are its parts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from indicators.reading.costs import CostReading, read_cost
from indicators.reading.expressions import number, yuan

from .content import CostItem
from .drivers import Driven, find_counts

Certainty = Literal["stated", "itemised", "own_name", "inferred"]

Role = Literal["amount", "total", "part", "information"]

TOLERANCE = Decimal(50)

_TOTAL_NAMES = (
    "总成本", "总投入", "总额", "合计", "总费用", "总预算", "总金额", "总支出", "总计", "总经费",
    "总投资", "总造价", "总价", "总资金", "总概算", "成本总", "费用总", "支出总", "投入总",
)  # fmt: skip

_THIS_YEAR_NAMES = ("本年", "当年", "今年")

_OTHER_YEAR_NAMES = ("累计", "上年", "往年", "以前年度", "历年", "中期", "去年", "前年")

_WHOLE_NAMES = ("总投资", "总概算")

#: 节约财政资金 and 预计每年节省电费 speak of money not spent; 节约用水宣传经费 is a cost.
_SAVING_VERBS = ("节约", "节省", "节支", "降低", "减少", "压减")
_SAVED = ("成本", "资金", "金额", "额", "费", "费用", "支出", "开支", "经费")
_DEEDS = ("宣传", "活动", "工作", "培训", "改造", "项目", "补", "奖", "建设")


#: Words of a name that say what sort of figure it is, and not what is paid for.
_PRICE_WORDS = (
    "人均", "户均", "生均", "亩均", "平均", "单位", "单价", "单台", "单个", "单次", "单套", "每",
    "标准", "定额", "限额", "均价",
)  # fmt: skip
_FIGURE_WORDS = (
    *_PRICE_WORDS, "成本", "费用", "造价", "价格", "金额", "金", "经费", "资金", "费", "支出",
    "预算", "总", "项目", "控制", "指标", "经济", "投入", "数", "率",
)  # fmt: skip


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


def read_lines(readings: list[CostReading], others: Sequence[tuple[str, str, str]]) -> list[Line]:
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
    if _is_saving(reading.name):
        return line
    if reading.amount is not None:
        certainty = "own_name" if reading.from_name else "stated"
        line = replace(line, amount_yuan=reading.amount, certainty=certainty, role="amount")
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


def _is_saving(name: str) -> bool:
    verb = next((word for word in _SAVING_VERBS if word in name), None)
    if verb is None or any(word in name for word in _DEEDS):
        return False
    before, _, behind = name.partition(verb)
    return before.endswith("成本") or behind.split("(")[0].split("（")[0].endswith(_SAVED)


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
        if factor.row is not None or factor.in_name
    ]
    return f"{text}（{'，'.join(sources)}）" if sources else text


def with_items(
    lines: list[Line], items: Sequence[CostItem], positions: Sequence[int] | None
) -> tuple[list[Line], bool]:
    """The lines with what the cost table says, and whether an item still lacks its price."""
    items = [item for item in items if not item.is_blank]
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


def _is_total(line: Line) -> bool:
    return any(word in line.name for word in _TOTAL_NAMES)


def is_price_of(line: Line, others: Sequence[Line]) -> bool:
    """Whether a row says what one of others costs a piece: 图书采购单价 beside 图书采购成本."""
    own = _paid_for(line.name)
    return bool(own) and any(own == _paid_for(other.name) for other in others)


def may_be_price(line: Line, others: Sequence[Line]) -> bool:
    """Whether a row may only explain others: not 慰问金 beside 会务费, an expense of its own."""
    if any(word in line.name for word in _PRICE_WORDS) or not _paid_for(line.name):
        return True
    return not all(_paid_for(other.name) for other in others)


def _paid_for(name: str) -> str:
    """The 图书采购 of 图书采购单价; nothing for 人均成本."""
    for word in sorted(_FIGURE_WORDS, key=len, reverse=True):
        name = name.replace(word, "")
    return name.partition("(")[0].partition("（")[0].strip()


def with_roles(lines: list[Line]) -> list[Line]:
    """Which rows are the amount, which its parts, which only information."""
    rows = [line for line in lines if line.amount_yuan is not None]
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
        if total_of(rest) == line.amount_yuan:
            return [line]
    return named


def _among(line: Line, lines: list[Line]) -> bool:
    return any(line is other for other in lines)


def total_of(lines: list[Line]) -> Decimal:
    return sum((line.amount_yuan for line in lines), Decimal(0))
