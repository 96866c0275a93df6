"""The small forms of the scheme editor: one for the whole, one for each level 1 and level 2."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from indicators.models import Scheme, SchemeBranch, SchemeNode
from indicators.office_files import LARGEST_FILE
from indicators.tree import COLUMNS

NAME_TAKEN = "已有“{name}”，请用另一个名称。"
NO_FILE = "请选择文件。"
TOO_LARGE = "文件超过 {limit} MB。"
MEGABYTE = 1024 * 1024

_TEXT, _SELECT, _CHECK = (
    {"class": f"{name} {name}-sm"} for name in ("form-control", "form-select", "form-check-input")
)


class EditorForm(forms.ModelForm):
    """A form that is saved while one works. Ends of lines are those of the house."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            widget = field.widget
            if isinstance(widget, forms.CheckboxInput):
                widget.attrs |= _CHECK
            elif isinstance(widget, forms.Select):
                widget.attrs |= _SELECT
            elif isinstance(widget, forms.Textarea):
                widget.attrs |= _TEXT | {"rows": 1}
            elif not isinstance(widget, forms.CheckboxSelectMultiple):
                widget.attrs |= _TEXT

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        return {
            name: value.replace("\r\n", "\n") if isinstance(value, str) else value
            for name, value in cleaned.items()
        }

    def refuse_taken(self, beside: Any) -> str:
        """The name, unless one of those beside it has it. The model cannot see it: the field that
        says beside whom it stands is not in the form."""
        name = self.cleaned_data["name"]
        if beside.filter(name=name).exclude(pk=self.instance.pk).exists():
            raise ValidationError(NAME_TAKEN.format(name=name))
        return name


class SchemeForm(EditorForm):
    columns = forms.MultipleChoiceField(
        label="附加列",
        choices=list(COLUMNS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Scheme
        fields = (
            *("name", "code", "form_title", "weight_total", "columns"),
            *("has_signature", "is_landscape"),
            *("total_label", "appropriation_label", "other_label"),
        )

    def clean_columns(self) -> list[str]:
        """In the order in which they are printed."""
        return [column for column in COLUMNS if column in self.cleaned_data["columns"]]


class BranchForm(EditorForm):
    class Meta:
        model = SchemeBranch
        fields = ("name", "at_least_one", "weight", "weight_without_cost", "help")

    def __init__(self, branch: SchemeBranch, data: Any = None) -> None:
        super().__init__(data, instance=branch, prefix=f"branch-{branch.pk}")

    def clean_name(self) -> str:
        return self.refuse_taken(SchemeBranch.objects.filter(scheme=self.instance.scheme_id))


class NodeForm(EditorForm):
    class Meta:
        model = SchemeNode
        fields = ("name", "kind", "required", "weight", "help", "good", "bad")

    def __init__(self, node: SchemeNode, data: Any = None) -> None:
        super().__init__(data, instance=node, prefix=f"node-{node.pk}")

    def clean_name(self) -> str:
        return self.refuse_taken(SchemeNode.objects.filter(branch=self.instance.branch_id))


class ImportForm(forms.Form):
    file = forms.FileField(
        label="指标体系文件",
        help_text="从本系统导出的 Excel（.xlsx）或 JSON（.json），可以先在 Excel 里改好再导入。",
        error_messages={"required": NO_FILE},
        widget=forms.ClearableFileInput(attrs={"accept": ".json,.xlsx"}),
    )
    code = forms.SlugField(
        label="代码",
        max_length=50,
        required=False,
        help_text="留空就用文件里的代码；如果已有同样代码的指标体系，请在这里另写一个。",
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise ValidationError(TOO_LARGE.format(limit=LARGEST_FILE // MEGABYTE))
        return file
