"""What stands beside a declaration: the other forms of its unit and year, and its own before."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Q

from ..content import Content, CostItem, Funding, Indicator
from ..models import Declaration


class Key(NamedTuple):
    """Whose form it is: what tells whether it is a neighbour or one of the years before."""

    unit: int
    cycle: int
    year: int
    project: int
    version: int
    state: str


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Forms by their declaration's key, with what others see of them."""

    forms: dict[int, tuple[Key, Content]]

    def beside(self, unit: int, cycle: int) -> dict[int, Content]:
        """The forms of a unit and year, one a project: the latest that was not rejected."""
        latest = {
            key.project: pk
            for pk, (key, _) in sorted(self.forms.items(), key=lambda form: form[1][0].version)
            if (key.unit, key.cycle) == (unit, cycle) and key.state != Declaration.State.REJECTED
        }
        return {pk: self.forms[pk][1] for pk in sorted(latest.values())}

    def with_this(self, declaration: Declaration, forms: dict[int, Content]) -> dict[int, Content]:
        """The forms beside this declaration, and itself in the place of its project's version."""
        others = {
            pk: content
            for pk, content in forms.items()
            if self.forms[pk][0].project != declaration.project_id
        }
        return {**others, declaration.pk: declaration.content()}

    def by_project(self) -> dict[int, list[tuple[int, Content]]]:
        """The forms of each project with their years, the latest first; of each year the last."""
        years: dict[int, dict[int, Content]] = defaultdict(dict)
        for key, content in sorted(self.forms.values(), key=lambda form: form[0].version):
            years[key.project][key.year] = content
        return {project: sorted(forms.items(), reverse=True) for project, forms in years.items()}


def neighbours_of(declarations: Iterable[Declaration]) -> Neighbours:
    """The forms of the same units and years, and those of the same projects in years before.

    One query, however many forms there are.
    """
    declarations = list(declarations)
    here = Q(
        project__unit__in={one.project.unit_id for one in declarations},
        cycle__in={one.cycle_id for one in declarations},
    )
    before = Q(
        project__in={one.project_id for one in declarations},
        cycle__year__lt=max((one.cycle.year for one in declarations), default=0),
    )
    found = Declaration.objects.filter(here | before).values_list(
        *("project__unit_id", "cycle_id", "cycle__year", "project_id", "version"),
        *("state", "pk", "project_name", "annual_total"),
        *("indicators__pk", "indicators__node__branch__name", "indicators__node__name"),
        *("indicators__name", "indicators__value"),
        *("indicators__items__label", "indicators__items__unit_price"),
    )
    forms: dict[int, tuple[Key, Content]] = {}
    rows: dict[int, dict[int, Indicator]] = defaultdict(dict)
    prices: dict[int, list[tuple[int, str, Decimal]]] = defaultdict(list)
    for *key, pk, project, total, row, level1, level2, name, value, label, price in found:
        forms[pk] = Key(*key), Content(project=project, funding=Funding(total=total))
        if row is not None:
            rows[pk][row] = Indicator(level1 or "", level2 or "", name, value)
        if price is not None:
            prices[pk].append((row, label, price))
    return Neighbours(
        {pk: (key, _whole(form, rows[pk], prices[pk])) for pk, (key, form) in forms.items()}
    )


def _whole(
    form: Content, rows: dict[int, Indicator], prices: list[tuple[int, str, Decimal]]
) -> Content:
    places = {row: place for place, row in enumerate(rows)}
    items = tuple(CostItem(places[row], label, price) for row, label, price in prices)
    return replace(form, indicators=tuple(rows.values()), items=items)
