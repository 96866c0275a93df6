"""Saving what was typed on a page that may be older than what is stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils import dateformat, timezone

from declarations.models import User
from declarations.models.signed import Signed

from . import messages


@dataclass(frozen=True, slots=True)
class Hidden:
    """A hidden input of the page."""

    name: str
    id: str
    text: Any


@dataclass(frozen=True, slots=True)
class Problem:
    """A field that was not saved, with the reason."""

    bound: BoundField
    message: str
    is_conflict: bool


class SavedForm(forms.Form):
    """A form whose fields are columns of one object, each saved as far as it can be read.

    Beside each field the page hides what it showed there. Only a field that was sent and differs
    from that is read and saved, so that two people who change different fields both win. Where
    somebody else changed the same field it is refused, with what stands there now, who wrote it
    and when; whoever has seen that may save over it with the button (``confirmed``: True for all
    fields, or the name of one).
    """

    def __init__(
        self,
        stored: Signed,
        data: Any = None,
        *,
        confirmed: bool | str = True,
        by: User | None = None,
        **kwargs: Any,
    ) -> None:
        self.stored = stored
        self.confirmed = confirmed
        self.by = by
        initial = {name: getattr(stored, name) for name in self.base_fields}
        super().__init__(data, initial=initial, **kwargs)

    def readable(self) -> dict[str, Any]:
        """The columns that were changed and could be read, with their values."""
        self.full_clean()
        return self.cleaned_data

    def _clean_fields(self) -> None:
        for bound in self:
            if bound.html_name not in self.data:
                continue
            try:
                if self._is_as_shown(bound):
                    continue
                value = bound.field.clean(bound.data)
                self._refuse_a_conflict(bound)
            except ValidationError as error:
                self.add_error(bound.name, error)
            else:
                if self._differs(bound, bound.data):
                    self.cleaned_data[bound.name] = value

    def hidden(self) -> Iterator[Hidden]:
        """What each field shows on a page that is drawn now."""
        for bound in self:
            shown = self._shown(bound)
            if not self.is_bound or shown is None or self.is_settled(bound):
                shown = self._stored_text(bound)
            yield Hidden(bound.html_initial_name, f"{bound.id_for_label}-shown", shown)

    def settled(self) -> Iterator[Hidden]:
        """Of those, what has changed with this save: the field shows what is stored now."""
        settled = {bound.html_initial_name for bound in self if self.is_settled(bound)}
        return (one for one in self.hidden() if one.name in settled)

    def conflicts(self) -> Iterator[Hidden]:
        """What the errors of refused fields show to be stored now, for a save that knows it."""
        for bound in self:
            if any(error.code == "conflict" for error in bound.errors.as_data()):
                yield Hidden(_seen(bound), "", self._stored_text(bound))

    def problems(self) -> Iterator[Problem]:
        """What was not saved, field by field."""
        for bound in self:
            for error in bound.errors.as_data():
                yield Problem(bound, error.messages[0], error.code == "conflict")

    def let_go(self, name: str) -> dict[str, Any]:
        """Take what stands there instead of what was typed: the texts by their fields' ids."""
        texts = {
            one.bound.id_for_label: self._stored_text(one.bound)
            for one in self.problems()
            if one.is_conflict and one.bound.name == name
        }
        if texts:
            del self.errors[name]
        return texts

    def is_settled(self, bound: BoundField) -> bool:
        """Whether what was typed is what is stored."""
        return bound.html_name in self.data and not self._differs(bound, bound.data)

    def _shown(self, bound: BoundField) -> str | None:
        """What the page showed when this was typed; None from a page that does not say."""
        shown = self.data.get(bound.html_initial_name)
        confirmed = self.confirmed in (True, bound.name)
        return self.data.get(_seen(bound), shown) if confirmed else shown

    def _is_as_shown(self, bound: BoundField) -> bool:
        shown = self._shown(bound)
        if shown is None:
            return False
        return not bound.field.has_changed(bound.field.to_python(shown), bound.data)

    def _refuse_a_conflict(self, bound: BoundField) -> None:
        shown = self._shown(bound)
        if shown is None or not self._differs(bound, shown) or not self._differs(bound, bound.data):
            return
        now = self._stored_text(bound)
        emptied = now in (None, "")
        message = messages.EMPTIED_MEANWHILE if emptied else messages.CHANGED_MEANWHILE
        raise ValidationError(message, "conflict", {"text": now, "who": self._author(bound.name)})

    def _author(self, name: str) -> str:
        """Who wrote what stands there now, and when, in words."""
        author = self.stored.authors.get(name)
        if author is None:
            return messages.SOMEBODY
        at = timezone.localtime(datetime.fromisoformat(author["at"]))
        pattern = "H:i" if at.date() == timezone.localdate() else "n月j日 H:i"
        is_me = self.by is not None and author["by"] == self.by.pk
        who = messages.YOURSELF if is_me else author["name"]
        return f"{who} {dateformat.format(at, pattern)} "

    def _differs(self, bound: BoundField, text: str) -> bool:
        return bound.field.has_changed(getattr(self.stored, bound.name), text)

    def _stored_text(self, bound: BoundField) -> Any:
        return bound.field.prepare_value(getattr(self.stored, bound.name))


def _seen(bound: BoundField) -> str:
    return f"seen-{bound.html_name}"
