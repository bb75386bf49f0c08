"""Which facts go with leaving sooner: proportional hazards (Cox 1972), ties by Efron (1977).

Only for checks on published or pseudonymised files; nothing in the product predicts one person's chances.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from doorstroom.monitoring.domain.linear import CLOSE, STEPS, Bools, Floats
from doorstroom.monitoring.domain.survival import Ints


@dataclass(frozen=True, eq=False)
class Hazards:
    """Log hazard ratio of each covariate and its standard error."""

    coefficients: Floats
    errors: Floats


def proportional_hazards(covariates: Floats, until: Ints, ended: Ints) -> Hazards:
    """Newton's method on the partial likelihood."""
    order = np.argsort(-until, kind="stable")
    x, times, events = covariates[order], until[order], ended[order] > 0
    centred = x - x.mean(axis=0)
    beta = np.zeros(x.shape[1])
    for _ in range(STEPS):
        slope, information = _derivatives(centred, times, events, beta)
        step = np.linalg.solve(information, slope)
        beta = beta + step
        if np.abs(step).max() < CLOSE:
            break
    return Hazards(beta, np.sqrt(np.diag(np.linalg.inv(information))))


def _derivatives(x: Floats, times: Ints, events: Bools, beta: Floats) -> tuple[Floats, Floats]:
    """Slope and information of the log partial likelihood; rows run from the latest time back.

    At a time with d exits the l-th of them (l = 0..d-1) meets the risk set less l/d of those who leave with it.
    """
    risk = np.exp(x @ beta)
    sums = np.cumsum(risk), np.cumsum(risk[:, None] * x, axis=0)
    squares = np.cumsum(risk[:, None, None] * x[:, :, None] * x[:, None, :], axis=0)
    slope, information = np.zeros(x.shape[1]), np.zeros((x.shape[1],) * 2)
    for time in np.unique(times[events]):
        last = np.searchsorted(-times, -time, side="right") - 1
        own = np.flatnonzero((times == time) & events)
        r, rx = risk[own], risk[own][:, None] * x[own]
        tied = r.sum(), rx.sum(axis=0), (rx[:, :, None] * x[own][:, None, :]).sum(axis=0)
        slope += x[own].sum(axis=0)
        for part in np.arange(own.size) / own.size:
            total = sums[0][last] - part * tied[0]
            mean = (sums[1][last] - part * tied[1]) / total
            slope -= mean
            information += (squares[last] - part * tied[2]) / total - np.outer(mean, mean)
    return slope, information
