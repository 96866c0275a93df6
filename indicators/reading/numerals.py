"""Numbers as people write them: 12,340 · 3.5万 · 三百二十万 · 壹拾贰万 · 3万2千 · 三点一四万.

The text must be normalised. A number of more than ``MAX_DIGITS`` digits is a code (an account, an
identity card), not a quantity.
"""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from .normalize import sign_at

MAX_DIGITS = 16
_MAX_CHINESE = 24  # 九千九百九十九万九千九百九十九 has fifteen signs

_DIGITS = {
    "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7,
    "八": 8, "九": 9, "壹": 1, "贰": 2, "貳": 2, "叁": 3, "參": 3, "肆": 4, "伍": 5, "陆": 6,
    "陸": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
_SMALL_SCALES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_BIG_SCALES = {"万": 10_000, "亿": 100_000_000}
_SCALES = {"百": 100, "佰": 100, "千": 1000, "仟": 1000, **_BIG_SCALES}
_NOT_SCALES = ("千米", "千克", "千瓦", "千字", "百分")
CHINESE_NUMERALS = frozenset(_DIGITS) | frozenset(_SMALL_SCALES) | frozenset(_BIG_SCALES)
_CAPITALS = frozenset("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟")


@dataclass(frozen=True, slots=True)
class Number:
    """A number that ends before ``end``. ``mantissa × scale`` is its value: 2.5 × 10,000.

    ``decimals`` counts the printed decimals of an Arabic mantissa (None for Chinese numerals).
    """

    mantissa: Decimal
    scale: Decimal
    end: int
    decimals: int | None = 0
    chinese: bool = False
    capital: bool = False
    digits: int = 0  # how many Arabic digits stand before the point
    too_long: bool = False

    @property
    def value(self) -> Decimal:
        return self.mantissa * self.scale


def is_digit(character: str) -> bool:
    """Whether a character, or the nothing behind the end, is one of 0-9."""
    return "0" <= character <= "9"


def starts_number(text: str, at: int) -> bool:
    """Whether a number may start here, at the cost of one look."""
    character = sign_at(text, at)
    return is_digit(character) or character in CHINESE_NUMERALS


def scan_number(text: str, at: int) -> Number | None:
    """The number that starts at ``at``, with its scale (万, 亿 …), or None."""
    if at >= len(text):
        return None
    if is_digit(text[at]):
        return _scan_arabic(text, at)
    if text[at] in _DIGITS or text[at] in "十拾" or _starts_with_hundred(text, at):
        return _scan_chinese(text, at)
    return None


def _starts_with_hundred(text: str, at: int) -> bool:
    return text[at] in "百佰千仟" and sign_at(text, at + 1) in ("万", "亿")


def _scan_arabic(text: str, at: int) -> Number:
    whole, end = _whole_part(text, at)
    fraction = ""
    if sign_at(text, end) == "." and is_digit(sign_at(text, end + 1)):
        stop = _digits_end(text, end + 1)
        fraction, end = text[end + 1 : stop], stop
    if len(whole) + len(fraction) > MAX_DIGITS:
        return Number(Decimal(0), Decimal(1), end, digits=len(whole), too_long=True)
    mantissa = Decimal(f"{whole}.{fraction}" if fraction else whole)
    scale, scale_end = _scan_scale(text, end)
    if not fraction and scale > 1:
        mixed = _scan_mixed(text, scale_end, scale)
        if mixed is not None:
            rest, mixed_end = mixed
            return Number(mantissa * scale + rest, Decimal(1), mixed_end, digits=len(whole))
    return Number(mantissa, scale, scale_end, decimals=len(fraction), digits=len(whole))


def _whole_part(text: str, at: int) -> tuple[str, int]:
    """The digits before the point; a comma groups only where exactly three digits follow it.

    Blanks group where they do so twice (1 200 000): one blank may divide two numbers.
    """
    end = _digits_end(text, at)
    whole = text[at:end]
    if len(whole) > 3:
        return whole, end
    while sign_at(text, end) == "," and _digits_end(text, end + 1) == end + 4:
        whole += text[end + 1 : end + 4]
        end += 4
    if end == at + len(whole) and _is_group(text, end) and _is_group(text, end + 4):
        while _is_group(text, end):
            whole += text[end + 1 : end + 4]
            end += 4
    return whole, end


def _is_group(text: str, at: int) -> bool:
    return sign_at(text, at) == " " and _digits_end(text, at + 1) == at + 4


def _digits_end(text: str, at: int) -> int:
    while at < len(text) and is_digit(text[at]):
        at += 1
    return at


def _scan_scale(text: str, at: int) -> tuple[Decimal, int]:
    """The scale behind a number: 万, 千, 万亿 … A blank may stand before it."""
    start = at + 1 if sign_at(text, at) == " " else at
    scale, end = Decimal(1), start
    while end < start + 2 and sign_at(text, end) in _SCALES:
        if text.startswith(_NOT_SCALES, end):
            break
        scale *= _SCALES[text[end]]
        end += 1
    return (scale, end) if scale > 1 else (scale, at)


def _scan_mixed(text: str, at: int, scale: Decimal) -> tuple[Decimal, int] | None:
    """What follows in 3万2千 or 1亿2000万 or 3万500元: a smaller number, else None."""
    if not is_digit(sign_at(text, at)):
        return None
    end = _digits_end(text, at)
    rest = Decimal(text[at:end])
    smaller, smaller_end = _scan_scale(text, end)
    if rest * smaller >= scale or (smaller == 1 and sign_at(text, end) != "元"):
        return None
    value = rest * smaller
    deeper = _scan_mixed(text, smaller_end, smaller)
    if deeper is not None:
        return value + deeper[0], deeper[1]
    return value, smaller_end


def _scan_chinese(text: str, at: int) -> Number | None:
    end = at
    while end < len(text) and text[end] in CHINESE_NUMERALS and end - at <= _MAX_CHINESE:
        if text.startswith(_NOT_SCALES, end):
            break
        end += 1
    end = at + _well_formed(text[at:end])
    run = text[at:end]
    capital = any(character in _CAPITALS for character in run)
    if len(run) > _MAX_CHINESE:
        return Number(Decimal(0), Decimal(1), end, too_long=True)
    fraction, point_end = _chinese_fraction(text, end)
    if fraction:
        scale, scale_end = _scan_scale(text, point_end)
        mantissa = Decimal(f"{_chinese_value(run)}.{fraction}")
        return Number(mantissa, scale, scale_end, None, chinese=True, capital=capital)
    if all(character in _DIGITS for character in run):
        value = Decimal("".join(str(_DIGITS[character]) for character in run))
    else:
        value = _chinese_value(run)
    return Number(value, Decimal(1), end, None, chinese=True, capital=capital)


def _well_formed(run: str) -> int:
    """How long the first numeral of a run is: 八一|两次, 十一|三次; 二〇二四 is one."""
    scaled = False
    for at, (before, character) in enumerate(pairwise(run), start=1):
        scaled = scaled or before in _SMALL_SCALES
        two_digits = before in _DIGITS and before not in "零〇" and character in _DIGITS
        if two_digits and (scaled or character == "两"):
            return at
    return len(run)


def _chinese_fraction(text: str, at: int) -> tuple[str, int]:
    if sign_at(text, at) != "点":
        return "", at
    end = at + 1
    while end < len(text) and text[end] in _DIGITS and end - at <= MAX_DIGITS:
        end += 1
    return "".join(str(_DIGITS[character]) for character in text[at + 1 : end]), end


def _chinese_value(run: str) -> Decimal:
    """一百二十万 -> 1200000; the colloquial 三百二 is 320, 一万二 is 12000."""
    total = section = digit = 0
    last_scale, zero = 1, False
    for character in run:
        if character in _DIGITS:
            digit = _DIGITS[character]
            zero = zero or digit == 0
        elif character in _SMALL_SCALES:
            last_scale = _SMALL_SCALES[character]
            section += (digit or 1) * last_scale
            digit, zero = 0, False
        else:
            last_scale = _BIG_SCALES[character]
            if total < last_scale:
                total = (total + section + digit) * last_scale
            else:
                total += (section + digit) * last_scale
            section, digit, zero = 0, 0, False
    if digit and last_scale >= 100 and not zero:
        digit *= last_scale // 10
    return Decimal(total + section + digit)
