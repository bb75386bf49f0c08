"""Who pays for somebody in a round without having referred her: sees her by name, and nobody else (S2.12)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from doorstroom.agreements.models import Purpose
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor
from doorstroom.participants.services import RelationSpec, close_relations, open_relation
from doorstroom.rounds.access import OpenedTo, may_lead, recruitment_partners, visible_nominations
from doorstroom.rounds.domain.errors import RoundError
from doorstroom.rounds.models import Nomination, Round

OVER = (Nomination.Outcome.WITHDRAWN, Nomination.Outcome.NOT_NOW)


def payer_source(nomination: Nomination) -> str:
    return f"payer:{nomination.pk}"


@transaction.atomic
def set_payers(*, actor: Actor, round: Round, payers: Mapping[int, int | None], on: date) -> int:
    """Say per nomination which organisation pays; it sees this person from that day, who paid before no longer.

    Returns for how many it changed.
    """
    round = Round.objects.select_for_update().get(pk=round.pk)
    if not may_lead(actor, round):
        raise RoundError("may_not_lead")
    named = dict(round.partners.filter(pays=True).values_list("organisation_id", "organisation__name"))
    if not {pk for pk in payers.values() if pk is not None} <= set(named):
        raise RoundError("payer_not_in_round", round=round.name)
    opened = {each.organisation_id: each for each in recruitment_partners(round, on, pays=True)}
    seen = visible_nominations(actor).filter(round=round, pk__in=payers).exclude(outcome__in=OVER)
    changed = [n for n in seen.select_for_update(of=("self",)).order_by("pk") if n.payer_id != payers[n.pk]]
    for nomination in changed:
        _set(actor, nomination, payers[nomination.pk], opened, on)
    return len(changed)


def let_go_of_payer(*, actor: Actor, round: Round, payer_id: int, on: date) -> None:
    """The organisation pays for nobody in this round any more. The caller has authorised it."""
    for nomination in round.nominations.filter(payer_id=payer_id).order_by("pk"):
        _set(actor, nomination, None, {}, on)


def _set(actor: Actor, nomination: Nomination, payer: int | None, opened: Mapping[int, OpenedTo], on: date) -> None:
    close_relations(actor=actor, source=payer_source(nomination), on=on)
    nomination.payer_id = payer
    nomination.save(update_fields=["payer"])
    log(actor, Logged("change", "nomination", nomination.pk, nomination.person_id, ["payer"]))
    if partner := opened.get(payer or 0):
        spec = RelationSpec(
            organisation_id=partner.organisation_id, role=partner.role, purpose=Purpose.RECRUITMENT,
            basis=partner.basis, source=payer_source(nomination),
        )  # fmt: skip
        open_relation(actor=actor, person_id=nomination.person_id, spec=spec, on=on)
