"""A scheme that declarations stand on is frozen: nobody changes it any more, in whatever way.

The database itself refuses, by triggers on the tables of schemes, branches and nodes: so ``save``,
``update``, ``bulk_update``, ``bulk_create``, ``delete`` and SQL typed by hand meet the same guard.
What it says comes out of Django as ``SchemeFrozen``, whatever the way.

The triggers are set at the end of every ``migrate``. On SQLite they are taken away at its
beginning: there a migration remakes a table by renaming, which triggers that name it prevent.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db import IntegrityError
from django.db.backends.base.base import BaseDatabaseWrapper

#: What is said of a frozen scheme; the database says it too. No quotation mark stands in it.
FROZEN = "这个指标体系已被申报表使用，不能再修改或删除；需要改动时请建立新版本。"

SCHEMES, BRANCHES, NODES = "indicators_scheme", "indicators_schemebranch", "indicators_schemenode"

#: The columns of a frozen scheme that may change: a published one is retired.
_MAY_CHANGE = "state"
_RETIRED = "OLD.state = 'published' AND NEW.state = 'retired'"


class SchemeFrozen(IntegrityError):  # noqa: N818 - the state that stands in the way
    """A scheme that declarations stand on was to be changed. Nothing was changed."""

    def __init__(self) -> None:
        super().__init__(FROZEN)


def translate(
    execute: Callable[..., Any], sql: str, params: object, many: bool, context: object
) -> Any:
    """A wrapper of statements: the refusal of the triggers becomes SchemeFrozen."""
    try:
        return execute(sql, params, many, context)
    except IntegrityError as error:
        if FROZEN in str(error):
            raise SchemeFrozen from error
        raise


def listen(connection: BaseDatabaseWrapper, **_: object) -> None:
    """Receives ``connection_created``."""
    if translate not in connection.execute_wrappers:
        connection.execute_wrappers.append(translate)


def guard(connection: BaseDatabaseWrapper) -> None:
    """Set the triggers. Does nothing in a database whose tables are older than the guard."""
    with connection.cursor() as cursor:
        if SCHEMES not in connection.introspection.table_names(cursor):
            return
        found = connection.introspection.get_table_description(cursor, SCHEMES)
        columns = [column.name for column in found]
        if "is_frozen" not in columns:
            return
        for statement in _STATEMENTS[connection.vendor](columns):
            cursor.execute(statement)


def unguard(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: before SQLite remakes tables or empties all of them."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for name, table, _ in _triggers(connection.vendor):
            if table in tables:
                cursor.execute(_drop(connection.vendor, name, table))


def _triggers(vendor: str) -> Iterator[tuple[str, str, str]]:
    """Name, table and deed of each trigger."""
    deeds = ("INSERT", "UPDATE", "DELETE", *["TRUNCATE"] * (vendor == "postgresql"))
    for table in (SCHEMES, BRANCHES, NODES):
        for deed in deeds:
            yield f"{table}_frozen_{deed.lower()}", table, deed


def _drop(vendor: str, name: str, table: str) -> str:
    on = f" ON {table}" if vendor == "postgresql" else ""
    return f"DROP TRIGGER IF EXISTS {name}{on}"


def _is_changed(columns: Sequence[str], differs: str) -> str:
    """The condition that a frozen scheme changes in a way it may not."""
    others = (name for name in columns if name != _MAY_CHANGE)
    changed = " OR ".join(f'OLD."{name}" {differs} NEW."{name}"' for name in others)
    state = f"OLD.state {differs} NEW.state AND NOT ({_RETIRED})"
    return f"OLD.is_frozen AND ({changed} OR {state})"


def _schemes(table: str, deed: str) -> str:
    """The keys of the schemes that a row of this table belongs to, before and after the deed.

    An INSERT may replace the row that has its key: on SQLite no other trigger is asked then.
    """
    if deed == "TRUNCATE":
        return f"SELECT id FROM {SCHEMES}"  # noqa: S608
    rows = {"INSERT": ("NEW",), "DELETE": ("OLD",)}.get(deed, ("OLD", "NEW"))
    of_row = {
        SCHEMES: "SELECT {row}.id",
        BRANCHES: "SELECT {row}.scheme_id",
        NODES: f"SELECT scheme_id FROM {BRANCHES} WHERE id = {{row}}.branch_id",  # noqa: S608
    }
    keys = [of_row[table].format(row=row) for row in rows]
    if deed == "INSERT":
        keys += [
            {
                SCHEMES: f"SELECT id FROM {SCHEMES} WHERE code = NEW.code",  # noqa: S608
                BRANCHES: f"SELECT scheme_id FROM {BRANCHES} WHERE id = NEW.id",  # noqa: S608
                NODES: (
                    f"SELECT b.scheme_id FROM {NODES} n JOIN {BRANCHES} b "  # noqa: S608
                    "ON b.id = n.branch_id WHERE n.id = NEW.id"
                ),
            }[table]
        ]
    return " UNION ".join(keys)


def _sqlite(columns: Sequence[str]) -> Iterator[str]:
    for name, table, deed in _triggers("sqlite"):
        if (table, deed) == (SCHEMES, "UPDATE"):
            frozen = _is_changed(columns, "IS NOT")
        else:
            keys = _schemes(table, deed)
            frozen = f"EXISTS (SELECT 1 FROM {SCHEMES} WHERE is_frozen AND id IN ({keys}))"  # noqa: S608
        yield _drop("sqlite", name, table)
        yield (
            f"CREATE TRIGGER {name} BEFORE {deed} ON {table} WHEN {frozen} "
            f"BEGIN SELECT RAISE(ABORT, '{FROZEN}'); END"
        )


def _postgresql(columns: Sequence[str]) -> Iterator[str]:
    """The scheme's row is locked while its nodes change: who freezes it at the same moment comes
    before or after."""
    refuse = f"RAISE EXCEPTION '{FROZEN}' USING ERRCODE = 'integrity_constraint_violation';"
    for name, table, deed in _triggers("postgresql"):
        if (table, deed) == (SCHEMES, "UPDATE"):
            look = f"frozen := {_is_changed(columns, 'IS DISTINCT FROM')};"
        else:
            keys = _schemes(table, deed)
            lock = "" if table == SCHEMES else "FOR SHARE"
            look = (
                f"PERFORM 1 FROM {SCHEMES} WHERE id IN ({keys}) {lock}; "  # noqa: S608
                f"SELECT bool_or(is_frozen) INTO frozen FROM {SCHEMES} WHERE id IN ({keys});"
            )
        row = "OLD" if deed == "DELETE" else "NEW"
        each = "STATEMENT" if deed == "TRUNCATE" else "ROW"
        answer = "NULL" if deed == "TRUNCATE" else row
        yield (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ DECLARE frozen boolean; "
            f"BEGIN {look} IF frozen THEN {refuse} END IF; RETURN {answer}; END $$ LANGUAGE plpgsql"
        )
        yield _drop("postgresql", name, table)
        yield (
            f"CREATE TRIGGER {name} BEFORE {deed} ON {table} "
            f"FOR EACH {each} EXECUTE FUNCTION {name}()"
        )


_STATEMENTS = {"sqlite": _sqlite, "postgresql": _postgresql}
