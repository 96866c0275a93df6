"""What the forms of the years before tell a check: the total, the prices, the targets."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from indicators.reading.years import roll_year
from indicators.tree import SchemeTree

from ..checks import Form
from ..checks.measures import REACHED, measures
from ..checks.prices import prices_of
from ..content import Content

#: So many years make the usual size of a target.
_YEARS = 3


def facts_of(
    forms: Sequence[tuple[int, Content]], year: int, tree: SchemeTree
) -> dict[str, object]:
    """Fields of a check's Context, from a project's forms with their years, the latest first.

    ``year`` is that of the form that is checked; names that carry the budget year are rolled to
    it, so that 2021年维护费 is known again as 2022年维护费. What no form tells is left out.
    """
    earlier = [(then, Form(content, tree)) for then, content in forms if then < year][:_YEARS]
    if not earlier:
        return {}
    facts: dict[str, object] = {"history": _history(earlier, year)}
    then, last = earlier[0]
    if then == year - 1:
        facts["last_year_total"] = last.content.funding.total
        facts["last_year_prices"] = tuple(
            (roll_year(price.label.strip(), then, year).text, price.amount)
            for price in prices_of(last)
        )
    return facts


def _history(
    earlier: Sequence[tuple[int, Form]], year: int
) -> tuple[tuple[str, tuple[Decimal, ...]], ...]:
    numbers: dict[str, list[Decimal]] = defaultdict(list)
    for then, form in earlier:
        for row in measures(form, *REACHED):
            if len(row.targets) == 1:
                name = roll_year(row.row.name.strip(), then, year).text
                numbers[name].append(row.targets[0].number)
    return tuple((name, tuple(found)) for name, found in numbers.items())
