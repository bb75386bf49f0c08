"""Rounds with many options, tried on small ones: bounds that no plan exceeds, and options that wait their turn."""

from __future__ import annotations

from math import inf
from time import sleep, thread_time
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from doorstroom.matching.domain.planning import core, stages
from doorstroom.matching.domain.planning.core import priced
from doorstroom.matching.domain.planning.highs import Program, Whole
from doorstroom.matching.domain.planning.plans import Plan, Stage, options_of
from doorstroom.matching.domain.planning.prices import Prices, far_behind
from doorstroom.matching.domain.planning.problem import Candidate, Problem, Rules, Seats
from doorstroom.matching.domain.planning.room import broken
from doorstroom.matching.domain.planning.rows import model_of
from doorstroom.matching.domain.planning.stages import plan_over, plan_round
from matching.planning.rounds import all_plans, measures, rounds

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
@given(rounds(floors=True), st.sets(st.integers(0, 14)))
def test_options_set_aside_come_back_when_they_matter(problem: Problem, numbers: set[int]) -> None:
    aside = np.array(sorted(each for each in numbers if each < len(problem.person)), dtype=np.int64)
    plan = plan_over(problem, aside, thread_time() + 60, True, lambda _: None)

    assert plan.proven
    assert [each.value for each in plan.stages] == [each.value for each in plan_round(problem).stages]


@SMALL
@given(rounds(), st.lists(st.floats(-20, 20), min_size=40, max_size=40))
def test_whatever_the_prices_no_plan_exceeds_their_bound(problem: Problem, prices: list[float]) -> None:
    """And no plan takes an option, or leaves units of a limit, that cost more than its distance to the bound."""
    assume(len(problem.person))
    program = Program(model_of(problem), thread_time() + 60)
    cost = np.zeros(len(program.lower))
    cost[: len(problem.score)] = 10 + problem.score
    rows = len(program.model.rows)
    found = priced(program, cost, np.resize(prices, rows))
    for plan in all_plans(problem):
        taken = options_of(problem, plan)
        assert cost[taken].sum() <= found.most
        assert (found.gain[taken] >= cost[taken].sum() - found.most).all()


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


def test_begun_with_the_options_that_prices_leave_the_answer_is_the_same(middling: Problem) -> None:
    aside = far_behind(middling, inf)
    large = plan_over(middling, aside, thread_time() + 60, True, lambda _: None)
    whole = plan_round(middling)

    assert len(middling.person) / 2 < len(aside) < len(middling.person)
    assert broken(middling, large.placed) == []
    assert large.proven
    assert [each.value for each in large.stages] == [each.value for each in whole.stages]


def test_a_machine_that_does_other_work_makes_the_same_plan(monkeypatch: pytest.MonkeyPatch, middling: Problem) -> None:
    """Longer than the time to search by the clock on the wall takes nothing of it."""
    quiet = plan_round(middling)

    def interrupted(*asked: Any) -> core.Priced:
        sleep(0.6)
        return priced(*asked)

    monkeypatch.setattr(core, "priced", interrupted)
    assert plan_round(middling, seconds=1) == quiet


def test_when_the_first_search_comes_to_nothing_others_follow(
    monkeypatch: pytest.MonkeyPatch, middling: Problem
) -> None:
    """First any plan, which is heard at once, then stage by stage to the same proof."""
    whole, heard, tries = plan_round(middling), list[Plan](), list[Whole]()

    def first_in_vain(*asked: Any, **more: Any) -> Whole:
        tries.append(Whole(None, inf, proven=False) if not tries else core.best(*asked, **more))
        return tries[-1]

    monkeypatch.setattr(stages, "best", first_in_vain)
    found = plan_round(middling, so_far=heard.append)

    assert found.proven
    assert [each.value for each in found.stages] == [each.value for each in whole.stages]
    assert len(heard[0].placed) == whole.value(Stage.PLACED)
