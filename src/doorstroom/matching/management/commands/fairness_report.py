"""Makes the fairness report of today, keeps it, and prints it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from doorstroom.database.scope import scope
from doorstroom.kernel.actor import system_actor
from doorstroom.matching.services import make_fairness_report
from doorstroom.matching.wording import fairness_rows, not_shown


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        actor = system_actor(at=settings.CLOCK.now(), purpose="fairness_report")
        with transaction.atomic(), scope(actor):
            report = make_fairness_report(actor=actor)
        for line in not_shown():
            self.stdout.write(line)
        self.stdout.write(f"{report.content['people']} people, {report.made_on}, rule {report.rule_version}")
        for row in fairness_rows(report):
            self.stdout.write(" | ".join((row.attribute, row.group, row.measure, row.figures, row.interval, row.power)))
