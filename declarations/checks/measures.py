"""Rows seen by the checks of target values: the value with its reading, and words of the field.

Lists of words stand here because many units write them, not because one document does.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from declarations.content import Indicator
from indicators.reading.targets import Target, TargetReading, read_target
from indicators.tree import BENEFIT_KINDS

from .contract import Form
from .wording import compact, plain_name

BENEFITS = tuple(sorted(BENEFIT_KINDS))

#: Kinds whose value is what shall be reached; a cost is read by the reader of costs.
REACHED = ("quantity", "quality", *BENEFITS, "satisfaction")

#: A row that is not for this project, which a check of its own asks to delete.
_NOT_APPLICABLE = re.compile(
    r"(?:[—\-–_/\\、.。]+|(?:暂|均)?无|没有|不涉及|不适用|未涉及|n/?a|0分)[。.]?", re.IGNORECASE
)

#: What was left to fill in. A single * between figures is a multiplication, X in a word a letter.
_PLACEHOLDER = re.compile(
    r"(?<!\d)[*＊]{2,}|[*＊]{2,}(?!\d)"
    r"|(?<![\w*＊）)])[*＊](?=\s*[%％\u4e00-\u9fff])"
    r"|(?<![A-Za-z])[Xx]{2,}(?![A-Za-z])|[×✕]{2,}|[_＿]{2,}|[○〇]{2,}|某某"
    r"|[≥≤≧≦<>＜＞=＝]\s*[XxNn](?![A-Za-z])"
    r"|(?<!等)待定(?![期点级岗位员向])|待(?:确定|填写?|补充|明确|核定|核实)(?!.)"
    r"|请(?:在此)?(?:填写|输入|选择)"
)

#: None of it, in words: as measurable as any number.
ZERO = re.compile(
    r"[零〇0]\s*[”\"’']?(?:事故|投诉|差错|失误|故障|缺陷|上访|死亡|伤亡|违规|违法|违纪|泄露|发生|起|次|例|件|中断|增长|容忍|库存|欠账)"
    r"|(?:无|未|没有|不)(?:出现|发生|产生)?[^，,。；;、]{0,8}"
    r"(?:事故|事件|投诉|差错|失误|案件|违规|违法|违纪|上访|信访|问题|污染|返工|逾期|拖欠|挪用|截留|泄密|疫情"
    r"|死亡|伤亡|故障|中断|缺陷|隐患|延误|延期|遗漏|损坏|瘫痪|纠纷|舆情|内涝|停[水电气机]|外泄|泄露|返贫|欠薪)"
)


@dataclass(frozen=True, slots=True)
class Measure:
    """A row with a value that says something, and what was read in it."""

    position: int
    row: Indicator
    reading: TargetReading

    @property
    def where(self) -> str:
        return f"indicators[{self.position}].value"

    @property
    def name(self) -> str:
        return plain_name(self.row.name)

    @property
    def value(self) -> str:
        return self.row.value.strip()

    @property
    def text(self) -> str:
        """Name and value, where either may say it."""
        return f"{self.row.name} {self.row.value}"

    @property
    def targets(self) -> tuple[Target, ...]:
        return self.reading.targets


def measures(form: Form, *kinds: str) -> Iterator[Measure]:
    """The rows of these kinds whose value is filled in, neither 不涉及 nor left to be filled."""
    for position, row in form.rows(*kinds):
        if row.value.strip() and not is_not_applicable(row.value) and not placeholder(row.value):
            yield Measure(position, row, form.reading(row.value))


@lru_cache(maxsize=4096)
def is_not_applicable(value: str) -> bool:
    """Whether a value only says that there is nothing: 无, 不涉及, —."""
    return bool(_NOT_APPLICABLE.fullmatch(compact(value)))


@lru_cache(maxsize=4096)
def placeholder(text: str) -> str:
    """What of the text was left to be filled in, or ""."""
    found = _PLACEHOLDER.search(text)
    return found[0] if found else ""


def is_counted(target: Target) -> bool:
    """Whether a number counts something; a bare one may be the number of a standard or a list."""
    return bool(target.unit) or target.percent


def before(text: str, end: int, most: int = 12) -> str:
    """What stands before a place in its clause, at most so many characters."""
    return re.split(r"[，,；;。\n：:]", text[max(0, end - most) : end])[-1]


def reads_the_same(one: str, other: str) -> bool:
    """Whether two texts set the same numbers, bounds and periods: what a fix must keep."""
    return _meaning(read_target(one)) == _meaning(read_target(other))


def _meaning(reading: TargetReading) -> tuple[object, ...]:
    targets = [
        (each.number, each.upper, each.sign, each.unit, each.percent, each.period, each.approximate)
        for each in reading.targets
    ]
    dates = [
        (each.year, each.last_year or each.year, each.month, each.last_month, each.has_day)
        for each in reading.dates
    ]
    return (targets, dates)
