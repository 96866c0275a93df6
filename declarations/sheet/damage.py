"""Damaged labels: the word that was meant, where the place leaves but one meaning."""

from collections.abc import Collection, Mapping, Sequence

from declarations.sheet import vocabulary as words
from declarations.sheet.grid import Cell

_FIELDS = words.TEXT_ROLES | words.AMOUNT_ROLES | words.GOAL_ROLES


def word_of_head(text: str, is_before_levels: bool, taken: Collection[str | None]) -> str | None:
    """The head of a column that the block does not have yet."""
    wanted = {"block"} if is_before_levels else set(words.COLUMNS.values()) - {"block", *taken}
    return words.nearest(text, _of_roles(words.COLUMNS, wanted))


def word_of_field(
    cells: Sequence[Cell], position: int, row: int, taken: Collection[str]
) -> str | None:
    """The label of a field where one is expected: first in its row, or in a group.

    At the end of a row only a goal can stand, whose text is below it.
    """
    cell, before = cells[position], cells[:position]
    if words.is_title(cell.text):
        return None
    follows_text = any(left.row == row and not left.is_blank for left in before)
    if follows_text and words.header_role(before[-1].text) not in ("funding_group", "goal_group"):
        return None
    is_last = position + 1 >= len(cells)
    if is_last and not before:
        return None
    wanted = (words.GOAL_ROLES if is_last else _FIELDS).difference(taken)
    return words.nearest(cell.text, _of_roles(words.HEADER, wanted))


def is_goal(text: str) -> bool:
    """Whether a text may be the damaged label of a goal: 年度日标."""
    return words.nearest(text, _of_roles(words.HEADER, words.GOAL_ROLES)) is not None


def _of_roles(vocabulary: Mapping[str, str], roles: Collection[str]) -> dict[str, str]:
    return {word: role for word, role in vocabulary.items() if role in roles}
