"""The way for large rounds, tried on small ones: bounds that no plan exceeds, and a plan that keeps all rules."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings

from doorstroom.matching.domain.planning.large import plan_large
from doorstroom.matching.domain.planning.prices import Prices
from doorstroom.matching.domain.planning.problem import Candidate, Problem, Rules, Seats
from doorstroom.matching.domain.planning.room import broken
from doorstroom.matching.domain.planning.stages import Stage, plan_whole
from matching.planning.rounds import all_plans, legal, measures, rounds

SMALL = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SMALL
@given(rounds())
def test_no_plan_exceeds_the_bound_of_the_prices(problem: Problem) -> None:
    assume(len(problem.person))
    cost = (10.0 + problem.score).astype(np.float64)
    bound, _ = Prices(problem).lower(cost, (1.0, 0.1))
    worth = [10 * each[0] + each[2] for each in (measures(problem, plan) for plan in all_plans(problem))]
    assert bound >= max(worth) - 1e-6


@SMALL
@given(rounds())
def test_plan_for_large_rounds_keeps_the_rules_and_its_bounds_hold(problem: Problem) -> None:
    assume(len(problem.person))
    plan = plan_large(problem, seconds=20, worst_off_first=True, so_far=lambda _: None)
    best = max(measures(problem, each) for each in all_plans(problem))
    own = measures(problem, dict(plan.placed))

    assert legal(problem, dict(plan.placed))
    assert own <= best
    bounds = {each.stage: each.bound for each in plan.stages}
    assert bounds[Stage.PLACED] >= best[0]
    if own[0] == best[0]:
        assert bounds[Stage.WORST_OFF] >= best[1]
    if own[:2] == best[:2]:
        assert bounds[Stage.FIT] >= best[2]


@pytest.fixture(scope="module")
def middling() -> Problem:
    rng = np.random.default_rng(7)
    people = tuple(Candidate(f"c{i:03}", frozenset({f"g{i % 3}"}), f"r{i % 4}", 1 + i % 3) for i in range(160))
    places = tuple(Seats(f"p{j:02}", 1 + j % 5, None, f"e{j // 2}", f"s{j % 4}") for j in range(40))
    rules = Rules(coach_hours={f"r{r}": 60 for r in range(4)}, sector_limit={"s1": 20, "s2": 25}, floors={"g0": 20})
    person, place = (each.ravel() for each in np.meshgrid(np.arange(160), np.arange(40), indexing="ij"))
    chosen = rng.random(len(person)) < 0.3
    score, minutes = rng.integers(1, 1000, len(person)), rng.integers(5, 60, len(person))
    return Problem.from_columns(people, places, rules, *(each[chosen] for each in (person, place, score, minutes)))


def test_both_ways_agree_on_a_round_of_160(middling: Problem) -> None:
    large = plan_large(middling, seconds=30, worst_off_first=True, so_far=lambda _: None)
    whole = plan_whole(middling, 30, True, lambda _: None)

    assert broken(middling, large.placed) == []
    assert large.value(Stage.PLACED) == whole.value(Stage.PLACED)
    fit = next(each for each in large.stages if each.stage is Stage.FIT)
    assert fit.bound >= fit.value
    assert Fraction(fit.gap) < Fraction(1, 500)
