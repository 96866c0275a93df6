"""A scheme as the editor shows it: its tree with the forms, and what is wrong at each place."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from indicators.forms.schemes import BranchForm, EditorForm, NodeForm, SchemeForm
from indicators.models import Scheme, SchemeBranch, SchemeNode
from indicators.scheme_checks import Problem, problems_of


@dataclass(frozen=True, slots=True)
class EditedNode:
    form: NodeForm
    problems: Sequence[Problem]

    @property
    def node(self) -> SchemeNode:
        return self.form.instance


@dataclass(frozen=True, slots=True)
class EditedBranch:
    form: BranchForm
    nodes: Sequence[EditedNode]
    problems: Sequence[Problem]

    @property
    def branch(self) -> SchemeBranch:
        return self.form.instance


class EditedScheme:
    """``bound`` is the form that could not be saved, if any: it stands in its place, as typed.
    ``focus`` is the part whose name is to be written now."""

    def __init__(self, scheme: Scheme, bound: EditorForm | None = None, focus: str = "") -> None:
        self.scheme = scheme
        self._focus = focus
        self._bound = {bound.prefix: bound} if bound else {}
        self._tree = scheme.whole_tree()
        self.problems = problems_of(self._tree)

    @cached_property
    def form(self) -> SchemeForm:
        return self._bound.get(None) or SchemeForm(instance=self.scheme)

    @cached_property
    def branches(self) -> list[EditedBranch]:
        rows = self.scheme.branches.prefetch_related("nodes").order_by("position", "pk")
        return [self._branch(number, branch) for number, branch in enumerate(rows)]

    @property
    def of_whole(self) -> list[Problem]:
        return self._at(None, None)

    def _branch(self, number: int, branch: SchemeBranch) -> EditedBranch:
        nodes = []
        for place, node in enumerate(branch.nodes.all()):
            form = self._bound.get(f"node-{node.pk}") or NodeForm(node)
            nodes.append(EditedNode(self._focused(form), self._at(number, place)))
        form = self._bound.get(f"branch-{branch.pk}") or BranchForm(branch)
        return EditedBranch(self._focused(form), nodes, self._at(number, None))

    def _focused(self, form: EditorForm) -> EditorForm:
        if form.prefix == self._focus:
            form.fields["name"].widget.attrs["autofocus"] = True
        return form

    def _at(self, branch: int | None, node: int | None) -> list[Problem]:
        return [one for one in self.problems if (one.branch, one.node) == (branch, node)]
