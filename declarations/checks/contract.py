"""What a check is, what it is given, and what it gives back.

A check is a function over a ``Form``: a Content, the tree of its scheme and a Context of plain
values. It yields what it saw, cell by cell; what to say about it is in ``messages.py``, and how
severe it is belongs to the rule, so that an administrator can change it. A check touches no
database and raises nothing on any form, except ``NotApplicable`` and ``Undecidable``, with which
it says that it has nothing to judge or cannot know.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from declarations.content import Content, Indicator
from declarations.reconcile import Line, Reconciliation, reconcile
from indicators.reading.costs import Observation
from indicators.reading.targets import TargetReading, read_target
from indicators.tree import Node, SchemeTree

from . import messages
from .context import Context
from .examples import Example
from .fixes import Fix, apply_fix
from .thresholds import THRESHOLDS

#: What a rule rests on, by name. Never an article, never an invented citation.
BUDGET_TARGETS = "《中央部门预算绩效目标管理办法》"
CORE_INDICATORS = "《项目支出绩效指标设置及取值指引》"
SYSTEM = "本系统经验规则"


class Severity(StrEnum):
    """How much a finding weighs: an error blocks, a warning wants a reason, an info informs."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def weight(self) -> int:
        return {"error": 0, "warning": 1, "info": 2}[self]


class Outcome(StrEnum):
    """What became of a check on one form."""

    PASSED = "passed"
    FAILED = "failed"
    UNDECIDED = "undecided"
    NOT_APPLICABLE = "not_applicable"


class Quality(StrEnum):
    """The eight items of the four qualities (四性) a reviewer judges, by 财预〔2015〕88号."""

    COMPLETE = "规范完整性"
    CLEAR = "明确清晰性"
    GOAL_RELEVANT = "目标相关性"
    INDICATOR_SOUND = "指标科学性"
    REASONABLE = "绩效合理性"
    MONEY_MATCHES = "资金匹配性"
    ACHIEVABLE = "实现可能性"
    CONDITIONS = "条件充分性"


class NotApplicable(Exception):  # noqa: N818 - an outcome, not a fault
    """The form has nothing that this check is about."""


class Undecidable(Exception):  # noqa: N818 - an outcome, not a fault
    """The form does not say enough to judge it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check saw, at one cell (``where``: see the contracts of ``lint``)."""

    code: str
    severity: Severity
    where: str
    message: str
    hint: str = ""
    observed: str = ""
    expected: str = ""
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What a check yields. ``values`` fill the placeholders of its message.

    ``severity`` is set only where one rule has two weights, as a required node of the scheme may
    be required as an error or as a warning. ``fix`` is the text that would mend the cell.
    """

    where: str
    observed: str = ""
    expected: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    severity: Severity | None = None
    fix: str | None = None


Made = TypeVar("Made")


class Form:
    """A Content seen with the eyes of its scheme: rows by kind, readings made once."""

    def __init__(self, content: Content, tree: SchemeTree, context: Context | None = None) -> None:
        self.content = content
        self.tree = tree
        self.context = context or Context()
        self._nodes = [tree.place(row.level1, row.level2) for row in content.indicators]
        self._filled = [
            (position, row, self.kind(position))
            for position, row in enumerate(content.indicators)
            if not row.is_blank
        ]
        self._readings: dict[str, TargetReading] = {}
        self._made: dict[Callable[[Form], object], object] = {}

    def rows(self, *kinds: str) -> Iterator[tuple[int, Indicator]]:
        """The rows that are not blank with their positions; of these kinds, or all of them."""
        for position, row, kind in self._filled:
            if not kinds or kind in kinds:
                yield position, row

    def kind(self, position: int) -> str | None:
        node = self.node(position)
        return node.kind if node else None

    def node(self, position: int) -> Node | None:
        """The node of the scheme that the row at this position belongs to, if any."""
        return self._nodes[position]

    def has_row(self, node: Node) -> bool:
        """Whether a row that is not blank belongs to this node."""
        return any(self.node(position) == node for position, _ in self.rows())

    def once(self, make: "Callable[[Form], Made]") -> "Made":
        """What ``make`` gives for this form, made when first asked for and shared by the checks."""
        if make not in self._made:
            self._made[make] = make(self)
        return self._made[make]

    def reading(self, text: str) -> TargetReading:
        """The numbers and dates a text of this form speaks of; read once."""
        if text not in self._readings:
            self._readings[text] = read_target(text)
        return self._readings[text]

    def threshold(self, name: str) -> Decimal:
        """A number of a check, as the catalogue or an administrator has it."""
        return self.context.thresholds.get(name, THRESHOLDS[name].default)

    @cached_property
    def reconciliation(self) -> Reconciliation:
        """The cost rows against the annual total. Social and ecological cost do not count."""
        content, rows = self.content, self.content.indicators
        return reconcile(
            content.funding.total,
            [(rows[position].name, rows[position].value) for position in self.cost_positions],
            [
                (self._level2(position), row.name, row.value)
                for position, row in self.rows()
                if self.kind(position) != "cost"
            ],
            items=content.items,
            parts_wan=content.funding.parts,
            positions=self.cost_positions,
        )

    def _level2(self, position: int) -> str:
        node = self.node(position)
        return node.name if node else self.content.indicators[position].level2

    @cached_property
    def cost_positions(self) -> list[int]:
        """Where the cost rows stand: those that say something or have a cost table."""
        with_items = {item.indicator for item in self.content.items}
        return [
            position
            for position, row in enumerate(self.content.indicators)
            if self.kind(position) == "cost" and (not row.is_blank or position in with_items)
        ]

    def cost_lines(self) -> Iterator[tuple[int, Line]]:
        """The lines of the reconciliation with the positions of their rows.

        A line of its own for the cost table as a whole, which has no row, is left out.
        """
        lines = self.reconciliation.lines
        of_rows = lines[len(lines) - len(self.cost_positions) :]
        return zip(self.cost_positions, of_rows, strict=True)

    def cost_observations(self, *codes: str) -> Iterator[tuple[int, Observation]]:
        """What the reader of cost texts observed under these codes, with the row's position."""
        for position, line in self.cost_lines():
            for seen in line.reading.observations:
                if seen.code in codes:
                    yield position, seen

    @cached_property
    def weight_sum(self) -> Decimal:
        """The weights (权重) of all rows together; 0 where none has one."""
        weights = (row.weight for _, row in self.rows())
        return sum((one for one in weights if one is not None and one.is_finite()), Decimal(0))

    @property
    def money(self) -> Decimal | None:
        """The annual total in 万元, or the sum of the parts where the total was left blank."""
        funding = self.content.funding
        if funding.total is not None:
            return funding.total
        return sum(funding.parts, Decimal(0)) if funding.parts else None


Check = Callable[[Form], Iterable[Seen]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A check with its code, its weight, what it rests on, and the examples that are its tests.

    ``floor`` is the least severity an administrator may give it; None lets him switch it off.
    ``mechanical``: its fixes change nothing but how a text is written, so that all of them may be
    applied at once.
    """

    code: str
    severity: Severity
    quality: Quality
    basis: str
    check: Check
    bad: tuple[Example, ...]
    good: tuple[Example, ...]
    floor: Severity | None = None
    mechanical: bool = False

    def allowed(self, severity: Severity | None) -> Severity | None:
        """The severity an administrator asks for, None for none; never below the floor."""
        if self.floor and (severity is None or severity.weight > self.floor.weight):
            return self.floor
        return severity

    @property
    def topic(self) -> str:
        return self.code.partition("-")[0]

    @property
    def title(self) -> str:
        return messages.TEXTS[self.code].title


#: After so many rounds a cell has had every mechanical fix there is.
_MOST_FIXES_A_CELL = 8

#: All rules by code, in the order in which the topic modules register them.
RULES: dict[str, Rule] = {}


def rule(
    code: str,
    severity: Severity,
    quality: Quality,
    *,
    basis: str,
    bad: Iterable[Example],
    good: Iterable[Example],
    floor: Severity | None = None,
    mechanical: bool = False,
) -> Callable[[Check], Check]:
    """Register a check. Raises KeyError for a code without texts, ValueError for one used twice."""
    if code in RULES:
        raise ValueError(f"{code} is registered twice")
    messages.TEXTS[code]  # every rule has its texts

    def register(check: Check) -> Check:
        RULES[code] = Rule(
            code, severity, quality, basis, check, tuple(bad), tuple(good), floor, mechanical
        )
        return check

    return register


@dataclass(frozen=True)
class Report:
    """The findings on one form, errors first, and what became of every rule."""

    findings: tuple[Finding, ...]
    outcomes: Mapping[str, Outcome]
    reconciliation: Reconciliation

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        return tuple(found for found in self.findings if found.severity is severity)

    @property
    def is_fragment(self) -> bool:
        """Whether the form lost its head, its indicators or its tail."""
        return self.outcomes["IMP-FRAGMENT"] is Outcome.FAILED

    @property
    def errors(self) -> tuple[Finding, ...]:
        return self.of(Severity.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return self.of(Severity.WARNING)

    @property
    def infos(self) -> tuple[Finding, ...]:
        return self.of(Severity.INFO)


def check_form(
    content: Content,
    tree: SchemeTree,
    context: Context | None = None,
    severities: Mapping[str, Severity | None] | None = None,
) -> Report:
    """Run every rule on a form. Pure: the same form, scheme and context give the same report.

    ``severities`` are those that differ from the catalogue, by code; None switches a rule off.
    """
    form = Form(content, tree, context)
    severities = severities or {}
    findings: list[Finding] = []
    outcomes: dict[str, Outcome] = {}
    for each in RULES.values():
        wanted = each.allowed(severities.get(each.code, each.severity))
        if wanted is None:
            outcomes[each.code] = Outcome.NOT_APPLICABLE
            continue
        outcomes[each.code], found = _run(each, form)
        if each.code in severities:
            found = [replace(one, severity=wanted) for one in found]
        findings += found
    findings.sort(key=lambda found: found.severity.weight)
    return Report(tuple(findings), outcomes, form.reconciliation)


def _run(each: Rule, form: Form) -> tuple[Outcome, list[Finding]]:
    try:
        seen = list(each.check(form))
    except NotApplicable:
        return Outcome.NOT_APPLICABLE, []
    except Undecidable:
        return Outcome.UNDECIDED, []
    found = [_finding(each, item) for item in seen]
    return (Outcome.FAILED if found else Outcome.PASSED), found


def _finding(each: Rule, seen: Seen) -> Finding:
    text = messages.TEXTS[each.code]
    return Finding(
        code=each.code,
        severity=seen.severity or each.severity,
        where=seen.where,
        message=text.message.format(**seen.values),
        hint=text.hint.format(**seen.values),
        observed=seen.observed,
        expected=seen.expected,
        fix=Fix(seen.where, seen.fix, each.mechanical) if seen.fix is not None else None,
    )


def apply_mechanical(
    content: Content,
    tree: SchemeTree,
    context: Context | None = None,
    severities: Mapping[str, Severity | None] | None = None,
) -> Content:
    """The form with all fixes applied that change only how texts are written (全部套用).

    A cell may need several, one after the other; each round applies one a cell. A rule that
    ``severities`` switches off mends nothing.
    """
    for _ in range(_MOST_FIXES_A_CELL):
        findings = check_form(content, tree, context, severities).findings
        fixes = {one.fix.where: one.fix for one in findings if one.fix and one.fix.mechanical}
        if not fixes:
            break
        for fix in fixes.values():
            content = apply_fix(content, fix)
    return content
