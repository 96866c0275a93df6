"""The document of 2021 and what a careful person reads out of it."""

import json
from functools import cache

from declarations.content import Content, format_wan
from declarations.sheet import Reading, read_file
from indicators.tree import SchemeTree, shipped
from tests.conftest import DATA

KINDS = ("txt", "docx", "xlsx")


@cache
def readings(kind: str = "docx") -> tuple[Reading, ...]:
    name = f"renhe-2021.{kind}"
    return read_file(name, (DATA / name).read_bytes()).readings


def expected() -> list[dict]:
    return json.loads((DATA / "renhe-2021.expected.json").read_text(encoding="utf-8"))


def complete() -> list[Content]:
    """The 14 complete forms."""
    return [reading.content for reading in readings()[:14]]


def tree() -> SchemeTree:
    return shipped()["sichuan-2021"]


def as_expected(content: Content) -> dict:
    """A Content as the expected file writes it: trimmed, rows without name and value left out."""
    funding = content.funding
    return {
        "year": content.year,
        "project": content.project.strip(),
        "unit": content.unit.strip(),
        "funding": {
            "total": format_wan(funding.total),
            "appropriation": format_wan(funding.appropriation),
            "other": format_wan(funding.other),
        },
        "goal": content.goal.strip(),
        "indicators": [
            {
                "level1": row.level1,
                "level2": row.level2,
                "name": row.name.strip(),
                "value": row.value.strip(),
            }
            for row in content.indicators
            if not row.is_blank
        ],
    }
