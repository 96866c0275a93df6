"""What `lint` prints for people: a paragraph a form, a line a finding, the totals last."""

from collections.abc import Callable, Sequence
from typing import Protocol

from ..checks import Finding, Severity
from ..content import format_yuan
from ..reconcile import Reconciliation
from ..sheet import FileReading
from .linting import LintedForm

SEVERITY_WORDS = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.INFO: "提示"}

VERDICT_WORDS = {
    "reconciled": "相符",
    "rounded": "相符（四舍五入）",
    "mismatch": "不符",
    "undetermined": "无法判断",
}


class Style(Protocol):
    """Colours for a terminal, as Django's management commands have them."""

    ERROR: Callable[[str], str]
    WARNING: Callable[[str], str]
    NOTICE: Callable[[str], str]
    SUCCESS: Callable[[str], str]


def as_text(file: FileReading, forms: Sequence[LintedForm], style: Style) -> str:
    """One file: its problems, then its forms."""
    lines = [file.name]
    for problem in file.problems:
        lines.append(style.ERROR(f"  {problem.place} {problem.message}".rstrip()))
    lines += [f"  {note.place} {note.message}" for note in file.notes]
    for number, form in enumerate(forms, start=1):
        lines += ["", *_form_lines(number, form, style)]
    return "\n".join(lines) + "\n"


def _form_lines(number: int, form: LintedForm, style: Style) -> list[str]:
    content = form.content
    title = content.project.strip() or "（项目名称未填）"
    head = "，".join(
        part for part in (f"{content.year}年" if content.year else "", content.unit.strip()) if part
    )
    place = form.reading.places.get("form", "")
    return [
        style.NOTICE(f"{number}. {title}") + (f"  {head}" if head else "") + f"  [{place}]",
        f"   勾稽：{reconciliation_line(form.report.reconciliation)}",
        *(line for found in form.findings for line in _finding_lines(form, found, style)),
    ]


def reconciliation_line(reconciliation: Reconciliation) -> str:
    """The verdict with both amounts and their difference in 元."""
    words = VERDICT_WORDS[reconciliation.verdict]
    amount, total = reconciliation.amount_yuan, reconciliation.total_yuan
    if amount is None or total is None:
        return words
    line = f"{words}，成本 {format_yuan(amount)}元，年度资金总额 {format_yuan(total)}元"
    difference = reconciliation.difference_yuan
    return f"{line}，差 {format_yuan(difference)}元" if difference else line


def _finding_lines(form: LintedForm, found: Finding, style: Style) -> list[str]:
    paint = {
        Severity.ERROR: style.ERROR,
        Severity.WARNING: style.WARNING,
        Severity.INFO: style.SUCCESS,
    }[found.severity]
    place = form.reading.places.get(found.where, "")
    label = paint(f"   {SEVERITY_WORDS[found.severity]} {found.code}")
    lines = [f"{label}  {place}  {found.message}"]
    if found.hint:
        lines.append(f"        → {found.hint}")
    return lines


def totals(linted: Sequence[tuple[FileReading, Sequence[LintedForm]]]) -> str:
    """The last line: how many forms and findings there were in all."""
    forms = [form for _, found in linted for form in found]
    counts = "，".join(
        f"{word} {sum(found.severity is severity for form in forms for found in form.findings)}"
        for severity, word in SEVERITY_WORDS.items()
    )
    unreadable = sum(file.unreadable for file, _ in linted)
    tail = f"；{unreadable} 个文件读不了" if unreadable else ""
    return f"共 {len(forms)} 份申报表：{counts}{tail}。"
