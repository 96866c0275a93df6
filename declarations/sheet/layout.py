"""The form on paper: a Content laid out as a Grid.

The columns are those of the form of 2021: a group, level 1, level 2, name, value. Fields that this
form does not have, but the Content does, get a row or a column of their own, so that no text is
lost on paper.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from declarations.content import Content, Indicator, format_wan
from declarations.sheet.grid import Cell, Grid, Role
from indicators.tree import SchemeTree

#: Widths in cm of the columns that every form has, and of the two that only some have.
_WIDTHS = (2.0, 2.15, 2.85, 4.5, 5.9)
_WEIGHT_WIDTH, _EXPLANATION_WIDTH = 1.3, 3.0
_LABELS = 2  # columns that the labels at the top take

PROJECT, UNIT, SUPERIOR = "项目名称", "预算单位", "主管部门"
FUNDING, TOTAL, APPROPRIATION, OTHER = (
    "项目资金\n(万元)",
    "年度资金总额：",
    "其中：财政拨款",
    "其他资金",
)
PROJECT_TOTAL = "项目总投资："
GOAL, ANNUAL_GOAL, LONG_TERM_GOAL = "总体目标", "年度目标", "中期目标"
INDICATORS = "绩效指标"
HEADINGS = ("一级指标", "二级指标", "三级指标", "指标值（包含数字及文字描述）")
WEIGHT, EXPLANATION = "权重", "指标解释"


class NodeRows(NamedTuple):
    """A level-2 node on the form with its filled rows and their positions in the Content."""

    level1: str
    level2: str
    rows: tuple[tuple[int, Indicator], ...]


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


def lay_out(content: Content, tree: SchemeTree) -> Grid:
    """The paper form. Each cell that shows a value carries its path in ``where``."""
    return _Form(content, tree).grid()


class _Form:
    """Adds rows from top to bottom."""

    def __init__(self, content: Content, tree: SchemeTree) -> None:
        self.content = content
        self.tree = tree
        self.cells: list[Cell] = []
        self.row = 0
        self.heading = 0
        indicators = content.indicators
        self.has_weight = any(one.weight is not None for one in indicators)
        self.has_explanation = any(one.explanation for one in indicators)
        self.widths = _widths(self.has_weight, self.has_explanation)

    def grid(self) -> Grid:
        content = self.content
        self.field(PROJECT, content.project, "project")
        self.field(UNIT, content.unit, "unit")
        if content.superior:
            self.field(SUPERIOR, content.superior, "superior")
        self.funding()
        self.goals()
        self.indicators()
        title = " ".join(content.title.split()) or self.tree.form_title
        above = (title,) if content.year is None else (title, f"（{content.year}年度）")
        cells = tuple(sorted(self.cells))
        return Grid(cells, above, widths=self.widths, heading=self.heading)

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
        funding = self.content.funding
        amounts = [
            (TOTAL, funding.total, "funding.total"),
            (APPROPRIATION, funding.appropriation, "funding.appropriation"),
            (OTHER, funding.other, "funding.other"),
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
        self.cell(0, INDICATORS, "label", down=1 + sum(_height(node) for node in nodes))
        headings = [*HEADINGS, *[WEIGHT] * self.has_weight, *[EXPLANATION] * self.has_explanation]
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
        texts = [("name", indicator.name), ("value", indicator.value)]
        if self.has_weight:
            weight = indicator.weight
            texts.append(("weight", "" if weight is None else f"{weight:f}"))
        if self.has_explanation:
            texts.append(("explanation", indicator.explanation))
        for column, (where, text) in enumerate(texts, start=3):
            self.cell(column, text, "text", where=path and path + where)
        self.row += 1


def _height(node: NodeRows) -> int:
    return len(node.rows) or 1


def _branches(nodes: Iterable[NodeRows]) -> Iterator[tuple[str, list[NodeRows]]]:
    groups: dict[str, list[NodeRows]] = {}
    for node in nodes:
        groups.setdefault(node.level1, []).append(node)
    yield from groups.items()


def _widths(has_weight: bool, has_explanation: bool) -> tuple[float, ...]:
    """The widths of the columns: what is added is taken from the name and the value."""
    added = (_WEIGHT_WIDTH,) * has_weight + (_EXPLANATION_WIDTH,) * has_explanation
    *left, name, value = _WIDTHS
    less = sum(added) / 2
    return (*left, round(name - less * 0.8, 2), round(value - less * 1.2, 2), *added)
