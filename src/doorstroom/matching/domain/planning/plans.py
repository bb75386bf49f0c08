"""A plan in the terms of its stages: what each stage counts, what a plan came to, and how far the best may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

import numpy as np

from doorstroom.matching.domain.planning.problem import Problem
from doorstroom.matching.domain.planning.rows import Floats


class Stage(StrEnum):
    PLACED = "placed"
    WORST_OFF = "worst_off"
    FIT = "fit"
    MOVED = "moved"
    TRAVEL = "travel"


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


def costs_of(problem: Problem, columns: int) -> dict[Stage, Floats]:
    """What one option adds to each stage that counts: all but the worst-off group."""
    current = [each.current for each in problem.candidates]
    moved = [
        -1 if current[i] and current[i] != problem.places[j].place_id else 0
        for i, j in zip(problem.person, problem.place, strict=True)
    ]
    found = {}
    for stage, values in (
        (Stage.PLACED, np.ones(len(problem.person))),
        (Stage.FIT, problem.score),
        (Stage.MOVED, np.array(moved, dtype=float)),
        (Stage.TRAVEL, -problem.minutes),
    ):
        found[stage] = np.zeros(columns)
        found[stage][: len(values)] = values
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
    costs = costs_of(problem, len(problem.person))
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
