"""Checks of how a target stands beside others: the goal, last year, the years before."""

import re
from collections.abc import Iterator
from decimal import Decimal

from indicators.reading.targets import Target

from .contract import BUDGET_TARGETS, SYSTEM, Form, NotApplicable, Quality, Seen, Severity, rule
from .examples import Example, changed, rows
from .measures import REACHED, Measure, before, measures
from .messages import ambition as words
from .wording import letters

_LIFETIME = re.compile(r"年限|寿命|使用期|有效期|影响期|持续|发挥作用|受益期")
_EACH = re.compile(r"每(?![年月日天周季])|各|人均|户均|平均")
_JUMP = Decimal("0.3")
_CALCULATION = re.compile(r"[×✕*÷/=＝]|测算|按.{0,12}(?:计算|计)|每|人均|户均|根据|依据")
_SUBJECT_BEFORE, _SUBJECT_AFTER = 6, 4
_HALF, _DOUBLE = Decimal("0.5"), Decimal(2)
#: Pairs of letters that stand in any quantity and tell nothing of what is counted.
_NO_SUBJECT = frozenset(
    (
        "全年", "年度", "完成", "开展", "实现", "举办", "组织", "工作", "项目", "服务", "数量",
        "人数", "人次", "个数", "次数", "以上", "以下", "不少", "少于", "单位", "我区", "全区",
        "全县", "全市",
    )
)  # fmt: skip


@rule(
    "VAL-LOW-CHALLENGE",
    Severity.INFO,
    Quality.REASONABLE,
    basis=BUDGET_TARGETS,
    bad=[
        rows("sustainability", ("软件使用年限", "使用年限≥1年")),
        rows("sustainability", ("宣传活动持续影响时间", "一年")),
        rows("quality", ("结业考核合格率", "≥90%")).known(
            achieved=(("结业考核合格率", Decimal(97)),)
        ),
        rows("quality", ("网络故障次数", "每年≤6次")).known(
            achieved=(("网络故障次数", Decimal(2)),)
        ),
    ],
    good=[
        rows("sustainability", ("道路设计使用年限", "≥10年")),
        rows("timeliness", ("服务期", "=1年")),
        rows("quality", ("结业考核合格率", "≥98%")).known(
            achieved=(("结业考核合格率", Decimal(97)),)
        ),
        rows("quality", ("网络故障次数", "每年≤1次")).known(
            achieved=(("网络故障次数", Decimal(2)),)
        ),
    ],
)
def target_asks_for_something(form: Form) -> Iterator[Seen]:
    """What one year gives by itself; a warning where last year gave more than is asked for."""
    achieved = dict(form.context.achieved or ())
    for row in measures(form, *REACHED):
        if len(row.targets) != 1:
            continue
        target = row.targets[0]
        last = achieved.get(row.row.name.strip())
        if last is not None and _is_easier(target, last):
            yield _easy(
                row,
                target,
                words.LAST_YEAR.format(
                    last=f"{last.normalize():f}{target.unit or '%' * target.percent}"
                ),
                Severity.WARNING,
            )
        elif _comes_by_itself(row, target):
            yield _easy(row, target, words.BY_ITSELF, None)


def _easy(row: Measure, target: Target, reason: str, severity: Severity | None) -> Seen:
    values = {"value": row.value, "reason": reason}
    return Seen(row.where, target.quote, values=values, severity=severity)


def _is_easier(target: Target, last: Decimal) -> bool:
    if target.sign in ("≤", "<"):
        return target.number > last
    return target.sign in ("≥", ">") and target.number < last


def _comes_by_itself(row: Measure, target: Target) -> bool:
    if target.group != "年" or target.number > 1 or target.sign in ("≤", "<"):
        return False
    return bool(_LIFETIME.search(row.text))


@rule(
    "VAL-HISTORY-JUMP",
    Severity.INFO,
    Quality.REASONABLE,
    basis=SYSTEM,
    bad=[
        rows("quantity", ("培训人次", "≥300人次")).known(
            history=(("培训人次", (Decimal(150), Decimal(160), Decimal(155))),)
        ),
        rows("quantity", ("巡查次数", "≥6次")).known(
            history=(("巡查次数", (Decimal(12), Decimal(12), Decimal(12))),)
        ),
        rows("quantity", ("道路养护里程", "=20公里")).known(
            history=(("道路养护里程", (Decimal(35), Decimal(40), Decimal(36))),)
        ),
    ],
    good=[
        rows("quantity", ("培训人次", "≥160人次")).known(
            history=(("培训人次", (Decimal(150), Decimal(160), Decimal(155))),)
        ),
        rows("quantity", ("培训人次", "≥300人次")).known(history=()),
        rows("quantity", ("培训人次", "≥300人次")),
        rows("quantity", ("培训人次", "≥3人次")).known(
            history=(("培训人次", (Decimal(0), Decimal(0), Decimal(0))),)
        ),
    ],
)
def target_is_in_line_with_the_years_before(form: Form) -> Iterator[Seen]:
    """Against the average of what the same indicator was in the three years before."""
    if form.context.history is None:
        raise NotApplicable
    history = dict(form.context.history)
    for row in measures(form, *REACHED):
        years = history.get(row.row.name.strip(), ())
        average = sum(years, Decimal(0)) / len(years) if years else Decimal(0)
        if len(row.targets) != 1 or not average:
            continue
        change = (row.targets[0].number - average) / average
        if abs(change) > _JUMP:
            yield Seen(
                row.where,
                row.value,
                values={
                    "value": row.value,
                    "average": f"{average:.1f}".removesuffix(".0"),
                    "percent": f"{abs(change) * 100:.0f}",
                    "direction": words.MORE if change > 0 else words.LESS,
                },
            )


def _goal_and_rows(goal: str, *pairs: tuple[str, str]) -> Example:
    return rows("quantity", *pairs).with_goal(goal)


@rule(
    "VAL-GOAL-CONFLICT",
    Severity.WARNING,
    Quality.GOAL_RELEVANT,
    basis=BUDGET_TARGETS,
    bad=[
        _goal_and_rows(
            "为全区15300多名残疾人开展入户调查，改善残疾人生活。", ("服务残疾人数", "15000名")
        ),
        _goal_and_rows("改造农村危房120户，保障困难群众住房安全。", ("农村危房改造户数", "≥112户")),
        _goal_and_rows("建设标准化蔬菜大棚60个，带动农户增收。", ("建成蔬菜大棚", "=50个")),
        _goal_and_rows("为65岁以上老年人2.8万人提供免费体检。", ("老年人体检人数", "≥2.5万人")),
    ],
    good=[
        _goal_and_rows("改造农村危房120户，保障困难群众住房安全。", ("农村危房改造户数", "≥120户")),
        _goal_and_rows(
            "建设蔬菜大棚60个，带动农户增收。",
            ("新建蔬菜大棚", "=40个"),
            ("改建蔬菜大棚", "=20个"),
        ),
        _goal_and_rows(
            "全县有残疾人5万名，今年为困难残疾人发放补贴。", ("补贴残疾人数", "15000名")
        ),
        _goal_and_rows(
            "举办农技培训班6个，培训农民300人。", ("聘请农技专家", "=5人"), ("培训农民", "=300人")
        ),
        _goal_and_rows("为2所学校每所配备教学电脑50台，改善教学条件。", ("配备教学电脑", "=100台")),
        changed("目标没有数字", goal="提高基层财务管理水平。"),
    ],
)
def goal_and_rows_count_alike(form: Form) -> Iterator[Seen]:
    """The same thing in the same unit, counted otherwise, and neither number said on both sides.

    Numbers far apart count different things; parts that add up to the number of the goal agree.
    """
    goal = form.content.goal
    quantities = list(measures(form, "quantity"))
    said = form.reading(goal).targets
    for stated in said:
        if not _is_count(stated) or _EACH.search(before(goal, stated.start)):
            continue
        rows_of_unit = [
            (row, target)
            for row in quantities
            for target in row.targets
            if target.group == stated.group
        ]
        numbers = [target.number for _, target in rows_of_unit]
        if stated.number in numbers or stated.number == sum(numbers):
            continue
        subjects = _subjects(goal, stated)
        same = [pair for pair in rows_of_unit if _is_about(pair[0], subjects)]
        if len(same) != 1:
            continue
        row, target = same[0]
        if _disagree(stated, target) and target.number not in {each.number for each in said}:
            yield Seen(
                row.where,
                target.quote,
                stated.quote,
                {"goal": stated.quote, "row": target.quote, "name": row.name},
            )


def _is_count(target: Target) -> bool:
    return bool(target.group) and not target.money and not target.percent and not target.is_range


def _disagree(stated: Target, target: Target) -> bool:
    if target.is_range or target.period != stated.period or not stated.number:
        return False
    return _HALF <= target.number / stated.number <= _DOUBLE


def _subjects(text: str, target: Target) -> tuple[set[str], set[str]]:
    """Pairs of letters of what a number counts: of the noun behind it, and of what is before it."""
    ahead = letters(before(text, target.start))[-_SUBJECT_BEFORE:]
    return _pairs(letters(target.noun)[:_SUBJECT_AFTER]), _pairs(ahead)


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)} - _NO_SUBJECT


def _is_about(row: Measure, subjects: tuple[set[str], set[str]]) -> bool:
    said = _pairs(letters(row.text))
    return any(len(subject & said) > 1 for subject in subjects)


@rule(
    "VAL-BENEFIT-NO-BASE",
    Severity.INFO,
    Quality.ACHIEVABLE,
    basis=BUDGET_TARGETS,
    bad=[
        rows("economic_benefit", ("节约纸质票据工本费", "节约工本费10万元")),
        rows("economic_benefit", ("带动农户增收", "≥500万元")),
        rows("economic_benefit", ("新增税收", "不少于1.2亿元")),
    ],
    good=[
        rows("economic_benefit", ("节约工本费", "0.5元/份×20万份=10万元")),
        rows("economic_benefit", ("户均增收", "≥2000元/户")),
        rows("economic_benefit", ("亩均产值提高", "≥8%")),
        rows("quantity", ("发放创业贷款", "≥500万元")),
    ],
)
def benefit_is_worked_out(form: Form) -> Iterator[Seen]:
    """A sum of money as a benefit, with nothing to show where it comes from."""
    for row in measures(form, "economic_benefit"):
        amounts = [target for target in row.targets if target.money]
        if len(row.targets) != 1 or not amounts or row.row.explanation.strip():
            continue
        if not _CALCULATION.search(row.text):
            quote = amounts[0].quote
            yield Seen(row.where, quote, values={"quote": quote, "name": row.name})
