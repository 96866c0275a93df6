"""What a reading shows of its facts: the steps with their places, open prices and counts."""

from collections.abc import Sequence

from .amounts import Choice
from .cost_reading import Count, Step, UnitPrice
from .expressions import Factor, yuan
from .facts import Fact
from .normalize import Normalized


def steps_of(facts: list[Fact], choice: Choice, normal: Normalized, length: int) -> list[Step]:
    """One step for each amount, price and rate, and the sum; ``length`` of the whole text."""
    steps = []
    for fact in facts:
        shown = choice.replaced.get(fact.start, fact)
        if shown.kind in ("amount", "price", "rate"):
            steps.append(_step(shown, normal))
    if choice.sum_line:
        steps.append(Step(0, length, choice.sum_line, None, choice.amount))
    return steps


def _step(fact: Fact, normal: Normalized) -> Step:
    start, end = normal.span(fact.start, fact.end)
    shows = [side.show for side in fact.sides]
    if fact.kind == "amount":
        if len(fact.sides) == 1 and (fact.result.product or fact.result.summed):
            shows.append(yuan(fact.value))
        elif len(fact.sides) > 1:
            shows[-1] = _in_yuan(fact.result)
    if fact.kind == "price":
        shows[-1] = fact.price_shown
    text = " = ".join(shows)
    label = fact.label.strip(" :，。") if fact.kind == "amount" and len(shows) == 1 else ""
    if fact.arithmetic is False:
        text += f"，应为{yuan(fact.sides[-2].value)}"
    amount = fact.value if fact.kind == "amount" else None
    item = 0 if fact.marks & {"total", "weak_total"} else fact.item
    return Step(start, end, f"{label} {text}".strip(), fact.arithmetic, amount, item)


def _in_yuan(result: Factor) -> str:
    return result.show if result.show.endswith("元") else yuan(result.value)


def unit_price(fact: Fact, normal: Normalized) -> UnitPrice:
    """A price that waits for its count."""
    start, end = normal.span(fact.start, fact.end)
    return UnitPrice(
        fact.value,
        fact.per,
        fact.price_shown,
        start,
        end,
        fact.label + fact.noun,
        counts_of(fact.further, normal),
    )


def counts_of(facts: Sequence[Fact], normal: Normalized) -> tuple[Count, ...]:
    """The counts among the facts, with their places in the original text."""
    return tuple(
        Count(
            fact.value,
            fact.result.units,
            fact.result.show,
            fact.noun,
            *normal.span(fact.start, fact.end),
            approximate=fact.approximate,
            is_span="span" in fact.marks,
            others_bear=fact.others_bear,
            per=fact.per,
        )
        for fact in facts
        if fact.kind == "count"
    )
