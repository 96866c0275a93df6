"""The forms of the wizard's steps. Their fields have the names of the declaration's columns."""

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
    annual_total = WanField(label="年度资金总额（万元）")
    appropriation = WanField(label="其中：财政拨款（万元）")
    other_funds = WanField(label="其他资金（万元）")


class GoalForm(StepForm):
    annual_goal = TypedText(
        label="年度目标",
        limit=GOAL_LIMIT,
        rows=8,
        help_text="写本年度用这笔资金做什么、做多少、达到什么效果。不要只写“支付”“购买”。",
    )
