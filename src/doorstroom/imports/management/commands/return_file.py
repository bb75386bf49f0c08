"""Gives a partner its own columns back: `doorstroom return PARTNER --kind KIND --round ROUND --out FILE`.

An .xlsx or .csv file, by the name of FILE. `--as` says who gives it out; else it is who is known at the partner.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from doorstroom.accounts.access import actor_of, system_actor
from doorstroom.database.scope import scope
from doorstroom.imports.domain.errors import ImportsError
from doorstroom.imports.models import Batch
from doorstroom.imports.selectors import find_member, find_partner, find_round
from doorstroom.imports.services import return_file
from doorstroom.ui.wording import sentence


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("partner", help="Name of the organisation whose register it is.")
        parser.add_argument("--kind", choices=Batch.Kind.values, required=True)
        parser.add_argument("--round", default="", help="Name or number of the round.")
        parser.add_argument("--as", dest="user", default="", help="E-mail address of who gives it out.")
        parser.add_argument("--out", type=Path, required=True, help="The file to write: .xlsx or .csv.")

    def handle(self, *args: Any, **options: Any) -> None:
        now, target = settings.CLOCK.now(), options["out"]
        try:
            with (
                translation.override("nl"),
                transaction.atomic(),
                scope(system_actor(at=now, purpose="import")),
            ):
                partner = find_partner(options["partner"], needed=True)
                if partner is None:
                    raise ImportsError("partner_not_found", partner="–")
                round = find_round(options["round"], needed=True)
                actor = actor_of(find_member(options["user"], options["kind"], partner, round, now), at=now)
                with scope(actor, nested=True):
                    content = return_file(
                        actor=actor, partner=partner, kind=options["kind"], round=round,
                        workbook=target.suffix.lower() == ".xlsx",
                    )  # fmt: skip
                target.write_bytes(content)
                self.stdout.write(_("Written: %(file)s.") % {"file": target})
        except ImportsError as error:
            with translation.override("nl"):
                raise CommandError(sentence(error)) from error
