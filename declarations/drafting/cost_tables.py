"""The cost table behind a cost row: its sum, the sentence it makes, the lines a text holds.

All amounts here are in 元.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from django.core.exceptions import ValidationError

from indicators.reading.cost_items import cost_items
from indicators.reading.costs import CostReading, read_cost
from indicators.reading.sentences import SentenceItem, cost_sentence

from ..content import COST_ITEM_FIELDS, FACTOR_DECIMALS, FACTOR_DIGITS, fits
from ..models import Correction, CostItem, Indicator, User
from .editing import add_items, now, open_draft
from .mending import rewrite

NO_LINES = "没有写入：成本测算表还没有填单价。请先填写单价和数量，再生成指标值。"
NO_PRICE = "没有写入：“{label}”还没有填单价。请补上单价，或删除这一行，再生成指标值。"
NOT_READABLE = (
    "没有写入：按这些单位写成的一句话读出来是另一个金额。请检查计价单位、数量单位和期数单位，"
    "只写“人”“天”“月”这样的单位。"
)
NAMELESS = "没有名称的一行"


@dataclass(frozen=True, slots=True)
class Proposal:
    """The lines that the text of a cost row holds and that are not in its table yet.

    ``text`` is the value they were read from; ``standing`` tells how many lines are there already.
    """

    text: str
    reading: CostReading
    items: tuple[SentenceItem, ...]
    standing: int

    @property
    def total(self) -> Decimal:
        return sum((item.subtotal for item in self.items), Decimal(0))


def table_total(items: Iterable[CostItem]) -> Decimal | None:
    """The sum of a cost table; None while no line of it has a price."""
    subtotals = [item.as_on_form(0).subtotal for item in items]
    priced = [subtotal for subtotal in subtotals if subtotal is not None]
    return sum(priced, Decimal(0)) if priced else None


def sentence_of(row: Indicator) -> str:
    """What the cost table says in the words of the form; it reads back to the same amount.

    Raises ValidationError, in words for the filler, where the table gives no such sentence.
    """
    lines = [item for item in row.items.all() if not item.as_on_form(0).is_blank]
    for line in lines:
        if line.unit_price is None:
            label = " ".join(line.label.split())[:30] or NAMELESS
            raise ValidationError(NO_PRICE.format(label=label))
    items = [_line(item) for item in lines]
    if not items:
        raise ValidationError(NO_LINES)
    amount = sum((item.subtotal for item in items), Decimal(0))
    for spoken in (items, [replace(item, label="") for item in items]):
        sentence = cost_sentence(spoken)
        reading = read_cost(row.name, sentence)
        if reading.amount == amount and reading.sound:
            return sentence
    raise ValidationError(NOT_READABLE)


def write_sentence(row: Indicator, by: User) -> Correction | None:
    """Put the sentence of the cost table into the value of the row; None if it stands there.

    Raises ValidationError as ``sentence_of``, Locked or Gone.
    """
    with open_draft(row.declaration_id):
        row = now(row)
        return rewrite(row, "value", sentence_of(row), by)


def propose(row: Indicator) -> Proposal:
    """What could be taken from the text of the row into its table."""
    reading = read_cost(row.name, row.value)
    standing = [item for item in row.items.all() if not item.as_on_form(0).is_blank]
    known = {_factors(_line(item)) for item in standing if item.unit_price is not None}
    items = tuple(
        item for item in cost_items(reading) if _fits(item) and _factors(item) not in known
    )
    return Proposal(row.value, reading, items, len(standing))


def take(row: Indicator, text: str) -> list[CostItem]:
    """Add to the table what was proposed from ``text``. Raises Locked or Gone.

    Adds nothing where another text stands in the row by now.
    """
    with open_draft(row.declaration_id):
        proposal = propose(now(row))
        if proposal.text == text:
            lines = [{name: getattr(item, name) for name in _COLUMNS} for item in proposal.items]
            return add_items(row, lines)
    return []


_COLUMNS = tuple(name for name in COST_ITEM_FIELDS if name != "basis")


def _line(item: CostItem) -> SentenceItem:
    return SentenceItem(**{name: getattr(item, name) for name in _COLUMNS})


def _factors(item: SentenceItem) -> tuple[Decimal | None, ...]:
    return item.unit_price, item.quantity, item.periods


def _fits(item: SentenceItem) -> bool:
    return all(fits(factor, FACTOR_DIGITS, FACTOR_DECIMALS) for factor in _factors(item))
