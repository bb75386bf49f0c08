"""Who works in a round, and their own yes to confirming it."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from doorstroom.accounts.models import Membership, Organisation, Role
from doorstroom.agreements.models import Purpose
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor
from doorstroom.participants.services import RelationSpec, close_relations, open_relations
from doorstroom.rounds.access import may_lead, may_sign, recruitment_partners
from doorstroom.rounds.domain.course import MAY_BE_SIGNED, TAKES_PEOPLE
from doorstroom.rounds.domain.errors import RoundError
from doorstroom.rounds.models import Nomination, Round, RoundPartner, RoundSignature
from doorstroom.rounds.services.payers import let_go_of_payer
from doorstroom.rounds.services.recruitment import source_of

CLOSED = (Nomination.Outcome.WITHDRAWN, Nomination.Outcome.NOT_NOW)


@transaction.atomic
def add_partner(
    *,
    actor: Actor,
    round: Round,
    organisation: Organisation,
    role: Role,
    contact: Membership | None = None,
    pays: bool = False,
    on: date,
) -> RoundPartner:
    """Let an organisation work in the round; it sees who is nominated as far as its agreement opens that.

    One that pays sees only for whom it pays, once that is said (`set_payers`).
    """
    round = _led(actor, round)
    if pays and role != Role.CASEWORKER:
        raise RoundError("payer_is_caseworker")
    partner, made = RoundPartner.objects.get_or_create(
        round=round, organisation=organisation, role=role, defaults={"contact": contact, "pays": pays}
    )
    if not made:
        raise RoundError("partner_already", organisation=organisation.name)
    opened = [
        (nomination.person_id, RelationSpec(each.organisation_id, each.role, Purpose.RECRUITMENT, each.basis,
                                            source_of(nomination)))
        for each in recruitment_partners(round, on)
        if (each.organisation_id, each.role) == (organisation.pk, role)
        for nomination in round.nominations.exclude(outcome__in=CLOSED)
    ]  # fmt: skip
    open_relations(actor=actor, opened=opened, on=on)
    log(
        actor,
        Logged("create", "round_partner", partner.pk, fields=["organisation", "role", *(["pays"] if pays else [])]),
    )
    return partner


@transaction.atomic
def remove_partner(*, actor: Actor, partner: RoundPartner, on: date) -> None:
    """The organisation no longer works in the round in this role, and no longer sees who was nominated for it."""
    round = _led(actor, partner.round)
    if partner.organisation_id == actor.organisation_id and partner.role == actor.role:
        raise RoundError("leads_the_round")
    RoundSignature.objects.filter(round=round, organisation=partner.organisation_id, role=partner.role).delete()
    if partner.pays:
        let_go_of_payer(actor=actor, round=round, payer_id=partner.organisation_id, on=on)
    key = partner.pk
    partner.delete()
    if not round.partners.filter(organisation=partner.organisation_id).exists():
        for nomination in round.nominations.all():
            close_relations(actor=actor, source=source_of(nomination), organisation_id=partner.organisation_id, on=on)
    log(actor, Logged("delete", "round_partner", key, fields=["organisation", "role"]))


@transaction.atomic
def sign_round(*, actor: Actor, round: Round, on: date) -> RoundSignature:
    """Say yes, for the own organisation, to confirming the round with the seats it has now."""
    round = Round.objects.select_for_update().get(pk=round.pk)
    if actor.organisation_id is None or actor.membership_id is None or not may_sign(actor, round):
        raise RoundError("may_not_sign")
    if round.state not in MAY_BE_SIGNED:
        raise RoundError("signs_too_late", state=round.get_state_display())
    signature, _made = RoundSignature.objects.update_or_create(
        round=round, organisation_id=actor.organisation_id, role=actor.role,
        defaults={"member_id": actor.membership_id, "seats": round.seats, "signed_on": on},
    )  # fmt: skip
    log(actor, Logged("create", "round_signature", signature.pk, fields=["seats"]))
    return signature


def _led(actor: Actor, round: Round) -> Round:
    round = Round.objects.select_for_update().get(pk=round.pk)
    if not may_lead(actor, round):
        raise RoundError("may_not_lead")
    if round.state not in TAKES_PEOPLE:
        raise RoundError("partners_stand_fast", round=round.name, state=round.get_state_display())
    return round
