"""What a form changes, in words for a record."""

from django import forms

CHANGE = "{what}：{before} → {after}"
BLANK = "（空）"
BETWEEN = "；"


def changes_of(form: forms.BaseForm) -> str:
    """What a valid form changes: 截止日期：2020-12-31 → 2021-01-15; "" where it changes nothing.

    Asked before it is saved or after; a form keeps what stood in it at first.
    """
    said = []
    for name in form.changed_data:
        field = form.fields[name]
        before = _shown(field, form.get_initial_for_field(field, name))
        after = _shown(field, form.cleaned_data.get(name))
        if before != after:
            said.append(CHANGE.format(what=field.label or name, before=before, after=after))
    return BETWEEN.join(said)


def _shown(field: forms.Field, value: object) -> str:
    """As the field shows it: a choice by its label."""
    value = field.prepare_value(value)
    text = "" if value is None else str(value)
    if isinstance(field, forms.ChoiceField):
        text = str({str(key): label for key, label in field.choices}.get(text, text))
    return text or BLANK
