"""The check catalogue: rules over a form, one module a topic.

``check_form`` runs them all. The rules register themselves when their module is imported; the
order of the imports is the order of the catalogue.
"""

from . import (  # noqa: F401 - imported for the rules they register
    basics,
    costing,
    costs,
    funding,
    goals,
    project_names,
    repeats,
    structure,
    values,
    weights,
)
from .contract import (
    RULES,
    Context,
    Finding,
    Form,
    Outcome,
    Quality,
    Report,
    Rule,
    Severity,
    check_form,
)

__all__ = [
    "RULES",
    "Context",
    "Finding",
    "Form",
    "Outcome",
    "Quality",
    "Report",
    "Rule",
    "Severity",
    "check_form",
]
