"""Declarations as they are checked: with their scheme, their cycle and their neighbours.

Whoever wants the findings on a stored declaration asks here, so that the page, the list and the
export gate say the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from indicators.models import Scheme, SchemeNode
from indicators.tree import SchemeTree

from ..checks import (
    THRESHOLDS,
    Context,
    Finding,
    Form,
    Report,
    Severity,
    apply_mechanical,
    check_form,
)
from ..checks.unit_forms import UnitForms
from ..content import Content
from ..models import Cycle, Declaration, Justification
from .neighbours import neighbours_of
from .office_facts import OfficeFacts
from .years_before import facts_of


@dataclass(frozen=True)
class Checked:
    """A declaration with its content, its scheme and the report on it.

    ``nodes`` are the level-2 nodes of the scheme in the order of ``tree``; ``levels`` the
    severities set for the cycle.
    """

    declaration: Declaration
    content: Content
    nodes: list[SchemeNode]
    tree: SchemeTree
    context: Context
    levels: Mapping[str, Severity | None]
    report: Report

    @cached_property
    def form(self) -> Form:
        return Form(self.content, self.tree, self.context)

    @cached_property
    def justifications(self) -> Mapping[str, Justification]:
        """The justifications by the code of their check."""
        return {one.code: one for one in self.declaration.justifications.all()}

    @cached_property
    def tidied(self) -> Content:
        """The form with all fixes applied that change only how texts are written."""
        if not any(one.fix and one.fix.mechanical for one in self.report.findings):
            return self.content
        return apply_mechanical(self.content, self.tree, self.context, self.levels)

    @property
    def open_warnings(self) -> tuple[Finding, ...]:
        """The warnings that are neither mended nor justified."""
        return tuple(one for one in self.report.warnings if one.code not in self.justifications)


def check(declaration: Declaration) -> Checked:
    """One declaration, checked."""
    (checked,) = check_all([declaration])
    return checked


def check_all(declarations: Iterable[Declaration]) -> list[Checked]:
    """Many declarations, checked. Queries do not grow with their number if ``with_rows()``."""
    declarations = list(declarations)
    schemes = _Schemes()
    neighbours = neighbours_of(declarations)
    projects = neighbours.by_project()
    keys = {(one.project.unit_id, one.cycle_id) for one in declarations}
    units = {key: neighbours.beside(*key) for key in keys}
    unit_forms: dict[tuple[int, int], UnitForms] = {}
    facts = OfficeFacts(units)
    checked = []
    for declaration in declarations:
        content = declaration.content()
        nodes, tree = schemes.of(declaration.scheme)
        key = declaration.project.unit_id, declaration.cycle_id
        before = facts_of(projects.get(declaration.project_id, ()), declaration.cycle.year, tree)
        forms = units[key]
        if declaration.pk in forms:
            all_forms = unit_forms.get(key) or UnitForms(tuple(forms.values()), tree)
            unit_forms[key] = all_forms
        else:
            forms = neighbours.with_this(declaration, forms)
            all_forms = UnitForms(tuple(forms.values()), tree)
        context = _context(
            declaration,
            forms,
            {
                "unit_forms": all_forms,
                "usual_prices": facts.usual_prices(declaration.project.unit_id),
                **before,
                **asdict(facts.budget(declaration)),
            },
        )
        level = facts.levels(declaration.cycle_id)
        report = check_form(content, tree, context, level)
        checked.append(Checked(declaration, content, nodes, tree, context, level, report))
    return checked


class _Schemes:
    """Each scheme read once, with one query."""

    def __init__(self) -> None:
        self._read: dict[int, tuple[list[SchemeNode], SchemeTree]] = {}

    def of(self, scheme: Scheme) -> tuple[list[SchemeNode], SchemeTree]:
        if scheme.pk not in self._read:
            nodes = scheme.nodes()
            self._read[scheme.pk] = nodes, scheme.tree(nodes)
        return self._read[scheme.pk]


def levels_of(cycle: Cycle) -> Mapping[str, Severity | None]:
    """The severities an administrator has set for a cycle; None: the rule is off."""
    return {one.code: one.severity for one in cycle.rule_settings.all()}


def thresholds_of(cycle: Cycle) -> Mapping[str, Decimal]:
    """The numbers of checks that an administrator has set for a cycle."""
    return {
        name: Decimal(cycle.thresholds[name]) for name in cycle.thresholds if name in THRESHOLDS
    }


def _context(
    declaration: Declaration, forms: Mapping[int, Content], facts: Mapping[str, Any]
) -> Context:
    others = (form.project.strip() for pk, form in forms.items() if pk != declaration.pk)
    return Context(
        cycle_year=declaration.cycle.year,
        other_projects=tuple(filter(None, others)),
        thresholds=thresholds_of(declaration.cycle),
        unconfirmed=tuple(
            f"indicators[{place}]"
            for place, row in enumerate(declaration.rows())
            if row.is_unconfirmed
        ),
        attachments=_attachments(declaration),
        **facts,
    )


def _attachments(declaration: Declaration) -> frozenset[str]:
    """Where files are attached: "form", or the rows that have one."""
    rows = declaration.rows()
    of_rows = (f"indicators[{place}]" for place, row in enumerate(rows) if row.has_file)
    return frozenset((*of_rows, *("form" for row in rows[:1] if row.form_has_file)))
