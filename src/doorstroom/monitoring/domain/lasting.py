"""Lasting work over columns of days: what `sustained` says of one person, of everybody at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from doorstroom.monitoring.domain.columns import NEVER, Columns, Days, Jobs
from doorstroom.monitoring.domain.definitions import Span
from doorstroom.monitoring.domain.figures import Estimate
from doorstroom.monitoring.domain.proportions import Proportion
from doorstroom.monitoring.domain.survival import OPEN, Spells, aalen_johansen
from doorstroom.monitoring.domain.sustained import LastingWork, found_and_kept


@dataclass(frozen=True, eq=False)
class News:
    """The days on which somebody knew, after the exit, whether a person worked: whose they are, and the day."""

    who: NDArray[np.int64]
    day: Days


@dataclass(frozen=True, eq=False)
class Tenures:
    """Work since `began` (NEVER: none known): `days` known days, `lost` when the allowed gap was used up then."""

    began: Days
    days: NDArray[np.int64]
    lost: NDArray[np.bool_]
    known: Days

    def where(self, mask: NDArray[np.bool_]) -> Tenures:
        return Tenures(self.began[mask], self.days[mask], self.lost[mask], self.known[mask])


def known_until(seen: Columns, news: News, as_of: date) -> Days:
    """The last day on which somebody knew whether these people worked, or -1 if nobody ever did."""
    day = as_of.toordinal()
    known = np.where(seen.exited == NEVER, -1, seen.exited).astype(np.int32)
    for who, days in ((seen.jobs.who, seen.jobs.started), (seen.jobs.who, seen.jobs.ended), (news.who, news.day)):
        heard = days <= day
        np.maximum.at(known, who[heard], days[heard])
    still_in = (seen.started != NEVER) & (seen.exited == NEVER)
    return np.where(still_in, day, known).astype(np.int32)


def tenures(columns: Columns, news: News, norm: LastingWork, *, as_of: date) -> Tenures:
    seen = columns.seen(as_of)
    known = known_until(seen, news, as_of)
    since = seen.started
    jobs = _counted(seen.jobs, norm, since)
    size = len(seen)
    began, days = np.full(size, NEVER, np.int32), np.zeros(size, np.int64)
    lost, gap = np.zeros(size, np.bool_), np.zeros(size, np.int64)
    first, rank = _ranked(jobs.who)
    np.minimum.at(began, jobs.who[first], jobs.started[first])
    began[began > known] = NEVER
    covered = began.astype(np.int64)
    end = known.astype(np.int64) + 1
    steps = [
        (jobs.who[rank == r], jobs.started[rank == r], jobs.ended[rank == r]) for r in range(rank.max(initial=-1) + 1)
    ]
    everyone = np.arange(size)
    for who, started, stopped in [*steps, (everyone, end, end)]:
        on = (began[who] != NEVER) & ~lost[who]
        who, started, stopped = who[on], started[on], stopped[on]
        missing = np.maximum(0, np.minimum(started, end[who]) - covered[who])
        over = gap[who] + missing > norm.allowed_gap_days
        gone = who[over]
        days[gone] = covered[gone] - began[gone] + norm.allowed_gap_days - gap[gone] + 1
        lost[gone] = True
        who, kept = who[~over], ~over
        gap[who] += missing[kept]
        covered[who] = np.maximum(covered[who], np.minimum(stopped[kept], end[who]))
    still = (began != NEVER) & ~lost
    days[still] = (end - began)[still]
    return Tenures(began, days, lost, known)


def _counted(jobs: Jobs, norm: LastingWork, since: Days) -> Jobs:
    """Sectors are not in the columns: a norm that asks for one goes by the rows."""
    if norm.sector:
        raise ValueError(f"{norm.label} asks for a sector, which columns of days do not hold; count it over the rows")
    kept = (jobs.hours >= norm.hours_per_week) & (jobs.started >= since[jobs.who])
    return Jobs(jobs.who[kept], jobs.started[kept], jobs.ended[kept], jobs.hours[kept])


def _ranked(who: NDArray[np.int64]) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Of jobs in the order of person and start: which is a person's first, and the how manieth each is."""
    place = np.arange(len(who))
    first = np.ones(len(who), np.bool_)
    first[1:] = who[1:] != who[:-1]
    begin = np.maximum.accumulate(np.where(first, place, 0)) if len(who) else place
    return first, place - begin


def lasting_since(found: Tenures, norm: LastingWork) -> Days:
    """The day on which work had lasted for the span, NEVER where it has not (yet), or nobody knows."""
    return np.where(
        (found.began != NEVER) & (found.days >= norm.span.days), found.began + norm.span.days, NEVER
    ).astype(np.int32)


def _share(
    yes: NDArray[np.bool_], unknown: NDArray[np.bool_], mature: NDArray[np.bool_], norm: LastingWork, clock: str,
    horizon: str, as_of: date,
) -> Proportion:  # fmt: skip
    return Proportion(
        definition=norm.label,
        numerator=int((yes & mature).sum()),
        denominator=int(mature.sum()),
        clock=clock,
        horizon=horizon,
        running=int((~mature).sum()),
        unknown=int((unknown & mature).sum()),
        as_of=as_of,
    )


def _kept(found: Tenures, norm: LastingWork) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """(kept, unknown): the loss of work counts when it came within the span."""
    no = found.lost & (found.days <= norm.span.days)
    yes = ~no & (found.days >= norm.span.days)
    return yes, ~no & ~yes


def kept_by_job_starters(found: Tenures, norm: LastingWork, *, as_of: date) -> Proportion:
    began = found.began != NEVER
    yes, unknown = (part[began] for part in _kept(found, norm))
    mature = found.began[began].astype(np.int64) + norm.span.days + norm.lag_days <= as_of.toordinal()
    return _share(yes, unknown, mature, norm, "first_job", str(norm.span), as_of)


def kept_by_all_starters(
    columns: Columns, found: Tenures, norm: LastingWork, *, job_within: Span, as_of: date
) -> Proportion:
    started = columns.seen(as_of).started
    began = started != NEVER
    deadline = started[began].astype(np.int64) + job_within.days
    yes, unknown = (part[began] for part in _kept(found, norm))
    in_time = found.began[began] <= deadline
    unknown = np.where(in_time, unknown, found.known[began] < deadline)
    mature = deadline + norm.span.days + norm.lag_days <= as_of.toordinal()
    return _share(yes & in_time, unknown, mature, norm, "started", f"{job_within} + {norm.span}", as_of)


def expected_to_last(
    columns: Columns, found: Tenures, norm: LastingWork, *, job_within: Span, as_of: date
) -> Estimate | None:
    """As `sustained.expected_to_last`: of everybody who started, also those who are still on the way."""
    started, got = columns.seen(as_of).started, found.began != NEVER
    here = (started != NEVER) & (found.known >= 0)
    since = started[here].astype(np.int64)
    until = np.where(got[here], found.began[here], np.maximum(found.known[here], since)) - since
    finding = aalen_johansen(Spells.of(until, np.where(got[here], 1, OPEN)), causes=1)
    keeping = aalen_johansen(Spells.of(found.days[got], np.where(found.lost[got], 1, OPEN)), causes=1)
    return found_and_kept(finding, keeping, norm, job_within=job_within, as_of=as_of)
