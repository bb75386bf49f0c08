"""What the log costs: writing a row while sixteen others write, sealing, and checking a million rows.

A temporary database of the embedded server, which commits to disk for the writers (the tests' shortcut is off).
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from django.conf import settings
from django.db import connection, transaction

from bench.results import Result
from doorstroom.audit.selectors import verify_log
from doorstroom.audit.services import Logged, log, seal_entries
from doorstroom.database.scope import scope
from doorstroom.database.testing import temporary_database
from doorstroom.kernel.actor import system_actor

WRITERS, ROWS_EACH, PAUSE = 16, 100, 0.05
MILLION = 1_000_000
FILL = """
INSERT INTO audit_entry (at, user_id, membership_id, organisation_id, role, person_key, action, subject, subject_id,
  fields, purpose, result, network)
SELECT now() + n * interval '1 second', n %% 500, n %% 500, n %% 20, 'caseworker', gen_random_uuid(), 'read', 'person',
  '', ARRAY['core', 'progress'], 'guidance', 'done', '10.0.0.1 0a1b2c3d' FROM generate_series(1, %s) n
"""


def measure() -> Iterator[Result]:
    with temporary_database():
        yield from _append()
        yield from _verify()


def _append() -> Iterator[Result]:
    with ThreadPoolExecutor(WRITERS) as pool:
        times = sorted(taken for each in pool.map(_write, range(WRITERS)) for taken in each)
    p95 = times[int(len(times) * 0.95)]
    yield Result(
        "log, append beside 16 writers, p95", round(p95 * 1000, 2), "ms", 3,
        f"the statement that adds a row, {len(times)} rows of {WRITERS} connections that pause {PAUSE} s between rows; "
        f"median {statistics.median(times) * 1000:.2f} ms",
    )  # fmt: skip
    actor = system_actor(at=settings.CLOCK.now(), purpose="bench")
    started = time.perf_counter()
    with transaction.atomic(), scope(actor):
        sealed = seal_entries()
    yield Result(
        "log, sealing what was appended", round(time.perf_counter() - started, 2), "s", 5,
        f"{sealed} rows chained in one turn of the worker, which comes every 2 s",
    )  # fmt: skip


def _write(_number: int) -> list[float]:
    actor, taken = system_actor(at=settings.CLOCK.now(), purpose="bench"), []
    try:
        for _row in range(ROWS_EACH):
            person = uuid4()
            with transaction.atomic(), scope(actor):
                connection.cursor().execute("SET LOCAL synchronous_commit = on")
                started = time.perf_counter()
                log(actor, Logged("read", "person", person, person, ["core"], "guidance"))
                taken.append(time.perf_counter() - started)
            time.sleep(PAUSE)
    finally:
        connection.close()
    return taken


def _verify() -> Iterator[Result]:
    actor = system_actor(at=settings.CLOCK.now(), purpose="bench")
    with transaction.atomic(), scope(actor), connection.cursor() as cursor:
        cursor.execute(FILL, [MILLION])
    while True:
        with transaction.atomic(), scope(actor):
            if not seal_entries(limit=50_000):
                break
    wall, processor = time.perf_counter(), time.process_time()
    with transaction.atomic(), scope(actor):
        state = verify_log()
    assert state.intact, state.verification.faults[:3]
    assert state.verification.checked >= MILLION
    yield Result(
        "log, checking a million rows", round(time.perf_counter() - wall, 1), "s", 60,
        f"{state.verification.checked} sealed rows read from the database and hashed anew; "
        f"{time.process_time() - processor:.1f} s of it client CPU",
    )  # fmt: skip
