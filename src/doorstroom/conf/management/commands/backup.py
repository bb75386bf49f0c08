"""Backs up database and files into one file, and the keys into another: `doorstroom backup FILE`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from doorstroom.database.backup import BackupRefused, keys_of, write_backup


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--keys", type=Path, help="Write the keys here. Keep them apart from the backup.")

    def handle(self, *args: Any, **options: Any) -> None:
        keys = keys_of(settings)
        target: Path = options["file"].absolute()
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            manifest = write_backup(
                target, files=Path(settings.MEDIA_ROOT), keys=keys, made_at=settings.CLOCK.now().isoformat()
            )
            if options["keys"]:
                options["keys"].touch(mode=0o600)
                options["keys"].write_text(json.dumps(keys, indent=1) + "\n")
        except (BackupRefused, OSError) as error:
            raise CommandError(str(error)) from error
        rows = sum(manifest.tables.values())
        self.stdout.write(f"{target}: {rows} rows of {len(manifest.tables)} tables, {len(manifest.files)} files.")
        if not options["keys"]:
            self.stdout.write("The keys are not in it. Keep a copy of them elsewhere: --keys FILE writes one.")
