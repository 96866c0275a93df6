"""Who bears a cost: 由各单位承担 leaves the amounts beside it out of a form's cost."""

from decimal import Decimal

from .facts import Fact

OUR_OWN = ("财政", "本单位", "我", "本项目", "本局", "本级", "项目资金", "专项资金", "项目承担")
_OTHERS = (
    "单位", "乡", "镇", "企业", "个人", "学员", "农户", "群众", "村", "社会", "家长", "业主",
    "用户", "公司", "自筹", "学校",
)  # fmt: skip
_BORNE = ("承担", "负担")
_BY = ("由", "自", "均由", "全部由", "全由", "费用由")


def borne_before(facts: list[Fact], clause_text: str, clause: int, segment: int) -> list[Fact]:
    """The facts that a word of bearing speaks of, which stands behind them.

    培训费8万元由各单位承担: those of its own clause, else of the one before.
    """
    if any(word in clause_text for word in OUR_OWN):
        return []
    bare = clause_text.startswith(_BY) or not clause_text
    own = [fact for fact in facts if fact.clause == clause]
    return own or [
        fact for fact in facts
        if fact.clause == clause - 1 and fact.segment == segment and (bare or fact.kind == "count")
    ]  # fmt: skip


def weigh_bearing(fact: Fact) -> None:
    """培训费由各单位承担8万元 is not ours; 县财政承担16万元，乡镇承担4万元 may leave us the 16."""
    if not fact.label.endswith((*_BORNE, "自筹")) or any(own in fact.label for own in OUR_OWN):
        return
    _, by, bearer = fact.label.rpartition("由")
    if by and any(other in bearer for other in _OTHERS):
        fact.others_bear = True
    elif fact.result.money and fact.label.endswith(_BORNE):
        fact.alternatives += (Decimal(0),)
