"""Small things templates say about amounts, findings and verdicts."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import template

from declarations.checks import Report, Severity
from declarations.content import format_wan, format_yuan
from declarations.models import CostItem
from declarations.shown import Counts

register = template.Library()

#: Sign and word of each severity: told apart without colour.
SEVERITIES: Mapping[str, tuple[str, str]] = {
    Severity.ERROR: ("✕", "错误"),
    Severity.WARNING: ("!", "提醒"),
    Severity.INFO: ("i", "提示"),
}

VERDICTS: Mapping[str, str] = {
    "reconciled": "✓ 金额相符",
    "rounded": "✓ 相符（有尾差）",
    "mismatch": "✕ 金额不符",
    "undetermined": "? 无法判断",
}


@register.filter
def wan(amount: Decimal | None) -> str:
    """An amount in 万元 as the form prints it."""
    return format_wan(amount)


@register.filter
def yuan(amount: Decimal | None) -> str:
    """An amount in 元 as it is written in sentences, blank for None."""
    return "" if amount is None else format_yuan(amount)


@register.filter
def yuan_in_wan(amount: Decimal | None) -> str:
    """An amount in 元 as 万元, blank for None."""
    return "" if amount is None else format_wan(amount.scaleb(-4))


@register.filter
def sign(severity: str) -> str:
    return SEVERITIES[severity][0]


@register.filter
def word(severity: str) -> str:
    return SEVERITIES[severity][1]


@register.filter
def verdict(value: str) -> str:
    return VERDICTS[value]


@register.filter
def each_step(how: str) -> str:
    """How an amount came about, one step a line."""
    return how.replace("；", "\n")


@register.filter
def counts(report: Report) -> Counts:
    """The counts of a form that nobody could answer yet."""
    return Counts(len(report.errors), len(report.warnings))


@register.filter
def subtotal(item: CostItem) -> Decimal | None:
    """小计 of a line of the cost table, in 元."""
    return item.as_on_form(0).subtotal


@register.filter
def get(mapping: Mapping[str, Any] | None, key: str) -> Any:
    """What the mapping has under the key; () where it has nothing, or there is no mapping."""
    return mapping.get(key, ()) if mapping else ()
