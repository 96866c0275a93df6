"""What was changed of a form, as those see it who judge or confirm the changes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from declarations.comparing import Difference
from declarations.review.versions import since_last_round, since_submission
from declarations.shown import cell_id

from .examined import Examined
from .remarked import RemarkShown


@dataclass(frozen=True, slots=True)
class Change:
    """A difference with its cell on the paper, blank where that is gone.

    ``asked``: a remark wanted something of this cell, or of the form as a whole.
    """

    difference: Difference
    cell: str
    asked: bool


def changes_of_round(examined: Examined, remarks: Iterable[RemarkShown]) -> list[Change]:
    """What the filler changed since the form was returned with these remarks."""
    return _shown(examined, since_last_round(examined.declaration), {one.cell for one in remarks})


def improvements(examined: Examined) -> list[Change]:
    """What the reviewer changed of a form graded 良."""
    return _shown(examined, since_submission(examined.declaration), {cell_id("form")})


def _shown(
    examined: Examined, differences: Iterable[Difference], asked: Collection[str]
) -> list[Change]:
    is_open = cell_id("form") in asked
    shown = []
    for one in differences:
        cell = cell_id(examined.on_paper(one.cell)) if one.cell else ""
        shown.append(Change(one, cell, is_open or cell in asked))
    return shown
