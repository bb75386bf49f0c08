"""Puts a backup back into an empty database, and checks it: `doorstroom restore FILE`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from doorstroom.database.backup import (
    BackupRefused,
    differences,
    keys_of,
    keys_sum,
    opened,
    restore_database,
    restore_files,
)  # fmt: skip
from doorstroom.database.grants import gather_statistics, grant_to_app


class Command(BaseCommand):
    help = __doc__ or ""
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with opened(options["file"]) as (manifest, parts):
                if keys_sum(keys_of(settings)) != manifest.keys_sha256:
                    raise BackupRefused(
                        "The keys of this installation are not those of the backup. Put the saved keys in its settings "
                        "first (see docs/operations/backup.md); without them sealed numbers cannot be read."
                    )
                restore_database(parts / "database.dump")
                grant_to_app(app_role=settings.DATABASES["default"]["USER"])
                restore_files(parts, manifest, Path(settings.MEDIA_ROOT))
                gather_statistics()
                found = differences(manifest, files=Path(settings.MEDIA_ROOT))
        except BackupRefused as error:
            raise CommandError(str(error)) from error
        if found:
            raise CommandError("Restored, but not as it was:\n" + "\n".join(found))
        rows = sum(manifest.tables.values())
        self.stdout.write(f"Restored as of {manifest.made_at}: {rows} rows, {len(manifest.files)} files, all as saved.")
