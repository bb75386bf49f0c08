"""Fills the invented region Lindevallei when the database is empty, and serves it: `doorstroom demo`."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import translation

from doorstroom.accounts.access import system_actor
from doorstroom.database.grants import gather_statistics
from doorstroom.database.scope import scope
from doorstroom.demo.region.build import build_region, is_built

BUILT_AT = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
"""The moment that the region tells about. `--on` moves the clock with which one looks at it, not the region."""


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--on", metavar="DATE", help="Let the clock stand on this day instead (2027-01-11).")
        parser.add_argument("--build-only", action="store_true", help="Fill the region and stop.")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate_and_grant", verbosity=0)
        with transaction.atomic(), scope(system_actor(at=BUILT_AT, purpose="demo")):
            built = is_built()
        if built:
            self.stdout.write("The region Lindevallei is there already (start over with: make reset).")
        elif options["build_only"]:
            self._fill()
        else:
            # Writing a PDF leaves threads behind, for which web processes that fork afterwards would wait for ever.
            subprocess.run([sys.executable, "-m", "doorstroom", "demo", "--build-only"], check=True)
        if not options["build_only"]:
            call_command("serve", port=options["port"])

    def _fill(self) -> None:
        """All or nothing: a build that was cut off left nothing behind, and starts again."""
        self.stdout.write("Inventing the region Lindevallei: people, employers, rounds. This takes under a minute.")
        started = perf_counter()
        with translation.override("nl"):
            build_region(BUILT_AT, say=self._say)
        gather_statistics()
        self.stdout.write(f"The region is ready; that took {perf_counter() - started:.0f} seconds.")

    def _say(self, part: str) -> None:
        self.stdout.write(f"  {part}")
        self.stdout.flush()
