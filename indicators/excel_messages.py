"""What the import of an Excel table says. One function a message; tests compare with them."""

from collections.abc import Iterable, Sequence
from typing import Any

_NAMED = 10  # rows told by number before they are only counted
_EXAMPLES = 3


def places(rows: Sequence[int]) -> str:
    """第5行 · 第5、17行 · 第5、17、29、…行等399处."""
    if not rows:
        return ""
    named = "、".join(map(str, rows[:_NAMED]))
    return f"第{named}行等{len(rows)}处" if len(rows) > _NAMED else f"第{named}行"


def group(message: str, rows: Sequence[int], seen: Sequence[str]) -> str:
    examples = "、".join(f"“{_short(text)}”" for text in seen[:_EXAMPLES])
    told = f"（{'如' if len(seen) > _EXAMPLES else ''}{examples}）" if examples else ""
    return f"{places(rows)}{'：' if rows else ''}{message}{told}"


def in_column(label: str, message: str) -> str:
    return f"“{label}”{message}"


def not_excel() -> str:
    return "这不是 Excel（.xlsx）文件。请用 Excel 或 WPS 另存为 .xlsx 后再上传。"


def no_heading(labels: Iterable[str]) -> str:
    return f"没有找到表头。表格的第一行应写明栏目：{'、'.join(labels)}。"


def no_rows() -> str:
    return "表头下面没有内容。请填好后再上传。"


def too_many_rows(count: int, limit: int) -> str:
    return f"一次最多导入{limit:,}行，文件里有{count:,}行。请分成几个文件。"


def missing_column(label: str) -> str:
    return f"缺少“{label}”一栏。请在表头中补上，或检查栏目名称是否写错。"


def column_twice(label: str) -> str:
    return f"“{label}”一栏出现了不止一次。请只保留一栏。"


def unknown_column(text: str, letters: str, known: Iterable[str]) -> str:
    name = f"“{_short(text)}”（{letters}列）" if text else f"{letters}列（没有栏目名称）"
    return f"不认识{name}这一栏。可以用的栏目：{'、'.join(known)}；不需要的列请删去。"


def blank() -> str:
    return "没有填写。"


def too_long(limit: int) -> str:
    return f"最多{limit}个字，请缩短。"


def one_of(choices: Iterable[str]) -> str:
    return f"不是可以选的内容。可以填：{'、'.join(choices)}。"


def formula_error() -> str:
    return "里的公式出错，没有得出结果。请改正公式，或直接填写内容。"


def digits_lost() -> str:
    return (
        "里的数字太长，Excel 只保留前15位，后面的可能已经丢失。请把单元格设为文本格式后重新填写。"
    )


def duplicate(labels: Sequence[str]) -> str:
    return f"“{'”和“'.join(labels)}”与前面的行重复。请删去重复的行，或改正其中一行。"


def repeated(values: Iterable[Any], first: int) -> str:
    return f"{' '.join(str(value) for value in values if value)}，第{first}行已有"


def _short(text: str, limit: int = 30) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[:limit]}…"
