"""How long a journey about takes: the great-circle distance, a detour and a speed per way of travelling.

An estimate, always rounded up to whole minutes, and shown as one. Real timetables can replace it by giving
other minutes for the same two points; the person's own limit stays the test.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import asin, ceil, cos, inf, radians, sin, sqrt

from doorstroom.matching.domain.facts import PersonFacts, PlaceFacts, Point, TravelLimit

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the GRS 80 ellipsoid (IUGG)."""


@dataclass(frozen=True)
class ModeEstimate:
    """`detour` is road length over straight line; `fixed_minutes` is walking, waiting and parking."""

    detour: float
    kilometres_per_hour: float
    fixed_minutes: int = 0


PLANNING_ESTIMATES: Mapping[str, ModeEstimate] = {
    "walking": ModeEstimate(detour=1.2, kilometres_per_hour=5),
    "bicycle": ModeEstimate(detour=1.3, kilometres_per_hour=15),
    "e_bike": ModeEstimate(detour=1.3, kilometres_per_hour=20),
    "public_transport": ModeEstimate(detour=1.5, kilometres_per_hour=30, fixed_minutes=15),
    "car": ModeEstimate(detour=1.3, kilometres_per_hour=45, fixed_minutes=5),
}
"""Our own planning assumption for a region of towns and villages; pass other figures where they are known."""


@dataclass(frozen=True)
class Journey:
    mode: str
    minutes: int
    kilometres: float
    limit: TravelLimit

    @property
    def within_limit(self) -> bool:
        return (self.limit.minutes is None or self.minutes <= self.limit.minutes) and (
            self.limit.kilometres is None or self.kilometres <= self.limit.kilometres
        )


Vector = tuple[float, float, float]


@lru_cache(maxsize=100_000)
def unit_vector(point: Point) -> Vector:
    """The point on a sphere of radius 1, in which a distance is sums and products alone."""
    latitude, longitude = radians(point.latitude), radians(point.longitude)
    return cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude)


def squared_chord(a: Vector, b: Vector) -> float:
    """The straight line through the sphere, squared; every engine compares this one number, in this order of terms."""
    x, y, z = a[0] - b[0], a[1] - b[1], a[2] - b[2]
    return x * x + y * y + z * z


def great_circle_km(a: Point, b: Point) -> float:
    """The arc over the chord; through the chord it stays exact for short distances."""
    return arc_km(squared_chord(unit_vector(a), unit_vector(b)))


def arc_km(chord_squared: float) -> float:
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord_squared) / 2))


def journeys(person: PersonFacts, place: PlaceFacts, estimates: Mapping[str, ModeEstimate]) -> list[Journey]:
    """Every way this person can travel to this place, best first: within the own limit, then quickest."""
    if person.location is None or place.location is None:
        return []
    straight = great_circle_km(person.location, place.location)
    found = [_journey(limit, straight, estimates) for limit in person.travel]
    return sorted(found, key=lambda journey: (not journey.within_limit, journey.minutes, journey.mode))


def places_within(
    person: PersonFacts,
    places: Iterable[PlaceFacts],
    *,
    minutes: int,
    estimates: Mapping[str, ModeEstimate],
) -> int:
    """How many places this person reaches in so many minutes, by any way of travelling the person has."""
    return sum(any(journey.minutes <= minutes for journey in journeys(person, place, estimates)) for place in places)


def reach(limits: Iterable[TravelLimit], estimates: Mapping[str, ModeEstimate]) -> float:
    """The largest squared chord within a person's own limit by any of these ways; below 0 when there is none."""
    return max(_reach(limit, _estimate(limit, estimates)) for limit in limits)


@lru_cache(maxsize=100_000)
def _reach(limit: TravelLimit, estimate: ModeEstimate) -> float:
    """Halves the stretch until its ends are neighbouring numbers: exactly the test of a journey, turned round."""

    def within(chord_squared: float) -> bool:
        return _judge(limit, arc_km(chord_squared), estimate).within_limit

    low, high = 0.0, 4.0
    if not within(low):
        return -1.0
    if within(high):
        return inf
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if within(middle) else (low, middle)
    return low


def _estimate(limit: TravelLimit, estimates: Mapping[str, ModeEstimate]) -> ModeEstimate:
    if limit.mode not in estimates:
        raise ValueError(f"no travel estimate for {limit.mode!r}; give one or use one of {sorted(estimates)}")
    return estimates[limit.mode]


def _journey(limit: TravelLimit, straight: float, estimates: Mapping[str, ModeEstimate]) -> Journey:
    return _judge(limit, straight, _estimate(limit, estimates))


def _judge(limit: TravelLimit, straight: float, estimate: ModeEstimate) -> Journey:
    road = straight * estimate.detour
    minutes = estimate.fixed_minutes + ceil(road / estimate.kilometres_per_hour * 60)
    return Journey(limit.mode, minutes, ceil(road * 10) / 10, limit)
