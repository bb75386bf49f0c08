"""Journeys by a timetable or a road network on top of the bound of the index.

The index keeps every place that could be within the limit; the router is asked about the best of these, and further
down the list until enough are left. Build the index with estimates no slower than the router (a straight line at full
speed), or a place that a fast line brings near would never be looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from doorstroom.matching.domain.engine.search import MatchIndex, best_places
from doorstroom.matching.domain.facts import PersonFacts, PlaceFacts, Point, TravelLimit
from doorstroom.matching.domain.travel import ModeEstimate, great_circle_km

FASTEST: Mapping[str, ModeEstimate] = {
    mode: ModeEstimate(detour=1, kilometres_per_hour=speed)
    for mode, speed in {"walking": 6, "bicycle": 25, "e_bike": 30, "public_transport": 130, "car": 120}.items()
}
"""In a straight line, at a speed that no router beats: for the bound of an index, never for an answer."""


class Router(Protocol):
    """Minutes from door to door, None when it does not know; a partner's service stands behind an adapter."""

    def minutes(self, mode: str, home: Point, work: Point) -> int | None: ...


@dataclass
class ZoneMatrix:
    """Asks a router once per pair of zones and way of travelling, and only for pairs that came up."""

    router: Router
    zone: Callable[[Point], Point]
    known: dict[tuple[str, Point, Point], int | None] = field(default_factory=dict)

    def minutes(self, mode: str, home: Point, work: Point) -> int | None:
        key = (mode, self.zone(home), self.zone(work))
        if key not in self.known:
            self.known[key] = self.router.minutes(*key)
        return self.known[key]


def best_in_real_time(
    index: MatchIndex, row: int, k: int, person: PersonFacts, places: Sequence[PlaceFacts], router: Router
) -> list[int]:
    """Rows of the best k places that fit and are within the limit by the router; `places` in the order of ids."""
    asked = k
    while True:
        found = [int(place) for place in best_places(index, row, asked)[0].rows if place >= 0]
        near = [place for place in found if _within(person, places[place], router)]
        if len(near) >= k or len(found) < asked:
            return near[:k]
        asked *= 2


def _within(person: PersonFacts, place: PlaceFacts, router: Router) -> bool:
    """By any way of travelling the person has. What nobody knows refuses nobody."""
    if person.location is None or place.location is None or not person.travel:
        return True
    return any(_limit_holds(limit, person.location, place.location, router) for limit in person.travel)


def _limit_holds(limit: TravelLimit, home: Point, work: Point, router: Router) -> bool:
    if limit.kilometres is not None and great_circle_km(home, work) > limit.kilometres:
        return False
    minutes = router.minutes(limit.mode, home, work)
    return minutes is None or limit.minutes is None or minutes <= limit.minutes
