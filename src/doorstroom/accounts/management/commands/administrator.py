"""Lets an organisation begin here with its first functional administrator: `administrator ORGANISATION EMAIL NAME`.

She sets her own password and second step, and gives roles to her colleagues herself.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse

from doorstroom.accounts.models import Organisation, OrganisationKind
from doorstroom.accounts.services import add_first_administrator
from doorstroom.accounts.wording import REFUSALS
from doorstroom.database.scope import scope
from doorstroom.kernel.actor import system_actor
from doorstroom.kernel.errors import DomainError


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("organisation")
        parser.add_argument("email")
        parser.add_argument("name", help="What she is called.")
        parser.add_argument("--kind", choices=OrganisationKind.values, help="Of an organisation that is new here.")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = system_actor(at=settings.CLOCK.now(), purpose="organisation")
        given = {"email": address(options["email"].strip()), "name": options["name"].strip()}
        with transaction.atomic(), scope(actor):
            organisation = found_or_new(options["organisation"].strip(), options["kind"])
            try:
                add_first_administrator(actor=actor, organisation=organisation, **given)
            except DomainError as error:
                raise CommandError(str(REFUSALS[error.code] % error.params)) from error
        self.stdout.write(
            f"{given['name']} looks after the roles of {organisation}. She asks for a password on"
            f" {reverse('account_reset_password')} with {given['email']}, and sets a second step when she signs in."
        )


def found_or_new(name: str, kind: str | None) -> Organisation:
    """The one that stands under this name, else a new one of this kind."""
    found = list(Organisation.objects.filter(name__iexact=name, merged_into=None)[:2])
    if len(found) > 1:
        raise CommandError(f"More than one organisation is called “{name}”; rename one of them first.")
    if not found and not kind:
        raise CommandError(f"No organisation is called “{name}”. Give --kind to let it begin here.")
    return found[0] if found else Organisation(name=name, kind=kind or "")


def address(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError as error:
        raise CommandError(f"“{text}” is no mail address.") from error
    return text
