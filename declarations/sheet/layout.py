"""The form on paper: a Content laid out as a Grid.

The columns are those of the form of 2021, a group, level 1, level 2, name, value, and those that
the scheme has beside them. Fields that the form does not have, but the Content does, get a row or
a column of their own, so that no text is lost on paper.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

from declarations.content import INDICATOR_FIELDS, Content, Indicator, format_wan, format_weight
from declarations.sheet.grid import Cell, Grid, Role
from declarations.sheet.widths import widths_of
from indicators.reading.parts import split
from indicators.tree import COLUMNS, SchemeTree

_OWN_COLUMNS = tuple(name for name in COLUMNS if name in INDICATOR_FIELDS)
_beside = attrgetter(*_OWN_COLUMNS)
_NOTHING_BESIDE = _beside(Indicator("", ""))
_LABELS = 2  # columns that the labels at the top take
_NAMES = 3  # the column of the names of level 3

PROJECT, UNIT, SUPERIOR = "项目名称", "预算单位", "主管部门"
FUNDING, PROJECT_TOTAL = "项目资金\n(万元)", "项目总投资："
GOAL, ANNUAL_GOAL, LONG_TERM_GOAL = "总体目标", "年度目标", "中期目标"
INDICATORS = "绩效指标"
LEVELS = ("一级指标", "二级指标")
HEADINGS = (
    {"name": "三级指标", "value": "指标值（包含数字及文字描述）"}
    | COLUMNS
    | {name: f"{COLUMNS[name][:2]}\n{COLUMNS[name][2:]}" for name in ("nature", "unit")}
)
SPLIT_VALUE = "指标值"  # beside 指标性质 or 计量单位
FILLER, HEAD, DATE = "填报人", "单位负责人", "填报日期"
OPINIONS = ("主管部门审核意见", "财政部门审核意见")
SEAL = "（盖章）　　　　年　　月　　日"


class NodeRows(NamedTuple):
    """A level-2 node on the form with its filled rows and their positions in the Content."""

    level1: str
    level2: str
    rows: tuple[tuple[int | None, Indicator], ...]


def in_form_order(indicators: Sequence[Indicator], tree: SchemeTree) -> list[NodeRows]:
    """The nodes of a form with their rows, blank rows left out.

    First the nodes of the tree, with or without rows. A node that the tree does not have follows
    the nodes of its level 1; if the tree has no such level 1, it stands at the end.
    """
    rows: dict[tuple[str, str], list[tuple[int, Indicator]]] = {
        (node.level1, node.name): [] for node in tree.nodes()
    }
    for number, indicator in enumerate(indicators):
        if not indicator.is_blank:
            rows.setdefault((indicator.level1, indicator.level2), []).append((number, indicator))
    order = list(dict.fromkeys(level1 for level1, _ in rows))
    return [
        NodeRows(*names, tuple(rows[names]))
        for level1 in order
        for names in rows
        if names[0] == level1
    ]


def lay_out(content: Content, tree: SchemeTree, *, spare: int = 0) -> Grid:
    """The paper form. Each cell that shows a value carries its path in ``where``.

    ``spare``: so many blank rows stand below the rows of each node, to be filled in.
    """
    return _Form(content, tree, spare).grid()


class _Form:
    """Adds rows from top to bottom."""

    def __init__(self, content: Content, tree: SchemeTree, spare: int) -> None:
        self.content = content
        self.tree = tree
        self.spare = spare
        self.cells: list[Cell] = []
        self.row = 0
        self.heading = 0
        self.columns = columns_of(content, tree)
        self.is_split = "nature" in self.columns or "unit" in self.columns
        self.widths = widths_of(self.columns, tree.layout.landscape)

    def grid(self) -> Grid:
        content = self.content
        self.field(PROJECT, content.project, "project")
        self.field(UNIT, content.unit, "unit")
        if content.superior:
            self.field(SUPERIOR, content.superior, "superior")
        self.funding()
        self.goals()
        self.indicators()
        if self.tree.layout.signature:
            self.signature()
        title = " ".join(content.title.split()) or self.tree.form_title
        above = (title,) if content.year is None else (title, f"（{content.year}年度）")
        cells = tuple(sorted(self.cells))
        landscape = self.tree.layout.landscape
        return Grid(cells, above, widths=self.widths, heading=self.heading, landscape=landscape)

    def cell(self, column: int, text: str, role: Role, *, span: int = 1, where: str = "", **more):
        self.cells.append(
            Cell(self.row, column, text, more.pop("down", 1), span, role, where, **more)
        )

    @property
    def rest(self) -> int:
        """How many columns there are beside the labels at the top."""
        return len(self.widths) - _LABELS

    def field(self, label: str, text: str, where: str) -> None:
        self.cell(0, label, "label", span=_LABELS)
        self.cell(_LABELS, text, "text", span=self.rest, where=where)
        self.row += 1

    def funding(self) -> None:
        funding, labels = self.content.funding, self.tree.layout.labels
        amounts = [
            (f"{labels.total.rstrip('：:')}：", funding.total, "funding.total"),
            (labels.appropriation, funding.appropriation, "funding.appropriation"),
            (labels.other, funding.other, "funding.other"),
        ]
        if funding.project_total is not None:
            amounts.insert(0, (PROJECT_TOTAL, funding.project_total, "funding.project_total"))
        self.cell(0, FUNDING, "label", down=len(amounts))
        for label, amount, where in amounts:
            self.cell(1, label, "label", span=2)
            text = format_wan(amount)
            self.cell(3, text, "amount", span=self.rest - 1, where=where, amount=amount)
            self.row += 1

    def goals(self) -> None:
        content, columns = self.content, len(self.widths)
        self.cell(0, GOAL, "label", down=2)
        left = 1
        goals = [(ANNUAL_GOAL, content.goal, "goal", columns - 1)]
        if content.long_term_goal:
            goals = [
                (LONG_TERM_GOAL, content.long_term_goal, "long_term_goal", 3),
                (ANNUAL_GOAL, content.goal, "goal", columns - 4),
            ]
        for label, text, where, span in goals:
            self.cell(left, label, "label", span=span)
            self.cells.append(Cell(self.row + 1, left, text, 1, span, "text", where))
            left += span
        self.row += 2

    def indicators(self) -> None:
        self.heading = self.row
        nodes = in_form_order(self.content.indicators, self.tree)
        if self.spare:
            nodes = [
                node._replace(rows=node.rows + self.spare * ((None, Indicator(*node[:2])),))
                for node in nodes
            ]
        self.cell(0, INDICATORS, "label", down=1 + sum(_height(node) for node in nodes))
        names = HEADINGS | ({"value": SPLIT_VALUE} if self.is_split else {})
        headings = [*LEVELS, *(names[column] for column in self.columns)]
        for column, heading in enumerate(headings, start=1):
            self.cell(column, heading, "heading")
        self.row += 1
        for level1, group in _branches(nodes):
            self.cell(1, level1, "node", down=sum(map(_height, group)))
            for node in group:
                self.cell(2, node.level2, "node", down=_height(node))
                for number, indicator in node.rows or ((None, Indicator(level1, node.level2)),):
                    self.indicator(number, indicator)

    def indicator(self, number: int | None, indicator: Indicator) -> None:
        path = "" if number is None else f"indicators[{number}]."
        parts = self.parts(indicator.value) if self.is_split else {}
        for column, name in enumerate(self.columns, start=_NAMES):
            where = path and path + name
            if name == "weight":
                weight = indicator.weight
                self.cell(column, format_weight(weight), "short", where=where, amount=weight)
            elif name in ("nature", "unit"):
                self.cell(column, parts[name], "short")
            else:
                text = parts[name] if name in parts else getattr(indicator, name)
                self.cell(column, text, "text", where=where)
        self.row += 1

    def parts(self, value: str) -> dict[str, str]:
        """The value by the columns it takes: what has no column of its own stays beside it."""
        nature, number, unit = split(value)
        if "nature" not in self.columns:
            number = value.removesuffix(unit)
        if "unit" not in self.columns:
            number, unit = f"{number}{unit}", ""
        return {"nature": nature, "value": number, "unit": unit}

    def signature(self) -> None:
        """Names, the date, and a place for each opinion; on a wide page side by side."""
        names, opinions = (FILLER, HEAD, DATE), OPINIONS
        if self.tree.layout.landscape:
            self.beside(names, "text")
            self.beside(opinions, "signature", SEAL)
            return
        self.beside(names[:2], "text")
        self.beside(names[2:], "text")
        for opinion in opinions:
            self.beside((opinion,), "signature", SEAL)

    def beside(self, labels: Sequence[str], role: Role, text: str = "") -> None:
        """A row of labels, each with a cell beside it; the widths are shared out evenly."""
        lefts = [0, *self.edges(len(labels)), len(self.widths)]
        for label, left, right in zip(labels, lefts, lefts[1:], strict=False):
            span = 1 if left else _LABELS
            self.cell(left, label, "label", span=span)
            self.cell(left + span, text, role, span=right - left - span)
        self.row += 1

    def edges(self, parts: int) -> list[int]:
        """The columns at which these many parts of the table begin, without the first."""
        starts = list(accumulate(self.widths, initial=0.0))
        page = starts[-1]
        edges: list[int] = []
        for part in range(1, parts):
            free = range((edges[-1] if edges else 0) + 2 + (not edges), len(self.widths) - 1)
            edges.append(min(free, key=lambda column: abs(starts[column] - page * part / parts)))
        return edges


def columns_of(content: Content, tree: SchemeTree) -> tuple[str, ...]:
    """The columns from the name on: those of the scheme, and those that a row fills.

    The order is that of ``indicators.tree.COLUMNS``, with 指标值 behind 指标性质.
    """
    used = set(tree.layout.columns)
    for row in content.indicators:
        if (beside := _beside(row)) != _NOTHING_BESIDE:
            filled = zip(_OWN_COLUMNS, beside, _NOTHING_BESIDE, strict=True)
            used.update(name for name, value, nothing in filled if value != nothing)
    before = ("nature",) if "nature" in used else ()
    return ("name", *before, "value", *(one for one in COLUMNS if one in used - {"nature"}))


def _height(node: NodeRows) -> int:
    return len(node.rows) or 1


def _branches(nodes: Iterable[NodeRows]) -> Iterator[tuple[str, list[NodeRows]]]:
    groups: dict[str, list[NodeRows]] = {}
    for node in nodes:
        groups.setdefault(node.level1, []).append(node)
    yield from groups.items()
