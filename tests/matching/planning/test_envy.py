"""Envy as counts, against people compared two by two."""

from __future__ import annotations

from itertools import combinations

from hypothesis import HealthCheck, given, settings

from doorstroom.matching.domain.planning.envy import Envy, envy_of
from doorstroom.matching.domain.planning.plans import measured
from doorstroom.matching.domain.planning.problem import Candidate, Option, Problem, Rules, Seats
from doorstroom.matching.domain.planning.stages import plan_round
from matching.planning.rounds import all_plans, rounds

SMALL = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SMALL
@given(rounds())
def test_counts_are_those_of_everybody_compared_with_everybody(problem: Problem) -> None:
    ids, places = [each.candidate_id for each in problem.candidates], [each.place_id for each in problem.places]
    score = {(ids[i], places[j]): s for i, j, s in zip(problem.person, problem.place, problem.score, strict=True)}
    placed = max(all_plans(problem), key=len)

    def rather(one: str, other: str) -> bool:
        own = score[one, placed[one]] if one in placed else -1
        return placed[other] != placed.get(one) and score.get((one, placed[other]), -1) > own

    wanting = {one for one in ids if any(rather(one, other) for other in placed)}
    exchanges = sum(rather(one, other) and rather(other, one) for one, other in combinations(sorted(placed), 2))
    expected = Envy(len(wanting & placed.keys()), len(wanting - placed.keys()), exchanges)
    assert envy_of(problem, measured(problem, placed, {})) == expected


@SMALL
@given(rounds(floors=True))
def test_nobody_in_a_proven_plan_gains_by_an_exchange_that_the_rules_allow(problem: Problem) -> None:
    rules = Rules(problem.rules.seats, problem.rules.coach_hours, floors=problem.rules.floors)
    free = Problem.from_columns(
        problem.candidates, problem.places, rules, problem.person, problem.place, problem.score, problem.minutes
    )
    assert envy_of(free, plan_round(free)).exchanges == 0


def test_with_one_seat_at_the_better_place_one_wishes_for_it_and_one_waits() -> None:
    people = [Candidate("ann"), Candidate("bas"), Candidate("cor")]
    options = [
        Option("ann", "north", 9),
        Option("bas", "north", 7),
        Option("bas", "south", 2),
        Option("cor", "south", 1),
    ]
    problem = Problem.of(people, [Seats("north", 1), Seats("south", 1)], options, Rules())

    assert envy_of(problem, plan_round(problem)) == Envy(placed=1, waiting=1, exchanges=0)
