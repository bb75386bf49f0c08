"""Curves of people who count for more or less than one, on any time scale, seen from some later moment on.

Whole weights are numbers of equal people, and the formulas for counts hold. Other weights correct for who was
asked or who answered; there each person's influence on the curve is squared (infinitesimal jackknife), as the
spread of weights itself is uncertainty (Jaeckel 1972; Efron 1981). Without weights the open share's variance
is Greenwood's in both ways.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from doorstroom.monitoring.domain.survival import Floats, Ints, greenwood, reached_variance_of


@dataclass(frozen=True, eq=False)
class Observed:
    """Each person seen in (entry, until], ended by `cause` 1..K or 0; `entry` -inf is from the very start."""

    until: Floats
    cause: Ints
    entry: Floats
    weights: Floats

    @classmethod
    def of(cls, until: Floats, cause: Ints, entry: Floats | None = None, weights: Floats | None = None) -> Observed:
        starts = np.full(until.size, -np.inf) if entry is None else entry
        return cls(until, cause, starts, np.ones(until.size) if weights is None else weights)

    @property
    def whole(self) -> bool:
        return bool((self.weights == np.round(self.weights)).all())

    def at_risk(self, times: Floats) -> Floats:
        """Weight of those seen just before each time: entry < t <= until."""
        return _running(self.entry, self.weights, times) - _running(self.until, self.weights, times)


def _running(moments: Floats, values: Floats, times: Floats) -> Floats:
    """Sum of the values of everybody whose moment lies before each time."""
    order = np.argsort(moments, kind="stable")
    sums = np.concatenate(([0.0], np.cumsum(values[order])))
    return np.asarray(sums[np.searchsorted(moments[order], times, side="left")])


@dataclass(frozen=True, eq=False)
class WeightedCurves:
    """As `survival.Curves`, at every time at which somebody left or was last seen."""

    times: Floats
    at_risk: Floats
    exits: Floats
    open_share: Floats
    open_variance: Floats
    reached: Floats
    reached_variance: Floats


def weighted_curves(seen: Observed, causes: int) -> WeightedCurves:
    """Aalen-Johansen with the variance that fits the weights; ties share one risk set."""
    times, column = np.unique(seen.until, return_inverse=True)
    ended = seen.cause > 0
    exits = np.zeros((causes, times.size))
    np.add.at(exits, (seen.cause[ended] - 1, column[ended]), seen.weights[ended])
    at_risk = seen.at_risk(times)
    left = exits.sum(axis=0)
    people = np.where(at_risk > 0, at_risk, 1.0)
    staying = np.maximum(people - left, 0.0)
    after: Floats = np.cumprod(np.where(staying > 1e-12 * people, staying / people, 0.0), dtype=np.float64)
    before: Floats = np.concatenate(([1.0], after))[: times.size]
    reached: Floats = np.cumsum(before * exits / people, axis=1)
    if seen.whole:
        open_variance = after**2 * np.cumsum(greenwood(left, people))
        reached_variance = reached_variance_of(reached, before, exits, left, people)
    else:
        open_variance, reached_variance = _by_influence(seen, column, exits, people, before, after, reached)
    return WeightedCurves(times, at_risk, exits, after, open_variance, reached, reached_variance)


def _by_influence(
    seen: Observed, column: Ints, exits: Floats, people: Floats, before: Floats, after: Floats, reached: Floats
) -> tuple[Floats, Floats]:
    """Sum of squared influences at each time, from running sums instead of person by person.

    While at risk, a person moves log S(t) by B(t) - B(entry), with B the sum of d/(n(n-d)); leaving adds
    -1/(n-d). Moving S moves every later step of F, and being at risk or leaving moves the step itself.
    """
    left = exits.sum(axis=0)
    hazard = np.cumsum(greenwood(left, people))
    own = np.where(people - left > 1e-12 * people, 1 / np.where(people > left, people - left, 1.0), 0.0)
    entered = np.searchsorted(np.unique(seen.until), seen.entry, side="right")  # first step at which one is at risk
    start = _before(hazard)[entered]
    gone = np.where(seen.cause > 0, own[column], 0.0)
    moved = hazard[column] - start - gone  # of log S, for good
    squares = _quadratic(seen, entered, column, (np.ones_like(hazard), hazard), (-start, np.ones_like(start)))
    squares += _after(seen, column, (np.ones_like(hazard),), (moved,))
    open_variance = after**2 * squares
    variances = []
    for k in range(exits.shape[0]):
        share = reached[k]
        step = np.diff(share, prepend=0.0)
        drift = np.cumsum(_before(hazard)[: step.size] * step - step / people)
        base = -_before(drift)[entered] + start * _before(share)[entered]
        each = _quadratic(
            seen, entered, column, (np.ones_like(drift), drift, share), (base, np.ones_like(base), -start)
        )
        jump = np.where(seen.cause == k + 1, before[column] / people[column], 0.0)
        at_end = base + drift[column] - start * share[column] + jump
        each += _after(seen, column, (np.ones_like(share), share), (at_end - moved * share[column], moved))
        variances.append(np.maximum(each, 0.0))
    return np.maximum(open_variance, 0.0), np.array(variances)


def _before(steps: Floats) -> Floats:
    """The value before each step, and one more for whoever enters after the last."""
    return np.concatenate(([0.0], steps))


def _quadratic(
    seen: Observed, entered: Ints, column: Ints, curves: tuple[Floats, ...], factors: tuple[Floats, ...]
) -> Floats:
    """Sum over those at risk and staying beyond each step of (w * sum_j factor_j * curve_j(t))^2."""
    size = curves[0].size
    total = np.zeros(size)
    for a, one in zip(curves, factors, strict=True):
        for b, other in zip(curves, factors, strict=True):
            product = seen.weights**2 * one * other
            change = np.bincount(entered, product, size + 1) - np.bincount(
                np.maximum(column, entered), product, size + 1
            )
            total += a * b * np.cumsum(change)[:size]
    return total


def _after(seen: Observed, column: Ints, curves: tuple[Floats, ...], factors: tuple[Floats, ...]) -> Floats:
    """The same sum over those whose last step was this one or an earlier one."""
    size = curves[0].size
    total = np.zeros(size)
    for a, one in zip(curves, factors, strict=True):
        for b, other in zip(curves, factors, strict=True):
            total += a * b * np.cumsum(np.bincount(column, seen.weights**2 * one * other, size))
    return total


def mean_times(curves: WeightedCurves, horizon: float) -> tuple[float, ...]:
    """Mean time up to the horizon spent open and then in each exit, in the unit of the times."""
    inside = curves.times < horizon
    widths = np.diff(np.concatenate(([0.0], curves.times[inside], [horizon])))
    shares = np.vstack([curves.open_share, curves.reached])[:, inside]
    start = np.zeros((shares.shape[0], 1))
    start[0] = 1.0
    return tuple(float(x) for x in np.hstack([start, shares]) @ widths)
