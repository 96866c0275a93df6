"""One spelling for the many ways of typing the same sign.

Full-width characters become half-width, look-alike signs become one sign (≧ is ≥, * and x between
quantities are ×) and a blank is kept, as one plain space, only where it divides two words. Each
character remembers where it came from, so that whatever is found in the normalised text can be
shown in the original.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_SIGNS = {
    "≧": "≥", "⩾": "≥", "≦": "≤", "⩽": "≤", "≮": "≥", "≯": "≤", "〈": "<", "〉": ">",
    "*": "×", "✕": "×", "✖": "×", "╳": "×", "⨯": "×", "∗": "×", "⋅": "·", "•": "·", "‧": "·",
    "・": "·", "−": "-", "–": "-", "‐": "-", "‑": "-", "﹣": "-", "─": "-", "—": "~", "―": "~",
    "〜": "~", "∼": "~", "∕": "/", "⁄": "/", "〔": "[", "〕": "]", "【": "[", "】": "]",
    "｛": "(", "｝": ")", "{": "(", "}": ")", "｡": "。", "٫": ".", "萬": "万", "億": "亿",
    "圆": "元", "圓": "元", "個": "个", "總": "总", "計": "计", "﹡": "×", "≒": "≈", "≌": "≈",
    "㎡": "㎡",
}  # fmt: skip
_PAIRS = {
    "<=": "≤", "=<": "≤", ">=": "≥", "=>": "≥", "≤=": "≤", "≥=": "≥", "==": "=",
}  # fmt: skip
_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_CHINESE_DIGITS = "零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟"

#: The ends of lines between the last sign of a number and a unit with no word behind it.
_BROKEN_OFF = re.compile(r"(?<=[0-9万亿]) {0,2}\n[ \n]{0,2}(?=(?:[万亿]?元|[万亿%])(?![^\W_]))")


@dataclass(frozen=True, slots=True)
class Normalized:
    """A normalised text; ``starts[i]`` and ``ends[i]`` bound what ``text[i]`` was made of."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text that ``text[start:end]`` came from."""
        if not self.text:
            return (0, 0)
        last = len(self.text) - 1
        start = min(max(start, 0), last)
        if end <= start:
            return (self.starts[start], self.starts[start])
        return (self.starts[start], self.ends[min(end - 1, last)])


@lru_cache(maxsize=256)  # the texts of a form are read several times in one check
def normalize(original: str) -> Normalized:
    """The text in one spelling, with the way back to the original. Takes any text."""
    spelled = original.translate(_SPELLING)
    if not _NEEDS_A_LOOK.search(spelled):  # most texts: one character for one character
        places = tuple(range(len(spelled) + 1))
        return Normalized(spelled, places[:-1], places[1:])
    return _normalize_by_character(original)


def _normalize_by_character(original: str) -> Normalized:
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for index, character in enumerate(original):
        for plain in _plain(character):
            characters.append(plain)
            starts.append(index)
            ends.append(index + 1)
    _read_x_as_times(characters)
    _close_up_numbers(characters)
    kept = [place for place in range(len(characters)) if _is_kept(characters, place)]
    return _join_pairs(
        [characters[place] for place in kept],
        [starts[place] for place in kept],
        [ends[place] for place in kept],
    )


def _join_pairs(characters: list[str], starts: list[int], ends: list[int]) -> Normalized:
    """<= is one sign."""
    joined: list[str] = []
    first: list[int] = []
    last: list[int] = []
    for character, start, end in zip(characters, starts, ends, strict=True):
        if joined and joined[-1] + character in _PAIRS:
            joined[-1] = _PAIRS[joined[-1] + character]
            last[-1] = end
            continue
        joined.append(character)
        first.append(start)
        last.append(end)
    return Normalized("".join(joined), tuple(first), tuple(last))


def _is_kept(characters: list[str], place: int) -> bool:
    """A blank is kept only where it can divide: between two words, and one of a run."""
    if characters[place] != " ":
        return bool(characters[place])
    if place == 0 or place == len(characters) - 1 or characters[place - 1] == " ":
        return False
    before = characters[place - 1]
    after = next((c for c in characters[place + 1 : place + 40] if c != " "), " ")
    if before in ".," and after.isdigit():
        return True
    return before.isalnum() and after.isalnum()


@lru_cache(maxsize=8192)
def _plain(character: str) -> str:
    """What one character becomes: nothing, itself, or its plain spelling."""
    if character in _ZERO_WIDTH:
        return ""
    if character in _LINE_ENDS:
        return "\n"
    if character.isspace():
        return " "
    if "①" <= character <= "⑳":
        return unicodedata.normalize("NFKC", character) + "、"
    if character in _SIGNS:
        return _SIGNS[character]
    folded = unicodedata.normalize("NFKC", character)
    return "".join(_SIGNS.get(part, " " if part.isspace() else part) for part in folded)


class _Spelling(dict):
    """For ``str.translate``: what becomes one character, and a mark for what does not."""

    def __missing__(self, code: int) -> str:
        plain = _plain(chr(code))
        self[code] = plain if len(plain) == 1 else _NOT_ONE
        return self[code]


_NOT_ONE = "\0"
_SPELLING = _Spelling()
#: What the way character by character is for: blanks, x between factors, signs of two characters,
#: characters that become none or several, a line that breaks off between a number and its unit.
_NEEDS_A_LOOK = re.compile(r"[\0 xX]|[<>=≤≥]=|=[<>]|[0-9万亿]\n")


def _close_up_numbers(characters: list[str]) -> None:
    """35\\n万元 in a narrow cell is one amount; 1000\\n元坝镇 is two lines."""
    for broken in _BROKEN_OFF.finditer("".join(characters)):
        for place in range(*broken.span()):
            characters[place] = ""


def _read_x_as_times(characters: list[str]) -> None:
    """The letter x is × where a quantity stands before it and a number after it."""
    before = ""
    for index, character in enumerate(characters):
        if character in "xX" and _ends_a_factor(before):
            after = next((c for c in characters[index + 1 : index + 4] if not c.isspace()), "")
            if after and (after.isdigit() or after in "(¥" or after in _CHINESE_DIGITS):
                characters[index] = "×"
        if not character.isspace():
            before = characters[index]


def _ends_a_factor(character: str) -> bool:
    return bool(character) and (
        character.isdigit() or character in ")]%" or not character.isascii()
    )


def sign_at(text: str, at: int) -> str:
    """The character at a place that is not before the text; nothing behind its end."""
    return text[at : at + 1]


def skip_blank(text: str, at: int) -> int:
    """The place of the first character at or behind ``at`` that is no blank."""
    while at < len(text) and text[at] == " ":
        at += 1
    return at
