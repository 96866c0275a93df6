"""A declaration examined: its content, its report, and where each finding is seen and mended."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.urls import reverse

from declarations.checking import Checked, check_all
from declarations.checks import Finding, Severity
from declarations.content import YUAN_PER_WAN
from declarations.forms.rows import anchor
from declarations.models import CostItem, Declaration, Indicator
from declarations.wizard import ROW, STEPS, Progress, Spots, Step


@dataclass(frozen=True, slots=True)
class Marked:
    """A finding with its number on the page, its cell on the paper and the place to mend it."""

    number: int
    finding: Finding
    cell: str
    mend_url: str
    element: str


@dataclass(frozen=True, slots=True)
class SumCheck:
    """The annual total beside the sum of its parts, in 万元; the difference in 元."""

    total: Decimal | None
    parts: Decimal | None
    difference: Decimal | None


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step in the progress bar."""

    step: Step
    url: str
    progress: Progress | None
    errors: int


class Examined:
    """What the pages about one declaration show. Everything is computed from the form as it is."""

    def __init__(self, checked: Checked) -> None:
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

    def _marked(self, number: int, found: Finding) -> Marked:
        spot = self.spots.of(found.where)
        url = reverse("edit", args=[self.declaration.pk, spot.step.key])
        cell = cell_id(self.on_paper(found.where))
        return Marked(number, found, cell, f"{url}#{spot.element}", spot.element)

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
    def warnings(self) -> list[Marked]:
        return self.of(Severity.WARNING)

    @property
    def infos(self) -> list[Marked]:
        return self.of(Severity.INFO)

    @cached_property
    def by_cell(self) -> Mapping[str, list[Marked]]:
        """The findings at each cell of the paper, by the cell's id."""
        cells: dict[str, list[Marked]] = {}
        for one in self.findings:
            cells.setdefault(one.cell, []).append(one)
        return cells

    def at(self, element: str) -> list[Marked]:
        """The findings to be mended in this row or field of the wizard."""
        return [
            one
            for one in self.findings
            if one.element == element or one.element.startswith(f"{element}-")
        ]

    @cached_property
    def steps(self) -> list[StepLine]:
        errors = [self.spots.of(found.where).step.key for found in self.report.errors]
        return [
            StepLine(
                step=step,
                url=reverse("edit", args=[self.declaration.pk, step.key]),
                progress=step.progress(self.form),
                errors=errors.count(step.key),
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
    def items(self) -> list[CostItem]:
        """The cost table in the order of Content.items."""
        return [item for row in self.rows for item in row.items.all()]

    @cached_property
    def cost_lines(self) -> list[tuple[str, object]]:
        """The lines of the reconciliation with the cells of their rows on the paper."""
        cells = [cell_id(f"indicators[{place}].value") for place in self.form.cost_positions]
        return list(zip(cells, self.report.reconciliation.lines, strict=False))


def examine(declaration: Declaration) -> Examined:
    (examined,) = examine_all([declaration])
    return examined


def examine_all(declarations: Iterable[Declaration]) -> list[Examined]:
    return [Examined(checked) for checked in check_all(declarations)]


def cell_id(where: str) -> str:
    """The id of a cell on the paper: ``indicators[3].name`` -> ``cell-indicators-3-name``."""
    return "cell-" + re.sub(r"\W+", "-", where).strip("-")
