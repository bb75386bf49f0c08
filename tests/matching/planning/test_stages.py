"""The stages against every possible plan, counted out one by one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, assume, given, settings

from doorstroom.matching.domain.planning.greedy import greedy_plan
from doorstroom.matching.domain.planning.plans import Plan, Stage
from doorstroom.matching.domain.planning.problem import Candidate, InvalidProblem, Option, Problem, Rules, Seats
from doorstroom.matching.domain.planning.room import broken
from doorstroom.matching.domain.planning.stages import plan_round
from matching.planning.rounds import all_plans, legal, measures, rounds

SMALL = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def values(plan: Plan) -> tuple[Fraction, ...]:
    down = (Stage.MOVED, Stage.TRAVEL)
    return tuple(-each.value if each.stage in down else each.value for each in plan.stages)


@SMALL
@given(rounds())
def test_plan_is_the_best_of_all_plans_stage_by_stage(problem: Problem) -> None:
    plan = plan_round(problem)

    assert legal(problem, dict(plan.placed))
    assert broken(problem, plan.placed) == []
    assert measures(problem, dict(plan.placed)) == max(measures(problem, each) for each in all_plans(problem))
    assert values(plan) == measures(problem, dict(plan.placed))
    assert plan.proven


@SMALL
@given(rounds(floors=True))
def test_floors_are_kept_or_the_smallest_set_is_relaxed(problem: Problem) -> None:
    plans, floors = list(all_plans(problem)), problem.rules.floors
    members = {group: {c.candidate_id for c in problem.candidates if group in c.groups} for group in floors}

    def reached(plan: dict[str, str]) -> dict[str, int]:
        return {group: len(members[group] & plan.keys()) for group in floors}

    missed = [Counter(group for group, floor in floors.items() if reached(each)[group] < floor) for each in plans]
    plan = plan_round(problem)

    assert len(plan.relaxed_floors) == min(len(each) for each in missed)
    lowered = floors | {group: possible for group, (_, possible) in plan.relaxed_floors.items()}
    assert all(reached(dict(plan.placed))[group] >= floor for group, floor in lowered.items())
    allowed = [each for each in plans if all(reached(each)[group] >= floor for group, floor in lowered.items())]
    assert values(plan) == max(measures(problem, each) for each in allowed)


@SMALL
@given(rounds())
def test_greedy_keeps_every_rule_and_is_never_better(problem: Problem) -> None:
    placed = dict(greedy_plan(problem))

    assert broken(problem, placed) == []
    assert legal(problem, placed)
    assert measures(problem, placed) <= values(plan_round(problem))


@SMALL
@given(rounds())
def test_the_order_of_the_rows_never_changes_a_plan(problem: Problem) -> None:
    options = [
        Option(problem.candidates[i].candidate_id, problem.places[j].place_id, int(s), int(m))
        for i, j, s, m in zip(problem.person, problem.place, problem.score, problem.minutes, strict=True)
    ]
    turned = Problem.of(problem.candidates[::-1], problem.places[::-1], options[::-1], problem.rules)

    assert plan_round(turned) == plan_round(problem)


@SMALL
@given(rounds())
def test_who_keeps_a_place_stays_there(problem: Problem) -> None:
    plans = list(all_plans(problem))
    staying = [each for each in problem.candidates if each.current]
    assume(staying)
    first = staying[0].candidate_id
    held = tuple(replace(each, keep=each.candidate_id == first) for each in problem.candidates)
    kept = replace(problem, candidates=held)
    possible = [each for each in plans if each.get(first) == staying[0].current]
    if not possible:
        with pytest.raises(InvalidProblem):
            plan_round(kept)
    else:
        assert values(plan_round(kept)) == max(measures(kept, each) for each in possible)


def two_places(*options: Option, rules: Rules = Rules(), **candidates: Candidate) -> Plan:  # noqa: B008
    places = [Seats("north", 1), Seats("south", 1)]
    return plan_round(Problem.of(candidates.values(), places, options, rules))


def test_more_people_placed_comes_before_a_better_fit() -> None:
    """Ann alone at north would score 1000; two people placed score 2."""
    plan = two_places(
        Option("ann", "north", 1000), Option("ann", "south", 1), Option("bas", "north", 1),
        a=Candidate("ann"), b=Candidate("bas"),
    )  # fmt: skip
    assert plan.placed == {"ann": "south", "bas": "north"}


def test_worst_off_group_comes_before_a_better_fit() -> None:
    """Two seats; the two young people fit best, but then nobody of the older group is placed."""
    plan = two_places(
        Option("ann", "north", 900), Option("bas", "south", 900), Option("cor", "south", 1),
        a=Candidate("ann", frozenset({"young"})), b=Candidate("bas", frozenset({"young"})),
        c=Candidate("cor", frozenset({"older"})),
    )  # fmt: skip
    assert plan.placed == {"ann": "north", "cor": "south"}
    assert plan.value(Stage.WORST_OFF) == Fraction(1, 2)


def test_fit_comes_before_staying_and_staying_before_travel() -> None:
    stays = two_places(
        Option("ann", "north", 5, minutes=60), Option("ann", "south", 5, minutes=1), a=Candidate("ann", current="north")
    )
    goes = two_places(
        Option("ann", "north", 5, minutes=1), Option("ann", "south", 6, minutes=60), a=Candidate("ann", current="north")
    )
    assert (stays.placed, stays.value(Stage.MOVED)) == ({"ann": "north"}, 0)
    assert (goes.placed, goes.value(Stage.MOVED)) == ({"ann": "south"}, 1)


def test_an_unknown_name_among_the_rules_is_refused() -> None:
    with pytest.raises(InvalidProblem, match="nobody is called dirk"):
        two_places(Option("ann", "north"), rules=Rules(apart=(frozenset({"ann", "dirk"}),)), a=Candidate("ann"))
