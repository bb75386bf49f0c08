"""Stock and flow, the maturity of groups of starters, and the paths people took, over columns of days.

The rules are those of `flows`, `figures` and `stages`; tests hold both equal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from doorstroom.kernel.period import Period
from doorstroom.monitoring.domain.columns import CAUSES, NEVER, NO_CAUSE, Cohort, Columns
from doorstroom.monitoring.domain.definitions import Span, Unit
from doorstroom.monitoring.domain.eventlog import Log
from doorstroom.monitoring.domain.facts import Episode
from doorstroom.monitoring.domain.flows import Flow

MICROSECONDS = 86_400_000_000


@dataclass(frozen=True, eq=False)
class Stays:
    """Every episode: its first day, its end (NEVER: open) and cause, and whether it is a return."""

    began: NDArray[np.int64]
    ended: NDArray[np.int64]
    cause: NDArray[np.int64]
    again: NDArray[np.bool_]


def stays(columns: Columns, as_of: date) -> Stays:
    seen, day = columns.seen(as_of), as_of.toordinal()
    back = np.zeros(len(seen), np.bool_)
    back[list(columns.returns)] = True
    once = (seen.started != NEVER) & ~back
    more = [
        (e.started_on.toordinal(), *_end(e, day), number > 0)
        for episodes in columns.returns.values()
        for number, e in enumerate(episodes)
        if e.started_on <= as_of
    ]
    table = np.array(more, dtype=np.int64).reshape(-1, 4).T
    return Stays(
        np.concatenate([seen.started[once], table[0]]),
        np.concatenate([seen.exited[once], table[1]]),
        np.concatenate([seen.cause[once], table[2]]),
        np.concatenate([np.zeros(int(once.sum()), np.bool_), table[3].astype(np.bool_)]),
    )


def _end(episode: Episode, day: int) -> tuple[int, int]:
    if episode.exited_on is None or episode.cause is None or episode.exited_on.toordinal() > day:
        return NEVER, NO_CAUSE
    return episode.exited_on.toordinal(), CAUSES.index(episode.cause)


def stock(found: Stays, morning: date) -> int:
    day = morning.toordinal()
    return int(((found.began < day) & (found.ended >= day)).sum())


def books(columns: Columns, periods: Sequence[Period], reported: Columns | None = None) -> list[Flow]:
    """One flow a period, as `flows.flow`. With `reported`, what an earlier report knew, the first opening is the one
    that was printed then, and what was recorded since about days before it stands as a correction."""
    last = max((_closed(each) for each in periods), default=columns.recorded_until)
    now = stays(columns, min(last - timedelta(days=1), columns.recorded_until))
    found = []
    for number, period in enumerate(periods):
        begun = _within(now.began, period)
        causes = Counter(now.cause[_within(now.ended, period)].tolist())
        opening_now = stock(now, period.start)
        then = stays(reported, period.start - timedelta(days=1)) if reported is not None and number == 0 else None
        opening = opening_now if then is None else stock(then, period.start)
        found.append(
            Flow(
                period=period, opening=opening, corrections=opening_now - opening,
                starts=int((begun & ~now.again).sum()), reentries=int((begun & now.again).sum()),
                exits={CAUSES[cause]: number for cause, number in causes.items()},
                closing=stock(now, _closed(period)),
            )
        )  # fmt: skip
    return found


def _within(days: NDArray[np.int64], period: Period) -> NDArray[np.bool_]:
    return (days >= period.start.toordinal()) & (days < _closed(period).toordinal())


def _closed(period: Period) -> date:
    if period.end is None:
        raise ValueError(f"a flow needs a period with an end, and this one is open from {period.start}")
    return period.end


@dataclass(frozen=True)
class Maturity:
    """Of the `people` whose clock began in `period`: how many had got there within `months`; `complete` when all of
    them have had that time."""

    period: Period
    months: int
    people: int
    reached: int
    complete: bool


def maturity(group: Cohort, outcome: str, periods: Sequence[Period], months: Sequence[int]) -> list[list[Maturity]]:
    """One row a period of starting, one cell a term; cells of which nobody has had the time are left out."""
    cause = group.definition.exits.index(outcome)
    rows = []
    for period in periods:
        part = group.where(_within(group.since, period))
        row = []
        for term in months:
            last = part.since + Span(term, Unit.MONTHS).days
            if not len(last) or last.min() > group.as_of.toordinal():
                break
            reached = int(((part.exit == cause) & (part.until <= last)).sum())
            row.append(Maturity(period, term, len(last), reached, bool(last.max() <= group.as_of.toordinal())))
        rows.append(row)
    return rows


def quarters(first: date, last: date) -> list[Period]:
    """The calendar quarters from the one with `first` to the one with `last`."""
    edges = [date(first.year, 3 * ((first.month - 1) // 3) + 1, 1)]
    while edges[-1] <= last:
        edges.append((edges[-1] + timedelta(days=100)).replace(day=1))
        edges[-1] = date(edges[-1].year, 3 * ((edges[-1].month - 1) // 3) + 1, 1)
    return [Period(a, b) for a, b in pairwise(edges)]


def log_of(seen: Columns, stages: Sequence[str], ended: Sequence[str]) -> Log:
    """The first day in each stage as an event, and the end by its cause (`ended` names the causes in their order,
    then leaving before the start). Of events on one day the order of the model decides."""
    names = [*stages, *ended]
    who, what, when = [], [], []
    for place, stage in enumerate(stages):
        there = np.flatnonzero(seen.stages[stage] != NEVER)
        who.append(there)
        what.append(np.full(len(there), place))
        when.append(seen.stages[stage][there])
    over = np.flatnonzero(seen.ended != NEVER)
    cause = np.where(seen.cause[over] == NO_CAUSE, len(CAUSES), seen.cause[over])
    cases, activity = np.concatenate([*who, over]), np.concatenate([*what, len(stages) + cause])
    days = np.concatenate([*when, seen.ended[over]]).astype(np.int64)
    order = np.lexsort((activity, days, cases))
    return Log(
        cases=tuple(map(str, range(len(seen)))), activities=tuple(names), case=cases[order].astype(np.int64),
        activity=activity[order].astype(np.int64), moment=days[order] * MICROSECONDS,
    )  # fmt: skip
