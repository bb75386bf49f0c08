"""Restricts a file to who coordinates it and the members named, and lifts that."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction

from doorstroom.accounts.access import system_actor
from doorstroom.agreements.models import Category
from doorstroom.audit.services import Logged, log
from doorstroom.database.scope import scope
from doorstroom.kernel.actor import Actor
from doorstroom.oversight.access import coordinates, may_review, visible_restrictions
from doorstroom.oversight.domain.errors import ReviewRefused
from doorstroom.oversight.domain.file_requests import Known
from doorstroom.oversight.domain.restrictions import check_restriction
from doorstroom.oversight.selectors.file_requests import person_meant
from doorstroom.participants.access import may_see
from doorstroom.participants.models import PersonRelation, Restriction
from doorstroom.trajectories.models import HolderTerm


@transaction.atomic
def restrict_own_file(
    *, actor: Actor, person_id: UUID, members: Iterable[int], reason: str, until: date
) -> Restriction:
    """The one who coordinates this file lets only the members named open it, beside herself."""
    if not may_see(actor, person_id, Category.CORE) or not coordinates(actor, person_id):
        raise ReviewRefused("may_not_restrict")
    return _set(actor, person_id, {*members, actor.membership_id or 0}, reason, until)


@transaction.atomic
def restrict_known_file(*, actor: Actor, known: Known, members: Iterable[int], reason: str, until: date) -> Restriction:
    """The privacy officer restricts a file of which she knows whose it is; her organisation must have to do with it."""
    if not may_review(actor) or actor.organisation_id is None:
        raise ReviewRefused("may_not_restrict")
    with scope(system_actor(at=actor.at, purpose="restriction"), nested=True):
        person = person_meant(known)
        ours = PersonRelation.objects.filter(person=person, organisation=actor.organisation_id).exists()
    if person is None or not ours:
        raise ReviewRefused("hold_of_nobody")
    return _set(actor, person, set(members), reason, until)


@transaction.atomic
def lift_restriction(*, actor: Actor, restriction_id: int, because: str) -> Restriction:
    """Open the file again to whoever has a relation to her, from this moment."""
    found = visible_restrictions(actor).select_for_update(of=("self",)).filter(pk=restriction_id).first()
    if found is None or found.lifted_at:
        raise ReviewRefused("no_such_restriction")
    if not (may_review(actor) or coordinates(actor, found.person_id)):
        raise ReviewRefused("may_not_restrict")
    if not because.strip():
        raise ReviewRefused("reason_needed")
    found.lifted_at, found.lifted_by_id, found.lifted_because = actor.at, actor.membership_id, because.strip()
    found.save(update_fields=["lifted_at", "lifted_by", "lifted_because"])
    log(actor, Logged("change", "restriction", found.pk, found.person_id, ["lifted_at", "lifted_because"]))
    return found


def _set(actor: Actor, person_id: UUID, named: set[int], reason: str, until: date) -> Restriction:
    """Under the system's scope, because who restricts a file may be shut out by that."""
    check_restriction(reason=reason, until=until, on=actor.on, named=len(named))
    with scope(system_actor(at=actor.at, purpose="restriction"), nested=True):
        for old in Restriction.objects.select_for_update().filter(person_id=person_id, lifted_at=None):
            if old.until > actor.on:
                raise ReviewRefused("restricted_already", until=old.until)
            old.lifted_at = datetime.combine(old.until, time(), tzinfo=actor.at.tzinfo)
            old.save(update_fields=["lifted_at"])
        held = HolderTerm.objects.filter(trajectory__person=person_id, ended_at=None)
        made = Restriction.objects.create(
            person_id=person_id, organisation_id=actor.organisation_id or 0, reason=reason.strip(), until=until,
            admitted=sorted(named | set(held.values_list("member_id", flat=True))), set_at=actor.at,
            set_by_id=actor.membership_id or 0,
        )  # fmt: skip
        log(actor, Logged("create", "restriction", made.pk, person_id, ["admitted", "reason", "until"]))
    return made
