"""Writes the entry of matching for the Dutch register of algorithms, as JSON and as Markdown, from what runs here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import translation

from doorstroom.accounts.models import Organisation, OrganisationKind
from doorstroom.database.scope import scope
from doorstroom.kernel.actor import system_actor
from doorstroom.matching.domain.register import CATEGORIES, STATUSES, InvalidEntry, as_markdown
from doorstroom.matching.privacy import MONTHS_KEPT
from doorstroom.matching.selectors.register import Publisher, register_entry
from doorstroom.matching.services.answers import rule_version

NAME = "algoritmeregister-matching"


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--out", type=Path, default=Path(), help="Folder for the two files.")
        parser.add_argument("--organisation", help="Who publishes; without it the office of the partnership.")
        parser.add_argument("--contact", default=settings.DEFAULT_FROM_EMAIL)
        parser.add_argument("--status", choices=STATUSES, default=STATUSES[1])
        parser.add_argument("--category", choices=CATEGORIES, default=CATEGORIES[1])
        parser.add_argument("--since", default="", help="Month in which use began, yyyy-mm.")

    def handle(self, *args: Any, **options: Any) -> None:
        now = settings.CLOCK.now()
        with (
            transaction.atomic(),
            scope(system_actor(at=now, purpose="algorithm_register")),
            translation.override("nl"),
        ):
            publisher = Publisher(
                options["organisation"] or _office(), options["contact"], options["status"], options["since"],
                settings.BASE_URL, options["category"],
            )  # fmt: skip
            try:
                entry = register_entry(publisher, rule_version=rule_version(), months_kept=MONTHS_KEPT, on=now.date())
            except InvalidEntry as problem:
                raise CommandError(str(problem)) from problem
        options["out"].mkdir(parents=True, exist_ok=True)
        for suffix, text in (
            ("json", json.dumps(entry, ensure_ascii=False, indent=1) + "\n"),
            ("md", as_markdown(entry)),
        ):
            path = options["out"] / f"{NAME}.{suffix}"
            path.write_text(text)
            self.stdout.write(f"written: {path}")


def _office() -> str:
    """The first office of a partnership; empty when none is written down, which the standard refuses by name."""
    office = Organisation.objects.filter(kind=OrganisationKind.PARTNERSHIP, merged_into=None).order_by("pk").first()
    return office.name if office else ""
