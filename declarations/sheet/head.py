"""The head of the block of indicators: which column holds what."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from declarations.sheet import vocabulary as words
from declarations.sheet.damage import word_of_head
from declarations.sheet.grid import Cell, Grid

LEVELS = ("level1", "level2", "level3")
_SAID = ("一级", "二级", "三级")
_CORE = frozenset({*LEVELS, "value"})
_CORE_NEEDED = 2
_SEEN = 12  # rows under a head that tell what a column holds
_ONCE = frozenset({"scoring", "evidence"})
_PROJECT = frozenset({"project", "sub_project"})
_BESIDE_VALUE = frozenset({"weight", "sign", "measure"})
_ANNUAL = ("年度", "本年", "当年", "全年")
_LONG = ("中期", "长期", "实施期", "总体", "总目标", "三年", "规划期", "全周期")
_SIGNS = frozenset(
    [
        "≥",
        "≤",
        "＝",
        "=",
        ">",
        "<",
        "≧",
        "≦",
        "＞",
        "＜",
        ">=",
        "<=",
        "定性",
        "大于",
        "小于",
        "等于",
        "大于等于",
        "小于等于",
    ]
)


class Column(NamedTuple):
    """A column of the block, by the grid columns its head covers."""

    role: str
    left: int
    right: int
    label: str
    group: str = ""  # the head above it, in a head of two rows

    def overlap(self, left: int, right: int) -> int:
        """How many columns of the grid it shares with a cell that covers these."""
        return min(self.right, right) - max(self.left, left)


@dataclass(frozen=True, slots=True)
class Head:
    """The rows ``row`` to ``bottom`` (exclusive) and the columns under them."""

    row: int
    bottom: int
    columns: tuple[Column, ...]
    damaged: tuple[tuple[Cell, str], ...] = ()
    set_aside: tuple[Column, ...] = ()  # the columns of the side that was not taken

    def roles(self) -> frozenset[str]:
        return frozenset(column.role for column in self.columns)

    @property
    def is_wide(self) -> bool:
        """Whether each row names its project: one sheet for many projects."""
        return bool(self.roles() & _PROJECT)


def find_head(grid: Grid, row: int) -> Head | None:
    """The head that begins in this row, or None."""
    own = [cell for cell in grid.rows[row] if not cell.is_blank]
    found = [words.column_role(cell.text) for cell in own]
    core = _CORE.intersection(found)
    has_core = len(core) >= _CORE_NEEDED and core.intersection(LEVELS)
    if not has_core and _named_by_block(found) is None:
        return None
    damaged: list[tuple[Cell, str]] = []
    top = row - 1 if _is_wide_group(grid, row - 1) else row
    columns = _columns(grid, row, top, damaged)
    bottom = row + 1
    if _has_second_row(grid, row):
        columns = _refined(grid, row + 1, columns)
        bottom += 1
    columns, aside = _annual_side(grid, row, columns)
    settled = _with_signs(grid, bottom, _with_nodes(grid, bottom, _one_each(columns)))
    return Head(top, bottom, tuple(settled), tuple(damaged), tuple(aside))


def _with_nodes(grid: Grid, top: int, columns: list[Column]) -> list[Column]:
    """The columns, where one headed only 指标 holds the names of level-2 nodes."""
    if any(column.role == "level2" for column in columns):
        return columns
    return [
        column._replace(role="level2")
        if column.role == "block" and _holds(grid, top, column, words.is_level2)
        else column
        for column in columns
    ]


def _with_signs(grid: Grid, top: int, columns: list[Column]) -> list[Column]:
    """The columns, where one under another name (指标类型) holds the signs and nothing else."""
    if any(column.role == "sign" for column in columns):
        return columns
    return [
        column._replace(role="sign")
        if column.role == "extra" and _holds(grid, top, column, _is_sign)
        else column
        for column in columns
    ]


def _is_sign(text: str) -> bool:
    return text.strip() in _SIGNS


def _holds(grid: Grid, top: int, column: Column, is_such: Callable[[str], bool]) -> bool:
    """Whether all of the first texts under a head are such."""
    below = (grid.at(row, column.left) for row in range(top, min(top + _SEEN, grid.height)))
    texts = [cell.text for cell in below if cell is not None and not cell.is_blank]
    return bool(texts) and all(map(is_such, texts))


def head_from(grid: Grid, row: int) -> Head | None:
    """The head whose first row is this one, be it only the upper half of it."""
    head = find_head(grid, row)
    if head is None and _is_wide_group(grid, row):
        below = find_head(grid, row + 1)
        return below if below and below.row == row else None
    return head


def _named_by_block(roles: Sequence[str | None]) -> int | None:
    """Where a column headed only 指标 holds the names: beside a value split over columns."""
    if "level3" in roles or "value" not in roles or not _BESIDE_VALUE.intersection(roles):
        return None
    blocks = [number for number, role in enumerate(roles) if role == "block"]
    return blocks[-1] if blocks else None


def _is_wide_group(grid: Grid, row: int) -> bool:
    """Whether a row is the upper half of the head of a wide sheet: 项目名称 reaches down."""
    if row < 0:
        return False
    own = [cell for cell in grid.rows[row] if not cell.is_blank]
    return any(
        words.header_role(cell.text) in _PROJECT and cell.bottom == row + 2 for cell in own
    ) and any(words.column_role(cell.text) == "block" and cell.colspan > 1 for cell in own)


def _columns(grid: Grid, row: int, top: int, damaged: list[tuple[Cell, str]]) -> list[Column]:
    cells = grid.across(row)
    first_level = min(
        (cell.column for cell in cells if words.column_role(cell.text) in LEVELS), default=0
    )
    is_wide = any(words.header_role(cell.text) in _PROJECT and cell.row >= top for cell in cells)
    roles = [_role(cell, cell.column < first_level, is_wide) for cell in cells]
    named = _named_by_block(roles)
    if named is not None:
        roles[named] = "level3"
    columns = []
    for cell, role in zip(cells, roles, strict=True):
        if cell.is_blank and not grid.filled_columns.intersection(range(cell.column, cell.right)):
            continue
        taken = role or _mended(cell, cell.column < first_level, roles, damaged) or "unknown"
        above = grid.at(top, cell.column) if cell.row > top else None
        group = above.text if above else ""
        columns.append(Column(taken, cell.column, cell.right, cell.text, group))
    return columns


def _one_each(columns: Sequence[Column]) -> list[Column]:
    """Columns of which one holds each level, and each text that is kept beside it.

    Beside 三级指标, 指标内容 only explains.
    """
    explained = any(column.role == "explanation" for column in columns)
    taken = {level: _own_column(level, columns) for level in LEVELS}
    for column in columns:
        if column.role in _ONCE:
            taken.setdefault(column.role, column)
    settled = []
    for column in columns:
        if taken.get(column.role, column) is not column:
            is_explanation = column.role == "level3" and not explained
            column = column._replace(role="explanation" if is_explanation else "extra")
        settled.append(column)
    return settled


def _own_column(level: str, columns: Sequence[Column]) -> Column | None:
    """The column of a level: the one that says 一级, 二级, 三级, else the first."""
    mine = [column for column in columns if column.role == level]
    said = _SAID[LEVELS.index(level)]
    return next((column for column in mine if said in column.label), mine[0] if mine else None)


def _role(cell: Cell, is_before_levels: bool, is_wide: bool) -> str | None:
    column, header = words.column_role(cell.text), words.header_role(cell.text)
    if is_wide and header and (is_before_levels or column is None):
        return header
    if is_before_levels and header in words.GOAL_ROLES:
        return "unknown"  # 年度目标 over the goal of a project, which is no target
    return column


def _mended(
    cell: Cell, is_before_levels: bool, taken: Sequence[str | None], damaged: list[tuple[Cell, str]]
) -> str | None:
    """The role of a damaged label: the only one that is still wanted at this place."""
    word = None if cell.is_blank else word_of_head(cell.text, is_before_levels, taken)
    if word is None:
        return None
    damaged.append((cell, word))
    return words.COLUMNS[word]


def _has_second_row(grid: Grid, row: int) -> bool:
    if row + 1 >= grid.height:
        return False
    if not any(cell.rowspan > 1 and cell.bottom == row + 2 for cell in grid.rows[row]):
        return False
    below = [cell for cell in grid.rows[row + 1] if not cell.is_blank]
    return bool(below) and all(
        words.column_role(cell.text) or words.header_role(cell.text) for cell in below
    )


def _refined(grid: Grid, row: int, columns: Sequence[Column]) -> list[Column]:
    """The columns of a head of two rows."""
    below = grid.rows[row]
    refined = []
    for column in columns:
        parts = [cell for cell in below if column.left <= cell.column < column.right]
        if not parts:
            refined.append(column)
            continue
        is_header = column.role in words.AMOUNT_ROLES or column.role == "funding_group"
        for cell in parts:
            look = words.header_role if is_header else words.column_role
            role = look(cell.text) or "unknown"
            if is_header and role == "unknown":
                role = words.column_role(cell.text) or role
            refined.append(Column(role, cell.column, cell.right, cell.text, column.label))
    return refined


def _annual_side(grid: Grid, row: int, columns: list[Column]) -> tuple[list[Column], list[Column]]:
    """The columns to read where medium-term and annual ones stand side by side, and the others."""
    thirds = [number for number, column in enumerate(columns) if column.role == "level3"]
    if len(thirds) > 1 and _each_has_value(columns, thirds):
        return _choose_block(grid, row, columns, thirds)
    values = [column for column in columns if column.role == "value"]
    if not values:
        return columns, []
    best = _value_of_year(grid, row, values) or max(values, key=_how_annual)
    aside = [one for one in values if one is not best and _is_of_another_time(one, best)]
    kept = [column for column in columns if column not in aside]
    return [_explaining(column, best) for column in kept], aside


def _how_annual(column: Column) -> int:
    return _annual_score(column.label + column.group)


def _is_of_another_time(column: Column, best: Column) -> bool:
    """Whether a column of values is for another year or for longer, as its label says."""
    differs = words.year_in(column.label) != words.year_in(best.label)
    return differs or _how_annual(column) != _how_annual(best)


def _value_of_year(grid: Grid, row: int, values: Sequence[Column]) -> Column | None:
    """The column of the form's own year, where each names one: 2022年指标值 | 2023年指标值."""
    years = [words.year_in(column.label) for column in values]
    if None in years:
        return None
    cells = (cell.text for above in range(row) for cell in grid.rows[above])
    for text in [*grid.above, *cells]:
        if words.is_title(text) or words.is_year(text):
            year = words.year_in(text)
            if year in years:
                return values[years.index(year)]
    return None


def _explaining(column: Column, value: Column) -> Column:
    """Beside 指标值, another column of values, 指标值内容, only explains."""
    is_other = column.role == "value" and column is not value
    return column._replace(role="explanation") if is_other else column


def _each_has_value(columns: Sequence[Column], thirds: Sequence[int]) -> bool:
    """Whether a value follows each column of names: then they are two sides, not one explained."""
    return all(
        any(column.role == "value" for column in columns[start:end])
        for start, end in pairwise([*thirds, len(columns)])
    )


def _choose_block(
    grid: Grid, row: int, columns: list[Column], thirds: list[int]
) -> tuple[list[Column], list[Column]]:
    starts = []
    for number in thirds:
        start = number
        while start and columns[start - 1].role in ("level1", "level2"):
            start -= 1
        starts.append(start)
    ends = [*starts[1:], len(columns)]
    sides = [columns[start:end] for start, end in zip(starts, ends, strict=True)]
    scores = [_side_score(grid, row, side) for side in sides]
    chosen = max(range(len(sides)), key=lambda number: (scores[number], number))
    kept = columns[: starts[0]] + sides[chosen]
    present = {column.role for column in kept}
    shared = [
        column for column in sides[0] if column.role in LEVELS[:2] and column.role not in present
    ]
    kept = sorted([*shared, *kept], key=lambda column: column.left)
    return kept, [column for column in columns if column not in kept]


def _side_score(grid: Grid, row: int, side: Sequence[Column]) -> int:
    """How annual a side is: by its own labels and by the goal that stands over it."""
    score = sum(_annual_score(column.label + column.group) for column in side)
    middle = next(column.left for column in side if column.role == "level3")
    for above in range(row - 1, -1, -1):
        cell = grid.at(above, middle)
        role = words.header_role(cell.text) if cell else None
        if role in ("goal", "long_goal"):
            return score + (2 if role == "goal" else -2)
    return score


def how_annual(head: Head) -> int:
    """Above 0 for a block of the year, below for one of more years, as its labels say."""
    return sum(_annual_score(column.label) for column in head.columns if column.role not in _CORE)


def annual_blocks(
    grid: Grid, blocks: Sequence[tuple[Head, int]]
) -> tuple[list[tuple[Head, int]], list[tuple[Head, int]]]:
    """Blocks one under the other: the annual ones, and those for longer, as their labels say."""
    scores = [how_annual(head) for head, _ in blocks]
    best = max(scores, default=0)
    annual = [block for block, score in zip(blocks, scores, strict=True) if score == best]
    return annual, [block for block in blocks if block not in annual]


def _annual_score(label: str) -> int:
    return any(word in label for word in _ANNUAL) - any(word in label for word in _LONG)


def head_of_fragment(grid: Grid, first: int, last: int) -> Head | None:
    """Columns seen from the names of the nodes, where the head itself is lost."""
    rows = [
        (cell, [other for other in grid.across(row) if other.column >= cell.right])
        for row in range(first, last)
        for cell in grid.across(row)
        if words.is_level2(cell.text)
    ]
    rows = [(cell, right) for cell, right in rows if right]
    if not rows:
        return None
    by_column: dict[int, int] = {}
    for cell, _ in rows:
        by_column[cell.column] = by_column.get(cell.column, 0) + 1
    column = max(by_column, key=lambda key: by_column[key])
    node, right = next(pair for pair in rows if pair[0].column == column)
    left = grid.at(node.row, node.column - 1)
    columns = [Column("level2", node.column, node.right, "")]
    if left is not None:
        columns.insert(0, Column("level1", left.column, left.right, ""))
    roles = ["level3", "value", *["unknown"] * len(right)]
    if len(right) > len(_CORE) - 2 and right[1].text.strip() in _SIGNS:
        roles[1:4] = ["sign", "value", "measure"]
    columns += [
        Column(role, cell.column, cell.right, "") for role, cell in zip(roles, right, strict=False)
    ]
    return Head(first, first, tuple(columns))
