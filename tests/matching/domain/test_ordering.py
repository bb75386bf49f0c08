from __future__ import annotations

import ast
import inspect
from dataclasses import fields
from datetime import date, timedelta

from doorstroom.matching.domain import ordering
from doorstroom.matching.domain.assessment import Assessment
from doorstroom.matching.domain.facts import (
    Kind,
    Licence,
    PersonFacts,
    PlaceFacts,
    Point,
    Requirement,
    TravelLimit,
)
from doorstroom.matching.domain.ordering import people_for_place, places_for_person, single_obstacles
from doorstroom.matching.domain.travel import PLANNING_ESTIMATES

ON = date(2026, 11, 23)
HOME = Point(51.5, 5.5)
PERSON = PersonFacts(
    "person",
    HOME,
    (TravelLimit("bicycle", minutes=60),),
    licences={"driving_b": Licence(held=False), "forklift": Licence(held=False)},
    skills={"hygiene": False},
    wishes=("care", "cook"),
)


LOT = ["3", "0", "4", "5", "2", "1"]
"""As `printf 'seed\\0place\\0002026-11-23\\0000' | sha256sum` and its like sort."""


def place(place_id: str, *concepts: str, km_north: float = 0, **more) -> PlaceFacts:
    location = Point(51.5 + km_north / 111.195, 5.5)
    return PlaceFacts(place_id, location, concepts=frozenset(concepts or ("office",)), **more)


def needs(*codes: str) -> tuple[Requirement, ...]:
    return tuple(Requirement(Kind.LICENCE, code) for code in codes)


def order(*places: PlaceFacts) -> list[str]:
    return [a.place_id for a in places_for_person(PERSON, places, ON, estimates=PLANNING_ESTIMATES)]


def test_group_comes_before_wish():
    assert order(place("care", "care", requirements=needs("driving_b")), place("other")) == ["other", "care"]


def test_wishes_count_in_the_persons_own_order():
    places = [place("none"), place("second", "cook"), place("both", "cook", "care"), place("first", "care")]
    assert order(*places) == ["both", "first", "second", "none"]


def test_then_the_shortest_journey_and_an_unknown_one_last():
    unknown = PlaceFacts("unknown", concepts=frozenset({"office"}))
    assert order(unknown, place("far", km_north=8), place("near", km_north=2)) == ["near", "far", "unknown"]


def test_then_most_tasks_from_the_first_day_then_the_id():
    tasks = ("meals", "laundry")
    learn = (Requirement(Kind.SKILL, "hygiene", tasks=frozenset({"meals"}), at_start=False),)
    places = [
        place("b", tasks=tasks),
        place("one", tasks=tasks, requirements=learn),
        place("a", tasks=tasks),
    ]
    assert order(*places) == ["a", "b", "one"]


def lot(day: date, seed: str = "seed", place_id: str = "place") -> list[str]:
    people = [PersonFacts(str(n)) for n in range(6)]
    found = people_for_place(PlaceFacts(place_id), people, day, seed=seed, estimates=PLANNING_ESTIMATES)
    return [a.person_id for a in found.fits]


def test_lot_is_the_same_for_everybody_on_a_day_and_another_per_day_place_and_seed():
    """Written out, so that anybody can repeat the draw from the SHA-256 rule in the documentation."""
    assert lot(ON) == LOT
    assert lot(ON + timedelta(days=1)) != LOT
    assert lot(ON, seed="other") != LOT
    assert lot(ON, place_id="other") != LOT


def test_lot_puts_everybody_first_about_equally_often():
    """600 days, six people: 100 times each expected, standard deviation 9."""
    firsts = [lot(ON + timedelta(days=n))[0] for n in range(600)]
    assert all(65 <= firsts.count(str(n)) <= 135 for n in range(6))


def test_people_stand_in_groups_with_the_lot_inside_each():
    people = [PersonFacts(str(n), licences={"driving_b": Licence(held=n % 2 == 0)}) for n in range(6)]
    asked = PlaceFacts("place", requirements=needs("driving_b"))
    found = people_for_place(asked, people, ON, seed="seed", estimates=PLANNING_ESTIMATES)
    assert [a.person_id for a in found.fits] == [n for n in LOT if int(n) % 2 == 0]
    assert [a.person_id for a in found.nearly] == [n for n in LOT if int(n) % 2 == 1]
    assert found.not_yet == ()


def test_single_obstacles_name_what_opens_most_places_first():
    places = [
        place("a", requirements=needs("driving_b")),
        place("b", requirements=needs("driving_b")),
        place("c", requirements=needs("forklift")),
        place("d", requirements=needs("driving_b", "forklift")),
        place("e"),
    ]
    found = places_for_person(PERSON, places, ON, estimates=PLANNING_ESTIMATES)
    assert list(single_obstacles(found).items()) == [
        ((Kind.LICENCE, "driving_b"), ("a", "b")),
        ((Kind.LICENCE, "forklift"), ("c",)),
    ]


def test_rule_cannot_know_name_sex_age_origin_postcode_or_benefit():
    """The facts are a closed list; a new field has to be added here by somebody who thought about it."""
    assert {field.name for field in fields(PersonFacts)} == {
        "person_id",
        "location",
        "travel",
        "weekdays",
        "hours",
        "start",
        "languages",
        "education",
        "licences",
        "capacities",
        "skills",
        "skills_complete",
        "shifts",
        "law",
        "adjustments",
        "wishes",
    }


def test_order_of_people_reads_nothing_of_a_person_but_the_opaque_id():
    source = ast.parse(inspect.getsource(ordering))
    read = {
        node.attr
        for node in ast.walk(source)
        if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "person"
    }
    assert read == {"person_id", "wishes"}
    (people,) = [node for node in source.body if isinstance(node, ast.FunctionDef) and node.name == "people_for_place"]
    assert {n.attr for n in ast.walk(people) if isinstance(n, ast.Attribute) and n.value.id == "person"} == {
        "person_id"
    }


def test_assessment_carries_no_number_that_could_rank_people():
    numbers = {f.name for f in fields(Assessment) if "int" in str(f.type) or "float" in str(f.type)}
    assert numbers == {"minutes"}
