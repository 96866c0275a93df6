"""Checks of shares and of satisfaction: what is a percentage, and which percentages can be."""

import re
from collections.abc import Iterator

from indicators.reading.targets import Target

from .contract import CORE_INDICATORS, SYSTEM, Form, Quality, Seen, Severity, rule
from .examples import rows
from .measures import REACHED, ZERO, measures
from .messages import rates as words

_REACHING = ("达", "达到")
#: Words that end in 率 and are no share of a whole.
_NO_SHARE = re.compile(r"(?:效|频|功|速|汇|心|码|帧|斜|倍|费|分辨|采样|曝光|回波)率$")
#: A value that is set against another one, not in per cent.
_RELATIVE = re.compile(
    r"上年|去年|往年|同期|历年|基期|平均|全省|全市|全国|全县|国家标准|行业|百分点|分之|‰|持平|比例|[:：]\d"
)
_COUNT_NAME = re.compile(
    r"(?:[人个户家件台套期份批起例宗辆株座处次]数|人次|场次|户次|数量|总数|总量)$"
)
#: 应补尽补: all of it, which is 100 %.
_ALL = re.compile(r"应.尽.")
#: Words with which a percentage at a count tells its change or its share.
_CHANGE = re.compile(r"增|减|提高|提升|下降|降低|上升|同比|环比|较|比|占|覆盖|完成|达标|率")
#: Shares of a whole: more than all of it cannot be. 增长率, 完成率 and 利用率 may pass 100 %.
_BOUNDED = re.compile(
    r"(?:合格|优良|优秀|优质|覆盖|达标|及时|到位|准确|正确|知晓|满意|出勤|参训|参会|到课|通过|故障|发生"
    r"|死亡|治愈|好转|成活|入住|完好|公开|巩固|保存|差错|错误|合规|规范|真实|有效|签约|建档|达成|入园"
    r"|响应|办结|接通|在线|安全|绿化|普及|接种|检出|抽检|履约|兑现|发放|回收|处理|处置)率"
)
_DISSATISFACTION = re.compile(r"不满|投诉|差评|抱怨|未满意")
_SATISFACTION = re.compile(r"满意")


@rule(
    "VAL-RATE-UNIT",
    Severity.ERROR,
    Quality.INDICATOR_SOUND,
    basis=CORE_INDICATORS,
    bad=[
        rows("quality", ("设备故障率", "<5次")),
        rows("quality", ("设备故障率", "资产管理信息系统正常运行")),
        rows("quality", ("工程验收合格率", "≥95")),
        rows("quality", ("设备故障率", "10次")),
        rows("social_benefit", ("政策知晓率", "显著提高")),
    ],
    good=[
        rows("quality", ("设备故障率", "≤1%")),
        rows("quality", ("网络覆盖率", "全覆盖")),
        rows("social_benefit", ("人口自然增长率", "≤5‰")),
        rows("social_benefit", ("办事效率", "当日办结≥20件")),
        rows("quality", ("重复信访率", "低于上年")),
        rows("quality", ("重大事故发生率", "0")),
        rows("quantity", ("设备巡检频率", "每月2次")),
    ],
)
def rate_is_a_percentage(form: Form) -> Iterator[Seen]:
    """…率 wants a percentage; 全覆盖, zero and what is set against last year are understood."""
    for row in measures(form, *REACHED, "timeliness"):
        name = row.name
        if not name.endswith("率") or _NO_SHARE.search(name):
            continue
        if any(target.percent or target.number == 0 for target in row.targets):
            continue
        if f"全{name[-3:-1]}" in row.value or _ALL.search(row.value) or ZERO.search(row.value):
            continue
        if not _RELATIVE.search(row.value):
            yield Seen(row.where, row.value, values={"name": name, "value": row.value})


@rule(
    "VAL-COUNT-UNIT",
    Severity.ERROR,
    Quality.INDICATOR_SOUND,
    basis=CORE_INDICATORS,
    bad=[
        rows("quantity", ("培训人数", "≥95%")),
        rows("quantity", ("开展巡查次数", "100%")),
        rows("satisfaction", ("群众有效投诉件数", "≤5%")),
    ],
    good=[
        rows("quantity", ("培训人数", "≥150人")),
        rows("quantity", ("培训人数", "较上年增长≥10%")),
        rows("quantity", ("培训人数完成率", "=100%")),
        rows("quantity", ("参训人数占比", "≥60%")),
    ],
)
def count_is_no_percentage(form: Form) -> Iterator[Seen]:
    for row in measures(form, *REACHED):
        if not row.targets or not all(target.percent for target in row.targets):
            continue
        if _COUNT_NAME.search(row.name) and not _CHANGE.search(row.value):
            yield Seen(row.where, row.value, values={"name": row.name, "value": row.value})


@rule(
    "VAL-PCT-RANGE",
    Severity.ERROR,
    Quality.REASONABLE,
    basis=CORE_INDICATORS,
    bad=[
        rows("quality", ("工程验收合格率", "≥105%")),
        rows("social_benefit", ("惠民政策知晓率", ">100%")),
        rows("timeliness", ("补助资金发放及时率", "=1000%")),
    ],
    good=[
        rows("quality", ("工程验收合格率", "=100%")),
        rows("economic_benefit", ("社会消费品零售总额增长率", "≥105%")),
        rows("quantity", ("招商引资任务完成率", "≥120%")),
        rows("social_benefit", ("学前三年毛入园率", "≥103%")),
    ],
)
def share_is_within_the_whole(form: Form) -> Iterator[Seen]:
    """A share of a whole that has a name as such; satisfaction has a check of its own."""
    for row in measures(form, *REACHED, "timeliness"):
        if form.kind(row.position) == "satisfaction" or "毛" in row.name:
            continue
        for target in row.targets:
            named = f"{row.name} {row.row.value[: target.start]}"
            if target.percent and _is_beyond_all(target) and _BOUNDED.search(named):
                quote = f"{target.sign}{target.quote}"
                yield Seen(row.where, quote, values={"quote": quote, "name": row.name})


def _is_beyond_all(target: Target) -> bool:
    if target.number > 100:
        return target.sign not in ("<", "≤")
    return target.number == 100 and target.sign == ">"


@rule(
    "VAL-SATISFY-100",
    Severity.ERROR,
    Quality.REASONABLE,
    basis=CORE_INDICATORS,
    bad=[
        rows("satisfaction", ("软件使用者满意度", "≥100%")),
        rows("satisfaction", ("群众满意度", "满意度达100%")),
        rows("satisfaction", ("办事群众满意率", "大于100%")),
        rows("satisfaction", ("学生家长满意度", "120%")),
        rows("satisfaction", ("服务对象满意度", "=100%")),
    ],
    good=[
        rows("satisfaction", ("参训人员满意度", "≥90%")),
        rows("satisfaction", ("受援人满意度", "受援人满意度大于96%")),
        rows("satisfaction", ("服务对象满意度", "随机访问100人，满意度98%以上")),
        rows("satisfaction", ("服务对象投诉数", "≤100件")),
    ],
)
def satisfaction_leaves_room(form: Form) -> Iterator[Seen]:
    """Above 100 % cannot be, and a floor of 100 % wants everybody; reaching it is only unlikely."""
    for row in measures(form, "satisfaction"):
        for target in row.targets:
            if not target.percent or target.number < 100 or target.sign in ("<", "≤"):
                continue
            yield Seen(
                row.where,
                observed=target.quote,
                values={"value": row.value, "fault": _fault(target)},
                severity=Severity.ERROR if _is_impossible(target) else Severity.WARNING,
            )


def _is_floor(target: Target) -> bool:
    """A bound below, as ≥ or 不低于; 达 and 达到 are read as ≥, but people mean "is"."""
    return target.sign in (">", "≥") and target.comparator.written not in _REACHING


def _is_impossible(target: Target) -> bool:
    return target.number > 100 or _is_floor(target)


def _fault(target: Target) -> str:
    if target.number > 100 or target.sign == ">":
        return words.SATISFY_ABOVE
    return words.SATISFY_FLOOR if _is_floor(target) else words.SATISFY_EXACT


@rule(
    "VAL-SATISFY-LOW",
    Severity.INFO,
    Quality.REASONABLE,
    basis=SYSTEM,
    bad=[
        rows("satisfaction", ("社会公众满意度", "≥75%")),
        rows("satisfaction", ("项目建设单位", "满意度达60%")),
        rows("satisfaction", ("参训学员对食宿的满意率", "不低于70%")),
    ],
    good=[
        rows("satisfaction", ("社会公众满意度", "≥80%")),
        rows("satisfaction", ("群众不满意率", "≤5%")),
        rows("satisfaction", ("群众投诉率", "≤3%")),
        rows("satisfaction", ("服务对象满意度", "走访20%的服务对象，满意度≥90%")),
    ],
)
def satisfaction_is_ambitious(form: Form) -> Iterator[Seen]:
    lowest = form.threshold("satisfaction_lowest")
    for row in measures(form, "satisfaction"):
        if _DISSATISFACTION.search(row.text) or not _SATISFACTION.search(row.text):
            continue
        shares = [target for target in row.targets if target.percent]
        if not shares:
            continue
        target = max(shares, key=lambda share: share.number)
        if target.number < lowest and target.sign not in ("<", "≤"):
            values = {"quote": target.quote, "lowest": lowest}
            yield Seen(row.where, target.quote, values=values)
