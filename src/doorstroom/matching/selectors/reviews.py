"""The week's sample of refused pairs: so that somebody also looks at whom a requirement keeps out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from doorstroom.agreements.models import Category
from doorstroom.demand.selectors import places_on_offer
from doorstroom.kernel.actor import Actor
from doorstroom.kernel.period import monday_of
from doorstroom.matching.access import people_looking, reader_of
from doorstroom.matching.domain.answers import first_look
from doorstroom.matching.domain.assessment import Assessment, assess
from doorstroom.matching.domain.facts import REQUIREMENT_KINDS, Kind
from doorstroom.matching.domain.reasons import MatchReason
from doorstroom.matching.domain.sampling import drawn
from doorstroom.matching.models import CriteriaReview
from doorstroom.matching.selectors.facts import ESTIMATES, places_facts
from doorstroom.matching.selectors.pages import known_people
from doorstroom.participants.access import visible_to

SEED = "review of criteria"
MOST = 100
"""More than anybody reviews in a week; the draw comes first, so whom the list reaches is by lot as well."""
REVIEWED = REQUIREMENT_KINDS | {Kind.HOURS, Kind.DAYS}
"""What the work asks. How far somebody travels and when she starts is her own."""


@dataclass(frozen=True)
class Refusal:
    person: Any
    place: Any
    assessment: Assessment

    @property
    def reasons(self) -> list[MatchReason]:
        """The failed requirements of the work."""
        return [each for each in self.assessment.refusal if each.kind in REVIEWED]

    @property
    def failed(self) -> list[str]:
        return sorted({f"{each.kind}:{each.code}"[:100] for each in self.reasons})


def refusals_to_review(actor: Actor) -> list[Refusal]:
    """The drawn pairs of this week that the work's requirements keep apart, not reviewed yet, in the order of the draw.

    Of people whom the actor may see, judged in the first look: what the body can do is never reviewed by others. Five
    queries.
    """
    week = monday_of(actor.on)
    people = known_people(people_looking(actor), actor, reader_of(actor))
    places = places_facts(places_on_offer(on=actor.on))
    done = set(_reviews(actor).filter(week_of=week).values_list("person_id", "place_id"))
    found = []
    for i, j in drawn(SEED, week, [p.person_id for _, p in people], [p.place_id for _, p in places]):
        (person, known), (place, offered) = people[i], places[j]
        if (person.pk, place.pk) in done:
            continue
        refusal = Refusal(person, place, assess(*first_look(known, offered), actor.on, estimates=ESTIMATES))
        if refusal.reasons:
            found.append(refusal)
        if len(found) == MOST:
            break
    return found


def findings(actor: Actor) -> list[tuple[str, int]]:
    """How often each was found, of reviews about people whom the actor may see; the most found first."""
    counted = Counter(_reviews(actor).values_list("finding", flat=True))
    return [(str(CriteriaReview.Finding(code).label), number) for code, number in counted.most_common()]


def _reviews(actor: Actor) -> Any:
    return visible_to(CriteriaReview.objects.all(), actor, Category.PROFILE)
