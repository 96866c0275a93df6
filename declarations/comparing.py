"""What differs between two forms, cell by cell: a draft and a file, or two rounds of a review.

Pure: two Contents in, a list of differences out.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .changes import Piece, pieces
from .content import COST_ITEM_FIELDS, Content, CostItem, Indicator, format_wan

NO_NAME = "（没有名称）"

FIELDS = (
    ("year", "年度"),
    ("project", "项目名称"),
    ("unit", "预算单位"),
    ("superior", "主管部门"),
    ("funding.project_total", "项目总额（万元）"),
    ("funding.total", "年度资金总额（万元）"),
    ("funding.appropriation", "其中：财政拨款（万元）"),
    ("funding.other", "其他资金（万元）"),
    ("long_term_goal", "中期目标"),
    ("goal", "年度目标"),
)
ROW_PARTS = (
    ("name", "三级指标"),
    ("value", "指标值"),
    ("weight", "权重"),
    ("explanation", "指标解释"),
    ("scoring", "评分标准"),
    ("evidence", "依据"),
)
ITEM_LABELS = {
    "label": "支出内容",
    "unit_price": "单价（元）",
    "price_unit": "计价单位",
    "quantity": "数量",
    "quantity_unit": "数量单位",
    "periods": "期数",
    "period_unit": "期数单位",
    "basis": "依据",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that differs. ``where`` is its place in the form that has it, the later one first."""

    where: str
    label: str
    before: str
    after: str

    @property
    def cell(self) -> str:
        """The cell of the later form that shows it; of a whole row its name, of one that is gone
        none."""
        if not self.where.endswith("]"):
            return self.where
        return f"{self.where}.name" if self.after else ""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return pieces(self.before, self.after)

    @property
    def whole(self) -> tuple[Piece, ...]:
        """As ``pieces``, with all that stays: what stands in the cell of a paper."""
        return pieces(self.before, self.after, whole=True)


#: The positions of rows, by the names of their levels.
Places = defaultdict[tuple[str, str], list[int]]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Which rows of two forms belong together, by position; and those that one form has alone."""

    both: tuple[tuple[int, int], ...]
    deleted: tuple[int, ...]
    added: tuple[int, ...]


def compare(before: Content, after: Content) -> tuple[Difference, ...]:
    """The cells that differ, in the order of the form. Numbers that are equal do not differ."""
    return tuple(_differences(before, after))


def pair_rows(before: Sequence[Indicator], after: Sequence[Indicator]) -> Pairs:
    """Rows under the same level 2: of the same name and value, of the same name, then in order."""
    old_places, new_places = _places_by_node(before), _places_by_node(after)
    both: list[tuple[int, int]] = []
    for node, old in old_places.items():
        new = new_places[node]
        for alike in (_same_row, _same_name, _any):
            for place in list(old):
                found = next((one for one in new if alike(before[place], after[one])), None)
                if found is not None:
                    both.append((place, found))
                    old.remove(place)
                    new.remove(found)
    return Pairs(tuple(sorted(both)), _left(old_places), _left(new_places))


def _places_by_node(rows: Sequence[Indicator]) -> Places:
    """Where the rows that are not blank stand, by their levels."""
    places: Places = defaultdict(list)
    for place, row in enumerate(rows):
        if not row.is_blank:
            places[row.level1, row.level2].append(place)
    return places


def _left(places: Places) -> tuple[int, ...]:
    return tuple(sorted(place for own in places.values() for place in own))


def _same_row(one: Indicator, other: Indicator) -> bool:
    return (one.name, one.value) == (other.name, other.value)


def _same_name(one: Indicator, other: Indicator) -> bool:
    return one.name.strip() == other.name.strip()


def _any(one: Indicator, other: Indicator) -> bool:
    return True


def _differences(before: Content, after: Content) -> Iterator[Difference]:
    for where, label in FIELDS:
        yield from _cell(where, label, value_at(before, where), value_at(after, where))
    pairs = pair_rows(before.indicators, after.indicators)
    for old, new in pairs.both:
        row = before.indicators[old]
        for part, label in ROW_PARTS:
            where = f"indicators[{new}].{part}"
            own = f"{row_label(row)}：{label}"
            yield from _cell(where, own, getattr(row, part), getattr(after.indicators[new], part))
    for place in pairs.deleted:
        row = before.indicators[place]
        yield Difference(f"indicators[{place}]", f"{row_label(row)}：删去", _row_text(row), "")
    for place in pairs.added:
        row = after.indicators[place]
        yield Difference(f"indicators[{place}]", f"{row_label(row)}：新增", "", _row_text(row))
    yield from _items(before, after, pairs)


def _items(before: Content, after: Content, pairs: Pairs) -> Iterator[Difference]:
    """The cost tables of rows that belong together, line by line."""
    old, new = _items_by_row(before), _items_by_row(after)
    rows = [
        *pairs.both,
        *((None, one) for one in pairs.added),
        *((one, None) for one in pairs.deleted),
    ]
    for was, is_now in rows:
        lines = old.get(was, []), new.get(is_now, [])
        for number in range(max(map(len, lines))):
            one, other = (each[number] if number < len(each) else None for each in lines)
            place, item = other or one
            name = item.label.strip() or NO_NAME
            for part in COST_ITEM_FIELDS:
                cells = (getattr(each[1], part) if each else "" for each in (one, other))
                label = f"成本测算表“{name}”：{ITEM_LABELS[part]}"
                yield from _cell(f"items[{place}].{part}", label, *cells)


def _items_by_row(content: Content) -> dict[int | None, list[tuple[int, CostItem]]]:
    rows: dict[int | None, list[tuple[int, CostItem]]] = defaultdict(list)
    for place, item in enumerate(content.items):
        rows[item.indicator].append((place, item))
    return rows


def value_at(content: Content, where: str) -> object:
    """What stands in one of ``FIELDS``; an amount as the form prints it."""
    owner, _, name = where.rpartition(".")
    value = getattr(content.funding if owner else content, name)
    return format_wan(value) if owner else value


def _cell(where: str, label: str, before: object, after: object) -> Iterator[Difference]:
    one, other = cell_text(before), cell_text(after)
    if one != other:
        yield Difference(where, label, one, other)


def cell_text(value: object) -> str:
    """A value as a cell shows it: the same for 6 and 6.00."""
    if isinstance(value, Decimal):
        plain = f"{value:f}"
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "" if value is None else str(value)


def row_label(row: Indicator) -> str:
    """A row in words: 数量指标“培训期数”."""
    return f"{row.level2}“{row.name.strip() or NO_NAME}”"


def _row_text(row: Indicator) -> str:
    return "｜".join(filter(None, (row.name.strip(), row.value.strip())))
