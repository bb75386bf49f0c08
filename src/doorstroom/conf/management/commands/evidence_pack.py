"""Writes the evidence pack of the privacy officer: `doorstroom evidence-pack --out DIR [--backup FILE]`.

One table a file, made from the running installation, and its list of parts (CycloneDX). A backup is tried on the way,
and what came of it stands in a table as well.
"""

from __future__ import annotations

import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import translation

from doorstroom.audit.selectors import verify_log
from doorstroom.conf.sbom import bill_of_materials
from doorstroom.database.scope import scope
from doorstroom.database.selectors import findings
from doorstroom.kernel.actor import system_actor
from doorstroom.oversight.evidence import Sheet, made_on, sheets
from doorstroom.wiring import RETENTION


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--out", type=Path, required=True, help="Folder for the files; made when it is not there.")
        parser.add_argument("--backup", type=Path, help="Try this backup, and add what came of it.")

    def handle(self, *args: Any, **options: Any) -> None:
        out: Path = options["out"]
        now = settings.CLOCK.now()
        with translation.override(settings.LANGUAGE_CODE):
            made = {sheet.name: sheet.markdown(made_on(now)) for sheet in self._sheets(options["backup"], now)}
        try:
            out.mkdir(parents=True, exist_ok=True)
            for name, text in made.items():
                (out / f"{name}.md").write_text(text)
            parts = bill_of_materials(made_at=now.isoformat())
            (out / "onderdelen.cdx.json").write_text(json.dumps(parts, indent=1) + "\n")
        except OSError as error:
            raise CommandError(f"{out} cannot be written: {error}. Choose another folder with --out.") from error
        self.stdout.write(f"{len(made)} tables in {out}: {', '.join(made)}.")

    def _sheets(self, backup: Path | None, now: datetime) -> list[Sheet]:
        # Asked before the scope opens: one of the checks is that nothing shows without one.
        checks = findings(app_role=settings.DATABASES["default"]["USER"])
        drilled = _drilled(backup) if backup else None
        with transaction.atomic(), scope(system_actor(at=now, purpose="evidence_pack")):
            return list(sheets(on=now.date(), retention=RETENTION, log=verify_log(), checks=checks, drilled=drilled))


def _drilled(backup: Path) -> tuple[str, str]:
    said = io.StringIO()
    try:
        call_command("drill", str(backup), stdout=said)
    except CommandError as error:
        said.write(str(error))
    return backup.name, said.getvalue().strip()
