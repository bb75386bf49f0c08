"""Loads the European classification of occupations and skills: `doorstroom taxonomy import DIR`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from doorstroom.taxonomy.domain.esco import ACKNOWLEDGEMENT
from doorstroom.taxonomy.domain.esco_files import EscoError
from doorstroom.taxonomy.services import import_esco
from doorstroom.ui.wording import sentence


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        load = actions.add_parser("import")
        load.add_argument("directory", type=Path, help="A folder with the CSV files of one or more releases.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with translation.override("nl"):
                loaded = import_esco(directory=options["directory"])
        except EscoError as error:
            raise CommandError(sentence(error)) from error
        self.stdout.write(f"{loaded.concepts} concepts, {loaded.labels} names and {loaded.relations} relations read.")
        self.stdout.write(ACKNOWLEDGEMENT)
        for reason, count in sorted(loaded.skipped.counts.items()):
            self.stdout.write(f"  left out, {reason}: {count} ({', '.join(loaded.skipped.examples[reason])})")
