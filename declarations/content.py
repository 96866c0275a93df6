"""The declaration form (申报表) as one frozen value.

A form is a Word table, an Excel sheet, a page, rows in a database and a list of findings; all of
them are made from a ``Content``. It holds what stands on the form and nothing else: no user, no
file, no database. Texts are exactly what was typed, outer blanks included, so that a check can see
them; amounts of money are Decimal, in 万元 on the form and in 元 in the cost table.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any

YUAN_PER_WAN = Decimal(10_000)

#: What is kept of an amount in 万元: nine digits before the point and six behind it, which is one
#: cent of a yuan and exact in every database (SQLite keeps fifteen digits of a number).
WAN_DIGITS, WAN_DECIMALS = 15, 6
#: What is kept of a weight.
WEIGHT_DIGITS, WEIGHT_DECIMALS = 8, 4
#: What is kept of a price in 元, a quantity and a number of periods.
FACTOR_DIGITS, FACTOR_DECIMALS = 14, 4


@dataclass(frozen=True, slots=True)
class Funding:
    """The money block of the form, in 万元. None is a cell left blank, which is not zero."""

    total: Decimal | None = None  # 年度资金总额
    appropriation: Decimal | None = None  # 其中：财政拨款
    other: Decimal | None = None  # 其他资金
    project_total: Decimal | None = None  # 项目总额 over several years, where a form has it

    @property
    def parts(self) -> tuple[Decimal, ...]:
        """The parts that were filled in, in 万元."""
        return tuple(part for part in (self.appropriation, self.other) if part is not None)


@dataclass(frozen=True, slots=True)
class Indicator:
    """A level-3 row (三级指标) with the names of its level-1 and level-2 nodes."""

    level1: str
    level2: str
    name: str = ""
    value: str = ""
    weight: Decimal | None = None  # 权重; this and what follows where the scheme has the column
    explanation: str = ""  # 指标解释
    scoring: str = ""  # 评分标准
    evidence: str = ""  # 依据

    @property
    def is_blank(self) -> bool:
        return not (self.name.strip() or self.value.strip())


@dataclass(frozen=True, slots=True)
class CostItem:
    """One line of the cost table (成本测算表) behind a cost indicator.

    ``unit_price`` is in 元. A factor left blank counts as one; an item without a unit price has
    no subtotal yet.
    """

    indicator: int  # position in Content.indicators of the cost row it explains
    label: str = ""  # 支出内容
    unit_price: Decimal | None = None
    price_unit: str = ""  # 计价单位, as in 元/人
    quantity: Decimal | None = None
    quantity_unit: str = ""
    periods: Decimal | None = None  # 期数
    period_unit: str = ""
    basis: str = ""  # 依据

    @property
    def is_blank(self) -> bool:
        return all(getattr(self, name) in (None, "") for name in COST_ITEM_FIELDS)

    @property
    def subtotal(self) -> Decimal | None:
        """小计 in 元."""
        if self.unit_price is None:
            return None
        amount = self.unit_price
        for factor in (self.quantity, self.periods):
            if factor is not None:
                amount *= factor
        return amount


#: What a row says beside the names of its nodes.
INDICATOR_FIELDS = tuple(
    each.name for each in fields(Indicator) if each.name not in {"level1", "level2"}
)

INDICATOR_TEXTS = tuple(name for name in INDICATOR_FIELDS if name != "weight")

#: What a line of the cost table says, beside the row it belongs to.
COST_ITEM_FIELDS = tuple(each.name for each in fields(CostItem) if each.name != "indicator")


@dataclass(frozen=True, slots=True)
class Content:
    """All that stands on one form."""

    title: str = ""
    year: int | None = None
    project: str = ""
    unit: str = ""
    superior: str = ""  # 主管部门, where a form has it
    funding: Funding = field(default_factory=Funding)
    goal: str = ""
    long_term_goal: str = ""  # 中期/长期目标, where a form has it
    indicators: tuple[Indicator, ...] = ()
    items: tuple[CostItem, ...] = ()


def fits(number: Decimal | None, digits: int = WAN_DIGITS, decimals: int = WAN_DECIMALS) -> bool:
    """Whether a number can be kept exactly in so many digits, so many of them behind the point."""
    if number is None:
        return True
    _, figures, exponent = number.normalize().as_tuple()
    return (
        isinstance(exponent, int)
        and -exponent <= decimals
        and len(figures) + exponent <= digits - decimals
    )


def format_wan(amount: Decimal | None) -> str:
    """An amount as the form prints it: two decimals, more only when needed, blank for None.

    >>> format_wan(Decimal("8.4")), format_wan(Decimal("438.768000")), format_wan(None)
    ('8.40', '438.768', '')
    """
    if amount is None:
        return ""
    plain = f"{amount:f}"
    whole, _, decimals = plain.partition(".")
    return f"{whole}.{decimals.rstrip('0').ljust(2, '0')}"


def format_weight(weight: Decimal | None) -> str:
    """A weight (权重) without zeros behind the point: 10 or 12.5, blank for None.

    >>> format_weight(Decimal("10.0000")), format_weight(Decimal("12.50")), format_weight(None)
    ('10', '12.5', '')
    """
    return "" if weight is None else _without_zeros(f"{weight:f}")


def format_yuan(amount: Decimal) -> str:
    """An amount in 元 with separators and no more decimals than it has: 27,540 or 0.5.

    >>> format_yuan(Decimal("27540.000")), format_yuan(Decimal("0.50"))
    ('27,540', '0.5')
    """
    return _without_zeros(f"{amount:,f}")


def _without_zeros(number: str) -> str:
    whole, _, decimals = number.partition(".")
    decimals = decimals.rstrip("0")
    return f"{whole}.{decimals}" if decimals else whole


def to_json(content: Content) -> dict[str, Any]:
    """A Content as plain JSON values, for a snapshot. Decimals become strings."""
    return _plain(content)


def from_json(data: Mapping[str, Any]) -> Content:
    """The Content a snapshot was made of. A field unknown to the snapshot keeps its default."""
    return Content(
        **{
            **data,
            "funding": Funding(**_decimals(data.get("funding", {}), Funding)),
            "indicators": tuple(
                Indicator(**_decimals(row, Indicator)) for row in data.get("indicators", ())
            ),
            "items": tuple(CostItem(**_decimals(item, CostItem)) for item in data.get("items", ())),
        }
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    return value


def _decimals(data: Mapping[str, Any], kind: type) -> dict[str, Any]:
    amounts = {
        name for name, spec in kind.__dataclass_fields__.items() if spec.type == Decimal | None
    }
    return {
        name: Decimal(value) if name in amounts and value is not None else value
        for name, value in data.items()
    }
