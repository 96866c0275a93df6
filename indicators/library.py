"""Deeds of the library (指标库): propose, decide, count.

``declarations`` calls ``propose`` from a row of a form, ``used`` when a form is submitted and
``returned`` when it is returned. People are known here by their names alone.
"""

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from pathlib import Path

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from indicators import library_messages as messages
from indicators.library_words import plain
from indicators.models import LibraryIndicator
from indicators.models.library import COMPARATORS
from indicators.reading.normalize import normalize
from indicators.tree import KINDS

SHIPPED = Path(__file__).resolve().parent.parent / "fixtures" / "library.json"

State = LibraryIndicator.State
_SIGNED = re.compile(rf"([{''.join(COMPARATORS)}])\s*(\d+(?:\.\d+)?)\s*([^\s\d,.]\S*|)")


class NotPossible(ValueError):  # noqa: N818 - an answer, not a fault
    """The library cannot do this. Its text is the message to show."""


def keep_starters() -> int:
    """Take in the entries that come with the program and say how many were new. Repeatable."""
    shipped = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return LibraryIndicator.objects.keep(LibraryIndicator(**fields) for fields in shipped)


@transaction.atomic
def propose(
    kind: str, name: str, value: str, unit_code: str, by_name: str
) -> tuple[LibraryIndicator, bool]:
    """Put an indicator of a form before the administrator, as one of this unit.

    Gives the entry, and whether it is new: one of this name that is common or the unit's own, and
    in the library or waiting for it, is given back instead. Raises NotPossible for a row that the
    library cannot hold.
    """
    if kind not in KINDS:
        raise NotPossible(messages.UNKNOWN_KIND)
    name = name.strip()
    comparator, number, unit = read_value(value)
    for label, text, field in (
        ("三级指标", name, "name"),
        ("指标值", number, "usual_value"),
        ("提出人", by_name, "proposed_by"),
        ("单位编码", unit_code, "unit_code"),
    ):
        limit = LibraryIndicator._meta.get_field(field).max_length
        if len(text) > limit:
            raise NotPossible(messages.TOO_LONG.format(label=label, limit=limit))
    if not name:
        raise NotPossible(messages.NO_NAME)
    there = LibraryIndicator.objects.standing().filter(
        kind=kind, plain_name=plain(name), unit_code__in=["", unit_code]
    )
    if known := there.order_by("state").first():
        return known, False
    return LibraryIndicator.objects.create(
        kind=kind,
        name=name,
        comparator=comparator,
        usual_value=number,
        unit=unit,
        unit_code=unit_code,
        state=State.PROPOSED,
        proposed_by=by_name,
    ), True


def read_value(value: str) -> tuple[str, str, str]:
    """Comparator, number and unit of a target value; of other words only the words as they are."""
    found = _SIGNED.fullmatch(normalize(value).text.strip())
    if found and len(found[3]) <= LibraryIndicator._meta.get_field("unit").max_length:
        return found[1], found[2], found[3]
    return "", value.strip(), ""


def accept(pk: int, by: str) -> LibraryIndicator:
    """From now on the proposal is offered."""
    return _decide(pk, {State.PROPOSED}, by, state=State.ACCEPTED, reason="")


def reject(pk: int, by: str, reason: str) -> LibraryIndicator:
    """The proposal is not taken, for a reason that its proposer reads."""
    if not reason.strip():
        raise NotPossible(messages.NO_REASON)
    return _decide(pk, {State.PROPOSED}, by, state=State.REJECTED, reason=reason.strip())


def retire(pk: int, by: str) -> LibraryIndicator:
    """No longer offered; forms that have it keep it."""
    return _decide(pk, {State.ACCEPTED}, by, state=State.RETIRED)


def restore(pk: int, by: str) -> LibraryIndicator:
    """Offered again."""
    return _decide(pk, {State.RETIRED}, by, state=State.ACCEPTED)


@transaction.atomic
def merge(pk: int, into: int, by: str) -> LibraryIndicator:
    """This entry is the same as another: its counts go to that one, which alone is offered."""
    entry = _locked(pk, {State.PROPOSED, State.ACCEPTED, State.RETIRED})
    target = LibraryIndicator.objects.select_for_update().filter(pk=into).first()
    if target is None or target.state != State.ACCEPTED or target.pk == entry.pk:
        raise NotPossible(messages.NO_TARGET)
    if target.kind != entry.kind:
        raise NotPossible(messages.OTHER_KIND)
    target.uses += entry.uses
    target.returns += entry.returns
    target.save(update_fields=["uses", "returns"])
    entry.merged_into = target
    return _decided(entry, by, state=State.MERGED)


def used(rows: Iterable[tuple[str, str]], unit_code: str) -> int:
    """Count that a form of this unit with these rows (kind, name) was submitted.

    Gives how many entries were counted: those offered to the unit by these names.
    """
    return _count("uses", rows, unit_code)


def returned(rows: Iterable[tuple[str, str]], unit_code: str) -> int:
    """Count that a form of this unit with these rows (kind, name) was returned."""
    return _count("returns", rows, unit_code)


@transaction.atomic
def _count(field: str, rows: Iterable[tuple[str, str]], unit_code: str) -> int:
    names: dict[str, set[str]] = defaultdict(set)
    for kind, name in rows:
        names[kind].add(plain(name))
    wanted = Q()
    for kind, own in names.items():
        wanted |= Q(kind=kind, plain_name__in=own)
    if not wanted:
        return 0
    offered = LibraryIndicator.objects.filter(
        wanted, state=State.ACCEPTED, unit_code__in=["", unit_code]
    )
    # Locked in one order, so that two submissions at once do not wait for each other.
    keys = list(offered.order_by("pk").select_for_update().values_list("pk", flat=True))
    return LibraryIndicator.objects.filter(pk__in=keys).update(**{field: F(field) + 1})


@transaction.atomic
def _decide(pk: int, states: Collection[str], by: str, **changes: str) -> LibraryIndicator:
    return _decided(_locked(pk, states), by, **changes)


def _locked(pk: int, states: Collection[str]) -> LibraryIndicator:
    entry = LibraryIndicator.objects.select_for_update().get(pk=pk)
    if entry.state not in states:
        raise NotPossible(messages.DECIDED.format(state=entry.get_state_display()))
    return entry


def _decided(entry: LibraryIndicator, by: str, **changes: str) -> LibraryIndicator:
    for name, value in changes.items():
        setattr(entry, name, value)
    entry.decided_by, entry.decided_at = by, timezone.now()
    entry.save()
    return entry
