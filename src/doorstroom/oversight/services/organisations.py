"""Merging and renaming by a functional administrator: within what she administers, and by the one service for both."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from doorstroom.accounts.access import system_actor
from doorstroom.accounts.domain.errors import OrganisationRefused
from doorstroom.accounts.models import Organisation
from doorstroom.accounts.services import merge_organisations, rename_organisation
from doorstroom.agreements.access import administered
from doorstroom.audit.services import Logged, log
from doorstroom.database.scope import scope
from doorstroom.kernel.actor import Actor

PURPOSE = "organisation"


@transaction.atomic
def merge_administered(*, actor: Actor, former: Organisation, into: Organisation, on: date) -> int:
    """Let `into` take over all that `former` has; returns how many rows went over. Logged by name, and as the job."""
    _require_administered(actor, former, into)
    log(actor, Logged("change", "organisation", former.pk, fields=["merged_into"], purpose=PURPOSE))
    system = system_actor(at=actor.at, purpose=PURPOSE)
    with scope(system, nested=True):
        return sum(merge_organisations(actor=system, former=former, into=into, on=on).values())


@transaction.atomic
def rename_administered(*, actor: Actor, organisation: Organisation, name: str, on: date) -> Organisation:
    """Give an organisation another name from this day; the one before stays findable and readable."""
    _require_administered(actor, organisation)
    log(actor, Logged("change", "organisation", organisation.pk, fields=["name"], purpose=PURPOSE))
    system = system_actor(at=actor.at, purpose=PURPOSE)
    with scope(system, nested=True):
        return rename_organisation(actor=system, organisation=organisation, name=name, on=on)


def _require_administered(actor: Actor, *organisations: Organisation) -> None:
    keys = {each.pk for each in organisations}
    if administered(actor).filter(pk__in=keys).count() < len(keys):
        raise OrganisationRefused("organisation_not_administered")
