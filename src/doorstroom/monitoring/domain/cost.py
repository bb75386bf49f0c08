"""What one lasting job cost, and what one additional job cost, with how sure that is.

Cost and jobs are of the same people: the cost of a cohort until a day over the lasting jobs of that cohort, both
mature. The cost of a calendar year over the jobs of an older cohort is neither. Net cost is less the subsidies that
were received; each funder's part and the employers' own part are shown apart.

A job that would have been found anyway is a lasting job and no additional one. The cost of an additional job is
therefore only given when a comparison shows an effect: an interval that leaves out nothing.

Source: Fieller 1954 for the interval of a ratio, which needs no drawing of lots.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from doorstroom.monitoring.domain.proportions import Z95, Interval


@dataclass(frozen=True, kw_only=True)
class PersonCost:
    """Of one person of a mature cohort, in cents: what she cost by funder, and whether she has a lasting job.

    `subsidies` is what came back; `employer` is what the employer put in, which no funder pays.
    """

    by_funder: Mapping[str, int]
    subsidies: int
    employer: int
    lasting_job: bool

    @property
    def gross(self) -> int:
        return sum(self.by_funder.values())

    @property
    def net(self) -> int:
        return self.gross - self.subsidies


@dataclass(frozen=True, kw_only=True)
class CostPerJob:
    """In cents. None where there is no lasting job, or where the number of them could as well be nought."""

    people: int
    jobs: int
    total: int
    per_job: int | None
    interval: Interval | None


@dataclass(frozen=True, kw_only=True)
class CostReport:
    gross: CostPerJob
    net: CostPerJob
    by_funder: Mapping[str, int]
    employers: int


def cost_of_cohort(people: Sequence[PersonCost]) -> CostReport:
    funders = sorted({name for person in people for name in person.by_funder})
    jobs = [person.lasting_job for person in people]
    return CostReport(
        gross=_per_job([person.gross for person in people], jobs),
        net=_per_job([person.net for person in people], jobs),
        by_funder={name: sum(person.by_funder.get(name, 0) for person in people) for name in funders},
        employers=sum(person.employer for person in people),
    )


def _per_job(costs: Sequence[int], jobs: Sequence[bool]) -> CostPerJob:
    total, reached = sum(costs), sum(jobs)
    return CostPerJob(
        people=len(costs),
        jobs=reached,
        total=total,
        per_job=round(total / reached) if reached else None,
        interval=ratio_interval(costs, [int(job) for job in jobs]),
    )


def ratio_interval(tops: Sequence[float], bottoms: Sequence[float], z: float = Z95) -> Interval | None:
    """Fieller's interval of sum(tops) / sum(bottoms), a pair a person; None when the bottom could be nought."""
    n = len(tops)
    if n < 2:
        return None
    top, bottom = sum(tops) / n, sum(bottoms) / n
    scale = n * (n - 1)
    v_top = sum((t - top) ** 2 for t in tops) / scale
    v_bottom = sum((b - bottom) ** 2 for b in bottoms) / scale
    both = sum((t - top) * (b - bottom) for t, b in zip(tops, bottoms, strict=True)) / scale
    a, b, c = bottom**2 - z**2 * v_bottom, top * bottom - z**2 * both, top**2 - z**2 * v_top
    if a <= 0:
        return None
    root = sqrt(max(0.0, b * b - a * c))
    return Interval((b - root) / a, (b + root) / a)


@dataclass(frozen=True)
class Additional:
    """Cost of a job that would not have come anyway, in cents; `why_not` says why none is given."""

    per_job: int | None
    interval: Interval | None
    why_not: str = ""


def cost_per_additional_job(total: int, people: int, effect: float, effect_interval: Interval) -> Additional:
    """From the effect of a comparison: so many jobs more per person, with its interval."""
    if not effect_interval.excludes(0.0):
        return Additional(None, None, "effect_may_be_nought")
    if effect <= 0:
        return Additional(None, None, "fewer_jobs")
    low, high = (round(total / (people * bound)) for bound in (effect_interval.high, effect_interval.low))
    return Additional(round(total / (people * effect)), Interval(low, high))
