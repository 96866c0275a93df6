"""Checks of the names of indicators: do they say what is measured, and whose satisfaction it is."""

import re
from collections.abc import Iterator

from . import lexicon
from .contract import CORE_INDICATORS, SYSTEM, Form, NotApplicable, Quality, Seen, Severity, rule
from .examples import Example, changed, rows
from .wording import clauses, compact, is_bare_count, letters, plain_name

_COPIED_SHARE = 0.6
_SHORTEST_COPY = 6

_EMPTY = lexicon.any_of(lexicon.EMPTY_WORDS)
_EMPTY_COSTS = frozenset(lexicon.EMPTY_COSTS)
_PROGRAM = lexicon.any_of(
    lexicon.PROGRAM_ENDS, after=r"(?:[VvＶ]?\d+(?:\.\d+)*)?(?:版)?$|[VvＶ]\d+(?:\.\d+)*$"
)
_CLAUSE = re.compile(
    lexicon.any_of(lexicon.CLAUSE_STARTS, before="^").pattern
    + ".*"
    + lexicon.any_of(lexicon.CLAUSE_ENDS, after="$").pattern
)
_MEASURE = lexicon.any_of(lexicon.MEASURE_ENDS, after="$")
_SUBJECT = lexicon.any_of(lexicon.SUBJECT_ENDS, after="$")
_ANY_SUBJECT = lexicon.any_of(lexicon.ANY_SUBJECT)
_SATISFIED = re.compile("(?:综合|总体|整体|平均)?满意(?:度|率|程度)?")


def is_generic(name: str) -> bool:
    """Whether a plain name is made of words that say nothing of what is measured."""
    name = letters(name)
    if not name or name in _EMPTY_COSTS:
        return bool(name)
    return not _EMPTY.sub("", name)


@rule(
    "NAM-GENERIC",
    Severity.WARNING,
    Quality.INDICATOR_SOUND,
    basis=CORE_INDICATORS,
    bad=[
        rows("timeliness", ("完成时间", "2021年3月-10月")),
        rows("cost", ("成本测算", "400元/人次×150人次=6万元")),
        rows("social_benefit", ("预期效益目标", "≥90%")),
        rows("quality", ("按合同要求保质保量完成任务", "≥95%")),
    ],
    good=[
        rows("timeliness", ("培训完成时限", "2021年3月-10月")),
        rows("cost", ("项目总成本", "400元/人次×150人次=6万元")),
        rows("quality", ("任务完成率", "≥95%")),
        rows("quality", ("质量达标率", "≥95%")),
    ],
)
def name_is_generic(form: Form) -> Iterator[Seen]:
    for position, row in form.rows():
        if is_generic(plain_name(row.name)):
            name = row.name.strip()
            yield Seen(f"indicators[{position}].name", name, values={"name": name})


@rule(
    "NAM-NOT-INDICATOR",
    Severity.WARNING,
    Quality.INDICATOR_SOUND,
    basis=CORE_INDICATORS,
    bad=[
        rows("timeliness", ("2021年全年", "2021年1-12月")),
        rows("quality", ("财务指标管理软件", "系统正常运行")),
        rows("quality", ("根据对口支援工作情况", "保障支援干部待遇")),
        rows("quality", ("智慧气象APP V3.2", "运行良好")),
        rows("timeliness", ("2021年3月至10月", "按进度推进")),
    ],
    good=[
        rows("quality", ("财务软件正常运行率", "≥99%")),
        rows("quantity", ("视频会议系统", "=2套")),
        rows("quality", ("按照规范完成评审", "100%")),
        rows("timeliness", ("2021年培训完成时限", "2021年3月-10月")),
    ],
)
def name_is_no_indicator(form: Form) -> Iterator[Seen]:
    """A date, a program or a mere circumstance; a program may be counted (视频会议系统｜2套)."""
    for position, row in form.rows():
        name = plain_name(row.name)
        if not name or is_generic(name):
            continue
        kind = form.kind(position)
        program = _PROGRAM.search(name) and not (
            kind == "quantity" and is_bare_count(form, row.value)
        )
        if program or _CLAUSE.search(name) or _is_date(form, name):
            text = row.name.strip()
            yield Seen(f"indicators[{position}].name", text, values={"name": text})


def _is_date(form: Form, name: str) -> bool:
    if not any(character.isdigit() for character in name):
        return False
    dates = form.reading(name).dates
    return len(dates) == 1 and not name.replace(dates[0].quote, "", 1).strip("全年度期间内底前止")


def _copied(goal: str, name: str) -> Example:
    example = rows("social_benefit", (name, "≥90%"))
    return changed(f"目标：{goal}；名称：{name}", goal=goal, indicators=example.content.indicators)


@rule(
    "NAM-COPY-GOAL",
    Severity.WARNING,
    Quality.INDICATOR_SOUND,
    basis=SYSTEM,
    bad=[
        _copied("评审项目200个，确保全区建设项目顺利实施", "确保全区建设项目顺利实施"),
        _copied("印发宣传册5万本，维护社会和谐稳定", "维护社会和谐稳定"),
        _copied("改造老旧小区12个；切实改善城区居民居住环境。", "改善城区居民居住环境"),
    ],
    good=[
        _copied("评审项目200个，确保全区建设项目顺利实施", "建设项目按期开工率"),
        _copied("改造老旧小区12个，使城区绿化覆盖率提高3%", "城区绿化覆盖率"),
        _copied("培训村医600人次，提高基层群众的就诊满意度", "就诊满意度"),
    ],
)
def name_copies_the_goal(form: Form) -> Iterator[Seen]:
    """Word for word in a clause of the goal and most of it. A measure may be named there."""
    parts = [letters(part) for part in clauses(form.content.goal)]
    for position, row in form.rows():
        name = letters(plain_name(row.name))
        if len(name) < _SHORTEST_COPY or _MEASURE.search(name):
            continue
        if any(name in part and len(name) >= _COPIED_SHARE * len(part) for part in parts):
            text = row.name.strip()
            yield Seen(f"indicators[{position}].name", text, values={"name": text})


@rule(
    "NAM-LONG",
    Severity.INFO,
    Quality.CLEAR,
    basis=CORE_INDICATORS,
    bad=[
        rows("social_benefit", ("保证2021年电子票据开票及票据管理工作顺利开展", "≥90%")),
        rows("quantity", ("培训基层财会人员、乡镇财政所所长和村级报账员的总人次", "≥150人次")),
        rows("quality", ("农" * 21, "≥95%")),
    ],
    good=[
        rows("quality", ("农" * 20, "≥95%")),
        rows(
            "quantity",
            ("指标1：基层财会人员培训人次（填写实际参加培训的人次，≥**人次）", "≥150人次"),
        ),
        rows("social_benefit", ("参训单位报表一次审核通过率", "≥90%")),
    ],
)
def name_is_long(form: Form) -> Iterator[Seen]:
    longest = form.threshold("name_longest")
    for position, row in form.rows():
        length = len(plain_name(row.name))
        if length > longest:
            text = row.name.strip()
            values = {"name": text, "length": length, "longest": longest}
            yield Seen(f"indicators[{position}].name", text, values=values)


@rule(
    "NAM-SATISFY-WORD",
    Severity.INFO,
    Quality.CLEAR,
    basis=CORE_INDICATORS,
    mechanical=True,
    bad=[
        rows("satisfaction", ("项目建设单位", "满意度≥85%")),
        rows("satisfaction", ("平台使用者", "≥95%")),
        rows("satisfaction", ("对办学条件满意的家长", "≥92%")),
    ],
    good=[
        rows("satisfaction", ("参训人员满意度", "≥90%")),
        rows("satisfaction", ("办事群众满意率", "≥90%")),
        rows("satisfaction", ("有效投诉次数", "≤3次")),
        rows("satisfaction", ("", "满意度≥85%")),
    ],
)
def satisfaction_says_so(form: Form) -> Iterator[Seen]:
    """The name of a satisfaction has the word; the fix adds it where the name is just a subject."""
    names = {letters(row.name) for _, row in form.rows("satisfaction")}
    for position, row in form.rows("satisfaction"):
        name = plain_name(row.name)
        if not name or "满意度" in name or "满意率" in name or _MEASURE.search(name):
            continue
        if is_generic(name):
            continue  # NAM-GENERIC says so
        better = name + "满意度"
        fixable = _SUBJECT.search(name) and "满意" not in name and better not in names
        text = row.name.strip()
        yield Seen(
            f"indicators[{position}].name",
            text,
            better if fixable else "",
            {"name": text, "better": better if fixable else "…满意度"},
            fix=row.name.rstrip() + "满意度" if fixable and row.name.strip() == name else None,
        )


@rule(
    "NAM-SUBJECT-MISMATCH",
    Severity.WARNING,
    Quality.INDICATOR_SOUND,
    basis=SYSTEM,
    bad=[
        rows("satisfaction", ("群众满意度", "受援人满意度大于96%")),
        rows("satisfaction", ("行政单位软件用户满意度", "软件使用者满意度≥95%")),
        rows("satisfaction", ("学生家长满意度", "教师满意度达到90%以上")),
    ],
    good=[
        rows("satisfaction", ("参训人员满意度", "满意度≥90%")),
        rows("satisfaction", ("服务对象满意度", "受援人满意度≥95%")),
        rows("satisfaction", ("办事群众满意度", "群众满意度≥95%")),
        rows("satisfaction", ("学生满意度", "随机访问100人，满意度98%以上")),
    ],
)
def subjects_differ(form: Form) -> Iterator[Seen]:
    """The value names whose satisfaction it is, and the name names somebody else's.

    One that contains the other, or stands for whoever is served, is no contradiction.
    """
    satisfactions = list(form.rows("satisfaction"))
    if not satisfactions:
        raise NotApplicable
    for position, row in satisfactions:
        ours = letters(_SATISFIED.split(plain_name(row.name))[0])
        theirs = _subject_of(row.value)
        if not ours or not theirs or ours in theirs or theirs in ours:
            continue
        if _ANY_SUBJECT.search(ours) or _ANY_SUBJECT.search(theirs):
            continue
        yield Seen(
            f"indicators[{position}].value",
            theirs,
            ours,
            {"name": row.name.strip(), "value": row.value.strip(), "ours": ours, "theirs": theirs},
        )


def _subject_of(value: str) -> str:
    """Whose satisfaction the value speaks of: the people before 满意度 in its clause."""
    for part in clauses(value):
        before, measure, _ = compact(part).partition("满意")
        subject = letters(_SATISFIED.split(before)[0]).removesuffix("的")
        if measure and _SUBJECT.search(subject):
            return subject
    return ""
