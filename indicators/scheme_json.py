"""A scheme as JSON, in the shape of ``fixtures/schemes.json``."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from indicators.excel_rows import Fault
from indicators.tree import SchemeTree, tree_from_json, tree_to_json

LARGEST_WEIGHT = 32_767  # what the database keeps

_NOT_TEXT = re.compile("[\0\ud800-\udfff]")  # what no database keeps

NOT_JSON = "不是 JSON 文件，或者文件已损坏（第 {line} 行）。"
NOT_A_SCHEME = "{place}应当是一个指标体系或它的一部分，写成 {{…}}。"
MISSING = "{place}缺少“{field}”。"
UNKNOWN = "{place}有不认识的“{field}”。"
WRONG_TYPE = "{place}的“{field}”应当是{kind}。"


def write_json(tree: SchemeTree) -> bytes:
    return json.dumps(tree_to_json(tree), ensure_ascii=False, indent=1).encode() + b"\n"


def read_json(data: bytes) -> tuple[SchemeTree | None, list[Fault]]:
    """The tree, or what is wrong with the file."""
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        return None, [Fault(NOT_JSON.format(line=error.lineno))]
    except (ValueError, RecursionError):  # no UTF-8, a number of thousands of digits, a deep nest
        return None, [Fault(NOT_JSON.format(line=1))]
    faults = list(_shape("", value, _SCHEME))
    return (None, faults) if faults else (tree_from_json(_trimmed(value)), [])


#: Field -> what it must be, whether it may be left out. A list holds records of one shape.
KIND_OF_WEIGHT = "0 以上的整数或 null"
KIND_OF_TEXT = "文字（没有不能显示的字符）"
_TEXT, _YES, _WEIGHT = KIND_OF_TEXT, "true 或 false", KIND_OF_WEIGHT
_MAYBE_TEXT = '"error"、"warning" 或 null'
_NODE = {
    "name": (_TEXT, True),
    "kind": (_TEXT, True),
    "required": (_MAYBE_TEXT, True),
    "weight": (_WEIGHT, False),
    "help": (_TEXT, False),
    "good": (_TEXT, False),
    "bad": (_TEXT, False),
}
_BRANCH = {
    "level1": (_TEXT, True),
    "level2": ([_NODE], True),
    "at_least_one": (_YES, False),
    "weight": (_WEIGHT, False),
    "weight_without_cost": (_WEIGHT, False),
    "help": (_TEXT, False),
}
_LABELS = {"total": (_TEXT, False), "appropriation": (_TEXT, False), "other": (_TEXT, False)}
_LAYOUT = {
    "columns": ([_TEXT], False),
    "signature": (_YES, False),
    "landscape": (_YES, False),
    "labels": (_LABELS, False),
}
_SCHEME = {
    "code": (_TEXT, True),
    "name": (_TEXT, True),
    "form_title": (_TEXT, True),
    "weights": ({"total": (_WEIGHT, False)}, True),
    "tree": ([_BRANCH], True),
    "layout": (_LAYOUT, False),
}


def _shape(place: str, value: Any, shape: Mapping[str, Any]) -> Iterator[Fault]:
    """What of a record is not as it should be; ``place`` says where it stands."""
    if not isinstance(value, dict):
        yield Fault(f"{place}：{NOT_A_SCHEME}" if place else NOT_A_SCHEME)
        return
    for name in value.keys() - shape.keys():
        yield Fault(UNKNOWN.format(place=place, field=name))
    for name, (kind, is_needed) in shape.items():
        if name not in value:
            if is_needed:
                yield Fault(MISSING.format(place=place, field=name))
            continue
        yield from _fits(place, name, value[name], kind)


def _fits(place: str, name: str, value: Any, kind: Any) -> Iterator[Fault]:
    if isinstance(kind, dict):
        if value is not None or name != "weights":
            yield from _shape(f"{place}{name} ", value, kind)
    elif isinstance(kind, list):
        if not isinstance(value, list):
            yield Fault(WRONG_TYPE.format(place=place, field=name, kind="列表"))
            return
        for number, one in enumerate(value, start=1):
            if isinstance(kind[0], dict):
                yield from _shape(f"{place}{name} 第{number}项", one, kind[0])
            else:
                yield from _fits(place, name, one, kind[0])
    elif not _IS[kind](value):
        yield Fault(WRONG_TYPE.format(place=place, field=name, kind=kind))


_IS: Mapping[str, Callable[[Any], bool]] = {
    _TEXT: lambda value: isinstance(value, str) and not _NOT_TEXT.search(value),
    _MAYBE_TEXT: lambda value: value in (None, "error", "warning"),
    _YES: lambda value: isinstance(value, bool),
    _WEIGHT: lambda value: value is None or (type(value) is int and 0 <= value <= LARGEST_WEIGHT),
}


def _trimmed(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    if isinstance(value, list):
        return [_trimmed(one) for one in value]
    if isinstance(value, dict):
        return {name: _trimmed(one) for name, one in value.items()}
    return value
