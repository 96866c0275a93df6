"""The demo's forms under way: those of a school and a township for 2020, in every state of review.

The cycle is not that of the bureau's forms, so that what is exported of 2021 stays what the
document says. Each form goes its way through ``perform``, by the accounts of the demo.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from django.db import transaction

from indicators.models import SchemeNode

from . import demo
from .actions import create_declaration
from .checks import Quality
from .content import Content, Funding, Indicator
from .drafting.editing import save_fields, save_row
from .examining.checking import check
from .life.guards import Adjusting, Approving
from .models import BudgetUnit, Cycle, Declaration, Grade, Justification, Membership, User
from .review.bulk import judge
from .review.remarks import add_remark, answer, remarks_to_answer
from .workflow import Action, perform

FORMS = Path(__file__).resolve().parent.parent / "fixtures" / "demo-2020.json"
YEAR = 2020
ANNOUNCEMENT = "演示批次：这里的申报表分别处于审核的各个环节和状态。"

#: Why the warnings of a form may stand.
REASONS: Mapping[str, str] = {
    "心理健康辅导室建设": "由学校一次性包干布置，附有三家询价，没有单价可以分列。",
    "课桌椅更换": "按教育局统一的满意度问卷等次填写，问卷不设分数。",
    "残疾人居家无障碍改造": "完工时间随各户申请先后安排；改造效果由残联逐户验收，以验收表为准。",
    "地质灾害群测群防": "汛情无法预计次数，按自然资源部门的年度考核结果评定。",
    "乡村振兴示范村道路照明": "按县里统一的群众满意度调查等次填写。",
}


@dataclass(frozen=True)
class Staff:
    """The accounts of the demo who have to do with review."""

    fillers: Mapping[int, User]  # by the key of their unit
    department: User
    business: User
    performance: User


@dataclass
class Way:
    """One form on its way, and who goes with it."""

    form: Declaration
    staff: Staff

    @cached_property
    def filler(self) -> User:
        return self.staff.fillers[self.form.project.unit_id]

    def go(self, action: Action, by: User, **more: Any) -> None:
        self.form = perform(self.form, action, by, **more)

    def judge(self, action: Action, by: User, **more: Any) -> None:
        self.form = judge(self.form, action, by, **more)

    def submit(self) -> None:
        self.go(Action.SUBMIT, self.filler)

    def to_business(self) -> None:
        self.submit()
        self.judge(Action.PASS, self.staff.department)

    def to_performance(self) -> None:
        self.to_business()
        self.judge(Action.PASS, self.staff.business)

    def grade(self, action: Action, comment: str = "", **judged: Grade) -> None:
        """Up to the grade of the last stage; ``judged``: the items it judges, by their name."""
        self.to_performance()
        grades = {Quality[item.upper()]: grade for item, grade in judged.items()}
        self.judge(action, self.staff.performance, comment=comment, grades=grades)

    def approve(self, number: str, dated: date) -> None:
        self.grade(Action.GRADE_EXCELLENT)
        approving = Approving(number, dated, self.form.annual_total)
        self.go(Action.APPROVE, self.staff.business, details=approving)

    def send_back(self, remarks: Iterable[tuple[str, str]], by: User) -> None:
        for where, text in remarks:
            add_remark(self.form, where, text, by)
        self.judge(Action.RETURN, by, grades={Quality.CLEAR: Grade.GOOD})

    def reply(self, where: str, text: str) -> None:
        answer(remarks_to_answer(self.form).get(where=where), text, self.filler)

    def write(self, row: str, value: str, by: User) -> None:
        """Set the value of the row of this name."""
        found = self.form.indicators.get(name=row)
        save_row(found, lambda: {"value": value}, by)


def _returned(way: Way) -> None:
    way.submit()
    remarks = (
        ("goal", "请写明培训几期、每期几天。"),
        ("indicators[3].value", "标准请按县里培训费管理办法核一遍，写明依据。"),
    )
    way.send_back(remarks, way.staff.department)
    way.reply("indicators[3].value", "按管理办法三类培训的标准，每人每天200元，共3天，未超标准。")


def _second_round(way: Way) -> None:
    way.submit()
    remarks = (
        ("indicators[1].value", "环保检测要写明依据的标准。"),
        ("goal", "没有写跑道现在的状况。"),
    )
    way.send_back(remarks, way.staff.department)
    goal = f"现有跑道使用十二年，多处起壳开裂。{way.form.annual_goal}"
    save_fields(way.form, lambda: {"annual_goal": goal}, way.filler)
    way.reply("indicators[1].value", "检测按中小学合成材料面层运动场地的国家标准，报告随验收附上。")
    way.submit()


def _to_confirm(way: Way) -> None:
    said = "总体合理，开学前要留出安装时间。"
    way.grade(Action.GRADE_GOOD, said, achievable=Grade.GOOD, reasonable=Grade.GOOD)
    way.write("仪器到校时间", "2020年8月15日前", way.staff.performance)
    way.go(Action.PROPOSE, way.staff.performance)


def _replaced(way: Way) -> None:
    way.approve("仁财预〔2020〕12号", date(2020, 2, 20))
    adjusting = Adjusting("集中采购成交单价4000元，用节余多更新3台。", "仁财采〔2020〕6号")
    way.go(Action.ADJUST, way.filler, details=adjusting)
    goal = way.form.annual_goal.replace("12台", "15台")
    save_fields(way.form, lambda: {"annual_goal": goal}, way.filler)
    way.write("更新办公电脑台数", "≥15台", way.filler)
    way.write("办公电脑", "15台×4000元/台=6万元", way.filler)
    way.approve("仁财预〔2020〕31号", date(2020, 5, 6))


def _rejected(way: Way) -> None:
    said = "属于楼堂馆所建设，不符合过紧日子的要求，不予安排。"
    items = ("goal_relevant", "reasonable", "money_matches", "conditions")
    way.grade(Action.GRADE_POOR, said, **dict.fromkeys(items, Grade.POOR))


#: How far the forms go that do not simply wait at 财政业务股.
WAYS: Mapping[str, Callable[[Way], None]] = {
    "村干部能力提升培训": _returned,
    "操场塑胶跑道翻新": _second_round,
    "科学实验室仪器补充": _to_confirm,
    "政务公开栏更新": lambda way: way.grade(Action.GRADE_EXCELLENT),
    "场镇环境卫生保洁": lambda way: way.approve("仁财预〔2020〕9号", date(2020, 1, 22)),
    "教师办公电脑更新": _replaced,
    "农业技术推广示范": lambda way: way.grade(
        Action.GRADE_GOOD, "增收的口径要写清楚。", clear=Grade.GOOD, indicator_sound=Grade.GOOD
    ),
    "乡政府大院景观改造": _rejected,
    "新生入学教育活动": Way.to_performance,
}


@transaction.atomic
def load() -> int:
    """Bring the forms in and say how many were new. What is there already stays as it is.

    The units and people of the demo have to be there.
    """
    cycle = demo.open_cycle(YEAR, ANNOUNCEMENT)
    if Declaration.everything.filter(cycle=cycle).exists():
        return 0
    nodes = {node.kind: node for node in cycle.scheme.nodes()}
    staff = _staff()
    forms = json.loads(FORMS.read_text("utf-8"))
    units = BudgetUnit.objects.in_bulk({one["unit"] for one in forms}, field_name="code")
    for said in forms:
        unit = units[said["unit"]]
        content = _content(said, unit, nodes)
        by = staff.fillers[unit.pk]
        made = create_declaration(content, unit=unit, cycle=cycle, by=by, is_placed=True)
        _justify(made, by)
    _send(cycle, staff)
    return len(forms)


def _send(cycle: Cycle, staff: Staff) -> None:
    """After all were written, so that each is checked beside the others of its unit."""
    standing = Declaration.objects.filter(cycle=cycle).with_rows().with_people()
    for form in standing:
        WAYS.get(form.project_name, Way.to_business)(Way(form, staff))


def _staff() -> Staff:
    fillers = Membership.objects.filter(role=Membership.Role.FILLER).select_related("user")
    names = ("zhuguan", "caizheng", "jixiao")
    return Staff(
        {post.unit_id: post.user for post in fillers},
        *(User.objects.get(username=name) for name in names),
    )


def _content(said: Mapping[str, Any], unit: BudgetUnit, nodes: Mapping[str, SchemeNode]) -> Content:
    appropriation, other = Decimal(said["appropriation"]), Decimal(said["other"])
    rows = ((nodes[kind], name, value) for kind, name, value in said["rows"])
    return Content(
        year=YEAR,
        project=said["project"],
        unit=unit.name,
        funding=Funding(total=appropriation + other, appropriation=appropriation, other=other),
        goal=said["goal"],
        indicators=tuple(
            Indicator(node.branch.name, node.name, name, value) for node, name, value in rows
        ),
    )


def _justify(form: Declaration, by: User) -> None:
    if reason := REASONS.get(form.project_name):
        codes = dict.fromkeys(one.code for one in check(form).open_warnings)
        Justification.objects.bulk_create(
            Justification(declaration=form, code=code, text=reason, by=by) for code in codes
        )
