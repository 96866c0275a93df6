"""Signing in, and a person's own password."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.exceptions import ValidationError

from declarations.office.sign_in import MOST_TRIES, PAUSE, forget_tries, take_try
from declarations.origin import address_of

from . import messages


class SignInForm(AuthenticationForm):
    """Login name and password. Who was wrong too often waits, and is told how long."""

    def clean(self) -> dict[str, Any]:
        username, address = self.cleaned_data.get("username"), address_of(self.request)
        if not (username and self.cleaned_data.get("password")):
            return super().clean()
        tried = take_try(username, address)
        if not tried.allowed:
            waits = {"username": username, "tries": MOST_TRIES, "minutes": tried.minutes}
            raise ValidationError(messages.LOCKED_OUT, "locked", waits)
        self.tries_left = tried.left
        cleaned = super().clean()
        forget_tries(username, address or "")
        return cleaned

    def get_invalid_login_error(self) -> ValidationError:
        minutes = PAUSE.seconds // 60
        if not self.tries_left:
            return ValidationError(messages.LAST_TRY, "invalid_login", {"minutes": minutes})
        left = {"left": self.tries_left, "minutes": minutes}
        return ValidationError(messages.NOT_SIGNED_IN, "invalid_login", left)


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
