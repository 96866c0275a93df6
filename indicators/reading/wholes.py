"""Amounts that are the whole of others beside them: of years, of payments, of a contract."""

from decimal import Decimal

from .facts import Fact
from .normalize import sign_at

_GENERIC = (
    "本年度", "本年", "当年", "今年", "年度", "项目", "资金", "经费", "预算", "安排", "投入",
    "费用", "财政", "专项", "申报", "申请", "计划", "需要", "支出", "成本", "拨款", "合计", "共计",
    "总计", "总额", "金额", "下达", "支付", "使用", "全年", "需", "为", "约", "总", "共", "计",
    "的", "是", ":", "：", "，", ",", "。", " ", "(", ")", "年", "本级", "上级", "其",
)  # fmt: skip


def mark_heads(facts: list[Fact], text: str) -> None:
    """物资50万元：棉被30万元、折叠床20万元: an amount before a colon is that of a list."""
    for fact in facts:
        if fact.kind == "amount" and sign_at(text, fact.end) == ":":
            fact.marks |= {"subtotal"}


def left_of_whole(entries: list[Fact], own: list[Fact]) -> list[Fact]:
    """合同价200万元，已付120万元，余款80万元: without the whole that the others make."""
    foreign = sum((fact.value for fact in entries if "foreign" in fact.marks), Decimal(0))
    together = foreign + sum((fact.value for fact in own), Decimal(0))
    if not foreign or len(own) < 2:
        return own
    possible = (fact for fact in own if fact.year is None and not is_this_year(fact))
    whole = next((fact for fact in possible if fact.value * 2 == together), None)
    return [fact for fact in own if fact is not whole]


def over_the_years(entries: list[Fact]) -> tuple[Decimal, ...]:
    """去年15万元，今年新增3万元，合计18万元: what is added to last year's may leave it running."""
    total, before = entries[-1], entries[:-1]
    if not total.marks & {"total", "weak_total"}:
        return ()
    if not any(is_this_year(fact) and "增" in fact.label for fact in before):
        return ()
    return (total.value,) if total.value == sum(fact.value for fact in before) else ()


def without_contract(facts: list[Fact], amounts: list[Fact]) -> list[Fact]:
    """服务期3年，每年3万元，合同总额9万元: the sum of the years is not this year's."""
    years = {
        fact.value
        for fact in facts
        if fact.kind == "count" and any(unit.group == "年" for unit in fact.result.units)
    }
    yearly = {fact for fact in amounts if "yearly" in fact.marks or fact.label.startswith("年")}
    whole = {count * fact.value for count in years for fact in yearly}
    return [fact for fact in amounts if fact in yearly or fact.value not in whole]


def without_whole(amounts: list[Fact]) -> list[Fact]:
    """合同价100万元，首付30万元，进度款40万元，尾款30万元: the first is all of the others."""
    if len(amounts) < 3:
        return amounts
    whole, rest = amounts[0], amounts[1:]
    is_whole = not is_specific(whole) or "合同" in whole.label or "agreed" in whole.marks
    if (
        not is_whole
        or whole.marks - {"agreed"}
        or any(fact.marks - {"part"} or fact.item != whole.item for fact in rest)
    ):
        return amounts
    return rest if whole.value == sum(fact.value for fact in rest) else amounts


def is_this_year(fact: Fact) -> bool:
    return "this_year" in fact.marks


def is_specific(fact: Fact) -> bool:
    """Whether the words before an amount name an expense, and not just 项目资金共."""
    label = fact.label
    for word in _GENERIC:
        label = label.replace(word, "")
    return bool(label)
