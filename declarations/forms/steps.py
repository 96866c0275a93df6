"""The forms of the wizard's steps. Their fields have the names of the declaration's columns."""

from typing import Any

from declarations.models import Declaration

from .fields import GOAL_LIMIT, NAME_LIMIT, TypedText, WanField, YearField
from .saving import SavedForm


class StepForm(SavedForm):
    """A part of a declaration. What can be read is saved even while something else cannot."""


class BasicsForm(StepForm):
    project_name = TypedText(
        label="项目名称",
        limit=NAME_LIMIT,
        help_text="与部门预算中的项目名称一致，写全称，不写简称。",
    )
    unit_name = TypedText(label="预算单位", limit=NAME_LIMIT, help_text="申报表上打印的单位名称。")
    form_year = YearField(label="年度", help_text="预算所属的年份，应与申报批次一致。")


class FundingForm(StepForm):
    """The money block, by the names that the scheme gives its amounts."""

    annual_total = WanField()
    appropriation = WanField()
    other_funds = WanField()

    def __init__(self, declaration: Declaration, *args: Any, **kwargs: Any) -> None:
        super().__init__(declaration, *args, **kwargs)
        labels = declaration.scheme.layout.labels
        names = (labels.total, labels.appropriation, labels.other)
        for field, name in zip(self.fields.values(), names, strict=True):
            field.label = f"{name}（万元）"


class GoalForm(StepForm):
    annual_goal = TypedText(
        label="年度目标",
        limit=GOAL_LIMIT,
        rows=8,
        help_text="写本年度用这笔资金做什么、做多少、达到什么效果。不要只写“支付”“购买”。",
    )
