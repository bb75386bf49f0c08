"""Who may bring in which kind of file, for whom, and who sees a delivery afterwards.

A delivery belongs to the organisation that brought it in. For another organisation only a programme manager
brings one in, and only into a round that she or he leads.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from doorstroom.accounts.access import is_system
from doorstroom.accounts.models import Organisation, Role
from doorstroom.imports.models import Batch
from doorstroom.kernel.actor import Actor
from doorstroom.placements.access import BY_FILE
from doorstroom.rounds.access import may_lead, visible_rounds
from doorstroom.rounds.models import Round

IMPORTERS = {
    Batch.Kind.PARTICIPANTS: frozenset({Role.CASEWORKER, Role.PROGRAMME_MANAGER}),
    Batch.Kind.PLACES: frozenset({Role.ACCOUNT_MANAGER, Role.PROGRAMME_MANAGER}),
    Batch.Kind.ATTENDANCE: frozenset({Role.SCHOOL_COORDINATOR, Role.PROGRAMME_MANAGER}),
    Batch.Kind.AWARDS: frozenset({Role.SCHOOL_COORDINATOR, Role.PROGRAMME_MANAGER}),
    Batch.Kind.SENDING: frozenset(BY_FILE),
}
ROLES = (Role.CASEWORKER, Role.SCHOOL_COORDINATOR, Role.ACCOUNT_MANAGER, Role.PROGRAMME_MANAGER)


def visible_batches(actor: Actor) -> QuerySet[Batch]:
    """Deliveries of one's own organisation, of the kinds that one's role brings in."""
    if is_system(actor):
        return Batch.objects.all()
    return Batch.objects.filter(organisation=actor.organisation_id, kind__in=kinds_for(actor))


def kinds_for(actor: Actor) -> list[str]:
    return [kind.value for kind, roles in IMPORTERS.items() if is_system(actor) or actor.role in roles]


def may_import(actor: Actor, kind: str, partner: Organisation, round: Round | None) -> bool:
    if kind not in kinds_for(actor):
        return False
    if is_system(actor) or partner.pk == actor.organisation_id:
        return round is None or visible_rounds(actor).filter(pk=round.pk).exists()
    return round is not None and may_lead(actor, round)


def partners_for(actor: Actor) -> QuerySet[Organisation]:
    """For which organisations the actor may bring in a file: one's own; a programme manager those of the rounds."""
    own = Q(pk=actor.organisation_id)
    if actor.role == Role.PROGRAMME_MANAGER:
        rounds = visible_rounds(actor).values("pk")
        own |= Q(round_partners__round__in=rounds) | Q(round_requests__round__in=rounds)
    return Organisation.objects.filter(own).distinct().order_by("name")
