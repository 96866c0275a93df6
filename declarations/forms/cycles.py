"""A cycle, its stages, its extensions and the numbers of its checks."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField

from declarations.checks import RULES, THRESHOLDS, Rule, Threshold
from declarations.models import Cycle, Stage
from declarations.office.cycles import may_change_desk, may_change_role, may_extend
from declarations.permissions import Answer
from indicators.models import Scheme

from . import office_messages as messages
from .fields import NumberField
from .units import UnitField


class DayInput(forms.DateInput):
    """The browser's own choice of a day, which wants the day as ISO writes it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class CycleForm(forms.ModelForm):
    """Year, scheme, dates and announcement. Year and scheme are fixed once forms stand on them."""

    class Meta:
        model = Cycle
        fields = ("year", "scheme", "opens_on", "closes_on", "announcement")
        widgets = {
            "opens_on": DayInput(),
            "closes_on": DayInput(),
            "announcement": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "scheme": "只列出已发布的指标体系。",
            "announcement": "申报期间显示在填报人的工作台上，例如申报要求、联系人和电话。",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [self.instance.scheme_id] if self.instance.scheme_id else []
        published = Scheme.objects.filter(state=Scheme.State.PUBLISHED)
        self.fields["scheme"].queryset = published | Scheme.objects.filter(pk__in=own)
        self.fields["scheme"].empty_label = "请选择"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        count = self.instance.declarations.count() if self.instance.pk else 0
        for name in ("year", "scheme"):
            if count and name in self.changed_data and name in cleaned:
                label = self.fields[name].label
                self.add_error(
                    name, ValidationError(messages.CYCLE_IN_USE % {"label": label, "count": count})
                )
        return cleaned


class NewCycleForm(CycleForm):
    """A new cycle, with what an earlier one has."""

    like = forms.ModelChoiceField(
        Cycle.objects.all(),
        required=False,
        label="审核环节、规则级别和阈值照哪一年",
        empty_label="不照搬：默认的审核环节，规则按目录",
    )

    field_order = ("year", "like", "scheme", "opens_on", "closes_on", "announcement")

    def __init__(self, data: Any = None) -> None:
        last = Cycle.objects.first()
        initial = {"like": last, "scheme": last.scheme, "year": last.year + 1} if last else {}
        super().__init__(data, initial=initial)


class StageForm(forms.ModelForm):
    class Meta:
        model = Stage
        fields = ("name", "role", "desk")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "form-select" if name == "role" else "form-control"

    def clean_role(self) -> str:
        return self._allowed("role", may_change_role)

    def clean_desk(self) -> str:
        return self._allowed("desk", may_change_desk)

    def _allowed(self, name: str, may_change: Callable[[Stage, str], Answer]) -> str:
        """What was chosen, unless forms under review stand in the way."""
        if self.instance.pk and not (answer := may_change(self.instance, self.cleaned_data[name])):
            raise ValidationError(answer.reason)
        return self.cleaned_data[name]

    def _get_validation_exclusions(self) -> set[str]:
        """The cycle is not on the form, but the name is once in it."""
        return super()._get_validation_exclusions() - {"cycle"}


class ExtensionForm(forms.Form):
    """A later last day for one unit."""

    unit = UnitField(label="预算单位")
    closes_on = forms.DateField(label="延期至", widget=DayInput())
    reason = forms.CharField(label="原因", widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, cycle: Cycle, data: Any = None) -> None:
        self.cycle = cycle
        super().__init__(data)

    def clean_closes_on(self) -> Any:
        closes_on = self.cleaned_data["closes_on"]
        if not (answer := may_extend(self.cycle, closes_on)):
            raise ValidationError(answer.reason)
        return closes_on


class ThresholdsForm(forms.Form):
    """The numbers of checks; a blank is the catalogue's."""

    def __init__(self, cycle: Cycle, data: Any = None) -> None:
        self.cycle = cycle
        super().__init__(data, initial=cycle.thresholds)
        for name, one in THRESHOLDS.items():
            field = NumberField(label=one.title, digits=12, decimals=one.decimals, negative=False)
            field.widget.attrs["placeholder"] = f"{one.default:f}"
            field.widget.attrs["class"] += " form-control"
            self.fields[name] = field

    def rows(self) -> Iterator[tuple[Rule, Threshold, BoundField]]:
        for name, one in THRESHOLDS.items():
            yield RULES[one.code], one, self[name]

    def _post_clean(self) -> None:
        for name, one in THRESHOLDS.items():
            number = self.cleaned_data.get(name)
            if number is not None and not one.least <= number <= one.most:
                bounds = {"least": f"{one.least:f}", "most": f"{one.most:f}", "unit": one.unit}
                self.add_error(name, ValidationError(messages.OUT_OF_BOUNDS, "bounds", bounds))

    def save(self) -> None:
        """Keep what differs from the catalogue, as texts: a float would not be the same number."""
        given: dict[str, Decimal | None] = self.cleaned_data
        self.cycle.thresholds = {
            name: f"{given[name]:f}"
            for name, one in THRESHOLDS.items()
            if given[name] is not None and given[name] != one.default
        }
        self.cycle.save(update_fields=["thresholds"])
