"""What findings say to users, by code: the one place where their prose stands.

One module a topic, like the checks. Words that a check chooses among stand beside its texts.
"""

from . import (
    ambition,
    basics,
    classing,
    costs,
    cross,
    funding,
    goals,
    naming,
    project_names,
    rates,
    structure,
    texts,
    timing,
    value_texts,
    values,
)
from .text import Text

TEXTS: dict[str, Text] = {
    **basics.TEXTS,
    **project_names.TEXTS,
    **goals.TEXTS,
    **funding.TEXTS,
    **costs.TEXTS,
    **structure.TEXTS,
    **texts.TEXTS,
    **naming.TEXTS,
    **classing.TEXTS,
    **values.TEXTS,
    **rates.TEXTS,
    **value_texts.TEXTS,
    **ambition.TEXTS,
    **timing.TEXTS,
    **cross.TEXTS,
}

__all__ = ["TEXTS", "Text"]
