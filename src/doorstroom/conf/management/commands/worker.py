"""Does what must happen outside a request: seals the log within five seconds, sends waiting mails, and once a night
lets go of files past their term and opens last month's review of the log.

The first two are queues in the database that may be worked off by any number of workers: what one has taken, another
skips; what failed is tried again.
"""

from __future__ import annotations

import os
import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection, transaction

from doorstroom.audit.services import seal_entries
from doorstroom.database.scope import scope
from doorstroom.kernel.actor import system_actor
from doorstroom.notifications.tasks import deliver
from doorstroom.oversight.domain.review import last_month
from doorstroom.oversight.services import open_reviews

PAUSE_SECONDS = 2.0
NIGHT_HOUR = 3  # local time from which files past their term are let go, once a night


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="Work off what waits, then stop.")
        parser.add_argument("--parent", type=int, help="Stop when this process is no longer our parent.")

    def handle(self, *args: Any, **options: Any) -> None:
        stopping = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopping.set())
        last_night = settings.CLOCK.today()
        while not stopping.is_set():
            work_off()
            now = settings.CLOCK.now()
            if now.date() > last_night and now.hour >= NIGHT_HOUR:
                call_command("retention", apply=True)
                call_command("fairness_report")
                open_log_reviews()
                last_night = now.date()
            orphaned = options["parent"] and os.getppid() != options["parent"]
            if options["once"] or orphaned:
                return
            stopping.wait(PAUSE_SECONDS)


def open_log_reviews() -> None:
    """Last month's looks, for every privacy officer; a review that is there already stays as it is."""
    now = settings.CLOCK.now()
    with transaction.atomic(), scope(system_actor(at=now, purpose="open_log_reviews")):
        open_reviews(actor=system_actor(at=now, purpose="open_log_reviews"), month=last_month(now.date()))


def work_off() -> None:
    """One turn of both queues, each in a transaction of its own."""
    now = settings.CLOCK.now()
    with transaction.atomic(), scope(system_actor(at=now, purpose="seal_log")):
        seal_entries()
    with transaction.atomic(), scope(system_actor(at=now, purpose="send_messages")):
        deliver(at=now, base_url=settings.BASE_URL)
    connection.close_if_unusable_or_obsolete()
