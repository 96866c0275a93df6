"""What an administrator has set for the cycles and units of some declarations, in one query.

The severities of rules, the projects of the budget (项目库), the control figures (控制数), and the
usual prices that the library (指标库) knows: those of its cost indicators that are of one unit.

A declaration and a project of the budget belong together by the code of the project. Where the
project has no code that the budget knows, the one budget project of its unit with its very name
does.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.db.models import (
    BigIntegerField,
    CharField,
    DecimalField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)

from indicators.models import LibraryIndicator

from ..checks import Severity
from ..content import WAN_DECIMALS, WAN_DIGITS
from ..models import BudgetProject, BudgetUnit, ControlFigure, Declaration, RuleSetting

UnitKey = tuple[int, int]  # unit and cycle

#: No unit has this key: what is for all of them.
_ALL_UNITS = 0
_OF_ONE = "元/"
#: How a price is measured, and how many 元 one of it is.
_MEASURES = ((_OF_ONE, Decimal(1)), (f"万{_OF_ONE}", Decimal(10_000)))
#: A check of a form looks through so many prices at most.
_MOST_PRICES = 500


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """A project of the budget; the amount in 万元."""

    code: str
    name: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class BudgetFacts:
    """Fields of the checks' Context, in 万元; None is "not known"."""

    budget_project: str | None = None
    budget_amount: Decimal | None = None
    control_figure: Decimal | None = None
    unit_expenditure: Decimal | None = None


class OfficeFacts:
    """For these units and cycles: read at once, asked form by form."""

    def __init__(self, keys: Iterable[UnitKey]) -> None:
        self._levels: dict[int, dict[str, Severity | None]] = {}
        self._by_code: dict[tuple[UnitKey, str], BudgetLine] = {}
        self._by_name: dict[tuple[UnitKey, str], list[BudgetLine]] = {}
        self._figures: dict[UnitKey, tuple[Decimal, Decimal | None]] = {}
        self._prices: dict[int, list[tuple[str, Decimal]]] = {}
        keep = {
            "project": self._project,
            "figure": self._figure,
            "level": self._level,
            "price": self._price,
        }
        for kind, *row in _rows(set(keys)):
            keep[kind](*row)

    def levels(self, cycle: int) -> Mapping[str, Severity | None]:
        """The severities set for this cycle, by code; None: the rule is off."""
        return self._levels.get(cycle, {})

    def budget_line(self, declaration: Declaration) -> BudgetLine | None:
        """The project of the budget that this declaration is about."""
        key = declaration.project.unit_id, declaration.cycle_id
        if by_code := self._by_code.get((key, declaration.project.code)):
            return by_code
        namesakes = self._by_name.get((key, declaration.project_name.strip()), [])
        return namesakes[0] if len(namesakes) == 1 else None

    def budget(self, declaration: Declaration) -> BudgetFacts:
        line = self.budget_line(declaration)
        key = declaration.project.unit_id, declaration.cycle_id
        amount, expenditure = self._figures.get(key, (None, None))
        return BudgetFacts(
            budget_project=line.name if line else None,
            budget_amount=line.amount if line else None,
            control_figure=amount,
            unit_expenditure=expenditure,
        )

    def usual_prices(self, unit: int) -> tuple[tuple[str, Decimal], ...] | None:
        """Names with what one of it usually costs, in 元: what is known to all units and to this
        one, whose own stands first."""
        return (*self._prices.get(unit, ()), *self._prices.get(_ALL_UNITS, ())) or None

    def _project(
        self, cycle: int, unit: int, code: str, name: str, amount: Decimal, *_: None
    ) -> None:
        line = BudgetLine(code, name, amount)
        self._by_code[(unit, cycle), code] = line
        self._by_name.setdefault(((unit, cycle), name), []).append(line)

    def _figure(
        self, cycle: int, unit: int, _code: None, _name: None, amount: Decimal, spent: Decimal, *_
    ) -> None:
        self._figures[unit, cycle] = amount, spent

    def _level(self, cycle: int, _unit: None, code: str, level: str, *_: None) -> None:
        self._levels.setdefault(cycle, {})[code] = RuleSetting(level=level).severity

    def _price(self, _cycle: None, unit: int | None, value: str, name: str, *more: object) -> None:
        *_, measure = more
        price = _price_of_one(value, str(measure))
        if price is not None:
            self._prices.setdefault(unit or _ALL_UNITS, []).append((name, price))


def _price_of_one(value: str, measure: str) -> Decimal | None:
    """In 元: 2.5 of 万元/套 are 25000; None for what is no price of one."""
    factor = next((each for start, each in _MEASURES if measure.startswith(start)), None)
    try:
        return Decimal(value) * factor if factor else None
    except InvalidOperation:
        return None


def _prices(units: set[int]) -> QuerySet[LibraryIndicator]:
    """The cost indicators of one unit that the library offers these units, most used first."""
    own = BudgetUnit.objects.filter(pk__in=units)
    offered = LibraryIndicator.objects.filter(
        Q(unit_code="") | Q(unit_code__in=own.values("code")),
        state=LibraryIndicator.State.ACCEPTED,
        kind="cost",
        unit__contains=_OF_ONE,
    )
    kept = offered.order_by("-uses", "pk").values("pk")[:_MOST_PRICES]
    of_unit = own.filter(code=OuterRef("unit_code")).values("pk")
    found = LibraryIndicator.objects.filter(pk__in=kept)
    return found.order_by().annotate(of_unit=Subquery(of_unit))


def _rows(keys: set[UnitKey]) -> Iterable[tuple]:
    """Kind, cycle, unit, code or value, name or level, two amounts in 万元, and of what a price is
    one (元/人), of all four tables.

    The projects come first: their columns say what the others' are.
    """
    if not keys:
        return ()
    units, cycles = {unit for unit, _ in keys}, {cycle for _, cycle in keys}
    here = {"unit__in": units, "cycle__in": cycles}
    projects = BudgetProject.objects.filter(**here).order_by()
    figures = ControlFigure.objects.filter(**here).order_by()
    levels = RuleSetting.objects.filter(cycle__in=cycles).order_by()
    nothing = Value(None, output_field=CharField())
    number = Value(None, output_field=BigIntegerField())
    amount = Value(
        None, output_field=DecimalField(max_digits=WAN_DIGITS, decimal_places=WAN_DECIMALS)
    )
    rest = (amount, amount, nothing)
    return projects.values_list(
        *(Value("project"), "cycle_id", "unit_id", "code", "name", "amount", *rest[1:])
    ).union(
        figures.values_list(
            *(Value("figure"), "cycle_id", "unit_id", nothing, nothing),
            *("amount", "expenditure", nothing),
        ),
        levels.values_list(Value("level"), "cycle_id", number, "code", "level", *rest),
        _prices(units).values_list(
            *(Value("price"), number, "of_unit", "usual_value", "name", amount, amount, "unit")
        ),
        all=True,
    )
