"""The catalogue of checks, as users read it (规则说明)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from declarations.checks import RULES, Rule, messages, rules_version

#: What the first part of a code stands for.
TOPICS = {
    "IMP": "导入",
    "BAS": "基本信息",
    "GOAL": "年度目标",
    "FND": "资金",
    "CST": "成本与勾稽",
    "STR": "指标结构",
    "CLS": "指标归类",
    "VAL": "指标值",
    "TIM": "时效",
    "NAM": "指标名称",
    "TXT": "文字",
    "XFM": "多张表之间",
    "REL": "相关性",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule with its texts."""

    rule: Rule
    text: messages.Text


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """All rules by topic; with ``q`` those that have all of its words in code or texts."""
    query = request.GET.get("q", "").strip()
    found = [entry for entry in _entries() if _has_all(entry, query.upper().split())]
    topics = [
        (word, [entry for entry in found if entry.rule.topic == topic])
        for topic, word in TOPICS.items()
    ]
    return render(
        request,
        "declarations/rules.html",
        {
            "section": "rules",
            "query": query,
            "topics": [(word, entries) for word, entries in topics if entries],
            "count": len(found),
            "version": rules_version(),
        },
    )


def _entries() -> Iterable[Entry]:
    return (Entry(rule, messages.TEXTS[code]) for code, rule in RULES.items())


def _has_all(entry: Entry, words: list[str]) -> bool:
    rule, text = entry.rule, entry.text
    said = " ".join(
        (rule.code, text.title, text.message, text.hint, text.why, rule.basis, rule.quality.value)
    ).upper()
    return all(word in said for word in words)
