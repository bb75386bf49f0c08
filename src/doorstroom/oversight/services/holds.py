"""Sets and lifts what keeps evidence longer than its term."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from doorstroom.accounts.access import system_actor
from doorstroom.audit.services import Logged, log
from doorstroom.database.scope import scope
from doorstroom.kernel.actor import Actor
from doorstroom.oversight.access import may_lift, may_review, own_programmes, visible_holds
from doorstroom.oversight.domain.errors import ReviewRefused
from doorstroom.oversight.domain.file_requests import Known
from doorstroom.oversight.domain.holds import HoldKind, check_hold
from doorstroom.oversight.models import LegalHold
from doorstroom.oversight.selectors.file_requests import person_meant
from doorstroom.participants.models import PersonRelation
from doorstroom.programmes.models import Programme


@transaction.atomic
def hold_programme(*, actor: Actor, programme: Programme, reference: str, last_day: date) -> LegalHold:
    """Keep the ESF+ evidence of everybody who takes part in this programme, up to and with that day."""
    if not may_review(actor) or not own_programmes(actor).filter(pk=programme.pk).exists():
        raise ReviewRefused("may_not_hold")
    return _set(actor, HoldKind.ESF, reference, last_day, programme=programme)


@transaction.atomic
def hold_file(*, actor: Actor, known: Known, reference: str, last_day: date) -> LegalHold:
    """Keep the whole file of one person whom the actor's organisation guides or guided, up to and with that day."""
    if not may_review(actor) or actor.organisation_id is None:
        raise ReviewRefused("may_not_hold")
    with scope(system_actor(at=actor.at, purpose="legal_hold"), nested=True):
        person = person_meant(known)
        ours = PersonRelation.objects.filter(person=person, organisation=actor.organisation_id).exists()
    if person is None or not ours:
        raise ReviewRefused("hold_of_nobody")
    return _set(actor, HoldKind.DISPUTE, reference, last_day, person_id=person)


@transaction.atomic
def lift_hold(*, actor: Actor, hold_id: int, because: str) -> LegalHold:
    """End a hold today, with the reason; what is past its term goes the next night."""
    hold = visible_holds(actor).select_for_update(of=("self",)).filter(pk=hold_id).first()
    if hold is None or not may_lift(actor, hold) or hold.lifted_on:
        raise ReviewRefused("no_such_hold")
    if not because.strip():
        raise ReviewRefused("reason_needed")
    hold.lifted_on, hold.lifted_by_id, hold.lifted_because = actor.on, actor.membership_id, because.strip()
    hold.save(update_fields=["lifted_on", "lifted_by", "lifted_because"])
    log(actor, Logged("change", "legal_hold", hold.pk, hold.person_id, ["lifted_on", "lifted_because"]))
    return hold


def _set(
    actor: Actor,
    kind: HoldKind,
    reference: str,
    last_day: date,
    *,
    programme: Programme | None = None,
    person_id: UUID | None = None,
) -> LegalHold:
    check_hold(kind, reference=reference, last_day=last_day, on=actor.on)
    hold = LegalHold.objects.create(
        kind=kind, programme=programme, person_id=person_id, organisation_id=actor.organisation_id or 0,
        reference=reference.strip(), set_on=actor.on, set_by_id=actor.membership_id or 0, last_day=last_day,
    )  # fmt: skip
    log(actor, Logged("create", "legal_hold", hold.pk, person_id, ["reference", "last_day"]))
    return hold
