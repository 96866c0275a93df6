"""The document of 2021 as the reader gives it, outer blanks kept, and where findings are on it."""

import json
from functools import cache
from pathlib import Path

from declarations.checks import Context, Finding, Report, check_form
from declarations.checks.unit_forms import UnitForms
from declarations.content import Content
from declarations.sheet import read_file
from indicators.tree import DEFAULT_CODE, shipped

HERE = Path(__file__).resolve().parent
DOCUMENT = HERE.parent / "data" / "renhe-2021.docx"
TREE = shipped()[DEFAULT_CODE]

#: Form -> code -> cells, as a careful person expects them.
EXPECTED: dict[str, dict[str, list[str]]] = json.loads(
    (HERE / "renhe_2021.json").read_text(encoding="utf-8")
)
PIECES = sorted(EXPECTED)


@cache
def contents() -> dict[str, Content]:
    """The sixteen pieces by name, F01 to F16."""
    readings = read_file(DOCUMENT.name, DOCUMENT.read_bytes()).readings
    return {f"F{number:02}": each.content for number, each in enumerate(readings, start=1)}


@cache
def of_the_unit() -> UnitForms:
    """The fourteen forms that name their unit; the two fragments may be anybody's."""
    return UnitForms(tuple(content for content in contents().values() if content.unit.strip()))


@cache
def report(piece: str) -> Report:
    content = contents()[piece]
    forms = of_the_unit() if content.unit.strip() else None
    return check_form(content, TREE, Context(unit_forms=forms))


def cell(content: Content, found: Finding) -> str:
    """A finding's place: 时效指标/完成时间 for a row, 质量指标 for a node, else the path."""
    place, _, number = found.where.partition("[")
    if not number:
        return found.where
    position = int(number.partition("]")[0])
    if place == "nodes":
        return list(TREE.nodes())[position].name
    row = content.indicators[position]
    return f"{row.level2}/{row.name.strip()}"
