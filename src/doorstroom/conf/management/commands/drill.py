"""Restores a backup beside the running installation, checks everything, and removes it again: `doorstroom drill FILE`.

Checked are the rows of each table, the constraints, the whole chain of the log up to its saved head, the sums of the
files, and that a sealed number can be read with the keys of this installation. Ends with 1 when anything is wrong.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections, transaction
from psycopg import sql

from doorstroom.audit.selectors import verify_log
from doorstroom.database.aliases import ALIASES, point_to
from doorstroom.database.backup import BackupRefused, Manifest, differences, opened, restore_database, restore_files
from doorstroom.database.grants import grant_to_app
from doorstroom.database.scope import scope
from doorstroom.kernel.actor import system_actor
from doorstroom.participants.selectors import unreadable_identities


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        started = perf_counter()
        try:
            with (
                opened(options["file"]) as (manifest, parts),
                scratch_database(),
                tempfile.TemporaryDirectory() as kept,
            ):
                restore_database(parts / "database.dump")
                grant_to_app(app_role=settings.DATABASES["default"]["USER"])
                restore_files(parts, manifest, Path(kept))
                found = [*differences(manifest, files=Path(kept)), *broken(manifest)]
        except BackupRefused as error:
            raise CommandError(f"The drill FAILED: {error}") from error
        if found:
            raise CommandError("The drill FAILED:\n" + "\n".join(found))
        self.stdout.write(
            f"The backup of {manifest.made_at} can be restored: {sum(manifest.tables.values())} rows, log whole, "
            f"{len(manifest.files)} files, keys fit. It took {perf_counter() - started:.1f} seconds."
        )


def broken(manifest: Manifest) -> list[str]:
    """What the restored installation itself finds wrong: the chain of the log, and numbers that cannot be read."""
    with transaction.atomic(), scope(system_actor(at=settings.CLOCK.now(), purpose="restore_drill")):
        log = verify_log(known_head=manifest.log_head).verification
        unreadable = unreadable_identities()
    found = [f"the log: {fault.code} at {fault.number}" for fault in log.faults]
    return found + ([f"{unreadable} sealed numbers cannot be read with these keys"] if unreadable else [])


@contextmanager
def scratch_database() -> Iterator[None]:
    """An empty database on the same server behind both connections; gone afterwards."""
    name = f"doorstroom_drill_{os.getpid()}"
    before = {alias: connections[alias].settings_dict["NAME"] for alias in ALIASES}
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
    point_to(dict.fromkeys(ALIASES, name))
    try:
        yield
    finally:
        point_to(before)
        # Not by force: nobody else is connected, and the owner may not end the cleaner of the server, only wait for it.
        with connections["owner"].cursor() as cursor:
            cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
