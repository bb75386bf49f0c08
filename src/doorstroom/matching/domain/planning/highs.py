"""Proofs with HiGHS: the relaxation gives prices and a bound, the options that can still matter are solved whole.

An option whose price says that using it costs more than the distance between the best plan known and the bound is part
of no better plan. So the whole-number search runs over few options, and what it proves holds for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from math import inf
from time import monotonic

import highspy
import numpy as np

from doorstroom.matching.domain.planning.problem import Ints
from doorstroom.matching.domain.planning.rows import Floats, Model

EPSILON = 1e-6
STATUS = highspy.HighsModelStatus


class Infeasible(Exception):
    """No plan keeps all rules."""


class TimeIsUp(Exception):
    """The relaxation itself was not ready in time."""


@dataclass(frozen=True, eq=False)
class Relaxed:
    """`bound`: no plan exceeds it. `prices`: per option what using it gains or costs; infinite when it stands."""

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
        self._solver = _solver()
        self._every = np.arange(len(self.lower), dtype=np.int32)
        self._solver.passModel(self._model_of(np.arange(len(self.lower))))

    @property
    def seconds_left(self) -> float:
        return self.deadline - monotonic()

    def relax(self, cost: Floats) -> Relaxed:
        """Raises Infeasible, or TimeIsUp when not even this was ready."""
        self._solver.changeColsCost(len(cost), self._every, cost)
        self._solver.setOptionValue("time_limit", max(0.1, self.seconds_left) + self._solver.getRunTime())
        self._solver.run()
        status = self._solver.getModelStatus()
        if status in (STATUS.kInfeasible, STATUS.kUnboundedOrInfeasible):
            raise Infeasible
        if status != STATUS.kOptimal:
            raise TimeIsUp
        prices = np.array(self._solver.getSolution().col_dual)
        prices[self.lower > 0] = inf
        return Relaxed(self._solver.getInfo().objective_function_value, prices[: self.model.options])

    def solve(self, cost: Floats, options: Ints, seconds: float, *, start: Floats | None = None,
              any_will_do: bool = False) -> Whole:  # fmt: skip
        """The best whole plan over these options only, with the proof for these options."""
        columns = np.concatenate([options, np.arange(self.model.options, len(self.lower))])
        program, solver = self._model_of(columns), _solver()
        program.col_cost_ = cost[columns]
        whole, loose = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
        program.integrality_ = [whole] * len(options) + [loose] * (len(columns) - len(options))
        solver.passModel(program)
        for row, at_least in self._kept:
            _at_least(solver, row[columns], at_least)
        for option, value in (("time_limit", max(0.1, seconds)), ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.0)):
            solver.setOptionValue(option, value)
        if any_will_do:
            solver.setOptionValue("mip_max_improving_sols", 1)
        if start is not None:
            given = highspy.HighsSolution()
            given.col_value = start[columns].tolist()
            solver.setSolution(given)
        solver.run()
        return self._read(solver, columns)

    def _read(self, solver: highspy.Highs, columns: Ints) -> Whole:
        info, status = solver.getInfo(), solver.getModelStatus()
        if status in (STATUS.kInfeasible, STATUS.kUnboundedOrInfeasible):
            return Whole(None, -inf, proven=True)
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return Whole(None, info.mip_dual_bound, proven=False)
        plan = np.zeros(len(self.lower))
        plan[columns] = solver.getSolution().col_value
        plan[: self.model.options] = np.round(plan[: self.model.options])
        return Whole(plan, info.mip_dual_bound, proven=status == STATUS.kOptimal)

    def keep(self, cost: Floats, at_least: float) -> None:
        """From now on this objective stands at what was reached."""
        self._kept.append((cost, at_least))
        _at_least(self._solver, cost, at_least)

    def let_go(self) -> None:
        """Takes the last row of `keep` away again."""
        self._kept.pop()
        last = self._solver.getNumRow() - 1
        self._solver.deleteRows(1, np.array([last], dtype=np.int32))

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

    def forbid(self, options: Ints) -> None:
        """These are part of no best plan any more."""
        self.upper[options] = 0
        for option in options:
            self._solver.changeColBounds(int(option), float(self.lower[option]), 0.0)

    def release(self, options: Ints) -> None:
        """These count again."""
        self.upper[options] = 1
        for option in options:
            self._solver.changeColBounds(int(option), float(self.lower[option]), 1.0)

    def _model_of(self, columns: Ints) -> highspy.HighsLp:
        matrix = self.model.matrix[:, columns]
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = len(columns), matrix.shape[0]
        program.col_cost_ = np.zeros(len(columns))
        program.col_lower_, program.col_upper_ = self.lower[columns], self.upper[columns]
        program.row_lower_, program.row_upper_ = self.model.lower, self.model.upper
        program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        program.a_matrix_.start_, program.a_matrix_.index_ = matrix.indptr, matrix.indices
        program.a_matrix_.value_ = matrix.data
        program.sense_ = highspy.ObjSense.kMaximize
        return program


def _solver() -> highspy.Highs:
    """One thread and a fixed seed, so that the same round gives the same plan."""
    solver = highspy.Highs()
    for option, value in (("output_flag", False), ("threads", 1), ("random_seed", 0), ("parallel", "off")):
        solver.setOptionValue(option, value)
    return solver


def _at_least(solver: highspy.Highs, row: Floats, at_least: float) -> None:
    used = np.flatnonzero(row)
    solver.addRow(at_least, inf, len(used), used.astype(np.int32), row[used])
