"""Brings in a partner's file: `doorstroom import participants|places|attendance|awards|sending FILE`, and
`doorstroom import undo ID`.

Without `--apply` nothing is written. Without `--as` a dry run looks at the file alone, not at who is known.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from doorstroom.accounts.access import actor_of, system_actor
from doorstroom.accounts.models import Organisation
from doorstroom.database.scope import scope
from doorstroom.imports.domain.check import CheckedFile, check_file
from doorstroom.imports.domain.errors import ImportsError
from doorstroom.imports.domain.problems import FileError
from doorstroom.imports.domain.report import to_json
from doorstroom.imports.models import Batch
from doorstroom.imports.selectors import (
    applied_before,
    file_context,
    find_batch,
    find_list,
    find_member,
    find_partner,
    find_round,
)
from doorstroom.imports.services import apply_batch, stage_file, undo_batch
from doorstroom.imports.wording import file_in_words, problem_in_words
from doorstroom.kernel.errors import DomainError
from doorstroom.rounds.models import Round
from doorstroom.ui.wording import sentence

# What the demo region takes when nothing is said: partner and round by kind.
DEMO = {
    Batch.Kind.PARTICIPANTS: ("Vennenwerk", "ronde 9"),
    Batch.Kind.PLACES: ("Werkcentrum Lindevallei", "ronde 9"),
    Batch.Kind.ATTENDANCE: ("Lindecollege", "ronde 8"),
    Batch.Kind.AWARDS: ("Lindecollege", "ronde 8"),
    Batch.Kind.SENDING: ("UWV Lindevallei", ""),
}


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=[*Batch.Kind.values, "undo"])
        parser.add_argument("target", help="The file, or the number of the delivery to undo.")
        parser.add_argument("--round", default="", help="Name or number of the round.")
        parser.add_argument("--list", default="", help="Number of the list of a sending employer.")
        parser.add_argument("--partner", default="", help="Name of the organisation whose file it is.")
        parser.add_argument("--as", dest="user", default="", help="E-mail address of who brings it in.")
        parser.add_argument("--apply", action="store_true", help="Write the good rows, all of them or none.")
        parser.add_argument("--report", type=Path, help="Write what was found to this JSON file.")

    def handle(self, *args: Any, **options: Any) -> None:
        now = settings.CLOCK.now()
        try:
            with (
                translation.override("nl"),
                transaction.atomic(),
                scope(system_actor(at=now, purpose="import")),
            ):
                if options["what"] == "undo":
                    self._undo(options, now)
                else:
                    self._bring_in(options, now)
        except FileError as error:
            with translation.override("nl"):
                raise CommandError(file_in_words(error)) from error
        except DomainError as error:
            with translation.override("nl"):
                raise CommandError(sentence(error)) from error

    def _bring_in(self, options: dict[str, Any], now: datetime) -> None:
        kind, path = options["what"], Path(options["target"])
        content = _read(path)
        (partner, round), sending = _about(options), find_list(options["list"])
        user, batch = options["user"], None
        if not user and not options["apply"]:
            checked = check_file(kind, content, path.name, file_context(partner, round, on=now.date(), sending=sending))
        else:
            if partner is None:
                raise ImportsError("partner_not_found", partner=options["partner"] or "–")
            if options["apply"] and (before := applied_before(content, kind, partner, round, sending)):
                text = _("This file was applied before, as delivery %(batch)s. Nothing was written.")
                self.stdout.write(text % {"batch": before.pk})
                return
            actor = actor_of(find_member(user, kind, partner, round, now), at=now)
            with scope(actor, nested=True), transaction.atomic():
                batch, checked = stage_file(
                    actor=actor, kind=kind, partner=partner, round=round, content=content, file_name=path.name, at=now,
                    sending=sending,
                )  # fmt: skip
                if options["apply"]:
                    batch = apply_batch(actor=actor, batch=batch, at=now, checked=checked)
                else:
                    transaction.set_rollback(True)
        self._say(checked, partner, round)
        if options["report"]:
            options["report"].write_text(to_json([checked.report]), encoding="utf-8")
        if batch and options["apply"]:
            text = _("Applied as delivery %(batch)s. Take it back with: doorstroom import undo %(batch)s")
            self.stdout.write(text % {"batch": batch.pk})
        else:
            self.stdout.write(_("Nothing was written. Add --apply to take the good rows over."))

    def _undo(self, options: dict[str, Any], now: datetime) -> None:
        batch = find_batch(options["target"])
        brought_in_by = batch.created_by.user.email if batch.created_by else ""
        user = options["user"] or brought_in_by
        actor = actor_of(find_member(user, batch.kind, batch.partner, batch.round, now), at=now)
        with scope(actor, nested=True):
            undo_batch(actor=actor, batch=batch, at=now)
        self.stdout.write(_("Delivery %(batch)s is undone; everything is as it was before.") % {"batch": batch.pk})

    def _say(self, checked: CheckedFile, partner: Organisation | None, round: Round | None) -> None:
        report = checked.report
        whose = _("%(partner)s, %(round)s") % {"partner": partner or _("no partner"), "round": round or _("no round")}
        self.stdout.write(f"{checked.source.filename} · {whose}")
        counts = {"rows": report.rows, "accepted": report.accepted}
        if checked.kind == Batch.Kind.ATTENDANCE:
            self.stdout.write(_("%(rows)s rows read; %(accepted)s days can be taken over.") % counts)
        else:
            self.stdout.write(_("%(rows)s rows read; %(accepted)s can be taken over.") % counts)
        for problem in sorted(checked.problems, key=lambda problem: problem.row):
            words = problem_in_words(problem)
            self.stdout.write(f"  {words.where}: {words.what} {words.repair}")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(
            _("%(file)s cannot be read: %(reason)s.") % {"file": path, "reason": error.strerror}
        ) from error


def _about(options: dict[str, Any]) -> tuple[Organisation | None, Round | None]:
    """What was asked for, which must exist; else what the demo region takes, as far as it is there."""
    partner, round = DEMO[options["what"]] if settings.IS_DEMO else ("", "")
    return (
        find_partner(options["partner"], needed=True) or find_partner(partner, needed=False),
        find_round(options["round"], needed=True) or find_round(round, needed=False),
    )
