"""How many people will get there: the exact chances of every number, without drawing lots.

Groups of people who each get there with their own chance add up to a sum whose chances follow from multiplying
generating functions. On the unit circle that is a handful of array operations, exact but for rounding (1e-12),
and the same every time. What is only known roughly (a rate measured on some tens of people, an inflow) enters
as a few equally likely values, over which the chances are averaged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Complexes = NDArray[np.complex128]


@dataclass(frozen=True, eq=False)
class Numbers:
    """`chances[n]` is the chance of exactly n; above its end nothing is left that matters."""

    chances: Floats

    def at_least(self, number: int) -> float:
        return float(min(1.0, max(0.0, self.chances[max(0, number) :].sum())))

    def quantile(self, share: float) -> int:
        """The smallest number that is not exceeded with this chance."""
        return int(np.searchsorted(np.cumsum(self.chances), share - 1e-9))

    def range(self, share: float = 0.8) -> tuple[int, int]:
        """The middle `share` of what may come."""
        return self.quantile((1 - share) / 2), self.quantile((1 + share) / 2)

    @property
    def mean(self) -> float:
        return float(self.chances @ np.arange(self.chances.size))


def circle(most: int) -> Complexes:
    """Points enough to tell the numbers 0..most apart; only half of them, the others mirror these."""
    size = 1 << max(3, int(most + 1).bit_length())
    return np.asarray(np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size))


def sure_people(points: Complexes, sizes: Sequence[float] | Floats, chances: Sequence[float] | Floats) -> Complexes:
    """Logarithm of the generating function of groups of known size: binomials, the equal chances together."""
    weights, chance = _together(sizes, chances)
    return _log_weighted(weights, chance, points)


def uncertain_people(
    points: Complexes, means: Sequence[float] | Floats, chances: Sequence[float] | Floats, spread: float
) -> Complexes:
    """The same for groups of which only the mean size is known, with variance `spread` times the mean.

    Negative binomial, as groups come in batches; Poisson where the spread is 1.
    """
    weights, chance = _together(means, chances)
    if spread <= 1 + 1e-9:
        return np.asarray((weights @ chance) * (points - 1))
    return _log_weighted(-weights / (spread - 1), -(spread - 1) * chance, points)


def _log_weighted(weights: Floats, factors: Floats, points: Complexes) -> Complexes:
    """The weighted sum of log(1 + factor (z - 1)) at each point z: in parts, which is far quicker than complex."""
    right = 1 + factors[:, None] * (points.real - 1)[None, :]
    up = factors[:, None] * points.imag[None, :]
    with np.errstate(divide="ignore"):  # a sure person at the point -1 of an even number: the logarithm of nought
        size = np.log(right * right + up * up) / 2
    return np.asarray(weights @ np.maximum(size, -1e6) + 1j * (weights @ np.arctan2(up, right)))


def _together(sizes: Sequence[float] | Floats, chances: Sequence[float] | Floats) -> tuple[Floats, Floats]:
    size, chance = np.asarray(sizes, dtype=float), np.round(np.clip(np.asarray(chances, dtype=float), 0, 1), 12)
    kinds, place = np.unique(chance, return_inverse=True)
    return np.bincount(place, weights=size, minlength=kinds.size).astype(float), kinds


def numbers(logs: Complexes | Sequence[Complexes], already: int = 0) -> Numbers:
    """The chances behind one generating function, or the average over equally likely ones."""
    values = np.exp(np.atleast_2d(np.asarray(logs))).mean(axis=0)
    chances = np.clip(np.fft.irfft(values), 0.0, None)
    return Numbers(np.concatenate([np.zeros(already), chances / chances.sum()]))


def normal_numbers(moments: Sequence[tuple[float, float]], already: int = 0) -> Numbers:
    """The average over equally likely (mean, variance), each a normal curve cut at whole numbers and at nought."""
    from scipy.special import ndtr  # slow import: only forecasts need it

    most = int(max(mean + 9 * sqrt(variance) for mean, variance in moments)) + 2
    edges = np.concatenate([[-np.inf], np.arange(most) + 0.5])
    chances = np.mean([np.diff(ndtr((edges - mean) / max(sqrt(variance), 1e-9))) for mean, variance in moments], axis=0)
    return Numbers(np.concatenate([np.zeros(already), chances / chances.sum()]))


def chance_of(moments: Sequence[tuple[float, float]], number: int) -> float:
    """Of at least so many, averaged over equally likely normal curves (mean, variance)."""
    from scipy.special import ndtr  # slow import: only forecasts need it

    rows = np.array(moments)
    return float(np.mean(ndtr((rows[:, 0] - number + 0.5) / np.maximum(np.sqrt(rows[:, 1]), 1e-9))))


def likely_shares(share: float, people: float, nodes: int = 7) -> Floats:
    """Equally likely values of a share measured on so many people (Beta), with its mean and variance."""
    if not 0 < share < 1:
        share = min(max(share, 0.5 / (people + 1)), 1 - 0.5 / (people + 1))
    from scipy.special import betaincinv  # slow import: only forecasts need it

    values = np.asarray(betaincinv(share * people, (1 - share) * people, _middles(nodes)), dtype=float)
    return np.clip(_stretched(values, share, float(np.sqrt(share * (1 - share) / (people + 1)))), 0.0, 1.0)


def likely_rates(rate: float, error: float, nodes: int = 7) -> Floats:
    """Equally likely values of a rate with a normal error, never below zero."""
    from scipy.special import ndtri  # slow import: only forecasts need it

    return np.clip(_stretched(np.asarray(ndtri(_middles(nodes)), dtype=float), rate, error), 0.0, None)


def _middles(nodes: int) -> Floats:
    return np.asarray((np.arange(nodes) + 0.5) / nodes)


def _stretched(values: Floats, mean: float, deviation: float) -> Floats:
    """A few middles of a distribution spread less than the whole of it; these spread as much."""
    return np.asarray(mean + (values - values.mean()) * (deviation / values.std()))
