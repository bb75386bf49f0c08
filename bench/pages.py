"""What the main pages of the demo region cost: statements, weight and time.

A copy of the region is built in a temporary database; each page is asked through the whole stack (middleware,
session, scope, templates) by the test client, in one process, without a network. Statements are counted all
included but the borders of transactions.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_test_environment
from django.urls import reverse

from bench.results import Result
from doorstroom.database.grants import gather_statistics
from doorstroom.database.testing import temporary_database

BORDERS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK")
LISTS = (("samira", "today"), ("samira", "people"), ("femke", "round_list"), ("chantal", "employer_list"),
         ("femke", "results"), ("femke", "cooperation"))  # fmt: skip
RUNS = 30


def measure() -> Iterator[Result]:
    from doorstroom.demo.personas import sign_in_as
    from doorstroom.demo.region.build import build_region

    setup_test_environment()
    with temporary_database():
        started = time.process_time()
        wall = time.perf_counter()
        build_region(at=settings.CLOCK.now())
        gather_statistics()
        yield Result(
            "demo region, time to build", round(time.perf_counter() - wall, 1), "s", 90,
            f"wall clock of build_region() in one process; {time.process_time() - started:.1f} s of it client CPU",
        )  # fmt: skip
        for persona, name in LISTS:
            member = sign_in_as(persona, on=settings.CLOCK.today())
            assert member is not None
            client = Client()
            client.force_login(member.user)
            yield from _page(client, persona, name)


def _page(client: Client, persona: str, name: str) -> Iterator[Result]:
    url = reverse(name)
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(url)
    assert answer.status_code == 200, (name, answer.status_code)
    statements = sum(not query["sql"].startswith(BORDERS) for query in captured.captured_queries)
    yield Result(
        f"{url} statements", statements, "statements", 12, f"as {persona}, all included but transaction borders"
    )
    yield Result(f"{url} weight", round(len(answer.content) / 1000, 1), "kB", 60, f"HTML as {persona}, not compressed")
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        client.get(url)
        times.append((time.perf_counter() - started) * 1000)
    p95 = sorted(times)[int(RUNS * 0.95)]
    yield Result(f"{url} p95", round(p95, 1), "ms", 150, f"as {persona}, {RUNS} runs through the stack in one process")
