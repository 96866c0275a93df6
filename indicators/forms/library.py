"""The filter of the library, and one entry of it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from indicators import library_messages as messages
from indicators.library_rows import fault_of_value
from indicators.library_words import plain, tidy_tags
from indicators.models import LibraryIndicator
from indicators.models.library import TAGS, LibraryQuerySet
from indicators.tree import KINDS
from indicators.unit_codes import is_known
from indicators.web import LONGEST_QUERY

COMMON = "common"


class LibraryFilterForm(forms.Form):
    """Kind, state, tag, unit and text. What is none of the choices filters nothing."""

    q = forms.CharField(required=False, max_length=LONGEST_QUERY, label="指标名称中的文字")
    kind = forms.ChoiceField(choices=[("", "全部"), *KINDS.items()], required=False, label="类别")
    state = forms.ChoiceField(
        choices=[("", "全部"), *LibraryIndicator.State.choices], required=False, label="状态"
    )
    tag = forms.CharField(required=False, max_length=LONGEST_QUERY, label="支出类型、行业或关键词")
    unit = forms.ChoiceField(required=False, label="适用单位")

    def __init__(self, data: Any, visible: LibraryQuerySet) -> None:
        super().__init__(data)
        codes = visible.exclude(unit_code="").order_by("unit_code").values_list("unit_code")
        units = [(code, code) for (code,) in codes.distinct()]
        self.fields["unit"].choices = [("", "全部"), (COMMON, "通用"), *units]
        for name, each in self.fields.items():
            each.widget.attrs["class"] = "form-select" if name in _CHOICES else "form-control"

    def narrow(self, entries: LibraryQuerySet) -> LibraryQuerySet:
        self.full_clean()
        wanted = self.cleaned_data
        for name in ("kind", "state"):
            if wanted.get(name):
                entries = entries.filter(**{name: wanted[name]})
        if unit := wanted.get("unit"):
            entries = entries.filter(unit_code="" if unit == COMMON else unit)
        if tag := wanted.get("tag"):
            found = Q()
            for name in TAGS:
                found |= Q(**{f"{name}__icontains": tag})
            entries = entries.filter(found)
        return entries.containing(wanted.get("q", ""))


_CHOICES = ("kind", "state", "unit")


class LibraryIndicatorForm(forms.ModelForm):
    """One entry as an administrator writes it."""

    class Meta:
        model = LibraryIndicator
        fields = (
            *("kind", "name", "comparator", "usual_value", "unit"),
            *("explanation", "evidence", "standard", "standard_source"),
            *(*TAGS, "unit_code"),
        )
        widgets = {
            "explanation": forms.Textarea(attrs={"rows": 2}),
            "evidence": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "name": "写明衡量什么，例如“培训人次”“系统平均修复时间”。",
            "usual_value": "有≥、≤等符号时填数字；定性的填可以核验的文字，例如“通过竣工验收”。",
            "unit": "例如 人次、%、元/人·天。",
            "explanation": "怎样算、算到哪里为止。",
            "evidence": "自评时拿什么证明，例如 签到册、验收报告。",
            "spending_types": "多个用顿号隔开，例如 培训、会议。",
            "keywords": "项目名称或目标里出现这些词时，优先推荐这条指标。",
            "unit_code": "空着为各单位通用；填单位编码则只推荐给这个单位。",
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [("", "请选择"), *KINDS.items()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in TAGS:
            cleaned[name] = tidy_tags(cleaned.get(name, ""))
        if fault := fault_of_value(cleaned.get("comparator", ""), cleaned.get("usual_value", "")):
            self.add_error("usual_value", fault)
        return cleaned

    def clean_unit_code(self) -> str:
        """A code that stood there before its unit was deleted may stay."""
        code = self.cleaned_data["unit_code"].strip()
        if code and "unit_code" in self.changed_data and not is_known(code):
            raise ValidationError(messages.NO_SUCH_UNIT, "unknown", {"code": code})
        return code

    def _post_clean(self) -> None:
        """The name is compared in one spelling, which is no field of the form."""
        super()._post_clean()
        entry = self.instance
        others = LibraryIndicator.objects.standing().exclude(pk=entry.pk)
        same = others.filter(
            kind=entry.kind, unit_code=entry.unit_code, plain_name=plain(entry.name)
        )
        if entry.state in LibraryIndicator.STANDING and (there := same.first()):
            told = {"name": there.name, "state": there.get_state_display()}
            self.add_error("name", ValidationError(messages.NAME_TAKEN, "taken", told))
