"""Checks of how the texts are written: blanks, punctuation, slips of the keyboard, private data."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce

from .contract import SYSTEM, Form, Quality, Seen, Severity, rule
from .examples import CLEAN, changed, rows
from .spelling import corrected, corrections
from .wording import cells, clauses

_CJK = "一-鿿"
_BLANKS = " \t\r\n\v\f\u00a0\u3000\u200b\ufeff"

_DOUBLED = re.compile(rf"([{_CJK}]{{2,4}}?)\1+")
_MAY_REPEAT = re.compile("[一二两三四五六七八九十百千万亿零每逐很非常多和与及或的]|(.)\\1")

_HALF_WIDTH = re.compile(rf"(?<=[{_CJK}%％）】》”])([,;:?!])(?=[{_CJK}（《“])")
_FULL_WIDTH = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_DOT = re.compile(rf"(?:(?<=[{_CJK}）”])|(?<=[=＝×*+]\d)|(?<=\d{{2}})(?<!\d\.\d\d))\.(?=[{_CJK}])")
_TWICE = re.compile(r"([，。；、：])\1+")


@rule(
    "TXT-TRIM",
    Severity.INFO,
    Quality.CLEAR,
    basis=SYSTEM,
    mechanical=True,
    bad=[
        changed("目标后面有空格", goal=CLEAN.goal + "  "),
        rows("quantity", (" 培训人次", "≥150人次")),
        rows("quality", ("结业考核合格率", "　≥95%")),
        changed("项目名称后面有换行", project=CLEAN.project + "\n"),
    ],
    good=[
        changed(CLEAN.goal, goal=CLEAN.goal),
        changed("中间的换行", goal="一、举办2期业务培训。\n二、培训150人次，提高业务水平。"),
        rows("ecological_benefit", ("　", " ")),
    ],
)
def outer_blanks(form: Form) -> Iterator[Seen]:
    for where, text in cells(form):
        trimmed = text.strip(_BLANKS)
        if trimmed and trimmed != text:
            yield Seen(where, text, trimmed, fix=trimmed)


@rule(
    "TXT-DUP-WORD",
    Severity.WARNING,
    Quality.CLEAR,
    basis=SYSTEM,
    mechanical=True,
    bad=[
        rows("social_benefit", ("票据运输成本", "减少了减少了纸质票据运输成本10%")),
        rows("quantity", ("资产管理管理单位数", "=123家")),
        changed("举办举办", goal="2021年举办举办财会业务培训2期，提高业务水平。"),
    ],
    good=[
        changed(CLEAN.goal, goal=CLEAN.goal),
        changed("逐户逐户、一个一个", goal="一个一个解决问题，逐户逐户核对补助对象600户。"),
        rows("social_benefit", ("和平和谐社区数", "≥12个")),
        rows("quality", ("研究报告通过率", "≥90%")),
    ],
)
def word_is_doubled(form: Form) -> Iterator[Seen]:
    """Two to four characters twice in a row; numerals and 逐户逐户 are meant so."""
    for where, text in cells(form):
        doubled = [found for found in _DOUBLED.finditer(text) if not _MAY_REPEAT.search(found[1])]
        if doubled:
            words = "、".join(dict.fromkeys(found[0] for found in doubled))
            fixed = _DOUBLED.sub(_once, text)
            yield Seen(where, words, values={"words": words}, fix=fixed)


def _once(found: re.Match[str]) -> str:
    return found[0] if _MAY_REPEAT.search(found[1]) else found[1]


@rule(
    "TXT-PUNCT",
    Severity.INFO,
    Quality.CLEAR,
    basis=SYSTEM,
    mechanical=True,
    bad=[
        changed("半角逗号", goal="维护债务监测平台,防范地方政府隐性债务风险,监测单位127家"),
        rows("cost", ("补贴", "交通补贴：600元/月*6个月=3600.共计6万元")),
        changed("两个句号", goal="2021年举办2期财会业务培训，提高业务水平。。"),
        rows("quality", ("验收标准", "合格率达到95%;通过县级验收")),
    ],
    good=[
        changed(CLEAN.goal, goal=CLEAN.goal),
        rows("cost", ("培训费", "400元/人次×150人次=60,000元")),
        rows("quality", ("软件V1.0网络版正常运行率", "≥99.5%")),
        changed("条目编号", goal="1.培训财会人员150人次；2.印发教材200册，提高业务水平。"),
    ],
)
def punctuation(form: Form) -> Iterator[Seen]:
    """Half-width marks between Chinese, a dot for a full stop, a mark twice."""
    for where, text in cells(form):
        fixed = _HALF_WIDTH.sub(lambda found: _FULL_WIDTH[found[1]], text)
        fixed = _TWICE.sub(r"\1", _DOT.sub("。", fixed))
        if fixed != text:
            mark = next(
                (old for old, new in zip(text, fixed, strict=False) if old != new), text[-1]
            )
            yield Seen(where, mark, values={"mark": mark}, fix=fixed)


@rule(
    "TXT-TYPO",
    Severity.WARNING,
    Quality.CLEAR,
    basis=SYSTEM,
    bad=[
        rows("quantity", ("培训标准", "2期，15人，定额标准元4000/人")),
        changed("帐簿", goal="登记会计帐薄26套，规范帐务核算，提高会计信息质量。"),
        rows("quality", ("设备按装合格率", "≥95%")),
        rows(
            "quantity",
            ("各乡镇财政专户账套", "各乡镇财政专户账套共35个"),
            ("维护数", "维护各乡镇财政专户照套35个"),
        ),
        changed("拔付", goal="及时拔付补助资金600户，保障困难群众的基本生活。"),
    ],
    good=[
        changed(CLEAN.goal, goal=CLEAN.goal),
        changed("账簿", goal="登记会计账簿26套，规范账务核算，提高会计信息质量。"),
        changed(
            "相邻的字", goal="加强薄弱环节登记薄弱村30个，探究竟争取资金，修复盖板2公里，保障安全。"
        ),
        changed("帐篷", goal="储备救灾帐篷300顶、蚊帐500床，保障受灾群众的生活。"),
        rows("cost", ("培训费", "培训经费定额标准4000元/人，15人，总计6万元")),
    ],
)
def typing_errors(form: Form) -> Iterator[Seen]:
    """Words of the list of common mistakes; and the word at which two cells of a form part."""
    for where, text in cells(form):
        found = corrections(text)
        if found:
            pairs = "，".join(dict.fromkeys(f"“{each.wrong}”应为“{each.right}”" for each in found))
            wrong = "、".join(dict.fromkeys(each.wrong for each in found))
            yield Seen(where, wrong, values={"pairs": pairs}, fix=corrected(text))
    yield from _near_neighbours(form)


#: Terms of the trade that are typed by their sound.
_TERMS = ("账套", "账簿", "账户", "账目", "凭证", "票据", "端口", "预算", "决算", "报表", "报告")
_COUNT = re.compile(rf"(?<!\d)\d{{1,12}}[{_CJK}]")
_BEFORE_COUNT = re.compile("(?:共计|共有|共|约|为)$")
_WORD, _CONTEXT = 2, 3


@dataclass(frozen=True, slots=True)
class _Counted:
    """财政专户账套共269个: the word that is counted, what stands before it, and the count."""

    where: str
    text: str
    at: int
    word: str
    context: str
    count: str


def _counted(form: Form) -> Iterator[_Counted]:
    for where, text in cells(form):
        for count in _COUNT.finditer(text):
            near = text[max(0, count.start() - 8) : count.start()]
            near = _BEFORE_COUNT.sub("", near)
            at = max(0, count.start() - 8) + len(near) - _WORD
            word, context = near[-_WORD:], near[:-_WORD][-_CONTEXT:]
            if len(context) == _CONTEXT and word.isalpha():
                yield _Counted(where, text, at, word, context, count[0])


def _near_neighbours(form: Form) -> Iterator[Seen]:
    """One cell counts 财政专户账套269个, another 财政专户张涛269个: the same place, the same count.

    Only where the word in the first is a term of the trade.
    """
    others = []
    terms: dict[tuple[str, str], str] = {}  # by what stands before the word, and the count
    for one in _counted(form):
        word = corrected(one.word)
        if word in _TERMS:
            terms.setdefault((one.context, one.count), word)
        else:
            others.append(one)
    for odd in others:
        if term := terms.get((odd.context, odd.count)):
            fixed = odd.text[: odd.at] + term + odd.text[odd.at + _WORD :]
            yield Seen(odd.where, odd.word, term, {"pairs": f"“{odd.word}”疑为“{term}”"}, fix=fixed)


@rule(
    "TXT-TERM",
    Severity.INFO,
    Quality.CLEAR,
    basis=SYSTEM,
    bad=[
        rows("quantity", ("使用账套数", "全区帐套共269个")),
        changed("账户和帐户", project="专项账户清理", goal="清理专项帐户46个，规范资金管理。"),
        rows("quality", ("凭证安装合格率", "≥95%"), ("设备按装验收率", "≥98%")),
    ],
    good=[
        changed(CLEAN.goal, goal=CLEAN.goal),
        rows("quantity", ("使用账套数", "全区账套共269个")),
        rows("quantity", ("使用帐套数", "全区帐套共269个")),
    ],
)
def term_is_spelled_two_ways(form: Form) -> Iterator[Seen]:
    """A word of the form in its right and in its wrong spelling; told once a word."""
    texts = list(cells(form))
    asked: set[str] = set()
    for where, text in texts:
        for each in corrections(text):
            if not each.right.isalpha():
                continue  # a unit before its number is no spelling
            if each.right in asked:
                continue
            asked.add(each.right)
            if any(each.right in other for _, other in texts):
                values = {"one": each.wrong, "other": each.right}
                yield Seen(where, each.wrong, each.right, values)


_SOLVED = re.compile("解决(?:了|好)?")
_SOLVABLE = re.compile(
    "问题|困难|难题|难点|矛盾|需求|需要|待遇|短板|瓶颈|隐患|缺口|不足|资金|经费|纠纷|就业|生活|住房|难"
)
_CAN = re.compile("[^可功效性技动职智产本热潜机节]能(?!力|源|耗|够不|效|量|手|动)|能够|可以|得以")
_AMOUNT = r"\s*\d[\d.,]*\s*[^\s\d，。；]{0,4}"
#: Said twice, or said and denied; what is captured says it once.
_BROKEN = (
    re.compile(rf"((?:大约|约|大概|将近){_AMOUNT})(?:左右|上下)"),
    re.compile(rf"((?:至少|不少于|不低于|最少){_AMOUNT})以上"),
    re.compile(rf"((?:最多|不超过|不高于|至多){_AMOUNT})(?:以内|以下|之内)"),
    re.compile("(目的是)为了"),
    re.compile("(原因是)因为"),
    re.compile("((?:防止|避免|杜绝)[^，。；]{0,8})不(?:再)?(?=发生|出现)"),
)


@rule(
    "TXT-GRAMMAR",
    Severity.INFO,
    Quality.CLEAR,
    basis=SYSTEM,
    bad=[
        rows("social_benefit", ("财务力量", "解决了编制人员少的单位能正常开展财务工作")),
        rows("quantity", ("培训人次", "不少于150人次以上")),
        rows("social_benefit", ("安全生产", "防止安全事故不再发生，事故下降10%")),
        changed("目的是为了", goal="举办2期培训，目的是为了提高财会人员的业务水平。"),
    ],
    good=[
        changed(CLEAN.goal, goal=CLEAN.goal),
        rows("social_benefit", ("饮水安全", "解决1200户居民饮水困难，能全天供水")),
        rows("quantity", ("培训人次", "150人次以上")),
        rows("social_benefit", ("安全生产", "防止安全事故发生，事故下降10%")),
    ],
)
def broken_patterns(form: Form) -> Iterator[Seen]:
    """A few patterns that are always broken. Whether a sentence reads well is not for a program."""
    for where, text in cells(form):
        quote = next((found[0] for each in _BROKEN if (found := each.search(text))), "")
        quote = quote or next((part for part in clauses(text) if _solves_nothing(part)), "")
        if quote:
            mended = reduce(lambda said, each: each.sub(r"\1", said), _BROKEN, text)
            fix = mended if mended != text else None
            yield Seen(where, quote, values={"quote": quote}, fix=fix)


def _solves_nothing(clause: str) -> bool:
    """解决了 has no object that can be solved, but somebody who now can."""
    solved = _SOLVED.match(clause)
    return bool(
        solved and _CAN.search(clause, solved.end()) and not _SOLVABLE.search(clause, solved.end())
    )
