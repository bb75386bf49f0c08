"""Reads of the log: who looked at a person, and whether the chain holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import Func, QuerySet, UUIDField, Value

from doorstroom.audit.domain.chain import LoggedEntry, SealedEntry, Verification, verify
from doorstroom.audit.domain.logboek import Processing
from doorstroom.audit.models import Entry
from doorstroom.audit.services import SEALED_COLUMNS

SEALED_WITHIN = timedelta(seconds=5)


@dataclass(frozen=True)
class LogState:
    """Outcome of a check: the chain, the tail that waits for its seal, and how long the oldest waits."""

    verification: Verification
    unsealed: int
    oldest_unsealed: datetime | None

    @property
    def intact(self) -> bool:
        return self.verification.intact


def key_of(person_id: UUID) -> Func:
    """The key under which the log speaks of this person, looked up by the database."""
    return Func(Value(person_id, output_field=UUIDField()), function="audit_key_of", output_field=UUIDField())


def entries_about(person_id: UUID, *, action: str | None = None) -> QuerySet[Entry]:
    found = Entry.objects.filter(person_key=key_of(person_id))
    return (found.filter(action=action) if action else found).order_by("-at", "-id")


def verify_log(*, known_head: tuple[int, str] | None = None) -> LogState:
    """Check every seal against its entry, in constant memory."""
    verification = verify(_sealed(), known_head=known_head)
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(
            "SELECT count(*), min(e.recorded_at) FROM audit_entry e"
            " WHERE NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.entry_id = e.id)"
        )
        unsealed, oldest = cursor.fetchone()
    return LogState(verification, unsealed, oldest)


def _sealed() -> Iterator[SealedEntry]:
    columns = ", ".join(f"e.{name}" for name in SEALED_COLUMNS)
    with transaction.atomic(), connections[DEFAULT_DB_ALIAS].chunked_cursor() as cursor:
        cursor.execute(
            f"SELECT s.number, s.hash, e.id, {columns} FROM audit_seal s"  # noqa: S608 - constants only
            " LEFT JOIN audit_entry e ON e.id = s.entry_id ORDER BY s.number"
        )
        while rows := cursor.fetchmany(5000):
            for number, digest, *row in rows:
                yield SealedEntry(number, digest, None if row[0] is None else LoggedEntry.from_row(row), row[-1])


def processings(*, start: date, end: date) -> Iterator[Processing]:
    """What was processed from `start` up to and without `end` (by the clock of the database), oldest first."""
    names = ("id", "action", "subject", "purpose", "result", "recorded_at", "person_key")
    found = Entry.objects.filter(recorded_at__date__gte=start, recorded_at__date__lt=end).order_by("id")
    for row in found.values_list(*names).iterator(chunk_size=5000):
        yield Processing(*row)
