"""Least squares, and the logistic and Poisson regressions by reweighting it (IRLS; McCullagh & Nelder 1989)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

STEPS, CLOSE = 60, 1e-10
SETTLED = 1e-12
LARGEST_LOGIT = 34.0
"""Beyond this, 1 minus a chance rounds to nothing."""
CERTAIN = 1e-7
"""A fitted chance this near to 0 or 1 means that the covariates tell the groups apart by themselves."""
TINY = 1e-12
"""No chance is called exactly 0 or 1."""


class Separated(Exception):
    """Some combination of covariates tells the groups apart without error, so that no chance can be fitted."""


def with_constant(columns: Floats) -> Floats:
    return np.column_stack([np.ones(len(columns)), columns])


def standardised(columns: Floats) -> Floats:
    """The same information with mean 0 and spread 1: fitted values stay the same, rounding errors small."""
    return np.asarray((columns - columns.mean(axis=0)) / columns.std(axis=0))


def least_squares(design: Floats, outcome: Floats, weights: Floats | None = None) -> Floats:
    root = np.ones(len(design)) if weights is None else np.sqrt(weights)
    return np.asarray(np.linalg.lstsq(design * root[:, None], outcome * root, rcond=None)[0])


def logit(design: Floats, group: Bools) -> tuple[Floats, Floats]:
    """Coefficients and the fitted chance of belonging to the group; Separated when the design tells all apart.

    A value that occurs outside the group only drives one coefficient without end while the chances settle at 0:
    these are people nobody of the group resembles, and the chances are what counts.
    """
    beta, chance = np.zeros(design.shape[1]), np.full(len(design), 0.5)
    for _ in range(STEPS):
        spread = chance * (1 - chance)
        step = np.linalg.lstsq((design * spread[:, None]).T @ design, design.T @ (group - chance), rcond=None)[0]
        before, beta, chance = chance, *_uphill(design, group, beta, chance, step)
        if (chance * (1 - chance)).max() < CERTAIN:
            raise Separated
        if np.abs(chance - before).max() < SETTLED:
            break
    return beta, np.clip(chance, TINY, 1 - TINY)


def _uphill(design: Floats, group: Bools, beta: Floats, chance: Floats, step: Floats) -> tuple[Floats, Floats]:
    """The step, halved until it no longer makes the data less likely."""
    likely = _log_likely(chance, group)
    for _ in range(STEPS):
        tried = 1 / (1 + np.exp(-np.clip(design @ (beta + step), -LARGEST_LOGIT, LARGEST_LOGIT)))
        if _log_likely(tried, group) >= likely - CLOSE:
            return beta + step, tried
        step = step / 2
    return beta, chance


def _log_likely(chance: Floats, group: Bools) -> float:
    return float(np.log(np.where(group, chance, 1 - chance)).sum())


def poisson(design: Floats, counts: Floats) -> tuple[Floats, Floats]:
    """Coefficients and fitted means of a log-linear model of counts."""
    beta = np.zeros(design.shape[1])
    beta[0] = np.log(counts.mean())
    for _ in range(STEPS):
        mean = np.exp(design @ beta)
        step = np.linalg.solve((design * mean[:, None]).T @ design, design.T @ (counts - mean))
        beta = beta + step
        if np.abs(step).max() < CLOSE:
            break
    return beta, np.asarray(np.exp(design @ beta))


def dispersion(counts: Floats, means: Floats, coefficients: int) -> float:
    """Pearson's: 1 when counts vary as Poisson does, above it when they vary more."""
    return float(((counts - means) ** 2 / means).sum() / (len(counts) - coefficients))
