"""Writes the evidence pack of the privacy officer: `doorstroom evidence-pack --out DIR [--backup FILE]`.

One table a file, made from the running installation, and its list of parts (CycloneDX); with a backup, what a drill
with it found as well.
"""

from __future__ import annotations

import io
import json
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
from doorstroom.oversight.evidence import Sheet, sheets
from doorstroom.wiring import RETENTION


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--out", type=Path, required=True, help="Folder for the files; made when it is not there.")
        parser.add_argument("--backup", type=Path, help="Try this backup, and add what came of it.")

    def handle(self, *args: Any, **options: Any) -> None:
        out: Path = options["out"]
        with translation.override(settings.LANGUAGE_CODE):
            made = self._sheets(options["backup"])
        try:
            out.mkdir(parents=True, exist_ok=True)
            for sheet in made:
                (out / f"{sheet.name}.md").write_text(sheet.markdown())
            parts = bill_of_materials(made_at=settings.CLOCK.now().isoformat())
            (out / "onderdelen.cdx.json").write_text(json.dumps(parts, indent=1) + "\n")
        except OSError as error:
            raise CommandError(f"{out} cannot be written: {error}. Choose another folder with --out.") from error
        self.stdout.write(f"{len(made)} tables in {out}: {', '.join(sheet.name for sheet in made)}.")

    def _sheets(self, backup: Path | None) -> list[Sheet]:
        now = settings.CLOCK.now()
        # Asked before the scope opens: one of the checks is that nothing shows without one.
        checks = findings(app_role=settings.DATABASES["default"]["USER"])
        with transaction.atomic(), scope(system_actor(at=now, purpose="evidence_pack")):
            made = list(sheets(on=now.date(), retention=RETENTION, log=verify_log(), checks=checks))
        return [*made, _drill(backup)] if backup else made


def _drill(backup: Path) -> Sheet:
    said = io.StringIO()
    try:
        call_command("drill", str(backup), stdout=said)
    except CommandError as error:
        said.write(str(error))
    return Sheet("hersteloefening", "Hersteloefening", str(backup.name), ("Uitkomst",), [(said.getvalue().strip(),)])
