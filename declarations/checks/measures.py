"""Rows seen by the checks of target values: the value with its reading, and words of the field.

Lists of words stand here because many units write them, not because one document does.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from declarations.content import Indicator
from indicators.reading.targets import Target, TargetReading, read_target
from indicators.tree import BENEFIT_KINDS, COST_KINDS

from . import lexicon
from .contract import Form
from .structure import is_na
from .wording import plain_name

BENEFITS = tuple(sorted(BENEFIT_KINDS))

#: 社会成本 and 生态环境成本, which no money is counted in.
BURDENS = tuple(sorted(COST_KINDS - {"cost"}))

#: Kinds whose value is what shall be reached; a cost is read by the reader of costs.
REACHED = ("quantity", "quality", *BENEFITS, *BURDENS, "satisfaction")

#: What was left to fill in. A single * between figures is a multiplication, X in a word a letter.
_PLACEHOLDER = re.compile(
    r"(?<!\d)[*＊]{2,}|[*＊]{2,}(?!\d)"
    r"|(?<![\w*＊）)])[*＊](?=\s*[%％\u4e00-\u9fff])"
    r"|(?<![A-Za-z])[Xx]{2,}(?![A-Za-z])|[×✕]{2,}|[_＿]{2,}|○{2,}|某某"
    r"|[≥≤≧≦<>＜＞=＝]\s*[XxNn](?=[%％个名人次户家项台套亩米条份天年月元万]|\s*$)"
    r"|(?<!等)待定(?![期点级岗位员向])|待(?:确定|填写?|补充|明确|核定|核实)(?!.)"
    r"|请(?:在此)?(?:填写|输入|选择)"
)

_UNWANTED = "|".join(
    (
        *lexicon.UNWANTED, "中断", "缺陷", "返工", "延误", "延期", "损坏", "瘫痪", "内涝", "停水",
        "停电", "停气", "停机", "外泄", "欠薪", "截留", "积压",
    )
)  # fmt: skip
#: None of it, in words: as measurable as any number.
ZERO = re.compile(
    rf"(?<![\d.])[零〇0]\s*[”\"’']?(?:{_UNWANTED}|发生|起|次|例|件)"
    rf"|(?:无|未|没有|杜绝|不(?:出现|发生|产生|存在|得))[^，,。；;、]{{0,8}}(?:{_UNWANTED})"
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
    for measure in form.once(_all_measures):
        if not kinds or form.kind(measure.position) in kinds:
            yield measure


def _all_measures(form: Form) -> list[Measure]:
    return [
        Measure(position, row, form.reading(row.value))
        for position, row in form.rows()
        if row.value.strip() and not is_na(row.value) and not placeholder(row.value)
    ]


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
