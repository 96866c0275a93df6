"""A target value over three columns: 指标性质 | 指标值 | 计量单位, and put together again.

Forms of the newer schemes print ``≥95%`` as ``≥`` | ``95`` | ``%``. What a filler writes and what
is checked stays one text; its parts are only a way to print it, so that ``split`` gives a value
away in parts only where ``compose`` makes exactly the same text of them.
"""

import re
from typing import NamedTuple

from .targets import read_target

QUALITATIVE = "定性"

_SIGN_WORDS = {
    "大于等于": "≥",
    "大于或等于": "≥",
    "小于等于": "≤",
    "小于或等于": "≤",
    "等于": "=",
    "大于": ">",
    "小于": "<",
}
_NOT_A_SIGN = frozenset({QUALITATIVE, "定性指标", "定量", "定量指标", "无", "/", "-", "—", "其他"})
_NOT_A_MEASURE = frozenset({"无", "/", "-", "—", QUALITATIVE, "文字描述", "文字"})
#: A sign, a number, and a unit in which nothing is counted, compared or explained any more.
_PARTS = re.compile(
    r"([≥≤=><＝＞＜]?)(\d+(?:,\d{3})*(?:\.\d+)?)((?:[^\W\d_]{1,6}(?:/[^\W\d_]{1,4})?|[%％‰℃])?)"
)


class Parts(NamedTuple):
    """``nature`` is a sign, 定性 for a target in words, or blank; ``number`` and ``unit`` as
    written. Where a value is not taken apart ``number`` holds all of it."""

    nature: str
    number: str
    unit: str


def split(value: str) -> Parts:
    """The parts of a target value; ``compose`` makes the same text of them. Takes any text.

    >>> split("≥95%")
    Parts(nature='≥', number='95', unit='%')
    >>> split("显著提高")
    Parts(nature='定性', number='显著提高', unit='')
    >>> split("2021年3月-10月")
    Parts(nature='', number='2021年3月-10月', unit='')
    """
    found = _PARTS.fullmatch(value)
    if found and _is_one_target(value):
        parts = Parts(*found.groups())
        if compose(*parts) == value:
            return parts
    is_in_words = bool(value.strip()) and read_target(value).is_qualitative
    return Parts(QUALITATIVE if is_in_words else "", value, "")


def _is_one_target(value: str) -> bool:
    """Whether a value is one number to reach: no date, no 左右, no 以上 behind it."""
    reading = read_target(value)
    if reading.dates or len(reading.targets) != 1:
        return False
    target = reading.targets[0]
    is_in_signs = target.comparator is None or not target.comparator.is_word
    return is_in_signs and not (target.approximate or target.is_range)


def compose(nature: str, number: str, unit: str) -> str:
    """One target of three columns: ``≥``, ``95``, ``%`` -> ``≥95%``. A lone value stays raw."""
    nature, unit = nature.strip(), unit.strip()
    sign = "" if nature in _NOT_A_SIGN else _SIGN_WORDS.get(nature, nature)
    unit = "" if unit in _NOT_A_MEASURE else unit
    plain = number.strip()
    if not plain or not (sign or unit):
        return number
    if sign and not plain.startswith(sign):
        plain = f"{sign}{plain}"
    return plain if plain.endswith(unit) else f"{plain}{unit}"
