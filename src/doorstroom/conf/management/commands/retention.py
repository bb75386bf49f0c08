"""Shows how many files are past their term, and with --apply lets them go."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from doorstroom.database.scope import scope
from doorstroom.kernel.actor import system_actor
from doorstroom.wiring import RETENTION


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--apply", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        now = settings.CLOCK.now()
        actor = system_actor(at=now, purpose="retention")
        for rule in RETENTION:
            with transaction.atomic(), scope(actor):
                due = rule.due(on=now.date()).count()
                if options["apply"]:
                    rule.let_go(actor=actor, on=now.date())
            done = "let go" if options["apply"] else "due"
            self.stdout.write(f"{rule.kind}: {due} {done} ({rule.term}; {rule.source})")
