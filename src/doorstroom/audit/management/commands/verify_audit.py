"""Checks that the log was only ever added to, and says where it was not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from doorstroom.audit.selectors import verify_log
from doorstroom.audit.services import seal_entries
from doorstroom.database.scope import scope
from doorstroom.kernel.actor import system_actor

EXPLAINED = {
    "changed": "entry {number} is not what was written, or stands in another place",
    "missing_entry": "the entry of seal {number} is gone",
    "missing_seal": "seal {number} is gone",
    "inserted": "entry {number} was slipped in: its number or its moment lies before what was sealed an hour earlier",
    "truncated": "everything from seal {number} on is gone",
}


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--head", help="A file with an earlier head, kept elsewhere: shows a cut-off end too.")
        parser.add_argument("--write-head", help="Write the present head to this file, to keep elsewhere.")

    def handle(self, *args: Any, **options: Any) -> None:
        known = None
        if options["head"]:
            kept = json.loads(Path(options["head"]).read_text())
            known = (int(kept["number"]), str(kept["hash"]))
        with transaction.atomic(), scope(system_actor(at=settings.CLOCK.now(), purpose="verify_audit")):
            seal_entries(limit=1_000_000)
            state = verify_log(known_head=known)
        found = state.verification
        if options["write_head"]:
            Path(options["write_head"]).write_text(json.dumps({"number": found.checked, "hash": found.head}) + "\n")
        self.stdout.write(f"{found.checked} entries sealed and checked, {state.unsealed} wait for their seal.")
        self.stdout.write(f"Head: {found.checked} {found.head}")
        for fault in found.faults:
            self.stderr.write("FAULT: " + EXPLAINED[fault.code].format(number=fault.number))
        if not state.intact:
            raise SystemExit(1)
        self.stdout.write("The log is whole.")
