"""The stages of a plan, each fixed before the next: rules, number placed, worst-off group, fit, people moved, travel.

Number placed and worst-off group are tried at once at what the relaxation says is possible at best; a whole plan that
holds that level proves it. Only when there is none is the next lower level tried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor, inf
from time import monotonic

import numpy as np

from doorstroom.matching.domain.planning.floors import relaxed_floors
from doorstroom.matching.domain.planning.greedy import greedy_plan
from doorstroom.matching.domain.planning.highs import EPSILON, Infeasible, Program, Relaxed, TimeIsUp, Whole
from doorstroom.matching.domain.planning.problem import Ints, Problem
from doorstroom.matching.domain.planning.rows import Floats, model_of


class Stage(StrEnum):
    PLACED = "placed"
    WORST_OFF = "worst_off"
    FIT = "fit"
    MOVED = "moved"
    TRAVEL = "travel"


LIKELY_PER_PERSON = 3
MOST_WHOLE = 30_000
"""Options; above, prices choose which go to HiGHS and give the bound."""
SHARE_OF_TIME = {Stage.FIT: 0.7, Stage.MOVED: 0.5, Stage.TRAVEL: 1.0}
"""Of the seconds that are left when the stage begins."""


@dataclass(frozen=True)
class Reached:
    """What a stage came to and the best that is possible. People moved and travel count down, the others up."""

    stage: Stage
    value: Fraction
    bound: Fraction

    @property
    def proven(self) -> bool:
        return self.value == self.bound

    @property
    def gap(self) -> float:
        """Distance to the bound as a share of the bound; 0 is proven."""
        return 0.0 if self.proven else float(abs(self.bound - self.value) / max(abs(self.bound), Fraction(1)))


@dataclass(frozen=True)
class Plan:
    """`placed` maps candidate to place. `relaxed_floors`: group to (asked, possible), the smallest set."""

    placed: Mapping[str, str]
    stages: tuple[Reached, ...]
    relaxed_floors: Mapping[str, tuple[int, int]]

    def value(self, stage: Stage) -> Fraction:
        return next(each.value for each in self.stages if each.stage is stage)

    @property
    def proven(self) -> bool:
        return all(each.proven for each in self.stages)


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
    if len(problem.person) > MOST_WHOLE:
        from doorstroom.matching.domain.planning.large import plan_large  # slow import: scipy.optimize

        return plan_large(problem, seconds=seconds, worst_off_first=worst_off_first, so_far=so_far)
    return plan_whole(problem, seconds, worst_off_first, so_far)


def plan_whole(problem: Problem, seconds: float, worst_off_first: bool, so_far: Callable[[Plan], None]) -> Plan:
    """All options to HiGHS."""
    deadline = monotonic() + seconds
    relaxed: Mapping[str, tuple[int, int]] = {}
    try:
        try:
            return _Stages(problem, deadline, worst_off_first, so_far).plan(relaxed)
        except Infeasible:
            relaxed = relaxed_floors(problem, deadline)
            return _Stages(with_floors(problem, relaxed), deadline, worst_off_first, so_far).plan(relaxed)
    except TimeIsUp:
        return measured(problem, greedy_plan(problem), relaxed)


def with_floors(problem: Problem, relaxed: Mapping[str, tuple[int, int]]) -> Problem:
    floors = {**problem.rules.floors, **{group: possible for group, (_, possible) in relaxed.items()}}
    return replace(problem, rules=replace(problem.rules, floors=floors))


def costs_of(problem: Problem, columns: int) -> dict[Stage, Floats]:
    """What one option adds to each stage; the worst-off stage counts the last column, the rate."""
    current = [each.current for each in problem.candidates]
    moved = [
        -1 if current[i] and current[i] != problem.places[j].place_id else 0
        for i, j in zip(problem.person, problem.place, strict=True)
    ]
    found = {}
    for stage, values in (
        (Stage.PLACED, np.ones(len(problem.person))),
        (Stage.WORST_OFF, np.zeros(len(problem.person))),
        (Stage.FIT, problem.score),
        (Stage.MOVED, np.array(moved, dtype=float)),
        (Stage.TRAVEL, -problem.minutes),
    ):
        found[stage] = np.zeros(columns)
        found[stage][: len(values)] = values
    found[Stage.WORST_OFF][-1] = 1
    return found


def rates_of(problem: Problem, taken: np.ndarray) -> dict[str, Fraction]:
    """Per target group the part of those with any option who are placed by the options `taken`."""
    able, placed = set(problem.person.tolist()), set(problem.person[taken].tolist())
    counts: dict[str, list[int]] = {}
    for i in able:
        for group in problem.candidates[i].groups:
            count = counts.setdefault(group, [0, 0])
            count[0] += i in placed
            count[1] += 1
    return {group: Fraction(*counts[group]) for group in sorted(counts)}


def able_in_groups(problem: Problem) -> dict[str, int]:
    """Per target group how many have any option."""
    sizes: dict[str, int] = {}
    for i in np.unique(problem.person):
        for group in problem.candidates[i].groups:
            sizes[group] = sizes.get(group, 0) + 1
    return sizes


def measured(problem: Problem, placed: Mapping[str, str], relaxed: Mapping[str, tuple[int, int]]) -> Plan:
    """A plan from elsewhere in the terms of the stages; the bounds are what everybody's best option would give."""
    chosen = options_of(problem, placed)
    able = np.unique(problem.person)
    best = np.zeros(len(problem.candidates), dtype=np.int64)
    np.maximum.at(best, problem.person, problem.score)
    costs = costs_of(problem, len(problem.person) + 1)
    worst = min(rates_of(problem, chosen).values(), default=Fraction(1))
    values = {stage: Fraction(abs(int(cost[chosen].sum()))) for stage, cost in costs.items()}
    values[Stage.WORST_OFF] = worst
    bounds = {
        Stage.PLACED: Fraction(len(able)), Stage.WORST_OFF: Fraction(1), Stage.FIT: Fraction(int(best.sum())),
        Stage.MOVED: Fraction(0), Stage.TRAVEL: Fraction(0),
    }  # fmt: skip
    return Plan(dict(placed), tuple(Reached(stage, values[stage], bounds[stage]) for stage in Stage), dict(relaxed))


def placed_by(problem: Problem, plan: Floats) -> Mapping[str, str]:
    """Candidate to place, from a value per column."""
    chosen = np.flatnonzero(plan[: len(problem.person)] > 0.5)
    people, places = problem.candidates, problem.places
    return {people[problem.person[k]].candidate_id: places[problem.place[k]].place_id for k in chosen}


def options_of(problem: Problem, placed: Mapping[str, str]) -> np.ndarray:
    """The options that a plan takes, by their number."""
    person = {each.candidate_id: i for i, each in enumerate(problem.candidates)}
    place = {each.place_id: j for j, each in enumerate(problem.places)}
    wanted = np.array([person[c] * len(place) + place[p] for c, p in placed.items()], dtype=np.int64)
    return np.flatnonzero(np.isin(problem.person * len(place) + problem.place, wanted))


class _Stages:
    def __init__(
        self, problem: Problem, deadline: float, worst_off_first: bool, so_far: Callable[[Plan], None]
    ) -> None:
        self.problem, self.so_far = problem, so_far
        model = model_of(problem)
        self.options = model.options
        self.sizes = model.group_size if worst_off_first else {}
        self.program = Program(model, deadline)
        self.costs = costs_of(problem, model.matrix.shape[1])
        self.reached: list[Reached] = []

    def plan(self, relaxed: Mapping[str, tuple[int, int]]) -> Plan:
        plan = self._at_best()
        if plan is None:
            plan = self._step_by_step()
        for stage in SHARE_OF_TIME:
            self.so_far(self._read(plan, relaxed))
            plan = self._improve(stage, plan)
        return self._read(plan, relaxed)

    def _read(self, plan: Floats, relaxed: Mapping[str, tuple[int, int]]) -> Plan:
        """The plan by names; stages that are still to come stand as they happen to be."""
        placed = placed_by(self.problem, plan)
        ahead = [] if len(self.reached) == len(Stage) else measured(self.problem, placed, relaxed).stages
        return Plan(placed, (*self.reached, *ahead[len(self.reached) :]), relaxed)

    def _at_best(self) -> Floats | None:
        """A plan at the highest number and the highest worst rate that the relaxation allows, if there is one."""
        self.program.relax(self.costs[Stage.FIT])  # from there the count, where all options weigh the same, is near
        most = floor(self.program.relax(self.costs[Stage.PLACED]).bound + EPSILON)
        self.program.keep(self.costs[Stage.PLACED], most)
        rate = next(self._rates(), None)
        plan = None if rate is None else self._hold().plan
        if rate is None or plan is None:
            self.program.let_go()
            self._require(Fraction(0))
            return None
        self._note(Stage.PLACED, most, most)
        self._note(Stage.WORST_OFF, rate, rate)
        return plan

    def _step_by_step(self) -> Floats:
        cost = self.costs[Stage.PLACED]
        found = self.program.solve(cost, self._alive(), self.program.seconds_left / 2)
        if found.plan is None:
            raise Infeasible if found.proven else TimeIsUp
        most = round(float(cost @ found.plan))
        self._note(Stage.PLACED, most, most if found.proven else floor(found.bound + EPSILON))
        self.program.keep(cost, most)
        for rate in self._rates():
            held = self._hold()
            if held.plan is not None:
                self._note(Stage.WORST_OFF, rate, rate)
                return held.plan
            if not held.proven:
                break
        own = min(self._own_rates(found.plan), default=rate)
        self._require(own)
        self._note(Stage.WORST_OFF, own, rate)
        return found.plan

    def _own_rates(self, plan: Floats) -> list[Fraction]:
        return list(rates_of(self.problem, np.flatnonzero(plan[: self.options] > 0.5)).values()) if self.sizes else []

    def _rates(self) -> Iterator[Fraction]:
        """The rates that the worst-off group could have, the highest first, each required when it comes."""
        if not self.sizes:
            yield Fraction(1)
            return
        top = Fraction(self.program.relax(self.costs[Stage.WORST_OFF]).bound + EPSILON)
        every = {Fraction(number, size) for size in self.sizes.values() for number in range(size + 1)}
        for rate in sorted((each for each in every if each <= top), reverse=True):
            self._require(rate)
            try:
                self.program.relax(self.costs[Stage.FIT])
            except Infeasible:
                continue
            yield rate

    def _require(self, rate: Fraction) -> None:
        floors = self.problem.rules.floors
        self.program.require({g: max(ceil(rate * n), floors.get(g, 0)) for g, n in self.sizes.items()})

    def _hold(self) -> Whole:
        """A whole plan that keeps what is required now: first among the likely options, then among all."""
        prices = self.program.relax(self.costs[Stage.FIT]).prices
        likely = self._likely(prices)
        found = self.program.solve(self.costs[Stage.FIT], likely, self.program.seconds_left / 4, any_will_do=True)
        if found.plan is not None or len(likely) == len(self._alive()):
            return found
        return self.program.solve(self.costs[Stage.FIT], self._alive(), self.program.seconds_left / 2, any_will_do=True)

    def _alive(self) -> Ints:
        return np.flatnonzero(self.program.upper[: self.options] > 0)

    def _likely(self, prices: Floats) -> Ints:
        """The options with the best prices, some for every person, and what is kept."""
        alive = self._alive()
        number = min(len(alive), LIKELY_PER_PERSON * len(self.problem.candidates))
        best = alive[np.argsort(-prices[alive], kind="stable")[:number]]
        return np.sort(best)

    def _improve(self, stage: Stage, plan: Floats) -> Floats:
        """The best plan for this stage that leaves all earlier stages as they are."""
        cost, program = self.costs[stage], self.program
        relaxed = self._relaxed(cost)
        value, bound = round(float(cost @ plan)), floor(relaxed.bound + EPSILON)
        for limited in (True, False):
            alive = self._alive()
            useful = alive[relaxed.prices[alive] >= value - relaxed.bound - EPSILON]
            few = self._likely(relaxed.prices)
            options = few if limited and len(few) < len(useful) else useful
            if value == bound or (limited and options is useful):
                continue
            found = program.solve(cost, options, program.seconds_left * SHARE_OF_TIME[stage] / 2, start=plan)
            if found.plan is not None and round(float(cost @ found.plan)) > value:
                plan, value = found.plan, round(float(cost @ found.plan))
            if options is useful:
                bound = max(value, min(bound, floor(found.bound + EPSILON)))
        program.forbid(alive[relaxed.prices[alive] < value - relaxed.bound - EPSILON])
        program.keep(cost, value - EPSILON)
        self._note(stage, value, bound)
        return plan

    def _relaxed(self, cost: Floats) -> Relaxed:
        """When time is up: everybody at the own best option, which no plan exceeds either."""
        try:
            return self.program.relax(cost)
        except TimeIsUp:
            best = np.full(len(self.problem.candidates), -inf)
            np.maximum.at(best, self.problem.person, cost[: self.options])
            return Relaxed(float(np.maximum(best, 0).sum()), np.zeros(self.options))

    def _note(self, stage: Stage, value: Fraction | int, bound: Fraction | int) -> None:
        """People moved and minutes are counted down from nothing, and shown as what they are."""
        sign = -1 if stage in (Stage.MOVED, Stage.TRAVEL) else 1
        self.reached.append(Reached(stage, Fraction(sign * value), Fraction(sign * bound)))
