"""Units beside one another (regions, providers) without a ranking: which differ by more than chance and mix?

Observed over expected on the log scale (or a share on the arcsine scale), with limits that widen for small units.
When all units differ more than chance allows, the measure itself is noisy: the limits then widen by an additive
spread between units. The outer tenth on each side may not set that spread: shares there are pulled in (winsorised),
ratios set aside, as the national mortality indicator does. Only beyond 99.8 % is a signal, and then the
advice is to look at the data, the mix and the circumstances, in this order. Below ten units nothing is flagged.

Sources: Spiegelhalter, Statistics in Medicine 2005;24:1185 and Quality and Safety in Health Care 2005;14:347;
Spiegelhalter et al., JRSS A 2012;175:1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, pi, sin, sqrt

import numpy as np

from doorstroom.monitoring.domain.linear import Floats
from doorstroom.monitoring.domain.proportions import Z95, Interval

Z998 = 3.090232306167813
FEWEST_UNITS = 10
OUTER = 0.10


@dataclass(frozen=True, eq=False)
class Funnel:
    """`deviation` from what is expected on the scale's own unit, with its `error`; `z` is their ratio.

    `between` is the spread between units (tau), 0 when chance explains all; `adjusted` is the deviation over
    both spreads together. `signals` are the units beyond 99.8 %.
    """

    deviation: Floats
    error: Floats
    z: Floats
    dispersion: float
    between: float
    adjusted: Floats
    signals: tuple[int, ...]

    def limits(self, error: float, z: float = Z998) -> float:
        """How far a unit with this error may deviate."""
        return z * sqrt(error**2 + self.between**2)

    @property
    def beyond_95(self) -> tuple[int, ...]:
        return tuple(int(i) for i in np.flatnonzero(np.abs(self.adjusted) > Z95))


def shares(reached: Sequence[int], people: Sequence[int], expected: Sequence[float] | None = None) -> Funnel:
    """Shares on the arcsine-square-root scale, against each unit's expected share (default: the share of all)."""
    counts, sizes = np.asarray(reached, dtype=float), np.asarray(people, dtype=float)
    if not counts.size or (sizes < 1).any() or (counts < 0).any() or (counts > sizes).any():
        raise ValueError("each unit needs at least one person, and between none and all of them reached it")
    target = np.full(counts.size, counts.sum() / sizes.sum()) if expected is None else np.asarray(expected, dtype=float)
    deviation = np.arcsin(np.sqrt(counts / sizes)) - np.array([asin(sqrt(share)) for share in target])
    error = 1 / (2 * np.sqrt(sizes))
    z = deviation / error
    return _funnel(deviation, error, np.clip(z, *_outer(z)))


def share_limits(funnel: Funnel, target: float, people: float, z: float = Z998) -> Interval:
    """Between which shares a unit of so many people may lie when its true share is the target."""
    reach = funnel.limits(1 / (2 * sqrt(people)), z)
    low, high = (asin(sqrt(target)) + side * reach for side in (-1, 1))
    return Interval(sin(max(0.0, low)) ** 2, sin(min(pi / 2, high)) ** 2)


def ratios(observed: Sequence[float], expected: Sequence[float]) -> Funnel:
    """Counts against what their mix would give, as log(observed / expected) with error 1 / sqrt(observed)."""
    counts, due = np.asarray(observed, dtype=float), np.asarray(expected, dtype=float)
    if not counts.size or (counts <= 0).any() or (due <= 0).any():
        raise ValueError("each unit needs an observed and an expected count above 0; take smaller ones together")
    deviation, error = np.log(counts / due), 1 / np.sqrt(counts)
    z = deviation / error
    low, high = _outer(z)
    return _funnel(deviation, error, z[(z >= low) & (z <= high)] if z.size >= FEWEST_UNITS else z)


def _outer(z: Floats) -> tuple[float, float]:
    low, high = np.quantile(z, [OUTER, 1 - OUTER])
    return float(low), float(high)


def _funnel(deviation: Floats, error: Floats, inner: Floats) -> Funnel:
    """The spread between units from `inner`, the z-values that may set it (DerSimonian & Laird 1986)."""
    z, units, weights = deviation / error, deviation.size, 1 / error**2
    dispersion = float((inner**2).mean())
    room = float(weights.sum() - (weights**2).sum() / weights.sum())
    surplus = inner.size * dispersion - (inner.size - 1)
    between = sqrt(max(0.0, surplus / room)) if units >= FEWEST_UNITS else 0.0
    adjusted = deviation / np.sqrt(error**2 + between**2)
    beyond = np.flatnonzero(np.abs(adjusted) > Z998) if units >= FEWEST_UNITS else np.empty(0, dtype=int)
    return Funnel(deviation, error, z, dispersion, between, adjusted, tuple(int(i) for i in beyond))
