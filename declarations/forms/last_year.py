"""Which forms of an earlier year are taken over."""

from typing import Any

from django import forms

from declarations.models import Declaration
from declarations.models.declaration import DeclarationQuerySet

from . import messages
from .fields import RowsField


class CarryForm(forms.Form):
    """The chosen forms; with other buttons a single one (``only``), or all of the page."""

    only = forms.ModelChoiceField(None, required=False)
    chosen = RowsField(None, required=False)
    listed = RowsField(None, required=False)
    all = forms.BooleanField(required=False)

    def __init__(self, offered: DeclarationQuerySet, data: Any = None) -> None:
        super().__init__(data)
        for name in ("only", "chosen", "listed"):
            self.fields[name].queryset = offered

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not self.wanted:
            raise forms.ValidationError(messages.NOTHING_CHOSEN, "required")
        return cleaned

    @property
    def wanted(self) -> list[Declaration]:
        said = self.cleaned_data
        if said["only"]:
            return [said["only"]]
        return list(said["listed"] if said["all"] else said["chosen"])
