"""A scheme as a file: JSON for machines, a table in Excel for people. Each reads back the same.

Texts come back without blanks around them, as the editor keeps them too. What cannot be read is
told all at once, each with its place; then there is no scheme.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from indicators.excel_rows import Fault, FaultGroup, grouped
from indicators.scheme_checks import Problem, cannot_be_kept
from indicators.scheme_excel import read_excel, write_excel
from indicators.scheme_json import read_json, write_json
from indicators.tree import SchemeTree

BAD_CODE = "代码只能用字母、数字、“-”和“_”，最多 50 个字符。"
CODE = re.compile(r"[A-Za-z0-9_-]{1,50}")

#: How a scheme is written, by the ending of the file's name.
WRITERS: Mapping[str, Callable[[SchemeTree], bytes]] = {"json": write_json, "xlsx": write_excel}


@dataclass(frozen=True, slots=True)
class SchemeFile:
    """What was read: the tree, or what is wrong (then ``tree`` is None)."""

    tree: SchemeTree | None
    faults: tuple[FaultGroup, ...] = ()


def read_scheme(data: bytes) -> SchemeFile:
    """A scheme from a JSON or an Excel file; its first bytes tell which."""
    is_json = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")
    tree, faults = read_json(data) if is_json else read_excel(data)
    if tree is not None:
        faults = [Fault(_told(tree, one)) for one in cannot_be_kept(tree)]
        if not CODE.fullmatch(tree.code):
            faults.append(Fault(BAD_CODE, seen=tree.code))
    return SchemeFile(None, grouped(faults)) if faults else SchemeFile(tree)


def _told(tree: SchemeTree, problem: Problem) -> str:
    if problem.branch is None:
        return problem.message
    branch = tree.branches[problem.branch]
    if problem.node is None:
        return f"{branch.name}：{problem.message}"
    return f"{branch.name} › {branch.nodes[problem.node].name}：{problem.message}"
