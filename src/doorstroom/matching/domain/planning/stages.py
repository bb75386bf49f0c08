"""The stages of a plan, each fixed before the next: rules, number placed, worst-off group, fit, people moved, travel.

Number placed and worst-off group are tried at once at what the relaxation says is possible at best; a whole plan that
holds that level proves it. Only when there is none is the next lower level tried. Fit, people moved and travel count in
whole numbers, so they are one objective as long as one number can hold them: a point of fit weighs more than everybody
moved, and somebody moved more than all journeys together.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor
from time import thread_time

import numpy as np

from doorstroom.matching.domain.planning.core import best, bound
from doorstroom.matching.domain.planning.floors import relaxed_floors, with_floors
from doorstroom.matching.domain.planning.greedy import greedy_plan
from doorstroom.matching.domain.planning.highs import EPSILON, Infeasible, Program, TimeIsUp, Whole
from doorstroom.matching.domain.planning.plans import Plan, Reached, Stage, costs_of, measured, placed_by, rates_of
from doorstroom.matching.domain.planning.problem import Ints, Problem
from doorstroom.matching.domain.planning.rows import Floats, model_of

MOST_AT_HAND = 60_000
"""Options; above, first prices choose those at hand, and the others come in when they would add something."""
SHARE_OF_PRICES = 0.2
MOST_IN_ONE = 10_000_000
"""What a point of the first stage may weigh when stages are joined: the solver's tolerance stays below one minute."""

SHARE_AT_BEST = 0.6
"""Of the time left, to find a plan at what the relaxation says; the rest is for the next lower level."""
DOWN = (Stage.MOVED, Stage.TRAVEL)

Joined = Mapping[Stage, int]


def _nobody_listens(plan: Plan) -> None:
    pass


def plan_round(
    problem: Problem,
    *,
    seconds: float = 60.0,
    worst_off_first: bool = True,
    so_far: Callable[[Plan], None] = _nobody_listens,
) -> Plan:
    """The best plan within the time; every stage says how far from the best possible it may be.

    Without `worst_off_first` the stage of the worst-off group is left out: to see what it costs. `so_far` hears the
    best plan yet after each stage, for whoever may have to stop before the end.
    """
    if not len(problem.person):  # no option at all: the solver would call the empty model unsolved
        return measured(problem, {}, {group: (asked, 0) for group, asked in problem.rules.floors.items() if asked > 0})
    deadline = thread_time() + seconds
    aside = np.zeros(0, dtype=np.int64)
    if len(problem.person) > MOST_AT_HAND:
        from doorstroom.matching.domain.planning.prices import far_behind  # slow import: scipy.optimize

        aside = far_behind(problem, thread_time() + SHARE_OF_PRICES * seconds)
    return plan_over(problem, aside, deadline, worst_off_first, so_far)


def plan_over(
    problem: Problem, aside: Ints, deadline: float, worst_off_first: bool, so_far: Callable[[Plan], None]
) -> Plan:
    """With these options set aside until prices ask for them; what is proven holds for all."""
    relaxed: Mapping[str, tuple[int, int]] = {}
    last: list[Plan] = []

    def hear(plan: Plan) -> None:
        last[:] = [plan]
        so_far(plan)

    try:
        try:
            return _Stages(problem, aside, deadline, worst_off_first, relaxed, hear).plan()
        except Infeasible:
            relaxed = relaxed_floors(problem, deadline)
            return _Stages(with_floors(problem, relaxed), aside, deadline, worst_off_first, relaxed, hear).plan()
    except TimeIsUp:
        return last[0] if last else measured(problem, greedy_plan(problem), relaxed)


def joined(problem: Problem) -> Sequence[Joined]:
    """The stages after the worst-off group, in groups that are solved at once, with the weight of each stage."""
    longest = np.zeros(len(problem.candidates), dtype=np.int64)
    np.maximum.at(longest, problem.person, problem.minutes)
    moved = sum(bool(each.current) for each in problem.candidates)
    groups: list[dict[Stage, int]] = [{Stage.FIT: 1}]
    for stage, span in ((Stage.MOVED, moved + 1), (Stage.TRAVEL, int(longest.sum()) + 1)):
        if groups[-1][next(iter(groups[-1]))] * span > MOST_IN_ONE:
            groups.append({stage: 1})
        else:
            groups[-1] = {each: weight * span for each, weight in groups[-1].items()} | {stage: 1}
    return groups


class _Stages:
    def __init__(
        self, problem: Problem, aside: Ints, deadline: float, worst_off_first: bool,
        relaxed: Mapping[str, tuple[int, int]], so_far: Callable[[Plan], None],
    ) -> None:  # fmt: skip
        self.problem, self.deadline, self.relaxed, self.so_far = problem, deadline, relaxed, so_far
        model = model_of(problem)
        self.sizes = model.group_size if worst_off_first else {}
        self.program = Program(model, deadline)
        self.program.set_aside(aside)
        self.costs = costs_of(problem, model.matrix.shape[1])
        self.first, *self.later = joined(problem)
        self.reached: list[Reached] = []

    def plan(self) -> Plan:
        plan = self._at_best()
        if plan is None:
            plan = self._step_by_step()
        for group in self.later:
            plan = self._improve(group, plan)
        return self._read(plan)

    def _read(self, plan: Floats) -> Plan:
        """The plan by names; stages that are still to come stand as they happen to be."""
        placed = placed_by(self.problem, plan)
        ahead = [] if len(self.reached) == len(Stage) else measured(self.problem, placed, self.relaxed).stages
        return Plan(placed, (*self.reached, *ahead[len(self.reached) :]), self.relaxed)

    def _at_best(self) -> Floats | None:
        """A plan at the highest number and the highest worst rate that the relaxation allows, if there is one."""
        self.program.relax(self._cost(self.first))  # from there the count, where all options weigh the same, is near
        most = floor(bound(self.program, self.costs[Stage.PLACED]) + EPSILON)
        self.program.keep(self.costs[Stage.PLACED], most)
        rate = next(self._rates(), None)
        found = None if rate is None else self._best(self.first, hope=SHARE_AT_BEST)
        if rate is None or found is None or found.plan is None:
            self.program.let_go()
            self._require(Fraction(0))
            return None
        self._note(Stage.PLACED, most, most)
        self._note(Stage.WORST_OFF, rate, rate)
        return self._settle(self.first, found.plan, found.bound)

    def _any_plan(self) -> Floats:
        """Near the best, without much searching: people placed and points as one objective."""
        cost = (1 + self.problem.score.max()) * self.costs[Stage.PLACED] + self.costs[Stage.FIT]
        found = best(self.program, cost, thread_time() + self.program.seconds_left / 2, heard=self._hear)
        if found.plan is None:
            raise Infeasible if found.proven else TimeIsUp
        return found.plan

    def _step_by_step(self) -> Floats:
        cost, begun = self.costs[Stage.PLACED], self._any_plan()
        found = best(self.program, cost, thread_time() + self.program.seconds_left / 2, start=begun, heard=self._hear)
        plan = begun if found.plan is None else found.plan
        most = round(float(cost @ plan))
        self._note(Stage.PLACED, most, floor(found.bound + EPSILON))
        self.program.keep(cost, most)
        for rate in self._rates():
            held = self._best(self.first, hope=SHARE_AT_BEST)
            if held.plan is not None:
                self._note(Stage.WORST_OFF, rate, rate)
                return self._settle(self.first, held.plan, held.bound)
            if not held.proven:
                break
        own = min(self._own_rates(plan), default=rate)
        self._require(own)
        self._note(Stage.WORST_OFF, own, rate)
        return self._improve(self.first, plan)

    def _own_rates(self, plan: Floats) -> list[Fraction]:
        taken = np.flatnonzero(plan[: self.program.model.options] > 0.5)
        return list(rates_of(self.problem, taken).values()) if self.sizes else []

    def _rates(self) -> Iterator[Fraction]:
        """The rates that the worst-off group could have, the highest first, each required when it comes."""
        if not self.sizes:
            yield Fraction(1)
            return
        rates = sorted({Fraction(number, size) for size in self.sizes.values() for number in range(size + 1)})
        first = bisect_left(rates, True, key=lambda rate: not self._possible(rate))  # only the first one is not
        for rate in reversed(rates[:first]):
            self._require(rate)
            yield rate

    def _possible(self, rate: Fraction) -> bool:
        """With parts of people."""
        self._require(rate)
        try:
            self.program.relax(self._cost(self.first))
        except Infeasible:
            return False
        return True

    def _require(self, rate: Fraction) -> None:
        floors = self.problem.rules.floors
        self.program.require({g: max(ceil(rate * n), floors.get(g, 0)) for g, n in self.sizes.items()})

    def _cost(self, group: Joined) -> Floats:
        return sum((weight * self.costs[stage] for stage, weight in group.items()), np.zeros(len(self.program.lower)))

    def _best(self, group: Joined, *, hope: float = 1.0, start: Floats | None = None) -> Whole:
        """Without any plan after this part of the time that is left it gives up."""
        now, left = thread_time(), self.program.seconds_left
        return best(self.program, self._cost(group), now + left, hope=now + hope * left, start=start, heard=self._hear)

    def _hear(self, plan: Floats) -> None:
        self.so_far(self._read(plan))

    def _improve(self, group: Joined, plan: Floats) -> Floats:
        """The best plan for these stages that leaves all earlier stages as they are."""
        try:
            found = self._best(group, start=plan)
        except TimeIsUp:  # everybody at the own best option: no plan exceeds that either
            most = np.zeros(len(self.problem.candidates))
            np.maximum.at(most, self.problem.person, self._cost(group)[: len(self.problem.person)])
            return self._settle(group, plan, float(most.sum()))
        return self._settle(group, plan if found.plan is None else found.plan, found.bound)

    def _settle(self, group: Joined, plan: Floats, most: float) -> Floats:
        """Notes what each stage of the group came to: while one is not proven, nothing is known of those after it."""
        left = floor(most + EPSILON)
        for stage, weight in group.items():
            value = round(float(self.costs[stage] @ plan))
            possible = max(value, min((left + weight - 1) // weight, 0 if stage in DOWN else left))
            self._note(stage, value, possible)
            left = left - weight * value if possible == value else MOST_IN_ONE**2
        self.program.keep(self._cost(group), float(self._cost(group) @ plan))
        self._hear(plan)
        return plan

    def _note(self, stage: Stage, value: Fraction | int, bound: Fraction | int) -> None:
        """People moved and minutes are counted down from nothing, and shown as what they are."""
        sign = -1 if stage in DOWN else 1
        self.reached.append(Reached(stage, Fraction(sign * value), Fraction(sign * bound)))
