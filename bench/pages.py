"""What the main pages cost: statements, weight and time, for the demo region and for a hundred thousand people.

A copy of the region is built in a temporary database. Another process, which as a server built nothing itself, asks
each page through the whole stack (middleware, session, scope, templates) by the test client, without a network, after
the server's own start-up (`conf.wsgi`) and without what tests hang on templates. Statements are counted all included
but the borders of transactions. Beside the time on the wall stands the processor time of that process and of its
database connection together, which a busy machine stretches less.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, astuple, dataclass
from importlib import import_module
from pathlib import Path
from statistics import median

from django.conf import settings
from django.db import connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.multiply import multiply
from bench.results import Result
from doorstroom.database.aliases import ALIASES, point_to
from doorstroom.database.testing import temporary_database

BORDERS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK")
LISTS = (("samira", "today"), ("samira", "people"), ("samira", "person"), ("femke", "round_list"),
         ("chantal", "employer_list"), ("femke", "results"), ("femke", "cooperation"))  # fmt: skip
LARGE = (("samira", "today"), ("samira", "people"), ("samira", "person"), ("femke", "round_list"), ("femke", "people"),
         ("samira", "person_places"), ("samira", "place_people"), ("chantal", "place_people"), ("femke", "today"),
         ("chantal", "today"), ("marleen", "today"), ("femke", "cooperation"))  # fmt: skip
OF_ONE = {"person": "/deelnemers/…/", "person_places": "/deelnemers/…/plekken/", "place_people": "/plekken/…/mensen/"}
"""Pages about one person or one place, and how they are named in the figures."""
COPIES = 98
LINES = 2_000
RUNS = 30
ROUNDS = 3
"""A shared machine is for minutes half as slow again; what a page itself takes shows in the quietest round."""


@dataclass(frozen=True)
class Visit:
    """One page as one persona; `where` says in how large a database, `bar` is the aim in milliseconds."""

    persona: str
    name: str
    where: str = ""
    bar: int = 150


def measure() -> Iterator[Result]:
    from doorstroom.demo.region.build import build_region

    with temporary_database() as database:
        started = time.process_time()
        wall = time.perf_counter()
        build_region(at=settings.CLOCK.now())
        built = time.perf_counter() - wall
        settle()
        yield Result(
            "demo region, time to build", round(built, 1), "s", 90,
            f"wall clock of build_region() in one process; {time.process_time() - started:.1f} s of it client CPU",
        )  # fmt: skip
        yield from by_another_process(database, [Visit(*each) for each in LISTS])
        multiply(COPIES)
        settle()
        where = ", {:,} people, {:,} events".format(*_sizes())
        thick = Visit("samira", "person", f" of a file with {LINES:,} more lines{where}", 300)
        yield from by_another_process(database, [Visit(*each, where) for each in LARGE])
        _thicken(thick.persona)
        yield from by_another_process(database, [thick])


OTHER = "import sys, django; django.setup(); from bench.pages import tell; tell(*sys.argv[1:])"


def by_another_process(database: str, visits: Sequence[Visit]) -> Iterator[Result]:
    asked = [sys.executable, "-c", OTHER, database, json.dumps([astuple(visit) for visit in visits])]
    told = subprocess.run(asked, check=True, stdout=subprocess.PIPE, text=True).stdout
    for row in json.loads(told):
        yield Result(**row)


def tell(database: str, visits: str) -> None:
    """In that other process: prints the figures of these visits."""
    point_to(dict.fromkeys(ALIASES, database))
    import_module("doorstroom.conf.wsgi").warming.join()  # as the server starts, and after it read ahead
    rounds = [[list(_page(Visit(*each))) for each in json.loads(visits)] for _ in range(ROUNDS)]
    quietest = [min(of_a_page, key=lambda page: page[-1].value) for of_a_page in zip(*rounds, strict=True)]
    print(json.dumps([asdict(result) for page in quietest for result in page]))


def settle() -> None:
    """What the database does by itself in the hours after so many new rows."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def _thicken(persona: str) -> None:
    """Contacts with the first person in this member's care, three a day."""
    from doorstroom.database.scope import scope
    from doorstroom.signals.access import caseload

    member, actor = acting(persona)
    with transaction.atomic(), scope(actor):
        first = caseload(actor).order_by("pk")[0]
    given = [first.person_id, first.pk, member.pk, member.organisation_id, actor.on, actor.at, LINES]
    with connections["owner"].cursor() as cursor:
        cursor.execute(_CONTACTS, given)


_CONTACTS = """
INSERT INTO trajectories_note
  (person_id, trajectory_id, author_id, organisation_id, channel, visibility, text, occurred_on, recorded_at)
SELECT %s, %s, %s, %s, 'phone', 'team', 'Gebeld over de week.', %s::date - day / 3, %s FROM generate_series(1, %s) day
"""


def _sizes() -> tuple[int, int]:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT (SELECT count(*) FROM participants_person), (SELECT count(*) FROM trajectories_event)")
        people, events = cursor.fetchone()
    return people, events


def _page(visit: Visit) -> Iterator[Result]:
    client, url, shown = _signed_in(visit)
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(url)
    assert answer.status_code == 200, (visit, answer.status_code)
    statements = sum(not query["sql"].startswith(BORDERS) for query in captured.captured_queries)
    label, by = f"{shown} as {visit.persona}{visit.where}", "all included but transaction borders"
    main_list = visit.name not in OF_ONE
    yield Result(f"{label}, statements", statements, "statements", 12 if main_list else None, by)
    yield Result(f"{label}, weight", round(len(answer.content) / 1000, 1), "kB", 60, "HTML, not compressed")
    walls, processors, loops = _timed(client, url)
    ratio = median(processor / loop for processor, loop in zip(processors, loops, strict=True))
    method = (
        f"{RUNS} runs through the stack in one process, the quietest of {ROUNDS} rounds; median {median(walls):.0f} ms"
    )
    beside = f"{ratio:.1f} times a fixed loop before each run, which took {median(loops):.0f} ms"
    yield Result(f"{label}, p95", _p95(walls), "ms", visit.bar, method)
    yield Result(
        f"{label}, p95 of processor time", _p95(processors), "ms", visit.bar,
        f"of this process and its database connection; median {median(processors):.0f} ms, {beside}",
    )  # fmt: skip


def _signed_in(visit: Visit) -> tuple[Client, str, str]:
    from doorstroom.database.scope import scope
    from doorstroom.demand.selectors import places_on_offer
    from doorstroom.signals.access import caseload

    member, actor = acting(visit.persona)
    client = Client(SERVER_NAME="localhost")
    client.force_login(member.user)
    if visit.name not in OF_ONE:
        url = reverse(visit.name)
        return client, url, url
    with transaction.atomic(), scope(actor):
        places, people = places_on_offer(on=actor.on), caseload(actor).order_by("pk")
        first = places.order_by("pk")[0].pk if visit.name == "place_people" else people[0].person_id
    return client, reverse(visit.name, args=[first]), OF_ONE[visit.name]


def acting(persona: str):  # type: ignore[no-untyped-def]
    from doorstroom.accounts.access import actor_of
    from doorstroom.demo.personas import sign_in_as

    member = sign_in_as(persona, on=settings.CLOCK.today())
    assert member is not None
    return member, actor_of(member, at=settings.CLOCK.now())


def _timed(client: Client, url: str) -> tuple[list[float], list[float], list[float]]:
    """Milliseconds by the clock and of processors, and those of a fixed loop, which tell how fast the machine was."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    walls, processors, loops = [], [], []
    for _ in range(RUNS):
        loops.append(_loop())
        wall, own, other = time.perf_counter(), time.process_time(), _spent(backend)
        client.get(url)
        walls.append((time.perf_counter() - wall) * 1000)
        processors.append((time.process_time() - own + _spent(backend) - other) * 1000)
    return walls, processors, loops


def _loop() -> float:
    started, rest = time.process_time(), 0
    for number in range(300_000):
        rest += number * number % 7
    return (time.process_time() - started) * 1000


def _spent(backend: Path) -> float:
    """Seconds of processor time of the database's process; 0 where the system does not tell."""
    return int(backend.read_text().split()[0]) / 1e9 if backend.exists() else 0.0


def _p95(times: Sequence[float]) -> float:
    return round(sorted(times)[int(len(times) * 0.95)], 1)
