"""Every reason is put to the test among all plans that are possible."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from doorstroom.matching.domain.planning.floors import with_floors
from doorstroom.matching.domain.planning.plans import Stage
from doorstroom.matching.domain.planning.problem import Candidate, Option, Problem, Rules, Seats
from doorstroom.matching.domain.planning.reasons import Unplaced, Why, explain, raised
from doorstroom.matching.domain.planning.room import Limit
from doorstroom.matching.domain.planning.stages import plan_round
from doorstroom.matching.domain.planning.whatif import what_if, with_more, with_school_day, without_fairness
from matching.planning.rounds import all_plans, measures, rounds

SMALL = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SMALL
@given(rounds())
def test_every_reason_is_true_among_all_plans(problem: Problem) -> None:
    plan = plan_round(problem)
    reasons = explain(problem, plan)
    able = {problem.candidates[i].candidate_id for i in problem.person}
    placed = set(plan.placed)

    assert [each.candidate_id for each in reasons] == sorted(
        each.candidate_id for each in problem.candidates if each.candidate_id not in placed
    )
    for reason in reasons:
        assert reason.checked
        if reason.why is Why.NO_PLACE:
            assert reason.candidate_id not in able or reason.constraint == "school_day"
            assert not any(reason.candidate_id in each for each in all_plans(problem))
        elif reason.why is Why.LIMIT:
            assert reason.limit is not None
            plans = list(all_plans(raised(problem, reason.limit, reason.units)))
            assert any(each.keys() >= placed | {reason.candidate_id} for each in plans)
            if reason.limit.kind not in ("together", "apart"):
                assert max(map(len, plans)) - len(placed) == reason.gain
        elif reason.why is Why.GIVES_WAY:
            with_person = [each for each in all_plans(problem) if reason.candidate_id in each]
            assert any(placed - each.keys() == set(reason.people) for each in with_person)
            assert len(reason.people) == min(len(placed - each.keys()) for each in with_person)
        else:
            assert not any(reason.candidate_id in each for each in all_plans(problem))


@SMALL
@given(rounds(floors=True))
def test_with_floors_somebody_is_held_back_by_them_only_when_they_do(problem: Problem) -> None:
    plan = plan_round(problem)
    kept = with_floors(problem, plan.relaxed_floors).rules.floors
    members = {group: {c.candidate_id for c in problem.candidates if group in c.groups} for group in kept}
    plans = [each for each in all_plans(problem) if all(len(members[g] & each.keys()) >= kept[g] for g in kept)]
    for reason in explain(problem, plan):
        possible = [each for each in plans if reason.candidate_id in each]
        assert (reason.why in (Why.RULES, Why.NO_PLACE)) <= (not possible)
        if reason.why is Why.GIVES_WAY:
            assert any(plan.placed.keys() - each.keys() == set(reason.people) for each in possible)


def small_round(**changes: object) -> Problem:
    """Three people, one region with six hours, two places of one seat."""
    people = [Candidate(name, region="r1", coach_hours=3) for name in ("ann", "bas", "cor")]
    options = [Option(name, place, 10) for name in ("ann", "bas", "cor") for place in ("north", "south", "west")]
    rules = replace(Rules(coach_hours={"r1": 6}), **changes)
    return Problem.of(people, [Seats("north", 1), Seats("south", 1), Seats("west", 1)], options, rules)


def test_a_full_limit_says_what_more_of_it_gives() -> None:
    problem = small_round()
    plan = plan_round(problem)
    (reason,) = explain(problem, plan)

    assert len(plan.placed) == 2
    assert (reason.why, reason.limit, reason.units, reason.gain) == (Why.LIMIT, Limit("region", "r1"), 3, 1)


def test_without_any_option_the_constraint_that_alone_refuses_most() -> None:
    people = [Candidate("ann", blocked={"licence": 4, "days": 2}, refused={"licence": 5, "travel": 9})]
    problem = Problem.of(people, [Seats("north", 1)], [], Rules())

    assert explain(problem, plan_round(problem)) == (
        Unplaced("ann", Why.NO_PLACE, True, constraint="licence", places=4, alone=True),
    )


def test_one_coach_more_places_one_more() -> None:
    problem = small_round()
    plan = plan_round(problem)
    answer = what_if(problem, plan, with_more(problem, "region", "r1", 3))

    assert (len(answer.won), answer.lost, answer.now.value(Stage.PLACED)) == (1, (), 3)


def test_school_on_another_day_opens_places_for_who_cannot_on_the_old_one() -> None:
    people = [Candidate("ann", school_days=frozenset({"tue"}))]
    place = Seats("north", 1, school_days=frozenset({"mon"}))
    problem = Problem.of(people, [place], [Option("ann", "north")], Rules(school_seats={"mon": 5}))
    plan = plan_round(problem)

    assert (plan.placed, [each.constraint for each in explain(problem, plan)]) == ({}, ["school_day"])
    assert what_if(problem, plan, with_school_day(problem, "mon", "tue")).won == ("ann",)


def test_price_of_fairness_is_what_the_best_fit_without_it_gains() -> None:
    people = [Candidate("ann", frozenset({"young"})), Candidate("bas", frozenset({"young"})),
              Candidate("cor", frozenset({"older"}))]  # fmt: skip
    options = [Option("ann", "north", 900), Option("bas", "south", 900), Option("cor", "south", 1)]
    problem = Problem.of(people, [Seats("north", 1), Seats("south", 1)], options, Rules(floors={"older": 1}))

    assert plan_round(problem).value(Stage.FIT) == 901
    assert without_fairness(problem).value(Stage.FIT) == 1800
    assert without_fairness(problem).value(Stage.WORST_OFF) == 0
    assert measures(problem, dict(without_fairness(problem).placed))[2] == 1800
