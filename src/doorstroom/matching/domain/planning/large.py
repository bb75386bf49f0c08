"""Rounds with more options than HiGHS takes whole: planned over the options that prices leave, bounded by prices.

Number placed and fit have bounds over all options. The worst-off group is bounded by everybody placed spread evenly;
for people moved and travel the bound is nobody and nothing, and their gap says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor
from time import monotonic

import numpy as np

from doorstroom.matching.domain.planning.greedy import greedy_plan
from doorstroom.matching.domain.planning.highs import EPSILON, Program, TimeIsUp
from doorstroom.matching.domain.planning.prices import Prices, part
from doorstroom.matching.domain.planning.problem import Ints, Problem
from doorstroom.matching.domain.planning.rows import kept, model_of
from doorstroom.matching.domain.planning.stages import (
    Plan,
    Reached,
    Stage,
    able_in_groups,
    measured,
    placed_by,
    plan_whole,
)

SHARES = (0.06, 0.015, 0.004, 0.001)
"""Temperatures as a part of the highest score; for the count, of one person."""
MOST_GROWN = 150_000
"""Options; above, the count too is bounded by prices, which is quicker and less sharp."""
UNTIL = {"prices": 0.3, "together": 0.45, "stages": 0.65, "count": 0.9}
"""When each part has to be ready, as a share of the time; the rest is for the bound on the plan that came out."""
BEHIND = 0.01
"""Options further behind a person's best than this part of the highest worth are left out."""


def plan_large(problem: Problem, *, seconds: float, worst_off_first: bool, so_far: Callable[[Plan], None]) -> Plan:
    """First one plan for count and fit together, then the stages one by one as far as time goes; the better counts."""
    begun = monotonic()
    until = {part_of: begun + share * seconds for part_of, share in UNTIL.items()}
    top = float(problem.score.max(initial=0)) + 1
    prices = Prices(problem)
    worth = (top + problem.score).astype(np.float64)
    _, behind = prices.lower(worth, [top * share for share in SHARES], until["prices"])
    chosen = np.flatnonzero((behind >= -top * BEHIND) | kept(problem))
    near = part(problem, chosen)
    first = measured(problem, _together(near, top, until["together"]), {})
    so_far(first)
    staged = plan_whole(near, until["stages"] - monotonic(), worst_off_first, so_far)
    best = max(first, staged, key=_stage_by_stage)
    if len(problem.person) > MOST_GROWN:
        prices_of_one = Prices(problem)
        prices_of_one.prices = prices.prices / top
        most = floor(prices_of_one.lower(np.ones(len(worth)), SHARES, until["count"])[0] + EPSILON)
    else:
        most = _most_placed(problem, chosen, top, until["count"])
    return _bounded(problem, prices, best, most, begun + seconds)


def _most_placed(problem: Problem, chosen: Ints, top: float, until: float) -> int:
    """A bound on the number placed: the relaxation over some options, let grow by those that would still add to it.

    Each round is a bound for all options when everybody may add at most the best that is left out (Farley 1990).
    """
    program = Program(model_of(problem), until)
    left = np.setdiff1d(np.arange(len(problem.person)), chosen)
    program.forbid(left)
    most = float(len(np.unique(problem.person)))
    one = np.zeros(len(program.lower))
    one[: len(problem.person)] = 1
    guide = one.copy()
    guide[: len(problem.person)] = top + problem.score
    try:
        program.relax(guide)
        while True:
            relaxed = program.relax(one)
            extra = np.zeros(len(problem.candidates))
            np.maximum.at(extra, problem.person[left], relaxed.prices[left])
            most = min(most, relaxed.bound + float(extra.sum()))
            adding = left[relaxed.prices[left] > EPSILON]
            if not len(adding):
                return floor(most + EPSILON)
            program.release(adding)
            left = np.setdiff1d(left, adding)
    except TimeIsUp:
        return floor(most + EPSILON)


def _stage_by_stage(plan: Plan) -> tuple[Fraction, ...]:
    down = (Stage.MOVED, Stage.TRAVEL)
    return tuple(-each.value if each.stage in down else each.value for each in plan.stages)


def _together(near: Problem, top: float, deadline: float) -> Mapping[str, str]:
    """Every person placed is worth more than any difference in points, as nearly as one objective can say it."""
    program = Program(model_of(near), deadline)
    cost = np.zeros(len(program.lower))
    cost[: len(near.score)] = top + near.score
    found = program.solve(cost, np.arange(len(near.score)), program.seconds_left)
    return greedy_plan(near) if found.plan is None else placed_by(near, found.plan)


def _bounded(problem: Problem, prices: Prices, plan: Plan, most: int, until: float) -> Plan:
    """The stages of a plan with bounds that hold over all options."""
    placed, rate = int(plan.value(Stage.PLACED)), plan.value(Stage.WORST_OFF)
    sizes = able_in_groups(problem)
    top = float(problem.score.max(initial=0)) + 1
    reached = Counter(group for c in problem.candidates if c.candidate_id in plan.placed for group in c.groups)
    asked = problem.rules.floors
    floors = {group: max(ceil(rate * n), min(asked.get(group, 0), reached[group])) for group, n in sizes.items()}
    fair = Prices(replace(problem, rules=replace(problem.rules, floors=floors)))
    fair.prices[: len(prices.prices)] = prices.prices
    worth = (top + problem.score).astype(np.float64)
    both, _ = fair.lower(worth, [top * share for share in SHARES[2:]], until)
    bounds = {
        Stage.PLACED: max(placed, most), Stage.FIT: floor(both - top * placed + EPSILON),
        Stage.MOVED: 0, Stage.TRAVEL: 0,
    }  # fmt: skip
    even = Fraction(bounds[Stage.PLACED] * max((len(c.groups) for c in problem.candidates), default=1),
                    max(sum(sizes.values()), 1))  # fmt: skip
    bounds_of = {**{stage: Fraction(bound) for stage, bound in bounds.items()}, Stage.WORST_OFF: min(even, Fraction(1))}
    stages = tuple(
        Reached(each.stage, each.value, bounds_of[each.stage] if each.stage in (Stage.MOVED, Stage.TRAVEL)
                else max(each.value, bounds_of[each.stage]))
        for each in plan.stages
    )  # fmt: skip
    return replace(plan, stages=stages)
