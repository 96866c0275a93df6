"""The scanner of cost texts: characters in, tokens out, from left to right and once.

A quantity is one token with its unit and what it is counted per: ``4000元/人·天``. Dates,
versions, document numbers and list numbers are tokens of their own, so that the grammar never
takes them for amounts.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from .dates import scan_date
from .normalize import sign_at, skip_blank
from .numerals import CHINESE_NUMERALS, Number, is_digit, scan_number, starts_number
from .quantities import ANY, Quantity, QuantityReader, code_end, is_code, scan_share
from .units import SIZES, Unit, scan_unit
from .words import WORD_BEGINNINGS, scan_word

Kind = Literal[
    "quantity", "per", "operator", "word", "open", "close", "separator", "list", "text", "noise"
]  # fmt: skip

_BREAKS = {";": "strong", "。": "strong", "!": "strong", "?": "strong", "|": "strong",
           ".": "strong", ",": "weak", "、": "weak", "\n": "line"}  # fmt: skip
_OPERATORS = {"times", "divided", "equals", "plus", "minus"}
_PER_HEAD = {"月均": "月", "日均": "天", "月租": "月", "月租金": "月", "月工资": "月", "月薪": "月",
             "月补贴": "月", "月补助": "月", "月支出": "月", "日租金": "天", "日工资": "天",
             "日补助": "天",
             "人均": "人", "户均": "户", "生均": "人", "亩均": "亩", "村均": "村", "校均": "校",
             "班均": "班", "台均": "台", "次均": "次", "场均": "次", "期均": "期", "件均": "件",
             "套均": "套", "辆均": "辆", "座均": "座", "床均": "床", "例均": "例", "册均": "本",
             "站均": "站", "所均": "校", "单台": "台", "单套": "套", "单个": "个",
             "单次": "次", "单场": "次", "单户": "户", "单辆": "辆"}  # fmt: skip


#: The characters by which a rule below starts, beside numbers and known words.
_RULED = frozenset("第每各共计合总")
#: What may stand between 各 and its price; 各乡镇3万元 is no price for each.
_EACH = (
    "", "为", "需", "计", "约", "奖", "奖励", "补", "补助", "补贴", "资助", "慰问", "发放", "支付",
    "安排", "配备", "配置", "配", "聘用", "聘请", "选聘", "设", "设置", "设立", "建", "建设", "有",
    "派", "选派", "购置", "采购",
)  # fmt: skip


@dataclass(slots=True)
class Token:
    kind: Kind
    start: int
    end: int
    category: str = ""  # of a word, an operator or a separator
    quantity: Quantity | None = None
    unit: Unit | None = None  # of 每人, or the unit behind a bracket
    tail: tuple[Unit, ...] = ()  # what the unit behind a bracket is per
    scale: Decimal | None = None
    partner: int = -1  # the token that closes or opens this bracket


@dataclass(slots=True)
class Scan:
    tokens: list[Token]
    steps: int


def number_follows(tokens: list[Token], index: int, money: bool = False) -> bool:
    """Whether a number, of ``money`` if so asked, stands behind the token, 约 perhaps between."""
    following = tokens[index + 1 : index + 3]
    if following and following[0].category == "approx":
        following = following[1:]
    if not following or following[0].kind != "quantity":
        return False
    return following[0].quantity.is_money or not money


@lru_cache(maxsize=256)  # a target, a cost and a count are read from the same texts
def scan(text: str) -> Scan:
    """The tokens of a normalised text, and how many steps it took. Shared: not to be changed."""
    return _Scanner(text).run()


#: Chinese characters that begin nothing: most of a text, and no rule need look at them.
_PLAIN = re.compile(
    f"(?:(?![{''.join(_RULED | WORD_BEGINNINGS | CHINESE_NUMERALS)}])[\u4e00-\u9fff])+"
)


class _Scanner:
    def __init__(self, text: str):
        self.text = text
        self.at = 0
        self.tokens: list[Token] = []
        self.steps = 0
        self.quantities = QuantityReader(text)
        self.last_list_number = 0
        self.brackets: list[int] = []
        self.last_second = {mark: text.rfind(f"2{mark}") for mark in ("、", ".", ")")}

    def run(self) -> Scan:
        while self.at < len(self.text):
            self.steps += 1
            character = self.text[self.at]
            if character == " ":
                self.at += 1
                continue
            if plain := _PLAIN.match(self.text, self.at):
                self._text(plain.end())
                continue
            if character in _BREAKS:
                self._emit("separator", self.at + 1, category=_BREAKS[character])
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
        return Scan(self.tokens, self.steps + self.quantities.steps)

    # -- helpers

    def _emit(self, kind: Kind, end: int, **fields) -> bool:
        self.tokens.append(Token(kind, self.at, end, **fields))
        self.steps += 1
        self.at = end
        return True

    def _character(self, at: int) -> str:
        return sign_at(self.text, at)

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
        end = at
        while end < at + 2 and is_digit(self._character(end)):
            end += 1
        if end > at:
            number = int(self.text[at:end])
        else:
            chinese = scan_number(self.text, at)
            if chinese is None or chinese.value > 99:
                return False
            end, number = chinese.end, int(chinese.value)
        mark = self._character(end)
        expected = number == self.last_list_number + 1
        if self._character(self.at) == "(":
            taken = mark == ")" and self._opens_item(end + 1)
            taken = taken and (self._begins_clause() or (expected and number > 1))
        elif self._character(self.at) == "第":
            taken = mark in ("、", ",", ":") and self._begins_clause()
        elif mark == "是":
            taken = self._begins_clause() and not is_digit(self.text[at])
        else:
            taken = mark in self.last_second and self._opens_item(end + 1)
            if taken and not self._begins_clause():
                taken = expected and (number > 1 or self.last_second[mark] > end)
            taken = taken and self._not_in_expression()
            if mark == "." and is_digit(self._character(end + 1)):
                taken = expected and self._begins_clause() and self._item_behind_point(end + 1)
            if mark == ")" and self.brackets:
                taken = False
        if not taken:
            return False
        self.last_list_number = number
        return self._emit("list", end + 1)

    def _opens_item(self, at: int) -> bool:
        """Behind a list number comes a label or a number, not a sign or the end."""
        following = self._character(skip_blank(self.text, at))
        return bool(following) and following not in "×÷=+-~/%,;。、)"

    def _not_in_expression(self) -> bool:
        return not self.tokens or self.tokens[-1].kind != "operator"

    def _item_behind_point(self, at: int) -> bool:
        """1.20人×300元 is item 1 with 20 people: nobody counts 1.20 people."""
        number = scan_number(self.text, at)
        if number is None or self._character(at) == "0":
            return False
        unit = scan_unit(self.text, skip_blank(self.text, number.end))
        is_whole = unit is not None and unit.kind == "count" and unit.group not in SIZES
        return is_whole and number.scale == 1

    def _quantity(self) -> bool:
        start = self.at
        word = scan_word(self.text, start)
        if word is not None and word[0] == "currency":
            start = skip_blank(self.text, word[1])
        share = scan_share(self.text, start)
        if share is not None:
            return self._emit("quantity", share.end, quantity=Quantity(share, percent=True))
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
            if word is not None:
                return False
            self._text(number.end)  # 十一三次: the 一 of a feast is no number either
            return True
        if number.too_long or is_code(self.text, start, number):
            return self._emit("noise", code_end(self.text, number.end))
        quantity, end = self.quantities.with_unit(number, self.at, yuan=start > self.at)
        quantity, end = self.quantities.with_range(quantity, end)
        return self._emit("quantity", end, quantity=quantity)

    def _is_no_numeral(self, number: Number) -> bool:
        """A Chinese numeral counts only before a unit: 一次性 and 三农 hold no number."""
        word = scan_word(self.text, self.at)
        if word is not None and word[0] == "noise" and word[1] >= number.end:
            return True
        unit = scan_unit(self.text, number.end)
        if unit is not None and self._character(number.end + len(unit.surface)) == "一":
            return True  # 一村一品
        if number.capital or "万" in self.text[self.at : number.end]:
            return False
        behind = skip_blank(self.text, number.end)
        in_expression = self.tokens and self.tokens[-1].kind == "operator"
        return not (
            in_expression
            or scan_unit(self.text, behind)
            or self._character(behind) in ("折", "余", "多", "×")
        )

    def _per(self) -> bool:
        """每个单位 · 人均 · 单价: what stands before the price."""
        if self._character(self.at) == "每":
            start = skip_blank(self.text, self.at + 1)
            if self._character(start) in ("一", "1") and scan_unit(self.text, start + 1):
                start += 1
            unit = scan_unit(self.text, start)
            if unit is not None and unit.kind not in ("money", "foreign"):
                unit, end = self.quantities.joined(unit, start + len(unit.surface))
                return self._emit("per", end, unit=unit)
            if starts_number(self.text, start):
                return self._emit("per", start, unit=Unit("other", "每", "每"))
            noun = self.quantities.noun(start)[:3]
            if self._one_unit(start):
                return True
            return self._emit("per", start + len(noun), unit=Unit("other", noun, noun))
        if self._character(self.at) == "各":
            following = (w for w in _EACH if self.text.startswith(w, self.at + 1))
            behind = skip_blank(self.text, self.at + 1 + len(max(following, key=len)))
            return starts_number(self.text, behind) and self._emit("per", self.at + 1)
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

    def _one_unit(self, at: int) -> bool:
        """The unit of 每建成1个, with a word of up to three signs before it."""
        for one in range(at + 1, at + 5):
            unit_at = skip_blank(self.text, one + 1)
            unit = scan_unit(self.text, unit_at) if self._character(one) in ("1", "一") else None
            if unit is not None and unit.kind in ("count", "period"):
                return self._emit("per", unit_at + len(unit.surface), unit=unit)
        return False

    def _total_before_number(self) -> bool:
        """共, 计, 合 and 总 are totals only right before a number."""
        character = self._character(self.at)
        if character not in ("共", "计", "合", "总"):
            return False
        if character != "共" and not self._begins_clause():
            return False
        behind = skip_blank(self.text, self.at + 1)
        if self._character(behind) in ("约", "为", "需", "¥"):
            behind = skip_blank(self.text, behind + 1)
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
        if category == "currency" and starts_number(self.text, skip_blank(self.text, end)):
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
        start = skip_blank(self.text, self.at)
        scale, scaled = Decimal(1), start
        if self._character(start) in ("万", "亿"):
            scale = Decimal(10_000 if self.text[start] == "万" else 100_000_000)
            scaled += 1
        unit = scan_unit(self.text, scaled)
        if unit is None or unit.kind not in ("money", "count", "period"):
            if scale == 1:
                return
            unit = Unit("money", "元", "")
        end = scaled + len(unit.surface)
        if unit.kind != "money" and self._character(skip_blank(self.text, end)) not in tuple(
            "×÷=,;。)、"
        ):
            return
        closing = self.tokens[-1]
        closing.unit, closing.scale = unit, scale
        closing.tail, self.at = self.quantities.per_chain(end, money=True)
        closing.end = self.at

    def _sign(self) -> bool:
        character = self._character(self.at)
        if character == "+":
            return self._emit("operator", self.at + 1, category="plus")
        if character == "-":
            return self._emit("operator", self.at + 1, category="dash")
        if character == "/" and starts_number(self.text, skip_blank(self.text, self.at + 1)):
            return self._emit("operator", self.at + 1, category="divided")
        if character == "/":
            return self._emit("separator", self.at + 1, category="weak")
        return False

    def _identifier(self) -> bool:
        """VPN, V1.0, A4: digits glued to letters belong to the name."""
        end = self.at
        while end < len(self.text) and self.text[end].isascii() and self.text[end].isalnum():
            end += 1
            if self._character(end) == "." and is_digit(self._character(end + 1)):
                end += 1
        return end > self.at and self._emit("text", end)

    def _text(self, end: int | None = None) -> None:
        end = end or self.at + 1
        if self.tokens and self.tokens[-1].kind == "text" and self.tokens[-1].end == self.at:
            self.tokens[-1].end = self.at = end
            return
        self._emit("text", end)
