"""The filter of the list, and a new declaration."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q

from declarations.models import BudgetUnit, Cycle, Declaration, User
from declarations.models.declaration import DeclarationQuerySet
from indicators.web import LONGEST_QUERY

from .fields import NAME_LIMIT, TypedText


class FilterForm(forms.Form):
    """Cycle, state and text. What is none of the choices, or too long a text, filters nothing."""

    year = forms.ModelChoiceField(
        Cycle.objects.all(), to_field_name="year", required=False, label="年度", empty_label="全部"
    )
    state = forms.ChoiceField(
        choices=[("", "全部"), *Declaration.State.choices], required=False, label="状态"
    )
    q = forms.CharField(
        required=False, max_length=LONGEST_QUERY, label="项目、单位或年度目标中的文字"
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for name, each in self.fields.items():
            each.widget.attrs["class"] = "form-control" if name == "q" else "form-select"

    def narrow(self, declarations: DeclarationQuerySet) -> DeclarationQuerySet:
        self.full_clean()
        wanted = self.cleaned_data
        if cycle := wanted.get("year"):
            declarations = declarations.filter(cycle=cycle)
        if state := wanted.get("state"):
            declarations = declarations.filter(state=state)
        return with_words(declarations, wanted.get("q", ""))


def with_words(declarations: DeclarationQuerySet, text: str) -> DeclarationQuerySet:
    """Those that have each word of the text in project, unit or goal."""
    for word in text.split():
        declarations = declarations.filter(
            Q(project_name__icontains=word)
            | Q(unit_name__icontains=word)
            | Q(project__unit__name__icontains=word)
            | Q(annual_goal__icontains=word)
        )
    return declarations


class UnitAndCycleForm(forms.Form):
    """For which unit and which yearly batch. A choice of one is made for the user."""

    unit = forms.ModelChoiceField(BudgetUnit.objects.none(), label="预算单位", empty_label=None)
    cycle = forms.ModelChoiceField(Cycle.objects.taking_forms(), label="申报批次", empty_label=None)

    def __init__(self, user: User, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.fields["unit"].queryset = BudgetUnit.objects.in_use().filled_by(user, chosen=True)


class NewDeclarationForm(UnitAndCycleForm):
    project_name = TypedText(
        label="项目名称",
        limit=NAME_LIMIT,
        help_text="与部门预算中的项目名称一致。可以先空着，以后再填。",
    )


def total_of(declarations: DeclarationQuerySet) -> Decimal:
    """The sum of the annual totals in 万元. Added here: SQLite would add them as floats."""
    amounts = declarations.exclude(annual_total=None).values_list("annual_total", flat=True)
    return sum(amounts, Decimal(0))
