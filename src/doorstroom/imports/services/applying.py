"""Writes a judged delivery, all of it or nothing, through the services of the apps that own the data."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from doorstroom.accounts.access import system_actor
from doorstroom.audit.services import Logged, log
from doorstroom.database.scope import scope
from doorstroom.imports.access import may_import
from doorstroom.imports.domain.check import CheckedFile
from doorstroom.imports.domain.errors import ImportsError
from doorstroom.imports.models import Batch
from doorstroom.imports.services.attendance import AttendanceWriter
from doorstroom.imports.services.awards import AwardsWriter
from doorstroom.imports.services.comparing import settle
from doorstroom.imports.services.people import PeopleWriter
from doorstroom.imports.services.places import PlacesWriter
from doorstroom.imports.services.rows import keep_changed, stand_of
from doorstroom.imports.services.sending import SendingWriter
from doorstroom.imports.services.staging import SEALED, locked, recheck
from doorstroom.imports.services.traces import keep_written, trace
from doorstroom.imports.services.writing import Work
from doorstroom.kernel.actor import Actor

WRITERS = {
    Batch.Kind.PARTICIPANTS: PeopleWriter,
    Batch.Kind.PLACES: PlacesWriter,
    Batch.Kind.ATTENDANCE: AttendanceWriter,
    Batch.Kind.AWARDS: AwardsWriter,
    Batch.Kind.SENDING: SendingWriter,
}


@transaction.atomic
def apply_batch(*, actor: Actor, batch: Batch, at: datetime, checked: CheckedFile | None = None) -> Batch:
    """Write every good row in one transaction and remember what was written; the file itself is let go.

    The file is judged once more, with what is known at this moment, unless it was `checked` in this same
    transaction. Rows that are refused or held stay behind.
    For another organisation the product itself writes, in the name of this delivery, as rounds ask for it.
    """
    batch = locked(batch=batch, state=Batch.State.STAGED)
    if not may_import(actor, batch.kind, batch.partner, batch.round):
        raise ImportsError("may_not_import", partner=batch.partner.name)
    checked = checked or recheck(actor=actor, batch=batch)
    if not checked.rows:
        raise ImportsError("nothing_to_apply")
    system = system_actor(at=at, purpose=f"import:{batch.pk}")
    writer = actor if batch.partner_id == actor.organisation_id else system
    work = WRITERS[Batch.Kind(batch.kind)](Work(batch, writer, at), checked.rows)
    with scope(system, nested=True):
        before = trace(work.roots())
        with scope(writer, nested=True):
            work.write()
        written = keep_written(batch=batch, before=before, after=trace(work.roots()))
    batch.state, batch.applied_at, batch.sealed = Batch.State.APPLIED, at, None
    batch.reading = {**batch.reading, "written": written, "left_out": work.left_out}
    batch.save(update_fields=["state", "applied_at", "sealed", "reading"])
    _let_go(batch)
    log(actor, Logged("change", "import", batch.pk, fields=["applied", str(written)]))
    return batch


def _let_go(batch: Batch) -> None:
    """Repairs become the texts of the row, but for citizen numbers, which go with the file."""
    rows, columns = list(batch.rows.all()), ("values", "corrections", "told")
    before = stand_of(rows, columns)
    settle(rows=rows)
    for row in rows:
        repaired = {header: text for header, text in row.corrections.items() if not text.startswith(SEALED)}
        row.values, row.corrections = {**row.values, **repaired}, {}
    keep_changed(rows, columns, before)
