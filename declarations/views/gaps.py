"""What of a form is not filled in yet.

While a form is filled, an error at a place that is still blank is a thing to do and no fault of
anybody; at 自检 and 送审 it is the error that it is.
"""

from declarations.checks import Finding, Form, Severity
from declarations.comparing import FIELDS, cell_text, value_at
from declarations.wizard import ROW
from indicators.tree import Node

from .marked import Marked

#: Says of the form as a whole what other findings say of its parts.
OF_ITS_PARTS = "IMP-FRAGMENT"
ANY_OF = "{level1}（至少一类）"
_CELLS = frozenset(where for where, _ in FIELDS)


def is_gap(found: Finding, form: Form) -> bool:
    """Whether it is an error at a cell, or under a level-2 node, where nothing stands yet."""
    if found.severity is not Severity.ERROR:
        return False
    return found.code == OF_ITS_PARTS or is_blank(found.where, form)


def gap_label(one: Marked, form: Form) -> str:
    """What is to be filled in, in words: of a level-1 node that wants any of its nodes, that."""
    if not one.finding.where.startswith("nodes["):
        return one.label
    node = _node(one.finding.where, form)
    return one.label if node.required else ANY_OF.format(level1=node.level1)


def is_blank(where: str, form: Form) -> bool:
    content = form.content
    if where in _CELLS:
        return not cell_text(value_at(content, where)).strip()
    if where.startswith("nodes["):
        return not form.has_row(_node(where, form))
    kind, number, part = match.groups() if (match := ROW.fullmatch(where)) else ("", "", "")
    if not part:
        return False
    return not cell_text(getattr(getattr(content, kind)[int(number)], part)).strip()


def _node(where: str, form: Form) -> Node:
    return list(form.tree.nodes())[int(where[len("nodes[") : -1])]
