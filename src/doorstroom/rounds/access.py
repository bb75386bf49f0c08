"""Who may see and do what with a round.

A round with its totals is open to the organisations that work in it: its partners and the referrers that were
asked. The database counts for exactly the same organisations (`doorstroom_round_counts`), so a page never shows
zeros to somebody who is not let in. Names follow from relations to people, never from a place in the round.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from doorstroom.accounts.access import has_role, is_system
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import AgreementStatus, Category, DataLine, Purpose
from doorstroom.kernel.actor import Actor
from doorstroom.participants.access import visible_to
from doorstroom.rounds.domain.course import CO_SIGNING
from doorstroom.rounds.models import Nomination, ReferrerRequest, Round, RoundPartner

# Roles that work with the people of a round; others may be partners for the totals alone.
WITH_PEOPLE = (
    Role.CASEWORKER, Role.JOB_COACH, Role.ACCOUNT_MANAGER, Role.SCHOOL_COORDINATOR, Role.PROGRAMME_MANAGER,
)  # fmt: skip
REFERRING = (Role.CASEWORKER, Role.JOB_COACH)


def visible_rounds(actor: Actor) -> QuerySet[Round]:
    rounds = Round.objects.all()
    if is_system(actor):
        return rounds
    partner = RoundPartner.objects.filter(round=OuterRef("pk"), organisation=actor.organisation_id)
    asked = ReferrerRequest.objects.filter(round=OuterRef("pk"), organisation=actor.organisation_id)
    return rounds.filter(Exists(partner) | Exists(asked))


def visible_nominations(actor: Actor) -> QuerySet[Nomination]:
    return visible_to(Nomination.objects.all(), actor, Category.PROGRESS)


def works_in(actor: Actor, round: Round) -> bool:
    """Acts in the role in which the own organisation is a partner of this round; who only pays does not."""
    if is_system(actor):
        return True
    partner = RoundPartner.objects.filter(round=round, organisation=actor.organisation_id, role=actor.role, pays=False)
    return partner.exists()


def may_lead(actor: Actor, round: Round) -> bool:
    return is_system(actor) or (has_role(actor, Role.PROGRAMME_MANAGER) and works_in(actor, round))


def may_plan(actor: Actor) -> bool:
    return is_system(actor) or has_role(actor, Role.PROGRAMME_MANAGER)


def may_back(actor: Actor, round: Round) -> bool:
    """Places are brought in by those who speak with employers, or by who leads the round."""
    return is_system(actor) or (
        has_role(actor, Role.ACCOUNT_MANAGER, Role.PROGRAMME_MANAGER) and works_in(actor, round)
    )


def may_sign(actor: Actor, round: Round) -> bool:
    """The school and the account manager who work in this round, each for the own organisation."""
    return actor.role in CO_SIGNING and works_in(actor, round)


def may_recruit(actor: Actor, round: Round) -> bool:
    """Meetings, invitations and who came: who leads the round, and the school that receives people."""
    allowed = has_role(actor, Role.PROGRAMME_MANAGER, Role.SCHOOL_COORDINATOR)
    return is_system(actor) or (allowed and works_in(actor, round))


def may_nominate(actor: Actor, round: Round) -> bool:
    """Caseworkers and coaches of an organisation that this round asked for people."""
    return is_system(actor) or (
        has_role(actor, *REFERRING)
        and ReferrerRequest.objects.filter(round=round, organisation=actor.organisation_id).exists()
    )


@dataclass(frozen=True)
class Rights:
    """What the actor may do in one round, for a page that must not ask it time and again."""

    lead: bool
    back: bool
    recruit: bool
    nominate: bool
    sign: bool = False


def open_round(actor: Actor, pk: int) -> tuple[Round, Rights] | None:
    """The round with what the actor may do in it, or None when it is not open to the actor; one query."""
    own_role = RoundPartner.objects.filter(round=OuterRef("pk"), organisation=actor.organisation_id, role=actor.role)
    asked = ReferrerRequest.objects.filter(round=OuterRef("pk"), organisation=actor.organisation_id)
    rounds = visible_rounds(actor).select_related("programme__receiving_desk", "model")
    round = rounds.annotate(acts_in_role=Exists(own_role), is_asked=Exists(asked)).filter(pk=pk).first()
    if round is None:
        return None
    inside = is_system(actor) or round.acts_in_role
    lead = inside and may_plan(actor)
    return round, Rights(
        lead=lead,
        back=lead or (inside and has_role(actor, Role.ACCOUNT_MANAGER)),
        recruit=lead or (inside and has_role(actor, Role.SCHOOL_COORDINATOR)),
        nominate=is_system(actor) or (round.is_asked and has_role(actor, *REFERRING)),
        sign=round.acts_in_role and actor.role in CO_SIGNING,
    )


@dataclass(frozen=True)
class OpenedTo:
    """A partner's role that may see who is nominated, and on which ground."""

    organisation_id: int
    role: str
    basis: str


def recruitment_partners(round: Round, on: date, *, pays: bool = False) -> list[OpenedTo]:
    """Partners of the round for whose organisation an agreement opens data for recruitment that day: those who work
    with everybody, or those who only pay for some.

    An agreement opens a relation, being a partner does not: without an approved line nothing is opened.
    """
    lines = DataLine.objects.filter(
        Q(withdrawn_on=None) | Q(withdrawn_on__gt=on),
        Q(agreement__valid_until=None) | Q(agreement__valid_until__gt=on),
        recipient__round_partners__round=round,
        purpose=Purpose.RECRUITMENT,
        approved_on__lte=on,
        agreement__status=AgreementStatus.IN_FORCE,
        agreement__valid_from__lte=on,
    )
    bases = dict(lines.order_by("-id").values_list("recipient_id", "legal_basis"))
    partners = round.partners.filter(role__in=WITH_PEOPLE, pays=pays).order_by("id")
    return [
        OpenedTo(partner.organisation_id, partner.role, bases[partner.organisation_id])
        for partner in partners
        if partner.organisation_id in bases
    ]
