"""Reads the rows of facts as columns of days: the database sends numbers, and nobody becomes an object."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
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
HEAD = 20
"""Bytes before the first number of an array in PostgreSQL's binary form: dimensions, nulls, type, size, first place."""

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


def columns_read(which: Which, arms: Iterable[str], *, stages: Sequence[str] = ()) -> Columns:
    """One statement, and one more where somebody came back. Of the jobs only the first since the start is read:
    all that a clock from the start asks for; `with_jobs` adds the others."""
    known = sorted({*arms, ""})
    fields = [
        sql.SQL("f.trajectory_id::int4"),
        sql.SQL("f.programme_id::int4"),
        sql.SQL("coalesce(array_position({}, f.arm::text), 0)").format(sql.Literal(known)),
        sql.SQL("coalesce(array_position({}, f.exit_cause::text), 0)").format(sql.Literal([c.value for c in CAUSES])),
        sql.SQL("(jsonb_array_length(f.episodes) > 1)::int4"),
        *(_day(sql.SQL("f.{}").format(sql.Identifier(name))) for name in DAYS),
        *map(_stage, stages),
    ]
    table = _sent(fields, which.source)
    key, programme, arm, cause, back = table[:5]
    registered, started, exited, withdrawn, award, dismissal, finished, job = table[5 : 5 + len(DAYS)]
    never_started = started == NEVER
    who = np.flatnonzero(job != NEVER)
    return Columns(
        recorded_until=which.on,
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
        jobs=Jobs(who, job[who], np.full(len(who), NEVER, np.int32), np.zeros(len(who))),
        returns=_returns(which, key) if back.any() else {},
    )


def _sent(fields: Sequence[sql.Composable], source: sql.Composable) -> list[NDArray[np.int32]]:
    """Whole numbers, one array a field, in one row of one answer; no field may be empty."""
    each = sql.SQL(", ").join(sql.SQL("array_send(array_agg({}))").format(field) for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT {} FROM {}").format(each, source).as_string())
        row = cursor.fetchone()
    return [_numbers(part) for part in row]


def _numbers(sent: bytes | None) -> NDArray[np.int32]:
    """PostgreSQL's binary form of an array of numbers: a head, then the length and the value of each."""
    if sent is None:
        return np.empty(0, np.int32)
    return np.frombuffer(sent, ">i4", offset=HEAD)[1::2].astype(np.int32)


def _day(value: sql.Composable) -> sql.Composed:
    """A day as Python numbers it, NEVER when there is none."""
    shift = EPOCH.toordinal()
    return sql.SQL("coalesce({} - DATE '1970-01-01' + {}, {})").format(value, sql.Literal(shift), sql.Literal(NEVER))


def _stage(code: str) -> sql.Composed:
    return _day(sql.SQL("(f.stages->>{})::date").format(sql.Literal(code)))


def with_jobs(which: Which, columns: Columns) -> Columns:
    """The same people with every job: for clocks that begin elsewhere, and for work that lasts."""
    fields = [
        sql.SQL("f.trajectory_id::int4"), _day(sql.SQL("(j->>0)::date")), _day(sql.SQL("(j->>1)::date")),
        sql.SQL("(10 * coalesce((j->>2)::numeric, 0))::int4"),
    ]  # fmt: skip
    who, started, ended, hours = _sent(fields, _unrolled(which, "jobs"))
    place = columns.places(who)
    order = np.lexsort((started, place))
    return replace(columns, jobs=Jobs(place[order], started[order], ended[order], hours[order] / 10))


def with_stages(which: Which, columns: Columns, stages: Sequence[str]) -> Columns:
    """The same people with the first day of each in these stages."""
    key, *days = _sent([sql.SQL("f.trajectory_id::int4"), *map(_stage, stages)], which.source)
    place = columns.places(key)
    found = {stage: np.full(len(columns), NEVER, np.int32) for stage in stages}
    for stage, sent in zip(stages, days, strict=True):
        found[stage][place] = sent
    return replace(columns, stages=found)


def _unrolled(which: Which, column: str) -> sql.Composed:
    name = sql.Identifier(column)
    return sql.SQL("(SELECT * FROM {} AND f.{} <> '[]') f, jsonb_array_elements(f.{}) j").format(
        which.source, name, name
    )


def _returns(which: Which, key: NDArray[np.int32]) -> dict[int, tuple[Episode, ...]]:
    query = sql.SQL("SELECT f.trajectory_id, f.episodes::text FROM {} AND jsonb_array_length(f.episodes) > 1")
    with connection.cursor() as cursor:
        cursor.execute(query.format(which.source).as_string())
        rows = cursor.fetchall()
    place = {int(each): number for number, each in enumerate(key)}
    return {place[row[0]]: _episodes(row[1]) for row in rows}


def _episodes(text: Any) -> tuple[Episode, ...]:
    return tuple(
        Episode(date.fromisoformat(start), date.fromisoformat(end) if end else None, ExitCause(why) if why else None)
        for start, end, why in loads(text)
    )


def news_read(which: Which, columns: Columns) -> News:
    """Every look back at which somebody knew whether a person worked."""
    source = sql.SQL("{} WHERE j->>3 IS NOT NULL AND j->>2 IS NOT NULL").format(_unrolled(which, "followups"))
    who, day = _sent([sql.SQL("f.trajectory_id::int4"), _day(sql.SQL("(j->>2)::date"))], source)
    return News(columns.places(who), day)
