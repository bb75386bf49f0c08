"""People and places drawn with a seed, every field sometimes unknown; cheap enough for ten thousand pairs."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from doorstroom.kernel.period import Period
from doorstroom.matching.domain.facts import (
    HoursPerWeek,
    Kind,
    Licence,
    PersonFacts,
    PlaceFacts,
    Point,
    Requirement,
    TravelLimit,
)
from doorstroom.matching.domain.skills import SkillTree

ON = date(2026, 11, 23)
SKILLS = [f"skill-{number:02}" for number in range(40)]
TREE = SkillTree(
    group={skill: f"group-{number % 12:02}" for number, skill in enumerate(SKILLS[:36])},
    division={f"group-{number:02}": f"division-{number % 4}" for number in range(10)},
)
"""Four skills stand outside the tree, and two groups outside every division."""

MODES = ("walking", "bicycle", "car", "public_transport")
NEEDS = ("seated_work", "quiet_room", "fixed_times")
TASKS = ("cooking", "cleaning", "washing")
CODES = {
    Kind.LANGUAGE: ("speaking", "reading"),
    Kind.LICENCE: ("driving_b", "conduct_certificate"),
    Kind.SHIFT: ("late", "night"),
    Kind.LAW: ("night_work",),
    Kind.PHYSICAL: ("lifting_kg",),
    Kind.EDUCATION: ("education",),
}


def some(random: Random, values, most: int) -> list:
    return random.sample(list(values), random.randint(0, most))


def maybe(random: Random, value, unknown: float = 0.15):
    return None if random.random() < unknown else value


def window(random: Random) -> Period:
    start = ON + timedelta(days=random.randint(-30, 90))
    return Period(start, maybe(random, start + timedelta(days=random.randint(1, 90)), 0.4))


def hours(random: Random) -> HoursPerWeek:
    least = random.randint(4, 36)
    return HoursPerWeek(Decimal(least), Decimal(least + random.randint(0, 12)))


def answers(random: Random, kind: Kind, answer) -> dict:
    return {code: answer() for code in CODES[kind] if random.random() < 0.85}


def licence(random: Random) -> Licence:
    return Licence(random.random() < 0.7, maybe(random, ON + timedelta(days=random.randint(-20, 120)), 0.5))


def draw_person(random: Random, number: int) -> PersonFacts:
    limits = [
        TravelLimit(mode, maybe(random, random.randint(10, 80), 0.3), maybe(random, random.randint(3, 60), 0.6))
        for mode in some(random, MODES, 2)
    ]
    return PersonFacts(
        f"person-{number:05}",
        location=maybe(random, Point(random.uniform(51.4, 51.8), random.uniform(5.2, 5.8))),
        travel=tuple(limits),
        weekdays=maybe(random, frozenset(random.sample(range(7), random.randint(3, 7)))),
        hours=maybe(random, hours(random)),
        start=maybe(random, window(random)),
        languages=answers(random, Kind.LANGUAGE, lambda: random.randint(2, 6)),
        education=maybe(random, random.randint(1, 6)),
        licences=answers(random, Kind.LICENCE, lambda: licence(random)),
        capacities=answers(random, Kind.PHYSICAL, lambda: random.choice((5, 10, 20))),
        skills={skill: random.random() < 0.8 for skill in some(random, SKILLS, 12)},
        skills_complete=random.random() < 0.5,
        shifts=answers(random, Kind.SHIFT, lambda: random.random() < 0.7),
        law=answers(random, Kind.LAW, lambda: random.random() < 0.8),
        adjustments=maybe(random, frozenset(some(random, NEEDS, 1))),
        wishes=(),
    )


def draw_place(random: Random, number: int) -> PlaceFacts:
    asked = [
        Requirement(kind, random.choice(CODES[kind]), _level(random, kind), at_start=random.random() < 0.8)
        for kind in some(random, CODES, 3)
    ]
    asked += [Requirement(Kind.SKILL, skill, at_start=random.random() < 0.1) for skill in some(random, SKILLS, 8)]
    days = maybe(random, frozenset(random.sample(range(7), random.randint(1, 4))))
    return PlaceFacts(
        f"place-{number:05}",
        location=maybe(random, Point(random.uniform(51.4, 51.8), random.uniform(5.2, 5.8))),
        days=days,
        days_needed=None if days is None else maybe(random, random.randint(1, len(days)), 0.5),
        hours=maybe(random, hours(random)),
        start=maybe(random, window(random)),
        requirements=maybe(random, tuple(asked), 0.05),
        adjustments=maybe(random, frozenset(some(random, NEEDS, 3))),
        welcome=frozenset(some(random, SKILLS, 4)),
    )


def _level(random: Random, kind: Kind) -> int:
    return random.choice((5, 10, 20)) if kind is Kind.PHYSICAL else random.randint(1, 6)


def draw(seed: int, people: int, places: int) -> tuple[list[PersonFacts], list[PlaceFacts]]:
    random = Random(seed)
    return [draw_person(random, n) for n in range(people)], [draw_place(random, n) for n in range(places)]
