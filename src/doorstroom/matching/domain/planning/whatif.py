"""What would change with a little more: one coach, two seats, another school day. And what fairness costs.

Each answer is a plan made anew by the same stages, set beside the plan that stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from doorstroom.matching.domain.planning.plans import Plan, Stage, measured
from doorstroom.matching.domain.planning.problem import Problem
from doorstroom.matching.domain.planning.reasons import raised
from doorstroom.matching.domain.planning.room import Limit
from doorstroom.matching.domain.planning.stages import plan_round


@dataclass(frozen=True)
class Difference:
    """`now` is the new plan; `won` and `lost` are the people who get a place by it, or lose one."""

    now: Plan
    won: tuple[str, ...]
    lost: tuple[str, ...]


def what_if(problem: Problem, plan: Plan, changed: Problem, *, seconds: float = 3.0) -> Difference:
    now = plan_round(changed, seconds=seconds)
    before, after = plan.placed.keys(), now.placed.keys()
    return Difference(now, tuple(sorted(after - before)), tuple(sorted(before - after)))


def with_more(problem: Problem, kind: str, key: str, units: int) -> Problem:
    """So much more of one limit: hours of a region, seats of a place, of a school day, of the round."""
    return raised(problem, Limit(kind, key), units)


def with_school_day(problem: Problem, instead_of: str, day: str) -> Problem:
    """School on another day: its seats move, and every place that let people go on the old day does so on the new."""

    def moved(days: frozenset[str]) -> frozenset[str]:
        return days - {instead_of} | {day} if instead_of in days else days

    seats: Mapping[str, int] = problem.rules.school_seats
    rest = {each: number for each, number in seats.items() if each != instead_of}
    rest[day] = rest.get(day, 0) + seats.get(instead_of, 0)
    places = tuple(replace(each, school_days=moved(each.school_days)) for each in problem.places)
    return replace(problem, places=places, rules=replace(problem.rules, school_seats=rest))


def without_fairness(problem: Problem, *, seconds: float = 60.0) -> Plan:
    """The plan without floors and without looking at the worst-off group: what is gained is the price of fairness."""
    free = replace(problem, rules=replace(problem.rules, floors={}))
    plan = plan_round(free, seconds=seconds, worst_off_first=False)
    own = measured(free, plan.placed, {})
    stages = (
        after if each.stage is Stage.WORST_OFF else each for each, after in zip(plan.stages, own.stages, strict=True)
    )
    return replace(plan, stages=tuple(stages))
