"""Examples of good and bad forms: what the catalogue shows, and what tests every check.

An example is a small change to one form that has nothing wrong with it, so that a check that
should stay silent on it has no excuse.
"""

from dataclasses import dataclass, field, replace
from decimal import Decimal

from declarations.content import Content, CostItem, Funding, Indicator
from indicators.tree import DEFAULT_CODE, SchemeTree, shipped

from .context import Context

_TREE = shipped()[DEFAULT_CODE]


@dataclass(frozen=True, slots=True)
class Example:
    """A form and the words that show what is particular about it.

    ``context`` is what is known beyond the form, ``scheme`` the code of the scheme it is under.
    """

    text: str
    content: Content
    context: Context = field(default_factory=Context)
    scheme: str = DEFAULT_CODE

    @property
    def tree(self) -> SchemeTree:
        return shipped()[self.scheme]

    def known(self, **facts: object) -> "Example":
        """The same form where these facts beyond it (fields of Context) are known."""
        return replace(self, context=replace(self.context, **facts))

    def with_rows(self, kind: str, *pairs: tuple[str, str]) -> "Example":
        """The same form with these rows (name, value) in place of its rows of this kind."""
        node = _TREE.of_kind(kind)
        assert node is not None, kind
        others = tuple(row for row in self.content.indicators if row.level2 != node.name)
        text = "；".join(f"{name}｜{value}" for name, value in pairs)
        mine = tuple(_row(kind, name, value) for name, value in pairs)
        return self._changed(text or f"{node.name}一条也没有", indicators=(*others, *mine))

    def with_row(self, kind: str, name: str, value: str) -> "Example":
        """The same form with one row more."""
        rows = (*self.content.indicators, _row(kind, name, value))
        return self._changed(f"{name}｜{value}", indicators=rows)

    def with_goal(self, goal: str) -> "Example":
        return self._changed(f"目标：{goal}", goal=goal)

    def with_items(self, *items: tuple[str, str, str]) -> "Example":
        """The same form with cost items (label, unit price in 元, quantity) behind its last row."""
        row = len(self.content.indicators) - 1
        table = tuple(
            CostItem(row, label, Decimal(price), quantity=Decimal(quantity))
            for label, price, quantity in items
        )
        words = "，".join(f"{label}{price}元×{quantity}" for label, price, quantity in items)
        return self._changed(f"测算表：{words}", items=table)

    def _changed(self, text: str, **fields: object) -> "Example":
        return Example("；".join(filter(None, (self.text, text))), replace(self.content, **fields))


def _row(kind: str, name: str, value: str) -> Indicator:
    node = _TREE.of_kind(kind)
    assert node is not None, kind
    return Indicator(node.level1, node.name, name, value)


#: A form that a reviewer would pass. Every example starts from it.
CLEAN = Content(
    title=_TREE.form_title,
    year=2021,
    project="基层财会人员业务培训",
    unit="示例区财政局",
    funding=Funding(Decimal("6.00"), Decimal("6.00"), Decimal("0.00")),
    goal="2021年举办2期财会业务培训，培训基层财会人员150人次，使参训人员能独立完成预算编制和账务处理，"
    "减少报表差错，提高基层财务管理水平。",
    indicators=(
        _row("quantity", "培训期数", "=2期"),
        _row("quantity", "培训人次", "≥150人次"),
        _row("quality", "结业考核合格率", "≥95%"),
        _row("timeliness", "培训完成时限", "2021年3月-10月"),
        _row("cost", "培训费", "400元/人次×150人次=6万元"),
        _row("social_benefit", "参训单位报表一次审核通过率", "≥90%"),
        _row("satisfaction", "参训人员满意度", "≥90%"),
    ),
)


def rows(kind: str, *pairs: tuple[str, str]) -> Example:
    """The clean form with these rows (name, value) in place of its rows of this kind."""
    return Example("", CLEAN).with_rows(kind, *pairs)


def cost(total_wan: str, *pairs: tuple[str, str]) -> Example:
    """The clean form with this annual total, all from the treasury, and these cost rows."""
    example = rows("cost", *pairs)
    amount = Decimal(total_wan)
    return Example(
        f"年度资金总额{total_wan}万元；{example.text}",
        replace(example.content, funding=Funding(amount, amount, Decimal(0))),
    )


def money(total: str, appropriation: str, other: str) -> Example:
    """The clean form with this money block, in 万元; a blank text is a blank cell."""
    cells = (total, appropriation, other)
    funding = Funding(*(Decimal(cell) if cell else None for cell in cells))
    text = "，".join(
        f"{label}{cell or '（空）'}"
        for label, cell in zip(("总额", "财政拨款", "其他资金"), cells, strict=True)
    )
    return Example(text, replace(CLEAN, funding=funding))


def changed(text: str, **fields: object) -> Example:
    """The clean form with these fields of Content in place of its own."""
    return Example(text, replace(CLEAN, **fields))


def without(*kinds: str) -> Example:
    """The clean form without its rows of these kinds."""
    names = {node.name for node in _TREE.nodes() if node.kind in kinds}
    kept = tuple(row for row in CLEAN.indicators if row.level2 not in names)
    return Example("没有" + "、".join(sorted(names)), replace(CLEAN, indicators=kept))
