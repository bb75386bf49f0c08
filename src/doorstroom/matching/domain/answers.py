"""One question to the rule and its answer, whole: what a page shows, what the log keeps, what a replay computes.

Places for a person are judged on everything. People for a place are judged in two looks: what the body can do and
what helps somebody to work well count only for people of whom both the person and who guides her said yes to this
place. Until then nothing about it is computed, so nothing about it can be read off a group.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from doorstroom.matching.domain.assessment import Assessment, Group, assess
from doorstroom.matching.domain.facts import Kind, PersonFacts, PlaceFacts
from doorstroom.matching.domain.ordering import neutral_position, places_for_person
from doorstroom.matching.domain.travel import ModeEstimate

SECOND_LOOK = frozenset({Kind.PHYSICAL, Kind.ADJUSTMENT})
UNSAID: Mapping[Kind, Mapping[str, Any]] = {
    Kind.TRAVEL: {"location": None, "travel": ()},
    Kind.DAYS: {"weekdays": None},
    Kind.HOURS: {"hours": None},
    Kind.START: {"start": None},
    Kind.LANGUAGE: {"languages": {}},
    Kind.EDUCATION: {"education": None},
    Kind.LICENCE: {"licences": {}},
    Kind.SHIFT: {"shifts": {}},
    Kind.LAW: {"law": {}},
    Kind.SKILL: {"skills": {}, "skills_complete": False},
    Kind.WISH: {"wishes": None},
}
"""Per kind of reason the facts of a person behind it, as they are when nobody said anything."""


class Direction(StrEnum):
    PLACES = "places"
    PEOPLE = "people"


@dataclass(frozen=True)
class Question:
    """Everything the answer depends on. `agreed` are ids of people for whom both sides said yes to the one place."""

    direction: Direction
    on: date
    seed: str
    estimates: Mapping[str, ModeEstimate]
    people: tuple[PersonFacts, ...]
    places: tuple[PlaceFacts, ...]
    agreed: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        many, one = (self.people, self.places) if self.direction is Direction.PEOPLE else (self.places, self.people)
        if len(one) != 1:
            raise ValueError(f"{self.direction} of {len(one)} subjects and {len(many)} candidates; ask for one subject")


def answer(question: Question) -> tuple[Assessment, ...]:
    """The assessments in the order in which they are shown."""
    if question.direction is Direction.PLACES:
        return places_for_person(question.people[0], question.places, question.on, estimates=question.estimates)
    (place,) = question.places
    drawn = sorted(
        question.people,
        key=lambda person: neutral_position(question.seed, place.place_id, question.on, person.person_id),
    )
    found = [_judge(person, place, question) for person in drawn]
    return tuple(each for group in Group for each in found if each.group is group)


def _judge(person: PersonFacts, place: PlaceFacts, question: Question) -> Assessment:
    if person.person_id not in question.agreed:
        person, place = first_look(person, place)
    return assess(person, place, question.on, estimates=question.estimates)


def first_look(person: PersonFacts, place: PlaceFacts) -> tuple[PersonFacts, PlaceFacts]:
    """Both sides without anything on physical work and adjustments: not unknown, but not asked."""
    asked = place.requirements and tuple(each for each in place.requirements if each.kind not in SECOND_LOOK)
    return replace(person, capacities={}, adjustments=frozenset()), replace(place, requirements=asked)


def only_about(person: PersonFacts, kinds: Collection[str]) -> PersonFacts:
    """The person as somebody knows her who was told of these kinds alone; the rest is unknown, so it refuses nobody."""
    unsaid = {name: value for kind, blank in UNSAID.items() if kind not in kinds for name, value in blank.items()}
    return replace(person, **unsaid, capacities={}, adjustments=frozenset())
