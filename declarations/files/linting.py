"""What `lint` says of a file, as plain data and as text. Needs no database.

The shape of the data is a contract (see README): programs outside read it.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from indicators.tree import SchemeTree, closest, shipped

from ..checks import Context, Finding, Report, Severity, check_form
from ..checks.unit_forms import UnitForms
from ..content import Content, format_wan
from ..reconcile import Reconciliation
from ..sheet import FileReading, Note, Reading
from ..sheet.notebook import HEADER_DAMAGED, SELF_EVALUATION, UNPARSED

#: How much a note of the reader weighs: what was lost, against what was only odd.
NOTE_SEVERITIES: Mapping[str, Severity] = {
    HEADER_DAMAGED: Severity.INFO,
    SELF_EVALUATION: Severity.INFO,
    UNPARSED: Severity.WARNING,
}


@dataclass(frozen=True)
class Choice:
    """Which findings are wanted: codes or their beginnings, as CST or VAL-SATISFY-100."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def wants(self, code: str) -> bool:
        selected = not self.select or code.startswith(self.select)
        return selected and not (self.ignore and code.startswith(self.ignore))


@dataclass(frozen=True)
class LintedForm:
    """A form of a file with everything that was found in it, as far as it is wanted."""

    reading: Reading
    tree: SchemeTree
    report: Report
    choice: Choice = Choice()

    @property
    def content(self) -> Content:
        return self.reading.content

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of the checks and the notes of the reader, errors first."""
        notes = (finding_of(note) for note in self.reading.notes)
        found = (one for one in (*self.report.findings, *notes) if self.choice.wants(one.code))
        return tuple(sorted(found, key=lambda found: found.severity.weight))

    @property
    def has_error(self) -> bool:
        return any(found.severity is Severity.ERROR for found in self.findings)


def finding_of(note: Note) -> Finding:
    """A note of the reader as a finding. It is about the document, so it names its place there."""
    return Finding(
        note.code, NOTE_SEVERITIES[note.code], note.where, note.message, observed=note.text
    )


def lint_files(
    files: Sequence[FileReading], scheme: str | None = None, choice: Choice | None = None
) -> list[tuple[FileReading, list[LintedForm]]]:
    """Check the forms of files against this scheme, or each against the one it is most like.

    The forms of one unit and year are each other's neighbours, in whatever file they stand.
    """
    contexts = _Contexts(reading.content for file in files for reading in file.readings)
    return [
        (file, [_lint(reading, scheme, contexts, choice or Choice()) for reading in file.readings])
        for file in files
    ]


def _lint(
    reading: Reading, scheme: str | None, contexts: "_Contexts", choice: Choice
) -> LintedForm:
    content = reading.content
    names = [(row.level1, row.level2) for row in content.indicators]
    tree = shipped()[scheme] if scheme else closest(names, shipped())
    report = check_form(content, tree, contexts.of(content))
    return LintedForm(reading, tree, report, choice)


class _Contexts:
    """What each form is to be held against: the other forms of its unit and year."""

    def __init__(self, contents: Iterable[Content]) -> None:
        groups: dict[tuple[str, int | None], list[Content]] = {}
        for content in contents:
            if content.unit.strip():
                groups.setdefault(self._key(content), []).append(content)
        self._groups = {key: UnitForms(tuple(group)) for key, group in groups.items()}

    def of(self, content: Content) -> Context:
        forms = self._groups.get(self._key(content))
        if forms is None:
            return Context()
        others = (one.project.strip() for one in forms.contents if one is not content)
        return Context(unit_forms=forms, other_projects=tuple(filter(None, others)))

    @staticmethod
    def _key(content: Content) -> tuple[str, int | None]:
        return content.unit.strip(), content.year


def as_json(file: FileReading, forms: Sequence[LintedForm]) -> dict[str, Any]:
    """One file in the shape of the contract."""
    return {
        "file": file.name,
        "forms": [_form_json(form) for form in forms],
        "problems": [
            {"code": problem.code, "message": problem.message, "place": str(problem.place)}
            for problem in (*file.problems, *file.notes)
        ],
    }


_ROW = re.compile(r"indicators\[(\d+)\]")


def _in_json(content: Content) -> Callable[[str], str]:
    """Paths as they are in the JSON, where blank rows are left out; a blank row's is the form's."""
    kept = [place for place, row in enumerate(content.indicators) if not row.is_blank]

    def path(where: str) -> str:
        match = _ROW.match(where)
        if not match:
            return where
        if int(match[1]) not in kept:
            return "form"
        return f"indicators[{kept.index(int(match[1]))}]{where[match.end() :]}"

    return path


def _form_json(form: LintedForm) -> dict[str, Any]:
    content = form.content
    path = _in_json(content)
    return {
        "title": content.title.strip(),
        "year": content.year,
        "project": content.project.strip(),
        "unit": content.unit.strip(),
        "funding": {
            "total": format_wan(content.funding.total),
            "appropriation": format_wan(content.funding.appropriation),
            "other": format_wan(content.funding.other),
        },
        "goal": content.goal.strip(),
        "indicators": [
            {
                "level1": row.level1.strip(),
                "level2": row.level2.strip(),
                "name": row.name.strip(),
                "value": row.value.strip(),
            }
            for row in content.indicators
            if not row.is_blank
        ],
        "reconciliation": _reconciliation_json(form.report.reconciliation),
        "findings": [
            {
                "code": found.code,
                "severity": found.severity.value,
                "where": path(found.where),
                "message": found.message,
                "hint": found.hint,
            }
            for found in form.findings
        ],
        "source": form.reading.source,
        "fragment": form.report.is_fragment,
    }


def _reconciliation_json(reconciliation: Reconciliation) -> dict[str, Any]:
    return {
        "verdict": reconciliation.verdict,
        "amount_yuan": _plain(reconciliation.amount_yuan),
        "total_yuan": _plain(reconciliation.total_yuan),
        "difference_yuan": _plain(reconciliation.difference_yuan),
        "lines": [
            {
                "name": line.name.strip(),
                "text": line.text.strip(),
                "amount_yuan": _plain(line.amount_yuan),
                "how": line.how,
            }
            for line in reconciliation.lines
        ],
    }


def _plain(amount: Decimal | None) -> str | None:
    """An amount without exponent and without zeros behind the point; None stays None."""
    if amount is None:
        return None
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
