"""How many will have got there by a day: from who is on the way, who will still start, and how it went until now.

A pace of the past (forecast) says nothing about a programme that grows, or whose people need half a year before they
can count. Here everybody on the way has her own chance, given how long she has been there, whoever left without it has
hers, given how long ago (forecast_ways), and whoever will still start has hers, given how long is left. Starts go on at
the rate of the last year, in batches as before; when the two halves of that year differ by more than chance, the
forecast says that the inflow has changed (`drifted`).

For lasting jobs the clock of a job is added: work counts when it has been kept for so many days, so whoever finds it
later than that before the day cannot count.

The chances are exact given the rates (forecast_counts). How roughly the rates are known is in the range as well: of
finding work by its variance, of keeping it by the number of people, of the inflow by the length of the year.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from doorstroom.monitoring.domain.forecast_counts import (
    Complexes,
    Floats,
    Numbers,
    chance_of,
    circle,
    likely_rates,
    likely_shares,
    normal_numbers,
    numbers,
    sure_people,
    uncertain_people,
)
from doorstroom.monitoring.domain.forecast_ways import Ways

Z95 = 1.959963984540054
WEEK, BLOCK_WEEKS, WINDOW_WEEKS = 7, 4, 52
Days = NDArray[np.int64]
NEVER = -1
NODES = 5
"""Likely values of each rate; their spread is that of the rate, so that a few are enough."""
LIKELY_ENOUGH, MOST_STARTS = 0.8, 4096
MANY = 4000
"""From so many people who may still get there, a sum of them is normal to the eye and is counted so."""


@dataclass(frozen=True, eq=False)
class People:
    """One row a person, in days: `started` (ordinal), `job` and `left` since then, NEVER where not (yet).

    `lost` is the day since the start on which that job was lost, `heard` the last on which somebody knew whether
    she still had it (none given: today).
    """

    started: Days
    job: Days
    left: Days
    lost: Days
    heard: Days | None = None

    @classmethod
    def of(
        cls, started: Sequence[date], job: Sequence[int], left: Sequence[int], lost: Sequence[int] | None = None
    ) -> People:
        ordinals = np.array([day.toordinal() for day in started], dtype=np.int64)
        gone = [NEVER] * len(ordinals) if lost is None else lost
        rows = [np.asarray(values, dtype=np.int64) for values in (job, left, gone)]
        if any(row.shape != ordinals.shape for row in rows):
            raise ValueError(f"one value a person: {len(ordinals)} starts and {[row.size for row in rows]} others")
        return cls(ordinals, *rows)


@dataclass(frozen=True)
class Inflow:
    """Starts a week over so many weeks; `spread` is their variance over what pure chance gives."""

    per_week: float
    weeks: int
    spread: float
    halves: tuple[int, int]

    @property
    def error(self) -> float:
        return sqrt(self.per_week * self.spread / self.weeks) if self.weeks else 0.0

    @property
    def drifted(self) -> bool:
        earlier, later = self.halves
        return abs(later - earlier) > Z95 * sqrt(self.spread * max(earlier + later, 1))


@dataclass(frozen=True, kw_only=True)
class Lasting:
    """Work counts after `days`; a share `kept` of `job_starters` got there."""

    days: int
    kept: float
    job_starters: int


@dataclass(frozen=True, eq=False)
class PeopleForecast:
    """`done` are in the numbers. `planned` is None when starts were not planned but go on as before."""

    done: int
    numbers: Numbers
    inflow: Inflow
    planned: int | None

    @property
    def drifted(self) -> bool:
        return self.planned is None and self.inflow.drifted


def forecast_people(
    people: People,
    *,
    as_of: date,
    deadline: date,
    lasting: Lasting | None = None,
    planned: Sequence[tuple[date, int]] | None = None,
) -> PeopleForecast:
    """How many jobs, or lasting jobs, there will be by `deadline`; a `planned` intake goes before the inflow."""
    if deadline <= as_of:
        raise ValueError(f"the deadline {deadline} is not after {as_of}; there is nothing to forecast")
    ahead = _Ahead(people, as_of.toordinal(), (deadline - as_of).days, lasting, planned)
    likely = _likely(ahead, lasting)
    if ahead.most > MANY:
        found = normal_numbers([each for case in likely for each in ahead.moments(*case)], ahead.done)
    else:
        found = numbers([log for case in likely for log in ahead.logs(*case)], ahead.done)
    count = None if planned is None else sum(n for _, n in planned)
    return PeopleForecast(ahead.done, found, ahead.inflow, count)


@dataclass(frozen=True)
class StartsNeeded:
    """Starts a week from now on with which a goal is reached in 8 cases out of 10; None: no number is enough."""

    per_week: int | None


def starts_needed(
    people: People, *, as_of: date, deadline: date, goal: int, lasting: Lasting | None = None
) -> StartsNeeded:
    """By halving, each time with the normal curve that `moments` stands for; starts come in batches as before."""
    ahead = _Ahead(people, as_of.toordinal(), (deadline - as_of).days, lasting, None)
    likely = _likely(ahead, lasting)

    def enough(per_week: int) -> bool:
        found = [each for case in likely for each in ahead.moments(*case, [float(per_week)])]
        return chance_of(found, goal - ahead.done) >= LIKELY_ENOUGH

    if not enough(MOST_STARTS):
        return StartsNeeded(None)
    return StartsNeeded(bisect_left(range(MOST_STARTS), True, key=enough))


def _likely(ahead: _Ahead, lasting: Lasting | None) -> list[tuple[float, float]]:
    """Equally likely pairs: a factor on finding work, and the share that keeps it."""
    shares = likely_shares(lasting.kept, lasting.job_starters, NODES) if lasting else np.ones(1)
    return [(float(factor), float(kept)) for factor in ahead.factors() for kept in shares]


class _Ahead:
    """Everybody who may still get there, as groups with a chance each."""

    def __init__(
        self,
        people: People,
        today: int,
        left: int,
        lasting: Lasting | None,
        planned: Sequence[tuple[date, int]] | None,
    ) -> None:
        seen = today - people.started
        self.ways, self.inflow = Ways.of(seen, people.job, people.left), inflow_of(people.started, today)
        self.planned = planned is not None
        self._lasting = lasting
        wait = lasting.days if lasting else 0
        self._coming = self.ways.coming(seen, people.job, people.left, left - wait)
        self.done, self._work = _working(people, today, left, lasting)
        days = (
            [d.toordinal() - today for d, _ in planned] if planned is not None else list(range(WEEK // 2, left, WEEK))
        )
        self._starts = np.array([n for _, n in planned] if planned is not None else [1.0] * len(days), dtype=float)
        self._later = self.ways.of_starters(left - wait - np.array(days, dtype=np.int64))
        self.most = int(self._coming.size + self._work.size + self._most_starts()) + 1

    @cached_property
    def _points(self) -> Complexes:
        return circle(self.most)

    def _most_starts(self) -> float:
        """More than will start, so that chances never run into one another."""
        starts = float(self._starts.sum())
        if self.planned:
            return starts
        mean = starts * (self.inflow.per_week + 4 * self.inflow.error)
        return mean + 8 * sqrt(self.inflow.spread * (mean + 1)) + 8 * self.inflow.spread

    def factors(self) -> Floats:
        """Equally likely factors on the share that gets there in the end, by how roughly that share is known."""
        share, people = self.ways.in_the_end
        return np.asarray(likely_shares(share, people, NODES) / share) if share else np.ones(1)

    def rates(self) -> Floats:
        if self.planned or not self.inflow.per_week:
            return np.array([self.inflow.per_week])
        return likely_rates(self.inflow.per_week, self.inflow.error, NODES)

    def logs(self, factor: float, kept: float) -> list[Complexes]:
        """One for each likely rate; what one start a week adds is worked out once."""
        to_go = 1.0 if self._lasting is None else kept
        now = sure_people(self._points, np.ones(self._coming.size), self._coming * factor * to_go)
        now = now + sure_people(self._points, np.ones(self._work.size), kept**self._work)
        chances = self._later * factor * to_go
        if self.planned:
            return [now + sure_people(self._points, self._starts, chances)]
        one = uncertain_people(self._points, self._starts, chances, self.inflow.spread)
        return [np.asarray(now + rate * one) for rate in self.rates()]

    def moments(
        self, factor: float, kept: float, rates: Sequence[float] | Floats | None = None
    ) -> list[tuple[float, float]]:
        """The mean and the variance that `logs` stands for, one for each likely rate, or for each of these."""
        to_go = 1.0 if self._lasting is None else kept
        sure = np.minimum(1.0, np.concatenate([self._coming * factor * to_go, kept**self._work]))
        mean, variance = float(sure.sum()), float((sure * (1 - sure)).sum())
        starts, chance = self._starts, np.minimum(1.0, self._later * factor * to_go)
        if self.planned:
            return [(mean + float(starts @ chance), variance + float(starts @ (chance * (1 - chance))))]
        one = float(starts @ chance)
        extra = one + (self.inflow.spread - 1) * float(starts @ chance**2)
        return [(mean + rate * one, variance + rate * extra) for rate in (self.rates() if rates is None else rates)]


def _working(people: People, today: int, left: int, lasting: Lasting | None) -> tuple[int, Floats]:
    """How many are there already, and of whoever works the part of the term that is still to go.

    The chance to keep work for a part of the term is that power of the chance to keep it for the whole.
    """
    seen = today - people.started
    found = (people.job >= 0) & (people.job <= seen)
    if lasting is None:
        return int(found.sum()), np.zeros(0)
    until = seen if people.heard is None else np.minimum(people.heard, seen)
    held = np.where(people.lost >= 0, np.minimum(people.lost, until), until) - people.job
    there = found & (held >= lasting.days)
    working = found & ~there & ~((people.lost >= 0) & (people.lost <= seen))
    to_go = lasting.days - held[working]
    return int(there.sum()), to_go[to_go <= left] / lasting.days


def inflow_of(started: Days, today: int) -> Inflow:
    """Over whole blocks of four weeks, at most a year, since the first start."""
    past = started[started <= today]
    if not past.size:
        return Inflow(0.0, 0, 1.0, (0, 0))
    running = (today - int(past.min()) + 1) // WEEK
    blocks = min(running, WINDOW_WEEKS) // BLOCK_WEEKS
    if blocks < 2:
        return Inflow(past.size / max(1, running), max(1, running), 1.0, (0, 0))
    back = (today - past) // (WEEK * BLOCK_WEEKS)
    counts = np.bincount(back[back < blocks], minlength=blocks)[::-1]
    half = blocks // 2
    weeks = blocks * BLOCK_WEEKS
    return Inflow(
        float(counts.sum()) / weeks, weeks, _spread(counts), (int(counts[:half].sum()), int(counts[-half:].sum()))
    )  # fmt: skip


def _spread(counts: NDArray[np.int64]) -> float:
    """From successive differences, so that a slow change is not taken for chance."""
    mean = float(counts.mean())
    steps = [(float(b) - float(a)) ** 2 for a, b in pairwise(counts)]
    return max(1.0, sum(steps) / len(steps) / 2 / mean) if mean else 1.0
