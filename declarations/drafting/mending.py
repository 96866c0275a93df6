"""Answering findings: apply a fix, apply all mechanical ones, take them back, or say why not.

A fix is found again by its check before it is applied, so that nobody can send us a text of his
own in its name, and a page that is out of date changes nothing.
"""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone

from ..checks import Report, apply_fix, fault_of
from ..checks.messages import justification as words
from ..content import Content
from ..examining.checking import Checked, check
from ..models import Correction, Declaration, Indicator, Justification, User
from .editing import name_project, open_draft

#: The texts of the form a fix may change, and the columns they are kept in.
COLUMNS = {"project": "project_name", "unit": "unit_name", "goal": "annual_goal"}


def mend(declaration: Declaration, code: str, where: str, by: User) -> Correction | None:
    """Apply the fix of this finding; None if there is no such finding any more. Raises Locked."""
    with open_draft(declaration.pk):
        checked = _checked(declaration)
        for found in checked.report.findings:
            if (found.code, found.where) == (code, where) and found.fix:
                mended = apply_fix(checked.content, found.fix)
                return _write(declaration, checked.content, mended, by)
    return None


def mend_all(declaration: Declaration, by: User) -> Correction | None:
    """Apply all mechanical fixes; None if there is nothing to apply. Raises Locked."""
    with open_draft(declaration.pk):
        checked = _checked(declaration)
        return _write(declaration, checked.content, checked.tidied, by)


def rewrite(row: Indicator, field: str, text: str, by: User) -> Correction | None:
    """Set a text of a row so that it can be taken back; None where it stands there already.

    Call it behind ``open_draft``."""
    before = getattr(row, field)
    change = {"row": row.pk, "field": field, "before": before, "after": text}
    if before == text or not _replace(row.declaration_id, change, before, text):
        return None
    return Correction.objects.create(declaration_id=row.declaration_id, by=by, changes=[change])


def undo(correction: Correction) -> int:
    """Put the texts back as they were; says how many were changed since and stay. Raises Locked."""
    left = 0
    with open_draft(correction.declaration_id):
        correction = Correction.objects.select_for_update().get(pk=correction.pk)
        if correction.undone_at:
            return 0
        for change in correction.changes:
            left += not _replace(
                correction.declaration_id, change, change["after"], change["before"]
            )
        _name_project(correction)
        correction.undone_at = timezone.now()
        correction.save(update_fields=["undone_at"])
    return left


def justify(declaration: Declaration, code: str, text: str, by: User) -> None:
    """Say why the warnings of this check may stand; a later text takes the place of an earlier one.

    Raises ValidationError in words for the writer, Locked if the form is no draft any more.
    """
    if faults := justify_each(declaration, {code: text}, by):
        raise ValidationError(faults[code])


def justify_each(declaration: Declaration, texts: Mapping[str, str], by: User) -> dict[str, str]:
    """Keep each reason, by the code of its check, that can be kept. Raises Locked.

    Gives back what is wrong with each of the others, in words for the writer.
    """
    faults = {}
    with open_draft(declaration.pk):
        report = _checked(declaration).report
        for code, text in texts.items():
            if fault := _fault(report, code, text):
                faults[code] = fault
                continue
            Justification.objects.update_or_create(
                declaration=declaration,
                code=code,
                defaults={"text": text.strip(), "by": by, "at": timezone.now()},
            )
    return faults


def _fault(report: Report, code: str, text: str) -> str:
    if any(found.code == code for found in report.errors):
        return words.EXPLAINED_ERROR
    findings = [found for found in report.warnings if found.code == code]
    return fault_of(text, findings) if findings else words.NOT_FOUND


def withdraw_justification(declaration: Declaration, code: str) -> None:
    """Take a justification back. Raises Locked."""
    with open_draft(declaration.pk):
        declaration.justifications.filter(code=code).delete()


def _checked(declaration: Declaration) -> Checked:
    """The declaration as it stands behind the lock."""
    return check(Declaration.objects.with_rows().get(pk=declaration.pk))


def _write(
    declaration: Declaration, before: Content, after: Content, by: User
) -> Correction | None:
    changes = _changes(declaration, before, after)
    if not changes:
        return None
    for change in changes:
        _replace(declaration.pk, change, change["before"], change["after"])
    correction = Correction.objects.create(declaration=declaration, by=by, changes=changes)
    _name_project(correction)
    return correction


def _name_project(correction: Correction) -> None:
    """Its project follows a project name that was mended, as one that was typed."""
    if any(change["field"] == "project_name" for change in correction.changes):
        correction.declaration.refresh_from_db(fields=["project_name"])
        name_project(correction.declaration)


def _changes(declaration: Declaration, before: Content, after: Content) -> list[dict]:
    """The texts that differ, with the column or the row they are kept in."""
    changes = [
        {"field": column, "before": getattr(before, name), "after": getattr(after, name)}
        for name, column in COLUMNS.items()
    ]
    rows = declaration.indicators.in_order()
    for row, old, new in zip(rows, before.indicators, after.indicators, strict=True):
        for name in ("name", "value"):
            texts = {"before": getattr(old, name), "after": getattr(new, name)}
            changes.append({"row": row.pk, "field": name, **texts})
    return [change for change in changes if change["before"] != change["after"]]


def _replace(pk: int, change: dict, old: str, new: str) -> bool:
    """Write ``new`` where ``old`` still stands in this declaration; whether it did."""
    if "row" in change:
        cells = Indicator.objects.filter(declaration=pk, pk=change["row"])
    else:
        cells = Declaration.objects.filter(pk=pk)
    texts = cells.filter(**{change["field"]: old})
    # Nobody typed it: who wrote the columns of this row is no longer told.
    return bool(texts.update(**{change["field"]: new}, authors={}, edition=F("edition") + 1))
