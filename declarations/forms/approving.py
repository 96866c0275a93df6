"""The formal approval (批复) of one form or of many, and the request for an adjustment."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from declarations.life.guards import Adjusting, Approving
from declarations.models import Declaration
from indicators.keys import key_of

from . import messages
from .attachments import UploadField
from .fields import GOAL_LIMIT, TypedText, WanField

NUMBER_LIMIT = 100
OF_DOCUMENT = ("number", "dated", "scan")


#: Before the key of a form, the name of the field with its amount.
AMOUNT = "amount-"


class ApprovalForm(forms.Form):
    """One document for the forms that are ticked; the amount of each is the one of the document."""

    number = forms.CharField(label="批复文号", max_length=NUMBER_LIMIT)
    dated = forms.DateField(label="批复日期", widget=forms.DateInput(attrs={"type": "date"}))
    scan = UploadField(label="盖章文件的扫描件（可以不传）", required=False)

    def __init__(
        self, declarations: Iterable[Declaration], data: Any = None, files: Any = None
    ) -> None:
        super().__init__(data, files)
        self.declarations = list(declarations)
        for name in OF_DOCUMENT:
            self.fields[name].widget.attrs["class"] = "form-control"
        for one in self.declarations:
            amount = WanField(label=f"{one}的批复金额（万元）", initial=one.annual_total)
            amount.widget.attrs["class"] = "form-control amount-input"
            self.fields[f"{AMOUNT}{one.pk}"] = amount

    @staticmethod
    def keys_in(data: QueryDict) -> set[int]:
        """The forms of the page that was sent: others may be pending by now."""
        amounts = (name.removeprefix(AMOUNT) for name in data if name.startswith(AMOUNT))
        return {key_of(key) for key in (*amounts, *data.getlist("pk"))}

    def clean(self) -> dict[str, Any]:
        if self.is_bound and not self.chosen():
            raise ValidationError(messages.NO_FORM_CHOSEN, "none")
        return self.cleaned_data

    def chosen(self) -> list[Declaration]:
        keys = set(self.data.getlist("pk")) if self.is_bound else set()
        return [one for one in self.declarations if str(one.pk) in keys]

    def of_document(self) -> list[forms.BoundField]:
        """What is said of the document, once for all forms."""
        return [self[name] for name in OF_DOCUMENT]

    def approvals(self) -> Iterator[tuple[Declaration, Approving]]:
        said = self.cleaned_data
        for one in self.chosen():
            amount: Decimal | None = said.get(f"{AMOUNT}{one.pk}")
            yield one, Approving(said["number"], said["dated"], amount)

    def rows(self) -> Iterator[tuple[Declaration, forms.BoundField, bool]]:
        """Each form with its field, and whether it is ticked."""
        chosen = {one.pk for one in self.chosen()}
        for one in self.declarations:
            yield one, self[f"{AMOUNT}{one.pk}"], one.pk in chosen


class AdjustmentForm(forms.Form):
    """Why an approved form has to change, and on what basis."""

    reason = TypedText(label="调整原因", limit=GOAL_LIMIT, rows=3)
    basis = TypedText(
        label="调整依据", limit=GOAL_LIMIT, rows=2, help_text="批准调整的文件名称和文号。"
    )

    def adjusting(self) -> Adjusting:
        return Adjusting(self.cleaned_data["reason"], self.cleaned_data["basis"])
