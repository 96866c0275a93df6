"""Small values that the views make and the templates' filters too."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """How many errors, how many warnings that nobody answered, and how many that have a 说明."""

    errors: int
    warnings: int
    justified: int = 0


def cell_id(where: str) -> str:
    """The id of a cell on the paper: ``indicators[3].name`` -> ``cell-indicators-3-name``."""
    return "cell-" + re.sub(r"\W+", "-", where).strip("-")
