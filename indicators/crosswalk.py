"""The crosswalk (对照) between two schemes: where a row of one goes in the other.

A row goes to the node of its kind. An administrator may say otherwise for a pair of schemes. A row
is never dropped: what has no place keeps the names of its own levels, and the report says so.

``carry`` works on anything that is a frozen dataclass with ``level1`` and ``level2``: the rows of
a form and those of the library alike.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Generic, NamedTuple, Protocol, TypeVar

from indicators.tree import KINDS, Node, SchemeTree, kind_of

Names = tuple[str, str]

#: Where rows go whose kind the other scheme does not have, by kind. 可持续影响 is no category of
#: its own in 财预〔2021〕101号; what it says belongs to 社会效益 there.
INSTEAD: Mapping[str, str] = {"sustainability": "social_benefit"}

OTHER_KIND = "没有“{old}”类的指标，归入“{new}”"
MERGED = "与“{other}”归入同一个二级指标"


class Row(Protocol):
    """A row with the names of its levels."""

    @property
    def level1(self) -> str: ...

    @property
    def level2(self) -> str: ...


R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the crosswalk: the rows of ``source`` go to ``target``; None: they have no place.

    ``note`` says what one should know of it. ``is_edited``: an administrator set it so.
    """

    source: Node
    target: Node | None
    note: str = ""
    is_edited: bool = False


class Told(NamedTuple):
    """A row of which something is to be said: its position among the rows, and what."""

    position: int
    level1: str  # of the scheme it came from
    level2: str
    note: str


@dataclass(frozen=True, slots=True)
class Carried(Generic[R]):
    """Rows carried into a scheme, in their order and number.

    ``without_place`` are the rows that no node takes: they keep the names of their own levels.
    ``notes`` tell of rows that went to a node of another kind, or share one with others.
    """

    rows: tuple[R, ...]
    without_place: tuple[Told, ...] = ()
    notes: tuple[Told, ...] = ()


@dataclass(frozen=True)
class Crosswalk:
    """All nodes of ``source`` with their places in ``target``.

    ``edited`` are the places an administrator set, by the names of the source's levels; None: no
    place. Names that the source or the target does not have any more are left aside.
    """

    source: SchemeTree
    target: SchemeTree
    edited: Mapping[Names, Names | None] = field(default_factory=dict)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """One for each node of the source, in its order."""
        entries = [self._entry(node) for node in self.source.nodes()]
        return tuple(_noted(one, entries) for one in entries)

    def of(self, level1: str, level2: str) -> Entry | None:
        """The entry of the node with exactly these names."""
        return self._by_names.get((level1, level2))

    def place(self, level1: str, level2: str) -> Node | None:
        """The node of the target for a row with these level names, or None.

        A row of the source goes where the crosswalk says. Of any other the names are compared with
        the target, and then its words tell the kind: 产出数量指标 is 数量指标.
        """
        entry = self._entry_for(level1, level2)
        return entry.target if entry else place_in(self.target, level1, level2)

    def carry(self, rows: Iterable[R]) -> Carried[R]:
        """The rows with the level names of the target, and what is to be said of them."""
        carried: list[R] = []
        lost: list[Told] = []
        notes: list[Told] = []
        for position, row in enumerate(rows):
            entry = self._entry_for(row.level1, row.level2)
            node = entry.target if entry else place_in(self.target, row.level1, row.level2)
            carried.append(replace(row, level1=node.level1, level2=node.name) if node else row)
            note = entry.note if entry else self._kind_note(row, node)
            if node is None:
                lost.append(Told(position, row.level1, row.level2, note))
            elif note:
                notes.append(Told(position, row.level1, row.level2, note))
        return Carried(tuple(carried), tuple(lost), tuple(notes))

    @cached_property
    def _by_names(self) -> Mapping[Names, Entry]:
        return {_names(one.source): one for one in self.entries}

    def _entry_for(self, level1: str, level2: str) -> Entry | None:
        if entry := self.of(level1, level2):
            return entry
        if self.target.node(level1, level2):
            return None
        near = self.source.place(level1, level2)
        return self.of(*_names(near)) if near else None

    def _entry(self, node: Node) -> Entry:
        # A row keeps its own names where it has no place; where the target has these very names
        # it stands on that node, whatever its kind.
        namesake = self.target.node(*_names(node))
        if _names(node) in self.edited:
            wanted = self.edited[_names(node)]
            target = self.target.node(*wanted) if wanted else namesake
            if target or not wanted:
                return Entry(node, target, is_edited=True)
        return Entry(node, self._by_kind(node) or namesake)

    def _by_kind(self, node: Node) -> Node | None:
        """The node of this kind; of several the one of the same names, else the first."""
        for kind in (node.kind, INSTEAD.get(node.kind)):
            same = [one for one in self.target.nodes() if one.kind == kind]
            if same:
                return max(same, key=lambda one: _likeness(one, node))
        return None

    def _kind_note(self, row: Row, node: Node | None) -> str:
        kind = kind_of(row.level1, row.level2)
        return _other_kind(kind, node.kind) if kind and node else ""


def place_in(tree: SchemeTree, level1: str, level2: str) -> Node | None:
    """The node of a tree for a row with these level names, be it of the kind that takes its own."""
    if place := tree.place(level1, level2):
        return place
    return tree.of_kind(INSTEAD.get(kind_of(level1, level2) or "", ""))


def by_kind(source: SchemeTree, target: SchemeTree) -> Crosswalk:
    """The crosswalk as it is before anybody edits it."""
    return Crosswalk(source, target)


def carry(rows: Sequence[R], crosswalk: Crosswalk) -> Carried[R]:
    """The rows of a form carried into the target of a crosswalk. See ``Carried``."""
    return crosswalk.carry(rows)


def _names(node: Node) -> Names:
    return node.level1, node.name


def _likeness(one: Node, other: Node) -> tuple[bool, bool]:
    return one.name == other.name, one.level1 == other.level1


def _other_kind(old: str, new: str) -> str:
    return "" if old == new else OTHER_KIND.format(old=KINDS[old], new=KINDS[new])


def _noted(entry: Entry, entries: Iterable[Entry]) -> Entry:
    """The entry with its note. Of nodes that share a place all but the likest are told of."""
    if entry.target is None:
        return entry
    first = max(
        (one.source for one in entries if one.target == entry.target),
        key=lambda one: (one.kind == entry.target.kind, *_likeness(one, entry.target)),
    )
    notes = [_other_kind(entry.source.kind, entry.target.kind)]
    if first != entry.source:
        notes.append(MERGED.format(other=first.name))
    return replace(entry, note="；".join(filter(None, notes)))
