"""The check that a row sets one target, and what in a text is a target of its own."""

import re
from collections.abc import Iterator

from indicators.reading.targets import Target

from . import lexicon
from .contract import CORE_INDICATORS, Form, Quality, Seen, Severity, rule
from .examples import rows
from .measures import BENEFITS, Measure, before, is_counted, measures

_JOINS = re.compile(r"[，,；;。、\n]|和|及|与|并|暨")
_PART_OF = re.compile(r"其中|包括|包含|含")
_EACH = re.compile(r"(?:每|人均|户均|平均|单[位个次台])[^，,；;。]{0,4}$")
#: How the clause of a scope begins, up to its number: with no verb, or with one that says where.
_SCOPE = re.compile(
    r"(?:\d{4}年度?)?(?:涉及|面向|针对|覆盖|涵盖|辐射|在|对|为)?"
    r"(?:全[国省市州县区镇乡]|[本各]?(?:省|市|州|县|区|镇|乡|辖区)|所辖|境内)?的?(?:各|共计?|约)?"
)
#: Places, and the bodies that stand for them. People and things are counted to be reached.
_PLACE = lexicon.any_of(
    lexicon.PLACES, after="(?:$|的|等|内|范围|开展|实施|推广|群众|居民|企业|农户)"
)
_IN_BRACKETS = re.compile(r"[（(][^（()）]*$")


@rule(
    "VAL-COMPOUND",
    Severity.WARNING,
    Quality.CLEAR,
    basis=CORE_INDICATORS,
    bad=[
        rows("quantity", ("宣传资料", "宣传册5万本，宣传单15万份，宣传标语300条")),
        rows("quantity", ("委托绩效评价", "10个部门整体评价和6-8个项目评价")),
        rows("quality", ("工程质量", "验收合格率100%，优良率≥90%")),
        rows("satisfaction", ("满意度", "学生满意度≥95%；家长满意度≥90%")),
        rows("quantity", ("社区改造", "改造12个社区，受益户数≥3000户")),
        rows("quantity", ("乡镇督查", "12个乡镇，整改合格率≥95%")),
        rows("social_benefit", ("受益范围", "覆盖12个乡镇，惠及3万人")),
        rows("quality", ("培训效果", "36名村干部，结业合格率≥95%")),
    ],
    good=[
        rows("quantity", ("宣传册印制数量", "=5万本")),
        rows("quantity", ("培训人次", "150人次，其中教师100人次、校长50人次")),
        rows("quantity", ("公厕建设", "新建3座、改建2座，共5座")),
        rows("satisfaction", ("办事群众满意度", "随机访问100人，满意度≥95%")),
        rows("quantity", ("举办培训", "2期，每期50人")),
        rows("quantity", ("应急值守", "全年365天，每天24小时")),
        rows("quality", ("工程验收", "全县12个乡镇，验收合格率≥95%")),
        rows("quality", ("设备安装", "在12个乡镇、36个村开展，安装合格率≥95%")),
        rows("social_benefit", ("群众知晓率", "覆盖12个乡镇，群众知晓率≥90%")),
        rows("quantity", ("教师培训", "面向12所学校，培训教师≥300人次")),
    ],
)
def one_target_a_row(form: Form) -> Iterator[Seen]:
    """Several numbers that each want to be reached; parts of one, rates per one, and how many
    places the one is about do not count."""
    for row in measures(form, "quantity", "quality", *BENEFITS, "satisfaction"):
        is_satisfaction = form.kind(row.position) == "satisfaction"
        own = [
            target
            for target in row.targets
            if _stands_alone(row.row.value, target) and (target.percent or not is_satisfaction)
        ]
        parts = _joined(row.row.value, _without_scope(row, form.kind(row.position), own))
        if len(parts) > 1 and not _is_sum(parts) and not _is_duration(parts):
            quotes = "、".join(f"“{target.quote}”" for target in parts)
            yield Seen(row.where, quotes, values={"quotes": quotes, "count": len(parts)})


#: How far before a number we look for what it belongs to: a whole text each time takes too long.
_NEAR = 80


def _stands_alone(text: str, target: Target) -> bool:
    if not is_counted(target):
        return False
    ahead = text[max(0, target.start - _NEAR) : target.start]
    clause = before(text, target.start, 30)
    return not (_IN_BRACKETS.search(ahead) or _PART_OF.search(ahead) or _EACH.search(clause))


def _without_scope(row: Measure, kind: str | None, targets: list[Target]) -> list[Target]:
    """Without what only says where: 全县12个乡镇，验收合格率≥95% wants one thing.

    Only beside a number that has a sign; and a quantity is aimed at by a count, not by a share.
    """
    aimed = [one for one in targets if one.comparator and not (one.percent and kind == "quantity")]
    if not aimed:
        return targets
    return [one for one in targets if not _is_scope(row.row.value, one)]


def _is_scope(text: str, target: Target) -> bool:
    if target.comparator or target.percent or not _PLACE.match(target.noun):
        return False
    ahead = before(text, target.start, 30).rpartition("、")[2]
    return _SCOPE.fullmatch(ahead) is not None


def _joined(text: str, targets: list[Target]) -> list[Target]:
    """The first of each run of numbers: 2期100人 is one thing said at once."""
    first: list[Target] = []
    for place, target in enumerate(targets):
        if place == 0 or _JOINS.search(text[targets[place - 1].end : target.start]):
            first.append(target)
    return first


def _is_sum(targets: list[Target]) -> bool:
    numbers = [target.number for target in targets]
    return len({target.group for target in targets}) == 1 and 2 * max(numbers) == sum(numbers)


def _is_duration(targets: list[Target]) -> bool:
    """365天, 24小时: how long, not how much."""
    return all(target.group in ("年", "月", "天", "小时", "分钟", "周") for target in targets)
