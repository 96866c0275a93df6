"""A finding as the pages show it: its number, its place in words, and what its fix would change."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from declarations.changes import Piece, pieces
from declarations.checks import RULES, Finding, Severity, messages, text_at
from declarations.content import Content
from declarations.models import Justification


@dataclass(frozen=True)
class Marked:
    """A finding with its number on the page, its cell on the paper and the place to mend it.

    ``label`` is the place in words, ``element`` the id of the element that mends it; ``is_gap``:
    nothing stands there yet.
    """

    number: int
    finding: Finding
    cell: str
    mend_url: str
    element: str
    label: str
    content: Content
    justification: Justification | None = None
    is_gap: bool = False

    @cached_property
    def preview(self) -> tuple[Piece, ...]:
        """What the fix would change; () without a fix."""
        fix = self.finding.fix
        return pieces(text_at(self.content, fix.where), fix.text) if fix else ()


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a check with the places it was said of."""

    message: str
    hint: str
    marked: list[Marked]


@dataclass(frozen=True)
class Group:
    """The findings of one check with one weight. ``hint`` is the one they share, if they do."""

    code: str
    severity: Severity
    said: list[Said] = field(default_factory=list)
    justification: Justification | None = None

    @property
    def title(self) -> str:
        return RULES[self.code].title

    @property
    def is_demand(self) -> bool:
        """Whether the title says how it ought to be; alone it would read as praise."""
        return not messages.TEXTS[self.code].names_fault

    @property
    def marked(self) -> list[Marked]:
        return [one for each in self.said for one in each.marked]

    @cached_property
    def hint(self) -> str:
        hints = {each.hint for each in self.said}
        return hints.pop() if len(hints) == 1 else ""

    @property
    def wants_reason(self) -> bool:
        return self.severity is Severity.WARNING


def grouped(findings: Iterable[Marked]) -> list[Group]:
    """The findings by check, in the order in which their checks come up."""
    groups: dict[tuple[str, Severity], Group] = {}
    said: dict[tuple[str, Severity, str, str], Said] = {}
    for one in findings:
        found = one.finding
        key = found.code, found.severity
        if key not in groups:
            groups[key] = Group(*key, justification=one.justification)
        words = (*key, found.message, found.hint)
        if words not in said:
            said[words] = Said(found.message, found.hint, [])
            groups[key].said.append(said[words])
        said[words].marked.append(one)
    return list(groups.values())
