"""Checks of the wording of a target value: words that can be verified, of one's own, and few."""

import re
from collections.abc import Iterator

from . import lexicon
from .contract import BUDGET_TARGETS, CORE_INDICATORS, SYSTEM, Form, Quality, Seen, Severity, rule
from .examples import Example, changed, cost, rows
from .measures import BENEFITS, BURDENS, ZERO, Measure, measures, placeholder, reads_the_same
from .wording import compact, letters, plain_name

_SHORTEST_COPY = 10
_SHOWN = 24

#: Words that somebody can verify by looking: an acceptance, a named standard, a grade, last year.
_VERIFIABLE = re.compile(
    r"验收(?:合格|通过|达标)|(?:通过|取得|获得)[^，,。；;]{0,12}(?:验收|评审|鉴定|审查|审计|备案|认证|考核|检测|检验|复核|证书|许可|资质|称号)"
    r"|(?:合格|达标|优秀|优良|优|良|是|已建立|已制定)$"
    r"|(?:符合|达到|执行|满足|按照?)[^，,。；;]{0,10}(?:《|GB|DB|JGJ|JTG|ISO|国标|国家|行业|地方|设计|合同|图纸|技术|[一二三四五甲乙丙ⅠⅡⅢⅣIAＡ]+[级类等]|省级|市级)"
    r"|(?:不低于|不高于|高于|低于|优于|不差于|较|比)[^，,。；;]{0,6}(?:上年|去年|往年|同期|上一年|全[国省市县区州]|平均|历年|标准)"
    r"|(?:[一二三四五甲乙丙ⅠⅡⅢⅣIAＡ]|AA|AAA)[级类等](?:以上|及以上|水质|标准|水平)?$"
)
#: Words that can be verified where no word of degree stands beside them.
_CHECKABLE = re.compile(r"全覆盖|全部|齐全|完整|无误|一致|相符|准确|百分百|百分之|不间断|零|应.尽.")
_DEGREE = re.compile(
    r"提高|提升|改善|改进|增强|加强|强化|促进|推动|推进|完善|健全|优化|有效|显著|明显|逐步|进一步"
    r"|较[好高强大]|良好|正常|顺利|高效|及时|实时|积极|贡献|相关|有所|一定|不断|持续"
)
#: 提高了 tells what was done. 了解, 了结 and 为了 do not.
_LE = "了(?![解结断如望事却然得不悟之])"
_DONE = re.compile(rf"[\u4e00-\u9fff](?<![为除明临终罢不]){_LE}")
#: Behind one of these verbs it can be left out, and the sentence looks ahead.
_VERB_DONE = lexicon.any_of(
    tuple(verb for verb in (*lexicon.EFFECTS, *lexicon.DOING) if len(verb) > 1),
    before="(",
    after=f"){_LE}",
)


@rule(
    "VAL-NOT-MEASURABLE",
    Severity.WARNING,
    Quality.CLEAR,
    basis=BUDGET_TARGETS,
    bad=[
        rows("quality", ("系统使用", "系统正常运行，按照使用需要及时修改调整")),
        rows("social_benefit", ("工作效率", "提高国有资产管理的工作效率")),
        rows("quality", ("会计核算", "编制会计报告（月报、年报），办理年终财务决算等")),
        rows("ecological_benefit", ("流域水环境", "水环境质量明显改善")),
        rows("satisfaction", ("村民满意度", "比较满意")),
    ],
    good=[
        rows("quality", ("工程质量", "验收合格")),
        rows("quality", ("绿化苗木规格", "符合《城市绿化工程施工及验收规范》")),
        rows("social_benefit", ("重大食品安全事件", "未发生重大食品安全事件")),
        rows("ecological_benefit", ("出境断面水质", "达到Ⅲ类标准")),
        rows("social_benefit", ("万元GDP能耗", "低于上年")),
        rows("quality", ("应急广播信号", "行政村全覆盖")),
        rows("timeliness", ("培训完成时限", "2021年3月-10月")),
    ],
)
def value_can_be_verified(form: Form) -> Iterator[Seen]:
    """Words only where numbers cannot be had, and then such as somebody can verify."""
    for row in measures(form, "quality", *BENEFITS, *BURDENS, "satisfaction"):
        if row.targets or _is_only_a_date(row) or _is_verifiable(row.value):
            continue
        yield Seen(row.where, row.value, values={"value": shortened(row.value)})


def _is_only_a_date(row: Measure) -> bool:
    rest = row.row.value
    for date in row.reading.dates:
        rest = rest.replace(date.quote, "")
    return bool(row.reading.dates) and len(letters(rest)) <= 4


def _is_verifiable(value: str) -> bool:
    text = value.rstrip("。.；; ")
    if ZERO.search(text) or _VERIFIABLE.search(text):
        return True
    return bool(_CHECKABLE.search(text)) and not _DEGREE.search(text)


def shortened(text: str) -> str:
    """The beginning of a long text, for a message."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


@rule(
    "VAL-EQ-NAME",
    Severity.ERROR,
    Quality.CLEAR,
    basis=SYSTEM,
    bad=[
        rows("social_benefit", ("维护社会稳定", "维护社会稳定")),
        rows("social_benefit", ("防范、监测政府隐性债务", "防范监测政府隐性债务。")),
        rows("quality", ("指标1：道路畅通 整洁", "道路畅通整洁")),
    ],
    good=[
        rows("social_benefit", ("维护社会稳定", "非法集资案件数≤2件")),
        rows("satisfaction", ("居民满意度", "居民满意度≥90%")),
        rows("quality", ("", "验收合格")),
    ],
)
def value_is_not_the_name(form: Form) -> Iterator[Seen]:
    """A warning where the text at least has a number: then the name says too much."""
    for row in measures(form):
        if letters(row.value) and letters(row.value) == letters(plain_name(row.row.name)):
            yield Seen(
                row.where,
                row.value,
                values={"value": shortened(row.value)},
                severity=Severity.WARNING if row.targets or row.reading.dates else None,
            )


def _with_goal(goal: str, kind: str, name: str, value: str) -> Example:
    example = rows(kind, (name, value))
    return example.with_goal(goal)


@rule(
    "VAL-COPY-GOAL",
    Severity.WARNING,
    Quality.INDICATOR_SOUND,
    basis=SYSTEM,
    bad=[
        _with_goal(
            "完成政府投资项目评审，确保建设项目顺利实施，保护国家利益和建设单位、施工单位的合法权益",
            "social_benefit",
            "社会效益",
            "保护国家利益和建设单位、施工单位的合法权益",
        ),
        _with_goal(
            "维护预算软件1套，提升预算编制效率，增强预算编制的准确性、科学性。",
            "social_benefit",
            "预算编制",
            "提升预算编制效率，增强预算编制的准确性、科学性",
        ),
        _with_goal(
            "为3个社区添置健身器材，丰富居民业余文化体育生活。",
            "sustainability",
            "持续影响",
            "丰富居民业余文化体育生活",
        ),
    ],
    good=[
        _with_goal(
            "防范和打击非法集资，维护社会稳定", "social_benefit", "非法集资案件", "维护社会稳定"
        ),
        _with_goal("新建公厕5座，方便群众。", "social_benefit", "受益群众", "受益群众≥3000人"),
        _with_goal(
            "举办2期培训，培训150人次，提高基层财务管理水平和报表质量。",
            "quantity",
            "培训人次",
            "培训150人次",
        ),
    ],
)
def value_is_not_copied(form: Form) -> Iterator[Seen]:
    """Word for word, and longer than a common phrase; a number may well be said twice."""
    goal = letters(form.content.goal)
    for row in measures(form, "quality", *BENEFITS):
        own = letters(row.value)
        if row.targets or row.reading.dates or len(own) < _SHORTEST_COPY:
            continue
        if own in goal:
            yield Seen(row.where, row.value, values={"value": shortened(row.value)})


@rule(
    "VAL-PAST-TENSE",
    Severity.INFO,
    Quality.CLEAR,
    basis=SYSTEM,
    bad=[
        rows("social_benefit", ("管理效率", "提高了财政票据领用和核销管理效率")),
        rows("social_benefit", ("解决问题", "解决了记账单位无财务人员的困难")),
        rows("economic_benefit", ("运输成本", "减少了冷链运输损耗≥5%")),
    ],
    good=[
        rows("social_benefit", ("管理效率", "票据核销时间缩短≥30%")),
        rows("social_benefit", ("政策知晓率", "了解政策的群众≥90%")),
        rows("social_benefit", ("服务", "为了结积案，化解积案≥5件")),
    ],
)
def value_looks_ahead(form: Form) -> Iterator[Seen]:
    for row in measures(form):
        if form.kind(row.position) == "cost":
            continue
        if said := _DONE.search(row.row.value):
            start = max(0, said.start() - 1)
            quote = row.row.value[start : said.end()].strip("，,。；; ")
            text = row.row.value
            ahead = _VERB_DONE.sub(r"\1", text)
            fix = ahead if ahead != text and reads_the_same(ahead, text) else None
            yield Seen(row.where, quote, values={"quote": quote}, fix=fix)


@rule(
    "VAL-PLACEHOLDER",
    Severity.ERROR,
    Quality.COMPLETE,
    basis=SYSTEM,
    bad=[
        rows("quantity", ("培训人次", "≥**人次")),
        rows("quality", ("合格率", "≥XX%")),
        rows("timeliness", ("完成时限", "待定")),
        rows("satisfaction", ("受益群众满意度", "请填写目标值")),
        changed("目标没有填完", goal="2021年完成××工程，改善居民出行条件。"),
        rows("quantity", ("新增床位", "≥*张")),
    ],
    good=[
        rows("cost", ("生活补助", "50元*181天=9050元")),
        rows("cost", ("维护费", "0.06万元×140个=8.4万元")),
        rows("quantity", ("培训人次（≥**人次）", "≥150人次")),
        rows("quality", ("等待定损车辆处理率", "等待定损的车辆处理率≥95%")),
        rows("quantity", ("XXL号工作服", "=20套XXL号工作服")),
        rows("quantity", ("N95口罩", "≥N95口罩5000只")),
        rows("quality", ("建校年份", "二〇〇五年前建成的校舍加固率≥95%")),
    ],
)
def nothing_is_left_to_fill_in(form: Form) -> Iterator[Seen]:
    """In values and the goal; a hint in a name, as （≥**万元）, belongs to the template."""
    if quote := placeholder(form.content.goal):
        yield Seen("goal", quote, values={"quote": quote})
    for position, row in form.rows():
        if quote := placeholder(row.value):
            yield Seen(f"indicators[{position}].value", quote, values={"quote": quote})


_LONG_TEXT = (
    "按照上级部署和本地实际，分批次对全县各乡镇卫生院和村卫生室的医务人员开展基本公共卫生服务项目"
    "政策解读、操作规范和信息系统录入的集中培训与现场指导"
)


@rule(
    "VAL-LONG",
    Severity.WARNING,
    Quality.CLEAR,
    basis=CORE_INDICATORS,
    bad=[
        rows("quantity", ("医务人员培训", f"{_LONG_TEXT}，≥300人次")),
        rows("quality", ("培训效果", _LONG_TEXT)),
        cost("6", ("培训费", f"{_LONG_TEXT}，费用按实际发生数列支")),
    ],
    good=[
        rows("quantity", ("医务人员培训", "≥300人次")),
        rows("social_benefit", ("受益范围", "受益行政村≥30个（含易地搬迁安置点）")),
        cost(
            "6",
            (
                "培训费",
                "；".join(f"第{n}期培训师资费、场地费、教材费、伙食费15000元" for n in range(1, 5)),
            ),
        ),
    ],
)
def value_is_short(form: Form) -> Iterator[Seen]:
    """A cost that was read is exempt: it has to show how it was worked out."""
    read = {place for place, line in form.cost_lines() if line.amount_yuan is not None}
    longest = form.threshold("value_longest")
    for row in measures(form):
        length = len(compact(row.value))
        if length > longest and row.position not in read:
            yield Seen(
                row.where, row.value, values={"value": shortened(row.value), "length": length}
            )
