"""Starts over: stops the embedded server and removes its data, files and mails."""

import shutil
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from doorstroom.conf.serving import is_serving_from
from doorstroom.database import embedded


class Command(BaseCommand):
    help = __doc__ or ""
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        if is_serving_from(settings.VAR):
            raise CommandError(
                "A server still runs from this folder. Stop it with Ctrl+C where it runs, then try again."
            )
        embedded.destroy(settings.VAR)
        for part in ("static", "files", "mail", "demo.stamp"):
            path = settings.VAR / part
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        self.stdout.write("Everything that the demo made is gone. `make demo` builds it anew.")
