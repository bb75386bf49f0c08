"""Who judges and chooses in the selection of a round, and who may read it.

Reading follows from the relation to the person. Choosing is what the model gives to roles, and only for partners
of the round and for the referrer who brought the person.
"""

from __future__ import annotations

from doorstroom.accounts.access import is_system
from doorstroom.intake.domain.playbook import deciding_roles
from doorstroom.kernel.actor import Actor
from doorstroom.programmes.selectors import approach_of
from doorstroom.rounds.access import may_recruit, works_in
from doorstroom.rounds.models import Nomination, Round

__all__ = ["may_choose", "may_recruit", "may_see_selection"]


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
