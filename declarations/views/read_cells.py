"""What was read from a file as a list of cells: what it is, what it says, where it stood."""

from collections.abc import Iterator
from dataclasses import dataclass

from declarations.comparing import FIELDS, ITEM_LABELS, ROW_PARTS, cell_text, row_label, value_at
from declarations.sheet import Place, Reading


@dataclass(frozen=True, slots=True)
class ReadCell:
    label: str
    text: str
    place: Place | None


def cells_of(reading: Reading) -> Iterator[ReadCell]:
    """The cells that say something, in the order of the form."""
    content = reading.content
    for where, label in FIELDS:
        yield from _cell(reading, where, label, value_at(content, where))
    for number, row in enumerate(content.indicators):
        for part, label in ROW_PARTS:
            text = f"{row_label(row)}：{label}" if part != "name" else f"{row.level2}：{label}"
            yield from _cell(reading, f"indicators[{number}].{part}", text, getattr(row, part))
    for item in content.items:
        said = (
            f"{label} {cell_text(getattr(item, part))}"
            for part, label in ITEM_LABELS.items()
            if getattr(item, part) not in (None, "")
        )
        yield ReadCell("成本测算表", "；".join(said), None)


def _cell(reading: Reading, where: str, label: str, value: object) -> Iterator[ReadCell]:
    if text := cell_text(value):
        yield ReadCell(label, text, reading.places.get(where))
