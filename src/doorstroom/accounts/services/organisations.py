"""Organisations that get another name, or become part of another.

Who merges takes over all that the other had: its people and whom they hold, agreements and what they open, rounds,
places and promises. Memberships move as they are, so whoever coordinated somebody yesterday does today. Signatures stay
readable under the name of then, which is kept in `OrganisationName`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import IntegrityError, models, transaction

from doorstroom.accounts.access import is_system
from doorstroom.accounts.domain.errors import OrganisationRefused
from doorstroom.accounts.models import Membership, Organisation, OrganisationName
from doorstroom.accounts.selectors import FOLLOWS_ITSELF, STAYS, pointing_at
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor
from doorstroom.kernel.events import Event, emit


@transaction.atomic
def rename_organisation(*, actor: Actor, organisation: Organisation, name: str, on: date) -> Organisation:
    """Give an organisation another name from this day; the one before stays findable and readable."""
    _require_system(actor)
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if not name.strip() or name.strip() == locked.name:
        raise OrganisationRefused("name_needed", name=locked.name)
    OrganisationName.objects.create(organisation=locked, name=locked.name, valid_until=on)
    before, locked.name = locked.name, name.strip()
    locked.save(update_fields=["name"])
    log(actor, Logged("change", "organisation", locked.pk, fields=["name"]))
    emit(Event("organisation_renamed", actor, {"former_name": before, "organisation": locked, "on": on}))
    return locked


@transaction.atomic
def merge_organisations(*, actor: Actor, former: Organisation, into: Organisation, on: date) -> dict[str, int]:
    """Let `into` take over all that `former` has; returns how many rows of which kind went over.

    What `into` has itself already (both are party to one agreement) stays with the former. Somebody who works in the
    same role at both keeps the membership at `into`; the other ends.
    """
    _require_system(actor)
    both = {each.pk: each for each in Organisation.objects.select_for_update().filter(pk__in=[former.pk, into.pk])}
    if len(both) < 2 or any(each.merged_into_id for each in both.values()):
        raise OrganisationRefused("merge_two_that_stand", former=former.name, into=into.name)
    if both[former.pk].kind != both[into.pk].kind:
        raise OrganisationRefused("merge_of_one_kind", former=former.name, into=into.name)
    moved = {label: count for label, count in _move_all(both[former.pk], both[into.pk]) if count}
    Membership.objects.filter(organisation=former, valid_until=None).update(valid_until=on)
    OrganisationName.objects.create(organisation=into, name=former.name, valid_until=on)
    Organisation.objects.filter(models.Q(pk=former.pk) | models.Q(merged_into=former)).update(merged_into=into)
    log(actor, Logged("change", "organisation", former.pk, fields=["merged_into", *sorted(moved)]))
    log(actor, Logged("change", "organisation", into.pk, fields=["former_names"]))
    emit(Event("organisations_merged", actor, {"former_name": former.name, "organisation": into, "on": on}))
    return moved


def _move_all(former: Organisation, into: Organisation) -> Iterator[tuple[str, int]]:
    for each in pointing_at(former):
        if each.label not in FOLLOWS_ITSELF | STAYS:
            yield f"{each.label}.{each.field}", _move(each.rows, each.field, into)


def _move(rows: models.QuerySet[models.Model], name: str, into: Organisation) -> int:
    """At once where nothing is in the way, else one by one; a row that `into` has already stays where it is."""
    try:
        with transaction.atomic():
            return rows.update(**{name: into})
    except IntegrityError:
        return sum(_move_one(rows, pk, name, into) for pk in list(rows.order_by("pk").values_list("pk", flat=True)))


def _move_one(rows: models.QuerySet[models.Model], pk: object, name: str, into: Organisation) -> int:
    try:
        with transaction.atomic():
            return rows.filter(pk=pk).update(**{name: into})
    except IntegrityError:
        return 0


def _require_system(actor: Actor) -> None:
    if not is_system(actor):
        raise OrganisationRefused("organisation_not_yours")
