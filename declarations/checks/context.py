"""What a check may want to know beyond the form it looks at, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .unit_forms import UnitForms


@dataclass(frozen=True, slots=True)
class Context:
    """None is "not known": a check that needs it is 不适用."""

    cycle_year: int | None = None
    other_projects: tuple[str, ...] | None = None  # names of the unit's other projects of the year
    budget_project: str | None = None  # 项目名称 in the budget (项目库)
    policy_basis: str | None = None  # 政策依据, where the scheme has that field; "" is left blank
    core_indicators: tuple[str, ...] | None = None  # 必选指标 (★) of this kind of project
    attachments: frozenset[str] = frozenset()  # "form" or the rows that have a file attached
    unconfirmed: tuple[str, ...] = ()  # rows taken over from last year, not yet looked at
    unit_forms: "UnitForms | None" = None  # all forms of the unit and year, this one among them
    unit_expenditure: Decimal | None = None  # 项目支出 of the unit in the budget, 万元
    control_figure: Decimal | None = None  # 控制数 of the unit, 万元
    budget_amount: Decimal | None = None  # the project's amount in the budget (项目库), 万元
    last_year_total: Decimal | None = None  # 年度资金总额 of the year before, 万元
    project_end_year: int | None = None
    achieved: tuple[tuple[str, Decimal], ...] | None = None  # 指标名称, what it came to last year
    #: 指标名称 and what it was in each of the years before.
    history: tuple[tuple[str, tuple[Decimal, ...]], ...] | None = None
    #: What it is for and the price in 元: 支出标准, last year's, and what the library has as usual.
    price_standards: tuple[tuple[str, Decimal], ...] | None = None
    last_year_prices: tuple[tuple[str, Decimal], ...] | None = None
    usual_prices: tuple[tuple[str, Decimal], ...] | None = None
    #: The numbers of checks that differ from ``thresholds.THRESHOLDS``, by name.
    thresholds: Mapping[str, Decimal] = field(default_factory=dict, hash=False)
