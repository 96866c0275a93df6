"""Forms that a page break cut in two: the rows of the second table go on where the first ends.

Only neighbours are joined, with nothing but 续表 or the title again between them, and only where
the second cannot begin a form and goes on where the first has stopped. Each row keeps the place it
was read from.
"""

import re
from collections.abc import Iterable, Iterator

from declarations.sheet import vocabulary as words
from declarations.sheet.grid import Grid
from declarations.sheet.head import find_head, how_annual
from declarations.sheet.pieces import ONCE, begins_with, last_opening

_CONTINUED = re.compile(r"[续接][上前]?[表页]?[一二三四五六七八九十\d]{0,2}")  # signs removed

_MARKED = re.compile(r"(.+?)(?:[续接][上前]?[表页]?[一二三四五六七八九十\d]{0,2})")
_NOT_WORD = re.compile(r"[\W_]+")
_TALLEST_HEAD = 2
_LEADING = 3  # texts of a row that may be nodes: the block, level 1, level 2


def joined(grids: Iterable[Grid]) -> Iterator[Grid]:
    """The tables of a document, those that go on with a form joined to the one before."""
    before: Grid | None = None
    for grid in grids:
        if before is not None and _goes_on(before, grid):
            before = before.followed_by(grid)
            continue
        if before is not None:
            yield before
        before = grid
    if before is not None:
        yield before


def _goes_on(first: Grid, second: Grid) -> bool:
    if first.origin.sheet is not None or not first.cells or not second.cells:
        return False
    if not _only_continues(first, second.above):
        return False
    if _is_wide_again(first, second):
        return True
    opening = last_opening(first)
    if opening is None or last_opening(second) is not None:
        return False
    if not any(find_head(first, row) for row in range(opening, first.height)):
        return _completes(begins_with(first, opening), second)
    if find_head(second, 0) is None and first.width != second.width:
        return False
    if _is_block_of_the_year(first, opening, second):
        return True
    return _nodes_go_on(_nodes(first, opening), _nodes(second))


def _is_block_of_the_year(first: Grid, opening: int, second: Grid) -> bool:
    """Whether 长期绩效指标 ends the first and the second begins with 年度绩效指标."""
    before = [head for row in range(opening, first.height) if (head := find_head(first, row))]
    after = find_head(second, 0)
    return bool(after) and how_annual(before[-1]) < 0 < how_annual(after)


def _only_continues(first: Grid, lines: Iterable[str]) -> bool:
    """Whether lines between two tables say only that the form goes on, or repeat its title."""
    own = {_signless(line) for line in first.above if words.is_title(line) or words.is_year(line)}
    return all(
        _CONTINUED.fullmatch(line) or line in own or _without_mark(line) in own
        for line in map(_signless, lines)
    )


def _signless(line: str) -> str:
    return _NOT_WORD.sub("", line)


def _without_mark(line: str) -> str:
    """A title without the mark that it is repeated: 项目支出绩效目标申报表（续）."""
    found = _MARKED.fullmatch(line)
    return found.group(1) if found else line


def _is_wide_again(first: Grid, second: Grid) -> bool:
    """Whether both are sheets of many projects with the same columns."""
    columns = _wide_columns(second)
    return columns is not None and columns == _wide_columns(first)


def _wide_columns(grid: Grid) -> list[str] | None:
    """The roles of the columns of a wide head at the top of a table."""
    heads = (find_head(grid, row) for row in range(min(grid.height, _TALLEST_HEAD)))
    head = next((head for head in heads if head and head.is_wide), None)
    return [column.role for column in head.columns] if head else None


def _completes(has: set[str], second: Grid) -> bool:
    """Whether a table has what a form without indicators still lacks, and nothing it has."""
    roles = begins_with(second)
    if roles & has & ONCE:
        return False
    has_head = any(find_head(second, row) for row in range(second.height))
    return has_head or bool(roles & words.GOAL_ROLES)


def _nodes_go_on(first: list[str], second: list[str]) -> bool:
    """Whether the second has nodes, and none that the first has already left behind."""
    if not first or any("满意" in name for name in first):
        return False  # 满意度 comes last in every scheme: the form is whole
    last = {
        next((name for name in reversed(first) if is_level(name)), "")
        for is_level in (words.is_level1, words.is_level2)
    }
    return bool(second) and not (set(first) - last) & set(second)


def _nodes(grid: Grid, start: int = 0) -> list[str]:
    """The names of nodes among the first texts of each row, in the order they first stand."""
    names = [
        words.clean_name(cell.text)
        for row in grid.rows[start:]
        for cell in [cell for cell in row if not cell.is_blank][:_LEADING]
        if words.is_level1(cell.text) or words.is_level2(cell.text)
    ]
    return list(dict.fromkeys(names))
