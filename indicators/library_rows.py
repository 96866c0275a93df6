"""The library as rows of an Excel sheet: what is exported comes back the same.

An entry is known by kind, name and unit. A row whose entry is there changes it; others are new.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from indicators import library_messages as messages
from indicators.excel_rows import Column, Fault, Importer, Row, Written, one_of, unique
from indicators.library_words import plain, tidy_tags
from indicators.models import LibraryIndicator
from indicators.models.library import COMPARATORS, QUALITATIVE, TAGS, LibraryQuerySet
from indicators.tree import KINDS

State = LibraryIndicator.State
_BATCH = 500
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
#: The states that a file may give; the others come of decisions.
_STATES = {State.ACCEPTED: State.ACCEPTED.label, State.RETIRED: State.RETIRED.label}


def fault_of_value(comparator: str, value: str) -> str:
    """Why this comparator and value do not go together; "" if they do."""
    if not comparator:
        return messages.SIGN_IN_VALUE if value[:1] in COMPARATORS and _is_number(value[1:]) else ""
    if not value:
        return messages.NO_VALUE
    return "" if _is_number(value) else messages.NOT_A_NUMBER


def _is_number(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text.strip()))


def _column(key: str, **options: Any) -> Column:
    field = LibraryIndicator._meta.get_field(key)
    return Column(key, field.verbose_name, limit=field.max_length, **options)


KIND = _column("kind", required=True, **one_of(KINDS), also=("指标类别",), width=12)
NAME = _column("name", required=True, also=("指标名称",), width=28)
UNIT_CODE = _column("unit_code", width=14)
COLUMNS = (
    KIND,
    NAME,
    _column("comparator", **one_of({"": QUALITATIVE} | {sign: sign for sign in COMPARATORS})),
    _column("usual_value", width=18),
    _column("unit", width=10),
    _column("explanation", width=40),
    _column("evidence", width=30),
    _column("standard", width=20),
    _column("standard_source", width=20),
    *(_column(key, read=tidy_tags, width=20) for key in TAGS),
    UNIT_CODE,
    _column("state", **one_of(_STATES), blank=State.ACCEPTED, width=8),
)
_KEYS = [column.key for column in COLUMNS]


def rows(entries: LibraryQuerySet) -> Iterable[Mapping[str, Any]]:
    """Those of the entries that a file can give, for ``write_sheet``."""
    return entries.filter(state__in=list(_STATES)).order_by("kind", "id").values(*_KEYS)


def _values_fit(rows: Sequence[Row]) -> Iterable[Fault]:
    halves = {"comparator", "usual_value"}
    if rows and len(halves & rows[0].absent) == 1:
        yield Fault(messages.HALF_A_VALUE)
        return
    for row in rows:
        if fault := fault_of_value(row["comparator"], row["usual_value"]):
            yield Fault(fault, row.number, f"{row['comparator']}{row['usual_value']}")


def _same_in_one_spelling(rows: Sequence[Row]) -> Iterable[Fault]:
    """Names that differ in blanks or width alone are the same name."""
    check = unique(KIND, NAME, UNIT_CODE)
    yield from check(
        [Row(row.number, {**row.values, NAME.key: plain(row[NAME.key])}) for row in rows]
    )


def _not_under_review(rows: Sequence[Row]) -> Iterable[Fault]:
    waiting = set(
        LibraryIndicator.objects.filter(state=State.PROPOSED).values_list(
            "kind", "plain_name", "unit_code"
        )
    )
    for row in rows:
        if _key(row) in waiting:
            yield Fault(messages.UNDER_REVIEW, row.number, row["name"])


def _key(row: Row) -> tuple[str, str, str]:
    return row["kind"], plain(row["name"]), row["unit_code"]


def _write(rows: Sequence[Row]) -> Written:
    there = {
        (one.kind, one.plain_name, one.unit_code): one
        for one in LibraryIndicator.objects.filter(state__in=list(_STATES)).select_for_update()
    }
    new, changed = [], []
    for row in rows:
        entry = there.get(_key(row))
        if entry is None:
            new.append(LibraryIndicator(**row.values))
            continue
        wanted = {key: value for key, value in row.values.items() if key not in row.absent}
        if any(getattr(entry, key) != value for key, value in wanted.items()):
            for key, value in wanted.items():
                setattr(entry, key, value)
            changed.append(entry)
    LibraryIndicator.objects.bulk_create(new, batch_size=_BATCH)
    if changed:
        LibraryIndicator.objects.bulk_update(changed, _KEYS, batch_size=_BATCH)
    return Written(len(new), len(changed), len(rows) - len(new) - len(changed))


LIBRARY = Importer(
    "指标库", COLUMNS, _write, (_values_fit, _same_in_one_spelling, _not_under_review)
)
