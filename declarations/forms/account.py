"""A person's own password."""

from typing import Any

from django import forms
from django.contrib.auth.forms import PasswordChangeForm
from django.core.exceptions import ValidationError

from . import messages


class OwnPasswordForm(PasswordChangeForm):
    """A new password in place of the one that is known to somebody else, or is old."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].help_text = messages.PASSWORD_RULES
        self.fields["new_password2"].help_text = ""
        self.fields["new_password2"].label = "再输一次新密码"
        if self.user.must_change_password:
            self.fields["old_password"].label = "管理员给的密码"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        new = cleaned.get("new_password1")
        if new and new == cleaned.get("old_password"):
            self.add_error("new_password1", ValidationError(messages.SAME_AS_BEFORE, "same"))
        return cleaned

    def save(self, commit: bool = True) -> forms.Form:
        self.user.must_change_password = False
        return super().save(commit)
