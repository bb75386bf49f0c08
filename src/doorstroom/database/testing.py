"""Databases for tests: one migrated template per state of the migrations, and quick copies of it."""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from doorstroom.database import provision
from doorstroom.database.aliases import ALIASES, point_to
from doorstroom.database.embedded import Cluster
from doorstroom.database.grants import grant_to_app

_made: list[str] = []
"""Databases of this process that wait to be dropped. A file system may be slow to make files soon after many were
removed, so nothing is removed while more are to be made."""


@contextmanager
def temporary_database() -> Iterator[str]:
    """A fresh copy of the migrated template; both roles are connected to it until the block ends.

    Inside another such block it is dropped when that one ends.
    """
    name, outermost = f"test_doorstroom_{os.getpid()}_{os.urandom(3).hex()}", not _made
    template = _template()
    before = {alias: connections[alias].settings_dict["NAME"] for alias in ALIASES}
    with _administrator() as connection:
        _drop_leftovers(connection)
        provision.create_database(connection, name, template)
    _made.append(name)
    point_to(dict.fromkeys(ALIASES, name))
    try:
        yield name
    finally:
        point_to(before)
        if outermost:
            _drop_made()


def _drop_made() -> None:
    with _administrator() as connection:
        while _made:
            provision.drop_database(connection, _made.pop())


def copy_over(*, source: str, target: str) -> None:
    """Make `target` a copy of `source` again, whoever is connected to it. Nobody may be connected to `source`."""
    with _administrator() as connection:
        provision.drop_database(connection, target)
        provision.create_database(connection, target, source)


def drop(name: str) -> None:
    with _administrator() as connection:
        provision.drop_database(connection, name)


def _template() -> str:
    name = f"doorstroom_template_{_migrations_hash()}"
    settings.VAR.mkdir(parents=True, exist_ok=True)
    with (settings.VAR / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with _administrator() as connection:
            if provision.database_exists(connection, name):
                return name
            _drop_old_templates(connection)
            building = f"{name}_building"
            provision.drop_database(connection, building)
            provision.create_database(connection, building)
        before = {alias: connections[alias].settings_dict["NAME"] for alias in ALIASES}
        point_to(dict.fromkeys(ALIASES, building))
        try:
            call_command("migrate", database="owner", verbosity=0)
            grant_to_app(app_role=settings.DATABASES["default"]["USER"])
        finally:
            point_to(before)
        with _administrator() as connection:
            connection.execute(f'ALTER DATABASE "{building}" RENAME TO "{name}"')
    return name


def _administrator() -> psycopg.Connection:
    facts = settings.DATABASES["owner"]
    if facts["HOST"].startswith("/") and facts["USER"] == provision.OWNER:
        return provision.connect(Cluster(sockets=Path(facts["HOST"])))
    return psycopg.connect(
        host=facts["HOST"], port=facts["PORT"] or None, user=facts["USER"], password=facts["PASSWORD"] or None,
        dbname="postgres", autocommit=True,
    )  # fmt: skip


def _drop_leftovers(connection: psycopg.Connection) -> None:
    """Databases of test runs that were killed."""
    found = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'test\\_doorstroom\\_%'").fetchall()
    for (name,) in found:
        pid = name.split("_")[2]
        if pid.isdigit() and not Path(f"/proc/{pid}").exists():
            provision.drop_database(connection, name)


def _drop_old_templates(connection: psycopg.Connection) -> None:
    found = connection.execute(
        "SELECT datname FROM pg_database WHERE datname LIKE 'doorstroom\\_template\\_%'"
    ).fetchall()
    for (name,) in found:
        provision.drop_database(connection, name)


def _migrations_hash() -> str:
    digest = hashlib.sha256()
    package = settings.PACKAGE
    for path in sorted(
        [
            *package.glob("*/migrations/*.py"),
            package / "database" / "rls.py",
            package / "database" / "grants.py",
        ]
    ):
        digest.update(str(path.relative_to(package)).encode() + path.read_bytes())
    return digest.hexdigest()[:12]
