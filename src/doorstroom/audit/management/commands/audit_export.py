"""Writes the log of a period as JSON lines in the form of Logboek dataverwerkingen: `doorstroom audit-export`."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from doorstroom.audit.domain.logboek import span
from doorstroom.audit.selectors import processings
from doorstroom.database.scope import scope
from doorstroom.kernel.actor import system_actor


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{text!r} is not a date; write it as 2026-11-23.") from error


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="start", required=True, metavar="DATE", help="first day")
        parser.add_argument("--until", dest="end", required=True, metavar="DATE", help="first day that is left out")
        parser.add_argument("--out", required=True, metavar="FILE")
        parser.add_argument("--register", default="urn:doorstroom:processing", help="address of the register")
        parser.add_argument("--service", default="doorstroom")

    def handle(self, *args: Any, **options: Any) -> None:
        start, end = day(options["start"]), day(options["end"])
        if start >= end:
            raise CommandError(f"--until {end} must lie after --from {start}.")
        written = 0
        actor = system_actor(at=settings.CLOCK.now(), purpose="audit_export")
        with transaction.atomic(), scope(actor), Path(options["out"]).open("w") as file:
            for each in processings(start=start, end=end):
                row = span(each, register=options["register"], service=options["service"])
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
                written += 1
        self.stdout.write(f"{written} rows in {options['out']}.")
