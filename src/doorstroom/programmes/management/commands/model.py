"""Brings in a route model from a file, and lists what there is: `doorstroom model load FILE.yaml`, `model list`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from doorstroom.database.scope import scope
from doorstroom.kernel.actor import system_actor
from doorstroom.programmes.domain.errors import ProgrammeError
from doorstroom.programmes.domain.fields import ModelError
from doorstroom.programmes.domain.messages import explain
from doorstroom.programmes.models import Programme, RouteModel
from doorstroom.programmes.services import load_model
from doorstroom.ui.wording import sentence


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        load = actions.add_parser("load")
        load.add_argument("file", type=Path)
        load.add_argument("--programme", help="The name of the programme that uses it.")
        actions.add_parser("list")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["action"] == "list":
            for model in RouteModel.objects.select_related("derived_from"):
                source = f", copied from {model.derived_from}" if model.derived_from else ""
                used = f", in use since {model.used_on}" if model.used_on else ", not in use"
                self.stdout.write(f"{model}{used}{source}")
            return
        with translation.override("nl"):
            self._load(options["file"], options["programme"])

    def _load(self, path: Path, programme_name: str | None) -> None:
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        programme = Programme.objects.filter(name=programme_name).first() if programme_name else None
        if programme_name and not programme:
            raise CommandError(f"There is no programme called {programme_name}.")
        now = settings.CLOCK.now()
        actor = system_actor(at=now, purpose="load_model")
        try:
            with transaction.atomic(), scope(actor):
                model = load_model(
                    actor=actor, text=path.read_text(encoding="utf-8"), programme=programme, on=now.date()
                )
        except ModelError as error:
            lines = "\n".join(f"  {explain(problem, gettext)}" for problem in error.problems)
            raise CommandError(f"{path.name}: {len(error.problems)}\n{lines}") from error
        except ProgrammeError as error:
            raise CommandError(sentence(error)) from error
        self.stdout.write(f"{model} ({model.checksum[:12]})")
