"""What the log costs: writing a row while sixteen others write, sealing, and checking a million rows.

A temporary database of the embedded server, which commits to disk for the writers (the tests' shortcut is off).
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection, connections, transaction

from bench.results import Result
from doorstroom.audit.selectors import verify_log
from doorstroom.audit.services import Logged, log, seal_entries
from doorstroom.database.scope import scope
from doorstroom.database.testing import temporary_database
from doorstroom.kernel.actor import system_actor

WRITERS, ROWS_EACH, PAUSE, PEOPLE = 16, 100, 0.05, 400
LONG = os.environ.get("DOORSTROOM_LONG") == "1"
MILLION = 1_000_000
CHECKED = MILLION if LONG else 100_000
QUEUE = Path("/proc/self/schedstat")
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
    people = [str(uuid4()) for _person in range(PEOPLE)]
    _write((people, PEOPLE, 0.0))  # who is in the log for the first time gets a key, once in her life
    connections.close_all()
    with ProcessPoolExecutor(WRITERS, get_context("fork")) as pool:
        told = [each for some in pool.map(_write, [(people, ROWS_EACH, PAUSE)] * WRITERS) for each in some]
    walls, own = [each.wall for each in told], [each.wall - each.waited for each in told]
    how = f"the statement that adds a row, {len(told)} rows of {WRITERS} processes that pause {PAUSE} s between rows; "
    yield Result(
        "log, append beside 16 writers, p95", _p95(walls), "ms", 3,
        f"{how}median {statistics.median(walls) * 1000:.2f} ms; writer and database share {os.cpu_count()} processors"
        f" with everything else on the machine",
    )  # fmt: skip
    if QUEUE.exists():
        yield Result(
            "log, append beside 16 writers, p95 without waiting for a processor", _p95(own), "ms", 3,
            f"{how}median {statistics.median(own) * 1000:.2f} ms; what the kernel says that writer and database stood"
            " in its queue is taken off",
        )  # fmt: skip
    else:
        print("append without waiting for a processor: not measured, this kernel does not say how long a process waits")
    actor = system_actor(at=settings.CLOCK.now(), purpose="bench")
    started = time.perf_counter()
    with transaction.atomic(), scope(actor):
        sealed = seal_entries()
    yield Result(
        "log, sealing what was appended", round(time.perf_counter() - started, 2), "s", 5,
        f"{sealed} rows chained in one turn of the worker, which comes every 2 s",
    )  # fmt: skip


@dataclass(frozen=True)
class Took:
    """Seconds on the clock, and those of them in which writer or database waited for a processor."""

    wall: float
    waited: float


def _p95(seconds: list[float]) -> float:
    return round(sorted(seconds)[int(len(seconds) * 0.95)] * 1000, 2)


def _write(asked: tuple[list[str], int, float]) -> list[Took]:
    people, rows, pause = asked
    actor, taken = system_actor(at=settings.CLOCK.now(), purpose="bench"), []
    for number in range(rows):
        person = UUID(people[number % len(people)])
        with transaction.atomic(), scope(actor):
            connection.cursor().execute("SET LOCAL synchronous_commit = on")
            both = (os.getpid(), connection.connection.info.backend_pid)
            started, waited = time.perf_counter(), _waited(both)
            log(actor, Logged("read", "person", person, person, ["core"], "guidance"))
            taken.append(Took(time.perf_counter() - started, _waited(both) - waited))
        time.sleep(pause)
    connection.close()
    return taken


def _waited(processes: Iterable[int]) -> float:
    """Seconds that these processes stood in the queue for a processor since they began (Linux, proc_schedstat)."""
    if not QUEUE.exists():
        return 0.0
    return sum(int(Path(f"/proc/{each}/schedstat").read_text().split()[1]) for each in processes) / 1e9


def _verify() -> Iterator[Result]:
    actor = system_actor(at=settings.CLOCK.now(), purpose="bench")
    with transaction.atomic(), scope(actor), connection.cursor() as cursor:
        cursor.execute(FILL, [CHECKED])
    while True:
        with transaction.atomic(), scope(actor):
            if not seal_entries(limit=50_000):
                break
    wall, processor = time.perf_counter(), time.process_time()
    with transaction.atomic(), scope(actor):
        state = verify_log()
    assert state.intact, state.verification.faults[:3]
    assert state.verification.checked >= CHECKED
    yield Result(
        "log, checking a million rows", round((time.perf_counter() - wall) * MILLION / CHECKED, 1), "s", 60,
        f"from {state.verification.checked:,} sealed rows read from the database and hashed anew; "
        f"{time.process_time() - processor:.1f} s of it client CPU", tries=CHECKED,
    )  # fmt: skip
