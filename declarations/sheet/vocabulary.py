"""The words on forms: what a text on a form is, by its wording alone.

Forms differ from county to county in wording, spacing, numbering and hints. A text is compared as
one of its *keys*: blanks, punctuation and numbering removed, then hints in brackets and years as
well. A key that is one character off counts only where a single word of that place is that near.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from declarations.sheet.labels import AMOUNT_ROLES as AMOUNT_ROLES
from declarations.sheet.labels import COLUMNS as COLUMNS
from declarations.sheet.labels import GOAL_ROLES as GOAL_ROLES
from declarations.sheet.labels import HEADER as HEADER
from declarations.sheet.labels import LEVEL1 as LEVEL1
from declarations.sheet.labels import LEVEL2 as LEVEL2
from declarations.sheet.labels import SELF_EVALUATION as SELF_EVALUATION
from declarations.sheet.labels import TEXT_ROLES as TEXT_ROLES

LONGEST_LABEL = 40
_SHORTEST_DAMAGED = 3


_NUMBERING = re.compile(
    r"^(?:[★☆▲*※●•]|[0-9０-９]{1,2}[.．、)]|\([0-9０-９一二三四五六七八九十]{1,3}\)"
    r"|[一二三四五六七八九十]{1,3}[.．、)])+"
)
_CIRCLED = re.compile("[①-⒛]")
_HINT = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|<[^<>]*>")
_YEAR = re.compile(r"(?:19|20)\d\d-?(?:(?:19|20)\d\d)?年?(?=\D|$)|20[xX*_]{2}年?")
_MONTHS = re.compile(r"^\d{1,2}月?[-至—–~]\d{1,2}月份?")
_NOT_WORD = re.compile(r"[\W_]+")
_BLANKS = re.compile(r"\s+")
_PREFIX = re.compile(r"^(?:其中|减|加|填)(?=.)")
_SCORE = re.compile(r"[（(]?\d+(?:\.\d+)?\s*[分%％][)）]?$")


@lru_cache(maxsize=8192)
def keys(text: str) -> tuple[str, ...]:
    """The forms under which a text is looked up, the most literal first; none for a long text."""
    if len(text) > LONGEST_LABEL * 2:
        return ()
    plain = unicodedata.normalize("NFKC", _BLANKS.sub("", _CIRCLED.sub("", text)))
    if len(plain) > LONGEST_LABEL:
        return ()
    plain = _NUMBERING.sub("", plain)
    bare = _HINT.sub("", plain)
    variants = (plain, bare, _YEAR.sub("", plain), _YEAR.sub("", bare), _MONTHS.sub("", bare))
    found = [_NOT_WORD.sub("", variant) for variant in variants]
    found += [_PREFIX.sub("", key) for key in found]
    return tuple(dict.fromkeys(key for key in found if key))


def look_up(text: str, vocabulary: Mapping[str, str]) -> str | None:
    """The role of a label in a vocabulary, or None for a text that is no label there."""
    for key in keys(text):
        role = vocabulary.get(key)
        if role is not None:
            return role
    return None


def nearest(text: str, vocabulary: Mapping[str, str]) -> str | None:
    """The word one character away from a damaged label; None if there is none.

    Nor is it known which word is meant where those as near are of several roles.
    """
    for key in keys(text):
        near = [word for word in vocabulary if _is_near(key, word)]
        if near:
            return near[0] if len({vocabulary[word] for word in near}) == 1 else None
    return None


def nearest_name(text: str, names: Iterable[str]) -> str | None:
    """The only name of a node one character away from a damaged one."""
    near = [name for key in keys(text)[:1] for name in names if _is_near(key, name)]
    return near[0] if len(near) == 1 else None


def _is_near(key: str, word: str) -> bool:
    return min(len(key), len(word)) >= _SHORTEST_DAMAGED and _one_off(key, word)


def _one_off(one: str, other: str) -> bool:
    """Whether one character was lost, added or replaced."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1 or one == other:
        return False
    start = 0
    while start < len(one) and one[start] == other[start]:
        start += 1
    rest = one[start:] if len(one) < len(other) else one[start + 1 :]
    return rest == other[start + 1 :]


@lru_cache(maxsize=4096)
def clean_name(text: str) -> str:
    """The name of a level-1 or level-2 node without blanks, numbering and hints."""
    plain = _BLANKS.sub("", text)
    plain = _CIRCLED.sub("", plain).translate({ord("（"): "(", ord("）"): ")"})
    plain = _NUMBERING.sub("", plain)
    without_score = _SCORE.sub("", plain) or plain
    literal = without_score.replace("(", "").replace(")", "")
    if literal in LEVEL1 or literal in LEVEL2:
        return literal
    return _HINT.sub("", without_score).strip(":：、") or plain


def header_role(text: str) -> str | None:
    return look_up(text, HEADER)


def column_role(text: str) -> str | None:
    return look_up(text, COLUMNS)


def is_level1(text: str) -> bool:
    return look_up(text, LEVEL1) is not None


def is_level2(text: str) -> bool:
    return look_up(text, LEVEL2) is not None


_TITLE = re.compile(
    r"绩效(?:目标|自评|指标|评价|监控|运行监控)[^，。；：,;:]{0,16}表|绩效目标(?:及指标)?(?:申报|批复|审批)"
)
_TITLE_YEAR = re.compile(r"((?:19|20)\d\d)\s*年")
_SPACED_DIGITS = re.compile(r"(?<=\d)[^\S\n]+(?=\d)")
_CHINESE_YEAR = re.compile("二[〇○零O0][〇○零O0一二三四五六七八九]{2}(?=年)")
_OF_YEARS = "（()）年度0123456789０１２３４５６７８９〇○零O一二三四五六七八九"
_CHINESE_DIGITS = str.maketrans("〇○零O一二三四五六七八九", "0000123456789")


def is_title(text: str) -> bool:
    line = "".join(text.split())
    return len(line) <= LONGEST_LABEL * 1.5 and _TITLE.search(line) is not None


def is_year(text: str) -> bool:
    """Whether a text is a year and nothing else: （2021年度）."""
    return year_in(text) is not None and not "".join(text.split()).strip(_OF_YEARS)


def title_in(text: str) -> str:
    """The title in a text of several lines, without those that only give the year."""
    lines = [line for line in text.splitlines() if not is_year(line)]
    return " ".join(" ".join(lines).split())


_PLACEHOLDER = re.compile(
    r"(?:(?:指标|目标)[0-9一二三四五六七八九十]{0,2}[:、.]*|[0-9]{1,2}[.、)])?[….。·⋯\s]*"
)


@lru_cache(maxsize=4096)
def is_placeholder(text: str) -> bool:
    """Whether a text is blank or what a template leaves to be filled: ``指标1：``, ``……``."""
    return _PLACEHOLDER.fullmatch(unicodedata.normalize("NFKC", text).strip()) is not None


_TELLS_TO_FILL = re.compile(
    "填写|填报|填列|填入|简要(?:描述|说明|概述)|按(?:照)?规范|(?:请|应)(?:按|根据)"
)


def tells_to_fill(text: str) -> bool:
    """Whether a text tells what to write in a cell, as instructions for a form do."""
    return _TELLS_TO_FILL.search(text) is not None


def year_in(text: str) -> int | None:
    """The year of a title line: （2021年度）, ２０２１年, 二〇二一年, 2 0 2 1 年."""
    plain = unicodedata.normalize("NFKC", text)
    plain = _SPACED_DIGITS.sub("", plain)
    plain = _CHINESE_YEAR.sub(lambda found: found.group().translate(_CHINESE_DIGITS), plain)
    found = _TITLE_YEAR.search(plain)
    return int(found.group(1)) if found else None
