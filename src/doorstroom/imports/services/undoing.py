"""Takes a whole delivery back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from uuid import UUID

from django.apps import apps
from django.db import transaction

from doorstroom.accounts.access import system_actor
from doorstroom.audit.services import Logged, log, log_many
from doorstroom.database.scope import scope
from doorstroom.imports.access import may_import
from doorstroom.imports.domain.errors import ImportsError
from doorstroom.imports.models import Batch, Written
from doorstroom.imports.services.staging import locked
from doorstroom.imports.services.traces import Key, Stored, checksum, now_standing, put_back, trace
from doorstroom.kernel.actor import Actor

NAMED = 5


@transaction.atomic
def undo_batch(*, actor: Actor, batch: Batch, at: datetime) -> Batch:
    """Put everything back as it was before the delivery was applied, or nothing.

    Refuses when somebody changed what was written, or wrote something that stands on it, and says what.
    """
    batch = locked(batch=batch, state=Batch.State.APPLIED)
    if not may_import(actor, batch.kind, batch.partner, batch.round):
        raise ImportsError("may_not_import", partner=batch.partner.name)
    with scope(system_actor(at=at, purpose=f"import:{batch.pk}"), nested=True):
        written = list(batch.written.order_by("-position"))
        standing = now_standing(written)
        if since := _built_since(written, standing):
            raise ImportsError("built_on_since", number=len(since), names=_listed(since))
        put_back(written)
        log_many(actor, _acts(written, standing))
        batch.written.all().delete()
    batch.state, batch.undone_at = Batch.State.UNDONE, at
    batch.save(update_fields=["state", "undone_at"])
    log(actor, Logged("change", "import", batch.pk, fields=["undone"]))
    return batch


def _acts(written: Iterable[Written], standing: Mapping[Key, Stored]) -> Iterator[Logged]:
    """One row of the log for each person and act, with the tables; one for each row that is about nobody."""
    about: dict[tuple[str, str], list[str]] = {}
    for row in written:
        act = "delete" if row.before is None else "change"
        is_person = row.model == "participants.Person"
        person = row.object_id if is_person else standing.get((row.model, row.object_id), {}).get("person_id")
        if person:
            about.setdefault((act, person), []).append(row.model)
        else:
            yield Logged(act, row.model, row.object_id)
    for (act, person), models in about.items():
        yield Logged(act, "person", person, UUID(person), sorted(set(models)))


def _built_since(written: list[Written], standing: dict[Key, Stored]) -> list[str]:
    """Names of what was changed since, and of what was written since on a row that would disappear."""
    own = {(row.model, row.object_id): row for row in written}
    changed = [key for key, row in standing.items() if checksum(row) != own[key].after]
    made: dict[type, list[str]] = {}
    for row in written:
        if row.before is None:
            made.setdefault(apps.get_model(row.model), []).append(row.object_id)
    around = trace(made)
    later = [key for key in around if key not in own]
    rows = {**standing, **around}
    return [_name(key, rows[key], rows) for key in (*changed, *later)]


def _name(key: Key, row: Stored, rows: dict[Key, Stored]) -> str:
    """Whom or what it is about, and which part of that changed."""
    kind = str(apps.get_model(key[0])._meta.verbose_name)
    person = row if key[0] == "participants.Person" else rows.get(("participants.Person", str(row.get("person_id"))))
    if person:
        name = " ".join(filter(None, (person["given_name"], person["infix"], person["family_name"])))
        return f"{name} ({kind})"
    return f"{row.get('name') or row.get('occupation') or row.get('day') or key[1]} ({kind})"


def _listed(names: Iterable[str]) -> str:
    distinct = list(dict.fromkeys(names))
    more = ["…"] if len(distinct) > NAMED else []
    return ", ".join([*distinct[:NAMED], *more])
