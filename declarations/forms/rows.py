"""The small forms of indicator rows and cost items, each with its own URL."""

from typing import Any

from django import forms
from django.forms import BoundField

from declarations.content import (
    FACTOR_DECIMALS,
    FACTOR_DIGITS,
    WEIGHT_DECIMALS,
    WEIGHT_DIGITS,
)
from declarations.models import CostItem, Declaration, Indicator
from indicators.models import SchemeNode
from indicators.tree import COLUMNS

from .fields import NAME_LIMIT, VALUE_LIMIT, AmountField, NumberField, TypedText, TypedWord
from .saving import SavedForm

#: The longest unit word, in characters.
UNIT_LIMIT = 20


class RowForm(SavedForm):
    """One row. ``anchor`` is the id of its element on the page and the beginning of its fields'."""

    def __init__(self, row: Indicator | CostItem, data: Any = None, **kwargs: Any) -> None:
        self.row = row
        self.anchor = anchor(row)
        super().__init__(row, data, auto_id=f"{self.anchor}-%s", **kwargs)
        for bound in self:
            bound.field.widget.attrs["aria-describedby"] = f"{self.anchor}-findings"
            bound.field.widget.attrs["class"] = (
                f"form-control {bound.field.widget.attrs.get('class', '')}".strip()
            )


class IndicatorForm(RowForm):
    """A row with the columns of its scheme, and those that it fills although they are not its
    scheme's: they are printed, so they can be emptied too."""

    name = TypedText(label="三级指标", limit=NAME_LIMIT)
    value = TypedText(label="指标值", limit=VALUE_LIMIT)
    weight = NumberField(
        label=COLUMNS["weight"], digits=WEIGHT_DIGITS, decimals=WEIGHT_DECIMALS, negative=False
    )
    explanation = TypedText(label=COLUMNS["explanation"], limit=VALUE_LIMIT)
    scoring = TypedText(label=COLUMNS["scoring"], limit=VALUE_LIMIT)
    evidence = TypedText(label=COLUMNS["evidence"], limit=VALUE_LIMIT)

    def __init__(self, row: Indicator, data: Any = None, **kwargs: Any) -> None:
        super().__init__(row, data, **kwargs)
        columns = row.declaration.scheme.columns
        for name in [name for name in self.fields if name in COLUMNS]:
            if name not in columns and getattr(row, name) in ("", None):
                del self.fields[name]

    def beside(self) -> list[BoundField]:
        """The fields beside name and value."""
        return [bound for bound in self if bound.name in COLUMNS]


class PlaceForm(forms.Form):
    """To which node of the scheme a row belongs."""

    node = forms.ModelChoiceField(SchemeNode.objects.none(), label="归入二级指标")

    def __init__(self, declaration: Declaration, data: Any = None) -> None:
        super().__init__(data)
        self.fields["node"].queryset = SchemeNode.objects.filter(
            branch__scheme_id=declaration.scheme_id
        ).order_by("branch__position", "position")


def _like(word: str) -> forms.TextInput:
    """A field that shows what kind of word belongs into it."""
    return forms.TextInput(attrs={"placeholder": f"如：{word}"})


#: How large and how exact a factor of a cost may be.
FACTOR = {"digits": FACTOR_DIGITS, "decimals": FACTOR_DECIMALS}


class CostItemForm(RowForm):
    label = TypedText(label="支出内容", limit=NAME_LIMIT)
    unit_price = AmountField(label="单价（元）", unit="元", **FACTOR)
    price_unit = TypedWord(label="计价单位", limit=UNIT_LIMIT, widget=_like("人"))
    quantity = NumberField(label="数量", **FACTOR, negative=False)
    quantity_unit = TypedWord(label="数量单位", limit=UNIT_LIMIT, widget=_like("人"))
    periods = NumberField(label="期数", **FACTOR, negative=False)
    period_unit = TypedWord(label="期数单位", limit=UNIT_LIMIT, widget=_like("月"))
    basis = TypedText(label="依据", limit=VALUE_LIMIT)


def anchor(row: Indicator | CostItem) -> str:
    """The id of a row's element in the wizard: ``row-17``, ``item-5``."""
    kind = "row" if isinstance(row, Indicator) else "item"
    return f"{kind}-{row.pk}"
