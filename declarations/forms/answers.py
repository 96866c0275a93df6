"""What is sent with an answer to a finding."""

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404

from declarations.review.remarks import Answered
from indicators.keys import key_of

from .fields import VALUE_LIMIT, TypedText


@dataclass(frozen=True, slots=True)
class Unkept:
    """An answer that was not kept, as it was typed, with the reason. ``now``: what a colleague
    answered meanwhile, if that is the reason."""

    text: str
    error: str
    now: str | None = None


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


class ReasonsForm(forms.Form):
    """The reasons that go along with a submission, each in a field named after its check.

    Fields left blank are no answers, and not in the form.
    """

    PREFIX = "reason-"

    def __init__(self, data: Mapping[str, str]) -> None:
        super().__init__(data)
        for name, text in data.items():
            if name.startswith(self.PREFIX) and text.strip():
                self.fields[name] = TypedText(limit=VALUE_LIMIT)

    @property
    def reasons(self) -> dict[str, str]:
        """Each reason that can be kept, by the code of its check."""
        self.is_valid()
        return {self._code(name): text for name, text in self.cleaned_data.items()}

    @property
    def faults(self) -> dict[str, str]:
        """Why each of the others cannot be kept, by the code of its check."""
        return {self._code(name): errors[0] for name, errors in self.errors.items()}

    def typed(self, code: str) -> str:
        return self.data[f"{self.PREFIX}{code}"]

    def _code(self, name: str) -> str:
        return name.removeprefix(self.PREFIX)


class AnswersForm(forms.Form):
    """The answers to remarks of a return, each in a field named after the key of its remark.

    ``seen-<key>`` is the answer that the page showed: a field nobody touched is no answer, so that
    what a colleague wrote meanwhile stays. ``now-<key>`` is the colleague's answer, as a page that
    was refused tells it: with the button (``do=save``) one writes over it.
    """

    PREFIX, SEEN, NOW = "answer-", "seen-", "now-"

    def __init__(self, data: Mapping[str, str]) -> None:
        super().__init__(data)
        for name in data:
            key = name.removeprefix(self.PREFIX)
            if name == f"{self.PREFIX}{key}" and key_of(key):
                field = TypedText(limit=VALUE_LIMIT)
                if field.has_changed(self._shown(key) or "", data[name]):
                    self.fields[name] = field

    @property
    def answers(self) -> dict[int, Answered]:
        """Each answer that can be kept, by the key of its remark; a blank one takes it back."""
        self.is_valid()
        return {
            self._key(name): Answered(text, self._shown(name.removeprefix(self.PREFIX)))
            for name, text in self.cleaned_data.items()
        }

    @property
    def faults(self) -> dict[int, Unkept]:
        """Each of the others, by the key."""
        return {
            self._key(name): Unkept(self.data[name], errors[0])
            for name, errors in self.errors.items()
        }

    def _shown(self, key: str) -> str | None:
        seen = self.data.get(f"{self.SEEN}{key}")
        return self.data.get(f"{self.NOW}{key}", seen) if self.data.get("do") == "save" else seen

    def _key(self, name: str) -> int:
        return int(name.removeprefix(self.PREFIX))
