from __future__ import annotations

from math import isclose

import pytest

from doorstroom.matching.domain.facts import PersonFacts, PlaceFacts, Point, TravelLimit
from doorstroom.matching.domain.messages import MODES
from doorstroom.matching.domain.travel import (
    PLANNING_ESTIMATES,
    ModeEstimate,
    great_circle_km,
    journeys,
    places_within,
)

HOME = Point(51.5, 5.5)


def test_great_circle_equals_known_arcs():
    """One degree of latitude, a quarter of the equator and half round the earth, of the mean radius."""
    degree = 6371.0088 * 3.141592653589793 / 180
    assert isclose(great_circle_km(HOME, Point(52.5, 5.5)), degree, rel_tol=1e-12)
    assert isclose(great_circle_km(Point(0, 0), Point(0, 90)), 90 * degree, rel_tol=1e-12)
    assert isclose(great_circle_km(Point(0, 0), Point(0, 180)), 180 * degree, rel_tol=1e-12)
    assert isclose(great_circle_km(Point(0, 0), Point(45, 90)), 90 * degree, rel_tol=1e-12)
    assert great_circle_km(HOME, HOME) == 0


@pytest.mark.parametrize(
    ("mode", "minutes", "kilometres"),
    [
        ("walking", 161, 13.4),
        ("bicycle", 58, 14.5),
        ("e_bike", 44, 14.5),
        ("public_transport", 49, 16.7),
        ("car", 25, 14.5),
    ],
)
def test_journey_of_a_tenth_of_a_degree(mode, minutes, kilometres):
    person = PersonFacts("p", HOME, (TravelLimit(mode),))
    (journey,) = journeys(person, PlaceFacts("a", Point(51.6, 5.5)), PLANNING_ESTIMATES)
    assert (journey.minutes, journey.kilometres) == (minutes, kilometres)


def test_way_of_travelling_within_its_own_limit_comes_before_a_quicker_one_beyond_its_limit():
    person = PersonFacts("p", HOME, (TravelLimit("car", minutes=20), TravelLimit("bicycle", minutes=60)))
    found = journeys(person, PlaceFacts("a", Point(51.6, 5.5)), PLANNING_ESTIMATES)
    assert [(journey.mode, journey.within_limit) for journey in found] == [("bicycle", True), ("car", False)]


def test_estimates_are_an_argument():
    person = PersonFacts("p", HOME, (TravelLimit("ferry"),))
    (journey,) = journeys(person, PlaceFacts("a", HOME), {"ferry": ModeEstimate(1.0, 10, fixed_minutes=7)})
    assert journey.minutes == 7


def test_places_within_counts_by_any_way_of_travelling():
    person = PersonFacts("p", HOME, (TravelLimit("bicycle"), TravelLimit("car")))
    places = [PlaceFacts(str(n), Point(51.5 + n / 10, 5.5)) for n in range(4)] + [PlaceFacts("unknown")]
    assert places_within(person, places, minutes=40, estimates=PLANNING_ESTIMATES) == 2
    assert places_within(person, places, minutes=45, estimates=PLANNING_ESTIMATES) == 3
    assert places_within(person, places, minutes=25, estimates=PLANNING_ESTIMATES) == 2


def test_every_way_of_travelling_has_a_word():
    assert set(MODES) == set(PLANNING_ESTIMATES)
