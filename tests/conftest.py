"""Databases, clock and the few people that most tests need."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import HealthCheck, settings

from doorstroom.accounts.access import system_actor
from doorstroom.accounts.middleware import MEMBERSHIP_KEY
from doorstroom.accounts.models import Membership
from doorstroom.database.scope import scope
from doorstroom.database.testing import temporary_database
from doorstroom.kernel.actor import Actor
from doorstroom.programmes.domain.versions import checksum
from doorstroom.programmes.selectors import approaches_by_checksum

# A busy machine is no fault: time is measured in bench/, never in a test.
settings.register_profile("without_clock", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("without_clock")

LONGEST = (
    "demo/test_region.py",
    "matching/domain/test_skills.py",  # needs no database, while a fresh checkout migrates its template for the first
    "monitoring/domain/test_disclosure.py",
    "test_access_matrix.py",
    "matching/files/test_match.py",
    "trajectories/test_histories.py",
    "trust/test_planted_page_faults.py",
    "trust/test_access_histories.py",
    "monitoring/domain/test_forecast_people.py",
    "database/test_backup.py",
)
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    with django_db_blocker.unblock(), temporary_database():
        yield


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take longest begin, so that two processes end at about the same time."""
    longest = [str(Path(__file__).parent / each) for each in LONGEST]
    items.sort(key=lambda item: longest.index(str(item.path)) if str(item.path) in longest else len(longest))


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    """A database of its own in which transactions really commit."""
    with django_db_blocker.unblock(), temporary_database() as name:
        yield name


@pytest.fixture(scope="session", autouse=True)
def approaches_under_their_own_checksum() -> Iterator[None]:
    """A model stored under a made-up checksum would be read by another test of the same process as its own."""
    yield
    assert [key for key, approach in approaches_by_checksum(()).items() if key != checksum(approach)] == []


@pytest.fixture(autouse=True)
def in_dutch() -> None:
    """A page that another test asked in English leaves its language behind in the thread."""
    translation.activate("nl")


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def today() -> date:
    return NOW.date()


@pytest.fixture
def system() -> Actor:
    return system_actor(at=NOW, purpose="test")


@pytest.fixture
def as_system(db: None, system: Actor) -> Iterator[Actor]:
    """Arrange: the scope in which a test may build its world."""
    with scope(system):
        yield system


@pytest.fixture
def check_constraints(db: None):
    """Ask the database now what it would ask at commit."""

    def check() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")

    return check


@pytest.fixture
def sign_in(db: None) -> Callable[[Membership], Client]:
    """A browser in which this member is signed in, acting in this membership."""

    def signed_in(member: Membership) -> Client:
        client = Client()
        client.force_login(member.user)
        session = client.session
        session[MEMBERSHIP_KEY] = member.pk
        session.save()
        return client

    return signed_in


@pytest.fixture
def statements(db: None) -> Callable[[Client, str], int]:
    """How many statements a page costs, everything included but the borders of transactions."""

    def count(client: Client, url: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            response = client.get(url)
        assert response.status_code == 200, response.status_code
        borders = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK")
        return sum(not query["sql"].startswith(borders) for query in captured.captured_queries)

    return count
