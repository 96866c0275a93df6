"""The filter of the desk, the decision on a form with its review sheet, and a remark."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField

from declarations.checks import Quality
from declarations.life.workflow_table import Transition
from declarations.models import Declaration, Grade, Stage, User
from declarations.models.declaration import DeclarationQuerySet
from declarations.review.review_sheet import POINTS, QUALITIES, Proposal, keep_sheet
from declarations.review.todo import BY_KEY, ON_DESK
from indicators.web import LONGEST_QUERY

from . import messages
from .fields import GOAL_LIMIT, VALUE_LIMIT, NumberField, TypedText
from .listing import with_words

WHY = "“{item}”这样评的理由"


class QueueForm(forms.Form):
    """What is to be done with whose forms, in which stage, of which unit or project.

    What is no choice filters nothing.
    """

    MINE = "mine"
    FREE = "free"
    what = forms.ChoiceField(
        choices=[("", "全部"), *((kind.key, kind.title) for kind in ON_DESK)],
        required=False,
        label="要办的事",
    )
    whose = forms.ChoiceField(
        choices=[("", "全部待办"), (MINE, "我已受理的"), (FREE, "还没有人受理的")],
        required=False,
        label="承办",
    )
    stage = forms.ChoiceField(required=False, label="环节")
    q = forms.CharField(required=False, max_length=LONGEST_QUERY, label="项目或单位")

    def __init__(self, user: User, waiting: DeclarationQuerySet, data: Any = None) -> None:
        super().__init__(data)
        self.user = user
        names = Stage.objects.filter(declarations__in=waiting.order_by()).values_list("name")
        choices = [(name, name) for (name,) in names.order_by("position").distinct()]
        self.fields["stage"].choices = [("", "全部"), *dict.fromkeys(choices)]
        for name, each in self.fields.items():
            each.widget.attrs["class"] = "form-control" if name == "q" else "form-select"

    def narrow(self, waiting: DeclarationQuerySet) -> DeclarationQuerySet:
        self.full_clean()
        wanted = self.cleaned_data
        if what := wanted.get("what"):
            waiting = waiting.filter(BY_KEY[what].condition(self.user))
        if wanted.get("whose") == self.MINE:
            waiting = waiting.filter(assigned_to=self.user)
        elif wanted.get("whose") == self.FREE:
            waiting = waiting.filter(assigned_to=None)
        if stage := wanted.get("stage"):
            waiting = waiting.filter(stage__name=stage)
        return with_words(waiting, wanted.get("q", ""))


class RemarkForm(forms.Form):
    """What is said of one cell."""

    where = forms.CharField(max_length=60, widget=forms.HiddenInput)
    text = TypedText(label="意见", limit=GOAL_LIMIT, rows=3)

    def clean_text(self) -> str:
        if not self.cleaned_data["text"].strip():
            raise ValidationError(messages.REMARK_EMPTY, "required")
        return self.cleaned_data["text"]


@dataclass(frozen=True, slots=True)
class SheetRow:
    """An item of the review sheet on the page: its field, and what the findings propose."""

    item: Quality
    points: int
    proposal: Proposal
    grade: BoundField
    given: BoundField | None
    why: BoundField


class SheetForm(forms.Form):
    """The four qualities, item by item: as the findings propose until the reviewer says otherwise.

    A key project gets points beside the grades.
    """

    def __init__(
        self,
        declaration: Declaration,
        proposals: dict[Quality, Proposal],
        data: Any = None,
    ) -> None:
        self.declaration = declaration
        self.proposals = proposals
        self.is_key = declaration.project.is_key
        now = declaration.assessments.filter(
            round=declaration.round, stage=str(declaration.stage or "")
        )
        said = {one.quality: one for one in now}
        super().__init__(data)
        for item, proposal in proposals.items():
            kept = said.get(item)
            grade = forms.ChoiceField(choices=Grade, label=item.value, required=False)
            grade.initial = kept.grade if kept else proposal.grade
            grade.widget.attrs["class"] = "form-select form-select-sm"
            self.fields[_grade(item)] = grade
            why = TypedText(label=WHY.format(item=item.value), limit=VALUE_LIMIT, rows=2)
            why.initial = kept.comment if kept else ""
            why.widget.attrs["class"] = "form-control form-control-sm"
            self.fields[_why(item)] = why
            if self.is_key:
                points = NumberField(
                    label=f"{item.value}得分", digits=4, decimals=1, negative=False
                )
                scored = kept is not None and kept.points is not None
                points.initial = kept.points if scored else proposal.points
                points.widget.attrs["class"] = "form-control form-control-sm amount-input"
                self.fields[_points(item)] = points

    def clean(self) -> dict[str, Any]:
        for item, most in POINTS.items():
            given = self.cleaned_data.get(_points(item))
            if given is not None and given > most:
                values = {"most": most, "item": item.value}
                self.add_error(
                    _points(item), ValidationError(messages.TOO_MANY_POINTS, "most", values)
                )
        return self.cleaned_data

    def qualities(self) -> Iterator[tuple[str, list[SheetRow]]]:
        """The rows of the sheet under their qualities."""
        for name, items in QUALITIES.items():
            yield name, [self._row(item, points) for item, points in items.items()]

    def _row(self, item: Quality, points: int) -> SheetRow:
        given = self[_points(item)] if self.is_key else None
        grade, why = self[_grade(item)], self[_why(item)]
        return SheetRow(item, points, self.proposals[item], grade, given, why)

    def grades(self) -> dict[Quality, Grade]:
        """What was judged of each item; an item that was not sent stays as proposed."""
        return {
            item: Grade(self.cleaned_data.get(_grade(item)) or proposal.grade)
            for item, proposal in self.proposals.items()
        }

    def save(self, by: User) -> None:
        """Keep the sheet of this round and stage, in place of an earlier one."""
        said = self.cleaned_data
        keep_sheet(
            *(self.declaration, self.proposals, by),
            grades=self.grades(),
            points={item: said.get(_points(item)) for item in self.proposals},
            comments={item: said[_why(item)].strip() for item in self.proposals},
        )


class DecisionForm(forms.Form):
    """What is decided, with what is said of it. ``turn`` is the one that the page shows."""

    action = forms.ChoiceField()
    turn = forms.IntegerField(required=False, widget=forms.HiddenInput)
    comment = TypedText(label="审核意见（可以不填）", limit=GOAL_LIMIT, rows=2)

    def __init__(self, offered: list[Transition], turn: int, data: Any = None) -> None:
        super().__init__(data, initial={"turn": turn})
        self.fields["action"].choices = [(row.action, row.reviewer) for row in offered]
        self.fields["comment"].widget.attrs["class"] = "form-control"
        if any(row.needs_comment for row in offered):
            self.fields["comment"].label = "审核意见（可以不填；评为差时必填）"


def _grade(item: Quality) -> str:
    return f"grade-{item.name.lower()}"


def _why(item: Quality) -> str:
    return f"why-{item.name.lower()}"


def _points(item: Quality) -> str:
    return f"points-{item.name.lower()}"
