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

EPOCH = date(2000, 1, 1).toordinal()
"""The day that PostgreSQL numbers 0; its "infinity" is the number that stands for NEVER here."""

HEAD = 20
"""Bytes before the first number of an array in PostgreSQL's binary form: dimensions, nulls, type, size, first place."""

PLAIN, STAGE, JOB, FOLLOWUP = 13, 3, 4, 5
"""Numbers in a row of each packed column; see `models.FactColumns` and migration 0010."""


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
    known, causes = sorted({*arms, ""}), [cause.value for cause in CAUSES]
    parts = ("packed", "packed_stages") if stages else ("packed",)
    (plain, *reached), words = _sent(which, parts, [*known, *causes, *stages])
    key, programme, arm, cause, back, *days = _table(plain, PLAIN)
    registered, started, exited, withdrawn, award, dismissal, finished, job = map(_days, days)
    never_started = started == NEVER
    who = np.flatnonzero(job != NEVER)
    columns = Columns(
        recorded_until=which.on,
        arms=("?", *known),
        key=key,
        arm=_places(arm, words[: len(known)]) + 1,
        registered=registered,
        started=started,
        exited=np.where(never_started, NEVER, exited).astype(np.int32),
        cause=np.where(
            never_started | (exited == NEVER), NO_CAUSE, _places(cause, words[len(known) :][: len(causes)])
        ).astype(np.int32),
        withdrawn=withdrawn,
        awarded=award,
        dismissed=dismissal,
        finished=finished,
        programme=programme,
        stages={},
        jobs=Jobs(who, job[who], np.full(len(who), NEVER, np.int32), np.zeros(len(who))),
        returns=_returns(which, key) if back.any() else {},
    )
    return _in_stages(columns, reached[0], stages, words[-len(stages) :]) if stages else columns


def _sent(which: Which, parts: Sequence[str], words: Sequence[str] = ()) -> tuple[list[bytes], NDArray[np.int32]]:
    """These packed columns of everybody, each as one string, and the numbers that stand for these words in them."""
    each = sql.SQL(", ").join(sql.SQL("string_agg(f.{}, '')").format(sql.Identifier(part)) for part in parts)
    query = sql.SQL(
        "SELECT {}, (SELECT array_send(array_agg(hashtext(w) ORDER BY n))"
        " FROM unnest({}::text[]) WITH ORDINALITY u(w, n)) FROM {}"
    ).format(each, sql.Literal(list(words)), which.source)
    with connection.cursor() as cursor:
        cursor.execute(query.as_string())
        *found, numbered = cursor.fetchone()
    numbers = np.frombuffer(numbered or b"", ">i4", offset=HEAD)[1::2] if numbered else np.empty(0)
    return [part or b"" for part in found], numbers.astype(np.int32)


def _table(packed: bytes, width: int) -> list[NDArray[np.int32]]:
    """A column of numbers for each of the `width` numbers in a row."""
    return list(np.frombuffer(packed, ">i4").reshape(-1, width).T.astype(np.int32, order="C"))


def _days(numbers: NDArray[np.int32]) -> NDArray[np.int32]:
    return np.where(numbers == NEVER, NEVER, numbers + EPOCH).astype(np.int32)


def _places(numbers: NDArray[np.int32], words: NDArray[np.int32]) -> NDArray[np.int32]:
    """Which of these words each number stands for; -1 for none of them."""
    found = np.full(len(numbers), -1, np.int32)
    for place, word in enumerate(words):
        found[numbers == word] = place
    return found


def with_jobs(which: Which, columns: Columns) -> Columns:
    """The same people with every job: for clocks that begin elsewhere, and for work that lasts."""
    (packed,), _ = _sent(which, ["packed_jobs"])
    key, started, ended, hours = _table(packed, JOB)
    place, started = columns.places(key), _days(started)
    order = np.lexsort((started, place))
    return replace(columns, jobs=Jobs(place[order], started[order], _days(ended)[order], hours[order] / 10))


def with_stages(which: Which, columns: Columns, stages: Sequence[str]) -> Columns:
    """The same people with the first day of each in these stages."""
    (packed,), words = _sent(which, ["packed_stages"], stages)
    return _in_stages(columns, packed, stages, words)


def _in_stages(columns: Columns, packed: bytes, stages: Sequence[str], words: NDArray[np.int32]) -> Columns:
    key, stage, day = _table(packed, STAGE)
    place, day = columns.places(key), _days(day)
    found = {code: np.full(len(columns), NEVER, np.int32) for code in stages}
    for code, word in zip(stages, words, strict=True):
        found[code][place[stage == word]] = day[stage == word]
    return replace(columns, stages=found)


def unrolled(which: Which, column: str) -> sql.Composed:
    """Each element of a JSON column as `j`, beside its row `f`."""
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


WORK, IN_SECTOR = 2, 3
"""Of what was found: 0 not known, 1 no work, 2 work, 3 work in the target sector."""


@dataclass(frozen=True, eq=False)
class FollowUps:
    """Every look back: whose, which of the moments asked for (-1: another), when due, when observed, what was found."""

    who: NDArray[np.int64]
    moment: NDArray[np.int32]
    due: NDArray[np.int32]
    observed: NDArray[np.int32]
    found: NDArray[np.int32]


def followups_read(which: Which, columns: Columns, moments: Sequence[str] = ()) -> FollowUps:
    (packed,), words = _sent(which, ["packed_followups"], moments)
    key, moment, due, observed, found = _table(packed, FOLLOWUP)
    return FollowUps(columns.places(key), _places(moment, words), _days(due), _days(observed), found)


def news_of(seen: FollowUps) -> News:
    """Every look back at which somebody knew whether a person worked."""
    known = (seen.found > 0) & (seen.observed != NEVER)
    return News(seen.who[known], seen.observed[known])
