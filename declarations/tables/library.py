"""指标库 as an Excel sheet. What its rows mean is said by ``indicators``, which knows no units."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from declarations.models import Cycle
from indicators.excel_rows import Fault, Importer, Row
from indicators.library_rows import LIBRARY as ROWS
from indicators.library_rows import rows
from indicators.models import LibraryIndicator

from . import messages
from .table import Import, Table, units_by_code


def _units_are_there(rows: Sequence[Row]) -> Iterable[Fault]:
    units = units_by_code()
    for row in rows:
        if row["unit_code"] and row["unit_code"] not in units:
            yield Fault(messages.NO_SUCH_UNIT, row.number, row["unit_code"])


def _importer(_: Import) -> Importer:
    return replace(ROWS, checkers=(*ROWS.checkers, _units_are_there))


def _rows(_: Cycle | None) -> Iterable[Mapping[str, Any]]:
    return rows(LibraryIndicator.objects.all())


LIBRARY = Table(
    "library",
    "指标库",
    "library",
    "按类别、三级指标和单位编码认：已有的更新，没有的新建；表里没有的指标和栏目不动。"
    "单位编码空着是各单位通用；一格里有几个标签的用顿号隔开。",
    _importer,
    _rows,
    {
        "kind": "quality",
        "name": "系统正常运行率",
        "comparator": "≥",
        "usual_value": "99",
        "unit": "%",
        "explanation": "正常运行时间÷应运行时间×100%。",
        "evidence": "系统监控记录",
        "standard": "行业标准",
        "standard_source": "维护合同",
        "spending_types": "软件维护",
        "industries": "",
        "keywords": "软件、系统",
        "unit_code": "",
        "state": LibraryIndicator.State.ACCEPTED,
    },
)
