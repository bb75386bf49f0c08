"""Brings the database up to date as the role that owns it, gives the serving role its rights, and loads the
product's own vocabulary of occupations and skills."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from doorstroom.database.grants import grant_to_app
from doorstroom.taxonomy.services import load_own_vocabulary


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", database="owner", verbosity=options["verbosity"])
        grant_to_app(app_role=settings.DATABASES["default"]["USER"])
        load_own_vocabulary()
