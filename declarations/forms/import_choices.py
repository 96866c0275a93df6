"""What shall become of each form of an import, chosen on its preview."""

from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from declarations.files.already_there import AlreadyThere
from declarations.files.importing import LEAVE, Choice, Plan, PlannedForm
from declarations.models import Project

from . import messages

NEW, LEAVE_OUT, REPLACE, OF_PROJECT = "new", "leave", "replace", "project-"
#: So many projects are offered for a form; of more the closest by name.
MOST_PROJECTS = 30


class ChoicesForm(forms.Form):
    """One choice for each form of the plan, in its order, with the usual one chosen already."""

    roll = forms.BooleanField(required=False)

    def __init__(self, plan: Plan, there: AlreadyThere, data: Mapping[str, str] | None = None):
        super().__init__()
        self.plan = plan
        free = [one for one in there.projects if one.pk not in there.declared]
        self._projects = {str(one.pk): one for one in free}
        for number, form in enumerate(plan.forms):
            self.fields[f"form-{number}"] = forms.ChoiceField(
                label="怎样导入",
                choices=list(_offered(form, free)),
                initial=_value(plan.choices[number]),
                widget=forms.Select(attrs={"class": "form-select form-select-sm"}),
            )
            self.fields[f"seen-{number}"] = forms.CharField(required=False)
        if data is not None:
            # A request that says nothing of a form means the usual; never that a draft gives way.
            self.data = {name: field.initial for name, field in self.fields.items()} | dict(data)
            self.is_bound = True

    @property
    def rows(self) -> list[tuple[PlannedForm, forms.BoundField]]:
        """The forms of the plan, each with its choice."""
        return [(form, self[f"form-{number}"]) for number, form in enumerate(self.plan.forms)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        chosen = {
            name: value for name, value in cleaned.items() if str(value).startswith(OF_PROJECT)
        }
        twice = Counter(chosen.values())
        for name, value in chosen.items():
            if twice[value] > 1:
                values = {"project": self._projects[value.removeprefix(OF_PROJECT)]}
                self.add_error(name, ValidationError(messages.SAME_PROJECT, "twice", values))
        return cleaned

    def choices(self) -> list[Choice]:
        """What was chosen for each form of the plan, in its order."""
        return [
            self._choice(self.cleaned_data[f"form-{number}"], self.cleaned_data[f"seen-{number}"])
            for number in range(len(self.plan.forms))
        ]

    def _choice(self, value: str, seen: str) -> Choice:
        if value == LEAVE_OUT:
            return LEAVE
        if value == REPLACE:
            return Choice("replace", seen=seen)
        return Choice("create", self._projects.get(value.removeprefix(OF_PROJECT)))


def _value(choice: Choice) -> str:
    if choice.deed == "create":
        return f"{OF_PROJECT}{choice.project.pk}" if choice.project else NEW
    return REPLACE if choice.deed == "replace" else LEAVE_OUT


def _offered(form: PlannedForm, free: list[Project]) -> Iterator[tuple[str, str]]:
    if form.may_replace:
        yield REPLACE, "用文件的内容替换现有草稿"
    if form.declared is not None:
        yield LEAVE_OUT, "不导入，保留现有的表"
        if form.blank is None:
            yield NEW, "另建一个新项目"
        return
    yield NEW, "新建项目"
    yield LEAVE_OUT, "不导入"
    for project in _closest(form, free):
        yield f"{OF_PROJECT}{project.pk}", f"归到已有项目：{str(project)[:40]}"


def _closest(form: PlannedForm, free: list[Project]) -> list[Project]:
    if len(free) <= MOST_PROJECTS:
        return free
    name = form.content.project.strip()

    def likeness(project: Project) -> tuple[bool, float]:
        is_usual = form.project is not None and project.pk == form.project.pk
        return is_usual, SequenceMatcher(None, name, project.name, autojunk=False).quick_ratio()

    return sorted(free, key=likeness, reverse=True)[:MOST_PROJECTS]
