"""Shows how many files are past their term, and with --apply lets them go."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import translation

from doorstroom.database.scope import scope
from doorstroom.kernel.actor import Actor, system_actor
from doorstroom.oversight.services import record_run
from doorstroom.oversight.wording import KEPT
from doorstroom.wiring import RETENTION, Retention


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--apply", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        now = settings.CLOCK.now()
        actor = system_actor(at=now, purpose="retention")
        with translation.override(settings.LANGUAGE_CODE):
            for rule in RETENTION:
                self.stdout.write(self._one(rule, actor, apply=options["apply"]))

    def _one(self, rule: Retention, actor: Actor, *, apply: bool) -> str:
        with transaction.atomic(), scope(actor):
            due = rule.due(on=actor.on).count()
            gone = rule.let_go(actor=actor, on=actor.on) if apply else 0
            if apply:
                record_run(actor=actor, kind=rule.kind, on=actor.on, due=due, gone=gone)
        what, term = KEPT[rule.kind]
        done = f"{gone} let go" if apply else f"{due} due"
        return f"{what}: {done} ({term}; {rule.source})"
