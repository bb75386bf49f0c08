"""Why somebody is not placed: one reason each, found by counting and checked by solving again.

No place: nothing is possible, and which single constraint stands in the way most often. Limit: one limit is full, and
with so much more of it this person is placed while nobody gives way. Way: somebody would have to give way, and which
stage loses by it. Rules: no plan that keeps the floors or the kept placements holds this person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from math import floor
from time import thread_time
from typing import Any

import numpy as np

from doorstroom.matching.domain.planning.floors import with_floors
from doorstroom.matching.domain.planning.highs import EPSILON, Infeasible, Program, TimeIsUp
from doorstroom.matching.domain.planning.plans import Plan, Stage, costs_of, measured, options_of
from doorstroom.matching.domain.planning.problem import Ints, Problem
from doorstroom.matching.domain.planning.room import Limit, Room
from doorstroom.matching.domain.planning.rows import Floats, model_of

NO_COMMON_DAY = Limit("day", "")
SWAPS_TRIED = 20
SECONDS_PER_GAIN = 5.0


class Why(StrEnum):
    NO_PLACE = "no_place"
    LIMIT = "limit"
    GIVES_WAY = "gives_way"
    RULES = "rules"


@dataclass(frozen=True)
class Unplaced:
    """`checked`: solving again gave what the reason says; False only when time ran out.

    NO_PLACE: `constraint` alone refuses `places` places (`alone`), or is among what refuses them. LIMIT: `units`
    more of `limit` place this person `at` a place, and `gain` more people in all. GIVES_WAY: `people`
    would lose their place, and the plan would be worse in `stage`, by `loss`. RULES: `constraint` is floors or kept.
    """

    candidate_id: str
    why: Why
    checked: bool
    constraint: str = ""
    places: int = 0
    alone: bool = False
    limit: Limit | None = None
    units: int = 0
    at: str = ""
    gain: int = 0
    people: tuple[str, ...] = ()
    stage: Stage | None = None
    loss: Fraction = Fraction(0)


def explain(problem: Problem, plan: Plan, *, seconds: float = 60.0) -> tuple[Unplaced, ...]:
    """One reason for everybody who is not placed, in order of id."""
    return tuple(_Explainer(with_floors(problem, plan.relaxed_floors), plan, thread_time() + seconds).all())


def raised(problem: Problem, limit: Limit, units: int) -> Problem:
    """The same round with so much more of one limit; who goes together or apart is let go instead."""
    rules, number = problem.rules, int(limit.key) - 1 if limit.kind in ("together", "apart") else 0
    if limit.kind == "together":
        return replace(problem, rules=replace(rules, together=_except(rules.together, number)))
    if limit.kind == "apart":
        return replace(problem, rules=replace(rules, apart=_except(rules.apart, number)))
    if limit.kind == "round":
        return replace(problem, rules=replace(rules, seats=(rules.seats or 0) + units))
    if limit.kind == "place":
        places = tuple(
            replace(each, seats=each.usable + units, backed=None) if each.place_id == limit.key else each
            for each in problem.places
        )
        return replace(problem, places=places)
    field = {"region": "coach_hours", "day": "school_seats", "employer": "employer_limit", "sector": "sector_limit"}
    given: Mapping[str, int] = getattr(rules, field[limit.kind])
    changed: dict[str, Any] = {field[limit.kind]: {**given, limit.key: given.get(limit.key, 0) + units}}
    return replace(problem, rules=replace(rules, **changed))


def _except(sets: tuple[frozenset[str], ...], number: int) -> tuple[frozenset[str], ...]:
    """Leaves an empty set behind, so that the others keep their number."""
    return (*sets[:number], frozenset(), *sets[number + 1 :])


class _Explainer:
    def __init__(self, problem: Problem, plan: Plan, deadline: float) -> None:
        self.problem, self.plan, self.deadline = problem, plan, deadline
        self.room = Room(problem, plan.placed)
        self.chosen = options_of(problem, plan.placed)
        self.most = len(plan.placed)
        self._gains: dict[tuple[Limit, int], int] = {}
        self._program: Program | None = None

    def all(self) -> Iterator[Unplaced]:
        for i, each in enumerate(self.problem.candidates):
            if each.candidate_id not in self.plan.placed:
                yield self._reason(i)

    def _options(self, person: int) -> Ints:
        first, last = np.searchsorted(self.problem.person, [person, person + 1])
        return np.arange(first, last)

    def _reason(self, i: int) -> Unplaced:
        options = self._options(i)
        if not len(options):
            return self._no_place(i)
        days = [self.problem.days_of(i, int(self.problem.place[k])) for k in options]
        if self.problem.rules.school_seats and not any(days):
            candidate = self.problem.candidates[i].candidate_id
            return Unplaced(candidate, Why.NO_PLACE, True, constraint="school_day", places=len(options), alone=True)
        try:
            return self._limit(i) or self._one_gives_way(i) or self._some_give_way(i)
        except TimeIsUp:
            return Unplaced(self.problem.candidates[i].candidate_id, Why.GIVES_WAY, False)

    def _no_place(self, i: int) -> Unplaced:
        person = self.problem.candidates[i]
        counts = person.blocked or person.refused
        most = min(counts, key=lambda name: (-counts[name], name), default="")
        return Unplaced(
            person.candidate_id, Why.NO_PLACE, True, constraint=most, places=counts.get(most, 0),
            alone=bool(person.blocked),
        )  # fmt: skip

    def _limit(self, i: int) -> Unplaced | None:
        """An option for which only one limit is short: the one that asks least, then the best score."""
        candidate = self.problem.candidates[i].candidate_id
        found: list[tuple[bool, int, int, Limit, str]] = []
        for k in self._options(i):
            place = self.problem.places[self.problem.place[k]].place_id
            short = self.room.short(candidate, place)
            if len(short) == 1:
                ((limit, units),) = short.items()
                company = limit.kind in ("together", "apart")
                found.append((company, units, -int(self.problem.score[k]), limit, place))
        for _, units, _, limit, place in sorted(found):
            if limit == NO_COMMON_DAY:
                continue
            people = {*self.plan.placed, candidate}
            if self._holds(raised(self.problem, limit, units), people, np.union1d(self.chosen, self._options(i))):
                gain = self._gain(limit, units)
                return Unplaced(candidate, Why.LIMIT, True, limit=limit, units=units, at=place, gain=gain)
        return None

    def _gain(self, limit: Limit, units: int) -> int:
        """How many more people in all are placed with so much more of a limit; at least the one it was asked for."""
        if limit.kind in ("together", "apart"):
            return 1
        if (limit, units) not in self._gains:
            self._gains[limit, units] = self._more(limit, units)
        return self._gains[limit, units]

    def _more(self, limit: Limit, units: int) -> int:
        if self._program is None:
            self._program = Program(model_of(self.problem), self.deadline)
            self._cost = costs_of(self.problem, len(self._program.lower))
            self._program.relax(self._cost[Stage.FIT])
        placed = self._cost[Stage.PLACED]
        with self._program.raised(limit.kind, limit.key, units):
            relaxed = self._program.relax(placed)
            most = floor(relaxed.bound + EPSILON) - self.most
            if most <= 1:
                return 1
            found = self._program.solve(placed, min(SECONDS_PER_GAIN, self._program.seconds_left))
        return 1 if found.plan is None else max(1, round(float(placed @ found.plan)) - self.most)

    def _holds(self, problem: Problem, people: set[str], options: Ints) -> bool:
        """Solves again: is there a plan with all of these people, over these options?"""
        return self._solved(problem, people, options, np.zeros(len(options))) is not None

    def _solved(self, problem: Problem, people: set[str], options: Ints, cost: Floats) -> Mapping[str, str] | None:
        columns = (each[options] for each in (problem.person, problem.place, problem.score, problem.minutes))
        model = model_of(Problem.from_columns(problem.candidates, problem.places, problem.rules, *columns))
        rows = tuple(replace(row, lower=1) if row.kind == "person" and row.key in people else row for row in model.rows)
        program = Program(replace(model, rows=rows), self.deadline)
        cost = np.concatenate([cost, np.zeros(len(program.lower) - len(options))])
        try:
            program.relax(cost)
        except Infeasible:
            return None
        found = program.solve(cost, program.seconds_left, any_will_do=not cost.any())
        if found.plan is None:
            if not found.proven:
                raise TimeIsUp
            return None
        taken = options[found.plan[: len(options)] > 0.5]
        ids = ((problem.candidates[problem.person[k]].candidate_id, int(problem.place[k])) for k in taken)
        return {candidate: problem.places[j].place_id for candidate, j in ids}

    def _one_gives_way(self, i: int) -> Unplaced | None:
        """Somebody whose leaving makes room at once, with the least loss of fit."""
        candidate = self.problem.candidates[i].candidate_id
        swaps = sorted(
            (int(self.problem.score[own] - self.problem.score[k]), other, self._place(k))
            for k in self._options(i)
            for own, other in self._in_the_way(candidate, self._place(k))
        )
        for _, other, place in swaps[:SWAPS_TRIED]:
            people = {*self.plan.placed, candidate} - {other}
            if self._holds(self.problem, people, np.union1d(self.chosen, self._options(i))):
                placed = {each: at for each, at in self.plan.placed.items() if each != other} | {candidate: place}
                return self._gives_way(candidate, placed, place)
        return None

    def _place(self, option: int) -> str:
        return self.problem.places[int(self.problem.place[option])].place_id

    def _in_the_way(self, candidate: str, place: str) -> Iterator[tuple[int, str]]:
        short = {limit for limit in self.room.short(candidate, place) if limit.kind != "day"}
        for own in self.chosen:
            other = self.problem.candidates[self.problem.person[own]]
            if other.keep or not short <= self.room.needs(other.candidate_id, self._place(own)).keys():
                continue
            at = self.room.take_away(other.candidate_id)
            if not self.room.short(candidate, place):
                yield int(own), other.candidate_id
            self.room.put(other.candidate_id, at)

    def _some_give_way(self, i: int) -> Unplaced:
        """The fewest people who lose their place when this person gets one, over all options."""
        candidate, every = self.problem.candidates[i].candidate_id, np.arange(len(self.problem.person))
        now = np.array([each.candidate_id in self.plan.placed for each in self.problem.candidates], dtype=float)
        placed = self._solved(self.problem, {candidate}, every, now[self.problem.person])
        if placed is not None:
            return self._gives_way(candidate, placed, placed[candidate])
        free = replace(self.problem, rules=replace(self.problem.rules, floors={}))
        floors = self._holds(free, {candidate}, every)
        return Unplaced(candidate, Why.RULES, True, constraint="floors" if floors else self._held_by(i))

    def _held_by(self, i: int) -> str:
        """Nothing but kept placements, or the company the person must have, is left to refuse."""
        candidate = self.problem.candidates[i].candidate_id
        free = replace(self.problem, rules=replace(self.problem.rules, floors={}, together=()))
        return "together" if self._holds(free, {candidate}, np.arange(len(self.problem.person))) else "kept"

    def _gives_way(self, candidate: str, placed: Mapping[str, str], place: str) -> Unplaced:
        """Which stage loses first when the plan is changed so; none when both are equally good."""
        people = tuple(sorted(self.plan.placed.keys() - placed.keys()))
        after = measured(self.problem, placed, {})
        for stage in (Stage.PLACED, Stage.WORST_OFF, Stage.FIT):
            loss = self.plan.value(stage) - after.value(stage)
            if loss:
                break
        return Unplaced(
            candidate, Why.GIVES_WAY, True, people=people, at=place, stage=stage if loss > 0 else None,
            loss=max(loss, Fraction(0)),
        )  # fmt: skip
