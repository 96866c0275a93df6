"""A finding as the pages show it: its number, its place in words, and what its fix would change."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from declarations.changes import Piece, pieces
from declarations.checks import RULES, Finding, Severity, text_at
from declarations.content import Content
from declarations.models import Justification

_PLACES: Mapping[str, str] = {
    "form": "整张表",
    "project": "项目名称",
    "unit": "预算单位",
    "superior": "主管部门",
    "year": "年度",
    "goal": "年度目标",
    "long_term_goal": "中期目标",
    "funding.project_total": "项目总额",
    "funding.total": "年度资金总额",
    "funding.appropriation": "财政拨款",
    "funding.other": "其他资金",
}
_ROW = re.compile(r"(indicators|items)\[(\d+)\]\.?(\w*)")
_PARTS = {"name": "名称", "value": "指标值"}
_NAME_SHOWN = 16


@dataclass(frozen=True)
class Marked:
    """A finding with its number on the page, its cell on the paper and the place to mend it.

    ``label`` is the place in words, ``element`` the id of the element that mends it.
    """

    number: int
    finding: Finding
    cell: str
    mend_url: str
    element: str
    label: str
    content: Content
    justification: Justification | None = None

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


def label_of(where: str, content: Content, node_names: list[str]) -> str:
    """A place of the form in the words of a clerk: 数量指标“培训期数”的指标值."""
    if where in _PLACES:
        return _PLACES[where]
    found = _ROW.match(where)
    if not found:
        position = re.search(r"\d+", where)
        return node_names[int(position[0])] if position else _PLACES["form"]
    kind, number, part = found.groups()
    if kind == "items":
        item = content.items[int(number)]
        return f"成本测算表“{_short(item.label)}”"
    row = content.indicators[int(number)]
    of_part = f"的{_PARTS[part]}" if part in _PARTS else ""
    return f"{row.level2}“{_short(row.name)}”{of_part}"


def _short(name: str) -> str:
    name = " ".join(name.split()) or "未填名称"
    return name if len(name) <= _NAME_SHOWN else f"{name[: _NAME_SHOWN - 1]}…"
