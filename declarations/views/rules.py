"""The catalogue of checks, as users read it (规则说明)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.contrib.messages import success
from django.db import transaction
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from declarations.checks import RULES, Rule, messages, rules_version
from declarations.forms.rules import RuleSettingsForm
from declarations.models import Cycle
from declarations.office.record import Deed
from declarations.permissions import can_set_rules
from indicators.form_changes import changes_of

from .access import require
from .example_facts import Fact, facts_of
from .office import note

#: What the first part of a code stands for.
TOPICS = {
    "IMP": "导入",
    "BAS": "基本信息",
    "GOAL": "年度目标",
    "FND": "资金",
    "CST": "成本与资金核对",
    "STR": "指标结构",
    "CLS": "指标归类",
    "VAL": "指标值",
    "TIM": "时效",
    "NAM": "指标名称",
    "TXT": "文字",
    "XFM": "多张表之间",
    "REL": "相关性",
}


Row = TypeVar("Row", "Entry", "SettingRow")
SAVED = "已保存{cycle}的规则级别：{count} 条与目录不同。从现在起按它自检。"


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule with its texts; ``level`` is that of the latest cycle, where it was set."""

    rule: Rule
    text: messages.Text
    level: str = ""

    @property
    def bad(self) -> tuple[Fact, ...]:
        return facts_of(self.rule.code)[0]

    @property
    def good(self) -> tuple[Fact, ...]:
        return facts_of(self.rule.code)[1]


@dataclass(frozen=True, slots=True)
class SettingRow:
    """A rule with its field on the page of settings."""

    rule: Rule
    field: BoundField


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """All rules by topic; with ``q`` those that have all of its words in code or texts."""
    query = request.GET.get("q", "").strip()
    cycle = Cycle.objects.order_by("-year").first()
    found = [entry for entry in _entries(cycle) if _has_all(entry, query.upper().split())]
    return render(
        request,
        "declarations/rules.html",
        {
            "section": "rules",
            "query": query,
            "topics": _by_topic(found),
            "count": len(found),
            "cycle": cycle,
            "may_set": cycle and can_set_rules(request.user),
            "version": rules_version(),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, year: int) -> HttpResponse:
    """How severe each rule is in the cycle of this year, set by an administrator."""
    require(can_set_rules(request.user))
    cycle = get_object_or_404(Cycle, year=year)
    form = RuleSettingsForm(cycle, request.POST if request.method == "POST" else None)
    if form.is_valid():
        changed = changes_of(form)
        with transaction.atomic():
            form.save()
            if changed:
                note(request, Deed.RULE_LEVELS, cycle, changed)
        success(request, SAVED.format(cycle=cycle, count=cycle.rule_settings.count()))
        return redirect("rule_settings", year)
    rows = [SettingRow(rule, form[code]) for code, rule in RULES.items()]
    context = {
        "section": "rules",
        "cycle": cycle,
        "cycles": Cycle.objects.order_by("-year"),
        "form": form,
        "topics": _by_topic(rows),
    }
    return render(request, "declarations/rule_settings.html", context)


def _by_topic(rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """The rows under the names of their topics, in the order of ``TOPICS``."""
    rows = list(rows)
    topics = [
        (word, [one for one in rows if one.rule.topic == topic]) for topic, word in TOPICS.items()
    ]
    return [(word, own) for word, own in topics if own]


def _entries(cycle: Cycle | None) -> Iterable[Entry]:
    levels = {one.code: one.level for one in cycle.rule_settings.all()} if cycle else {}
    return (Entry(rule, messages.TEXTS[code], levels.get(code, "")) for code, rule in RULES.items())


def _has_all(entry: Entry, words: list[str]) -> bool:
    rule, text = entry.rule, entry.text
    said = " ".join(
        (rule.code, text.title, text.message, text.hint, text.why, rule.basis, rule.quality.value)
    ).upper()
    return all(word in said for word in words)
