"""The small forms of indicator rows and cost items, each with its own URL."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from declarations.content import FACTOR_DECIMALS, FACTOR_DIGITS
from declarations.models import CostItem, Declaration, Indicator
from indicators.models import SchemeNode

from . import messages
from .fields import AmountField, NumberField, TypedText


class UnitWord(forms.CharField):
    """A short word for what is counted, kept as it was typed."""

    limit = 20

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, strip=False, **kwargs)

    def validate(self, value: str) -> None:
        if len(value) > self.limit:
            raise ValidationError(
                messages.TOO_LONG, "too_long", {"limit": self.limit, "length": len(value)}
            )


class RowForm(forms.Form):
    """One row. ``anchor`` is the id of its element on the page and the beginning of its fields'."""

    def __init__(self, row: Indicator | CostItem, data: Any = None) -> None:
        self.row = row
        self.anchor = anchor(row)
        initial = {name: getattr(row, name) for name in self.base_fields}
        super().__init__(data, initial=initial, auto_id=f"{self.anchor}-%s")
        for bound in self:
            bound.field.widget.attrs["class"] = (
                f"form-control {bound.field.widget.attrs.get('class', '')}".strip()
            )

    def readable(self) -> dict[str, Any]:
        """The values of the fields that could be read, by column."""
        self.full_clean()
        return self.cleaned_data


class IndicatorForm(RowForm):
    name = TypedText(label="三级指标")
    value = TypedText(label="指标值")


class PlaceForm(forms.Form):
    """To which node of the scheme a row belongs."""

    node = forms.ModelChoiceField(SchemeNode.objects.none(), label="归入二级指标")

    def __init__(self, declaration: Declaration, data: Any = None) -> None:
        super().__init__(data)
        self.fields["node"].queryset = SchemeNode.objects.filter(
            branch__scheme_id=declaration.scheme_id
        ).order_by("branch__position", "position")


#: How large and how exact a factor of a cost may be.
FACTOR = {"digits": FACTOR_DIGITS, "decimals": FACTOR_DECIMALS}


class CostItemForm(RowForm):
    label = TypedText(label="支出内容")
    unit_price = AmountField(label="单价（元）", unit="元", **FACTOR)
    price_unit = UnitWord(label="计价单位")
    quantity = NumberField(label="数量", **FACTOR, negative=False)
    quantity_unit = UnitWord(label="数量单位")
    periods = NumberField(label="期数", **FACTOR, negative=False)
    period_unit = UnitWord(label="期数单位")
    basis = TypedText(label="依据")


def anchor(row: Indicator | CostItem) -> str:
    """The id of a row's element in the wizard: ``row-17``, ``item-5``."""
    kind = "row" if isinstance(row, Indicator) else "item"
    return f"{kind}-{row.pk}"
