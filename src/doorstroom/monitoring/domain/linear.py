"""Least squares, and the logistic and Poisson regressions by reweighting it (IRLS; McCullagh & Nelder 1989)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

STEPS, CLOSE = 60, 1e-10
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
    """Coefficients and the fitted chance of belonging to the group; Separated when there is none."""
    beta = np.zeros(design.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(design @ beta, -35, 35)))
        spread = chance * (1 - chance)
        if spread.max() < CERTAIN:
            raise Separated
        step = np.linalg.lstsq((design * spread[:, None]).T @ design, design.T @ (group - chance), rcond=None)[0]
        beta = beta + step
        if np.abs(step).max() < CLOSE:
            return beta, np.clip(chance, TINY, 1 - TINY)
    raise Separated


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
