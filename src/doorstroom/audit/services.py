"""Writes the log. Rows are inserted without a lock; `seal_entries` chains them afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from doorstroom.audit.domain.chain import GENESIS, LoggedEntry, link
from doorstroom.kernel.actor import Actor

COLUMNS = (
    "at", "user_id", "membership_id", "organisation_id", "role", "person_id",
    "action", "subject", "subject_id", "fields", "purpose",
)  # fmt: skip
SEALER_LOCK = 7_301_144  # any number that no other advisory lock of ours uses


@dataclass(frozen=True)
class Logged:
    """What happened to what: `action` is read, create, change, delete, export, sign_in or refuse."""

    action: str
    subject: str
    subject_id: object = ""
    person_id: UUID | None = None
    fields: Sequence[str] = ()
    purpose: str = ""


def log(actor: Actor, *entries: Logged) -> None:
    """Append these entries in the running transaction: no log, no act."""
    log_many(actor, entries)


def log_many(actor: Actor, entries: Iterable[Logged]) -> None:
    """As `log`, for many rows at once."""
    rows = [
        (
            actor.at, actor.user_id, actor.membership_id, actor.organisation_id, actor.role, entry.person_id,
            entry.action, entry.subject, str(entry.subject_id), list(entry.fields), entry.purpose or actor.purpose,
        )
        for entry in entries
    ]  # fmt: skip
    if not rows:
        return
    place = "(" + ", ".join(["%s"] * len(COLUMNS)) + ")"
    for start in range(0, len(rows), 500):
        batch = rows[start : start + 500]
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(
                f"INSERT INTO audit_entry ({', '.join(COLUMNS)}) VALUES {', '.join([place] * len(batch))}",  # noqa: S608
                [value for row in batch for value in row],
            )


def seal_entries(*, limit: int = 10_000) -> int:
    """Chain the entries that have been committed and have no seal yet; returns how many were sealed.

    The chain follows the order of sealing: an entry whose transaction commits late is sealed later, whatever its
    id, so that the chain never has to be opened again.
    """
    with transaction.atomic(), connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEALER_LOCK])
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute("SELECT number, hash FROM audit_seal ORDER BY number DESC LIMIT 1")
        number, head = cursor.fetchone() or (0, GENESIS)
        cursor.execute(
            f"SELECT id, {', '.join(COLUMNS)} FROM audit_entry e"  # noqa: S608 - constants only
            " WHERE NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.entry_id = e.id) ORDER BY id LIMIT %s",
            [limit],
        )
        seals = []
        for row in cursor.fetchall():
            number, head = number + 1, link(head, LoggedEntry.from_row(row))
            seals.append((number, row[0], head))
        cursor.executemany("INSERT INTO audit_seal (number, entry_id, hash) VALUES (%s, %s, %s)", seals)
        return len(seals)
