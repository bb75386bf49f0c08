"""The ways to get there: while taking part, or after leaving without it.

Whoever stopped may still find work, and it counts for a goal in jobs. So leaving is a step on the way and not its end:
the chance of somebody who takes part is that of getting there while she does, and that of leaving first and getting
there afterwards; the chance of somebody who left follows from how long ago that is. Both come from curves of everybody
who started; what nobody came to know did not count in them and is not expected to count later.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from doorstroom.monitoring.domain.survival import OPEN, Curves, Floats, Ints, Spells, aalen_johansen

FOREVER = 10**7


@dataclass(frozen=True, eq=False)
class Ways:
    """`inside`: getting there (cause 1) or leaving without it (2), since the start; `after`: since leaving.

    Days are given as in `People`: since the start, below 0 where not (yet); `seen` is today.
    """

    inside: Curves
    after: Curves

    @classmethod
    def of(cls, seen: Ints, job: Ints, left: Ints) -> Ways:
        there, gone = _until(job, seen), _until(left, seen)
        until = np.minimum(np.minimum(there, gone), seen)
        cause = np.where(there <= np.minimum(gone, seen), 1, np.where(gone <= seen, 2, OPEN))
        later = cause == 2
        waited = np.minimum(there, seen)[later] - gone[later]
        found = np.where(there[later] <= seen[later], 1, OPEN)
        return cls(
            aalen_johansen(Spells.of(until, cause), causes=2), aalen_johansen(Spells.of(waited, found), causes=1)
        )

    def of_starters(self, days: Ints) -> Floats:
        """Of whoever starts, the share that is there within each of these numbers of days."""
        return self._gained(np.full(days.shape, -1), days)

    def coming(self, seen: Ints, job: Ints, left: Ints, days: int) -> Floats:
        """The chance to get there within `days` of everybody who started and is not there yet, chances of 0 aside."""
        waiting = (seen >= 0) & ~_happened(job, seen)
        gone = waiting & _happened(left, seen)
        here, back = np.unique(seen[waiting & ~gone], return_inverse=True)
        chances = self._gained(here, here + days) / _still(self.inside, here)
        since = seen[gone] - left[gone]
        later = np.maximum(0.0, _reached(self.after, since + days) - _reached(self.after, since))
        found = np.concatenate([chances[back], later / _still(self.after, since)])
        return np.asarray(found[found > 0])

    @cached_property
    def in_the_end(self) -> tuple[float, float]:
        """The share of starters that gets there at all, and by how many people that is known.

        Both ways are uncertain: the variance is that of the one plus that of the other for the share that leaves first.
        """
        share = float(self.of_starters(np.array([FOREVER]))[0])
        leave = float(self.inside.reached[1][-1]) if self.inside.times.size else 0.0
        variance = _last_variance(self.inside) + leave**2 * _last_variance(self.after)
        if variance <= 0 or not 0 < share < 1:
            return share, float(len(self.inside.spells))
        return share, share * (1 - share) / variance

    def _gained(self, since: Ints, until: Ints) -> Floats:
        """The share of starters that gets there in (since, until]: inside, or after leaving between these days."""
        leaving = np.diff(self.inside.reached[1], prepend=0.0)
        between = (self.inside.times > since[:, None]) & (self.inside.times <= until[:, None])
        after = _reached(self.after, until[:, None] - self.inside.times)
        inside = np.maximum(0.0, _reached(self.inside, until) - _reached(self.inside, since))
        return np.asarray(inside + (leaving * between * after).sum(axis=1))


def _happened(day: Ints, seen: Ints) -> NDArray[np.bool_]:
    return np.asarray((day >= 0) & (day <= seen))


def _until(day: Ints, seen: Ints) -> Ints:
    return np.asarray(np.where(_happened(day, seen), day, seen + 1))


def _reached(curves: Curves, days: Ints) -> Floats:
    """Nothing before day 0; after the last day on which anybody was followed nobody gets there any more."""
    steps = np.searchsorted(curves.times, days, side="right")
    return np.asarray(np.where(days < 0, 0.0, np.concatenate([[0.0], curves.reached[0]])[steps]))


def _still(curves: Curves, days: Ints) -> Floats:
    steps = np.searchsorted(curves.times, days, side="right")
    return np.asarray(np.maximum(np.concatenate([[1.0], curves.open_share])[steps], 1e-12))


def _last_variance(curves: Curves) -> float:
    return float(curves.reached_variance[0][-1]) if curves.times.size else 0.0
