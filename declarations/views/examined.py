"""A declaration examined: its content, its report, and where each finding is seen and mended."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from django.urls import reverse

from declarations.changes import Piece, pieces
from declarations.checks import Finding, Severity, text_at
from declarations.content import YUAN_PER_WAN, Content
from declarations.cost_lines import Line
from declarations.examining.checking import Checked, check_all
from declarations.forms.rows import anchor
from declarations.models import CostItem, Declaration, Indicator
from declarations.review.remarks import unresolved
from declarations.shown import Counts, cell_id, label_of
from declarations.wizard import ROW, STEPS, Progress, Spots, Step

from .gaps import OF_ITS_PARTS, gap_label, is_gap
from .marked import Group, Marked, grouped


@dataclass(frozen=True, slots=True)
class SumCheck:
    """The annual total beside the sum of its parts, in 万元; the difference in 元."""

    total: Decimal | None
    parts: Decimal | None
    difference: Decimal | None


@dataclass(frozen=True, slots=True)
class Address:
    """Where something is edited: the step, the id of the element, the address that leads to it."""

    step: Step
    element: str
    url: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step in the progress bar. ``errors``: those to be mended here, beside what is not filled
    in yet; ``warnings``: those that nobody answered."""

    step: Step
    url: str
    progress: Progress | None
    errors: int
    warnings: int


class Examined:
    """What the pages about one declaration show. Everything is computed from the form as it is."""

    def __init__(self, checked: Checked) -> None:
        self.checked = checked
        self.declaration = checked.declaration
        self.content = checked.content
        self.tree = checked.tree
        self.form = checked.form
        self.report = checked.report
        self.nodes = checked.nodes

    @cached_property
    def rows(self) -> list[Indicator]:
        return self.declaration.rows()

    @cached_property
    def spots(self) -> Spots:
        return Spots(
            rows=[anchor(row) for row in self.rows],
            items=[anchor(item) for item in self.items],
            nodes=[f"node-{node.pk}" for node in self.nodes],
        )

    @cached_property
    def findings(self) -> list[Marked]:
        """All findings, errors first, numbered from 1."""
        return [
            self._marked(number, found)
            for number, found in enumerate(self.report.findings, start=1)
        ]

    def spot_of(self, where: str) -> Address:
        """Where this place of the form is edited."""
        spot = self.spots.of(where)
        url = reverse("edit", args=[self.declaration.pk, spot.step.key])
        return Address(spot.step, spot.element, f"{url}#{spot.element}")

    def label_of(self, where: str) -> str:
        """This place in the words of a clerk."""
        return label_of(where, self.content, [node.name for node in self.nodes])

    def _marked(self, number: int, found: Finding) -> Marked:
        spot = self.spot_of(found.where)
        is_warning = found.severity is Severity.WARNING
        return Marked(
            number=number,
            finding=found,
            cell=cell_id(self.on_paper(found.where)),
            mend_url=spot.url,
            element=spot.element,
            label=self.label_of(found.where),
            content=self.content,
            justification=self.checked.justifications.get(found.code) if is_warning else None,
            is_gap=is_gap(found, self.form),
        )

    def on_paper(self, where: str) -> str:
        """The place on the paper: the cost table is not on it, and a blank row is left out."""
        found = ROW.match(where)
        if not found:
            return where
        kind, number, part = found.groups()
        is_item = kind == "items"
        position = self.content.items[int(number)].indicator if is_item else int(number)
        if self.content.indicators[position].is_blank:
            node = self.form.node(position)
            return f"nodes[{list(self.tree.nodes()).index(node)}]" if node else "form"
        return f"indicators[{position}].{'value' if is_item else part or 'name'}"

    def of(self, severity: Severity) -> list[Marked]:
        return [one for one in self.findings if one.finding.severity is severity]

    @property
    def errors(self) -> list[Marked]:
        return self.of(Severity.ERROR)

    @property
    def infos(self) -> list[Marked]:
        return self.of(Severity.INFO)

    @cached_property
    def unanswered(self) -> list[Group]:
        """What is to be done: the errors, then the warnings without a 说明, by check."""
        warnings = [one for one in self.of(Severity.WARNING) if not one.justification]
        return grouped(self.errors + warnings)

    @cached_property
    def gaps(self) -> list[Marked]:
        """The errors where nothing stands yet: while one fills the form, things to do.

        Each place is told once; the form as a whole only where its parts say nothing.
        """
        gaps = [replace(one, label=gap_label(one, self.form)) for one in self.errors if one.is_gap]
        of_parts = [one for one in gaps if one.finding.code != OF_ITS_PARTS] or gaps
        return list({one.element: one for one in of_parts}.values())

    @cached_property
    def to_mend(self) -> list[Group]:
        """What is to be done beside filling in the rest."""
        warnings = [one for one in self.of(Severity.WARNING) if not one.justification]
        return grouped(self.faults + warnings)

    @property
    def faults(self) -> list[Marked]:
        """The errors in what is filled in."""
        return [one for one in self.errors if not one.is_gap]

    @cached_property
    def justified(self) -> list[Group]:
        """The warnings that have a 说明, by check."""
        return grouped(one for one in self.of(Severity.WARNING) if one.justification)

    @cached_property
    def informing(self) -> list[Group]:
        return grouped(self.infos)

    @cached_property
    def counts(self) -> Counts:
        report, still_open = self.report, len(self.checked.open_warnings)
        return Counts(len(report.errors), still_open, len(report.warnings) - still_open)

    @property
    def counts_so_far(self) -> Counts:
        """The same while one fills the form: what is not filled in yet is counted by itself."""
        return replace(self.counts, errors=len(self.faults), gaps=len(self.gaps))

    @property
    def is_answered(self) -> bool:
        """Whether no error stands, and each warning was mended or has its 说明."""
        return not (self.counts.errors or self.counts.warnings)

    @cached_property
    def reasons_left(self) -> int:
        """How many 说明 are still to be written: one answers all warnings of its check."""
        return len({one.code for one in self.checked.open_warnings})

    @cached_property
    def remarks_left(self) -> int:
        """How many remarks of the last return are neither mended nor answered."""
        one = self.declaration
        if one.round == 1 or one.state not in Declaration.FILLED:
            return 0
        return len(unresolved(one, self.nodes))

    @property
    def is_ready(self) -> bool:
        """Whether nothing on the form stands in the way of its submission."""
        return self.is_answered and not self.remarks_left

    @cached_property
    def tidying(self) -> list[tuple[str, tuple[Piece, ...]]]:
        """What 全部套用 would change: each cell in words with its preview."""
        names = [node.name for node in self.nodes]
        return [
            (label_of(where, self.content, names), pieces(before, after))
            for where, before, after in differing(self.content, self.checked.tidied)
        ]

    @cached_property
    def by_cell(self) -> Mapping[str, list[Marked]]:
        """The findings at each cell of the paper, by the cell's id."""
        cells: dict[str, list[Marked]] = {}
        for one in self.findings:
            cells.setdefault(one.cell, []).append(one)
        return cells

    @cached_property
    def by_element(self) -> Mapping[str, list[Marked]]:
        """The findings to be mended in each field of the wizard, by the field's id."""
        fields: dict[str, list[Marked]] = {}
        for one in self.findings:
            fields.setdefault(one.element, []).append(one)
        return fields

    def at(self, element: str) -> list[Marked]:
        """The findings to be mended in this row or field of the wizard."""
        return [
            one
            for one in self.findings
            if one.element == element or one.element.startswith(f"{element}-")
        ]

    @cached_property
    def steps(self) -> list[StepLine]:
        errors = [self.spots.of(one.finding.where).step.key for one in self.faults]
        open_warnings = self.checked.open_warnings
        warnings = [self.spots.of(found.where).step.key for found in open_warnings]
        return [
            StepLine(
                step=step,
                url=reverse("edit", args=[self.declaration.pk, step.key]),
                progress=step.progress(self.form),
                errors=errors.count(step.key),
                warnings=warnings.count(step.key),
            )
            for step in STEPS
        ]

    @property
    def sum_check(self) -> SumCheck:
        funding = self.content.funding
        parts = sum(funding.parts, Decimal(0)) if funding.parts else None
        if funding.total is None or parts is None:
            return SumCheck(funding.total, parts, None)
        return SumCheck(funding.total, parts, (funding.total - parts) * YUAN_PER_WAN)

    @property
    def money_is_filled(self) -> bool:
        """Whether there is something on both sides of the reconciliation."""
        found = self.report.reconciliation
        return bool(found.lines) and found.total_yuan is not None

    @property
    def items(self) -> list[CostItem]:
        """The cost table in the order of Content.items."""
        return [item for row in self.rows for item in row.items.all()]

    @cached_property
    def cost_lines(self) -> list[tuple[str, Line]]:
        """The lines of the reconciliation with the cells of their rows on the paper.

        The line of a cost table that belongs to no single row leads to the form.
        """
        lines = self.report.reconciliation.lines
        cells = [cell_id(f"indicators[{place}].value") for place in self.form.cost_positions]
        of_the_form = [cell_id("form")] * (len(lines) - len(cells))
        return list(zip(of_the_form + cells, lines, strict=True))

    @cached_property
    def readings(self) -> dict[str, Line]:
        """How the text of each cost row was read, by the row's element in the wizard."""
        return {anchor(self.rows[place]): line for place, line in self.form.cost_lines()}


def examine(declaration: Declaration) -> Examined:
    (examined,) = examine_all([declaration])
    return examined


def examine_all(declarations: Iterable[Declaration]) -> list[Examined]:
    return [Examined(checked) for checked in check_all(declarations)]


def differing(before: Content, after: Content) -> Iterator[tuple[str, str, str]]:
    """The cells of text that differ, with the text before and after. The rows are the same."""
    wheres = ["project", "unit", "goal"]
    wheres += [
        f"indicators[{place}].{part}"
        for place in range(len(before.indicators))
        for part in ("name", "value")
    ]
    for where in wheres:
        old, new = text_at(before, where), text_at(after, where)
        if old != new:
            yield where, old, new
