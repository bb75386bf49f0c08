"""What a small unit's share says when one knows the others: each is drawn towards all, the smallest most.

y_i of n_i people; the units' true shares vary around m with spread s (Beta-Binomial). Both m and s are averaged
over a grid instead of fixed at their best guess, because fixing them makes intervals too narrow (Gelman 2006: flat
in m and s). The raw share always stands beside the shrunk one.

`draw_towards_mean` is the older rule for one known spread (James & Stein 1961; Efron & Morris 1975).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import lgamma

import numpy as np

from doorstroom.monitoring.domain.linear import Floats

MEANS = np.linspace(0.01, 0.99, 99)
SPREADS = np.linspace(0.005, 0.3, 60)
SHARES = np.linspace(0.0, 1.0, 1001)
MIDDLES = (SHARES[1:] + SHARES[:-1]) / 2


@dataclass(frozen=True)
class Shrunk:
    """The mean of what a unit's share may be, its 95 % interval, and the chance that it is above the benchmark."""

    share: float
    low: float
    high: float
    above: float | None


def shrunk(reached: Sequence[int], people: Sequence[int], *, benchmark: float | None = None) -> tuple[Shrunk, ...]:
    """In the order given; never sort units by the result."""
    if not reached or any(not 0 <= y <= n or n < 1 for y, n in zip(reached, people, strict=True)):
        raise ValueError("each unit needs at least one person, and between none and all of them reached it")
    alpha, beta = _shapes()
    chances = [_log_chance(y, n, alpha, beta) for y, n in zip(reached, people, strict=True)]
    total = np.sum(chances, axis=0)
    kept = total > total.max() - 20  # the rest cannot move a percentage
    alpha, beta, logs = alpha[kept], beta[kept], total[kept]
    curves = _densities(alpha, beta)
    return tuple(
        _unit(y, n, alpha, beta, logs, chance[kept], curves, benchmark)
        for y, n, chance in zip(reached, people, chances, strict=True)
    )


def _shapes() -> tuple[Floats, Floats]:
    """a = mK and b = (1-m)K of each mean and spread that exist together: s^2 = m(1-m)/(K+1)."""
    mean, spread = (each.ravel() for each in np.meshgrid(MEANS, SPREADS))
    size = mean * (1 - mean) / spread**2 - 1
    possible = size > 0
    return (mean * size)[possible], ((1 - mean) * size)[possible]


def _log_chance(y: int, n: int, alpha: Floats, beta: Floats) -> Floats:
    """log of the Beta-Binomial chance of y of n without the part that is the same everywhere.

    B(a+y, b+n-y) / B(a, b) is a product of n ratios: no special function is needed.
    """
    total = np.zeros(alpha.size)
    for i in range(y):
        total += np.log(alpha + i)
    for i in range(n - y):
        total += np.log(beta + i)
    for i in range(n):
        total -= np.log(alpha + beta + i)
    return total


def _densities(alpha: Floats, beta: Floats) -> Floats:
    """Beta(a, b) over the middles of SHARES, one row a grid point."""
    norm = np.array([lgamma(p + q) - lgamma(p) - lgamma(q) for p, q in zip(alpha, beta, strict=True)])
    return np.asarray(
        np.exp(norm[:, None] + np.outer(alpha - 1, np.log(MIDDLES)) + np.outer(beta - 1, np.log1p(-MIDDLES)))
    )


def _unit(
    y: int, n: int, alpha: Floats, beta: Floats, logs: Floats, chance: Floats, curves: Floats, benchmark: float | None
) -> Shrunk:
    """The mixture of Beta(a + y, b + n - y) over the grid, read from its distribution at 1,000 steps.

    Each Beta(a + y, b + n - y) is Beta(a, b) times the unit's own likelihood over its chance.
    """
    weights = np.exp(logs - logs.max())
    weights /= weights.sum()
    scaled = np.exp(logs - chance - (logs - chance).max())
    likelihood = y * np.log(MIDDLES) + (n - y) * np.log1p(-MIDDLES)
    density = np.exp(likelihood - likelihood.max()) * (scaled @ curves)
    below = np.concatenate(([0.0], np.cumsum(density)))
    below /= below[-1]
    low, high = np.interp([0.025, 0.975], below, SHARES)
    above = None if benchmark is None else 1 - float(np.interp(benchmark, SHARES, below))
    return Shrunk(float((weights * (alpha + y) / (alpha + beta + n)).sum()), float(low), float(high), above)


def draw_towards_mean(values: Floats, error: float) -> tuple[Floats, float]:
    """Towards the mean of all: kept part 1 - (k - 3) error^2 / sum of squares, and the values with it."""
    mean = values.mean()
    kept = 1 - (values.size - 3) * error**2 / float(((values - mean) ** 2).sum())
    return mean + kept * (values - mean), float(kept)


def arcsine(shares: Floats, people: int) -> Floats:
    """sqrt(n) arcsin(2p - 1): a scale on which every share has spread 1 (Efron & Morris 1975)."""
    return np.asarray(np.sqrt(people) * np.arcsin(2 * shares - 1))


def from_arcsine(values: Floats, people: int) -> Floats:
    return np.asarray((np.sin(values / np.sqrt(people)) + 1) / 2)
