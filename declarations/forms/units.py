"""Units: one of them named by an administrator, and what he says of one."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from declarations.models import BudgetUnit

from . import office_messages as messages


def unit_option(unit: BudgetUnit) -> str:
    """How a unit is offered and shown in a field: 101 青山县财政局."""
    return f"{unit.code} {unit.name}"


class UnitField(forms.CharField):
    """A unit by its code, its name, or both as they are offered.

    Typed and not chosen from a list: an office may have thousands. The page offers those there are
    in a ``datalist`` with the id ``units``.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "写单位编码或全称，边写边从列表里选。")
        super().__init__(**kwargs)
        self.widget.attrs |= {"list": "units", "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            value = BudgetUnit.objects.filter(pk=value).first()
        return unit_option(value) if isinstance(value, BudgetUnit) else value

    def clean(self, value: Any) -> BudgetUnit | None:
        text = super().clean(value)
        if not text:
            return None
        code = text.partition(" ")[0]
        found = list(BudgetUnit.objects.filter(code=code)[:1])
        found = found or list(BudgetUnit.objects.filter(name=text)[:2])
        if not found:
            raise ValidationError(messages.NO_SUCH_UNIT, "unknown", {"text": text})
        if len(found) > 1:
            raise ValidationError(messages.UNIT_NOT_CLEAR, "ambiguous", {"text": text})
        return found[0]


class UnitForm(forms.ModelForm):
    """Code, name and superior of a unit."""

    superior = UnitField(label="主管部门", required=False)

    class Meta:
        model = BudgetUnit
        fields = ("code", "name", "superior")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["superior"].help_text = "没有主管部门的留空。写单位编码或全称。"
