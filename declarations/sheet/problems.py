"""Why a file gives no form, and how large a file may be."""

from dataclasses import dataclass

from declarations.sheet import messages
from declarations.sheet.grid import Place
from indicators.office_files import UnreadableError

MOST_CELLS = 200_000


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file, or a part of it, could not be read."""

    code: str
    message: str
    place: Place


class TooLong(ValueError):  # noqa: N818 - an answer, not a fault
    """A text that a cell of Excel cannot hold. Its text is the message to show."""


def refuse_more_cells(cells: int) -> None:
    """Raises UnreadableError for a table that is too large to be a form."""
    if cells > MOST_CELLS:
        raise UnreadableError("FILE-TOO-LARGE", messages.too_many_cells(MOST_CELLS))
