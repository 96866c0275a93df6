"""A number with its unit: ``4000元/人·天``, ``3至5万元``, ``300余人``, ``8折``.

Also tells the numbers that are none: versions, document numbers, ordinals, telephone numbers.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from .normalize import sign_at, skip_blank
from .numerals import Number, is_digit, scan_number, starts_number
from .units import Unit, scan_unit
from .words import scan_word

ANY = Unit("any", "", "")  # the unit of a 单价 that does not say what it is per

_NOUN_LENGTH = 6

_CLOSING = set(",;。!?、:|()[]<>≤≥=≈×÷+-~/\n\"'“”《》· 每共合总计.%")


_AFTER_SHARE = ("", "以上", "以下", "以内", "左右", "及以")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit. ``months`` is set for a span of months such as 1-6月."""

    number: Number
    unit: Unit | None = None
    per: tuple[Unit, ...] = ()
    percent: bool = False
    upper: Decimal | None = None  # the upper end of 3至5万元
    approximate: bool = False
    months: int | None = None
    date: bool = False
    year: int | None = None  # of a date
    discount: bool = False  # 八折

    @property
    def is_money(self) -> bool:
        return self.unit is not None and self.unit.kind == "money"

    @property
    def is_bare(self) -> bool:
        return self.unit is None and not self.percent and not self.date

    @property
    def value(self) -> Decimal:
        """In 元 for money, else as counted; percent as a fraction."""
        if self.percent:
            return self.number.value / 100
        return self.number.value * self.unit.factor if self.unit else self.number.value


class QuantityReader:
    """Reads units and what follows them; counts its steps."""

    def __init__(self, text: str):
        self.text = text
        self.steps = 0

    def _at(self, at: int) -> str:
        return sign_at(self.text, at)

    def with_unit(self, number: Number, start: int, yuan: bool = False) -> tuple[Quantity, int]:
        """The quantity of a number that starts at ``start``; ``yuan``: ¥ stood before it."""
        end, approximate = number.end, False
        if self._at(end) in ("余", "多"):
            end, approximate = end + 1, True
            if self._at(end) in ("万", "亿"):
                scale = Decimal(10_000 if self.text[end] == "万" else 100_000_000)
                number = replace(number, scale=number.scale * scale)
                end += 1
        behind = skip_blank(self.text, end)
        sign = self._at(behind)
        if sign and sign in "%‰":
            value = number if sign == "%" else replace(number, mantissa=number.mantissa / 10)
            return Quantity(value, percent=True, approximate=approximate), behind + 1
        if sign == "折":
            return Quantity(_discount(number), percent=True, discount=True), behind + 1
        unit = scan_unit(self.text, behind)
        if unit is None and yuan:
            unit = Unit("money", "元", "")
        elif unit is not None:
            unit, end = self.joined(unit, behind + len(unit.surface))
        if unit is not None and unit.kind == "money" and unit.surface:
            number, end = self._with_small_change(number, unit, end)
        scaled = self.text[start:end]
        if unit is None and ("万" in scaled or "亿" in scaled or number.capital):
            unit = Unit("money", "元", "")
        per: tuple[Unit, ...] = ()
        if unit is not None:
            per, end = self.per_chain(end, money=unit.kind == "money")
            if unit.kind == "money" and self._at(end) in ("整", "正"):
                end += 1
        return Quantity(number, unit, per, approximate=approximate), end

    def joined(self, unit: Unit, end: int) -> tuple[Unit, int]:
        """240人·天 and 120人·次: two units that make one."""
        if self._at(end) != "·":
            return unit, end
        second = scan_unit(self.text, end + 1)
        both = scan_unit(unit.surface + second.surface, 0) if second is not None else None
        if both is None or both.surface == unit.surface:
            return unit, end
        return both, end + 1 + len(second.surface)

    def _with_small_change(self, number: Number, unit: Unit, end: int) -> tuple[Number, int]:
        """3元5角2分 and 壹拾元伍角."""
        for surface, factor in (("角", Decimal("0.1")), ("分", Decimal("0.01"))):
            part = scan_number(self.text, end) if starts_number(self.text, end) else None
            if unit.surface != "元" or part is None or self._at(part.end) != surface:
                continue
            value = number.value + part.value * factor
            end = part.end + 1
            number = Number(value, Decimal(1), end, number.decimals, capital=number.capital)
        return number, end

    def per_chain(self, at: int, money: bool) -> tuple[tuple[Unit, ...], int]:
        """/人·天 · /(人·天) · 每人每天 · 一个: what a quantity is counted per."""
        units: list[Unit] = []
        while True:
            self.steps += 1
            start = skip_blank(self.text, at)
            sign = self._at(start)
            one = sign in ("一", "1") and money and scan_unit(self.text, start + 1) is not None
            if one and (word := scan_word(self.text, start)) and word[0] == "noise":
                one = False
            if not (sign == "/" or (sign == "每" and money)) and not one:
                return tuple(units), at
            start = skip_blank(self.text, start + 1)
            wrapped = sign == "/" and self._at(start) == "("
            if wrapped:
                start += 1
            found, end = self._per_units(start, chained=sign == "/")
            if not found:
                return tuple(units), at
            if wrapped:
                if self._at(skip_blank(self.text, end)) != ")":
                    return tuple(units), at
                end = skip_blank(self.text, end) + 1
            units.extend(found)
            at = end

    def _per_units(self, at: int, chained: bool) -> tuple[list[Unit], int]:
        units: list[Unit] = []
        end = at
        while True:
            self.steps += 1
            start = skip_blank(self.text, end)
            if units:
                if self._at(start) in ("·", "、", ".", "×") and chained:
                    start = skip_blank(self.text, start + 1)
                elif not chained:
                    break
            if not units and self._at(start) in ("每", "一", "1"):
                start += 1
            unit = scan_unit(self.text, start)
            if unit is None or unit.kind in ("money", "foreign"):
                break
            stop = start + len(unit.surface)
            if units and not self._ends_per(stop):
                break
            units.extend(split(unit))
            end = stop
        if units:
            return units, end
        noun = self.noun(at)
        if "费" in noun or "款" in noun or self._is_money_at(at + len(noun)):
            return [], at  # 设备10万元/安装5万元
        return ([Unit("other", noun, noun)], at + len(noun)) if noun and chained else ([], at)

    def _ends_per(self, at: int) -> bool:
        following = self._at(skip_blank(self.text, at))
        return not following or following in _CLOSING or is_digit(following)

    def _is_money_at(self, at: int) -> bool:
        number = scan_number(self.text, at)
        unit = scan_unit(self.text, skip_blank(self.text, number.end)) if number else None
        return unit is not None and unit.kind == "money"

    def noun(self, at: int) -> str:
        end = at
        while end < min(len(self.text), at + _NOUN_LENGTH):
            if self.text[end] in _CLOSING or is_digit(self.text[end]):
                break
            end += 1
        return self.text[at:end]

    def with_range(self, quantity: Quantity, end: int) -> tuple[Quantity, int]:
        """3至5万元, 3~5万元: the unit of the upper end is the unit of both."""
        sign = skip_blank(self.text, end)
        if self._at(sign) not in ("~", "至", "到"):
            return quantity, end
        start = skip_blank(self.text, sign + 1)
        if not starts_number(self.text, start):
            return quantity, end
        number = scan_number(self.text, start)
        if number is None or number.chinese != quantity.number.chinese or number.too_long:
            return quantity, end
        upper, upper_end = self.with_unit(number, start)
        if quantity.unit and upper.unit and quantity.unit.kind != upper.unit.kind:
            return quantity, end
        lower = quantity.number
        if quantity.unit is None and lower.scale == 1:
            lower = Number(lower.mantissa, number.scale, lower.end, lower.decimals)
        return (
            Quantity(
                lower, upper.unit or quantity.unit, upper.per, upper.percent, upper=upper.value
            ),
            upper_end,
        )


def scan_share(text: str, at: int) -> Number | None:
    """百分之九十五, 百分之百 and 九成 as so many per cent, or None."""
    for whole in ("百分之百", "百分百"):
        if text.startswith(whole, at):
            return Number(Decimal(100), Decimal(1), at + len(whole), None, chinese=True)
    if text.startswith("百分之", at):
        return scan_number(text, at + 3)
    number = scan_number(text, at) if starts_number(text, at) else None
    if number is None or number.scale != 1 or not 0 < number.value <= 10:
        return None
    behind = text[number.end + 1 : number.end + 3]
    is_whole_word = behind in _AFTER_SHARE or behind[0] in _CLOSING
    if sign_at(text, number.end) != "成" or not is_whole_word:
        return None  # 一成不变, 五成熟, 3成员
    return Number(number.value * 10, Decimal(1), number.end + 1, None, chinese=True)


def is_code(text: str, start: int, number: Number) -> bool:
    """Part of a name, a version, a document number or an ordinal."""
    before, behind = sign_at(text, start - 1) if start else "", sign_at(text, number.end)
    if before == "第" or behind == "号":
        return True
    if before in ("[", "(") and behind and behind in "])" and number.digits == 4:
        return True
    if behind == "." and is_digit(sign_at(text, number.end + 1)):
        return True
    if behind == "版" or text.startswith("网络版", number.end):
        return True
    if text.startswith("热线", number.end):
        return True
    if behind == "级" or (number.digits > 1 and text[start] == "0"):
        return True
    is_letter = behind.isascii() and behind.isalpha()
    return is_letter and scan_unit(text, number.end) is None


def code_end(text: str, at: int) -> int:
    """Where a code ends: digits, letters and the words that go with them."""
    while at < len(text) and (text[at] in "号版级." or (text[at].isascii() and text[at].isalnum())):
        if text[at] == "." and not is_digit(sign_at(text, at + 1)):
            break
        at += 1
    return at


def _discount(number: Number) -> Number:
    """8折 is 80 %, 85折 and 八五折 are 85 %, 8.5折 is 85 %."""
    value = number.value * 10 if number.value < 10 else number.value
    return Number(value, Decimal(1), number.end)


def split(unit: Unit) -> tuple[Unit, ...]:
    """元/人天 is per person and day."""
    if unit.group == "人天":
        return (Unit("count", "人", "人"), Unit("period", "天", "天"))
    return (unit,)
