"""The scanner of cost texts: characters in, tokens out, from left to right and once.

A quantity is one token with its unit and what it is counted per: ``4000元/人·天``. Dates,
versions, document numbers and list numbers are tokens of their own, so that the grammar never
takes them for amounts.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from .dates import scan_date
from .numerals import Number, is_digit, scan_number, starts_number
from .units import Unit, scan_unit
from .words import scan_word

Kind = Literal[
    "quantity", "per", "operator", "word", "open", "close", "separator", "list", "text", "noise"
]  # fmt: skip

ANY = Unit("any", "", "")  # the unit of a 单价 that does not say what it is per
_BREAKS = {";": "strong", "。": "strong", "!": "strong", "?": "strong", "|": "strong",
           ".": "strong", ",": "weak", "、": "weak", "\n": "line"}  # fmt: skip
_OPERATORS = {"times", "divided", "equals", "plus", "minus"}
_PER_HEAD = {"月均": "月", "日均": "天", "月租": "月", "月租金": "月", "月工资": "月", "月薪": "月",
             "月补贴": "月", "月补助": "月", "日租金": "天", "日工资": "天", "日补助": "天",
             "人均": "人", "户均": "户", "生均": "人", "亩均": "亩", "村均": "村", "校均": "校",
             "班均": "班", "台均": "台", "次均": "次"}  # fmt: skip
_NOUN_LENGTH = 6
_CLOSING = set(",;。!?、:|()[]<>≤≥=≈×÷+-~/\n\"'“”《》· 每共合总计.%")


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


@dataclass(slots=True)
class Token:
    kind: Kind
    start: int
    end: int
    category: str = ""  # of a word, an operator or a separator
    quantity: Quantity | None = None
    unit: Unit | None = None  # of 每人, or the unit behind a bracket
    tail: tuple[Unit, ...] = ()  # what the unit behind a bracket is per
    scale: Decimal = Decimal(1)
    partner: int = -1  # the token that closes or opens this bracket


@dataclass(slots=True)
class Scan:
    tokens: list[Token] = field(default_factory=list)
    steps: int = 0
    default_money: Decimal | None = None  # from 单位：万元 in the text


def scan(text: str) -> Scan:
    """The tokens of a normalised text, and how many steps it took."""
    return _Scanner(text).run()


class _Scanner:
    def __init__(self, text: str):
        self.text = text
        self.at = 0
        self.tokens: list[Token] = []
        self.steps = 0
        self.last_list_number = 0
        self.brackets: list[int] = []

    def run(self) -> Scan:
        while self.at < len(self.text):
            self.steps += 1
            if self.text[self.at] == " ":
                self.at += 1
                continue
            for rule in (
                self._list_number,
                self._quantity,
                self._per,
                self._total_before_number,
                self._word,
                self._bracket,
                self._sign,
                self._identifier,
            ):
                if rule():
                    break
            else:
                self._text()
        return Scan(self.tokens, self.steps)

    # -- helpers

    def _emit(self, kind: Kind, end: int, **fields) -> bool:
        self.tokens.append(Token(kind, self.at, end, **fields))
        self.steps += 1
        self.at = end
        return True

    def _skip(self, at: int) -> int:
        while at < len(self.text) and self.text[at] == " ":
            at += 1
        return at

    def _character(self, at: int) -> str:
        return self.text[at : at + 1]

    def _begins_clause(self) -> bool:
        """Whether nothing, a separator or a blank stands before the place."""
        return (
            not self.tokens
            or self.tokens[-1].kind in ("separator", "open", "list")
            or self._character(self.at - 1) in " :\n"
        )

    # -- rules; each gives True when it took something

    def _list_number(self) -> bool:
        """1、 · 2. · (3) · 4) · 一、 · 第一， · an amount 1.5 is none."""
        at = self.at + 1 if self._character(self.at) in "(第" else self.at
        if not starts_number(self.text, at):
            return False
        end, number = at, 0
        while end < at + 3 and is_digit(self._character(end) or " "):
            end += 1
        if end > at:
            number = int(self.text[at:end])
        else:
            chinese = scan_number(self.text, at)
            if chinese is None or chinese.end > at + 3 or chinese.value > 99:
                return False
            end, number = chinese.end, int(chinese.value)
        if number > 99:
            return False
        mark = self._character(end)
        if self._character(self.at) == "(":
            taken = mark == ")" and self._begins_clause() and self._opens_item(end + 1)
        elif self._character(self.at) == "第":
            taken = mark in ("、", ",", ":") and mark != "" and self._begins_clause()
        elif mark == "是":
            taken = self._begins_clause() and not is_digit(self.text[at])
        else:
            expected = number == self.last_list_number + 1
            taken = mark in ("、", ".", ")") and mark != "" and self._opens_item(end + 1)
            taken = taken and (self._begins_clause() or expected) and self._not_in_expression()
            if mark == "." and is_digit(self._character(end + 1) or " "):
                taken = expected and self._begins_clause() and self._item_behind_point(end + 1)
            if mark == ")" and self.brackets:
                taken = False
        if not taken:
            return False
        self.last_list_number = number
        return self._emit("list", end + 1)

    def _opens_item(self, at: int) -> bool:
        """Behind a list number comes a label or a number, not a sign or the end."""
        following = self._character(self._skip(at))
        return bool(following) and following not in "×÷=+-~/%,;。、)"

    def _not_in_expression(self) -> bool:
        return not self.tokens or self.tokens[-1].kind != "operator"

    def _item_behind_point(self, at: int) -> bool:
        """1.20人×300元 is item 1 with 20 people: nobody counts 1.20 people."""
        number = scan_number(self.text, at)
        if number is None or self._character(at) == "0":
            return False
        unit = scan_unit(self.text, self._skip(number.end))
        return unit is not None and unit.kind in ("count", "period") and number.scale == 1

    def _quantity(self) -> bool:
        start = self.at
        if self._character(start) == "¥" and starts_number(self.text, self._skip(start + 1)):
            start = self._skip(start + 1)
        if self.text.startswith("百分之", start) and starts_number(self.text, start + 3):
            number = scan_number(self.text, start + 3)
            if number is not None:
                return self._emit("quantity", number.end, quantity=Quantity(number, percent=True))
        if not starts_number(self.text, start):
            return False
        date = scan_date(self.text, start)
        if date is not None:
            number = Number(Decimal(date.months or 0), Decimal(1), date.end)
            found = Quantity(number, months=date.months, date=True, year=date.year)
            return self._emit("quantity", date.end, quantity=found)
        number = scan_number(self.text, start)
        if number is None:
            return False
        if number.chinese and self._is_no_numeral(number):
            return False
        if number.too_long or self._is_code(start, number):
            return self._emit("noise", self._code_end(number.end))
        quantity, end = self._with_unit(number, yuan=start > self.at)
        if quantity is None:
            return False
        quantity, end = self._with_range(quantity, end)
        return self._emit("quantity", end, quantity=quantity)

    def _is_no_numeral(self, number: Number) -> bool:
        """A Chinese numeral counts only before a unit: 一次性 and 三农 hold no number."""
        word = scan_word(self.text, self.at)
        if word is not None and word[0] == "noise" and word[1] >= number.end:
            return True
        unit = scan_unit(self.text, number.end)
        if unit is not None and self._character(number.end + len(unit.surface)) == "一":
            return True  # 一村一品
        if self._character(self.at - 1) in "第统之唯十" and self.at and not number.capital:
            return True
        if number.capital or "万" in self.text[self.at : number.end]:
            return False
        behind = self._skip(number.end)
        in_expression = self.tokens and self.tokens[-1].kind == "operator"
        return not (
            in_expression
            or scan_unit(self.text, behind)
            or self._character(behind) in ("折", "余", "多", "×")
        )

    def _is_code(self, start: int, number: Number) -> bool:
        """Part of a name, a version, a document number or an ordinal."""
        before, behind = self._character(start - 1) if start else "", self._character(number.end)
        if before == "第" or behind == "号":
            return True
        if before in ("[", "(") and behind and behind in "])" and number.digits == 4:
            return True
        if behind == "." and is_digit(self._character(number.end + 1) or " "):
            return True
        if behind == "版" or self.text.startswith("网络版", number.end):
            return True
        if self.text.startswith("热线", number.end):
            return True
        if behind == "级" or (number.digits > 1 and self.text[start] == "0"):
            return True
        is_letter = behind.isascii() and behind.isalpha()
        return is_letter and scan_unit(self.text, number.end) is None

    def _code_end(self, at: int) -> int:
        while at < len(self.text) and (
            self.text[at] in "号版级." or (self.text[at].isascii() and self.text[at].isalnum())
        ):
            if self.text[at] == "." and not is_digit(self._character(at + 1) or " "):
                break
            at += 1
        return at

    def _with_unit(self, number: Number, yuan: bool) -> tuple[Quantity | None, int]:
        end, approximate = number.end, False
        if self._character(end) in ("余", "多") and self._character(end):
            end, approximate = end + 1, True
            if self._character(end) in ("万", "亿") and self._character(end):
                scale = Decimal(10_000 if self.text[end] == "万" else 100_000_000)
                number = Number(number.mantissa, number.scale * scale, end + 1, number.decimals)
                end += 1
        behind = self._skip(end)
        sign = self._character(behind)
        if sign and sign in "%‰":
            value = number if sign == "%" else Number(number.value / 10, Decimal(1), behind + 1)
            return Quantity(value, percent=True, approximate=approximate), behind + 1
        if sign == "折":
            return Quantity(_discount(number), percent=True, discount=True), behind + 1
        unit = scan_unit(self.text, behind)
        if unit is None and yuan:
            unit = Unit("money", "元", "")
        elif unit is not None:
            end = behind + len(unit.surface)
        if unit is not None and unit.kind == "money" and unit.surface:
            number, end = self._with_small_change(number, unit, end)
        scaled = self.text[self.at : end]
        if unit is None and ("万" in scaled or "亿" in scaled or number.capital):
            unit = Unit("money", "元", "")
        per: tuple[Unit, ...] = ()
        if unit is not None:
            per, end = self._per_chain(end, money=unit.kind == "money")
            if unit.kind == "money" and self._character(end) in ("整", "正"):
                end += 1
        return Quantity(number, unit, per, approximate=approximate), end

    def _with_small_change(self, number: Number, unit: Unit, end: int) -> tuple[Number, int]:
        """3元5角2分 and 壹拾元伍角."""
        for surface, factor in (("角", Decimal("0.1")), ("分", Decimal("0.01"))):
            part = scan_number(self.text, end) if starts_number(self.text, end) else None
            if unit.surface != "元" or part is None or self._character(part.end) != surface:
                continue
            value = number.value + part.value * factor
            end = part.end + 1
            number = Number(value, Decimal(1), end, number.decimals, capital=number.capital)
        return number, end

    def _per_chain(self, at: int, money: bool) -> tuple[tuple[Unit, ...], int]:
        """/人·天 · /(人·天) · 每人每天 · 一个: what a quantity is counted per."""
        units: list[Unit] = []
        while True:
            self.steps += 1
            start = self._skip(at)
            sign = self._character(start)
            one = sign in ("一", "1") and money and scan_unit(self.text, start + 1) is not None
            if one and (word := scan_word(self.text, start)) and word[0] == "noise":
                one = False
            if not (sign == "/" or (sign == "每" and money)) and not one:
                return tuple(units), at
            start = self._skip(start + 1)
            wrapped = sign == "/" and self._character(start) == "("
            if wrapped:
                start += 1
            found, end = self._per_units(start, chained=sign == "/")
            if not found:
                return tuple(units), at
            if wrapped:
                if self._character(self._skip(end)) != ")":
                    return tuple(units), at
                end = self._skip(end) + 1
            units.extend(found)
            at = end

    def _per_units(self, at: int, chained: bool) -> tuple[list[Unit], int]:
        units: list[Unit] = []
        end = at
        while True:
            self.steps += 1
            start = self._skip(end)
            if units:
                if self._character(start) in ("·", "、", ".", "×") and chained:
                    start = self._skip(start + 1)
                elif not chained:
                    break
            if not units and self._character(start) in ("每", "一", "1"):
                start += 1
            unit = scan_unit(self.text, start)
            if unit is None or unit.kind in ("money", "foreign"):
                break
            stop = start + len(unit.surface)
            if units and not self._ends_per(stop):
                break
            units.extend(_split(unit))
            end = stop
        if units:
            return units, end
        noun = self._noun(at)
        if "费" in noun or "款" in noun:
            return [], at
        return ([Unit("other", noun, noun)], at + len(noun)) if noun and chained else ([], at)

    def _ends_per(self, at: int) -> bool:
        following = self._character(self._skip(at))
        return not following or following in _CLOSING or is_digit(following)

    def _noun(self, at: int) -> str:
        end = at
        while end < min(len(self.text), at + _NOUN_LENGTH):
            if self.text[end] in _CLOSING or is_digit(self.text[end]):
                break
            end += 1
        return self.text[at:end]

    def _with_range(self, quantity: Quantity, end: int) -> tuple[Quantity, int]:
        """3至5万元, 3~5万元: the unit of the upper end is the unit of both."""
        sign = self._skip(end)
        if self._character(sign) not in ("~", "至", "到") or not self._character(sign):
            return quantity, end
        start = self._skip(sign + 1)
        if not starts_number(self.text, start):
            return quantity, end
        number = scan_number(self.text, start)
        if number is None or number.chinese != quantity.number.chinese or number.too_long:
            return quantity, end
        upper, upper_end = self._with_unit(number, yuan=False)
        if upper is None or (
            quantity.unit and upper.unit and quantity.unit.kind != upper.unit.kind
        ):
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

    def _per(self) -> bool:
        """每个单位 · 人均 · 单价: what stands before the price."""
        if self._character(self.at) == "每":
            start = self._skip(self.at + 1)
            if self._character(start) in ("一", "1") and scan_unit(self.text, start + 1):
                start += 1
            unit = scan_unit(self.text, start)
            if unit is not None and unit.kind not in ("money", "foreign"):
                return self._emit("per", start + len(unit.surface), unit=unit)
            if starts_number(self.text, start):
                return self._emit("per", start, unit=Unit("other", "每", "每"))
            noun = self._noun(start)[:3]
            return self._emit("per", start + len(noun), unit=Unit("other", noun, noun))
        word = scan_word(self.text, self.at)
        if word is None or word[0] != "unit_price":
            return False
        surface = self.text[self.at : word[1]]
        if surface in _PER_HEAD:
            group = _PER_HEAD[surface]
            kind = "period" if group in ("月", "天") else "count"
            return self._emit("per", word[1], unit=Unit(kind, group, group))
        if surface == "平均每":
            self.at = word[1] - 1
            return self._per()
        return self._emit("per", word[1], unit=ANY)

    def _total_before_number(self) -> bool:
        """共, 计, 合 and 总 are totals only right before a number."""
        character = self._character(self.at)
        if character not in ("共", "计", "合", "总") or not character:
            return False
        if character != "共" and not self._begins_clause():
            return False
        behind = self._skip(self.at + 1)
        if self._character(behind) in ("约", "为", "需", "¥") and self._character(behind):
            behind = self._skip(behind + 1)
        number = scan_number(self.text, behind) if starts_number(self.text, behind) else None
        if number is None:
            return False
        return self._emit("word", self.at + 1, category="weak_total")

    def _word(self) -> bool:
        word = scan_word(self.text, self.at)
        if word is None:
            return False
        category, end = word
        if category in _OPERATORS:
            return self._emit("operator", end, category=category)
        if category == "noise":
            return self._emit("text", end)
        if category == "currency" and starts_number(self.text, self._skip(end)):
            return self._emit("text", end)
        return self._emit("word", end, category=category)

    def _bracket(self) -> bool:
        character = self._character(self.at)
        if character in ("(", "["):
            self.brackets.append(len(self.tokens))
            return self._emit("open", self.at + 1)
        if character not in (")", "]"):
            return False
        if not self.brackets:
            return self._emit("text", self.at + 1)
        opening = self.brackets.pop()
        self._emit("close", self.at + 1, partner=opening)
        self.tokens[opening].partner = len(self.tokens) - 1
        self._unit_behind_bracket()
        return True

    def _unit_behind_bracket(self) -> None:
        """(1000-185)元/人: the unit of the whole bracket."""
        start = self._skip(self.at)
        scale, scaled = Decimal(1), start
        if self._character(start) in ("万", "亿") and self._character(start):
            scale = Decimal(10_000 if self.text[start] == "万" else 100_000_000)
            scaled += 1
        unit = scan_unit(self.text, scaled)
        if unit is None or unit.kind not in ("money", "count", "period"):
            if scale == 1:
                return
            unit = Unit("money", "元", "")
        end = scaled + len(unit.surface)
        if unit.kind != "money" and self._character(self._skip(end)) not in tuple("×÷=,;。)、"):
            return
        closing = self.tokens[-1]
        closing.unit, closing.scale = unit, scale
        closing.tail, self.at = self._per_chain(end, money=True)
        closing.end = self.at

    def _sign(self) -> bool:
        character = self._character(self.at)
        if character in _BREAKS:
            return self._emit("separator", self.at + 1, category=_BREAKS[character])
        if character == "+":
            return self._emit("operator", self.at + 1, category="plus")
        if character == "-":
            return self._emit("operator", self.at + 1, category="dash")
        if character == "/" and starts_number(self.text, self._skip(self.at + 1)):
            return self._emit("operator", self.at + 1, category="divided")
        if character == "/":
            return self._emit("separator", self.at + 1, category="weak")
        return False

    def _identifier(self) -> bool:
        """VPN, V1.0, A4: digits glued to letters belong to the name."""
        end = self.at
        while end < len(self.text) and self.text[end].isascii() and self.text[end].isalnum():
            end += 1
            if self._character(end) == "." and is_digit(self._character(end + 1) or " "):
                end += 1
        return end > self.at and self._emit("text", end)

    def _text(self) -> None:
        if self.tokens and self.tokens[-1].kind == "text" and self.tokens[-1].end == self.at:
            self.tokens[-1].end += 1
            self.at += 1
            return
        self._emit("text", self.at + 1)


def _discount(number: Number) -> Number:
    """8折 is 80 %, 85折 and 八五折 are 85 %, 8.5折 is 85 %."""
    value = number.value * 10 if number.value < 10 else number.value
    return Number(value, Decimal(1), number.end)


def _split(unit: Unit) -> tuple[Unit, ...]:
    """元/人天 is per person and day."""
    if unit.group == "人天":
        return (Unit("count", "人", "人"), Unit("period", "天", "天"))
    return (unit,)
