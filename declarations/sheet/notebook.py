"""What a reading gives back, and the notebook in which it is written down."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from declarations.content import Content
from declarations.sheet import messages
from declarations.sheet.grid import Cell, Origin, Place

HEADER_DAMAGED = "IMP-HEADER-DAMAGED"
UNPARSED = "IMP-UNPARSED"
SELF_EVALUATION = "IMP-SELF-EVALUATION"


@dataclass(frozen=True, slots=True)
class Note:
    """A text that was taken with a doubt, or not at all. ``code`` is that of the finding."""

    code: str
    message: str
    place: Place
    text: str = ""
    where: str = "form"


@dataclass(frozen=True, slots=True)
class Reading:
    """One form that was read: its Content, and for each value the place it was read from."""

    content: Content
    places: Mapping[str, Place] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    source: Mapping[str, int | str] = field(default_factory=dict)


class Notebook:
    """Collects the places and notes of one form while it is read."""

    def __init__(self, origin: Origin) -> None:
        self.origin = origin
        self.places: dict[str, Place] = {"form": origin.place()}
        self.notes: list[Note] = []

    def put(self, where: str, cell: Cell | None) -> None:
        self.places.setdefault(where, self.origin.place(cell))

    def note(
        self, message: str, cell: Cell | None, *, code: str = UNPARSED, where: str = "form"
    ) -> None:
        text = cell.text if cell is not None else ""
        self.notes.append(Note(code, message, self.origin.place(cell), text, where))

    def damaged(self, cell: Cell, taken_as: str) -> None:
        message = messages.damaged_label(cell.text.strip(), taken_as)
        self.note(message, cell, code=HEADER_DAMAGED)

    def unparsed(self, cell: Cell) -> None:
        self.note(messages.unparsed(cell.text), cell)
