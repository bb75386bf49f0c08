"""The engine over many pairs gives what the rule gives on each pair: compiled, plain and by hand are equal."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from doorstroom.matching.domain.assessment import Assessment, Group, assess
from doorstroom.matching.domain.engine import compiled, plain
from doorstroom.matching.domain.engine.search import (
    Best,
    MatchIndex,
    best_for_all,
    best_places,
    build_index,
    constraint,
    opened_by,
    sift_people,
    sift_places,
)
from doorstroom.matching.domain.facts import PersonFacts, PlaceFacts
from doorstroom.matching.domain.ordering import single_obstacles
from doorstroom.matching.domain.skills import skill_fit
from doorstroom.matching.domain.travel import PLANNING_ESTIMATES
from matching.domain.drawn import ON, TREE, draw

PEOPLE, PLACES = draw(20261123, 100, 100)
INDEX, BOOK = build_index(PEOPLE, PLACES, ON, estimates=PLANNING_ESTIMATES, tree=TREE)
BOTH = pytest.mark.parametrize("engine", [compiled, plain])


def judge(person: PersonFacts, place: PlaceFacts) -> Assessment:
    return assess(person, place, ON, estimates=PLANNING_ESTIMATES)


@pytest.fixture(scope="module")
def by_hand() -> list[list[tuple[Assessment, int]]]:
    """Each of the 10,000 pairs by the rule itself."""
    return [[(judge(a, b), skill_fit(a, b, TREE).score) for b in PLACES] for a in PEOPLE]


@BOTH
def test_groups_and_the_one_failed_constraint_equal_the_rule_on_every_pair(engine, by_hand):
    for row, assessments in enumerate(by_hand):
        sifted = sift_places(INDEX, row, engine=engine)
        assert sifted.groups.tolist() == [found.group for found, _ in assessments]
        for at, (found, _) in enumerate(assessments):
            if found.group is Group.NEARLY:
                failed = {(reason.kind, reason.code) for reason in found.refusal}
                assert {constraint(BOOK, int(sifted.which[at]))} == failed


def test_drawn_pairs_are_of_every_group(by_hand):
    """Otherwise the equality above would prove little."""
    groups = [found.group for row in by_hand for found, _ in row]
    assert min(groups.count(group) for group in Group) > 500


@BOTH
def test_from_place_to_people_gives_the_same_groups(engine, by_hand):
    for column in range(len(PLACES)):
        sifted = sift_people(INDEX, column, engine=engine)
        assert sifted.groups.tolist() == [row[column][0].group for row in by_hand]


def expected(row: list[tuple[Assessment, int]], group: Group, k: int) -> list[tuple[int, int]]:
    """Place rows and points, by points falling and then by id."""
    found = [(at, points) for at, (assessment, points) in enumerate(row) if assessment.group is group]
    return sorted(found, key=lambda each: (-each[1], each[0]))[:k]


def listed(best: Best, row: int | None = None) -> list[tuple[int, int]]:
    rows, points = (best.rows, best.points) if row is None else (best.rows[row], best.points[row])
    return [(int(at), int(worth)) for at, worth in zip(rows, points, strict=True) if at >= 0]


@BOTH
@pytest.mark.parametrize("k", [1, 10, 150])
def test_loop_per_query_equals_sorting_all_pairs(engine, k, by_hand):
    for row, pairs in enumerate(by_hand):
        fits, nearly = best_places(INDEX, row, k, engine=engine)
        assert listed(fits) == expected(pairs, Group.FITS, k)
        assert listed(nearly) == expected(pairs, Group.NEARLY, k)


@BOTH
@pytest.mark.parametrize("k", [1, 3, 10])
def test_loop_in_bulk_equals_sorting_all_pairs(engine, k, by_hand):
    best = best_for_all(INDEX, k, engine=engine)
    for row, pairs in enumerate(by_hand):
        assert listed(best, row) == expected(pairs, Group.FITS, k)


def many() -> MatchIndex:
    """More than one tile on each side."""
    people, places = draw(7, 300, 500)
    people = [replace(each, person_id=f"{copy}{each.person_id}") for copy in range(30) for each in people]
    places = [replace(each, place_id=f"{copy}{each.place_id}") for copy in range(12) for each in places]
    return build_index(people, places, ON, estimates=PLANNING_ESTIMATES, tree=TREE)[0]


def test_threads_plain_and_compiled_give_the_same_bytes():
    index = many()
    assert len(index.people.tile_radius) > 2
    assert len(index.places.tile_radius) > 2
    one = best_for_all(index, 10, engine=compiled)
    assert best_for_all(index, 10, threads=3, engine=compiled).digest() == one.digest()
    some = range(0, len(index.person_ids), 450)
    for row in some:
        assert listed(best_places(index, row, 10, engine=plain)[0]) == listed(one, row)


def test_answer_does_not_depend_on_the_order_of_the_rows():
    shuffled = build_index(PEOPLE[::-1], PLACES[50:] + PLACES[:50], ON, estimates=PLANNING_ESTIMATES, tree=TREE)[0]
    assert best_for_all(shuffled, 10).digest() == best_for_all(INDEX, 10).digest()


def test_one_repair_opens_as_many_places_as_the_rule_counts(by_hand):
    for row, pairs in enumerate(by_hand):
        opens = single_obstacles(found for found, _ in pairs)
        assert opened_by(sift_places(INDEX, row), BOOK) == {key: len(ids) for key, ids in opens.items()}


def test_arrays_cannot_be_changed():
    with pytest.raises(ValueError, match="read-only"):
        INDEX.places.days[0] = 1


def test_same_id_twice_is_refused():
    with pytest.raises(ValueError, match=r"the same id twice: \['person-00000'\]"):
        build_index([PEOPLE[0], PEOPLE[0]], PLACES, ON, estimates=PLANNING_ESTIMATES)


@BOTH
def test_nobody_and_nothing_are_answered(engine):
    nobody, _ = build_index([], PLACES, ON, estimates=PLANNING_ESTIMATES)
    assert best_for_all(nobody, 10, engine=engine).rows.shape == (0, 10)
    assert sift_people(nobody, 0, engine=engine).groups.tolist() == []
    nothing, _ = build_index(PEOPLE, [], ON, estimates=PLANNING_ESTIMATES)
    assert best_for_all(nothing, 10, engine=engine).rows.tolist() == np.full((100, 10), -1).tolist()
    assert sift_places(nothing, 0, engine=engine).groups.tolist() == []
