"""The rates of a simulation as a programme's own rows give them.

Somebody is on the way from the first day until the first day of work or until leaving, whichever comes first, and
counts in every week that was seen. Weeks in which fewer than ten people were on the way say too little, so the rates
end before the first of these.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from doorstroom.monitoring.domain.facts import TrajectoryFact, seen_on
from doorstroom.monitoring.domain.proportions import SMALLEST_DENOMINATOR
from doorstroom.monitoring.domain.simulation import Band, Group, Rates
from doorstroom.monitoring.domain.sustained import LastingWork, job_loss, tenure_of

BAND_WEEKS = 4
ON_THE_WAY, JOB, STOPPED = 0, 1, 2


@dataclass(frozen=True)
class Standing:
    """How far everybody is: lasting jobs, who is on the way and who is at work, by whole weeks."""

    reached: int
    on_the_way: tuple[Group, ...]
    at_work: tuple[Group, ...]


def measured_rates(facts: Sequence[TrajectoryFact], norm: LastingWork, *, as_of: date) -> Rates | None:
    """None where fewer than ten people were on the way in the first week, or nobody's work was seen long enough."""
    seen = [fact for fact in seen_on(facts, as_of) if fact.started_on]
    weeks, ends = _ways(seen, as_of)
    bands = _bands(weeks, ends)
    loss = job_loss(seen, norm, as_of=as_of)
    kept = loss.open_at(norm.span.days)
    if not bands or kept is None:
        return None
    return Rates(
        people=len(seen),
        bands=bands,
        kept=kept.value,
        job_starters=len(loss.spells),
        lasting_weeks=norm.span.days // 7,
    )


def _ways(seen: Iterable[TrajectoryFact], as_of: date) -> tuple[list[int], list[int]]:
    """For each person the last week on the way (from 1; whole weeks when still there), and how it ended."""
    weeks, ends = [], []
    for fact in seen:
        start, job = fact.started_on, _first_job(fact)
        assert start is not None  # noqa: S101 chosen by the caller
        end = min((day for day in (job, fact.exited_on) if day is not None), default=None)
        days = ((end or as_of) - start).days
        weeks.append(days // 7 + (1 if end else 0))
        ends.append(ON_THE_WAY if end is None else JOB if end == job else STOPPED)
    return weeks, ends


def _first_job(fact: TrajectoryFact) -> date | None:
    return fact.first_job_since(fact.started_on) if fact.started_on else None


def _bands(weeks: Sequence[int], ends: Sequence[int]) -> tuple[Band, ...]:
    last, end = np.array(weeks, dtype=int), np.array(ends, dtype=int)
    at_risk = np.array([(last >= week).sum() for week in range(1, int(last.max(initial=0)) + 1)], dtype=int)
    few = np.flatnonzero(at_risk < SMALLEST_DENOMINATOR)
    until = int(few[0]) if few.size else at_risk.size
    bands = []
    for first in range(1, until + 1, BAND_WEEKS):
        final = min(first + BAND_WEEKS - 1, until)
        inside = (last >= first) & (last <= final)
        bands.append(
            Band(
                first=first,
                last=final,
                person_weeks=float(at_risk[first - 1 : final].sum()),
                job=int((inside & (end == JOB)).sum()),
                stopped=int((inside & (end == STOPPED)).sum()),
            )
        )
    return tuple(bands)


def standing_of(facts: Sequence[TrajectoryFact], norm: LastingWork, *, as_of: date) -> Standing:
    """Whoever works long enough is reached; whoever works and has not lost it yet is at work."""
    reached, way, work = 0, [], []
    for fact in seen_on(facts, as_of):
        held = tenure_of(fact, norm, as_of=as_of)
        if held is not None and held.days >= norm.span.days:
            reached += 1
        elif held is not None and not held.lost:
            work.append((as_of - held.began_on).days // 7)
        elif fact.started_on and fact.exited_on is None and held is None:
            way.append((as_of - fact.started_on).days // 7)
    return Standing(reached, _grouped(way), _grouped(work))


def _grouped(weeks: Sequence[int]) -> tuple[Group, ...]:
    return tuple(Group(week, weeks.count(week)) for week in sorted(set(weeks)))
