"""When people leave, and to what: Kaplan-Meier and Aalen-Johansen on plain counts.

A person is at risk from entry until an exit or until the last day we looked (then the person is *open*, and
counts for as long as was seen). One minus Kaplan-Meier treats people who left for something else as if they
could still arrive, and so promises too much; with several exits only Aalen-Johansen adds up to everybody.
Times are whole units (days); all exits of one day share one risk set, and exits come before censorings.

Sources: Aalen & Johansen 1978; Marubini & Valsecchi 1995 (variance); Putter, Fiocco & Geskus 2007.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import exp, log, sqrt

import numpy as np
from numpy.typing import NDArray

from doorstroom.monitoring.domain.proportions import Z95, Interval, wilson

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Counts = Ints | Floats
"""People, or the sums of their weights."""

OPEN = 0
"""The cause of a spell that was still open when last seen."""


@dataclass(frozen=True, eq=False)
class Spells:
    """One spell a person: seen in (entry, until], ended by `cause` 1..K or still OPEN.

    Without `entry` everyone is at risk from the start, including those who leave on day 0.
    """

    until: Ints
    cause: Ints
    entry: Ints

    @classmethod
    def of(
        cls,
        until: Sequence[int] | Ints,
        cause: Sequence[int] | Ints,
        entry: Sequence[int] | Ints | None = None,
    ) -> Spells:
        times, causes = _whole("until", until), _whole("cause", cause)
        entries = np.full(times.shape, -1, dtype=np.int64) if entry is None else _whole("entry", entry)
        if not times.shape == causes.shape == entries.shape:
            raise ValueError(f"one value a person: until {times.size}, cause {causes.size}, entry {entries.size}")
        wrong = np.flatnonzero((times <= entries) | (causes < OPEN) | (times < 0))
        if wrong.size:
            i = int(wrong[0])
            raise ValueError(
                f"spell {i}: until {times[i]}, cause {causes[i]}, entry {entries[i]}; "
                "a spell lasts beyond its entry, ends on day 0 or later, and its cause is 0 (open) or higher"
            )
        return cls(times, causes, entries)

    def __len__(self) -> int:
        return int(self.until.size)

    def at_risk(self, times: Ints) -> Ints:
        """How many were seen just before each time: entry < t <= until."""
        entered = np.searchsorted(self._entries, times, side="left")
        left = np.searchsorted(self._ends, times, side="left")
        return (entered - left).astype(np.int64)

    @cached_property
    def _entries(self) -> Ints:
        return np.sort(self.entry)

    @cached_property
    def _ends(self) -> Ints:
        return np.sort(self.until)

    @cached_property
    def complete_until(self) -> int | None:
        """Up to this time everybody was seen from the start; None if nobody was lost sight of at all."""
        if (self.entry >= 0).any():
            return -1
        still_open = self.until[self.cause == OPEN]
        return int(still_open.min()) if still_open.size else None

    def only(self, cause: int) -> Spells:
        """The same people with every other exit seen as censoring: for cause-specific hazards."""
        return Spells(self.until, np.where(self.cause == cause, 1, OPEN), self.entry)


def _whole(name: str, values: Sequence[int] | Ints) -> Ints:
    array = np.asarray(values)
    if array.size and not np.array_equal(array, array.astype(np.int64)):
        raise ValueError(f"{name}: only whole units of time; count days, not {array[array % 1 != 0][0]}")
    return array.astype(np.int64)


@dataclass(frozen=True)
class Reading:
    """A curve read at one time; `interval` is 95 %, `at_risk` is how many people still carry it."""

    time: int
    value: float
    variance: float
    at_risk: int
    interval: Interval


@dataclass(frozen=True, eq=False)
class Curves:
    """The open share S and the share F of each exit, as steps at `times`; S + sum of F is 1 throughout.

    Row k-1 of `reached`, `reached_variance` and `exits` belongs to cause k. Variances are Greenwood's for S
    and Marubini & Valsecchi's for F.
    """

    spells: Spells
    times: Ints
    at_risk: Ints
    exits: Ints
    open_share: Floats
    open_variance: Floats
    reached: Floats
    reached_variance: Floats

    @property
    def last_seen(self) -> int:
        """Nobody was followed longer than this; beyond it an open curve says nothing."""
        return int(self.spells.until.max(initial=-1))

    def open_at(self, time: int) -> Reading | None:
        return self._read(time, self.open_share, self.open_variance, before=1.0)

    def reached_at(self, cause: int, time: int) -> Reading | None:
        return self._read(time, self.reached[cause - 1], self.reached_variance[cause - 1], before=0.0)

    def _read(self, time: int, shares: Floats, variances: Floats, before: float) -> Reading | None:
        """None where nobody was followed so long, unless everybody had left by then."""
        if not len(self.spells) or (time > self.last_seen and not self._all_left):
            return None
        step = int(np.searchsorted(self.times, time, side="right")) - 1
        value = before if step < 0 else float(shares[step])
        variance = 0.0 if step < 0 else float(variances[step])
        at_risk = int(self.spells.at_risk(np.array([time]))[0])
        if self.spells.complete_until is None or time <= self.spells.complete_until:
            # A plain share of the people who began, and so with a plain share's interval: a curve and a
            # count of the same people agree.
            interval = wilson(round(value * len(self.spells)), len(self.spells))
        else:
            carried_by = max(at_risk, int(self.at_risk[step]) if step >= 0 else 0, 1)
            interval = share_interval(value, variance, carried_by)
        return Reading(time, value, variance, at_risk, interval)

    @property
    def _all_left(self) -> bool:
        return bool(self.open_share.size) and self.open_share[-1] == 0.0


def aalen_johansen(spells: Spells, causes: int | None = None) -> Curves:
    """All exits beside one another; with one cause this is Kaplan-Meier."""
    kinds = causes or int(spells.cause.max(initial=1))
    ended = spells.cause != OPEN
    times = np.unique(spells.until[ended])
    column = np.searchsorted(times, spells.until[ended])
    exits = np.zeros((kinds, times.size), dtype=np.int64)
    np.add.at(exits, (spells.cause[ended] - 1, column), 1)
    at_risk = spells.at_risk(times)
    left = exits.sum(axis=0)
    after = np.cumprod(1 - left / at_risk)
    before = np.concatenate(([1.0], after))[: times.size]
    reached = np.cumsum(before * exits / at_risk, axis=1)
    return Curves(
        spells=spells,
        times=times,
        at_risk=at_risk,
        exits=exits,
        open_share=after,
        open_variance=after**2 * np.cumsum(greenwood(left, at_risk)),
        reached=reached,
        reached_variance=reached_variance_of(reached, before, exits, left, at_risk),
    )


def greenwood(left: Counts, at_risk: Counts) -> Floats:
    """d / (n (n - d)); nothing where the last people leave, because the curve is flat from there on."""
    staying = at_risk - left
    inside = staying > 1e-12 * at_risk
    return np.where(inside, left / np.where(inside, at_risk * staying, 1), 0.0)


def reached_variance_of(reached: Floats, before: Floats, exits: Counts, left: Counts, at_risk: Counts) -> Floats:
    """Sum over u <= t of [F(t)-F(u)]^2 a(u) + b(u) - 2 [F(t)-F(u)] c(u), written as running sums.

    a = d/(n(n-d)), b = S(u-)^2 d_k(n-d_k)/n^3, c = S(u-) d_k/n^2.
    """
    a = greenwood(left, at_risk)
    b = before**2 * exits * (at_risk - exits) / at_risk**3
    c = before * exits / at_risk**2
    squares = reached**2 * np.cumsum(a) - 2 * reached * np.cumsum(reached * a, axis=1)
    squares += np.cumsum(reached**2 * a, axis=1)
    crosses = reached * np.cumsum(c, axis=1) - np.cumsum(reached * c, axis=1)
    return np.maximum(squares + np.cumsum(b, axis=1) - 2 * crosses, 0.0)


def share_interval(value: float, variance: float, at_risk: int, *, scale: str = "log_log", z: float = Z95) -> Interval:
    """The interval of a curve, on the log(-log) scale so that it stays within 0..1.

    `scale="log"` is the older habit of survival tables (for the share still open). At exactly 0 or 1 the
    formulas have nothing to say, and no exit among n people is not certainty: there Wilson speaks.
    """
    if value <= 1e-12 or value >= 1 - 1e-12:
        return wilson(0 if value < 0.5 else at_risk, at_risk, z)
    error = z * sqrt(variance)
    if scale == "log":
        return Interval(value * exp(-error / value), min(1.0, value * exp(error / value)))
    reach = error / (value * abs(log(value)))
    return Interval(value ** exp(reach), value ** exp(-reach))


@dataclass(frozen=True)
class Median:
    """The first time at which half or fewer are still open. None is "not reached"."""

    time: int | None
    low: int | None
    high: int | None


def median(curves: Curves, *, scale: str = "log_log") -> Median:
    """With the times at which the lower and the upper band pass one half as its 95 % limits."""
    bands = [
        share_interval(float(s), float(v), int(n), scale=scale)
        for s, v, n in zip(curves.open_share, curves.open_variance, curves.at_risk, strict=True)
    ]

    def first_half(values: Sequence[float] | Floats) -> int | None:
        below = np.flatnonzero(np.asarray(values, dtype=float) <= 0.5)
        return int(curves.times[below[0]]) if below.size else None

    return Median(
        first_half(curves.open_share),
        first_half([band.low for band in bands]),
        first_half([band.high for band in bands]),
    )


def mean_time(curves: Curves, horizon: int) -> tuple[float, ...]:
    """Mean time up to `horizon` spent open and then in each exit; the parts add up to the horizon."""
    inside = curves.times < horizon
    edges = np.concatenate(([0.0], curves.times[inside].astype(float), [float(horizon)]))
    widths = np.diff(edges)
    shares = np.vstack([curves.open_share, curves.reached])[:, inside]
    start = np.zeros((shares.shape[0], 1))
    start[0] = 1.0
    return tuple(float(x) for x in np.hstack([start, shares]) @ widths)
