"""What is sent with a deed of the workflow: the turn that the page showed, and a comment."""

from django import forms
from django.http import Http404

from .fields import VALUE_LIMIT, TypedText


class DeedForm(forms.Form):
    """Our pages send the turn they showed; anything else is no page of ours."""

    turn = forms.IntegerField(min_value=0)
    comment = TypedText(limit=VALUE_LIMIT)

    def seen_or_404(self) -> int:
        if "turn" in self.errors:
            raise Http404
        return self.cleaned_data["turn"]

    @property
    def fault(self) -> str:
        """Why the comment cannot be kept; blank if it can."""
        return " ".join(self.errors.get("comment", []))
