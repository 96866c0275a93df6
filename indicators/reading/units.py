"""Units of money, counts and periods, and which of them mean the same.

A unit is looked for only where one can stand: behind a number, behind 每 or behind a slash.
Two units with the same ``group`` may be multiplied against each other: 元/人 finds 63名.
"""

from dataclasses import dataclass
from decimal import Decimal

from .normalize import sign_at

#: Money: how many 元 one of it is. 万 and 亿 before 元 are scales of the number.
_MONEY = {
    "元": Decimal(1), "元整": Decimal(1), "元正": Decimal(1), "元钱": Decimal(1),
    "块": Decimal(1), "块钱": Decimal(1), "角": Decimal("0.1"), "毛钱": Decimal("0.1"),
    "人民币": Decimal(1),
}  # fmt: skip
_FOREIGN_MONEY = (
    "美元", "欧元", "港元", "港币", "日元", "英镑", "美金", "韩元", "澳元", "加元", "卢布", "泰铢",
)  # fmt: skip

#: The first unit of a set names the group.
_COUNT_GROUPS = (
    ("人", "名", "位", "生", "员", "个人", "学生", "职工"),
    ("户", "家", "户家庭"),
    ("米", "m", "延米", "延长米"),
    ("公里", "km", "千米"),
    ("平方米", "平米", "平方", "㎡", "m2"),
    ("立方米", "立方", "方", "m3"),
    ("亩",), ("公顷", "ha"), ("平方公里", "平方千米", "km2"),
    ("个", "项", "处"),
    ("次", "批", "批次", "场", "场次"),
    ("本", "册", "份"),
    ("人次",), ("人天", "人日", "工日"), ("车次",), ("台班",), ("期",), ("轮",), ("届",),
    ("回",), ("趟",), ("台", "台套"),
    ("套",), ("辆",), ("部",), ("间",), ("幢", "栋"), ("座",), ("株", "棵"), ("头",),
    ("只",), ("匹",), ("件",), ("张",), ("条",), ("块",), ("片",), ("根",), ("盏",), ("副",),
    ("支",), ("瓶",), ("盒",), ("箱",), ("袋",), ("桶",), ("包",), ("卷",), ("组",), ("班",),
    ("村",), ("镇",), ("乡镇",), ("乡",), ("街道",), ("社区",), ("校", "所"), ("站",), ("单位",),
    ("门",), ("节",), ("课时", "学时"), ("篇",), ("幅",), ("笔",), ("宗",), ("例",), ("床",),
    ("桌",), ("餐", "顿"), ("口", "眼"), ("孔",), ("杆",), ("具",), ("艘",), ("架",), ("批件",),
    ("吨", "t"), ("公斤", "kg", "千克"), ("斤",), ("升", "L"), ("度", "千瓦时", "kwh"),
    ("千瓦", "kw"), ("标段",), ("票",), ("枚",), ("把",), ("双",), ("束",),
    ("顶",), ("尾",), ("车",), ("颗", "粒"), ("羽",), ("盘",), ("筐",),
    ("版",), ("点位",), ("站点",), ("端口",), ("账套", "帐套"), ("字",), ("千字",), ("页",),
    ("分",), ("起",), ("百分点", "个百分点"),
)  # fmt: skip
_PERIOD_GROUPS = (
    ("天", "日", "工作日", "个工作日"),
    ("月", "个月", "月份"),
    ("年", "个年度", "年度"),
    ("季度", "个季度", "季"),
    ("半年", "个半年"),
    ("学期", "个学期"), ("学年", "个学年"),
    ("周", "星期", "个星期"),
    ("小时", "个小时", "h"),
    ("分钟",),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit as it was written. ``kind`` is money, foreign, count, period or other."""

    kind: str
    group: str
    surface: str
    factor: Decimal = Decimal(1)  # money only: 元 in one of it

    def same_as(self, other: "Unit") -> bool:
        return self.group == other.group


def _table() -> dict[str, Unit]:
    table: dict[str, Unit] = {}
    for kind, groups in (("count", _COUNT_GROUPS), ("period", _PERIOD_GROUPS)):
        for group in groups:
            for surface in group:
                table[surface] = Unit(kind, group[0], surface)
    for surface in _FOREIGN_MONEY:
        table[surface] = Unit("foreign", surface, surface)
    for surface, factor in _MONEY.items():
        table.setdefault(surface, Unit("money", "元", surface, factor))
    return table


_TABLE = _table()
_LONGEST = max(len(surface) for surface in _TABLE)
#: Words that begin like a unit and are none: 30位于, 3个性, 5日常.
_NOT_UNITS = (
    "生活", "生态", "生产", "生育", "员工", "方案", "方面", "方式", "方法", "项目", "处理", "处置",
    "年限", "年内", "日常", "日均", "月均", "人员", "人均", "人工", "人才", "家庭", "度假", "本级",
    "本年", "本次", "部门", "所有", "站位", "包括", "包含", "组织", "支付", "支出", "支持", "点",
    "位于", "门诊", "班子", "场地", "期间", "次年", "例如", "件套", "字样", "条件", "生均", "户均",
    "号文", "票据", "节约", "节能", "回收", "方向", "校园", "季节", "度量", "单位成本", "单位价格",
    "分别", "分期", "分批", "分项", "分包", "分配", "分摊", "分局", "分行", "分校", "分公司",
    "周岁", "周年", "分中心", "分之", "分类", "分级", "起草", "起步", "起付", "起重",
)  # fmt: skip
#: Words that a unit stands before after all: 每人工资2400元, 20人工作餐.
_UNITS_STILL = ("人工资", "人工作")
_PLURAL_STARTS = {
    "项目": "个",
    "员工": "人",
    "人员": "人",
    "人才": "人",
    "部门": "个",
    "家庭": "户",
}


#: What else a count counts: 60人天 are people and days, 50人次 are people who came.
_ALSO = {"人天": ("人", "天"), "人次": ("人", "次"), "人": ("人次",)}


#: Units of size: what they measure comes in fractions and is described rather than counted.
SIZES = frozenset({
    "米", "公里", "平方米", "立方米", "亩", "公顷", "平方公里", "吨", "公斤", "斤", "升", "度",
    "千瓦", "分", "字", "千字", "页", "百分点",
})  # fmt: skip


#: Units that are nouns themselves, so that 10个行政村 are ten of them.
_NOUNS = ("村", "镇", "乡", "校", "站", "班", "组", "户")


def counts_in(own: Unit, wanted: Unit) -> bool:
    """Whether a count of ``own`` can be multiplied with a price per ``wanted``."""
    return own.same_as(wanted) or wanted.group in _ALSO.get(own.group, ())


def is_counted(units: tuple[Unit, ...], noun: str, wanted: Unit) -> bool:
    """Whether a count of ``units``, with the noun behind it, is one of what a price is per.

    A unit that is a noun itself (元/单位, 元/标段) is also found in 26个行政事业单位.
    """
    if any(counts_in(own, wanted) for own in units):
        return True
    if wanted.group in _NOUNS and noun.endswith(wanted.surface):
        return all(own.group == "个" for own in units)
    if wanted.kind == "other":
        fits = all(own.kind == "count" for own in units)
    else:
        fits = len(wanted.surface) > 1 and all(own.group == "个" for own in units)
    if not fits or not noun or not wanted.surface:
        return False
    return wanted.surface in noun or wanted.surface.startswith(noun[:2])


def scan_unit(text: str, at: int) -> Unit | None:
    """The longest unit that starts at ``at``, or None.

    A word that only begins like a unit is none; where such a word is counted itself (5部门,
    20人员) it stands for the unit that is left out.
    """
    for length in range(min(_LONGEST, len(text) - at), 0, -1):
        surface = text[at : at + length]
        unit = _TABLE.get(surface) or (_TABLE.get(surface.lower()) if surface.isascii() else None)
        if unit is None:
            continue
        if surface.isascii() and sign_at(text, at + length).isascii():
            following = sign_at(text, at + length)
            if following.isalnum():
                continue
        if length == 1:
            counted = next((w for w in _PLURAL_STARTS if text.startswith(w, at)), None)
            if counted:
                return Unit("count", _PLURAL_STARTS[counted], counted)
            if text.startswith(_NOT_UNITS, at) and not text.startswith(_UNITS_STILL, at):
                return None
        return unit
    return None
