"""The sentence that a cost table makes in the cell of the form, and that reads back the same.

``50元/天×181天=9050元`` for one item; numbered items with their sum for several.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

_LABEL_BREAKS = str.maketrans(dict.fromkeys("，；。、,;.:：()（）=＝×*+-/\n\r\t", " "))


@dataclass(frozen=True, slots=True)
class SentenceItem:
    """One line of a cost table as plain values; ``unit_price`` in 元, a factor left out is None."""

    label: str
    unit_price: Decimal
    price_unit: str = ""
    quantity: Decimal | None = None
    quantity_unit: str = ""
    periods: Decimal | None = None
    period_unit: str = ""

    @property
    def subtotal(self) -> Decimal:
        amount = self.unit_price
        for factor in (self.quantity, self.periods):
            if factor is not None:
                amount *= factor
        return amount


def cost_sentence(items: Sequence[SentenceItem]) -> str:
    """What to print in the cost cell for these items; empty for none."""
    if not items:
        return ""
    if len(items) == 1:
        return _item(items[0])
    numbered = [f"{place}、{_item(item)}" for place, item in enumerate(items, 1)]
    total = sum((item.subtotal for item in items), Decimal(0))
    return "；".join(numbered) + f"；合计{_plain(total)}元"


def _item(item: SentenceItem) -> str:
    label = " ".join(item.label.translate(_LABEL_BREAKS).split())
    head = f"{label}：" if label else ""
    factors = [
        f"{_plain(number)}{unit}"
        for number, unit in (
            (item.quantity, item.quantity_unit),
            (item.periods, item.period_unit),
        )
        if number is not None
    ]
    if not factors:
        return f"{head}{_plain(item.unit_price)}元"
    per = f"/{item.price_unit}" if item.price_unit else ""
    product = "×".join([f"{_plain(item.unit_price)}元{per}", *factors])
    return f"{head}{product}={_plain(item.subtotal)}元"


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
