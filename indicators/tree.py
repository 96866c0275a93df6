"""The indicator tree of a scheme (口径) as a plain value.

Checks, readers and writers need to know which level-1 and level-2 nodes a form has and what each
node is for; none of them needs a database. The model ``indicators.models.Scheme`` stores a tree
and gives it back as this value; ``shipped()`` gives the trees that come with the program.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

SHIPPED = Path(__file__).resolve().parent.parent / "fixtures" / "schemes.json"

DEFAULT_CODE = "sichuan-2021"

#: What a level-2 node is for, the same in every scheme: the crosswalk between schemes.
KINDS: Mapping[str, str] = {
    "quantity": "数量",
    "quality": "质量",
    "timeliness": "时效",
    "cost": "成本",
    "social_cost": "社会成本",
    "ecological_cost": "生态环境成本",
    "economic_benefit": "经济效益",
    "social_benefit": "社会效益",
    "ecological_benefit": "生态效益",
    "sustainability": "可持续影响",
    "satisfaction": "满意度",
}

BENEFIT_KINDS: frozenset[str] = frozenset(
    {"economic_benefit", "social_benefit", "ecological_benefit", "sustainability"}
)

COST_KINDS: frozenset[str] = frozenset({"cost", "social_cost", "ecological_cost"})

#: Columns a form may have beside name and value, in the order in which they are printed.
#: 指标性质 and 计量单位 are the value taken apart; the others are fields of a row.
COLUMNS: Mapping[str, str] = {
    "nature": "指标性质",
    "unit": "计量单位",
    "weight": "权重",
    "explanation": "指标解释",
    "scoring": "评分标准",
    "evidence": "依据",
}

#: Whether a node must have a filled row: as an error, as a warning, or not at all.
Requirement = Literal["error", "warning"] | None


@dataclass(frozen=True, slots=True)
class Node:
    """A level-2 node (二级指标) with the name of the level-1 node above it.

    ``weight`` is what the weights of its rows should add up to, None where that is left open.
    ``help``, ``good`` and ``bad`` tell a filler what belongs here, with an example of each.
    """

    level1: str
    name: str
    kind: str  # one of KINDS
    required: Requirement = None
    weight: int | None = None
    help: str = ""
    good: str = ""
    bad: str = ""


@dataclass(frozen=True, slots=True)
class Branch:
    """A level-1 node (一级指标). ``at_least_one``: one of its nodes must have a filled row.

    ``weight`` is what the weights of its rows should add up to; ``weight_without_cost`` the same
    on a form that has no cost row. None where that is left open.
    """

    name: str
    nodes: tuple[Node, ...]
    at_least_one: bool = False
    weight: int | None = None
    weight_without_cost: int | None = None
    help: str = ""


@dataclass(frozen=True, slots=True)
class Labels:
    """What the form calls the parts of its money block."""

    total: str = "年度资金总额"
    appropriation: str = "其中：财政拨款"
    other: str = "其他资金"


@dataclass(frozen=True, slots=True)
class Layout:
    """How the form is printed: its extra columns (keys of COLUMNS), whether it has a block for
    signatures (签章), and whether the page lies on its side."""

    columns: tuple[str, ...] = ()
    signature: bool = False
    landscape: bool = False
    labels: Labels = field(default_factory=Labels)


@dataclass(frozen=True, slots=True)
class SchemeTree:
    """The levels 1 and 2 of a scheme, in the order of the form, and the title of the form.

    ``weight_total`` is what the weights (权重) of all rows add up to; None where the scheme has no
    weights.
    """

    code: str
    name: str
    form_title: str
    branches: tuple[Branch, ...]
    weight_total: int | None = None
    layout: Layout = field(default_factory=Layout)

    @property
    def has_weights(self) -> bool:
        """Whether each row is to have a weight on the form."""
        return self.weight_total is not None and "weight" in self.layout.columns

    def nodes(self) -> Iterator[Node]:
        for branch in self.branches:
            yield from branch.nodes

    def node(self, level1: str, level2: str) -> Node | None:
        """The node of exactly these names, or None."""
        return next(
            (node for node in self.nodes() if (node.level1, node.name) == (level1, level2)), None
        )

    def place(self, level1: str, level2: str) -> Node | None:
        """Where a row with these level names belongs in this tree, or None if nowhere.

        The node of these names if there is one; for a row of another scheme the node of the same
        kind, where the shipped schemes tell the kind.
        """
        if exact := self.node(level1, level2):
            return exact
        kind = kind_of(level1, level2)
        return self.of_kind(kind) if kind else None

    def of_kind(self, kind: str) -> Node | None:
        """The node that carries the rows of this kind, or None where the scheme has none."""
        return next((node for node in self.nodes() if node.kind == kind), None)


def tree_from_json(data: Mapping[str, Any]) -> SchemeTree:
    """A tree from the shape of ``fixtures/schemes.json``.

    Raises KeyError on a missing field and TypeError on one that is unknown.
    """
    weights = data["weights"] or {}
    layout = dict(data.get("layout", {}))
    return SchemeTree(
        data["code"],
        data["name"],
        data["form_title"],
        tuple(_branch_from_json(branch) for branch in data["tree"]),
        weight_total=weights.get("total"),
        layout=Layout(
            columns=tuple(layout.pop("columns", ())),
            labels=Labels(**layout.pop("labels", {})),
            **layout,
        ),
    )


def _branch_from_json(data: Mapping[str, Any]) -> Branch:
    own = {key: value for key, value in data.items() if key not in {"level1", "level2"}}
    nodes = tuple(Node(level1=data["level1"], **node) for node in data["level2"])
    return Branch(name=data["level1"], nodes=nodes, **own)


def tree_to_json(tree: SchemeTree) -> dict[str, Any]:
    """The shape that ``tree_from_json`` reads; fields at their defaults are left out."""
    layout = _spoken(tree.layout, Layout(), {"labels"})
    if labels := _spoken(tree.layout.labels, Labels()):
        layout["labels"] = labels
    data = {
        "code": tree.code,
        "name": tree.name,
        "form_title": tree.form_title,
        "weights": None if tree.weight_total is None else {"total": tree.weight_total},
        "tree": [_branch_to_json(branch) for branch in tree.branches],
    }
    return data | ({"layout": layout} if layout else {})


def _branch_to_json(branch: Branch) -> dict[str, Any]:
    nodes = [
        {"name": node.name, "kind": node.kind, "required": node.required}
        | _spoken(node, Node("", "", ""), {"level1", "name", "kind", "required"})
        for node in branch.nodes
    ]
    own = _spoken(branch, Branch("", ()), {"name", "nodes"})
    return {"level1": branch.name, **own, "level2": nodes}


def _spoken(value: Any, default: Any, without: Collection[str] = ()) -> dict[str, Any]:
    """The fields of a record that differ from their defaults, as plain JSON values."""
    usual = asdict(default)
    said = {name: one for name, one in asdict(value).items() if one != usual[name]}
    return {
        name: list(one) if isinstance(one, tuple) else one
        for name, one in said.items()
        if name not in without
    }


@cache
def shipped() -> Mapping[str, SchemeTree]:
    """The trees that come with the program, by code."""
    data = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return {entry["code"]: tree_from_json(entry) for entry in data}


#: Words of level names that tell the kind, longer ones first; forms differ in the rest.
_KIND_WORDS: tuple[tuple[str, str], ...] = (
    ("满意", "satisfaction"),
    ("社会成本", "social_cost"),
    ("生态环境成本", "ecological_cost"),
    ("生态成本", "ecological_cost"),
    ("环境成本", "ecological_cost"),
    ("成本", "cost"),
    ("数量", "quantity"),
    ("质量", "quality"),
    ("时效", "timeliness"),
    ("可持续", "sustainability"),
    ("生态", "ecological_benefit"),
    ("环境", "ecological_benefit"),
    ("社会效", "social_benefit"),
    ("经济效", "economic_benefit"),
)


@cache
def kind_of(level1: str, level2: str) -> str | None:
    """The kind of a row by the names of its levels, in whatever scheme; None if they do not tell.

    The names of the shipped schemes are exact. Of others the words that tell are looked for:
    产出数量指标 and 数量 are both quantity. Level 1 tells only where level 2 is blank.
    """
    for tree in shipped().values():
        if node := tree.node(level1, level2):
            return node.kind
    return _kind_by_words(level2) or (None if level2.strip() else _kind_by_words(level1))


def kind_in(level1: str, level2: str, trees: Iterable[SchemeTree]) -> str | None:
    """The kind of a row of one of these schemes, whose names need not tell it; see ``kind_of``."""
    for tree in trees:
        if node := tree.node(level1, level2):
            return node.kind
    return kind_of(level1, level2)


def _kind_by_words(name: str) -> str | None:
    """The one kind the words of a name tell; None where they tell none or two, as 数量质量."""
    rest = "".join(name.split())
    kinds = set()
    for word, kind in _KIND_WORDS:
        if word in rest:
            kinds.add(kind)
            rest = rest.replace(word, "｜")
    return kinds.pop() if len(kinds) == 1 else None


def closest(level_names: Iterable[tuple[str, str]], trees: Mapping[str, SchemeTree]) -> SchemeTree:
    """The tree that has most of these (level 1, level 2) names; the first of equals."""
    names = list(level_names)
    return max(trees.values(), key=lambda tree: sum(tree.node(*pair) is not None for pair in names))
