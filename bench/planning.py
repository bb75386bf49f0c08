"""The round planner on rounds of three sizes, with all rules, beside what others make of them.

Invented rounds from a fixed seed. The planner's limit on time is processor time: on a machine that does other work too
the same plan comes, only later, so processor seconds stand beside the clock on the wall.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from time import perf_counter
from typing import TypeVar

import numpy as np

from bench.results import Result
from doorstroom.matching.domain.planning.greedy import greedy_plan
from doorstroom.matching.domain.planning.isolated import Request, propose
from doorstroom.matching.domain.planning.plans import Plan, Stage, measured
from doorstroom.matching.domain.planning.problem import Candidate, Problem, Rules, Seats
from doorstroom.matching.domain.planning.room import broken
from doorstroom.matching.domain.planning.rows import model_of
from doorstroom.matching.domain.planning.stages import plan_round
from doorstroom.matching.domain.planning.whatif import with_more

T = TypeVar("T")
DAYS = ("mon", "tue", "wed", "thu", "fri")
REGIONS_PER = 100
METHOD = "seats, coach hours, school days, sectors, floors, worst-off group; one process, start included;"


def round_of(people: int, places: int, seed: int = 20261122, options: int = 20, floors: float = 0.85) -> Problem:
    """Invented: the `options` best places a candidate can go to, seats for 90 % of the people, six sectors with a
    limit, five school days with seats for 24 % of the people each and two possible days a place, coach hours for 85 %
    of what all would ask, five target groups."""
    rng = np.random.default_rng(seed)
    options = min(options, places - 1)
    regions = max(3, people // REGIONS_PER)
    width = len(str(max(people, places)))
    seats = rng.geometric(min(1.0, places / (0.9 * people)), places)
    sector = rng.integers(0, 6, places)
    home, work = rng.random((people, 2)), rng.random((places, 2))
    fit_person, fit_place = rng.random((people, 8)), rng.random((places, 8))
    rows = []
    for i in range(people):
        reach = np.hypot(*(work - home[i]).T)
        score = 1000 * (0.7 * (fit_place @ fit_person[i]) / 4 + 0.3 * rng.random(places)) * np.exp(-reach)
        best = np.argpartition(-score, options)[:options]
        rows.append(np.stack([np.full(options, i), best, score[best].clip(1, 1000), reach[best] * 60]))
    person, place, score, minutes = np.concatenate(rows, axis=1).astype(np.int64)
    hours, region = rng.integers(1, 4, people), (home[:, 0] * regions).astype(int)
    group = rng.integers(0, 5, people)
    moved = set(rng.choice(people, people // 30, replace=False).tolist())
    first = place[np.searchsorted(person, np.arange(people))]
    candidates = tuple(
        Candidate(
            f"c{i:0{width}}", frozenset({f"g{group[i]}"}), f"r{region[i]}", int(hours[i]),
            current=f"p{first[i]:0{width}}" if i in moved else "",
        )
        for i in range(people)
    )  # fmt: skip
    seats_of = tuple(
        Seats(
            f"p{j:0{width}}",
            int(seats[j]),
            None,
            f"e{j // 2}",
            f"s{sector[j]}",
            frozenset(rng.choice(DAYS, 2, replace=False).tolist()),
        )
        for j in range(places)
    )
    rules = Rules(
        coach_hours={f"r{r}": int(0.85 * hours[region == r].sum()) for r in range(regions)},
        school_seats=dict.fromkeys(DAYS, int(0.24 * people)),
        sector_limit={f"s{s}": int(0.95 * seats[sector == s].sum()) for s in range(6)},
        floors={f"g{g}": int(floors * 0.75 * (group == g).sum()) for g in range(5)},
    )
    return Problem.from_columns(candidates, seats_of, rules, person, place, score, minutes)


def measure() -> Iterator[Result]:
    """Every size in the process of its own, as the product plans; the peers on the same rounds."""
    yield from _sized(800, 300, 10, "plan 800 x 300", within=10)
    yield from _sized(2_700, 500, 60, "plan 2,700 x 500", within=60)
    yield from _sized(20_000, 5_000, 110, "plan 20,000 x 5,000", within=120)
    yield from _what_if()
    yield from _peers(round_of(800, 300))


def _sized(people: int, places: int, seconds: float, name: str, within: float) -> Iterator[Result]:
    problem = round_of(people, places)
    (wall, cpu), proposal = timed(lambda: propose(Request(problem, seconds, explained=False)))
    stages = "; ".join(
        f"{each.stage.value} {float(each.value):g} " + ("proven" if each.proven else f"gap {each.gap:.4%}")
        for each in proposal.plan.stages
    )
    assert broken(problem, proposal.plan.placed) == []
    yield Result(f"{name}, wall", wall, "s", within, f"{cpu:.1f} CPU-s; {METHOD} {stages}")
    for stage, target in ((Stage.PLACED, 0.0002 if people > 10_000 else 0.0),
                          (Stage.WORST_OFF, None if people > 10_000 else 0.0),
                          (Stage.FIT, 0.0002 if people > 10_000 else 0.00001 if people > 1_000 else 0.0)):  # fmt: skip
        found = next(each for each in proposal.plan.stages if each.stage is stage)
        method = f"(bound - value) / bound; value {found.value}, bound {found.bound}"
        yield Result(f"{name}, gap of {stage.value}", round(100 * found.gap, 6), "%", target and 100 * target, method)
    greedy = measured(problem, greedy_plan(problem), {})
    gained = len(proposal.plan.placed) - len(greedy.placed)
    yield Result(f"{name}, placed beyond greedy", gained, "people", None,
                 f"greedy by points places {len(greedy.placed)}; it looks at no floors", "greedy")  # fmt: skip


def _what_if() -> Iterator[Result]:
    problem = round_of(45, 20)
    changed = with_more(problem, "region", "r0", 20)
    (wall, cpu), _answer = timed(lambda: propose(Request(changed, 3.0, explained=False)))
    yield Result("what if, a round of 45 people and 20 places", wall, "s", 3.0,
                 f"{cpu:.1f} CPU-s; one coach more, start of the process included")  # fmt: skip


def _peers(problem: Problem) -> Iterator[Result]:
    """CP-SAT in a process of its own: it cannot share one with HiGHS. The same question to both, with the same floors:
    as many people as possible, then the most points; the worst-off group is left out. Each has two cores at hand, of
    which ours uses one, and PEER_SECONDS on the wall. Printed even when one of them came to nothing in time."""
    if find_spec("ortools") is None:
        return
    (wall, cpu), heard = timed(lambda: _heard(problem))
    (their_wall, their_cpu), theirs = timed(lambda: _cp_sat(problem))
    yield Result("plan 800 x 300, CP-SAT with the same rules", their_wall, "s", None,
                 f"{their_cpu:.1f} CPU-s, at most {PEER_SECONDS} s wall, two workers; {_told(theirs)};"
                 f" ours {wall:.1f} s, {cpu:.1f} CPU-s: {_told(heard)}",
                 "OR-Tools CP-SAT", round(cpu / their_cpu, 3))  # fmt: skip


def _told(steps: list[Step]) -> str:
    """The last word on each stage, and when a value at least as good was first there."""
    words = []
    for stage in ("placed", "fit"):
        mine = [each for each in steps if each[0] == stage]
        if not mine:
            words.append(f"{stage} not reached")
            continue
        _, value, bound, ended = mine[-1]
        first = next(seconds for _, found, _, seconds in mine if found >= value)
        proof = "proven" if bound <= value else f"bound {bound:g}"
        words.append(f"{stage} {value:g} after {first:.1f} s, {proof} after {ended:.1f} s")
    return ", ".join(words)


def _heard(problem: Problem) -> list[Step]:
    """Ours, in this process, as it goes."""
    begun, found = perf_counter(), list[Step]()

    def hear(plan: Plan) -> None:
        told = {each.stage.value: each for each in plan.stages}
        for stage in ("placed", "fit"):
            value, bound = float(told[stage].value), float(told[stage].bound)
            found.append((stage, value, bound, perf_counter() - begun))

    hear(plan_round(problem, seconds=PEER_SECONDS, worst_off_first=False, so_far=hear))
    return found


def _cp_sat(problem: Problem) -> list[Step]:
    model = model_of(problem)
    limits = np.clip([model.lower, model.upper], -ENDLESS, ENDLESS).astype(int)
    rows = model.matrix.tocsr()
    each_row = [(rows[i].indices.tolist(), rows[i].data.astype(int).tolist()) for i in range(rows.shape[0])]
    data = json.dumps([model.column_upper.astype(int).tolist(), each_row, limits.tolist(), problem.score.tolist()])
    command = [sys.executable, "-c", CP_SAT, str(PEER_SECONDS)]
    answer = subprocess.run(command, input=data, capture_output=True, text=True, check=True)
    return [(stage, value, bound, seconds) for stage, value, bound, seconds in json.loads(answer.stdout)]


ENDLESS = 10**6
PEER_SECONDS = 60
Step = tuple[str, float, float, float]
"""Stage, best value, bound, seconds since the start."""
CP_SAT = """
import json, sys, time
from ortools.sat.python import cp_model
begun, left, told = time.perf_counter(), float(sys.argv[1]), []
upper, rows, limits, score = json.load(sys.stdin)
model = cp_model.CpModel()
x = [model.new_int_var(0, most, "") for most in upper]
for (columns, values), low, high in zip(rows, *limits):
    model.add_linear_constraint(cp_model.LinearExpr.weighted_sum([x[k] for k in columns], values), low, high)
class Heard(cp_model.CpSolverSolutionCallback):
    def on_solution_callback(self):
        told.append((stage, self.objective_value, self.best_objective_bound, time.perf_counter() - begun))
for stage, worth in (("placed", [1] * len(score)), ("fit", score)):
    total = cp_model.LinearExpr.weighted_sum(x[: len(score)], worth)
    model.maximize(total)
    solver = cp_model.CpSolver()
    rest = max(0.1, left - (time.perf_counter() - begun))
    solver.parameters.max_time_in_seconds = rest / (2 if stage == "placed" else 1)
    solver.parameters.num_workers = 2
    if solver.solve(model, Heard()) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        break
    told.append((stage, solver.objective_value, solver.best_objective_bound, time.perf_counter() - begun))
    model.add(total >= round(solver.objective_value))
    model.clear_hints()
    for each in x:
        model.add_hint(each, solver.value(each))
print(json.dumps(told))
"""


def timed(run: Callable[[], T]) -> tuple[tuple[float, float], T]:
    """Wall and processor seconds, of this process and the ones it started."""
    before, begun = os.times(), perf_counter()
    answer = run()
    after, wall = os.times(), perf_counter() - begun
    cpu = sum(after[:4]) - sum(before[:4])
    return (round(wall, 2), cpu), answer
