"""Reads: what was spent on each cohort, and what a start and a lasting job of its people cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from doorstroom.monitoring.access import visible_costs
from doorstroom.monitoring.domain.cost import Amount, Kind, PerJob, Spent, per_lasting_job, spent
from doorstroom.monitoring.domain.definitions import Span, Unit
from doorstroom.monitoring.domain.lasting import Tenures, kept_by_all_starters, tenures
from doorstroom.monitoring.domain.proportions import Proportion
from doorstroom.monitoring.domain.sustained import LastingWork
from doorstroom.monitoring.models import CohortCost
from doorstroom.monitoring.selectors.evidence import Question, term_of
from doorstroom.monitoring.selectors.results import Results, lasting_norm

LASTING_MONTHS = 12


@dataclass(frozen=True)
class CohortCosts:
    """The people who started between two days, both included, with their costs and their lasting jobs."""

    first_start: date
    last_start: date
    rows: Sequence[CohortCost]
    started: int
    spent: Spent
    lasting: Proportion
    job_within: int

    @property
    def per_start(self) -> int | None:
        return round(self.spent.gross / self.started) if self.started else None

    @property
    def gross_per_job(self) -> PerJob | None:
        return per_lasting_job(self.spent.gross, self.lasting)

    @property
    def net_per_job(self) -> PerJob | None:
        return per_lasting_job(self.spent.net, self.lasting)


def costs_of(results: Results) -> list[CohortCosts]:
    """The newest cohort first; of the amounts those that were spent by the day of the page, as known then."""
    known = {"recorded_at__lte": results.lock.taken_at} if results.lock else {}
    rows = visible_costs(results.actor).filter(
        programme__in=results.which.programmes, spent_until__lte=results.on, **known
    )
    by_period = groupby(rows, key=lambda row: (row.first_start, row.last_start))
    cohorts = [(first, last, list(each)) for (first, last), each in by_period]
    if not cohorts:
        return []
    norm = lasting_norm(LASTING_MONTHS)
    kept = tenures(results.with_all_jobs, results.news, norm, as_of=results.on)
    return [_cohort(results, kept, norm, first, last, each) for first, last, each in cohorts]


def _cohort(
    results: Results, kept: Tenures, norm: LastingWork, first: date, last: date, rows: Sequence[CohortCost]
) -> CohortCosts:
    columns, months = results.with_all_jobs, term_of(results, Question(results.on))
    until = min(last, results.on).toordinal()
    here = (columns.started >= first.toordinal()) & (columns.started <= until)
    within = Span(months, Unit.MONTHS)
    lasting = kept_by_all_starters(columns.where(here), kept.where(here), norm, job_within=within, as_of=results.on)
    amounts = [Amount(name=r.name, kind=Kind(r.kind), payer=r.payer, cents=r.cents) for r in rows]
    return CohortCosts(first, last, rows, int(here.sum()), spent(amounts), lasting, months)
