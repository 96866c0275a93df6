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
    "名薄": "名簿", "练习薄": "练习簿", "按装": "安装", "布署": "部署", "既将": "即将",
    "以经": "已经", "坐谈会": "座谈会", "竟争": "竞争", "竣功": "竣工", "峻工": "竣工",
    "拔款": "拨款", "拔付": "拨付", "划拔": "划拨", "予算": "预算", "幅射": "辐射",
    "防犯": "防范", "松驰": "松弛", "贯砌": "贯彻", "贯切": "贯彻", "部份": "部分", "成份": "成分",
    "气慨": "气概", "园满": "圆满", "技俩": "伎俩", "发崛": "发掘", "复盖": "覆盖", "渡假": "度假",
    "租凭": "租赁", "租贷": "租赁", "制做": "制作", "编篡": "编纂", "修膳": "修缮", "建没": "建设",
    "项日": "项目", "绩郊": "绩效", "尉问": "慰问", "邦扶": "帮扶", "困绕": "困扰", "按排": "安排",
    "偏辟": "偏僻", "提练": "提炼", "宣染": "渲染", "家俱": "家具", "水份": "水分", "追朔": "追溯",
    "装祯": "装帧", "克苦": "刻苦", "既使": "即使", "署假": "暑假", "幅员辽扩": "幅员辽阔",
    "必竟": "毕竟", "急燥": "急躁", "针贬": "针砭", "再接再励": "再接再厉", "一愁莫展": "一筹莫展",
    "穿流不息": "川流不息", "决祘": "决算", "予防": "预防", "授于": "授予", "给于": "给予",
    "赋于": "赋予", "寄于": "寄予", "重迭": "重叠", "沉缅": "沉湎",
    "兰球": "篮球", "付食": "副食", "另部件": "零部件", "另星": "零星",
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
