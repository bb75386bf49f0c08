"""Merges two organisations into one, or gives one another name: `merge FORMER INTO`, `rename NAME NEW`.

All that the former had goes over to the other: its people and whom they hold, agreements, rounds, places, promises.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from doorstroom.accounts.models import Organisation
from doorstroom.accounts.services import merge_organisations, rename_organisation
from doorstroom.accounts.wording import REFUSALS
from doorstroom.database.scope import scope
from doorstroom.kernel.actor import Actor, system_actor
from doorstroom.kernel.errors import DomainError


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", choices=["merge", "rename"])
        parser.add_argument("name", help="The organisation as it is called now.")
        parser.add_argument("other", help="The organisation that goes on, or the new name.")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = system_actor(at=settings.CLOCK.now(), purpose="organisation")
        act = {"merge": self.merge, "rename": self.rename}[options["act"]]
        with transaction.atomic(), scope(actor):
            try:
                act(actor, standing(options["name"]), options["other"])
            except DomainError as error:
                raise CommandError(str(REFUSALS[error.code] % error.params)) from error

    def merge(self, actor: Actor, former: Organisation, into: str) -> None:
        moved = merge_organisations(actor=actor, former=former, into=standing(into), on=actor.on)
        for label, count in sorted(moved.items()):
            self.stdout.write(f"{count:>7}  {label}")

    def rename(self, actor: Actor, organisation: Organisation, name: str) -> None:
        rename_organisation(actor=actor, organisation=organisation, name=name, on=actor.on)


def standing(name: str) -> Organisation:
    """The one organisation of that name that was not merged into another."""
    found = list(Organisation.objects.filter(name__iexact=name.strip(), merged_into=None)[:2])
    if len(found) != 1:
        raise CommandError(f"{'No' if not found else 'More than one'} organisation is called “{name}”.")
    return found[0]
