"""A file to be attached: what it is, how large, and to what."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from declarations.drafting.attaching import Upload
from declarations.files.file_kinds import ALLOWED, agrees, content_type_of
from declarations.models import Attachment, CostItem, Declaration, Indicator

from . import messages

MEGABYTE = 1024 * 1024
LARGEST, MOST = 20 * MEGABYTE, 30
_NAME_SHOWN = 30
_LONGEST_NAME = 255


class UploadField(forms.FileField):
    """A file of one of the kinds we keep, not too large; its value is an Upload, or None."""

    def __init__(self, **said: Any) -> None:
        super().__init__(
            help_text=f"{' '.join(ALLOWED)}，每个不超过 {LARGEST // MEGABYTE} MB。",
            widget=forms.FileInput(attrs={"accept": ",".join(ALLOWED)}),
            error_messages={"required": messages.NO_ATTACHMENT, "empty": messages.EMPTY_FILE},
            **said,
        )

    def clean(self, data: Any, initial: Any = None) -> Upload | None:
        file = super().clean(data, initial)
        return _looked_at(file) if file else None


class AttachmentForm(forms.Form):
    """A file and the place it belongs to: the form, a row, or a line of a cost table."""

    file = UploadField(label="文件")
    kind = forms.ChoiceField(
        label="类别",
        choices=[one for one in Attachment.Kind.choices if one[0] != Attachment.Kind.APPROVAL],
    )
    place = forms.ChoiceField(label="附在")

    def __init__(self, declaration: Declaration, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self._declaration = declaration
        self._places: dict[str, Indicator | CostItem | None] = {"form": None}
        choices = [("form", "整张表")]
        for row in declaration.rows():
            choices.append((self._place(f"row-{row.pk}", row), f"指标：{_short(row.name)}"))
            choices += [
                (self._place(f"item-{item.pk}", item), f"　测算：{_short(item.label)}")
                for item in row.items.all()
            ]
        self.fields["place"].choices = choices

    def _place(self, key: str, row: Indicator | CostItem) -> str:
        self._places[key] = row
        return key

    def clean(self) -> dict[str, Any]:
        if self._declaration.attachments.count() >= MOST:
            raise ValidationError(messages.TOO_MANY_FILES, "many", {"limit": MOST})
        return super().clean()

    @property
    def target(self) -> dict[str, Indicator | CostItem]:
        """The row or the line it belongs to, as ``attach`` takes it."""
        row = self._places[self.cleaned_data["place"]]
        if row is None:
            return {}
        return {"row": row} if isinstance(row, Indicator) else {"item": row}


def _looked_at(file: UploadedFile) -> Upload:
    name = PurePath(file.name).name
    if file.size > LARGEST:
        values = {"name": name, "size": round(file.size / MEGABYTE, 1)}
        values["limit"] = LARGEST // MEGABYTE
        raise ValidationError(messages.ATTACHMENT_TOO_BIG, "size", values)
    file.seek(0)  # a form that could not be carried out is read once more
    data = file.read()
    content_type = content_type_of(data)
    if content_type is None or not agrees(name, content_type):
        values = {"name": name, "types": " ".join(ALLOWED)}
        raise ValidationError(messages.ATTACHMENT_TYPE, "type", values)
    stem, suffix = PurePath(name).stem, PurePath(name).suffix
    return Upload(f"{stem[: _LONGEST_NAME - len(suffix)]}{suffix}", content_type, data)


def _short(name: str) -> str:
    plain = " ".join(name.split()) or "（没有名称）"
    return plain if len(plain) <= _NAME_SHOWN else f"{plain[: _NAME_SHOWN - 1]}…"
