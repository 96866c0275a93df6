"""Checks of the number in a target value: is there one, of what, and from where to where."""

import re
from collections.abc import Iterator

from indicators.reading.targets import Target

from .contract import BUDGET_TARGETS, CORE_INDICATORS, SYSTEM, Form, Quality, Seen, Severity, rule
from .examples import rows
from .measures import BENEFITS, REACHED, ZERO, Measure, before, is_counted, measures, reads_the_same
from .messages import values as words
from .wording import compact

_UNIT_IN_NAME = re.compile(
    r"[人次个户家名件台套期份场批天月年本册篇项处座间栋幢条张辆株棵头只亩米所村例起笔宗]数$"
    r"|(?:人|场|批|频|户|车|班|名)次$|(?:得分|评分|分数|分值|指数|系数|等级|级别|星级|排名|位次|倍数|pH值?)$",
    re.IGNORECASE,
)
_HINT_WITH_UNIT = re.compile(
    r"[（(](?![^（()）]*[必选]填)[^（()）]*[A-Za-z℃㎡\u4e00-\u9fff%％][^（()）]*[)）]\s*$"
)
_WITH_WORDS_BEHIND = re.compile(r"\s*(?:及以上|以上|之上|起)")
_UP_TO_BEHIND = re.compile(r"\s*(?:及以下|以下|以内|之内|内)")
#: 提高2个百分点: how much more or less says its direction itself.
_CHANGE = re.compile(r"提高|提升|增加|增长|增幅|新增|上升|下降|降低|降幅|减少|缩短|压缩|延长")
_PERIOD = re.compile(r"[每年月季周日]|全年|学期|期间|小时|(?:运行|使用|服务|合同)期")


@rule(
    "VAL-QTY-NO-NUMBER",
    Severity.ERROR,
    Quality.CLEAR,
    basis=BUDGET_TARGETS,
    bad=[
        rows("quantity", ("软件正常维护", "全区系统实时更新维护")),
        rows("quantity", ("培训人次", "全体基层财会人员")),
        rows("quantity", ("道路清扫", "对城区主次干道进行日常清扫保洁")),
        rows("quantity", ("新建文化广场3个", "按时建成")),
    ],
    good=[
        rows("quantity", ("培训期数", "=2期")),
        rows("quantity", ("巡查次数", "每月两次")),
        rows("quantity", ("改造老旧小区", "三个")),
        rows("quantity", ("生产安全事故起数", "零事故")),
        rows("quantity", ("慰问困难职工", "不涉及")),
    ],
)
def quantity_has_a_number(form: Form) -> Iterator[Seen]:
    """A number that stands only in the name can at least be found: a warning."""
    for row in measures(form, "quantity"):
        if row.targets or ZERO.search(row.value):
            continue
        in_name = any(target.unit for target in form.reading(row.row.name).targets)
        yield Seen(
            row.where,
            row.value,
            values={
                "value": row.value,
                "advice": words.QUANTITY_IN_NAME if in_name else words.QUANTITY_WANTED,
            },
            severity=Severity.WARNING if in_name else None,
        )


@rule(
    "VAL-UNIT-MISSING",
    Severity.ERROR,
    Quality.CLEAR,
    basis=CORE_INDICATORS,
    bad=[
        rows("quantity", ("购置办公设备", "≥100")),
        rows("quantity", ("新建停车位数量", "320")),
        rows("social_benefit", ("带动就业", "不少于50")),
        rows("quality", ("主要农作物抽检", "6-8")),
    ],
    good=[
        rows("quantity", ("购置办公设备", "≥100台")),
        rows("quantity", ("培训人数", "≥150")),
        rows("quantity", ("硬化村道（公里）", "12.5")),
        rows("quality", ("政务公开测评得分", "≥90")),
        rows("satisfaction", ("办事企业满意度", "≥90%")),
    ],
)
def number_has_a_unit(form: Form) -> Iterator[Seen]:
    """A bare number in a cell of its own, unless the name is a count (人数) or names a unit."""
    for row in measures(form, *REACHED):
        if _is_bare(row) and not _name_gives_unit(row):
            yield Seen(row.where, row.value, values={"value": row.value, "name": row.name})


def _is_bare(row: Measure) -> bool:
    if len(row.targets) != 1 or row.reading.dates:
        return False
    target = row.targets[0]
    if target.unit or target.percent or target.noun:
        return False
    rest = row.row.value.replace(target.quote, "", 1)
    if target.comparator and target.comparator.start < target.start:
        rest = rest.replace(target.comparator.written, "", 1)
    return not compact(rest).strip("。.，,；;为共计")


def _name_gives_unit(row: Measure) -> bool:
    """率 in a name has a check of its own."""
    if row.name.endswith("率"):
        return True
    return bool(_UNIT_IN_NAME.search(row.name) or _HINT_WITH_UNIT.search(row.row.name))


@rule(
    "VAL-OPERATOR-MISSING",
    Severity.INFO,
    Quality.CLEAR,
    basis=CORE_INDICATORS,
    bad=[
        rows("quantity", ("监测单位数", "全区行政事业单位、国有企业127家")),
        rows("quantity", ("聘请专业技术人员", "1名")),
        rows("quality", ("路面平整度合格率", "95%")),
    ],
    good=[
        rows("quantity", ("监测单位数", "=127家")),
        rows("quantity", ("监测单位数", "不少于127家")),
        rows("quality", ("结业考核合格率", "100%")),
        rows("timeliness", ("资金拨付时限", "10个工作日")),
    ],
)
def number_says_from_where(form: Form) -> Iterator[Seen]:
    """Is it at least, at most or exactly? A range, an estimate and 100 % say it themselves."""
    for row in measures(form, *REACHED):
        open_ones = [target for target in row.targets if _wants_a_sign(row.row.value, target)]
        if open_ones:
            quote = open_ones[0].quote
            yield Seen(row.where, quote, f"={quote}", {"quote": quote})


def _wants_a_sign(text: str, target: Target) -> bool:
    if target.sign or target.is_range or target.approximate or target.money or target.period:
        return False
    if target.noun.startswith("百分点") or _CHANGE.search(before(text, target.start)):
        return False
    if target.percent:
        return target.number != 100
    return bool(target.unit) and target.number != 0


@rule(
    "VAL-OPERATOR-TEXT",
    Severity.INFO,
    Quality.CLEAR,
    basis=CORE_INDICATORS,
    bad=[
        rows("satisfaction", ("受训学员满意度", "满意度达95%")),
        rows("quantity", ("系统维护次数", "每年不少于2次系统维护")),
        rows("quality", ("混凝土强度合格率", "98%以上")),
        rows("quality", ("系统故障次数", "系统故障次数一年低于4次")),
    ],
    good=[
        rows("satisfaction", ("受训学员满意度", "≥95%")),
        rows("quality", ("混凝土强度", "达到设计要求，合格率≥98%")),
        rows("timeliness", ("工单办结时限", "3个工作日以内")),
        rows("cost", ("培训费", "不超过6万元")),
    ],
)
def sign_is_a_sign(form: Form) -> Iterator[Seen]:
    for row in measures(form, *REACHED):
        said = [target for target in row.targets if _is_said(target)]
        if not said:
            continue
        target = said[0]
        mended = _with_signs(row, said)
        yield Seen(
            row.where,
            target.comparator.written,
            target.sign,
            {"written": target.comparator.written, "sign": target.sign},
            fix=mended if mended and reads_the_same(row.row.value, mended) else None,
        )


def _is_said(target: Target) -> bool:
    """A word says the bound. 起 behind a number counts cases as often as it means "and more"."""
    return bool(
        target.comparator and target.comparator.is_word and target.comparator.written != "起"
    )


def _with_signs(row: Measure, said: list[Target]) -> str:
    """The value with signs for words; "" where a sign would say more than was meant.

    满意度达100% means that it is; ≥100% would ask for more.
    """
    text = row.row.value
    for target in reversed(said):
        word = target.comparator
        if target.percent and target.number == 100:
            return ""
        if word.start >= target.end:
            text = text[: target.start] + target.sign + target.quote + text[word.end :]
            continue
        doubled = _WITH_WORDS_BEHIND if target.sign in "≥>" else _UP_TO_BEHIND
        behind = doubled.match(text, target.end)
        rest = text[behind.end() if behind else target.end :]
        text = text[: word.start] + target.sign + text[word.end : target.end] + rest
    return text


@rule(
    "VAL-STRICT-GT",
    Severity.INFO,
    Quality.REASONABLE,
    basis=SYSTEM,
    bad=[
        rows("satisfaction", ("受援地区群众满意度", ">98%")),
        rows("quality", ("数据差错率", "<1%")),
        rows("social_benefit", ("群众知晓率", "知晓率＞85%")),
    ],
    good=[
        rows("satisfaction", ("受援地区群众满意度", "≥98%")),
        rows("quality", ("网络故障次数", "全年<5次")),
        rows("quality", ("数据差错率", "≤1%")),
    ],
)
def bound_belongs_to_the_target(form: Form) -> Iterator[Seen]:
    """Strict signs at a share; at a count < says the same as ≤ of one less, and is clear."""
    for row in measures(form, *REACHED):
        for target in row.targets:
            sign = target.comparator
            if sign is None or sign.is_word or not target.percent or target.sign not in "<>":
                continue
            inclusive = "≥" if target.sign == ">" else "≤"
            written = f"{sign.written}{target.quote}"
            proposal = f"{inclusive}{target.quote}"
            yield Seen(row.where, written, proposal, {"written": written, "proposal": proposal})


@rule(
    "VAL-APPROX",
    Severity.WARNING,
    Quality.CLEAR,
    basis=SYSTEM,
    bad=[
        rows("economic_benefit", ("节约纸质票据工本费", "节约工本费约10万元")),
        rows("quantity", ("受益农户", "300余户")),
        rows("quantity", ("发放宣传资料", "预计5000份左右")),
    ],
    good=[
        rows("quantity", ("受益农户", "≥300户")),
        rows("quality", ("预约挂号准时就诊率", "≥90%")),
        rows("social_benefit", ("近视率下降", "≥0.5%")),
        rows("quantity", ("签约服务人数", "≥2000人")),
    ],
)
def number_is_exact(form: Form) -> Iterator[Seen]:
    for row in measures(form, *REACHED, "timeliness"):
        vague = [target for target in row.targets if target.approximate]
        if vague:
            quote = before(row.row.value, vague[0].start, 3) + vague[0].quote
            yield Seen(row.where, quote, values={"quote": quote})


@rule(
    "VAL-RANGE",
    Severity.INFO,
    Quality.CLEAR,
    basis=SYSTEM,
    bad=[
        rows("quantity", ("项目绩效评价个数", "6-8个")),
        rows("quantity", ("巡查频次", "每月2至3次")),
        rows("quality", ("苗木成活率", "85%-90%")),
    ],
    good=[
        rows("quantity", ("项目绩效评价个数", "≥6个")),
        rows("timeliness", ("完成时限", "2021年3月-10月")),
        rows("quality", ("执行GB/T 19001-2016标准的比例", "=100%")),
        rows("quality", ("生活饮用水pH值", "6.5-8.5")),
    ],
)
def range_has_a_floor(form: Form) -> Iterator[Seen]:
    for row in measures(form, *REACHED):
        for target in row.targets:
            if is_counted(target) and target.is_range and not target.is_inverted:
                yield Seen(row.where, target.quote, values={"quote": target.quote})


@rule(
    "VAL-RANGE-ORDER",
    Severity.ERROR,
    Quality.CLEAR,
    basis=SYSTEM,
    bad=[
        rows("quantity", ("项目绩效评价个数", "8-6个")),
        rows("quality", ("苗木成活率", "90%-85%")),
        rows("quantity", ("每月走访困难群众", "50至30户")),
    ],
    good=[
        rows("quantity", ("项目绩效评价个数", "6-8个")),
        rows("quality", ("符合《质量管理体系》（GB/T 19001-2016）的比例", "≥95%")),
        rows("quantity", ("维修A10-5号楼", "=1栋")),
        rows("cost", ("津贴差", "（1000-185）元×6个月=4890元")),
    ],
)
def range_ascends(form: Form) -> Iterator[Seen]:
    """Only with a unit: 19001-2016 is the number of a standard."""
    for row in measures(form, *REACHED):
        for target in row.targets:
            if is_counted(target) and target.is_inverted and not _is_glued(row.row.value, target):
                yield Seen(row.where, target.quote, values={"quote": target.quote})


def _is_glued(text: str, target: Target) -> bool:
    """第10-5栋, A10-5栋: a number that names and does not count."""
    previous = text[: target.start].rstrip()[-1:]
    return previous == "第" or (previous.isascii() and previous.isalnum())


@rule(
    "VAL-PERIOD-MISSING",
    Severity.WARNING,
    Quality.CLEAR,
    basis=SYSTEM,
    bad=[
        rows("quality", ("网络故障次数", "<5次")),
        rows("quality", ("供水中断", "不超过3次")),
        rows("social_benefit", ("有责投诉", "≤2次")),
    ],
    good=[
        rows("quality", ("网络故障次数", "每年≤5次")),
        rows("quality", ("月均网络故障次数", "≤5次")),
        rows("quality", ("网络故障次数", "≤1次/月")),
        rows("quality", ("安全责任事故", "=0次")),
        rows("quantity", ("培训次数", "≥3次")),
    ],
)
def frequency_has_its_period(form: Form) -> Iterator[Seen]:
    """How often something may go wrong, and in what time? How often something is done is annual."""
    for row in measures(form, "quality", *BENEFITS, "satisfaction"):
        for target in row.targets:
            if target.unit != "次" or target.sign not in ("<", "≤") or not target.number:
                continue
            if target.period or row.reading.dates or _PERIOD.search(row.text):
                continue
            yield Seen(row.where, target.quote, values={"value": row.value})
