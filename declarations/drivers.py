"""Which row of the form gives the count that a unit price needs.

``1000元/人`` looks for people: in the name of its own row, then in the quantity and timeliness
rows. The unit decides; where several rows fit, the subject does; where it can't, nobody guesses.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from indicators.reading.costs import CostReading, Count, UnitPrice, read_counts
from indicators.reading.further import is_pay
from indicators.reading.quantities import ANY
from indicators.reading.units import Unit, is_counted

_MONTH = "月"
_PERSON = Unit("count", "人", "人")
_LEVEL2 = ("数量", "时效")
_GENERIC = frozenset(
    [
        "数量",
        "人数",
        "个数",
        "次数",
        "成本",
        "费用",
        "标准",
        "补助",
        "补贴",
        "经费",
        "资金",
        "项目",
        "指标",
        "控制",
        "单位",
        "每人",
        "预算",
        "完成",
        "金额",
        "支出",
        "测算",
        "合计",
        "开展",
        "实施",
        "工作",
        "建设",
    ]
)


_OWN_WORD = 1000  # what a word of its own weighs beside those that any row may have


@dataclass(frozen=True, slots=True)
class Factor:
    """A count for a price and where it stands: ``row`` in the other rows, None for the own row."""

    number: Decimal
    show: str
    row: int | None = None
    in_name: bool = False


@dataclass(frozen=True, slots=True)
class Driven:
    """A unit price with all its counts. ``amount`` in 元."""

    price: UnitPrice
    factors: tuple[Factor, ...]

    @property
    def amount(self) -> Decimal:
        amount = self.price.price
        for factor in self.factors:
            amount *= factor.number
        return amount

    @property
    def rows(self) -> tuple[int, ...]:
        return tuple(factor.row for factor in self.factors if factor.row is not None)

    @property
    def inferred(self) -> bool:
        return bool(self.rows)


@dataclass(slots=True)
class _Want:
    """One unit that one price needs from another row."""

    price: tuple[int, int]  # cost row, price in it
    unit: Unit
    per: tuple[Unit, ...]  # what the price is per
    scores: dict[int, int]  # by row that could give it
    is_extra: bool = False  # the price stands without it too


def find_counts(
    readings: Sequence[CostReading], others: Sequence[tuple[str, str, str]]
) -> dict[tuple[int, int], Driven]:
    """The unit prices that found all their counts, by cost row and price."""
    rows = _rows(others)
    found: dict[tuple[int, int], list[Factor]] = {}
    wants: list[_Want] = []
    for place, reading in enumerate(readings):
        for index, price in enumerate(reading.prices):
            key = (place, index)
            found[key] = [Factor(count.number, count.show) for count in price.further]
            for unit in price.per:
                own = _own_name(reading, unit) or _own_text(reading, unit)
                if own is not None:
                    found[key].append(own)
                else:
                    wants.append(_want(key, unit, reading, price, rows, others))
            if paid := _want_of_paid(key, reading, price, rows, others):
                wants.append(paid)
    given = _assign(wants, rows)
    for want in wants:
        factor = given.get((want.price, want.unit.group))
        if factor is None and not want.is_extra:
            found.pop(want.price, None)
        elif factor is not None and want.price in found:
            found[want.price].append(factor)
    return {
        key: Driven(readings[key[0]].prices[key[1]], tuple(factors))
        for key, factors in found.items()
        if factors
    }


def serves(count: Count, unit: Unit) -> bool:
    """Whether a count counts what the price is per."""
    if count.approximate or count.others_bear:
        return False
    if unit is ANY:
        return not any(own.kind == "period" for own in count.units)
    return is_counted(count.units, count.noun, unit)


def _own_name(reading: CostReading, unit: Unit) -> Factor | None:
    counts = [count for count in reading.name_counts if serves(count, unit)]
    if len({count.number for count in counts}) != 1:
        return None
    return Factor(counts[0].number, counts[0].show, in_name=True)


def _own_text(reading: CostReading, unit: Unit) -> Factor | None:
    """550元/人·天，会期2天: the days stand in the text, the people elsewhere."""
    counts = [count for count in reading.counts if serves(count, unit) and not count.per]
    if len(reading.prices) != 1 or len(counts) != 1:
        return None
    return Factor(counts[0].number, counts[0].show)


def _rows(others: Sequence[tuple[str, str, str]]) -> dict[int, tuple[Count, ...]]:
    """The counts of each row that can give one; the name speaks where the value is silent."""
    rows = {}
    for row, (level2, name, value) in enumerate(others):
        if not any(word in level2 for word in _LEVEL2):
            continue
        in_value, in_name = read_counts(value, name), read_counts(name)
        said = {unit.group for count in in_value for unit in count.units}
        rest = tuple(c for c in in_name if not any(unit.group in said for unit in c.units))
        rows[row] = in_value + rest
    return {row: _multiplied(counts, rows) for row, counts in rows.items()}


def _multiplied(counts: tuple[Count, ...], rows: dict[int, tuple[Count, ...]]) -> tuple[Count, ...]:
    """每期50人 with the 2期 of its row or of another; without them nobody knows how many."""
    known = []
    for count in counts:
        number, show = count.number, count.show
        for unit in count.per:
            near = [each for each in counts if not each.per and serves(each, unit)]
            far = (each for row in rows.values() for each in row if not each.per)
            times = near or [each for each in far if serves(each, unit)]
            if len({each.number for each in times}) != 1:
                break
            number *= times[0].number
            show = f"{show.removesuffix(f'/{unit.surface}')}/{unit.surface} × {times[0].show}"
        else:
            known.append(replace(count, number=number, show=show, per=()))
    return tuple(known) + tuple(count for count in counts if count.per)


def _want(key, unit, reading, price, rows, others) -> _Want:
    subject = _pairs(reading.name + price.subject)
    scores: dict[int, int] = {}
    related: set[int] = set()  # 63人次 for 元/人: good enough where nobody counts 人
    for row, counts in rows.items():
        if unit is ANY or len({c.number for c in _fitting(counts, unit, price.per)}) != 1:
            continue
        _, name, value = others[row]
        if not any(own.same_as(unit) for c in counts for own in c.units):
            related.add(row)
        common = subject & _pairs(name + value)
        scores[row] = len(common - _GENERIC) * _OWN_WORD + len(common)
    exact = {row: score for row, score in scores.items() if row not in related}
    return _Want(key, unit, price.per, exact or scores)


def _fitting(counts: Sequence[Count], unit: Unit, per: tuple[Unit, ...]) -> list[Count]:
    """The counts of a row for a price: 每天2人 as they stand for 元/人·天, else all of them."""
    serving = [count for count in counts if serves(count, unit)]
    each = [c for c in serving if c.per and all(any(u.same_as(p) for p in per) for u in c.per)]
    return each or [count for count in serving if not count.per]


def _want_of_paid(key, reading, price, rows, others) -> _Want | None:
    """环卫工人工资 | 1600元/月 is paid to the people that a row of the same subject counts."""
    monthly = all(unit.kind == "period" for unit in price.per) and not price.further
    if not monthly or not is_pay(reading.name + price.subject):
        return None
    want = _want(key, _PERSON, reading, price, rows, others)
    want.scores = {row: score for row, score in want.scores.items() if score >= _OWN_WORD}
    want.is_extra = True
    return want


def _pairs(text: str) -> set[str]:
    return {one + next_one for one, next_one in pairwise(text)}


def _assign(wants: list[_Want], rows) -> dict[tuple[tuple[int, int], str], Factor]:
    """A row serves one price; how many months the project lasts serves every price per month."""
    given: dict[tuple[tuple[int, int], str], Factor] = {}
    open_wants = list(wants)
    while True:
        taken = None
        for want in open_wants:
            row = _clear_row(want, open_wants)
            if row is not None:
                taken = (want, row)
                break
        if taken is None:
            return given
        want, row = taken
        count = _fitting(rows[row], want.unit, want.per)[0]
        given[(want.price, want.unit.group)] = Factor(count.number, count.show, row)
        open_wants.remove(want)
        if want.unit.group != _MONTH:
            for other in open_wants:
                if other.unit.group == want.unit.group:
                    other.scores.pop(row, None)


def _clear_row(want: _Want, wants: list[_Want]) -> int | None:
    """The row that is best for this price and for which no other price has as good a claim."""
    if not want.scores:
        return None
    best = max(want.scores.values())
    rows = [row for row, score in want.scores.items() if score == best]
    if len(rows) != 1:
        return None
    (row,) = rows
    rivals = [
        other
        for other in wants
        if other is not want and other.unit.group == want.unit.group and row in other.scores
    ]
    if want.unit.group == _MONTH:
        return row
    return row if all(other.scores[row] < best for other in rivals) else None
