"""Places for a person and people for a place, as the pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Value, When
from django.utils.translation import get_language

from doorstroom.demand.models import Place
from doorstroom.demand.selectors import places_on_offer
from doorstroom.kernel.actor import Actor
from doorstroom.matching.access import Reader, matchable, people_looking, reader_of
from doorstroom.matching.domain.assessment import Assessment
from doorstroom.matching.domain.ordering import PeopleForPlace, people_for_place, places_for_person
from doorstroom.matching.selectors.facts import ESTIMATES, people_facts, places_facts
from doorstroom.participants.models import Person
from doorstroom.taxonomy.models import Label


@dataclass(frozen=True)
class PlacesOfPerson:
    """`found` in the order of the rule: group, own wishes, journey, tasks that can be done at once."""

    person: Person
    found: Sequence[tuple[Place, Assessment]]
    words: Mapping[str, str]
    reader: Reader


def places_of_person(actor: Actor, person_id: UUID) -> PlacesOfPerson | None:
    """Every place on offer, judged for one person; None for somebody whose profile is closed. Five queries."""
    reader = reader_of(actor)
    facts = people_facts(matchable(actor, person_id), actor, reader)
    if not facts:
        return None
    (person, known), places = facts[0], places_facts(places_on_offer(on=actor.on))
    by_id = {str(place.pk): place for place, _ in places}
    found = places_for_person(known, (each for _, each in places), actor.on, estimates=ESTIMATES)
    words = occupation_words(known.wishes or ())
    return PlacesOfPerson(person, [(by_id[each.place_id], each) for each in found], words, reader)


@dataclass(frozen=True)
class PeopleOfPlace:
    place: Place
    groups: PeopleForPlace
    people: Mapping[str, Person]
    words: Mapping[str, str]
    reader: Reader


def people_of_place(actor: Actor, place_id: int, *, seed: str) -> PeopleOfPlace | None:
    """People who look for work, judged for one place, in one neutral order that changes every day. Five queries."""
    reader = reader_of(actor)
    places = places_facts(places_on_offer(on=actor.on).filter(pk=place_id))
    if not places:
        return None
    (place, offered), people = places[0], people_facts(people_looking(actor), actor, reader)
    groups = people_for_place(offered, (known for _, known in people), actor.on, seed=seed, estimates=ESTIMATES)
    words = occupation_words({wish for _, known in people for wish in known.wishes or ()})
    return PeopleOfPlace(place, groups, {str(person.pk): person for person, _ in people}, words, reader)


def occupation_words(concepts: Iterable[str]) -> dict[str, str]:
    """Names of occupations in the language of the page, else in Dutch; one query."""
    language = get_language() or "nl"
    labels = Label.objects.filter(
        concept__in=[int(concept) for concept in concepts], kind="preferred", language__in={language, "nl"}
    ).annotate(own=Case(When(language=language, then=Value(1)), default=Value(0)))
    return {str(label.concept_id): label.text for label in labels.order_by("own", "pk")}
