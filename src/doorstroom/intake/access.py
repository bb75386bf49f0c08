"""Who judges and chooses in the selection of a round, who may read it, and who acts on a warm handover.

Reading follows from the relation to the person. Choosing is what the model gives to roles, and only for partners
of the round and for the referrer who brought the person.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from doorstroom.accounts.access import is_system
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Category
from doorstroom.intake.domain.playbook import deciding_roles
from doorstroom.intake.domain.referral import Side
from doorstroom.intake.models import Referral
from doorstroom.kernel.actor import Actor
from doorstroom.participants.access import visible_to
from doorstroom.programmes.models import Programme
from doorstroom.programmes.selectors import approach_of
from doorstroom.rounds.access import may_recruit, works_in
from doorstroom.rounds.models import Nomination, Round
from doorstroom.trajectories.access import RECORDING_ROLES

__all__ = [
    "MAINTAINERS",
    "may_choose",
    "may_recruit",
    "may_see_selection",
    "may_set_terms",
    "side_of",
    "visible_referrals",
]

# Who keeps the catalogue of services.
MAINTAINERS = (Role.ACCOUNT_MANAGER, Role.PROGRAMME_MANAGER, Role.FUNCTIONAL_ADMINISTRATOR)


def may_choose(actor: Actor, nomination: Nomination) -> bool:
    """Judge criteria and decide on this person."""
    if is_system(actor):
        return True
    roles = deciding_roles(approach_of(nomination.round.model))
    inside = nomination.referrer_id == actor.organisation_id or works_in(actor, nomination.round)
    return inside and (not roles or actor.role in roles)


def may_see_selection(actor: Actor, round: Round) -> bool:
    """The page of all candidates: partners of the round in their role; others read each own person."""
    return works_in(actor, round) or round.requests.filter(organisation=actor.organisation_id).exists()


def visible_referrals(actor: Actor) -> QuerySet[Referral]:
    """Handovers of people one sees, that one sent or (as programme manager) one's organisation sent, and those sent to
    one's organisation."""
    if is_system(actor):
        return Referral.objects.all()
    organisation = actor.organisation_id or 0
    sent = Q(sender_organisation=organisation)
    if actor.role != Role.PROGRAMME_MANAGER:
        sent &= Q(sender=actor.membership_id)
    found = sent | Q(pk__in=visible_to(Referral.objects.all(), actor, Category.PROGRESS).values("pk"))
    if actor.role in RECORDING_ROLES:
        found |= Q(receiver_organisation=organisation) & ~Q(state=Referral.State.DRAFT)
    return Referral.objects.filter(found)


def side_of(actor: Actor, referral: Referral) -> Side | None:
    """For which side one may act; None for who only looks on."""
    if is_system(actor):
        return Side.CLOCK
    if actor.role not in RECORDING_ROLES:
        return None
    if actor.organisation_id == referral.receiver_organisation_id:
        return Side.RECEIVER
    return Side.SENDER if actor.organisation_id == referral.sender_organisation_id else None


def may_set_terms(actor: Actor, programme: Programme) -> bool:
    """The programme manager of a partner of this programme."""
    if is_system(actor):
        return True
    inside = programme.partners.filter(organisation=actor.organisation_id).exists()
    return actor.role == Role.PROGRAMME_MANAGER and (inside or programme.receiving_desk_id == actor.organisation_id)
