"""What a check may want to know beyond the form it looks at, as plain values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Context:
    """None is "not known": a check that needs it is 不适用."""

    cycle_year: int | None = None
    other_projects: tuple[str, ...] | None = None  # names of the unit's other projects of the year
    budget_project: str | None = None  # 项目名称 in the budget (项目库)
    policy_basis: str | None = None  # 政策依据, where the scheme has that field; "" is left blank
    core_indicators: tuple[str, ...] | None = None  # 必选指标 (★) of this kind of project
    attachments: frozenset[str] = frozenset()  # "form" or the rows that have a file attached
