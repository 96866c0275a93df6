"""What findings say to users, by code: the one place where their prose stands.

One module a topic, like the checks. Words that a check chooses among stand beside its texts.
"""

from . import (
    basics,
    classing,
    costs,
    funding,
    goals,
    naming,
    project_names,
    structure,
    texts,
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
}

__all__ = ["TEXTS", "Text"]
