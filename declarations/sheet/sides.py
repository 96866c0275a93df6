"""Forms that stand side by side on one sheet, with blank columns between them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from declarations.sheet.grid import Grid
from declarations.sheet.head import find_head


def sides(grid: Grid) -> Iterator[Grid]:
    """The grids beside each other, each with a head of its own; else the grid as it is.

    Each keeps the places its cells were read from.
    """
    parts = [_part(grid, columns) for columns in _filled_columns(grid)]
    if len(parts) > 1 and all(_has_head(part) for part in parts):
        yield from parts
    else:
        yield grid


def _filled_columns(grid: Grid) -> list[Sequence[int]]:
    """The runs of columns that a filled cell covers."""
    runs = groupby(range(grid.width), grid.filled_columns.__contains__)
    return [list(columns) for is_filled, columns in runs if is_filled]


def _part(grid: Grid, columns: Sequence[int]) -> Grid:
    left, right = columns[0], columns[-1] + 1
    cells = tuple(
        cell._replace(column=cell.column - left)
        for cell in grid.cells
        if left <= cell.column and cell.right <= right
    )
    return replace(grid, cells=cells, origin=replace(grid.origin, left=left), remarks=())


def _has_head(grid: Grid) -> bool:
    return any(find_head(grid, row) is not None for row in range(grid.height))
