"""HiGHS: the relaxation of a round, which gives a price to every row, and plans in whole numbers.

Time is processor time of this thread, here and in the other modules of the planner: on a machine that does other work
too the same plan comes, only later. How late at most is watched from outside (`isolated`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from math import floor, inf, log2
from time import thread_time

import highspy
import numpy as np
from highspy.highs import HighsCallbackEvent
from scipy import sparse

from doorstroom.matching.domain.planning.problem import Ints
from doorstroom.matching.domain.planning.rows import Floats, Model

EPSILON = 1e-6
NEXT_WHOLE = 0.9
"""A plan is the best when the bound is less than one above it; a little less, for rounding."""
TAKEN_IN = 2
"""Options per person that a round of column generation takes in at most."""
LARGEST_COST, LARGEST_COST_RELAXED = 1e7, 1e4
"""Costs are scaled down to these: beyond, the tolerance of HiGHS is no longer small beside them."""
LEAST_SECONDS = 0.1
Bounds = tuple[Floats, Floats]
STATUS = highspy.HighsModelStatus


class Infeasible(Exception):
    """No plan keeps all rules."""


class TimeIsUp(Exception):
    """The relaxation itself was not ready in time."""


@dataclass(frozen=True, eq=False)
class Relaxed:
    """With parts of people: `bound` is what that comes to, `prices` what one more unit of each row would add."""

    bound: float
    prices: Floats


@dataclass(frozen=True, eq=False)
class Whole:
    """The best plan found (a value per column), None when there is none; `proven` when nothing better exists."""

    plan: Floats | None
    bound: float
    proven: bool


class Program:
    """The rows of a round, kept warm from stage to stage; what a stage reached becomes a row of its own."""

    def __init__(self, model: Model, deadline: float) -> None:
        self.model, self.deadline = model, deadline
        self.lower, self.upper = model.column_lower.copy(), model.column_upper.copy()
        self._kept: list[tuple[Floats, float]] = []
        self._matrix, self._aside = model.matrix, np.zeros(0, dtype=np.int64)
        self._until = _Until()
        self._solver = _solver(self._until)
        self._every = np.arange(len(self.lower), dtype=np.int32)
        rows = (model.lower, model.upper)
        self._solver.passModel(_program(model.matrix, np.zeros(len(self.lower)), (self.lower, self.upper), rows))

    @property
    def seconds_left(self) -> float:
        return self.deadline - thread_time()

    @property
    def limits(self) -> tuple[sparse.csc_matrix, Floats, Floats]:
        """Matrix, lower and upper of all rows: those of the round, then what earlier stages reached."""
        at_least = np.array([each for _, each in self._kept])
        return (
            self._matrix,
            np.concatenate([self.model.lower, at_least]),
            np.concatenate([self.model.upper, np.full(len(at_least), inf)]),
        )

    def relax(self, cost: Floats) -> Relaxed:
        """Over all options, by taking in those set aside that would add to it (column generation).

        Raises Infeasible, or TimeIsUp when not even the options at hand were ready in time.
        """
        scale = min(1.0, _power_of_two(LARGEST_COST_RELAXED / max(1.0, float(np.abs(cost).max(initial=0)))))
        self._solver.changeColsCost(len(cost), self._every, cost * scale)
        while True:
            self._until.within(self.seconds_left)
            self._solver.run()
            status = self._solver.getModelStatus()
            infeasible = status in (STATUS.kInfeasible, STATUS.kUnboundedOrInfeasible)
            if not infeasible and status != STATUS.kOptimal:
                raise TimeIsUp
            prices = self._ray() if infeasible else np.array(self._solver.getSolution().row_dual) / scale
            adds = ((0 if infeasible else cost) - self._matrix.T @ prices)[self._aside]
            wanted = np.flatnonzero(adds > EPSILON / scale)
            if len(wanted) and self.seconds_left > 0:
                self._take_in(wanted[np.argsort(-adds[wanted], kind="stable")[: TAKEN_IN * self.model.people]])
            elif infeasible:
                raise Infeasible
            else:
                return Relaxed(self._solver.getInfo().objective_function_value / scale, prices)

    def _ray(self) -> Floats:
        """Prices that show why nothing is possible (Farkas): of which an option that gains by them could help."""
        if not len(self._aside):
            raise Infeasible
        _, known, ray = self._solver.getDualRay()  # type: ignore[attr-defined]
        if not known:
            raise TimeIsUp
        _, lower, upper = self.limits
        prices = np.array(ray)
        turned = (prices[np.isinf(lower)] < -EPSILON).any() or (prices[np.isinf(upper)] > EPSILON).any()
        return -prices if turned else prices

    def set_aside(self, options: Ints) -> None:
        """Left out of the relaxation until they would add to it."""
        self._aside = options
        self._bound(options, 0.0)

    def _take_in(self, which: Ints) -> None:
        self._bound(self._aside[which], 1.0)
        self._aside = np.delete(self._aside, which)

    def _bound(self, options: Ints, most: float) -> None:
        upper = np.maximum(self.lower[options], most)
        self._solver.changeColsBounds(len(options), options.astype(np.int32), self.lower[options], upper)

    def solve(self, cost: Floats, seconds: float, *, any_will_do: bool = False) -> Whole:
        """The best whole plan over all options; or any."""
        matrix, lower, upper = self.limits
        return solve_whole(
            matrix, cost, (self.lower, self.upper), (lower, upper), whole=self.model.options, seconds=seconds,
            any_will_do=any_will_do,
        )  # fmt: skip

    def keep(self, cost: Floats, at_least: float) -> None:
        """From now on this objective stands at what was reached."""
        self._kept.append((cost, at_least))
        self._stack()
        used = np.flatnonzero(cost)
        self._solver.addRow(at_least, inf, len(used), used.astype(np.int32), cost[used])

    def let_go(self) -> None:
        """Takes the last row of `keep` away again."""
        self._kept.pop()
        self._stack()
        last = self._solver.getNumRow() - 1
        self._solver.deleteRows(1, np.array([last], dtype=np.int32))

    def _stack(self) -> None:
        self._matrix = sparse.vstack([self.model.matrix, *(sparse.csc_matrix(row) for row, _ in self._kept)]).tocsc()

    def require(self, people: Mapping[str, int]) -> None:
        """From every one of these groups at least so many people, or the floor when that is higher."""
        rows = list(self.model.rows)
        for i, row in enumerate(rows):
            if row.kind == "group" and row.key in people:
                rows[i] = replace(row, lower=people[row.key])
                self._solver.changeRowBounds(i, people[row.key], inf)
        self.model = replace(self.model, rows=tuple(rows))

    @contextmanager
    def raised(self, kind: str, key: str, units: int) -> Iterator[None]:
        """Within, there is so much more of one limit."""
        before = self.model
        number = next(i for i, row in enumerate(before.rows) if (row.kind, row.key) == (kind, key))
        row = replace(before.rows[number], upper=before.rows[number].upper + units)
        self.model = replace(before, rows=(*before.rows[:number], row, *before.rows[number + 1 :]))
        self._solver.changeRowBounds(number, row.lower, row.upper)
        yield
        self.model = before
        self._solver.changeRowBounds(number, row.lower, row.upper - units)


def solve_whole(
    matrix: sparse.csc_matrix, cost: Floats, columns: Bounds, rows: Bounds, *, whole: int, seconds: float,
    offset: float = 0.0, start: Floats | None = None, any_will_do: bool = False,
) -> Whole:  # fmt: skip
    """The best plan whose first `whole` columns are whole. Costs differ by whole numbers between plans."""
    until, kinds = _Until(), highspy.HighsVarType
    solver = _solver(until)
    scale = min(1.0, _power_of_two(LARGEST_COST / max(1.0, float(np.abs(cost).max(initial=0)))))
    program = _program(matrix, cost * scale, columns, rows)
    program.offset_ = offset * scale
    program.integrality_ = [kinds.kInteger] * whole + [kinds.kContinuous] * (len(cost) - whole)
    solver.passModel(program)
    for option, value in (("mip_rel_gap", 0.0), ("mip_abs_gap", NEXT_WHOLE * scale)):
        solver.setOptionValue(option, value)
    if any_will_do:
        solver.setOptionValue("mip_max_improving_sols", 1)
    if start is not None:
        given = highspy.HighsSolution()
        given.col_value = start.tolist()
        solver.setSolution(given)
    until.within(seconds)
    solver.run()
    info, status = solver.getInfo(), solver.getModelStatus()
    if status in (STATUS.kInfeasible, STATUS.kUnboundedOrInfeasible):
        return Whole(None, -inf, proven=True)
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Whole(None, info.mip_dual_bound / scale, proven=False)
    plan = np.array(solver.getSolution().col_value)
    plan[:whole] = np.round(plan[:whole])
    return Whole(plan, info.mip_dual_bound / scale, proven=status == STATUS.kOptimal)


def _power_of_two(number: float) -> float:
    """The next one below: multiplied by it a cost loses nothing."""
    return 2.0 ** floor(log2(number))


def _program(matrix: sparse.csc_matrix, cost: Floats, columns: Bounds, rows: Bounds) -> highspy.HighsLp:
    program = highspy.HighsLp()
    program.num_row_, program.num_col_ = matrix.shape
    program.col_cost_ = cost
    (program.col_lower_, program.col_upper_), (program.row_lower_, program.row_upper_) = columns, rows
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_, program.a_matrix_.index_ = matrix.indptr, matrix.indices
    program.a_matrix_.value_ = matrix.data
    program.sense_ = highspy.ObjSense.kMaximize
    return program


class _Until:
    """Asked by the solver many times a second, whose own limits on time go by the clock on the wall."""

    def within(self, seconds: float) -> None:
        self._at = thread_time() + max(LEAST_SECONDS, seconds)

    def __call__(self, event: HighsCallbackEvent) -> None:
        if thread_time() > self._at:
            event.interrupt()


def _solver(until: _Until) -> highspy.Highs:
    """One thread and a fixed seed, so that the same round gives the same plan."""
    solver = highspy.Highs()
    solver.cbSimplexInterrupt += until
    solver.cbMipInterrupt += until
    for option, value in (("output_flag", False), ("threads", 1), ("random_seed", 0), ("parallel", "off")):
        solver.setOptionValue(option, value)
    return solver
