"""Why a file gives no form, and how large a file may be."""

from dataclasses import dataclass

from declarations.sheet import messages
from declarations.sheet.grid import Place

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_UNZIPPED = 200 * 1024 * 1024  # with the pictures in it
LARGEST_XML = 32 * 1024 * 1024  # what is parsed
MOST_CELLS = 200_000


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file, or a part of it, could not be read."""

    code: str
    message: str
    place: Place


class UnreadableError(Exception):
    """A file that gives no grid. Carries the code and the message of the problem."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class TooLong(ValueError):  # noqa: N818 - an answer, not a fault
    """A text that a cell of Excel cannot hold. Its text is the message to show."""


def refuse_more_cells(cells: int) -> None:
    """Raises UnreadableError for a table that is too large to be a form."""
    if cells > MOST_CELLS:
        raise UnreadableError("FILE-TOO-LARGE", messages.too_many_cells(MOST_CELLS))
