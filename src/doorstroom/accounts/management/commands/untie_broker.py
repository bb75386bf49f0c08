"""Forgets which number of a broker belongs to an account, so that the next sign-in ties it anew."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from doorstroom.accounts.services import untie_from_brokers
from doorstroom.database.scope import scope
from doorstroom.kernel.actor import system_actor


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="The mail address of the account.")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = system_actor(at=settings.CLOCK.now(), purpose="untie_broker")
        with transaction.atomic(), scope(actor):
            untied = untie_from_brokers(actor=actor, email=options["email"])
        self.stdout.write(f"{untied} number(s) of brokers forgotten.")
        if not untied:
            raise SystemExit(1)
