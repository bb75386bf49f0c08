"""Opens the second layer of visibility: what the database itself lets this actor see.

The settings are local to the transaction (`set_config(…, true)`), so they cannot leak through a connection
pool, and without them the policies show nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections

from doorstroom.kernel.actor import Actor

SETTINGS = ("organisation", "membership", "role", "person", "on", "at")
_SET = "SELECT " + ", ".join(f"set_config('doorstroom.{name}', %s, true)" for name in SETTINGS)
_READ = "SELECT " + ", ".join(f"coalesce(current_setting('doorstroom.{name}', true), '')" for name in SETTINGS)


class ScopeOutsideTransaction(RuntimeError):
    """A scope lives as long as its transaction; without one it would silently guard nothing."""


@contextmanager
def scope(actor: Actor, *, using: str = DEFAULT_DB_ALIAS, nested: bool = False) -> Iterator[None]:
    """Let the database show this actor what relations and agreements open, until the block ends.

    `nested` gives the outer scope back afterwards; without it the scope is closed, which saves a query.
    Raises ScopeOutsideTransaction outside `transaction.atomic()`.
    """
    connection = connections[using]
    if not connection.in_atomic_block:
        raise ScopeOutsideTransaction("open a transaction before a scope")
    said = (actor.organisation_id, actor.membership_id, actor.role, actor.person_id, actor.on, actor.at)
    values = [_text(value) for value in said]
    with connection.cursor() as cursor:
        before: list[str] = [""] * len(SETTINGS)
        if nested:
            cursor.execute(_READ)
            before = list(cursor.fetchone())
        cursor.execute(_SET, values)
    try:
        yield
    finally:
        if not connection.needs_rollback and connection.in_atomic_block:
            with connection.cursor() as cursor:
                cursor.execute(_SET, before)


def _text(value: object) -> str:
    return "" if value is None else str(value)
