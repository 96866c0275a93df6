"""What is often typed wrong, and what it should be: general mistakes of Chinese office texts.

``corrections`` gives each wrong word with its place; nothing here is a word that is right
somewhere else.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: Wrong word -> right word. Homophones, look-alikes and slips of pinyin and stroke input.
_WRONG = {
    "账薄": "账簿", "帐薄": "账簿", "登记薄": "登记簿", "记录薄": "记录簿", "户口薄": "户口簿",
    "名薄": "名簿", "练习薄": "练习簿", "按装": "安装", "布署": "部署", "坐谈会": "座谈会",
    "竟争": "竞争", "竣功": "竣工", "峻工": "竣工", "拔款": "拨款", "拔付": "拨付", "划拔": "划拨",
    "幅射": "辐射", "防犯": "防范", "松驰": "松弛", "贯砌": "贯彻", "贯切": "贯彻",
    "部份": "部分", "成份": "成分", "水份": "水分", "气慨": "气概", "技俩": "伎俩", "发崛": "发掘",
    "复盖": "覆盖", "渡假": "度假", "租凭": "租赁", "租贷": "租赁", "编篡": "编纂", "修膳": "修缮",
    "绩郊": "绩效", "尉问": "慰问", "邦扶": "帮扶", "困绕": "困扰", "偏辟": "偏僻", "提练": "提炼",
    "宣染": "渲染", "家俱": "家具", "追朔": "追溯", "装祯": "装帧", "克苦": "刻苦", "必竟": "毕竟",
    "急燥": "急躁", "针贬": "针砭", "再接再励": "再接再厉", "一愁莫展": "一筹莫展", "决祘": "决算",
    "穿流不息": "川流不息", "授于": "授予", "给于": "给予", "赋于": "赋予", "重迭": "重叠",
    "兰球": "篮球", "另部件": "零部件",
}  # fmt: skip

#: Characters around a wrong word that make other, right words of it: 究竟|争取, 份额, 薄弱.
_RIGHT_BEHIND = {
    "竟": "究毕",
    "峻": "严",
    "拔": "选",
    "复": "修恢",
    "兰": "荷",
    "克": "攻",
    "渡": "过",
}
_RIGHT_AHEAD = {
    "薄": "弱", "份": "额股", "犯": "罪", "凭": "证", "于": "是", "俱": "乐", "盖": "板章",
    "装": "备机配修置载箱车卸订货运饰", "苦": "难",
}  # fmt: skip

#: 帐 is a tent or a curtain; money is kept in 账.
_TENTS = ("帐篷", "蚊帐", "帐幕", "营帐", "帐房", "纱帐", "帐蓬", "床帐", "帐子", "毡帐", "军帐")
_TENT = re.compile("|".join(_TENTS))
_ACCOUNT = re.compile(
    "[记入对结报台转呆坏做查建挂销出进算总分明细代管]?帐[套务簿户目号面款单册表本龄期]?"
)

_WRONG_WORD = re.compile("|".join(sorted(map(re.escape, _WRONG), key=len, reverse=True)))

#: The unit before its number: 元4000/人. Behind 元 nothing of the kind can stand.
_UNIT_FIRST = re.compile(
    r"(?<![\d零〇一二两三四五六七八九十百千万亿.])(万?元)(\d+(?:\.\d+)?)(?=[/／每])"
)


@dataclass(frozen=True, slots=True)
class Correction:
    """A wrong word, where it stands, and what it should be."""

    start: int
    end: int
    wrong: str
    right: str


def corrections(text: str) -> list[Correction]:
    """The wrong words of a text, in order; none overlaps another."""
    found = [
        Correction(match.start(), match.end(), match[0], _WRONG[match[0]])
        for match in _WRONG_WORD.finditer(text)
        if not _is_right(text, match)
    ]
    found += (
        Correction(match.start(), match.end(), match[0], match[2] + match[1])
        for match in _UNIT_FIRST.finditer(text)
    )
    if "帐" in text:
        found += _accounts(text)
    return _apart(sorted(found, key=lambda each: (each.start, -each.end)))


def corrected(text: str) -> str:
    """The text with its wrong words put right."""
    for each in reversed(corrections(text)):
        text = text[: each.start] + each.right + text[each.end :]
    return text


def _is_right(text: str, match: re.Match[str]) -> bool:
    """Whether the characters belong to the words around them."""
    behind, ahead = (
        text[max(0, match.start() - 1) : match.start()],
        text[match.end() : match.end() + 1],
    )
    return (behind != "" and behind in _RIGHT_BEHIND.get(match[0][0], "")) or (
        ahead != "" and ahead in _RIGHT_AHEAD.get(match[0][-1], "")
    )


def _accounts(text: str) -> Iterator[Correction]:
    tents = [match.span() for match in _TENT.finditer(text)]
    for match in _ACCOUNT.finditer(text):
        at = text.index("帐", match.start())
        if not any(start <= at < end for start, end in tents):
            yield Correction(match.start(), match.end(), match[0], match[0].replace("帐", "账"))


def _apart(found: list[Correction]) -> list[Correction]:
    kept: list[Correction] = []
    for each in found:
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept
