"""Serves the product with a production server, with the worker beside it."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from doorstroom.conf.room import room
from doorstroom.conf.serving import HOST, free_port, is_serving_from, serve, serving_from, worker_beside
from doorstroom.conf.static import collect_when_stale


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default=HOST)
        parser.add_argument("--no-worker", action="store_true", help="The worker runs elsewhere.")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate_and_grant", verbosity=0)
        if not (settings.STATIC_ROOT.exists() and is_serving_from(settings.VAR)):  # a server's files stay as they are
            collect_when_stale()
        room().keep_ballast()
        port = free_port(options["port"])
        if port != options["port"]:
            self.stdout.write(f"Port {options['port']} is taken by another program; using {port} instead.")
        self.stdout.write(f"Doorstroom is at http://{options['host']}:{port} (stop with Ctrl+C)")
        self.stdout.flush()
        with serving_from(settings.VAR), nullcontext() if options["no_worker"] else worker_beside():
            serve(port=port, host=options["host"])
