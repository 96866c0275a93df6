"""The crosswalk between two schemes: a choice for each level 2 of the one, saved together."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import transaction
from django.forms import BoundField

from indicators.crosswalk import Crosswalk, Entry
from indicators.models import CrosswalkEntry, Scheme
from indicators.tree import KINDS

BY_KIND, NOWHERE = "", "none"
NO_PLACE = "没有位置，原样保留"
DEFAULT = "按类别：{place}"


@dataclass(frozen=True, slots=True)
class CrosswalkRow:
    """A line of the table: where a node's rows go, and the field to set it otherwise."""

    entry: Entry
    field: BoundField

    @property
    def kind(self) -> str:
        return KINDS[self.entry.source.kind]


class CrosswalkForm(forms.Form):
    def __init__(self, source: Scheme, target: Scheme, data: Any = None) -> None:
        super().__init__(data)
        self.source, self.target = source, target
        self.crosswalk = CrosswalkEntry.objects.between(source, target)
        self._nodes = {(node.branch.name, node.name): node for node in source.nodes()}
        self._places = {str(node.pk): node for node in target.nodes()}
        usual = Crosswalk(self.crosswalk.source, self.crosswalk.target)
        for entry, default in zip(self.crosswalk.entries, usual.entries, strict=True):
            self.fields[self._name(entry)] = self._field(entry, default)

    def rows(self) -> Iterator[CrosswalkRow]:
        for entry in self.crosswalk.entries:
            yield CrosswalkRow(entry, self[self._name(entry)])

    @transaction.atomic
    def save(self) -> int:
        """Keep what is set otherwise than by kind, and nothing else; says how many that are."""
        CrosswalkEntry.objects.filter(
            source__branch__scheme=self.source, target_scheme=self.target
        ).delete()
        entries = [
            CrosswalkEntry(
                source_id=int(name.removeprefix("node-")),
                target_scheme=self.target,
                target=None if chosen == NOWHERE else self._places[chosen],
            )
            for name, chosen in self.cleaned_data.items()
            if chosen != BY_KIND
        ]
        return len(CrosswalkEntry.objects.bulk_create(entries))

    def _name(self, entry: Entry) -> str:
        return f"node-{self._nodes[entry.source.level1, entry.source.name].pk}"

    def _field(self, entry: Entry, default: Entry) -> forms.ChoiceField:
        usual = _path(default.target.level1, default.target.name) if default.target else NO_PLACE
        choices = [
            (BY_KIND, DEFAULT.format(place=usual)),
            *((key, _path(node.branch.name, node.name)) for key, node in self._places.items()),
            (NOWHERE, NO_PLACE),
        ]
        field = forms.ChoiceField(
            label=_path(entry.source.level1, entry.source.name),
            choices=choices,
            required=False,
            initial=self._chosen(entry),
        )
        field.widget.attrs["class"] = "form-select form-select-sm"
        return field

    def _chosen(self, entry: Entry) -> str:
        if not entry.is_edited:
            return BY_KIND
        if entry.target is None:
            return NOWHERE
        names = (entry.target.level1, entry.target.name)
        return next(
            key for key, node in self._places.items() if (node.branch.name, node.name) == names
        )


def _path(level1: str, level2: str) -> str:
    return f"{level1} › {level2}"
