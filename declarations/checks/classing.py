"""Checks of where a row stands: time under timeliness, cost under cost, work under output.

They go by general words. What needs judgement is an info or left to the reviewer.
"""

from collections.abc import Iterator

from indicators.tree import BENEFIT_KINDS

from . import lexicon
from .contract import CORE_INDICATORS, Form, Quality, Seen, Severity, rule
from .examples import rows
from .wording import clauses, is_bare_count, plain_name

_TIME = lexicon.any_of(lexicon.TIME_NAMES, after="(?:要求|安排|节点)?$")
_SERVICE_TIME = lexicon.any_of(lexicon.SERVICE_TIMES)
_TIMELY = lexicon.any_of(lexicon.TIMELY)
_WELL_DONE = lexicon.any_of(lexicon.WELL_DONE)
_COST = lexicon.any_of(lexicon.COST_ENDS, after="(?:标准|预算|支出)?$")
_NO_COST = lexicon.any_of(lexicon.NO_COST_ENDS, after="$")
_ABOUT_FEES = lexicon.any_of(lexicon.ABOUT_FEES)
_WORK = lexicon.any_of(lexicon.WORK)
_BENEFIT = lexicon.any_of(lexicon.BENEFIT)
_OUTPUT_RATE = lexicon.any_of(lexicon.OUTPUT_RATES, after="$")
_QUALITY_RATE = lexicon.any_of(lexicon.QUALITY_RATES, after="$")
_BENEFIT_RATE = lexicon.any_of(lexicon.BENEFIT_RATES, after="$")
_BRINGING_IN = lexicon.any_of(lexicon.BRINGING_IN, before="^")
_WORKERS = lexicon.any_of(lexicon.WORKERS, after="(?:人数|数量|数|总数)?$")
_PEOPLE = lexicon.any_of(lexicon.PEOPLE)
_SERVED = lexicon.any_of(lexicon.SERVED)


def _at_name(position: int, name: str) -> Seen:
    return Seen(f"indicators[{position}].name", name.strip(), values={"name": name.strip()})


@rule(
    "CLS-TIME-UNDER-QUALITY",
    Severity.WARNING,
    Quality.INDICATOR_SOUND,
    basis=CORE_INDICATORS,
    bad=[
        rows("quality", ("完成时间", "2021年1-12月")),
        rows("quality", ("工程进度", "2021年10月底前竣工")),
        rows("quality", ("项目实施期限", "12个月")),
        rows("quality", ("课程安排", "2021年3月至6月")),
    ],
    good=[
        rows("quality", ("平均无故障运行时间", "≥2000小时")),
        rows("quality", ("验收标准", "符合2021年发布的施工验收规范")),
        rows("quality", ("急救平均反应时间", "≤15分钟")),
    ],
)
def time_is_no_quality(form: Form) -> Iterator[Seen]:
    """A name that says when, or a value that is a date and nothing else."""
    for position, row in form.rows("quality"):
        name = plain_name(row.name)
        if _SERVICE_TIME.search(name):
            continue
        if _TIME.search(name) or _is_date(form, row.value):
            yield _at_name(position, row.name or row.value)


def _is_date(form: Form, value: str) -> bool:
    dates = form.reading(value).dates
    return bool(dates) and not value.replace(dates[0].quote, "", 1).strip(" 　。，前底止内完成")


@rule(
    "CLS-TIMELY-UNDER-QUALITY",
    Severity.WARNING,
    Quality.INDICATOR_SOUND,
    basis=CORE_INDICATORS,
    bad=[
        rows("quality", ("补助发放情况", "及时拨付援建干部补助")),
        rows("quality", ("资金拨付及时率", "100%")),
        rows("quality", ("报表报送", "按时报送，如期办结")),
    ],
    good=[
        rows("quality", ("系统运行", "系统正常运行，按照使用需要及时修改调整")),
        rows("quality", ("数据质量", "数据及时、准确、完整")),
        rows("timeliness", ("资金拨付及时率", "100%")),
        rows("quality", ("平台功能", "通过手机查看各种信息，及时了解需求")),
    ],
)
def timely_is_no_quality(form: Form) -> Iterator[Seen]:
    """The name says 及时, or every clause of the value does, and nothing is said of quality."""
    for position, row in form.rows("quality"):
        if _WELL_DONE.search(row.name + row.value):
            continue
        parts = clauses(row.value)
        whole_value = bool(parts) and all(_TIMELY.search(part) for part in parts)
        if _TIMELY.search(row.name):
            yield _at_name(position, row.name)
        elif whole_value:
            text = row.value.strip()
            yield Seen(f"indicators[{position}].value", text, values={"name": text})


@rule(
    "CLS-COST-UNDER-QTY",
    Severity.WARNING,
    Quality.INDICATOR_SOUND,
    basis=CORE_INDICATORS,
    bad=[
        rows("quantity", ("业务管理培训费", "2期，15人")),
        rows("quantity", ("第三方机构委托评审费用", "10个项目")),
        rows("quantity", ("保洁员工资", "36人")),
    ],
    good=[
        rows("quantity", ("培训人次", "≥150人次")),
        rows("quantity", ("减免学费", "200人")),
        rows("quantity", ("文化馆全年免费", "≥300天")),
        rows("cost", ("培训费", "400元/人次×150人次=6万元")),
    ],
)
def cost_is_no_quantity(form: Form) -> Iterator[Seen]:
    for position, row in form.rows("quantity"):
        name = plain_name(row.name)
        if _NO_COST.search(name) or _ABOUT_FEES.search(name):
            continue
        if _COST.search(name):
            yield _at_name(position, row.name)


@rule(
    "CLS-OUTPUT-UNDER-BENEFIT",
    Severity.WARNING,
    Quality.INDICATOR_SOUND,
    basis=CORE_INDICATORS,
    bad=[
        rows("social_benefit", ("培训人次", "≥150人次")),
        rows("social_benefit", ("年度任务完成率", "100%")),
        rows("economic_benefit", ("购置设备台数", "=20台")),
        rows("ecological_benefit", ("栽植苗木", "3000株")),
    ],
    good=[
        rows("social_benefit", ("受益人数", "≥3000人")),
        rows("social_benefit", ("培训后就业人数", "≥120人")),
        rows("economic_benefit", ("带动社会投资", "≥500万元")),
        rows("social_benefit", ("保证编制工作顺利完成", "提高编制效率")),
    ],
)
def output_is_no_benefit(form: Form) -> Iterator[Seen]:
    """A rate of completion, or work with a bare count as its value."""
    for position, row in form.rows(*BENEFIT_KINDS):
        name = plain_name(row.name)
        if _BENEFIT.search(name):
            continue
        counted = _WORK.search(name) and is_bare_count(form, row.value)
        if _OUTPUT_RATE.search(name) or counted:
            yield _at_name(position, row.name)


@rule(
    "CLS-SATISFY-AS-BENEFIT",
    Severity.WARNING,
    Quality.INDICATOR_SOUND,
    basis=CORE_INDICATORS,
    bad=[
        rows("social_benefit", ("群众满意度", "≥90%")),
        rows("sustainability", ("服务对象满意率", "95%以上")),
        rows("social_benefit", ("办学效果", "家长满意度≥92%")),
    ],
    good=[
        rows("satisfaction", ("群众满意度", "≥90%")),
        rows("social_benefit", ("信访件下降率", "≥10%")),
        rows("social_benefit", ("办事体验", "减少跑动次数2次，让群众满意")),
    ],
)
def satisfaction_is_no_benefit(form: Form) -> Iterator[Seen]:
    for position, row in form.rows(*BENEFIT_KINDS):
        if "满意度" in row.name or "满意率" in row.name:
            yield _at_name(position, row.name)
        elif "满意度" in row.value or "满意率" in row.value:
            text = row.value.strip()
            yield Seen(f"indicators[{position}].value", text, values={"name": text})


@rule(
    "CLS-QUALITY-VS-BENEFIT",
    Severity.INFO,
    Quality.INDICATOR_SOUND,
    basis=CORE_INDICATORS,
    bad=[
        rows("social_benefit", ("设备故障率", "≤2%")),
        rows("economic_benefit", ("工程验收合格率", "=100%")),
        rows("quality", ("患者治愈率", "≥85%")),
        rows("quality", ("培训后就业率", "≥60%")),
    ],
    good=[
        rows("quality", ("设备故障率", "≤2%")),
        rows("social_benefit", ("参训单位报表一次审核通过率", "≥90%")),
        rows("ecological_benefit", ("空气质量优良天数比率", "≥85%")),
    ],
)
def quality_and_benefit(form: Form) -> Iterator[Seen]:
    for position, row in form.rows("quality", "economic_benefit", "social_benefit"):
        name = plain_name(row.name)
        pattern = _BENEFIT_RATE if form.kind(position) == "quality" else _QUALITY_RATE
        if pattern.search(name):
            yield _at_name(position, row.name)


@rule(
    "CLS-INPUT-AS-OUTPUT",
    Severity.INFO,
    Quality.INDICATOR_SOUND,
    basis=CORE_INDICATORS,
    bad=[
        rows("quantity", ("工作人员数", "140名")),
        rows("quantity", ("聘请专业技术人员", "1名")),
        rows("quantity", ("投入保洁人员数量", "≥36人")),
    ],
    good=[
        rows("quantity", ("培训工作人员人数", "≥150人")),
        rows("quantity", ("抽调干部人数", "1名")),
        rows("quantity", ("服务残疾人数", "15000名")),
    ],
)
def input_is_no_output(form: Form) -> Iterator[Seen]:
    """People brought in to do the work; not people for whom it is done."""
    for position, row in form.rows("quantity"):
        name = plain_name(row.name)
        if _SERVED.search(name):
            continue
        if _WORKERS.search(name) or (_BRINGING_IN.search(name) and _PEOPLE.search(name)):
            yield _at_name(position, row.name)
