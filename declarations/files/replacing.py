"""A draft takes the content of a file in place of its own; the old content is kept for undo."""

import json
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from ..actions import columns_of, new_items, new_rows, record
from ..comparing import cell_text, pair_rows
from ..content import COST_ITEM_FIELDS, INDICATOR_FIELDS, Content, from_json, to_json
from ..drafting.editing import name_project, open_draft
from ..models import CostItem, Declaration, Indicator, Replacement, User

_SIGNED = ("authors", "edition")
_LEVELS = ("node", "foreign_level1", "foreign_level2")


class ChangedMeanwhile(Exception):  # noqa: N818 - an answer, not a fault
    """The draft is no longer as it was when somebody looked at it; nothing was written."""


def fingerprint(content: Content) -> str:
    """A short text that tells whether the content of a stored declaration is still the same."""
    plain = json.dumps(to_json(content), sort_keys=True)
    return sha256(plain.encode("ascii")).hexdigest()[:32]


def merged(draft: Content, file: Content) -> Content:
    """What the draft becomes with the file's content, which stands on the levels of its scheme.

    A file without a cost table leaves the draft's, as far as the rows it belongs to are still
    there.
    """
    file = replace(file, title=draft.title)
    if file.items or not draft.items:
        return file
    places = dict(pair_rows(draft.indicators, file.indicators).both)
    kept = (
        replace(item, indicator=places[item.indicator])
        for item in draft.items
        if item.indicator in places
    )
    return replace(file, items=tuple(kept))


def replace_content(declaration: Declaration, file: Content, seen: str, by: User) -> Replacement:
    """Give a draft the content of a file. ``seen``: the fingerprint of what it was compared with.

    Raises ChangedMeanwhile if the draft is not that any more, Locked if it is no draft any more.
    """
    with open_draft(declaration.pk):
        now = Declaration.objects.with_rows().get(pk=declaration.pk)
        before = now.content()
        if fingerprint(before) != seen or now.state not in Declaration.FILLED:
            raise ChangedMeanwhile
        after = _write(now, before, merged(before, file))
        record(now, "import_over", by=by, from_state=now.state)
        return Replacement.objects.create(
            declaration=now, by=by, before=to_json(before), after=to_json(after)
        )


def undo(replacement: Replacement, by: User) -> None:
    """Give the draft its old content back. Raises ChangedMeanwhile if it was edited since."""
    with open_draft(replacement.declaration_id):
        kept = Replacement.objects.select_for_update().get(pk=replacement.pk)
        if kept.undone_at:
            return
        now = Declaration.objects.with_rows().get(pk=kept.declaration_id)
        if to_json(now.content()) != kept.after:
            raise ChangedMeanwhile
        _write(now, now.content(), from_json(kept.before))
        kept.undone_at = timezone.now()
        kept.save(update_fields=["undone_at"])
        record(now, "undo_import", by=by, from_state=now.state)


def last_replacement(declaration: Declaration) -> Replacement | None:
    """The latest replacement, if it can still be undone."""
    last = declaration.replacements.select_related("by").first()
    return last if last and last.undone_at is None else None


@transaction.atomic
def _write(declaration: Declaration, before: Content, after: Content) -> Content:
    """Make the stored form say ``after``; a row that stays is the same row. Gives what it says."""
    Declaration.objects.filter(pk=declaration.pk).update(
        **columns_of(after), authors={}, edition=F("edition") + 1
    )
    declaration.refresh_from_db(fields=list(columns_of(after)))
    name_project(declaration)
    stored, wanted = declaration.rows(), new_rows(declaration, after)
    pairs = pair_rows(before.indicators, after.indicators)
    rows: dict[int, Indicator] = {}
    for old, new in pairs.both:
        rows[new] = _take_over(stored[old], wanted[new])
    kept = {row.pk for row in rows.values()}
    Indicator.objects.bulk_update(
        rows.values(), [*INDICATOR_FIELDS, *_LEVELS, *_SIGNED, "position", "is_unconfirmed"]
    )
    declaration.indicators.exclude(pk__in=kept).delete()
    added = [place for place in range(len(wanted)) if place not in rows]
    made = Indicator.objects.bulk_create(wanted[place] for place in added)
    rows.update(zip(added, made, strict=True))
    _write_items(declaration, [rows[place] for place in range(len(wanted))], after)
    return Declaration.objects.with_rows().get(pk=declaration.pk).content()


def _take_over(row: Indicator, wanted: Indicator) -> Indicator:
    for name in (*INDICATOR_FIELDS, *_LEVELS, "position"):
        setattr(row, name, getattr(wanted, name))
    row.is_unconfirmed = False
    row.authors, row.edition = {}, row.edition + 1
    return row


def _write_items(declaration: Declaration, rows: Iterable[Indicator], after: Content) -> None:
    """The cost tables; those that say the same already are left alone, with what hangs on them."""
    wanted = list(new_items(list(rows), after))
    stored = list(CostItem.objects.filter(indicator__declaration=declaration))
    if sorted(map(_said, stored)) != sorted(map(_said, wanted)):
        CostItem.objects.filter(indicator__declaration=declaration).delete()
        CostItem.objects.bulk_create(wanted)


def _said(item: CostItem) -> tuple[object, ...]:
    texts = (cell_text(getattr(item, name)) for name in COST_ITEM_FIELDS)
    return item.indicator_id, item.position, *texts
