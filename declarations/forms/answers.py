"""What is sent with an answer to a finding."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404

from .fields import VALUE_LIMIT, TypedText


class CodeForm(forms.Form):
    """The check that is answered. Our pages send its code: another text is no check of ours."""

    code = forms.CharField(max_length=40)

    def code_or_404(self) -> str:
        if "code" in self.errors:
            raise Http404
        return self.cleaned_data["code"]


class JustificationForm(CodeForm):
    text = TypedText(limit=VALUE_LIMIT)

    def reason(self) -> str:
        """The reason as it was typed. Raises ValidationError for one that cannot be kept."""
        if "text" in self.errors:
            raise ValidationError(self.errors.as_data()["text"])
        return self.cleaned_data["text"]
