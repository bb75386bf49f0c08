"""Locks what is known of a programme under a name, so that a figure of today comes out the same for ever."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from django.db import connection, transaction
from psycopg import sql

from doorstroom.accounts.access import has_role, is_system
from doorstroom.accounts.models import Role
from doorstroom.audit.services import Logged, log
from doorstroom.database.scope import scope
from doorstroom.kernel.actor import Actor, system_actor
from doorstroom.monitoring.access import open_programmes
from doorstroom.monitoring.domain.errors import MonitoringError
from doorstroom.monitoring.domain.wholes import with_parts
from doorstroom.monitoring.models import DataLock, LockedFact
from doorstroom.monitoring.services.fact_rows import COLUMNS
from doorstroom.programmes.models import Programme

COPY = """INSERT INTO monitoring_lockedfact (lock_id, {0})
SELECT {1}, {0} FROM monitoring_trajectoryfact WHERE programme_id = ANY({2})"""


@transaction.atomic
def take_lock(*, actor: Actor, programme: Programme, name: str) -> DataLock:
    """Copy every row of the programme and its parts under this name; later news never changes the copy."""
    may = is_system(actor) or (
        has_role(actor, Role.PROGRAMME_MANAGER, Role.RESEARCHER)
        and open_programmes(actor).filter(pk=programme.pk).exists()
    )
    if not may:
        raise MonitoringError("may_not_lock")
    Programme.objects.select_for_update().get(pk=programme.pk)
    if not name.strip():
        raise MonitoringError("lock_needs_name")
    if DataLock.objects.filter(programme=programme, name=name).exists():
        raise MonitoringError("lock_name_taken", name=name)
    with scope(system_actor(at=actor.at, purpose=f"lock by {actor.role}"), nested=True):
        lock = DataLock.objects.create(
            programme=programme, name=name, taken_at=actor.at, taken_by_id=actor.membership_id, rows=0, checksum=""
        )
        with connection.cursor() as cursor:
            whole = with_parts(programme.pk, dict(Programme.objects.values_list("pk", "part_of_id")))
            values = (sql.SQL(COLUMNS), sql.Literal(lock.pk), sql.Literal(whole))
            cursor.execute(sql.SQL(COPY).format(*values).as_string())
            lock.rows = int(cursor.rowcount)
        lock.checksum = checksum_of(lock)
        lock.save(update_fields=["rows", "checksum"])
    log(actor, Logged("create", "data_lock", lock.pk, fields=[name]))
    return lock


def checksum_of(lock: DataLock) -> str:
    """SHA-256 over the rows as the database writes them, in the order of their trajectories."""
    digest = hashlib.sha256()
    for line in _lines(lock):
        digest.update(line)
    return digest.hexdigest()


def _lines(lock: DataLock) -> Iterator[bytes]:
    rows = LockedFact.objects.filter(lock=lock).order_by("trajectory_id").values_list(*COLUMN_NAMES)
    for row in rows.iterator(chunk_size=2000):
        yield ("\t".join(map(str, row)) + "\n").encode()


LATER = ("packed", "referred_by", "guided_by")
"""Columns that locks did not have from the first: they are copied, and an earlier checksum still holds without them."""

COLUMN_NAMES = [name.strip() for name in COLUMNS.split(",") if not name.strip().startswith(LATER)]
