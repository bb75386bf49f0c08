"""When no plan keeps all floors: the smallest set of floors to relax, and how far each can still be met.

Among sets of the same size the first in order of name. Floors are relaxed, never what people or employers said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

import numpy as np

from doorstroom.matching.domain.planning.highs import Infeasible, Program, TimeIsUp
from doorstroom.matching.domain.planning.problem import InvalidProblem, Problem
from doorstroom.matching.domain.planning.rows import Floats, Model, kept, model_of


def relaxed_floors(problem: Problem, deadline: float) -> Mapping[str, tuple[int, int]]:
    """Group to (asked, possible). Raises InvalidProblem when even without floors nothing is possible."""
    asked = {group: floor for group, floor in sorted(problem.rules.floors.items()) if floor > 0}
    for size in range(1, len(asked) + 1):
        for chosen in combinations(asked, size):
            if _feasible(without(problem, chosen), deadline):
                return _reach(problem, chosen, deadline)
    raise _impossible(problem)


def with_floors(problem: Problem, relaxed: Mapping[str, tuple[int, int]]) -> Problem:
    floors = {**problem.rules.floors, **{group: possible for group, (_, possible) in relaxed.items()}}
    return replace(problem, rules=replace(problem.rules, floors=floors))


def without(problem: Problem, groups: tuple[str, ...]) -> Problem:
    floors = {group: floor for group, floor in problem.rules.floors.items() if group not in groups}
    return replace(problem, rules=replace(problem.rules, floors=floors))


def _feasible(problem: Problem, deadline: float) -> bool:
    program = Program(model_of(problem), deadline)
    try:
        program.relax(np.zeros(len(program.lower)))
    except Infeasible:
        return False
    found = program.solve(np.zeros(len(program.lower)), program.seconds_left, any_will_do=True)
    if found.plan is None and not found.proven:
        raise TimeIsUp
    return found.plan is not None


def _reach(problem: Problem, groups: tuple[str, ...], deadline: float) -> Mapping[str, tuple[int, int]]:
    """In order of name every group gets as close to its floor as the others before it leave room for."""
    found: dict[str, tuple[int, int]] = {}
    for position, group in enumerate(groups):
        left = without(problem, groups[position:])
        program = Program(model_of(left), deadline)
        cost = _members(left, program.model, group)
        whole = program.solve(cost, program.seconds_left)
        if whole.plan is None:
            raise TimeIsUp
        asked = problem.rules.floors[group]
        possible = min(asked, round(float(cost @ whole.plan)))
        found[group] = (asked, possible)
        problem = replace(problem, rules=replace(problem.rules, floors={**problem.rules.floors, group: possible}))
    return found


def _members(problem: Problem, model: Model, group: str) -> Floats:
    cost = np.zeros(model.matrix.shape[1])
    mine = np.array([group in each.groups for each in problem.candidates], dtype=bool)
    cost[: model.options] = mine[problem.person]
    return cost


def _impossible(problem: Problem) -> InvalidProblem:
    model = model_of(problem)
    used = model.matrix[:, : model.options] @ kept(problem).astype(float)
    over = [row for row, use in zip(model.rows, used, strict=True) if use > row.upper and row.kind != "together"]
    if over:
        row, use = over[0], int(used[model.rows.index(over[0])])
        return InvalidProblem(
            "kept_exceed",
            f"kept placements ask {use} of {row.kind} {row.key}, there is {row.upper:g}; raise the limit or keep fewer",
            kind=row.kind, key=row.key, used=use, limit=int(row.upper),
        )  # fmt: skip
    return InvalidProblem(
        "kept_contradict", "kept placements, school days and who goes together contradict each other; keep fewer"
    )
