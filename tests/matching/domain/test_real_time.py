"""Real travel times on top of the bound: ask further until enough are left, each pair of zones once."""

from __future__ import annotations

from dataclasses import dataclass, field

from doorstroom.matching.domain.engine.real_time import FASTEST, ZoneMatrix, best_in_real_time
from doorstroom.matching.domain.engine.search import build_index
from doorstroom.matching.domain.facts import PersonFacts, PlaceFacts, Point, TravelLimit
from matching.domain.drawn import ON

HOME = Point(51.5, 5.5)
PERSON = PersonFacts("person", HOME, (TravelLimit("public_transport", minutes=30),))
PLACES = [PlaceFacts(f"place-{n:02}", Point(51.5 + n / 1000, 5.5)) for n in range(40)]


@dataclass
class Timetable:
    """Only every third stop is on the line; the others take an hour."""

    asked: list[Point] = field(default_factory=list)

    def minutes(self, mode: str, home: Point, work: Point) -> int | None:
        self.asked.append(work)
        return 20 if round((work.latitude - 51.5) * 1000) % 3 == 0 else 60


INDEX, _ = build_index([PERSON], PLACES, ON, estimates=FASTEST)


def test_goes_on_until_enough_places_are_left():
    assert best_in_real_time(INDEX, 0, 5, PERSON, PLACES, Timetable()) == [0, 3, 6, 9, 12]


def test_ends_when_there_are_no_more():
    assert best_in_real_time(INDEX, 0, 30, PERSON, PLACES, Timetable()) == list(range(0, 40, 3))


def test_matrix_asks_once_for_each_pair_of_zones():
    timetable = Timetable()
    matrix = ZoneMatrix(timetable, zone=lambda point: Point(round(point.latitude, 2), round(point.longitude, 2)))
    first = best_in_real_time(INDEX, 0, 5, PERSON, PLACES, matrix)
    assert first == best_in_real_time(INDEX, 0, 5, PERSON, PLACES, matrix)
    assert len(timetable.asked) == len(set(timetable.asked)) <= 5


def test_unknown_to_the_router_refuses_nobody():
    class Silent:
        def minutes(self, mode: str, home: Point, work: Point) -> int | None:
            return None

    assert best_in_real_time(INDEX, 0, 3, PERSON, PLACES, Silent()) == [0, 1, 2]


def test_limit_in_kilometres_is_the_persons_own():
    near = PersonFacts("person", HOME, (TravelLimit("public_transport", kilometres=1),))
    index, _ = build_index([near], PLACES, ON, estimates=FASTEST)
    assert best_in_real_time(index, 0, 40, near, PLACES, Timetable()) == list(range(9))
