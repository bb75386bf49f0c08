"""Finding somebody by a mistyped name among 100,000 people, under row-level security, through the whole page."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, process_time

from django.conf import settings
from django.db import connection, connections, transaction
from django.test import Client
from django.test.utils import setup_test_environment
from django.urls import reverse

from bench.names import Name, mistyped, names
from bench.pages import _spent
from bench.results import Result
from doorstroom.database.grants import gather_statistics
from doorstroom.database.testing import temporary_database

PEOPLE, QUERIES, PAGES = 100_000, 500, 60
BLOCK = 5_000


def measure() -> Iterator[Result]:
    setup_test_environment()
    with temporary_database():
        known = names(PEOPLE)
        client, member = _world(known)
        draw = random.Random(7)  # noqa: S311 - not for secrets
        asked = [(known[place], mistyped(known[place], draw)) for place in draw.sample(range(PEOPLE), QUERIES)]
        found, walls = _search(member, asked)
        typed = f"{QUERIES} mistyped names among {PEOPLE:,}; an equal name counts as the right one"
        yield Result("finding somebody, right one in the first three", found, "", 0.95, typed, higher=True)
        yield Result(
            "finding somebody, p95 of the search", _p95(walls), "ms", 150, f"wall, one process; {QUERIES} runs"
        )
        walls, processors = _pages(client, [text for _, text in asked[:PAGES]])
        method = f"people, employers and rounds, through the stack; {PAGES} runs"
        yield Result("the search page, p95", _p95(walls), "ms", 150, f"wall; {method}")
        both = f"of the server and its database connection together; {method}"
        yield Result("the search page, p95 of processor time", _p95(processors), "ms", 150, both)


def _world(known: list[Name]):  # type: ignore[no-untyped-def]
    from doorstroom.accounts.access import system_actor
    from doorstroom.accounts.middleware import MEMBERSHIP_KEY
    from doorstroom.accounts.models import Membership, Organisation, Role, User
    from doorstroom.agreements.models import Agreement, Category, DataLine, Purpose
    from doorstroom.database.scope import scope
    from doorstroom.participants.domain.names import search_name, sort_name

    now = settings.CLOCK.now()
    with transaction.atomic(), scope(system_actor(at=now, purpose="measure")):
        office = Organisation.objects.create(name="Gemeente Lindervoort", kind="municipality")
        user = User.objects.create(email="samira@example.org", name="Samira")
        member = Membership.objects.create(
            user=user, organisation=office, role=Role.CASEWORKER, valid_from="2020-01-01"
        )
        agreement = Agreement.objects.create(title="Convenant", status="in_force", valid_from="2020-01-01")
        DataLine.objects.create(
            agreement=agreement, controller=office, recipient=office, purpose=Purpose.GUIDANCE, category=Category.CORE,
            approved_on="2020-01-01", approved_by=user,
        )  # fmt: skip
    rows = [
        (uuid.UUID(int=number + 1), n.given, n.infix, n.family, sort_name(n.given, n.infix, n.family),
         search_name(n.given, n.infix, n.family))
        for number, n in enumerate(known)
    ]  # fmt: skip
    with connections["owner"].cursor() as cursor:
        for start in range(0, len(rows), BLOCK):
            columns = [list(column) for column in zip(*rows[start : start + BLOCK], strict=True)]
            cursor.execute(_PEOPLE, columns)
            cursor.execute(_RELATIONS, [office.pk, columns[0]])
    gather_statistics()
    client = Client()
    client.force_login(user)
    session = client.session
    session[MEMBERSHIP_KEY] = member.pk
    session.save()
    return client, member


_PEOPLE = """
INSERT INTO participants_person
  (id, given_name, infix, family_name, sort_name, search_name, language, registered_on)
SELECT *, 'nl', DATE '2026-01-01' FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
"""
_RELATIONS = """
INSERT INTO participants_personrelation (person_id, organisation_id, role, purpose, basis, source, valid_from)
SELECT id, %s, 'caseworker', 'guidance', 'measured', 'bench', DATE '2026-01-01' FROM unnest(%s::uuid[]) id
"""


def _search(member, asked: list[tuple[Name, str]]) -> tuple[float, list[float]]:  # type: ignore[no-untyped-def]
    from doorstroom.accounts.access import actor_of
    from doorstroom.database.scope import scope
    from doorstroom.participants.selectors import find_people

    actor = actor_of(member, at=settings.CLOCK.now())
    right, walls = 0, []
    with transaction.atomic(), scope(actor):
        for name, text in asked:
            begun = perf_counter()
            found = find_people(actor=actor, text=text, most=3)
            walls.append(1000 * (perf_counter() - begun))
            right += name.full in [person.full_name for person in found]
    return right / len(asked), walls


def _pages(client: Client, texts: list[str]) -> tuple[list[float], list[float]]:
    """Milliseconds on the wall, and of processor time of this process and its database connection together."""
    url = reverse("search")
    client.get(url, {"q": "warm"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    walls, processors = [], []
    for text in texts:
        wall, own, other = perf_counter(), process_time(), _spent(backend)
        assert client.get(url, {"q": text}).status_code == 200
        walls.append(1000 * (perf_counter() - wall))
        processors.append(1000 * (process_time() - own + _spent(backend) - other))
    return walls, processors


def _p95(walls: list[float]) -> float:
    return round(sorted(walls)[int(len(walls) * 0.95)], 1)
