"""How severe each rule is in one cycle: one form for all rules, saved together or not at all."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from declarations.checks import RULES, Severity
from declarations.models import Cycle, RuleSetting

CATALOGUE = ""
Level = RuleSetting.Level


class RuleSettingsForm(forms.Form):
    """A choice for each rule: as the catalogue says, another level, or off.

    A rule with a floor offers nothing below it; what is sent nevertheless is refused by
    ``RuleSetting.clean``, with the error at its row.
    """

    def __init__(self, cycle: Cycle, data: Any = None) -> None:
        self.cycle = cycle
        kept = {one.code: one.level for one in cycle.rule_settings.all()}
        super().__init__(data, initial=kept)
        for code, rule in RULES.items():
            as_listed = (CATALOGUE, f"按目录（{Level(rule.severity).label}）")
            field = forms.ChoiceField(
                label=rule.title, required=False, choices=[as_listed, *Level.choices]
            )
            field.widget.choices = [
                as_listed,
                *((one.value, one.label) for one in Level if _may_be(rule.floor, one)),
            ]
            field.widget.attrs["class"] = "form-select form-select-sm"
            self.fields[code] = field

    def _post_clean(self) -> None:
        for code, setting in self._settings().items():
            try:
                setting.clean()
            except ValidationError as error:
                self.add_error(code, ValidationError(error.messages))

    def _settings(self) -> dict[str, RuleSetting]:
        return {
            code: RuleSetting(cycle=self.cycle, code=code, level=level)
            for code, level in self.cleaned_data.items()
            if level != CATALOGUE
        }

    @transaction.atomic
    def save(self) -> None:
        """Keep what differs from the catalogue, and nothing else."""
        self.cycle.rule_settings.all().delete()
        RuleSetting.objects.bulk_create(self._settings().values())


def _may_be(floor: Severity | None, level: Level) -> bool:
    if floor is None:
        return True
    return level != Level.OFF and Severity(level).weight <= floor.weight
