"""The wizard's steps as data: what each is called, what it edits, and when it is done.

Every step is a URL and can be visited in any order. Whether it is done is computed from the form
as it stands; nothing about progress is stored.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from declarations.checks import Form
from declarations.forms.steps import BasicsForm, FundingForm, GoalForm, StepForm


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the parts that must be filled are filled."""

    filled: int
    wanted: int

    @property
    def done(self) -> bool:
        return self.filled >= self.wanted


@dataclass(frozen=True, slots=True)
class Step:
    """A page of the wizard. ``fields`` maps the places on the form it edits to its fields;
    ``shows_paper``: it edits nothing and shows the form as on paper; ``needs_draft``: it is for
    those who may edit the form, and no longer shown once it is in review."""

    key: str
    title: str
    hint: str
    parts: Callable[[Form], Iterable[bool]] | None = None
    form: type[StepForm] | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    shows_paper: bool = False
    needs_draft: bool = True

    @property
    def edits_part(self) -> bool:
        """Whether a part of the form is filled in here."""
        return self.parts is not None

    @property
    def template(self) -> str:
        return f"declarations/wizard/{self.key}.html"

    def progress(self, form: Form) -> Progress | None:
        """None for a step in which nothing is filled in."""
        if self.parts is None:
            return None
        parts = list(self.parts(form))
        return Progress(sum(parts), len(parts))


def _basics(form: Form) -> Iterator[bool]:
    content = form.content
    yield bool(content.project.strip())
    yield bool(content.unit.strip())
    yield content.year is not None


def _funding(form: Form) -> Iterator[bool]:
    yield form.content.funding.total is not None
    yield bool(form.content.funding.parts)
    yield any(True for _ in form.rows("cost"))


def _goal(form: Form) -> Iterator[bool]:
    yield bool(form.content.goal.strip())


def _indicators(form: Form) -> Iterator[bool]:
    """Each required node and branch has a row, no row is half, the weights come to the total."""
    for branch in form.tree.branches:
        yield from (form.has_row(node) for node in branch.nodes if node.required)
        if branch.at_least_one:
            yield any(form.has_row(node) for node in branch.nodes)
    for _, row in form.rows():
        if not (row.name.strip() and row.value.strip()):
            yield False
    if form.tree.has_weights:
        yield form.weight_sum == form.tree.weight_total


STEPS: tuple[Step, ...] = (
    Step(
        "basics",
        "基本信息",
        "这是谁的、哪一年的、什么项目。",
        _basics,
        BasicsForm,
        {"project": "project_name", "unit": "unit_name", "year": "form_year"},
    ),
    Step(
        "funding",
        "资金与成本测算",
        "总额＝财政拨款＋其他资金，并与成本指标的合计一致。",
        _funding,
        FundingForm,
        {
            "funding.total": "annual_total",
            "funding.appropriation": "appropriation",
            "funding.other": "other_funds",
        },
    ),
    Step(
        "goal",
        "年度目标",
        "本年度要达到的产出和效果。",
        _goal,
        GoalForm,
        {"goal": "annual_goal"},
    ),
    Step("indicators", "绩效指标", "一条指标写一个目标，指标值能够核对。", _indicators),
    Step("check", "自检与预览", "看清哪些要改，导出前先看一遍整张表。", shows_paper=True),
    Step("submit", "送审", "提交审核；审核人受理之前可以撤回。", needs_draft=False),
)

BY_KEY: Mapping[str, Step] = {step.key: step for step in STEPS}
ROW = re.compile(r"(indicators|items)\[(\d+)\]\.?(\w*)")
_NODE = re.compile(r"nodes\[(\d+)\]")


def after(step: Step) -> Step | None:
    """The next step, or None behind the last."""
    place = STEPS.index(step) + 1
    return STEPS[place] if place < len(STEPS) else None


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a place on the form is edited: the step and the id of the element there."""

    step: Step
    element: str


class Spots:
    """Finds the spot of each place of one form.

    ``rows``, ``items`` and ``nodes`` are the ids of the page's elements in the order of
    Content.indicators, Content.items and the nodes of the scheme.
    """

    def __init__(self, rows: list[str], items: list[str], nodes: list[str]) -> None:
        self._ids = {"indicators": rows, "items": items, "nodes": nodes}

    def of(self, where: str) -> Spot:
        """For a place that is nowhere in particular, the first step of the wizard."""
        for step in STEPS:
            if where in step.fields:
                return Spot(step, f"id_{step.fields[where]}")
        if row := ROW.match(where):
            return self._row(*row.groups())
        if node := _NODE.match(where):
            return Spot(BY_KEY["indicators"], self._ids["nodes"][int(node[1])])
        return Spot(STEPS[0], "content")

    def _row(self, kind: str, position: str, part: str) -> Spot:
        step = BY_KEY["indicators" if kind == "indicators" else "funding"]
        element = self._ids[kind][int(position)]
        return Spot(step, f"{element}-{part}" if part else element)
