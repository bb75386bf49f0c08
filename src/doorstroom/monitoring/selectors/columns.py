"""Reads the rows of facts as columns of days: the database sends numbers, and nobody becomes an object."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from json import loads
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray
from psycopg import sql

from doorstroom.monitoring.domain.columns import CAUSES, NEVER, NO_CAUSE, Columns, Jobs
from doorstroom.monitoring.domain.facts import Episode, ExitCause
from doorstroom.monitoring.domain.lasting import News
from doorstroom.monitoring.models import DataLock

EPOCH = date(1970, 1, 1)
HEAD, TRAILER = 19, 2
"""Bytes before the first and after the last row of PostgreSQL's binary copy format."""

DAYS = ("registered_on", "started_on", "exited_on", "withdrawn_on", "award_on", "dismissal_on", "finished_on", "job_on")


@dataclass(frozen=True)
class Which:
    """The rows to read: of these programmes, registered by `on`; as known now, or under a lock."""

    programmes: Sequence[int]
    on: date
    lock: DataLock | None = None

    @property
    def source(self) -> sql.Composed:
        table = "monitoring_lockedfact" if self.lock else "monitoring_trajectoryfact"
        locked = sql.SQL("AND f.lock_id = {}").format(sql.Literal(self.lock.pk)) if self.lock else sql.SQL("")
        return sql.SQL("{} f WHERE f.programme_id = ANY({}) AND f.registered_on <= {} {}").format(
            sql.Identifier(table), sql.Literal(list(self.programmes)), sql.Literal(self.on), locked
        )


def columns_read(
    which: Which, arms: Iterable[str], *, stages: Sequence[str] = (), all_jobs: bool = False
) -> Columns:  # fmt: skip
    """One statement, one more for those who came back, and one for all jobs where the first is not enough."""
    known = sorted({*arms, ""})
    fields = [
        sql.SQL("f.trajectory_id::int4"),
        sql.SQL("f.programme_id::int4"),
        sql.SQL("coalesce(array_position({}, f.arm::text), 0)").format(sql.Literal(known)),
        sql.SQL("coalesce(array_position({}, f.exit_cause::text), 0)").format(sql.Literal([c.value for c in CAUSES])),
        sql.SQL("(jsonb_array_length(f.episodes) > 1)::int4"),
        *(_day(sql.SQL("f.{}").format(sql.Identifier(name))) for name in DAYS),
        *(_day(sql.SQL("(f.stages->>{})::date").format(sql.Literal(stage))) for stage in stages),
    ]
    table = _copied(sql.SQL("SELECT {} FROM {}").format(sql.SQL(", ").join(fields), which.source), len(fields))
    key, programme, arm, cause, back = table[:5]
    registered, started, exited, withdrawn, award, dismissal, finished, job = table[5 : 5 + len(DAYS)]
    never_started = started == NEVER
    return Columns(
        recorded_until=max(which.on, EPOCH),
        arms=("?", *known),
        key=key,
        arm=arm,
        registered=registered,
        started=started,
        exited=np.where(never_started, NEVER, exited).astype(np.int32),
        cause=np.where(never_started | (exited == NEVER), NO_CAUSE, cause - 1).astype(np.int32),
        withdrawn=withdrawn,
        awarded=award,
        dismissed=dismissal,
        finished=finished,
        programme=programme,
        stages=dict(zip(stages, table[5 + len(DAYS) :], strict=True)),
        jobs=_jobs(which, key) if all_jobs else _first_jobs(job),
        returns=_returns(which, key) if back.any() else {},
    )


def _copied(query: sql.Composable, fields: int) -> NDArray[np.int32]:
    """The rows of a query of whole numbers, one array a field; no field may be empty."""
    statement = sql.SQL("COPY ({}) TO STDOUT (FORMAT binary)").format(query).as_string()
    with connection.cursor() as cursor, cursor.copy(statement) as chunks:
        data = b"".join(chunks)
    (extension,) = struct.unpack_from("!i", data, HEAD - 4)
    row = np.dtype([("fields", ">i2"), ("each", [("length", ">i4"), ("value", ">i4")], (fields,))])
    body = memoryview(data)[HEAD + extension : len(data) - TRAILER]
    return np.ascontiguousarray(np.frombuffer(body, row)["each"]["value"].T.astype(np.int32))


def _day(value: sql.Composable) -> sql.Composed:
    """A day as Python numbers it, NEVER when there is none."""
    shift = EPOCH.toordinal()
    return sql.SQL("coalesce({} - DATE '1970-01-01' + {}, {})").format(value, sql.Literal(shift), sql.Literal(NEVER))


def _first_jobs(job: NDArray[np.int32]) -> Jobs:
    """The first job since the start is all that a clock from the start asks for."""
    who = np.flatnonzero(job != NEVER)
    return Jobs(who, job[who], np.full(len(who), NEVER, np.int32), np.zeros(len(who)))


def _jobs(which: Which, key: NDArray[np.int32]) -> Jobs:
    query = sql.SQL(
        "SELECT f.trajectory_id::int4, {}, {}, (10 * coalesce((j->>2)::numeric, 0))::int4 "
        "FROM (SELECT * FROM {} AND f.jobs <> '[]') f, jsonb_array_elements(f.jobs) j"
    ).format(_day(sql.SQL("(j->>0)::date")), _day(sql.SQL("(j->>1)::date")), which.source)
    who, started, ended, hours = _copied(query, 4)
    place = _places(key, who)
    order = np.lexsort((started, place))
    return Jobs(place[order], started[order], ended[order], hours[order] / 10)


def _places(key: NDArray[np.int32], who: NDArray[np.int32]) -> NDArray[np.int64]:
    order = np.argsort(key, kind="stable")
    return order[np.searchsorted(key[order], who)]


def _returns(which: Which, key: NDArray[np.int32]) -> dict[int, tuple[Episode, ...]]:
    query = sql.SQL("SELECT f.trajectory_id, f.episodes::text FROM {} AND jsonb_array_length(f.episodes) > 1")
    with connection.cursor() as cursor:
        cursor.execute(query.format(which.source).as_string())
        rows = cursor.fetchall()
    places = _places(key, np.array([row[0] for row in rows], dtype=np.int32))
    return {int(place): _episodes(row[1]) for place, row in zip(places, rows, strict=True)}


def _episodes(text: Any) -> tuple[Episode, ...]:
    return tuple(
        Episode(date.fromisoformat(start), date.fromisoformat(end) if end else None, ExitCause(why) if why else None)
        for start, end, why in loads(text)
    )


def news_read(which: Which, columns: Columns) -> News:
    """Every look back at which somebody knew whether a person worked."""
    query = sql.SQL(
        "SELECT f.trajectory_id::int4, {} FROM (SELECT * FROM {} AND f.followups <> '[]') f, "
        "jsonb_array_elements(f.followups) j WHERE j->>3 IS NOT NULL AND j->>2 IS NOT NULL"
    ).format(_day(sql.SQL("(j->>2)::date")), which.source)
    who, day = _copied(query, 2)
    return News(columns.places(who), day)
