"""A person's own password."""

from typing import Any

from django import forms
from django.contrib.auth.forms import PasswordChangeForm
from django.core.exceptions import ValidationError

from . import messages


class OwnPasswordForm(PasswordChangeForm):
    """A new password in place of the one that is known to somebody else, or is old."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        new = cleaned.get("new_password1")
        if new and new == cleaned.get("old_password"):
            self.add_error("new_password1", ValidationError(messages.SAME_AS_BEFORE, "same"))
        return cleaned

    def save(self, commit: bool = True) -> forms.Form:
        self.user.must_change_password = False
        return super().save(commit)
