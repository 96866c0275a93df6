"""What is different between two schemes, as an administrator reads it.

A plain value remembers no keys, so it is found out which node continues which: the one of the same
names; else the one of the same name and kind elsewhere, which was moved; else, where one node of a
kind is left on both sides, that one, which was renamed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from indicators.tree import COLUMNS, KINDS, Branch, Node, SchemeTree


class How(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. ``what`` names the thing as it is now, or was where it is gone; ``label`` is
    the field, blank for the thing itself. ``old`` and ``new`` are texts to read."""

    how: How
    what: str
    label: str = ""
    old: str = ""
    new: str = ""

    @property
    def word(self) -> str:
        return WORDS[self.how]


WORDS = {
    How.ADDED: "新增",
    How.REMOVED: "删除",
    How.RENAMED: "改名",
    How.MOVED: "移动",
    How.CHANGED: "改动",
}
REQUIRED: Mapping[str | None, str] = {"error": "必填", "warning": "缺少时提醒", None: "可不填"}
WHOLE = "整张表"
NOTHING = "（无）"

_WORDS_OF = {"kind": KINDS, "required": REQUIRED}
_BRANCH_FIELDS = {
    "at_least_one": "至少填写一类",
    "weight": "权重",
    "weight_without_cost": "没有成本指标时的权重",
    "help": "填写说明",
}
_NODE_FIELDS = {
    "kind": "类别",
    "required": "要求",
    "weight": "权重",
    "help": "填写说明",
    "good": "正例",
    "bad": "反例",
}


Pairs = list[tuple[Any, Any]]  # what was and what continues it; None: nothing did, or does


def changes(old: SchemeTree, new: SchemeTree) -> list[Change]:
    """All differences but the code: of the form as a whole, then level by level."""
    branches = _branch_pairs(old.branches, new.branches)
    continued = {was.name: now.name for was, now in branches if was and now}
    nodes = _node_pairs(list(old.nodes()), list(new.nodes()), continued)
    found = [*_of_scheme(old, new)]
    for was, now in branches:
        found += _of_branch(was, now)
    found += _order(WHOLE, branches, old.branches)
    for was, now in nodes:
        found += _of_node(was, now, continued)
    for branch in new.branches:
        stayed = [
            (was, now)
            for was, now in nodes
            if was and now and now.level1 == branch.name == continued.get(was.level1)
        ]
        found += _order(branch.name, stayed, list(old.nodes()))
    return found


def _of_scheme(old: SchemeTree, new: SchemeTree) -> Iterator[Change]:
    a, b = old.layout, new.layout
    for label, was, now in (
        ("名称", old.name, new.name),
        ("表名", old.form_title, new.form_title),
        ("权重合计", old.weight_total, new.weight_total),
        ("附加列", a.columns, b.columns),
        ("签章栏", a.signature, b.signature),
        ("横向纸张", a.landscape, b.landscape),
        ("资金总额的名称", a.labels.total, b.labels.total),
        ("财政拨款的名称", a.labels.appropriation, b.labels.appropriation),
        ("其他资金的名称", a.labels.other, b.labels.other),
    ):
        if was != now:
            yield Change(How.CHANGED, WHOLE, label, _text(was), _text(now))


def _of_branch(was: Branch | None, now: Branch | None) -> Iterator[Change]:
    if was is None:
        yield Change(How.ADDED, now.name, "一级指标")
    elif now is None:
        yield Change(How.REMOVED, was.name, "一级指标")
    else:
        if was.name != now.name:
            yield Change(How.RENAMED, now.name, "一级指标", was.name, now.name)
        yield from _fields(now.name, was, now, _BRANCH_FIELDS)


def _of_node(was: Node | None, now: Node | None, continued: Mapping[str, str]) -> Iterator[Change]:
    if was is None:
        yield Change(How.ADDED, _path(now), "二级指标")
        return
    if now is None:
        yield Change(How.REMOVED, _path(was), "二级指标")
        return
    if was.name != now.name:
        yield Change(How.RENAMED, _path(now), "二级指标", was.name, now.name)
    if continued.get(was.level1) != now.level1:
        yield Change(How.MOVED, _path(now), "一级指标", was.level1, now.level1)
    yield from _fields(_path(now), was, now, _NODE_FIELDS)


def _fields(what: str, was: Any, now: Any, labels: Mapping[str, str]) -> Iterator[Change]:
    for name, label in labels.items():
        old, new = getattr(was, name), getattr(now, name)
        if old != new:
            words = _WORDS_OF.get(name)
            texts = [words.get(one, one) if words else _text(one) for one in (old, new)]
            yield Change(How.CHANGED, what, label, *texts)


def _order(what: str, pairs: Pairs, old: Sequence[Any]) -> Iterator[Change]:
    """Whether things that stayed beside each other changed their order."""
    both = [(was, now) for was, now in pairs if was and now]
    before = [now.name for was, now in sorted(both, key=lambda pair: old.index(pair[0]))]
    after = [now.name for _, now in both]
    if before != after:
        yield Change(How.MOVED, what, "顺序", "、".join(before), "、".join(after))


def _branch_pairs(old: Sequence[Branch], new: Sequence[Branch]) -> Pairs:
    """By name; else the two that share most kinds: more than half of those of the old one."""

    def alike(was: Branch, now: Branch) -> bool:
        kinds = {node.kind for node in now.nodes}
        shared = sum(node.kind in kinds for node in was.nodes)
        return shared * 2 > len(was.nodes)

    return _paired(old, new, (lambda was, now: was.name == now.name, alike))


def _node_pairs(old: Sequence[Node], new: Sequence[Node], continued: Mapping[str, str]) -> Pairs:
    def same_place(was: Node, now: Node) -> bool:
        return (continued.get(was.level1), was.name) == (now.level1, now.name)

    def same_name(was: Node, now: Node) -> bool:
        return (was.name, was.kind) == (now.name, now.kind)

    def same_branch(was: Node, now: Node) -> bool:
        return (continued.get(was.level1), was.kind) == (now.level1, now.kind)

    def same_kind(was: Node, now: Node) -> bool:
        return was.kind == now.kind

    return _paired(old, new, (same_place, same_name, same_branch, same_kind))


def _paired(
    old: Sequence[Any], new: Sequence[Any], rules: Sequence[Callable[[Any, Any], bool]]
) -> Pairs:
    """Each new thing with the old one it continues, by the first rule that finds one; in the order
    of the new ones, then what is gone."""
    left = list(range(len(old)))
    found: dict[int, int] = {}
    for rule in rules:
        for number, now in enumerate(new):
            if number not in found:
                match = next((place for place in left if rule(old[place], now)), None)
                if match is not None:
                    found[number] = match
                    left.remove(match)
    pairs = [
        (old[found[number]] if number in found else None, now) for number, now in enumerate(new)
    ]
    return pairs + [(old[place], None) for place in left]


def _path(node: Node) -> str:
    return f"{node.level1} › {node.name}"


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "有" if value else "没有"
    if isinstance(value, tuple):
        value = "、".join(COLUMNS.get(one, one) for one in value)
    return NOTHING if value in (None, "") else str(value)
