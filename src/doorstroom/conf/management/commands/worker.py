"""Does what must happen outside a request: seals the log within five seconds, sends waiting mails, and once a night
lets go of files past their term, reports on equal chances, opens last month's review of the log, keeps forecasts, shows
who leads what nobody holds who is there, notes what became of signals and reminds of warm handovers that wait for an
answer.

The first two are queues in the database that may be worked off by any number of workers: what one has taken, another
skips; what failed is tried again.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import structlog
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, connection, transaction

from doorstroom.audit.services import seal_entries
from doorstroom.conf.room import room
from doorstroom.database import embedded
from doorstroom.database.scope import scope
from doorstroom.followup import services as followup
from doorstroom.intake.services import tend_referrals
from doorstroom.kernel.actor import Actor, system_actor
from doorstroom.monitoring.services import archive_forecasts
from doorstroom.monitoring.services.far_group import count_far_groups
from doorstroom.notifications.tasks import deliver
from doorstroom.oversight.domain.review import last_month
from doorstroom.oversight.services import open_reviews
from doorstroom.signals.services import note_signals
from doorstroom.trajectories import services as trajectories

LOG = structlog.get_logger(__name__)
PAUSE_SECONDS = 2.0
NIGHT_HOUR = 3  # local time from which files past their term are let go, once a night

Job = Callable[[Actor], object]
QUEUES: dict[str, Job] = {
    "seal_log": lambda actor: seal_entries(),
    "send_messages": lambda actor: deliver(at=actor.at, base_url=settings.BASE_URL),
}
COMMANDS: dict[str, dict[str, bool]] = {"retention": {"apply": True}, "fairness_report": {}}
JOBS: dict[str, Job] = {
    "open_log_reviews": lambda actor: open_reviews(actor=actor, month=last_month(actor.on)),
    "archive_forecasts": lambda actor: archive_forecasts(actor=actor, on=actor.on),
    "show_left_alone": lambda actor: trajectories.show_left_alone(actor=actor, on=actor.on),
    "ask_left_alone": lambda actor: followup.show_left_alone(actor=actor, on=actor.on),
    "count_far_groups": lambda actor: count_far_groups(actor=actor, on=actor.on),
    "note_signals": lambda actor: note_signals(actor=actor, on=actor.on),
    "tend_referrals": lambda actor: tend_referrals(actor=actor, on=actor.on),
}


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
            with reported("queues"):
                work_off()
            with reported("room"):
                room().is_short()
                room().keep_ballast()
            connection.close_if_unusable_or_obsolete()
            now = settings.CLOCK.now()
            if now.date() > last_night and now.hour >= NIGHT_HOUR:
                at_night(now)
                last_night = now.date()
            orphaned = options["parent"] and os.getppid() != options["parent"]
            if options["once"] or orphaned:
                return
            stopping.wait(PAUSE_SECONDS)


def at_night(now: datetime) -> None:
    """What comes once a day. One that fails is logged and leaves the others alone."""
    for name, options in COMMANDS.items():
        with reported(name):
            call_command(name, **options)
    for name, job in JOBS.items():
        with reported(name):
            do(name, job, now)


def do(name: str, job: Job, now: datetime) -> None:
    """Do one job in a transaction and a scope of its own, for the purpose of its name."""
    actor = system_actor(at=now, purpose=name)
    with transaction.atomic(), scope(actor):
        job(actor)


@contextmanager
def reported(name: str) -> Iterator[None]:
    try:
        yield
    except Exception:
        LOG.exception("work of the worker failed", job=name)


def work_off() -> None:
    """One turn of both queues. A database of our own that went down, as it does when its disk is full, is started
    again."""
    now = settings.CLOCK.now()
    try:
        for name, job in QUEUES.items():
            do(name, job, now)
    except OperationalError:
        if settings.EMBEDDED:
            embedded.start(settings.VAR)
        raise
