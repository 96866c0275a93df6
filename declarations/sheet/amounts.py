"""Amounts of money as forms write them: ``300.00``, ``250万``, ``1,030,700.00`` under 单位：元."""

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

from indicators.reading.numerals import scan_number, starts_number

#: How many 万元 one unit is.
UNITS = {
    "万元": Decimal(1),
    "万": Decimal(1),
    "元": Decimal("0.0001"),
    "圆": Decimal("0.0001"),
    "千元": Decimal("0.1"),
    "百万元": Decimal(100),
    "千万元": Decimal(1000),
    "亿元": Decimal(10_000),
    "亿": Decimal(10_000),
}
WAN = UNITS["万元"]

_UNIT = "千万元|百万元|万元|千元|亿元|万|亿|元|圆"
_NUMBER = re.compile(rf"([-+]?(?:\d[\d,]*(?:\.\d+)?|\.\d+))({_UNIT})?")
_UNIT_NAMED = re.compile(rf"(?:人民币)?({_UNIT})(?![\u4e00-\u9fff])")
_HINT_GROUP = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]")
_CAPTION = re.compile(rf"(?:金额|货币|计量|资金)?单位[:\s]*(?:人民币)?({_UNIT})")
_IN_WAN = 10_000  # a numeral as large as this has said 万 itself
_AFTER_NUMERALS = re.compile("(?:[元圆][整正]?)?")
_FILLER = re.compile(r"[\s:：,，。;；¥￥人民币约为计共合=]+|CNY|RMB")


class Amount(NamedTuple):
    """What an amount cell says. ``wan`` is in 万元; ``rest`` is what was not part of the number."""

    wan: Decimal | None
    rest: str = ""


def unit_of_label(text: str) -> Decimal | None:
    """The unit a label names in brackets, ``项目资金（万元）``, or at its end, ``金额/元``."""
    plain = unicodedata.normalize("NFKC", "".join(text.split()))
    for group in _HINT_GROUP.findall(plain):
        named = _UNIT_NAMED.search(group)
        if named:
            return UNITS[named.group(1)]
    named = re.search(rf"[/_\-:]({_UNIT})$", plain)
    return UNITS[named.group(1)] if named else None


def unit_of_caption(text: str) -> Decimal | None:
    """The unit a caption names: ``金额单位：元``."""
    named = _CAPTION.search(unicodedata.normalize("NFKC", text))
    return UNITS[named.group(1)] if named else None


def unit_named(text: str) -> Decimal | None:
    """The unit a text consists of: ``万元``."""
    plain = unicodedata.normalize("NFKC", "".join(text.split())).removeprefix("人民币")
    return UNITS.get(plain)


def read_amount(text: str, unit: Decimal = WAN) -> Amount:
    """The first amount of a text, in 万元. ``unit`` holds where the text names none.

    A blank text or a dash is no amount and no rest. A text without a number is all rest.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain.strip("-—–/无"):
        return Amount(None)
    plain = re.sub(r"(?<=[\d,.])\s+(?=[\d,.千百万亿元])", "", plain)
    found = _NUMBER.search(plain)
    if found is None:
        return _in_numerals(plain, unit) or Amount(None, text.strip())
    wan = _to_wan(found, unit)
    rest = plain[: found.start()] + plain[found.end() :]
    for again in _NUMBER.finditer(rest):  # written twice: 50万元（500000元）
        if _to_wan(again, unit) == wan:
            rest = rest.replace(again.group(), "", 1)
    rest = re.sub(r"[(\[][\s]*[)\]]", "", rest)
    return Amount(wan, rest.strip() if _FILLER.sub("", rest) else "")


def _in_numerals(text: str, unit: Decimal) -> Amount | None:
    """An amount in Chinese numerals, 三十万元 or 壹佰贰拾万元整; None if no amount stands there.

    A numeral inside a word (一般公共预算) is none: it must say 万 or 元, or stand alone.
    """
    start = next((at for at in range(len(text)) if starts_number(text, at)), len(text))
    number = scan_number(text, start)
    if number is None or number.too_long:
        return None
    after = _AFTER_NUMERALS.match(text, number.end)
    in_yuan = number.value >= _IN_WAN or after.group() != ""
    if not in_yuan and (start, number.end) != (0, len(text)):
        return None
    rest = text[:start] + text[after.end() :]
    wan = _exact(number.value * (UNITS["元"] if in_yuan else unit))
    return Amount(wan, rest.strip() if _FILLER.sub("", rest) else "")


def _to_wan(found: re.Match[str], unit: Decimal) -> Decimal:
    number = Decimal(found.group(1).replace(",", ""))
    factor = UNITS.get(found.group(2) or "", unit)
    return number if factor == WAN else _exact(number * factor)


def _exact(amount: Decimal) -> Decimal:
    """Without the trailing zeros a conversion leaves: 103.0700 -> 103.07, 300 stays 300."""
    trimmed = amount.normalize()
    return trimmed if trimmed.as_tuple().exponent <= 0 else trimmed.quantize(Decimal(1))
