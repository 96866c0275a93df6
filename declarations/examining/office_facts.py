"""What an administrator has set for the cycles and units of some declarations, in one query.

The severities of rules, the projects of the budget (项目库) and the control figures (控制数).

A declaration and a project of the budget belong together by the code of the project. Where the
project has no code that the budget knows, the one budget project of its unit with its very name
does.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import BigIntegerField, CharField, DecimalField, Value

from ..checks import Severity
from ..content import WAN_DECIMALS, WAN_DIGITS
from ..models import BudgetProject, ControlFigure, Declaration, RuleSetting

Key = tuple[int, int]  # unit and cycle


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

    def __init__(self, keys: Iterable[Key]) -> None:
        self._levels: dict[int, dict[str, Severity | None]] = {}
        self._by_code: dict[tuple[Key, str], BudgetLine] = {}
        self._by_name: dict[tuple[Key, str], list[BudgetLine]] = {}
        self._figures: dict[Key, tuple[Decimal, Decimal | None]] = {}
        keep = {"project": self._project, "figure": self._figure, "level": self._level}
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

    def _project(
        self, cycle: int, unit: int, code: str, name: str, amount: Decimal, _: None
    ) -> None:
        line = BudgetLine(code, name, amount)
        self._by_code[(unit, cycle), code] = line
        self._by_name.setdefault(((unit, cycle), name), []).append(line)

    def _figure(
        self, cycle: int, unit: int, _code: None, _name: None, amount: Decimal, spent: Decimal
    ) -> None:
        self._figures[unit, cycle] = amount, spent

    def _level(self, cycle: int, _unit: None, code: str, level: str, *_: None) -> None:
        self._levels.setdefault(cycle, {})[code] = RuleSetting(level=level).severity


def _rows(keys: set[Key]) -> Iterable[tuple]:
    """Kind, cycle, unit, code, name or level, and two amounts in 万元, of all three tables.

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
    return projects.values_list(
        Value("project"), "cycle_id", "unit_id", "code", "name", "amount", amount
    ).union(
        figures.values_list(
            Value("figure"), "cycle_id", "unit_id", nothing, nothing, "amount", "expenditure"
        ),
        levels.values_list(Value("level"), "cycle_id", number, "code", "level", amount, amount),
        all=True,
    )
