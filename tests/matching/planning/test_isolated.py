"""The process of its own: the same answer, and an answer still when it is starved or killed."""

from __future__ import annotations

import pytest

from doorstroom.matching.domain.planning.greedy import greedy_plan
from doorstroom.matching.domain.planning.isolated import Proposal, Request, propose
from doorstroom.matching.domain.planning.plans import measured
from doorstroom.matching.domain.planning.problem import Candidate, InvalidProblem, Option, Problem, Rules, Seats
from doorstroom.matching.domain.planning.reasons import explain
from doorstroom.matching.domain.planning.room import broken
from doorstroom.matching.domain.planning.stages import plan_round
from doorstroom.matching.domain.planning.whatif import without_fairness
from matching.planning.test_reasons import small_round


def test_the_answer_is_that_of_the_planner_itself() -> None:
    problem = small_round()
    plan = plan_round(problem)

    assert propose(Request(problem, seconds=20)) == Proposal(
        plan, explain(problem, plan), without_fairness(problem), finished=True
    )


def test_out_of_memory_leaves_a_plan_that_keeps_the_rules() -> None:
    people = [Candidate(f"c{i:03}", coach_hours=1 + i % 3, region="r") for i in range(200)]
    places = [Seats(f"p{j:03}", 2, sector=f"s{j % 3}") for j in range(60)]
    options = [Option(p.candidate_id, s.place_id, (7 * i + j) % 90) for i, p in enumerate(people) for j, s in
               enumerate(places)]  # fmt: skip
    problem = Problem.of(people, places, options, Rules(coach_hours={"r": 150}, sector_limit={"s1": 9}))
    proposal = propose(Request(problem, seconds=20, megabytes=60))

    assert proposal == Proposal(measured(problem, greedy_plan(problem), {}), finished=False)
    assert broken(problem, proposal.plan.placed) == []


def test_time_that_is_up_leaves_a_plan_with_its_gaps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("doorstroom.matching.domain.planning.isolated.SECONDS_TO_START", 0.0)
    problem = small_round()
    proposal = propose(Request(problem, seconds=0.01, explained=False))

    assert not proposal.finished
    assert not proposal.plan.proven
    assert broken(problem, proposal.plan.placed) == []


def test_kept_placements_that_exceed_a_limit_are_named() -> None:
    people = [Candidate(name, current="north", keep=True) for name in ("ann", "bas")]
    options = [Option("ann", "north"), Option("bas", "north")]
    problem = Problem.of(people, [Seats("north", 1)], options, Rules())

    with pytest.raises(InvalidProblem, match="kept placements ask 2 of place north, there is 1"):
        propose(Request(problem, seconds=20))
