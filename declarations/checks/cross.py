"""Checks of a form beside the other forms of its unit, and of its rows beside its goal."""

import re
from collections.abc import Iterator
from decimal import Decimal

from declarations.content import Content, format_wan
from indicators.reading.targets import Target

from .contract import (
    BUDGET_TARGETS,
    SYSTEM,
    Form,
    NotApplicable,
    Quality,
    Seen,
    Severity,
    Undecidable,
    rule,
)
from .examples import Example, changed, cost, money, rows
from .measures import before
from .messages import cross as words
from .unit_forms import UnitForms, shared_subject
from .value_texts import shortened
from .wording import letters

_MANY_FORMS = 3
_NOUN = 6
#: Doing something a number of times or for a number of things; 全县有30万人 is no doing.
_ACTS = re.compile(
    r"举办|召开|开展|组织|新建|改建|扩建|修建|建设|建成|改造|维修|修缮|整治|购置|采购|购买|安装|配备|添置|更换"
    r"|发放|印制|印刷|制作|培训|种植|栽植|绿化|养护|检测|监测|抽检|聘请|招聘|演出|编制|拍摄|救助|资助|慰问|体检|筛查|维护"
)


def _among(example: Example, *others: Content, **facts: object) -> Example:
    """The example's form among these other forms of the unit."""
    return example.known(unit_forms=UnitForms((example.content, *others)), **facts)


def _others(*examples: Example) -> tuple[Content, ...]:
    return tuple(example.content for example in examples)


@rule(
    "XFM-UNIT-SUM",
    Severity.ERROR,
    Quality.MONEY_MATCHES,
    basis=BUDGET_TARGETS,
    bad=[
        _among(money("6", "6", "0"), unit_expenditure=Decimal("5.00")),
        _among(
            money("6", "6", "0"), *_others(money("4", "4", "0")), unit_expenditure=Decimal("10.01")
        ),
        _among(
            money("300", "300", ""),
            *_others(money("8.40", "8.40", ""), money("2.50", "2.50", "")),
            unit_expenditure=Decimal("301.90"),
        ),
    ],
    good=[
        _among(
            money("6", "6", "0"), *_others(money("4", "4", "0")), unit_expenditure=Decimal("10.00")
        ),
        _among(money("6", "6", "0"), *_others(money("", "4", "")), unit_expenditure=Decimal(10)),
        money("6", "6", "0").known(unit_expenditure=Decimal("5")),
        _among(money("6", "6", "0")),
    ],
)
def projects_come_to_the_expenditure(form: Form) -> Iterator[Seen]:
    """All projects of the unit are its 项目支出, to the cent."""
    forms, wanted = form.context.unit_forms, form.context.unit_expenditure
    if forms is None or wanted is None:
        raise NotApplicable
    if forms.total is None:
        raise Undecidable
    if forms.total != wanted:
        total, expenditure = format_wan(forms.total), format_wan(wanted)
        difference = format_wan(abs(forms.total - wanted))
        yield Seen(
            "funding.total",
            total,
            expenditure,
            {"total": total, "expenditure": expenditure, "difference": difference},
        )


@rule(
    "XFM-COPIED",
    Severity.INFO,
    Quality.INDICATOR_SOUND,
    basis=SYSTEM,
    bad=[
        _among(
            rows("quality", ("软件使用", "系统正常运行，按照使用需要及时修改调整")),
            *_others(
                rows("quality", ("票据软件", "系统正常运行，按照使用需要及时修改调整。")),
                rows("quality", ("非税软件", "系统正常运行，按照使用需要及时修改调整")),
            ),
        ),
        _among(
            rows("sustainability", ("软件使用年限", "使用年限≥1年")),
            *_others(rows("sustainability", ("平台使用年限", "使用年限≥1年"))) * 2,
        ),
        _among(
            rows("social_benefit", ("群众文化生活", "丰富群众文化生活")),
            *_others(rows("social_benefit", ("文化惠民", "丰富群众文化生活"))) * 3,
        ),
    ],
    good=[
        _among(
            rows("quality", ("软件使用", "系统正常运行，按照使用需要及时修改调整")),
            *_others(rows("quality", ("票据软件", "系统正常运行，按照使用需要及时修改调整"))),
        ),
        _among(
            rows("satisfaction", ("群众满意度", "满意度≥95%")),
            *_others(rows("satisfaction", ("群众满意度", "满意度≥95%"))) * 4,
        ),
        _among(
            rows("quality", ("工程验收合格率", "=100%")),
            *_others(rows("quality", ("设备验收合格率", "=100%"))) * 4,
        ),
        rows("quality", ("软件使用", "系统正常运行，按照使用需要及时修改调整")),
    ],
)
def value_is_the_projects_own(form: Form) -> Iterator[Seen]:
    """The same words in three forms or more say nothing of any of them."""
    forms = form.context.unit_forms
    if forms is None:
        raise NotApplicable
    for position, row in form.rows():
        count = forms.copies.get(forms.own_words(row), 0)
        if count >= _MANY_FORMS:
            value = row.value.strip()
            yield Seen(
                f"indicators[{position}].value",
                value,
                values={"value": shortened(value), "count": count},
            )


@rule(
    "XFM-QTY-CONFLICT",
    Severity.INFO,
    Quality.INDICATOR_SOUND,
    basis=SYSTEM,
    bad=[
        _among(
            rows("quantity", ("软件运行", "全区123家行政事业单位实时动态监管")),
            *_others(rows("quantity", ("监测单位", "全区所有行政事业单位、国有企业127家"))),
        ),
        _among(
            rows("quantity", ("校园网络", "全县中小学校86所")),
            *_others(rows("quantity", ("营养餐覆盖", "全县82所中小学校"))),
        ),
        _among(
            rows("quantity", ("防火宣传", "辖区农村居民户3200户")),
            *_others(rows("quantity", ("垃圾分类", "辖区3500户农村居民户"))),
        ),
    ],
    good=[
        _among(
            rows("quantity", ("软件运行", "全区123家行政事业单位实时动态监管")),
            *_others(rows("quantity", ("监测单位", "全区所有行政事业单位123家"))),
        ),
        _among(
            rows("quantity", ("软件运行", "全区123家行政事业单位实时动态监管")),
            *_others(rows("quantity", ("代理记账单位", "26家行政事业单位"))),
        ),
        _among(
            rows("quantity", ("校园网络", "全县中小学校86所")),
            *_others(rows("quantity", ("公共厕所", "全县公共厕所120所"))),
        ),
        rows("quantity", ("软件运行", "全区123家行政事业单位实时动态监管")),
    ],
)
def the_same_is_counted_alike(form: Form) -> Iterator[Seen]:
    """Two forms that each say how many of the same there are in all say the same number."""
    forms = form.context.unit_forms
    if forms is None:
        raise NotApplicable
    for position, row in form.rows():
        for own in forms.claims_of(form.content.project.strip(), row):
            for other in forms.claims.get(own.group, ()):
                subject = shared_subject(own.subject, other.subject)
                if other.number == own.number or not subject:
                    continue
                yield Seen(
                    f"indicators[{position}].value",
                    own.quote,
                    other.quote,
                    {
                        "subject": subject,
                        "own": own.quote,
                        "other": other.quote,
                        "project": other.project or words.NO_NAME,
                    },
                )
                break


@rule(
    "XFM-YOY",
    Severity.INFO,
    Quality.MONEY_MATCHES,
    basis=SYSTEM,
    bad=[
        money("6", "6", "0").known(last_year_total=Decimal(4)),
        money("6", "6", "0").known(last_year_total=Decimal(10)),
        money("250", "250", "0").known(last_year_total=Decimal(200)),
    ],
    good=[
        money("6", "6", "0").known(last_year_total=Decimal("5.5")),
        money("6", "6", "0").known(last_year_total=Decimal("7.5")),
        money("6", "6", "0").known(last_year_total=Decimal(0)),
        money("6", "6", "0"),
    ],
)
def amount_is_near_last_years(form: Form) -> Iterator[Seen]:
    last, total = form.context.last_year_total, form.money
    if not last or total is None:
        raise NotApplicable
    change = (total - last) / last
    if abs(change) * 100 > form.threshold("yearly_change"):
        yield Seen(
            "funding.total",
            format_wan(total),
            format_wan(last),
            {
                "total": format_wan(total),
                "last": format_wan(last),
                "percent": f"{abs(change) * 100:.0f}",
                "direction": words.MORE if change > 0 else words.LESS,
            },
        )


@rule(
    "XFM-UNCONFIRMED",
    Severity.WARNING,
    Quality.CLEAR,
    basis=SYSTEM,
    bad=[
        rows("quantity", ("培训期数", "=2期")).known(unconfirmed=("indicators[0]",)),
        money("6", "6", "0").known(unconfirmed=("indicators[0]", "indicators[1]")),
        money("6", "6", "0").known(unconfirmed=("indicators[2]",)),
    ],
    good=[
        rows("quantity", ("培训期数", "=2期")),
        rows("quantity", ("培训期数", "=2期")).known(last_year_total=Decimal("5.5")),
        money("6", "6", "0").known(unconfirmed=("indicators[99]",)),
    ],
)
def rows_of_last_year_were_looked_at(form: Form) -> Iterator[Seen]:
    """A row that was taken over from last year's form was looked at before it is submitted."""
    for position, row in form.rows():
        if f"indicators[{position}]" in form.context.unconfirmed:
            yield Seen(f"indicators[{position}]", row.name.strip())


@rule(
    "REL-GOAL-COVERED",
    Severity.WARNING,
    Quality.GOAL_RELEVANT,
    basis=BUDGET_TARGETS,
    bad=[
        changed(
            "目标里的公厕没有指标",
            goal="举办2期财会业务培训，培训150人次，新建公厕5座，提高服务水平。",
        ),
        changed(
            "目标里的手册没有指标",
            goal="培训基层财会人员150人次，并编制操作手册3000册，减少报表差错。",
        ),
        rows("quantity", ("购置教学电脑", "=60台")).with_goal(
            "购置教学电脑60台、安装监控探头120路，维修教室18间，改善办学条件。"
        ),
    ],
    good=[
        changed("目标里的数都有指标", goal="举办2期财会业务培训，培训150人次，提高服务水平。"),
        changed("背景数字", goal="我县共有行政村210个，为加强村级财务，培训150人次，规范账务。"),
        changed("没有数字", goal="开展业务培训，提高基层财务管理水平。"),
        rows("quantity", ("公厕建设", "新建公厕3座，改建2座")).with_goal(
            "新建、改建公厕5座，方便群众。"
        ),
    ],
)
def goals_numbers_have_rows(form: Form) -> Iterator[Seen]:
    """What the goal does a number of times is in a row, by its unit or by its name.

    Only numbers that a verb of doing governs; whether words alone are covered, nobody can tell
    without knowing the matter.
    """
    goal = form.content.goal
    done = [target for target in form.reading(goal).targets if _is_done(goal, target)]
    if not done:
        return
    said = [text for _, row in form.rows() for text in (row.name, row.value)]
    if not said:
        raise NotApplicable
    groups = {target.group for text in said for target in form.reading(text).targets}
    everything = letters(" ".join(said))
    missing = [
        target
        for target in done
        if target.group not in groups and not _is_named(goal, target, everything)
    ]
    if missing:
        quotes = "、".join(f"“{_phrase(goal, target)}”" for target in missing)
        yield Seen("goal", quotes, values={"quotes": quotes})


def _is_done(goal: str, target: Target) -> bool:
    if not target.group or target.money or target.percent or target.approximate:
        return False
    return bool(_ACTS.search(before(goal, target.start)))


def _is_named(goal: str, target: Target, everything: str) -> bool:
    """Whether any two letters of what is counted stand in a row."""
    noun = letters(target.noun)[:_NOUN] or letters(before(goal, target.start))[-_NOUN:]
    pairs = {noun[at : at + 2] for at in range(len(noun) - 1)}
    return not pairs or any(pair in everything for pair in pairs)


def _phrase(goal: str, target: Target) -> str:
    return before(goal, target.start).strip() + target.quote


@rule(
    "REL-SMALL-PROJECT",
    Severity.INFO,
    Quality.COMPLETE,
    basis=SYSTEM,
    bad=[
        cost("0.35", ("维护费", "0.35万元")),
        cost("0.99", ("培训费", "9900元")),
        money("0.5", "0.5", ""),
    ],
    good=[
        cost("1", ("维护费", "1万元")),
        money("6", "6", "0"),
        money("0", "0", ""),
        money("", "", ""),
    ],
)
def project_is_not_tiny(form: Form) -> Iterator[Seen]:
    total = form.money
    if total is None:
        raise NotApplicable
    if 0 < total < form.threshold("small_total"):
        yield Seen("funding.total", format_wan(total), values={"total": format_wan(total)})
