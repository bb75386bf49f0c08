"""What a start and a lasting job cost, and an additional job, with how sure that is.

Cost and jobs are of the same people: what was spent on those who started in a period, over their own lasting jobs, once
all of them have had the time. The cost of a calendar year over the jobs of an older cohort is neither. Net cost is less
the subsidies that were received; what employers put in stands apart, and a cost that nobody knows is named.

A job that would have been found anyway is a lasting job and no additional one. The cost of an additional job is
therefore only given when a comparison shows an effect: an interval that leaves out nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from doorstroom.monitoring.domain.proportions import Interval, Proportion


class Kind(StrEnum):
    """A subsidy is what came back of the costs; what an employer put in is paid by no funder."""

    COST = "cost"
    SUBSIDY = "subsidy"
    EMPLOYER = "employer"


@dataclass(frozen=True, kw_only=True)
class Amount:
    """What was spent on the people of one cohort, in cents; None when nobody knows how much."""

    name: str
    kind: Kind
    payer: str
    cents: int | None


@dataclass(frozen=True, kw_only=True)
class Spent:
    """In cents. With `unknown` costs, named, every sum is "at least"."""

    gross: int
    subsidies: int
    employers: int
    by_payer: Mapping[str, int]
    unknown: tuple[str, ...]

    @property
    def net(self) -> int:
        return self.gross - self.subsidies


def spent(amounts: Iterable[Amount]) -> Spent:
    rows = list(amounts)
    costs = [row for row in rows if row.kind is Kind.COST]
    return Spent(
        gross=_sum(costs),
        subsidies=_sum(row for row in rows if row.kind is Kind.SUBSIDY),
        employers=_sum(row for row in rows if row.kind is Kind.EMPLOYER),
        by_payer={payer: _sum(r for r in costs if r.payer == payer) for payer in sorted({r.payer for r in costs})},
        unknown=tuple(sorted(row.name for row in rows if row.cents is None)),
    )


def _sum(rows: Iterable[Amount]) -> int:
    return sum(row.cents or 0 for row in rows)


@dataclass(frozen=True)
class PerJob:
    """In cents; the interval is that of the share of people with a lasting job."""

    cents: int
    interval: Interval


def per_lasting_job(total: int, lasting: Proportion) -> PerJob | None:
    """None below ten people, without a lasting job, and as long as some have not had the time."""
    interval = lasting.interval
    if lasting.running or not lasting.shown or not lasting.numerator or interval is None:
        return None
    low, high = (round(total / (lasting.denominator * share)) for share in (interval.high, interval.low))
    return PerJob(round(total / lasting.numerator), Interval(low, high))


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
