"""Places for a person and people for a place, as the pages show them: computed anew each time from what stands now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Case, OuterRef, QuerySet, Value, When
from django.utils.translation import get_language

from doorstroom.demand.models import Place
from doorstroom.demand.selectors import places_on_offer
from doorstroom.kernel.actor import Actor
from doorstroom.matching.access import Reader, matchable, people_looking, reader_of
from doorstroom.matching.domain.answers import UNSAID, Direction, Question, answer, only_about
from doorstroom.matching.domain.assessment import Assessment, Group
from doorstroom.matching.domain.exclusions import Exclusion, exclusions
from doorstroom.matching.domain.facts import Kind, PersonFacts, PlaceFacts
from doorstroom.matching.domain.ordering import PeopleForPlace
from doorstroom.matching.selectors.facts import ESTIMATES, people_facts, places_facts
from doorstroom.matching.selectors.words import agreed, approved_texts, last_words
from doorstroom.participants.models import Person
from doorstroom.taxonomy.models import Label

SEED = "people for a place"


@dataclass(frozen=True)
class PlacesOfPerson:
    """`found` in the order of the rule: group, own wishes, journey, tasks that can be done at once."""

    person: Any
    found: Sequence[tuple[Place, Assessment]]
    words: Mapping[str, str]
    reader: Reader
    question: Question


def places_of_person(actor: Actor, person_id: UUID, *, place_id: int | None = None) -> PlacesOfPerson | None:
    """Every place on offer, or one, judged for one person; None for somebody whose profile is closed. Five queries."""
    reader = reader_of(actor)
    facts = known_people(matchable(actor, person_id), actor, reader)
    if not facts:
        return None
    (person, known), offered = facts[0], places_on_offer(on=actor.on)
    if place_id is not None:
        offered = offered.filter(pk=place_id)
    places = places_facts(offered.annotate(**last_words(person=person_id, place=OuterRef("pk"))))
    by_id = {str(place.pk): place for place, _ in places}
    question = Question(
        Direction.PLACES, actor.on, SEED, ESTIMATES, (known,), tuple(offer for _, offer in places)
    )  # fmt: skip
    found = [(by_id[each.place_id], each) for each in answer(question)]
    return PlacesOfPerson(person, found, occupation_words(known.wishes or ()), reader, question)


def known_people(people: QuerySet[Person], actor: Actor, reader: Reader) -> list[tuple[Any, PersonFacts]]:
    """People as this reader may weigh them: for an account manager only in what they approved."""
    found = people_facts(people, actor, reader)
    if reader.knows_all:
        return found
    return [(person, only_about(known, approved_texts(person.approved))) for person, known in found]


@dataclass(frozen=True)
class PeopleOfPlace:
    place: Place
    found: Sequence[Assessment]
    people: Mapping[str, Any]
    words: Mapping[str, str]
    reader: Reader
    question: Question

    @property
    def groups(self) -> PeopleForPlace:
        fits, nearly, not_yet = (tuple(a for a in self.found if a.group is group) for group in Group)
        return PeopleForPlace(str(self.place.pk), fits, nearly, not_yet)

    @property
    def exclusions(self) -> tuple[Exclusion, ...]:
        return exclusions(self.question.places[0], self.found)


def people_of_place(actor: Actor, place_id: int, *, seed: str = SEED) -> PeopleOfPlace | None:
    """People who look for work, judged for one place, in one neutral order that changes every day. Five queries."""
    reader = reader_of(actor)
    places = places_facts(places_on_offer(on=actor.on).filter(pk=place_id))
    if not places:
        return None
    (place, offered) = places[0]
    looking = people_looking(actor).annotate(**last_words(person=OuterRef("pk"), place=place_id))
    people = known_people(looking, actor, reader)
    second = frozenset(str(person.pk) for person, _ in people if reader.knows_all and agreed(person))
    asked = tuple(known if known.person_id in second else only_about(known, UNSAID) for _, known in people)
    question = Question(Direction.PEOPLE, actor.on, seed, ESTIMATES, asked, (offered,), second)
    words = occupation_words({wish for _, known in people for wish in known.wishes or ()})
    by_id = {str(person.pk): person for person, _ in people}
    return PeopleOfPlace(place, answer(question), by_id, words, reader, question)


def not_looked_at(place: PlaceFacts) -> bool:
    """Does the place ask something that is only looked at when both sides said yes?"""
    return any(each.kind is Kind.PHYSICAL for each in place.requirements or ())


def occupation_words(concepts: Iterable[str]) -> dict[str, str]:
    """Names of occupations in the language of the page, else in Dutch; one query."""
    language = get_language() or "nl"
    labels = Label.objects.filter(
        concept__in=[int(concept) for concept in concepts], kind="preferred", language__in={language, "nl"}
    ).annotate(own=Case(When(language=language, then=Value(1)), default=Value(0)))
    return {str(label.concept_id): label.text for label in labels.order_by("own", "pk")}
