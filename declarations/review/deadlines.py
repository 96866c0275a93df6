"""Until when the units of some forms may submit: the cycle's last day, or their extension."""

from collections.abc import Iterable
from datetime import date

from ..models import Declaration, Extension


def deadlines(declarations: Iterable[Declaration]) -> dict[int, date]:
    """The last day by the key of each form. One query, however many there are."""
    forms = list(declarations)
    extended = Extension.objects.filter(
        cycle__in={one.cycle_id for one in forms}, unit__in={one.unit.pk for one in forms}
    )
    later = {(one.cycle_id, one.unit_id): one.closes_on for one in extended}
    return {
        one.pk: max(one.cycle.closes_on, later.get((one.cycle_id, one.unit.pk), date.min))
        for one in forms
    }
