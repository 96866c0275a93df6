"""Checks of dates and periods: is there a deadline, within the year, written one way."""

import re
from collections.abc import Iterator

from indicators.reading.targets import DateSpan

from .contract import (
    BUDGET_TARGETS,
    CORE_INDICATORS,
    SYSTEM,
    Form,
    NotApplicable,
    Quality,
    Seen,
    Severity,
    rule,
)
from .examples import changed, rows
from .measures import REACHED, Measure, before, measures, reads_the_same
from .wording import letters

#: Behind a year: a deadline or a part of the year, so that more than the year is said.
_PART_BEHIND = re.compile(
    r"\s*(?:年?[底末初前]|第?[一二三四1-4]季|[上下]半年|春|夏|秋|冬|[一二三四1-4]季度)"
)
_DEADLINE = re.compile(r"[底末]|前$")
#: The year in words or as a bare number, and nothing else.
_THIS_YEAR = re.compile(
    r"\s*(?:(?:本|当|今|该)?年度?(?:以内|之内|内)?(?:实施|完成|完工|有效)*|(?:19|20)\d\d)[。.\s]*"
)
_ONLY_A_YEAR = re.compile(r"\s*(\d{4})年(?:度)?(?:全年)?\s*")
#: A time that nobody can hold anybody to, whatever else is said.
_WHENEVER = re.compile(
    r"适时|择机|尽快|尽早|酌情|视[^，,。；;]{0,6}情况|根据(?!合同)[^，,。；;]{0,14}情况|必要时|条件成熟"
)
#: In time, by a plan that is not here: says something only beside a date or a share.
_IN_TIME = re.compile(
    r"及时|按时|按期|准时|如期|定期|按(?:照)?[^，,。；;]{0,6}(?:计划|进度|要求|规定|安排)|长期|常年|持续"
)
_CONTRACT = re.compile(
    r"合同|协议|季度|[上下]半年|[每逐][日天周月季年]|当[日天月]|小时|工作日|[月日]底?前|百分"
)
_BASE = re.compile(r"(?:较|比|与|同|相比|对比|自|从|以|据|依据|根据|按照?)[^，,。；;]{0,4}$")
_IN_TITLE = re.compile(r"《[^》]*$")
_BASE_BEHIND = re.compile(r"\s*(?:版|修订|合同|标准|基[数期]|水平|同期|以来|起|文件|印发|度?决算)")
_RESPONSE = re.compile(r"(?:响应|到场|到达现场|修复|抢修|出警|处置|接诉)(?:时间|时长|时限)")
_CLOCK_GROUPS = frozenset({"小时", "分钟", "天", "周", "月"})
_CLOCK = re.compile(r"秒|[Hh]|分钟|小时|刻|当[天日]|即时|工作日|%")
#: What goes over the turn of the year by its nature.
_OVER_NEW_YEAR = re.compile(r"供暖|采暖|取暖|学年|学期|冬春|越冬|防火期|榨季|跨年|秋冬|寒假|春运")
_ONE_STYLE = re.compile(r"\d{4}年\d{1,2}月?-(?:\d{4}年)?\d{1,2}月")


@rule(
    "TIM-YEAR-ONLY",
    Severity.WARNING,
    Quality.CLEAR,
    basis=CORE_INDICATORS,
    bad=[
        rows("timeliness", ("监测平台使用时间", "2021年")),
        rows("timeliness", ("维护时间", "2021年全年")),
        rows("timeliness", ("系统维护", "2021年实施完成")),
        rows("timeliness", ("水渠整治", "2021年度内完工")),
        rows("timeliness", ("水渠整治", "本年度内完成")),
    ],
    good=[
        rows("timeliness", ("水渠整治", "2021年12月底前完工")),
        rows("timeliness", ("水渠整治", "2021年底前完工")),
        rows("timeliness", ("水渠整治", "2021年第三季度")),
        rows("timeliness", ("水渠整治", "年底前")),
        rows("timeliness", ("2021年补助资金发放及时率", "=100%")),
        rows("quantity", ("2021年培训人次", "2021年≥150人次")),
    ],
)
def time_says_more_than_the_year(form: Form) -> Iterator[Seen]:
    for row in measures(form, "timeliness"):
        dates = row.reading.dates
        if _THIS_YEAR.fullmatch(row.value):
            quote = row.value
        elif dates and not row.targets and all(_is_bare_year(row, date) for date in dates):
            quote = dates[0].quote.strip()
        else:
            continue
        yield Seen(row.where, quote, values={"quote": quote}, fix=_with_months(row))


def _is_bare_year(row: Measure, date: DateSpan) -> bool:
    if date.month is not None or date.last_year not in (None, date.year):
        return False
    if date.whole_year:
        return True
    if date.months is not None or _DEADLINE.search(date.quote):
        return False
    return not _PART_BEHIND.match(row.row.value, date.end)


def _with_months(row: Measure) -> str | None:
    """The whole year in months, which is what was written; not where a duration is asked for."""
    only = _ONLY_A_YEAR.fullmatch(row.row.value)
    if not only or _RESPONSE.search(row.row.name):
        return None
    return f"{only[1]}年1-12月"


@rule(
    "TIM-FULL-YEAR",
    Severity.INFO,
    Quality.CLEAR,
    basis=CORE_INDICATORS,
    bad=[
        rows("timeliness", ("代理记账期间", "2021年1-12月")),
        rows("timeliness", ("实施时间", "2021年1月至12月")),
        rows("timeliness", ("保洁服务", "2021年1月-2021年12月持续保洁")),
    ],
    good=[
        rows("timeliness", ("培训完成时限", "2021年3月-10月")),
        rows("timeliness", ("报表上报", "2021年1-12月，每月5日前上报，及时率≥98%")),
        rows("timeliness", ("年终决算", "2021年12月31日前")),
    ],
)
def time_names_a_milestone(form: Form) -> Iterator[Seen]:
    for row in measures(form, "timeliness"):
        dates = row.reading.dates
        if row.targets or not dates:
            continue
        if all(date.is_full_year and date.month for date in dates):
            yield Seen(row.where, dates[0].quote, values={"quote": dates[0].quote})


@rule(
    "TIM-VAGUE",
    Severity.WARNING,
    Quality.CLEAR,
    basis=CORE_INDICATORS,
    bad=[
        rows("timeliness", ("培训时间", "2021年3月-10月，根据工作开展情况适时安排")),
        rows("timeliness", ("设备到位时间", "尽快到位")),
        rows("timeliness", ("工程进度", "按计划完成")),
        rows("timeliness", ("信息发布", "及时发布")),
    ],
    good=[
        rows("timeliness", ("培训时间", "2021年3月-10月")),
        rows("timeliness", ("信息发布及时率", "≥95%")),
        rows("timeliness", ("信息发布", "及时发布，收到后2个工作日内")),
        rows("timeliness", ("服务期限", "按合同约定")),
        rows("timeliness", ("补助资金6月30日前发放", "按时发放")),
    ],
)
def time_can_be_held_to(form: Form) -> Iterator[Seen]:
    """适时 is vague beside any date; 按时 only where no date, number or contract says when."""
    for row in measures(form, "timeliness"):
        vague = _WHENEVER.search(row.value)
        if not vague and not row.targets and not row.reading.dates:
            vague = None if _says_when(form, row) else _IN_TIME.search(row.value)
        if vague:
            yield Seen(row.where, vague[0], values={"quote": vague[0]})


def _says_when(form: Form, row: Measure) -> bool:
    name = form.reading(row.row.name)
    return bool(name.targets or name.dates or _CONTRACT.search(row.text))


@rule(
    "TIM-OUTSIDE",
    Severity.ERROR,
    Quality.REASONABLE,
    basis=BUDGET_TARGETS,
    bad=[
        rows("timeliness", ("竣工时间", "2022年6月")),
        rows("timeliness", ("培训完成时限", "2021年10月-2022年3月")),
        rows("timeliness", ("设备安装", "2023年底前完成")),
    ],
    good=[
        rows("timeliness", ("竣工时间", "2021年12月31日前")),
        rows("timeliness", ("竣工时间", "2021年内")),
        rows("timeliness", ("集中供暖期", "2021年11月-2022年3月")),
        changed("不知道年度", year=None).with_rows("timeliness", ("竣工时间", "2022年6月")),
        rows("timeliness", ("竣工时间", "2022年6月")).known(project_end_year=2022),
        changed("中期目标另有一栏", long_term_goal="2023年建成全市路网。").with_rows(
            "timeliness", ("全线通车", "2023年12月")
        ),
    ],
)
def time_is_within_the_year(form: Form) -> Iterator[Seen]:
    """Not after the year, or the project's last; a warning where it begins in the year.

    A school year and a winter go over the turn of the year.
    """
    last = form.context.project_end_year or form.content.year
    if last is None:
        raise NotApplicable
    if form.content.long_term_goal.strip() or form.content.funding.project_total is not None:
        raise NotApplicable
    for row in measures(form, "timeliness"):
        for date in row.reading.dates:
            end = date.last_year or date.year
            if end is None or end <= last or _is_reference(row.row.value, date):
                continue
            begins_within = (date.year or end) <= last
            if begins_within and _OVER_NEW_YEAR.search(row.text):
                continue
            yield Seen(
                row.where,
                date.quote,
                values={"quote": date.quote, "year": last},
                severity=Severity.WARNING if begins_within else None,
            )


@rule(
    "TIM-PAST",
    Severity.INFO,
    Quality.CLEAR,
    basis=SYSTEM,
    bad=[
        rows("quantity", ("电子票据端口", "截止2020年10月共开通端口140个")),
        rows("timeliness", ("项目启动时间", "2019年3月")),
        rows("quality", ("抽检合格率", "2018年12月底≥98%")),
    ],
    good=[
        rows("quantity", ("电子票据端口", "=140个")),
        rows("economic_benefit", ("产值增长", "较2020年增长≥5%")),
        rows("quality", ("执行标准", "符合《城市道路养护规范（2016年版）》")),
        rows("timeliness", ("建设期", "2019年3月-2021年12月")),
        rows("cost", ("网络租用费", "根据2020年合同，6万元")),
    ],
)
def time_is_not_before_the_year(form: Form) -> Iterator[Seen]:
    """A date before the year may be a base figure; what the year is compared with is one."""
    year = form.content.year
    if year is None:
        raise NotApplicable
    for row in measures(form, *REACHED, "timeliness"):
        for date in row.reading.dates:
            end = date.last_year or date.year
            if end is not None and end < year and not _is_reference(row.row.value, date):
                yield Seen(row.where, date.quote, values={"quote": date.quote, "year": year})


def _is_reference(text: str, date: DateSpan) -> bool:
    """较2020年, 2016年版, 《…2016年…》: a year that something is compared with or named after."""
    ahead = text[: date.start]
    return bool(
        _BASE.search(before(text, date.start))
        or _IN_TITLE.search(ahead)
        or _BASE_BEHIND.match(text, date.end)
    )


@rule(
    "TIM-RESPONSE-UNIT",
    Severity.ERROR,
    Quality.INDICATOR_SOUND,
    basis=CORE_INDICATORS,
    bad=[
        rows("timeliness", ("服务响应时间", "2021年")),
        rows("timeliness", ("故障响应时间", "≤2次")),
        rows("quality", ("应急抢修到场时间", "随叫随到")),
    ],
    good=[
        rows("timeliness", ("服务响应时间", "≤2小时")),
        rows("timeliness", ("故障修复时间", "24小时内修复")),
        rows("timeliness", ("系统响应时间", "≤3秒")),
        rows("timeliness", ("故障响应时间达标率", "≥95%")),
        rows("timeliness", ("平台使用时间", "2021年3月-10月")),
    ],
)
def response_is_a_duration(form: Form) -> Iterator[Seen]:
    """A warning where words at least say that it is quick."""
    for row in measures(form, *REACHED, "timeliness"):
        if not _RESPONSE.search(row.name) or row.name.endswith("率"):
            continue
        if any(target.group in _CLOCK_GROUPS or target.percent for target in row.targets):
            continue
        if _CLOCK.search(row.value):
            continue
        only_words = row.reading.is_qualitative
        yield Seen(
            row.where,
            row.value,
            values={"name": row.name, "value": row.value},
            severity=Severity.WARNING if only_words else None,
        )


@rule(
    "TIM-REPEAT",
    Severity.INFO,
    Quality.CLEAR,
    basis=SYSTEM,
    bad=[
        rows("timeliness", ("按工作计划", "2021年3月-10月"), ("培训时间", "2021年3月至2021年10月")),
        rows("timeliness", ("采购时间", "2021年1-12月"), ("安装时间", "2021年1月-12月")),
        rows("timeliness", ("维护时间", "2021年1-12月")).with_row(
            "quality", "完成时间", "2021年1-12月"
        ),
    ],
    good=[
        rows("timeliness", ("采购时间", "2021年1-3月"), ("安装时间", "2021年4-6月")),
        rows("timeliness", ("采购完成", "2021年6月底前"), ("验收完成", "2021年6月底前")),
        rows("timeliness", ("培训完成时限", "2021年3月-10月"), ("发放及时率", "=100%")),
    ],
)
def periods_differ(form: Form) -> Iterator[Seen]:
    """Two rows that say the same span of months; one deadline may well hold for two things."""
    first: dict[tuple[int | None, ...], str] = {}
    for row in measures(form, "timeliness", "quality", "quantity"):
        dates = [date for date in row.reading.dates if date.months and date.month]
        if row.targets or len(dates) != 1:
            continue
        date = dates[0]
        span = (date.year, date.month, date.last_year or date.year, date.last_month)
        if span in first:
            yield Seen(row.where, date.quote, values={"quote": date.quote, "other": first[span]})
        else:
            first[span] = row.name or letters(row.value)


@rule(
    "TIM-FORMAT",
    Severity.INFO,
    Quality.CLEAR,
    basis=SYSTEM,
    mechanical=True,
    bad=[
        rows("timeliness", ("实施时间", "2021年1月至6月")),
        rows("timeliness", ("培训时间", "2021年3月至2021年10月")),
        rows("timeliness", ("建设期", "2021.3-2021.11")),
        rows("timeliness", ("养护期", "2021年4月～9月，每月巡查")),
    ],
    good=[
        rows("timeliness", ("培训时间", "2021年3月-10月")),
        rows("timeliness", ("培训时间", "2021年3-10月")),
        rows("timeliness", ("学年资助", "2020年9月-2021年7月")),
        rows("timeliness", ("竣工时间", "2021年12月31日前")),
        rows("timeliness", ("竣工时间", "2021年12月底前")),
    ],
)
def spans_are_written_one_way(form: Form) -> Iterator[Seen]:
    for row in measures(form, *REACHED, "timeliness"):
        text = row.row.value
        mended = text
        odd = [date for date in row.reading.dates if _is_odd(date)]
        for date in reversed(odd):
            mended = mended[: date.start] + _styled(date) + mended[date.end :]
        if odd and reads_the_same(text, mended):
            values = {"quote": odd[0].quote, "proposal": _styled(odd[0])}
            yield Seen(row.where, odd[0].quote, values["proposal"], values, fix=mended)


def _is_odd(date: DateSpan) -> bool:
    if None in (date.year, date.month, date.last_month) or date.has_day:
        return False
    quote = date.quote.strip()
    same_year = date.last_year in (None, date.year)
    return not _ONE_STYLE.fullmatch(quote) or (same_year and quote.count("年") > 1)


def _styled(date: DateSpan) -> str:
    last_year = "" if date.last_year in (None, date.year) else f"{date.last_year}年"
    return f"{date.year}年{date.month}月-{last_year}{date.last_month}月"
