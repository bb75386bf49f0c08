"""How long a journey about takes: the great-circle distance, a detour and a speed per way of travelling.

An estimate, always rounded up to whole minutes, and shown as one. Real timetables can replace it by giving
other minutes for the same two points; the person's own limit stays the test.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import asin, ceil, cos, radians, sin, sqrt

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


def great_circle_km(a: Point, b: Point) -> float:
    """Haversine formula, which stays exact for short distances."""
    half_latitude = sin(radians(b.latitude - a.latitude) / 2) ** 2
    half_longitude = sin(radians(b.longitude - a.longitude) / 2) ** 2
    chord = half_latitude + cos(radians(a.latitude)) * cos(radians(b.latitude)) * half_longitude
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord)))


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


def _journey(limit: TravelLimit, straight: float, estimates: Mapping[str, ModeEstimate]) -> Journey:
    if limit.mode not in estimates:
        raise ValueError(f"no travel estimate for {limit.mode!r}; give one or use one of {sorted(estimates)}")
    estimate = estimates[limit.mode]
    road = straight * estimate.detour
    minutes = estimate.fixed_minutes + ceil(road / estimate.kilometres_per_hour * 60)
    return Journey(limit.mode, minutes, ceil(road * 10) / 10, limit)
