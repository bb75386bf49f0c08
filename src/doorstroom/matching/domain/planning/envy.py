"""Who would rather have had whose place, as counts: what the stages of a plan took from people's own preferences.

A place is rather wanted when it gives this very person more points, of own wishes and of what the person can do there.
Points of two people are never compared.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from doorstroom.matching.domain.planning.plans import Plan, options_of
from doorstroom.matching.domain.planning.problem import Problem


@dataclass(frozen=True)
class Envy:
    """`placed` and `waiting`: people with and without a place who would rather have had one that somebody else has.

    `exchanges`: pairs of people who would both be better off with each other's place.
    """

    placed: int
    waiting: int
    exchanges: int


def envy_of(problem: Problem, plan: Plan) -> Envy:
    chosen = options_of(problem, plan.placed)
    at, own = (np.full(len(problem.candidates), -1, dtype=np.int64) for _ in range(2))
    at[problem.person[chosen]], own[problem.person[chosen]] = problem.place[chosen], problem.score[chosen]
    taken = np.zeros(len(problem.places), dtype=bool)
    taken[problem.place[chosen]] = True
    better = taken[problem.place] & (problem.score > own[problem.person]) & (problem.place != at[problem.person])
    wanting = np.unique(problem.person[better])
    placed = int((at[wanting] >= 0).sum())
    moves = better & (at[problem.person] >= 0)
    wishes = Counter(zip(at[problem.person[moves]].tolist(), problem.place[moves].tolist(), strict=True))
    exchanges = sum(number * wishes[b, a] for (a, b), number in wishes.items() if a < b)
    return Envy(placed, len(wanting) - placed, exchanges)
