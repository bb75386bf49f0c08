"""Random persons and places with every field sometimes unknown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

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
from doorstroom.matching.domain.travel import PLANNING_ESTIMATES

ON = date(2026, 11, 23)
TASKS = ("cooking", "cleaning", "washing")
points = st.builds(Point, st.floats(51.3, 51.9), st.floats(5.0, 5.9))
limits = st.builds(
    TravelLimit,
    st.sampled_from(sorted(PLANNING_ESTIMATES)),
    st.none() | st.integers(5, 90),
    st.none() | st.floats(1, 60).map(lambda km: round(km, 1)),
)
travels = st.lists(limits, max_size=3, unique_by=lambda limit: limit.mode).map(tuple)
weekdays = st.frozensets(st.integers(0, 6), min_size=1)
hours = st.tuples(st.integers(4, 40), st.integers(0, 16)).map(
    lambda pair: HoursPerWeek(Decimal(pair[0]), Decimal(pair[0] + pair[1]))
)
days = st.integers(-60, 120).map(lambda n: ON + timedelta(days=n))
windows = st.tuples(days, st.none() | st.integers(1, 90)).map(
    lambda pair: Period(pair[0], None if pair[1] is None else pair[0] + timedelta(days=pair[1]))
)
CODES = {
    Kind.LANGUAGE: ("reading", "speaking"),
    Kind.EDUCATION: ("education",),
    Kind.LICENCE: ("driving_b", "conduct_certificate"),
    Kind.PHYSICAL: ("lifting_kg", "standing_hours"),
    Kind.SHIFT: ("late", "night"),
    Kind.LAW: ("night_work",),
    Kind.SKILL: ("hygiene", "listening"),
}
levels = st.integers(1, 6)
requirements = st.sampled_from(sorted(CODES)).flatmap(
    lambda kind: st.builds(
        Requirement,
        st.just(kind),
        st.sampled_from(CODES[kind]),
        levels,
        st.frozensets(st.sampled_from(TASKS)),
        st.booleans(),
    )
)
words = st.sampled_from(("seated_work", "quiet_room", "fixed_times"))
concepts = st.sampled_from(("care", "cook", "driver", "garden"))


def _answers(kind: Kind, values: st.SearchStrategy) -> st.SearchStrategy:
    return st.dictionaries(st.sampled_from(CODES[kind]), values)


persons = st.builds(
    PersonFacts,
    person_id=st.uuids().map(str),
    location=st.none() | points,
    travel=travels,
    weekdays=st.none() | weekdays,
    hours=st.none() | hours,
    start=st.none() | windows,
    languages=_answers(Kind.LANGUAGE, levels),
    education=st.none() | levels,
    licences=_answers(Kind.LICENCE, st.builds(Licence, st.booleans(), st.none() | days)),
    capacities=_answers(Kind.PHYSICAL, levels),
    skills=_answers(Kind.SKILL, st.booleans()),
    skills_complete=st.booleans(),
    shifts=_answers(Kind.SHIFT, st.booleans()),
    law=_answers(Kind.LAW, st.booleans()),
    adjustments=st.none() | st.frozensets(words),
    wishes=st.none() | st.lists(concepts, unique=True).map(tuple),
)


def _some_of_its_days(place: PlaceFacts) -> st.SearchStrategy[PlaceFacts]:
    needed = st.none() | st.integers(1, len(place.days)) if place.days else st.none()
    return needed.map(lambda number: replace(place, days_needed=number))


places = st.builds(
    PlaceFacts,
    place_id=st.uuids().map(str),
    location=st.none() | points,
    days=st.none() | weekdays,
    hours=st.none() | hours,
    start=st.none() | windows,
    tasks=st.just(TASKS),
    requirements=st.none() | st.lists(requirements, max_size=5, unique_by=lambda r: (r.kind, r.code)).map(tuple),
    adjustments=st.none() | st.frozensets(words),
    concepts=st.frozensets(concepts),
    welcome=st.frozensets(st.sampled_from(("hygiene", "serving"))),
).flatmap(_some_of_its_days)
