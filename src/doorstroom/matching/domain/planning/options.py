"""From facts to options: who fits where by the matching rule, without a no of either side, and what it is worth.

Points: the first of the person's own wishes that the place answers 500, the second 350, a later one 200; a yes of the
person 200; a yes from the employer's side 100; up to 200 for skills that carry over, and 50 for each task that can be
done from the first day, at most 200. What nobody knows neither adds nor refuses. Nothing outweighs a no.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from types import ModuleType

from doorstroom.matching.domain.assessment import Assessment, Group, assess
from doorstroom.matching.domain.engine.search import build_index, constraint, sift_places
from doorstroom.matching.domain.facts import PersonFacts, PlaceFacts
from doorstroom.matching.domain.planning.problem import Option
from doorstroom.matching.domain.skills import skill_fit
from doorstroom.matching.domain.travel import ModeEstimate

WISH_POINTS = (500, 350, 200)
PERSON_YES, EMPLOYER_YES = 200, 100
PER_TASK, MOST_TASKS = 50, 4
SKILLS, SKILL_POINTS_EACH = 200, 20
NO = "no"
Pair = tuple[str, str]


@dataclass(frozen=True)
class Said:
    """Pairs of candidate and place: whose yes there is, and where either side said no.

    `wish` is the rank, from 0, of a place that the person named; wishes for kinds of work stand in the facts.
    """

    wish: Mapping[Pair, int] = field(default_factory=dict)

    person_yes: Set[Pair] = frozenset()
    employer_yes: Set[Pair] = frozenset()
    no: Set[Pair] = frozenset()


@dataclass(frozen=True)
class Options:
    """`blocked` counts per candidate the places that one constraint alone refuses, `refused` all it refuses."""

    options: tuple[Option, ...]
    blocked: Mapping[str, Mapping[str, int]]
    refused: Mapping[str, Mapping[str, int]]


def options_from(
    people: Sequence[PersonFacts],
    places: Sequence[PlaceFacts],
    on: date,
    *,
    estimates: Mapping[str, ModeEstimate],
    said: Said,
    engine: ModuleType | None = None,
) -> Options:
    """Every fitting pair is an option; the rule on one pair stands in `assessment`, the index finds the pairs."""
    people = sorted(people, key=lambda each: each.person_id)
    offered = sorted(places, key=lambda each: each.place_id)
    index, book = build_index(people, offered, on, estimates=estimates)
    options: list[Option] = []
    blocked: dict[str, Counter[str]] = {}
    refused: dict[str, Counter[str]] = {}
    for row, person in enumerate(people):
        sifted = sift_places(index, row, engine=engine)
        alone: Counter[str] = Counter()
        before = len(options)
        for j, place in enumerate(offered):
            pair, group = (person.person_id, place.place_id), Group(int(sifted.groups[j]))
            if pair in said.no:
                alone[NO] += group is Group.FITS
            elif group is Group.FITS:
                options.append(_option(assess(person, place, on, estimates=estimates), person, place, said))
            elif group is Group.NEARLY:
                alone[str(constraint(book, int(sifted.which[j]))[0])] += 1
        blocked[person.person_id] = +alone
        if len(options) == before and not +alone:
            refused[person.person_id] = _all_that_refuses(person, offered, on, estimates)
    return Options(tuple(options), blocked, refused)


def _option(found: Assessment, person: PersonFacts, place: PlaceFacts, said: Said) -> Option:
    pair = (person.person_id, place.place_id)
    granted = {reason.code for reason in found.reasons if reason.text == "wish_met"}
    ranks = [i for i, wish in enumerate(person.wishes or ()) if wish in granted]
    ranks += [said.wish[pair]] if pair in said.wish else []
    points = WISH_POINTS[min(*ranks, len(WISH_POINTS) - 1)] if ranks else 0
    points += PERSON_YES * (pair in said.person_yes) + EMPLOYER_YES * (pair in said.employer_yes)
    points += PER_TASK * min(len(found.ready_tasks), MOST_TASKS)
    points += min(SKILLS, skill_fit(person, place).score // SKILL_POINTS_EACH)
    return Option(*pair, points, found.minutes or 0)


def _all_that_refuses(
    person: PersonFacts, places: Sequence[PlaceFacts], on: date, estimates: Mapping[str, ModeEstimate]
) -> Counter[str]:
    """For whom no single repair helps: how many places each constraint refuses, among others."""
    return Counter(
        kind
        for place in places
        for kind in {str(reason.kind) for reason in assess(person, place, on, estimates=estimates).refusal}
    )
