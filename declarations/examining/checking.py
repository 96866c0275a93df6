"""Declarations as they are checked: with their scheme, their cycle and their neighbours.

Whoever wants the findings on a stored declaration asks here, so that the page, the list and the
export gate say the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from functools import cached_property

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
from .office_facts import OfficeFacts, UnitKey
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
    checker = _Checker(declarations)
    return [checker.check(one) for one in declarations]


class _Checker:
    """Checks these declarations one by one, with all that stands beside them fetched before."""

    def __init__(self, declarations: Sequence[Declaration]) -> None:
        self._schemes = _Schemes()
        self._neighbours = neighbours_of(declarations)
        self._projects = self._neighbours.by_project()
        self._units = {key: self._neighbours.beside(*key) for key in map(_unit_key, declarations)}
        self._unit_forms: dict[UnitKey, UnitForms] = {}
        self._facts = OfficeFacts(self._units)

    def check(self, declaration: Declaration) -> Checked:
        content = declaration.content()
        nodes, tree = self._schemes.of(declaration.scheme)
        context = self._context(declaration, tree)
        levels = self._facts.levels(declaration.cycle_id)
        report = check_form(content, tree, context, levels)
        return Checked(declaration, content, nodes, tree, context, levels, report)

    def _context(self, declaration: Declaration, tree: SchemeTree) -> Context:
        forms, unit_forms = self._beside(declaration, tree)
        years = self._projects.get(declaration.project_id, ())
        others = (form.project.strip() for pk, form in forms.items() if pk != declaration.pk)
        return Context(
            cycle_year=declaration.cycle.year,
            other_projects=tuple(filter(None, others)),
            unit_forms=unit_forms,
            thresholds=thresholds_of(declaration.cycle),
            unconfirmed=_unconfirmed(declaration),
            attachments=_attachments(declaration),
            usual_prices=self._facts.usual_prices(declaration.project.unit_id),
            **facts_of(years, declaration.cycle.year, tree),
            **asdict(self._facts.budget(declaration)),
        )

    def _beside(
        self, declaration: Declaration, tree: SchemeTree
    ) -> tuple[Mapping[int, Content], UnitForms]:
        """The forms of its unit and year, itself among them; read once where it is one of these."""
        key = _unit_key(declaration)
        forms = self._units[key]
        if declaration.pk not in forms:
            forms = self._neighbours.with_this(declaration, forms)
            return forms, UnitForms(tuple(forms.values()), tree)
        if key not in self._unit_forms:
            self._unit_forms[key] = UnitForms(tuple(forms.values()), tree)
        return forms, self._unit_forms[key]


def _unit_key(declaration: Declaration) -> UnitKey:
    return declaration.project.unit_id, declaration.cycle_id


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


def _unconfirmed(declaration: Declaration) -> tuple[str, ...]:
    """Where the rows stand that are 待确认."""
    rows = enumerate(declaration.rows())
    return tuple(f"indicators[{place}]" for place, row in rows if row.is_unconfirmed)


def _attachments(declaration: Declaration) -> frozenset[str]:
    """Where files are attached: "form", or the rows that have one."""
    rows = declaration.rows()
    of_rows = (f"indicators[{place}]" for place, row in enumerate(rows) if row.has_file)
    return frozenset((*of_rows, *("form" for row in rows[:1] if row.form_has_file)))
