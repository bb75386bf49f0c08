"""Brings the database up to date as the role that owns it, gives the serving role its rights, and loads the
product's own vocabulary of occupations and skills."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from doorstroom.database.grants import grant_to_app
from doorstroom.database.selectors import waiting_migrations
from doorstroom.taxonomy.services import load_own_vocabulary


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        if waiting_migrations("owner"):  # looking is quick; migrating for nothing takes seconds at every start
            call_command("migrate", database="owner", verbosity=options["verbosity"])
        elif options["verbosity"]:
            self.stdout.write("The database is up to date.")
        grant_to_app(app_role=settings.DATABASES["default"]["USER"])
        load_own_vocabulary()
