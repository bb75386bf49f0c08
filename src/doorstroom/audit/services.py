"""Writes the log. Rows are inserted without a lock; `seal_entries` chains them afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from doorstroom.audit.domain.chain import GENESIS, LoggedEntry, link
from doorstroom.audit.models import PersonKey
from doorstroom.kernel.actor import Actor

COLUMNS = (
    "at", "user_id", "membership_id", "organisation_id", "role", "person_key",
    "action", "subject", "subject_id", "fields", "purpose", "result", "network",
)  # fmt: skip
SEALED_COLUMNS = (*COLUMNS, "recorded_at")
SEALER_LOCK = 7_301_144  # any number that no other advisory lock of ours uses


@dataclass(frozen=True)
class Logged:
    """What happened to what: `action` is read, create, change, delete, export, sign_in or refuse.

    `result` is done, refused or failed (BIO2 8.15.01: action, object, result, origin, actor, time).
    """

    action: str
    subject: str
    subject_id: object = ""
    person_id: UUID | None = None
    fields: Sequence[str] = ()
    purpose: str = ""
    result: str = "done"

    @property
    def subject_text(self) -> str:
        """The object's id; for a person nothing, since her key already says whom."""
        text = str(self.subject_id)
        return "" if text == str(self.person_id) else text


def log(actor: Actor, *entries: Logged) -> None:
    """Append these entries in the running transaction: no log, no act."""
    log_many(actor, entries)


def log_many(actor: Actor, entries: Iterable[Logged]) -> None:
    """As `log`, for many rows at once."""
    rows = [
        (
            actor.at, actor.user_id, actor.membership_id, actor.organisation_id, actor.role, entry.person_id,
            entry.action, entry.subject, entry.subject_text, list(entry.fields), entry.purpose or actor.purpose,
            entry.result, actor.network,
        )
        for entry in entries
    ]  # fmt: skip
    if not rows:
        return
    place = "(" + ", ".join("audit_ensure_key(%s)" if name == "person_key" else "%s" for name in COLUMNS) + ")"
    for start in range(0, len(rows), 500):
        batch = rows[start : start + 500]
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(
                f"INSERT INTO audit_entry ({', '.join(COLUMNS)}) VALUES {', '.join([place] * len(batch))}",  # noqa: S608
                [value for row in batch for value in row],
            )


def forget_people(people: Sequence[UUID]) -> int:
    """Destroy the keys of people who were let go: what the log says of them leads to nobody. Needs a system scope."""
    return PersonKey.objects.filter(person_id__in=people).delete()[0]


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
            f"SELECT id, {', '.join(SEALED_COLUMNS)} FROM audit_entry e"  # noqa: S608 - constants only
            " WHERE NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.entry_id = e.id) ORDER BY id LIMIT %s",
            [limit],
        )
        seals = []
        for row in cursor.fetchall():
            number, head = number + 1, link(head, LoggedEntry.from_row(row))
            seals.append((number, row[0], head))
        cursor.executemany("INSERT INTO audit_seal (number, entry_id, hash) VALUES (%s, %s, %s)", seals)
        return len(seals)
