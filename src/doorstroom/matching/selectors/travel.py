"""How well the places of a round can be reached by the people chosen for it."""

from __future__ import annotations

from dataclasses import dataclass

from doorstroom.demand.models import Place
from doorstroom.kernel.actor import Actor
from doorstroom.matching.access import reader_of
from doorstroom.matching.domain.travel import places_within
from doorstroom.matching.selectors.facts import ESTIMATES, people_facts, places_facts
from doorstroom.participants.access import visible_people
from doorstroom.rounds.access import visible_nominations
from doorstroom.rounds.models import Nomination, Round


@dataclass(frozen=True)
class TravelSummary:
    """Of `people` selected, `reached` have enough places in time; of `unknown` home or way of travelling is unknown."""

    people: int
    reached: int
    unknown: int
    places: int
    minutes: int


def travel_summary(actor: Actor, round: Round, *, places: int, minutes: int) -> TravelSummary:
    """How many of the selected people reach so many of the round's places in so many minutes.

    Of the people whom the actor may see; four queries. Their own limit does not count here: it is about the round.
    """
    chosen = visible_nominations(actor).filter(round=round, outcome=Nomination.Outcome.SELECTED).values("person")
    reader = reader_of(actor)
    people = [known for _, known in people_facts(visible_people(actor).filter(pk__in=chosen), actor, reader)]
    backing = Place.objects.filter(backings__round=round).distinct()
    offered = [facts for _, facts in places_facts(backing)]
    known = [each for each in people if each.location is not None and each.travel]
    reached = sum(places_within(each, offered, minutes=minutes, estimates=ESTIMATES) >= places for each in known)
    return TravelSummary(len(people), reached, len(people) - len(known), places, minutes)
