"""Answering findings: apply a fix, apply all mechanical ones, take them back, or say why not.

A fix is found again by its check before it is applied, so that nobody can send us a text of his
own in its name, and a page that is out of date changes nothing.
"""

from django.core.exceptions import ValidationError
from django.utils import timezone

from .checking import Checked, check
from .checks import apply_fix, apply_mechanical, fault_of
from .checks.messages import justification as words
from .content import Content
from .editing import open_draft
from .models import Correction, Declaration, Justification, User

#: The texts of the form a fix may change, and the columns they are kept in.
_COLUMNS = {"project": "project_name", "unit": "unit_name", "goal": "annual_goal"}


def mend(declaration: Declaration, code: str, where: str, by: User) -> Correction | None:
    """Apply the fix of this finding; None if there is no such finding any more. Raises Locked."""
    with open_draft(declaration.pk) as draft:
        checked = _checked(draft)
        for found in checked.report.findings:
            if (found.code, found.where) == (code, where) and found.fix:
                return _write(draft, checked.content, apply_fix(checked.content, found.fix), by)
    return None


def mend_all(declaration: Declaration, by: User) -> Correction | None:
    """Apply all mechanical fixes; None if there is nothing to apply. Raises Locked."""
    with open_draft(declaration.pk) as draft:
        checked = _checked(draft)
        mended = apply_mechanical(checked.content, checked.tree, checked.context)
        return _write(draft, checked.content, mended, by)


def undo(correction: Correction) -> int:
    """Put the texts back as they were; says how many were changed since and stay. Raises Locked."""
    left = 0
    with open_draft(correction.declaration_id) as draft:
        correction = Correction.objects.select_for_update().get(pk=correction.pk)
        if correction.undone_at:
            return 0
        for change in correction.changes:
            left += not _replace(draft, change, change["after"], change["before"])
        correction.undone_at = timezone.now()
        correction.save(update_fields=["undone_at"])
    return left


def justify(declaration: Declaration, code: str, text: str, by: User) -> Justification:
    """Say why the warnings of this check may stand; a later text takes the place of an earlier one.

    Raises ValidationError in words for the writer, Locked if the form is no draft any more.
    """
    with open_draft(declaration.pk) as draft:
        report = _checked(draft).report
        if any(found.code == code for found in report.errors):
            raise ValidationError(words.EXPLAINED_ERROR)
        findings = [found for found in report.warnings if found.code == code]
        if not findings:
            raise ValidationError(words.NOT_FOUND)
        if fault := fault_of(text, findings):
            raise ValidationError(fault)
        justification, _ = Justification.objects.update_or_create(
            declaration=draft,
            code=code,
            defaults={"text": text.strip(), "by": by, "at": timezone.now()},
        )
    return justification


def withdraw_justification(declaration: Declaration, code: str) -> None:
    """Take a justification back. Raises Locked."""
    with open_draft(declaration.pk) as draft:
        draft.justifications.filter(code=code).delete()


def _checked(draft: Declaration) -> Checked:
    return check(Declaration.objects.with_rows().get(pk=draft.pk))


def _write(draft: Declaration, before: Content, after: Content, by: User) -> Correction | None:
    changes = _changes(draft, before, after)
    if not changes:
        return None
    for change in changes:
        _replace(draft, change, change["before"], change["after"])
    return Correction.objects.create(declaration=draft, by=by, changes=changes)


def _changes(draft: Declaration, before: Content, after: Content) -> list[dict]:
    """The texts that differ, with the column or the row they are kept in."""
    changes = [
        {"field": column, "before": getattr(before, name), "after": getattr(after, name)}
        for name, column in _COLUMNS.items()
    ]
    rows = draft.indicators.in_order()
    for row, old, new in zip(rows, before.indicators, after.indicators, strict=True):
        for name in ("name", "value"):
            texts = {"before": getattr(old, name), "after": getattr(new, name)}
            changes.append({"row": row.pk, "field": name, **texts})
    return [change for change in changes if change["before"] != change["after"]]


def _replace(draft: Declaration, change: dict, old: str, new: str) -> bool:
    """Write ``new`` where ``old`` still stands; whether it did."""
    if "row" in change:
        cells = draft.indicators.filter(pk=change["row"])
    else:
        cells = Declaration.objects.filter(pk=draft.pk)
    return bool(cells.filter(**{change["field"]: old}).update(**{change["field"]: new}))
