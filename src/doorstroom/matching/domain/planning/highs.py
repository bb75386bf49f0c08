"""One stage to proof with HiGHS: the relaxation gives prices and a bound, the options that can still matter are solved whole.

An option whose price says that using it costs more than the distance between the best plan known and the bound is part
of no better plan. So the whole-number search runs over few options, and its proof holds for all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from time import monotonic

import highspy
import numpy as np

from doorstroom.matching.domain.planning.problem import Ints
from doorstroom.matching.domain.planning.rows import Floats, Model

EPSILON = 1e-6
CORE_PER_ROW = 3


class Infeasible(Exception):
    """No plan keeps all rules."""


@dataclass(frozen=True, eq=False)
class Found:
    """`bound` is what no plan can exceed; `taken` are the chosen options, None when time ran out before any plan."""

    taken: Ints | None
    value: float
    bound: float
    left: float


class Relaxation:
    """The rows without whole numbers, kept warm from stage to stage."""

    def __init__(self, model: Model, deadline: float) -> None:
        self.model, self.deadline = model, deadline
        self.lower, self.upper = model.column_lower.copy(), model.column_upper.copy()
        self.solver = _solver()
        self.solver.passModel(_program(model, np.arange(len(self.lower)), self.lower, self.upper))
        self.columns = np.arange(len(self.lower), dtype=np.int32)
        self.extra: list[tuple[Floats, float]] = []

    def solve(self, cost: Floats) -> tuple[float, Floats, Floats]:
        """Bound, reduced costs (per column: at most so much is lost by not using it) and the fractional plan."""
        self.solver.changeColsCost(len(cost), self.columns, cost)
        self.solver.setOptionValue("time_limit", max(0.1, self.deadline - monotonic()) + self.solver.getRunTime())
        self.solver.run()
        status = self.solver.getModelStatus()
        if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            raise Infeasible
        if status != highspy.HighsModelStatus.kOptimal:
            return inf, np.zeros(len(cost)), np.zeros(len(cost))
        solution = self.solver.getSolution()
        return self.solver.getInfo().objective_function_value, np.array(solution.col_dual), np.array(solution.col_value)

    def keep(self, cost: Floats, at_least: float) -> None:
        """From now on this objective stands at what was reached."""
        self.extra.append((cost, at_least))
        used = np.flatnonzero(cost)
        self.solver.addRow(at_least, inf, len(used), used.astype(np.int32), cost[used])

    def forbid(self, columns: Ints) -> None:
        self.upper[columns] = 0
        for column in columns:
            self.solver.changeColBounds(int(column), self.lower[column], 0.0)


def whole(model: Model, relaxation: Relaxation, cost: Floats, columns: Ints, start: Floats | None,
          seconds: float) -> tuple[Floats | None, float]:  # fmt: skip
    """The best plan over these columns and the bound on it; None when there is none or time ran out."""
    solver = _solver()
    program = _program(model, columns, relaxation.lower, relaxation.upper)
    program.col_cost_ = cost[columns]
    kinds = [highspy.HighsVarType.kInteger if c < model.options else highspy.HighsVarType.kContinuous for c in columns]
    program.integrality_ = kinds
    solver.passModel(program)
    for row, at_least in relaxation.extra:
        used = np.flatnonzero(row[columns])
        solver.addRow(at_least, inf, len(used), used.astype(np.int32), row[columns][used])
    solver.setOptionValue("time_limit", max(0.1, seconds))
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", 0.0)
    if start is not None:
        given = highspy.HighsSolution()
        given.col_value = start[columns].tolist()
        solver.setSolution(given)
    solver.run()
    info, status = solver.getInfo(), solver.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return None, -inf
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None, info.mip_dual_bound
    plan = np.zeros(len(cost))
    plan[columns] = solver.getSolution().col_value
    return plan, info.mip_dual_bound


def _solver() -> highspy.Highs:
    solver = highspy.Highs()
    for option, value in (("output_flag", False), ("threads", 1), ("random_seed", 0), ("parallel", "off")):
        solver.setOptionValue(option, value)
    return solver


def _program(model: Model, columns: Ints, lower: Floats, upper: Floats) -> highspy.HighsLp:
    matrix = model.matrix[:, columns]
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(columns), matrix.shape[0]
    program.col_cost_ = np.zeros(len(columns))
    program.col_lower_, program.col_upper_ = lower[columns], upper[columns]
    program.row_lower_, program.row_upper_ = model.lower, model.upper
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_, program.a_matrix_.index_ = matrix.indptr, matrix.indices
    program.a_matrix_.value_ = matrix.data
    program.sense_ = highspy.ObjSense.kMaximize
    return program
