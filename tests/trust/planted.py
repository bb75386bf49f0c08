"""A database with one row in every guarded table, and a net that sees what leaks from it.

The rows are nonsense: every number is 1, every person the same one. Keys and checks of the copy are dropped for it, so
that a new table needs no care here: it gets its row, and a guard that lets it through is found.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from django.db import connection, connections, transaction

from conftest import NOW
from doorstroom.database.scope import scope
from doorstroom.kernel.actor import Actor

PERSON = UUID("11111111-1111-4111-8111-111111111111")
ON = NOW.date()
DUMMIES = {
    "uuid": str(PERSON), "bool": True, "date": date(2025, 1, 1), "timestamptz": NOW, "jsonb": "[]", "bytea": b"x",
    "int2": 1, "int4": 1, "int8": 1, "float8": 1, "numeric": 1, "text": "x", "varchar": "x", "time": "10:00",
}  # fmt: skip
STRANGER = Actor(at=NOW, role="caseworker", user_id=99, membership_id=99, organisation_id=99)
INSIDER = Actor(at=NOW, role="caseworker", user_id=1, membership_id=1, organisation_id=1)


def owner(sql: str, params: list | None = None) -> list[tuple]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall() if cursor.description else []


def guarded_tables() -> list[str]:
    return [row[0] for row in owner("SELECT relname FROM pg_class WHERE relrowsecurity ORDER BY 1")]


def fill_every_table() -> None:
    """One row in each table; afterwards no key or check is left in this copy."""
    for table, name in owner(
        "SELECT conrelid::regclass::text, conname FROM pg_constraint JOIN pg_class c ON c.oid = conrelid"
        " WHERE contype IN ('c', 'f', 'x') AND c.relnamespace = 'public'::regnamespace"
    ):
        owner(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}")
    for (table,) in owner("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"):
        owner(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    for table in [*guarded_tables(), "agreements_agreement", "agreements_dataline", "participants_personrelation"]:
        if not owner(f"SELECT 1 FROM {table} LIMIT 1"):
            insert_dummy(table)
    owner("UPDATE agreements_agreement SET status = 'in_force', valid_from = '2020-01-01', valid_until = NULL")
    owner("TRUNCATE agreements_dataline")
    for category in (
        "core",
        "progress",
        "placement",
        "contact",
        "identity",
        "profile",
        "adjustments",
        "income",
        "notes",
    ):
        insert_dummy("agreements_dataline", category=category, purpose="guidance", withdrawn_on=None,
                     approved_on=date(2020, 1, 1))  # fmt: skip
    owner(
        "UPDATE participants_personrelation SET role = 'caseworker', purpose = 'guidance', valid_until = NULL,"
        " closes_at = NULL"
    )


def insert_dummy(table: str, **given) -> None:
    columns = owner(
        "SELECT column_name, udt_name, is_identity, generation_expression FROM information_schema.columns"
        " WHERE table_schema = 'public' AND table_name = %s", [table],
    )  # fmt: skip
    row = {}
    for name, kind, _identity, computed in columns:
        if name == "id" and given:
            continue
        if computed:
            owner(f'ALTER TABLE {table} ALTER COLUMN "{name}" DROP EXPRESSION')
        if not kind.startswith("_") and kind not in DUMMIES:
            owner(f'ALTER TABLE {table} ALTER COLUMN "{name}" DROP NOT NULL')
        row[name] = given.get(name, [] if kind.startswith("_") else DUMMIES.get(kind))
    names, places = ", ".join(f'"{name}"' for name in row), ", ".join(["%s"] * len(row))
    system = "OVERRIDING SYSTEM VALUE" if any(column[2] == "YES" for column in columns) else ""
    owner(f"INSERT INTO {table} ({names}) {system} VALUES ({places})", list(row.values()))


def shown_to(actor: Actor | None, tables: list[str]) -> set[str]:
    """In which of these tables this actor sees a row; None is a connection without a scope."""
    asked = " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {table})" for table in tables)
    with transaction.atomic(), connection.cursor() as cursor:
        if actor is None:
            cursor.execute(asked)
        else:
            with scope(actor):
                cursor.execute(asked)
                return {row[0] for row in cursor.fetchall()}
        return {row[0] for row in cursor.fetchall()}


@contextmanager
def planted(do: str, undo: str) -> Iterator[None]:
    owner(do)
    try:
        yield
    finally:
        owner(undo)
