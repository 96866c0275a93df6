"""The records of deeds are protected by the database itself, against every connection.

The migrations install the triggers. Tests that empty the database between them take them away for
that moment; nothing else does.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

EVENTS = "declarations_event"
OFFICE_EVENTS = "declarations_officeevent"
TABLES = (EVENTS, OFFICE_EVENTS)
REFUSAL = "{table} is only added to"


def _sqlite(table: str) -> Iterator[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL.format(table=table)}'); END"
    for deed in ("update", "delete"):
        yield f"CREATE TRIGGER {table}_no_{deed} BEFORE {deed} ON {table} {refuse}"
    # REPLACE deletes without asking the trigger above unless recursive triggers are on.
    there = f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"  # noqa: S608 - a constant
    yield f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {there} {refuse}"


def _postgresql(table: str) -> Iterator[str]:
    yield (
        f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION '{REFUSAL.format(table=table)}' "
        "USING ERRCODE = 'restrict_violation'; END $$"
    )
    yield (
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()"
    )


def _sqlite_away(table: str) -> Iterator[str]:
    for deed in ("update", "delete", "replace"):
        yield f"DROP TRIGGER IF EXISTS {table}_no_{deed}"


def _postgresql_away(table: str) -> Iterator[str]:
    yield f"DROP TRIGGER IF EXISTS {table}_no_change ON {table}"
    yield f"DROP FUNCTION IF EXISTS {table}_refuse()"


Statements = Mapping[str, Callable[[str], Iterator[str]]]
INSTALL: Statements = {"sqlite": _sqlite, "postgresql": _postgresql}
REMOVE: Statements = {"sqlite": _sqlite_away, "postgresql": _postgresql_away}


def install(connection: Any, tables: Sequence[str] = TABLES) -> None:
    """Let this database refuse every change of these records."""
    _run(connection, INSTALL, tables)


def remove(connection: Any, tables: Sequence[str] = TABLES) -> None:
    """Let these records be emptied."""
    _run(connection, REMOVE, tables)


def _run(connection: Any, statements: Statements, tables: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        for table in tables:
            for statement in statements[connection.vendor](table):
                cursor.execute(statement)
