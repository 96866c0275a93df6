"""The rows of a declaration as the wizard shows them: small forms in the tree of the scheme."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from declarations.cost_lines import Line
from declarations.drafting.cost_tables import table_total
from declarations.forms.rows import CostItemForm, IndicatorForm, RowForm, anchor
from declarations.models import CostItem, Indicator
from declarations.wizard import BY_KEY
from indicators.models import SchemeBranch, SchemeNode
from indicators.reading.costs import read_counts
from indicators.reading.expressions import number as plain
from indicators.reading.targets import Target, read_target

from .examined import Examined
from .marked import Marked

QUALITATIVE = "定性"
ABOUT = "约"


@dataclass(frozen=True, slots=True)
class EditedItem:
    """A line of the cost table with its form."""

    form: CostItemForm
    findings: list[Marked] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class EditedRow:
    """An indicator row with its form, and the cost table behind it.

    ``reading`` is how the text of a cost row was read; None for a blank one."""

    form: IndicatorForm
    findings: list[Marked] = field(default_factory=list)
    items: list[EditedItem] = field(default_factory=list)
    reading: Line | None = None

    @property
    def row(self) -> Indicator:
        return self.form.row

    @property
    def total(self) -> Decimal | None:
        """The sum of its cost table in 元."""
        return table_total(line.form.row for line in self.items)

    @property
    def chips(self) -> list[tuple[str, ...]]:
        """How its value was read: the parts of each target, each date, or that it is in words."""
        if self.is_cost or not self.row.value.strip():
            return []
        reading = read_target(self.row.value)
        if reading.is_qualitative:
            return [(QUALITATIVE,)]
        dates = [(date.quote,) for date in reading.dates]
        return [_parts(target) for target in reading.targets] + dates

    @property
    def is_cost(self) -> bool:
        """Whether its text is read as an amount of money."""
        return self.row.node is not None and self.row.node.kind == "cost"


@dataclass(frozen=True, slots=True)
class EditedNode:
    node: SchemeNode
    rows: list[EditedRow]
    findings: list[Marked]

    @property
    def anchor(self) -> str:
        return f"node-{self.node.pk}"


@dataclass(frozen=True, slots=True)
class EditedBranch:
    branch: SchemeBranch
    nodes: list[EditedNode]


@dataclass(frozen=True, slots=True)
class Pick:
    """A quantity that a 数量指标 states, for the cost table to take."""

    number: str
    unit: str
    name: str


@dataclass(frozen=True, slots=True)
class Slot:
    """The findings at one element, to be put into the page again after a save."""

    element: str
    findings: list[Marked]


#: 待确认 is told beside the value, with the button that answers it.
_BESIDE = "XFM-UNCONFIRMED"


class Edited:
    """The rows of one examined declaration. ``bound`` is the form that could not be read, if any:
    it stands in the place of its row, with what was typed."""

    def __init__(self, examined: Examined, bound: RowForm | None = None) -> None:
        self.examined = examined
        self.nodes = examined.nodes
        self._bound = {bound.anchor: bound} if bound else {}

    def branches(self) -> list[EditedBranch]:
        """The tree of the scheme with the rows of each node."""
        branches: list[EditedBranch] = []
        for node in self.nodes:
            if not branches or branches[-1].branch != node.branch:
                branches.append(EditedBranch(node.branch, []))
            branches[-1].nodes.append(self._node(node))
        return branches

    def foreign(self) -> list[EditedRow]:
        """The rows that came from another scheme and have no place in this one."""
        return [self.row(row) for row in self.examined.rows if row.node_id is None]

    def cost_nodes(self) -> list[EditedNode]:
        """The nodes whose rows are reconciled with the annual total."""
        return [self._node(node) for node in self.nodes if node.kind == "cost"]

    def row(self, row: Indicator) -> EditedRow:
        items = [self.item(item) for item in row.items.all()]
        form = self._bound.get(anchor(row)) or IndicatorForm(row)
        reading = self.examined.readings.get(anchor(row))
        findings = [one for one in self.examined.at(anchor(row)) if one.finding.code != _BESIDE]
        return EditedRow(form, findings, items, reading)

    def item(self, item: CostItem) -> EditedItem:
        form = self._bound.get(anchor(item)) or CostItemForm(item)
        return EditedItem(form, self.examined.at(anchor(item)))

    def cost_rows(self, step_key: str) -> list[EditedRow]:
        """The rows with a cost table, on the page that shows it."""
        return (
            [row for each in self.cost_nodes() for row in each.rows]
            if step_key == "funding"
            else []
        )

    def chipped(self, step_key: str, form: Any, all_rows: bool) -> list[EditedRow]:
        """The rows on the page of this step whose values may be read otherwise after a save."""
        changed = form.row if isinstance(form, IndicatorForm) else None
        if step_key == "funding":
            shown = [row.row for node in self.cost_nodes() for row in node.rows]
        else:
            shown = self.examined.rows if step_key == "indicators" else []
        return [self.row(row) for row in shown if all_rows or row == changed]

    def blank_row(self) -> IndicatorForm:
        """A row of this form before there is one: which fields it will have."""
        return IndicatorForm(Indicator(declaration=self.examined.declaration))

    def picks(self) -> list[Pick]:
        """The quantities that the 数量指标 state, each once."""
        found: dict[Pick, None] = {}
        for _, row in self.examined.form.rows("quantity"):
            for count in read_counts(row.value, row.name):
                unit = "".join(unit.surface for unit in count.units) or count.noun
                if not (count.is_span or count.others_bear):
                    found[Pick(f"{count.number.normalize():f}", unit, row.name)] = None
        return list(found)

    def readings(self, step_key: str) -> list[tuple[str, Line | None]]:
        """How each cost row was read, by its element; on the pages that show them."""
        if step_key not in {"funding", "indicators"}:
            return []
        rows = [row for each in self.cost_nodes() for row in each.rows]
        return [(row.form.anchor, row.reading) for row in rows]

    def slots(self, step_key: str) -> list[Slot]:
        """Where the page of this step shows findings beside its rows."""
        if fields := BY_KEY[step_key].fields:
            own = [Slot(f"id_{name}", self.examined.at(f"id_{name}")) for name in fields.values()]
        else:
            own = []
        if step_key == "indicators":
            return list(_slots([node for each in self.branches() for node in each.nodes])) + [
                Slot(row.form.anchor, row.findings) for row in self.foreign()
            ]
        costs = _slots(self.cost_nodes(), items=True) if step_key == "funding" else ()
        return [*own, *costs]

    def _node(self, node: SchemeNode) -> EditedNode:
        rows = [self.row(row) for row in self.examined.rows if row.node_id == node.pk]
        return EditedNode(node, rows, self.examined.at(f"node-{node.pk}"))


def _parts(target: Target) -> tuple[str, ...]:
    """``≥ · 95 · %`` or ``≥ · 2 · 次 · 每年``."""
    upper = f"–{plain(target.upper)}" if target.upper is not None else ""
    unit = "%" if target.percent else target.unit + target.noun
    about = ABOUT if target.approximate else ""
    parts = (target.sign, about + plain(target.number) + upper, unit)
    return tuple(part for part in (*parts, target.period and f"每{target.period}") if part)


def _slots(nodes: Iterable[EditedNode], items: bool = False) -> Iterable[Slot]:
    for each in nodes:
        yield Slot(each.anchor, each.findings)
        for row in each.rows:
            yield Slot(row.form.anchor, row.findings)
            if items:
                yield from (Slot(item.form.anchor, item.findings) for item in row.items)
