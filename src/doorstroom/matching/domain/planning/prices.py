"""Where to begin with rounds of many options: a price on every limit, and everybody's best options then.

Whatever the prices, no plan is worth more than what the limits cost plus the best that each person can still gain
(Lagrange). The prices that make this bound lowest are found by smoothing "the best option" over a falling temperature
(Nesterov 2005) and L-BFGS-B. Options that cost much more than a person's best at these prices wait until the solver
asks for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from time import thread_time

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from doorstroom.matching.domain.planning.problem import Ints, Problem
from doorstroom.matching.domain.planning.rows import Floats, Model, kept, model_of

STEPS = 150
SHARES = (0.06, 0.015, 0.004, 0.001)
"""Temperatures as a part of the highest score."""
BEHIND = 0.01
"""Options further behind a person's best than this part of the highest score are set aside."""
SKIPPED = ("person", "day")


class Prices:
    """The rows of a round without those of the persons; days are priced through their classes."""

    def __init__(self, problem: Problem) -> None:
        model = model_of(problem)
        rows = [i for i, row in enumerate(model.rows) if row.kind not in SKIPPED]
        self._rows = model.matrix.tocsr()[rows][:, : model.options].tocsr()
        self._columns = self._rows.T.tocsr()
        kinds = [model.rows[i].kind for i in rows]
        self._sign = np.where([kind == "group" for kind in kinds], -1.0, 1.0)
        self._limit = np.array([-model.rows[i].lower if model.rows[i].kind == "group" else model.rows[i].upper
                                for i in rows])  # fmt: skip
        self._bounds = [(None, None) if kind == "together" else (0, None) for kind in kinds]
        self._classes = np.array([k for k, kind in enumerate(kinds) if kind == "days"], dtype=np.int64)
        self._seats, self._member = _days(model, [model.rows[rows[k]].key for k in self._classes])
        self._starts, self._of = np.unique(problem.person, return_index=True, return_inverse=True)[1:]
        self.prices = np.zeros(len(rows))

    def lower(self, cost: Floats, temperatures: Sequence[float], until: float = inf) -> tuple[float, Floats]:
        """The bound on this objective and, per option, how far it stays behind the person's best; prices are kept.

        Who gains most by no option at all still has one that is 0 behind: nobody loses the last option by this. At
        `until`, in processor time of this thread, the prices are taken as they are: every price gives a bound.
        """

        def stop_in_time(_prices: Floats) -> None:
            if thread_time() > until:
                raise StopIteration

        for temperature in temperatures:
            found = minimize(
                self._smoothed, self.prices, args=(cost, temperature), jac=True, method="L-BFGS-B",
                bounds=self._bounds, options={"maxiter": STEPS, "maxfun": STEPS + 20, "maxcor": 12},
                callback=stop_in_time,
            )  # fmt: skip
            self.prices = found.x
        gain = cost - self._columns @ (self._sign * self.prices)
        best = np.maximum.reduceat(gain, self._starts)
        dearest = np.where(self._member, self.prices[self._classes], 0).max(axis=1, initial=0)
        bound = float(self._limit @ self.prices + np.maximum(best, 0).sum() + self._seats @ dearest)
        return bound, gain - best[self._of]

    def _smoothed(self, prices: Floats, cost: Floats, temperature: float) -> tuple[float, Floats]:
        gain = cost - self._columns @ (self._sign * prices)
        best = np.maximum(np.maximum.reduceat(gain, self._starts), 0)
        weight = np.exp((gain - best[self._of]) / temperature)
        total = np.add.reduceat(weight, self._starts) + np.exp(-best / temperature)
        value = float(self._limit @ prices + (best + temperature * np.log(total)).sum())
        slope = self._limit - self._sign * (self._rows @ (weight / total[self._of]))
        if len(self._seats):
            own = prices[self._classes]
            dearest = np.where(self._member, own, -np.inf).max(axis=1)
            share = np.exp(np.where(self._member, (own - dearest[:, None]) / temperature, -np.inf))
            sums = share.sum(axis=1)
            value += float(self._seats @ (dearest + temperature * np.log(sums)))
            slope[self._classes] += ((self._seats / sums)[:, None] * share).sum(axis=0)
        return value, slope


def _days(model: Model, classes: list[str]) -> tuple[Floats, NDArray[np.bool_]]:
    """Seats per day that any class may take, and which classes may take them; the empty class takes none."""
    days = [row for row in model.rows if row.kind == "day" and any(row.key in each.split("|") for each in classes)]
    member = [[row.key in each.split("|") for each in classes] for row in days]
    return np.array([row.upper for row in days]), np.array(member, dtype=bool).reshape(len(days), len(classes))


def far_behind(problem: Problem, until: float) -> Ints:
    """The options that are probably in no good plan: far behind the person's best when limits have a price."""
    top = float(problem.score.max(initial=0)) + 1
    worth = (top + problem.score).astype(np.float64)
    _, behind = Prices(problem).lower(worth, [top * share for share in SHARES], until)
    return np.flatnonzero((behind < -top * BEHIND) & ~kept(problem))
