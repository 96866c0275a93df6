"""Small values that the views make, and the templates' filters and the dossier too."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .content import Content

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


@dataclass(frozen=True, slots=True)
class Counts:
    """How many errors, how many warnings that nobody answered, and how many that have a 说明.

    ``gaps``: how many places are still to be filled in, where these are not counted as errors.
    """

    errors: int
    warnings: int
    justified: int = 0
    gaps: int = 0


def cell_id(where: str) -> str:
    """The id of a cell on the paper: ``indicators[3].name`` -> ``cell-indicators-3-name``."""
    return "cell-" + re.sub(r"\W+", "-", where).strip("-")


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
