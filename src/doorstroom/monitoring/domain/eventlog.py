"""Paths through a process: which orders of steps people took, what followed what, and how long they stayed.

A log is a list of events: whose (case), what (activity), when. Events of one case are ordered by time, and at one
moment as they stand in the file. A variant is the whole order of activities of a case. The time spent in an
activity runs from its event to the next event of the same case; the last one has none, because nothing ended it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from doorstroom.monitoring.domain.survival import Floats, Ints

MICROSECONDS = 1_000_000


@dataclass(frozen=True, eq=False)
class Log:
    """Events ordered by case and time; `case` and `activity` point into the names, `moment` is in microseconds."""

    cases: tuple[str, ...]
    activities: tuple[str, ...]
    case: Ints
    activity: Ints
    moment: Ints

    @classmethod
    def of(cls, cases: Sequence[str], activities: Sequence[str], moments: Ints) -> Log:
        case_names, case = _coded(cases)
        activity_names, activity = _coded(activities)
        order = np.lexsort((np.arange(case.size), moments, case))
        return cls(case_names, activity_names, case[order], activity[order], np.asarray(moments)[order])

    def __len__(self) -> int:
        return int(self.case.size)

    @property
    def begins(self) -> Ints:
        """Where each case begins; with the end of the log as the last one."""
        changes = np.flatnonzero(np.diff(self.case)) + 1
        return np.concatenate(([0], changes, [self.case.size])).astype(np.int64)


def _coded(names: Sequence[str]) -> tuple[tuple[str, ...], Ints]:
    """Numbers for names, in the order of the alphabet, so that the order of the file changes nothing."""
    known = {name: i for i, name in enumerate(sorted(set(names)))}
    return tuple(known), np.fromiter((known[name] for name in names), dtype=np.int64, count=len(names))


@dataclass(frozen=True)
class Summary:
    """Durations run from the first to the last event of a case; the spread is that of a sample (n - 1)."""

    cases: int
    events: int
    activities: int
    variants: int
    mean_events_per_case: float | None
    mean_duration_seconds: float | None
    sd_duration_seconds: float | None


def summary(log: Log) -> Summary:
    if not len(log):
        return Summary(0, 0, 0, 0, None, None, None)
    begins = log.begins
    lengths = (log.moment[begins[1:] - 1] - log.moment[begins[:-1]]) / MICROSECONDS
    cases = lengths.size
    return Summary(
        cases=cases,
        events=len(log),
        activities=len(np.unique(log.activity)),
        variants=len(variants(log)),
        mean_events_per_case=len(log) / cases,
        mean_duration_seconds=float(lengths.mean()),
        sd_duration_seconds=float(lengths.std(ddof=1)) if cases > 1 else None,
    )


@dataclass(frozen=True)
class Variant:
    activities: tuple[str, ...]
    cases: int


def variants(log: Log) -> tuple[Variant, ...]:
    """Most cases first; at equal numbers by the names of the activities.

    All cases take one step at a time: a way is the way before it and one more activity.
    """
    begins = log.begins
    lengths, way = np.diff(begins), np.zeros(len(begins) - 1, np.int64)
    ways: list[tuple[int, ...]] = [()]
    for step in range(int(lengths.max(initial=0))):
        going = np.flatnonzero(lengths > step)
        further = way[going] * len(log.activities) + log.activity[begins[going] + step]
        found, place = np.unique(further, return_inverse=True)
        way[going] = len(ways) + place
        pairs = (divmod(each, len(log.activities)) for each in found.tolist())
        ways += [(*ways[before], activity) for before, activity in pairs]
    counts = np.bincount(way, minlength=len(ways))
    named = [Variant(tuple(log.activities[i] for i in ways[w]), int(counts[w])) for w in np.flatnonzero(counts) if w]
    return tuple(sorted(named, key=lambda variant: (-variant.cases, variant.activities)))


@dataclass(frozen=True)
class Step:
    """`to` followed directly on `after` this often; times between them in seconds."""

    after: str
    to: str
    times: int
    mean_seconds: float
    median_seconds: float


def directly_follows(log: Log) -> tuple[Step, ...]:
    """Most often first; at equal numbers by name."""
    places, waited = _steps(log)
    count = len(log.activities)
    pairs = log.activity[places] * count + log.activity[places + 1]
    found = [
        Step(
            log.activities[pair // count],
            log.activities[pair % count],
            times.size,
            float(times.mean()),
            float(np.median(times)),
        )
        for pair, times in _grouped(pairs, waited)
    ]
    return tuple(sorted(found, key=lambda step: (-step.times, step.after, step.to)))


@dataclass(frozen=True)
class Sojourn:
    """`events` of this activity; `left` of them were followed by another one, after so many seconds."""

    activity: str
    events: int
    left: int
    mean_seconds: float | None
    median_seconds: float | None
    longest_seconds: float | None


def sojourn(log: Log) -> tuple[Sojourn, ...]:
    """Time in each activity, by name."""
    places, waited = _steps(log)
    events = np.bincount(log.activity, minlength=len(log.activities))
    times = dict(_grouped(log.activity[places], waited))
    return tuple(
        Sojourn(
            name,
            int(events[i]),
            times[i].size if i in times else 0,
            float(times[i].mean()) if i in times else None,
            float(np.median(times[i])) if i in times else None,
            float(times[i].max()) if i in times else None,
        )
        for i, name in enumerate(log.activities)
        if events[i]
    )


def _steps(log: Log) -> tuple[Ints, Floats]:
    """The places of events that another one of the same case follows, and the seconds in between."""
    places = np.flatnonzero(log.case[1:] == log.case[:-1])
    return places, (log.moment[places + 1] - log.moment[places]) / MICROSECONDS


def _grouped(keys: Ints, values: Floats) -> list[tuple[int, Floats]]:
    order = np.argsort(keys, kind="stable")
    found, begins = np.unique(keys[order], return_index=True)
    return list(zip(found.tolist(), np.split(values[order], begins[1:]), strict=True)) if keys.size else []
