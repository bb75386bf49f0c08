"""In which order places and people are shown.

Places for a person: group, then the person's own wishes in the person's own order, then the shortest
journey (unknown last), then most tasks that can be done from the first day; equal ones by place id, which
means nothing. People for a place: never ordered by how they fit. Within each group they stand in one neutral
order, drawn anew per place and day from a seed and the person's opaque id, so nobody is always last and
everyone sees the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from doorstroom.matching.domain.assessment import Assessment, Group, assess
from doorstroom.matching.domain.facts import Kind, PersonFacts, PlaceFacts
from doorstroom.matching.domain.travel import ModeEstimate

Obstacle = tuple[Kind, str]


def places_for_person(
    person: PersonFacts, places: Iterable[PlaceFacts], on: date, *, estimates: Mapping[str, ModeEstimate]
) -> tuple[Assessment, ...]:
    found = (assess(person, place, on, estimates=estimates) for place in places)
    return tuple(sorted(found, key=lambda assessment: _place_key(assessment, person.wishes or ())))


def _place_key(assessment: Assessment, wishes: tuple[str, ...]) -> tuple[Any, ...]:
    granted = {reason.code for reason in assessment.reasons if reason.text == "wish_met"}
    return (
        assessment.group,
        tuple(wish not in granted for wish in wishes),
        assessment.minutes is None,
        assessment.minutes or 0,
        -len(assessment.ready_tasks),
        assessment.place_id,
    )


@dataclass(frozen=True)
class PeopleForPlace:
    place_id: str
    fits: tuple[Assessment, ...]
    nearly: tuple[Assessment, ...]
    not_yet: tuple[Assessment, ...]


def people_for_place(
    place: PlaceFacts,
    people: Iterable[PersonFacts],
    on: date,
    *,
    seed: str,
    estimates: Mapping[str, ModeEstimate],
) -> PeopleForPlace:
    drawn = sorted(people, key=lambda person: neutral_position(seed, place.place_id, on, person.person_id))
    found = [assess(person, place, on, estimates=estimates) for person in drawn]
    fits, nearly, not_yet = (tuple(a for a in found if a.group is group) for group in Group)
    return PeopleForPlace(place.place_id, fits, nearly, not_yet)


def neutral_position(seed: str, place_id: str, on: date, person_id: str) -> str:
    """A draw by lot that anybody can repeat: SHA-256 of seed, place, day and person."""
    return sha256("\0".join((seed, place_id, on.isoformat(), person_id)).encode()).hexdigest()


def single_obstacles(assessments: Iterable[Assessment]) -> dict[Obstacle, tuple[str, ...]]:
    """Per constraint the places that it alone keeps out of reach: "a B licence opens 14 places"."""
    opens: dict[Obstacle, list[str]] = {}
    for assessment in assessments:
        if assessment.group is Group.NEARLY:
            reason = assessment.refusal[0]
            opens.setdefault((reason.kind, reason.code), []).append(assessment.place_id)
    ranked = sorted(opens.items(), key=lambda item: (-len(item[1]), item[0]))
    return {obstacle: tuple(sorted(place_ids)) for obstacle, place_ids in ranked}
