"""The check catalogue: rules over a form, one module a topic.

``check_form`` runs them all. The rules register themselves when their module is imported; the
order of the imports is the order of the catalogue.
"""

from . import (  # noqa: F401 - imported for the rules they register
    ambition,
    basics,
    classing,
    compound,
    cost_factors,
    costing,
    costs,
    cross,
    funding,
    goals,
    naming,
    prices,
    privacy,
    project_names,
    rates,
    repeats,
    structure,
    texts,
    timing,
    value_texts,
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
    apply_mechanical,
    check_form,
)
from .fixes import Fix, apply_fix, text_at
from .justification import fault_of
from .thresholds import THRESHOLDS, Threshold
from .version import rules_version

__all__ = [
    "RULES",
    "THRESHOLDS",
    "Context",
    "Finding",
    "Fix",
    "Form",
    "Outcome",
    "Quality",
    "Report",
    "Rule",
    "Severity",
    "Threshold",
    "apply_fix",
    "apply_mechanical",
    "check_form",
    "fault_of",
    "rules_version",
    "text_at",
]
