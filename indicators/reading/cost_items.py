"""The lines of a cost table that a cost text already holds: 15人×4000元/人 -> price, count.

They are proposals: a line whose factors are not plainly a price and one or two counts comes as one
sum without factors, so that the lines always add up to what the text says.
"""

import re
from decimal import Decimal

from .cost_reading import CostReading, Step
from .normalize import normalize
from .sentences import SentenceItem
from .tokens import Token, scan

_LABEL_START = re.compile(r".*(?:[；;。\n，,]|(?<!\d)\d{1,2}[、.．)）]|[①-⑳])", re.DOTALL)
_WORD = re.compile(r"[A-Za-z\u4e00-\u9fff]{2}")
_LABEL_ENDS = " 　:：,，=＝、.。("
_EQUALS = " = "


def cost_items(reading: CostReading) -> tuple[SentenceItem, ...]:
    """One line for each amount of the reading; empty where it gives no amount."""
    if reading.amount is None:
        return ()
    steps = _parts(reading)
    lines = []
    for place, step in enumerate(steps):
        before = steps[place - 1].end if place else 0
        label = "" if step.in_name else _label(reading.text[before : step.start])
        lines.append(_line(step, label or (reading.name if len(steps) == 1 else "")))
    return tuple(lines)


def _parts(reading: CostReading) -> list[Step]:
    """The steps that make up the amount; the amount itself where no steps do."""
    amount = reading.amount
    stated = [step for step in reading.steps if step.amount is not None]
    wholes = [step for step in stated if step.amount == amount]
    parts = [step for step in stated if step.amount != amount]
    over = sum((step.amount for step in parts), Decimal(0)) - amount
    if over > 0:  # a total that was rounded stands among them
        parts = [step for step in parts if step.amount != over]
    if parts and sum(step.amount for step in parts) == amount:
        return parts
    if wholes:
        return [next((step for step in wholes if "×" in step.text), wholes[0])]
    return [Step(0, 0, "", amount=amount)]


def _label(before: str) -> str:
    """What stands before an amount and says what it is for; 每人 and ≤ do not."""
    label = _LABEL_START.sub("", before).strip(_LABEL_ENDS)
    return label if _WORD.search(label) and not label.startswith("每") else ""


def _line(step: Step, label: str) -> SentenceItem:
    item = _product(step.text.split(_EQUALS)[0], label)
    return item if item and item.subtotal == step.amount else SentenceItem(label, step.amount)


def _product(text: str, label: str) -> SentenceItem | None:
    """A price and one or two counts; None for any other arithmetic."""
    tokens = scan(normalize(text).text).tokens
    factors = [token for token in tokens if token.kind == "quantity"]
    signs = [token for token in tokens if token.kind == "operator"]
    prices = [token for token in factors if token.quantity.is_money]
    counts = [token for token in factors if not token.quantity.is_money]
    if (
        len(prices) != 1
        or not 1 <= len(counts) <= 2
        or any(one.category != "times" for one in signs)
    ):
        return None
    counts.sort(key=_is_period)
    (price,) = prices
    per = "/".join(unit.surface for unit in price.quantity.per)
    quantity, periods = counts[0], counts[1] if len(counts) > 1 else None
    return SentenceItem(
        label,
        price.quantity.value,
        per,
        quantity.quantity.value,
        _unit(quantity),
        periods.quantity.value if periods else None,
        _unit(periods) if periods else "",
    )


def _is_period(token: Token) -> bool:
    unit = token.quantity.unit
    return unit is not None and unit.kind == "period"


def _unit(token: Token) -> str:
    return token.quantity.unit.surface if token.quantity.unit else ""
