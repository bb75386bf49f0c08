"""Lasting work: employed on every day from the first day of work, for 6 or 12 months, but for short gaps.

Any employer counts, and several after one another. Gaps add up: with 31 days allowed, two gaps of 16 days are
too much. Days after the last one on which somebody knew are unknown, not lost and not kept: the share is
printed with both bounds. Unknown work is never filled in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from doorstroom.monitoring.domain.definitions import Span
from doorstroom.monitoring.domain.facts import JobSpell, TrajectoryFact, seen_on
from doorstroom.monitoring.domain.figures import Estimate
from doorstroom.monitoring.domain.proportions import Proportion
from doorstroom.monitoring.domain.survival import OPEN, Curves, Spells, aalen_johansen, share_interval


@dataclass(frozen=True, kw_only=True)
class LastingWork:
    """The norm, named and dated as a definition. `lag_days` is how late news about work may reach us.

    Jobs below `hours_per_week`, or without known hours when there is such a norm, do not count; supported
    work (subsidised, seconded, protected) only with `supported`.
    """

    code: str
    version: int
    span: Span
    hours_per_week: float
    supported: bool
    sector: str = ""
    allowed_gap_days: int = 31
    lag_days: int = 30

    @property
    def label(self) -> str:
        return f"{self.code}/{self.version}"

    def counts(self, job: JobSpell) -> bool:
        return (
            (job.hours_per_week or 0) >= self.hours_per_week
            and (self.supported or not job.supported)
            and (not self.sector or job.sector == self.sector)
        )


@dataclass(frozen=True)
class Tenure:
    """Work since `began_on`: for `days` known days; `lost` when the allowed gap was used up at their end."""

    began_on: date
    days: int
    lost: bool


def known_until(fact: TrajectoryFact, as_of: date) -> date | None:
    """The last day on which somebody knew whether this person worked; None if nobody ever did.

    During a trajectory its holder knows. After the exit only an observation, or the beginning or end of a
    job, tells; a contract that was still running when last heard of is not news.
    """
    if fact.episodes and fact.exited_on is None:
        return as_of
    days = [fact.exited_on] + [job.started_on for job in fact.jobs] + [job.ended_on for job in fact.jobs]
    days += [f.observed_on for f in fact.followups if f.in_work is not None]
    return max((day for day in days if day is not None and day <= as_of), default=None)


def tenure(jobs: Sequence[JobSpell], known: date, allowed_gap_days: int) -> Tenure | None:
    """How long work lasted since the first of `jobs`, as far as `known` (included); None without a job."""
    ordered = sorted(jobs, key=lambda job: job.started_on)
    if not ordered or ordered[0].started_on > known:
        return None
    began, end = ordered[0].started_on, known + timedelta(days=1)
    covered, gap = began, 0
    for start, stop in [*((job.started_on, job.ended_on or end) for job in ordered), (end, end)]:
        missing = max(0, (min(start, end) - covered).days)
        if gap + missing > allowed_gap_days:
            return Tenure(began, (covered - began).days + allowed_gap_days - gap + 1, lost=True)
        gap += missing
        covered = max(covered, min(stop, end))
    return Tenure(began, (end - began).days, lost=False)


class Kept(Enum):
    YES = auto()
    NO = auto()
    UNKNOWN = auto()
    RUNNING = auto()


def tenure_of(fact: TrajectoryFact, norm: LastingWork, *, as_of: date) -> Tenure | None:
    known, since = known_until(fact, as_of), fact.started_on
    if known is None or since is None:
        return None
    jobs = [job for job in fact.jobs if norm.counts(job) and job.started_on >= since]
    return tenure(jobs, known, norm.allowed_gap_days)


def _kept(work: Tenure, norm: LastingWork) -> Kept:
    if work.lost and work.days <= norm.span.days:
        return Kept.NO
    return Kept.YES if work.days >= norm.span.days else Kept.UNKNOWN


def kept_by_job_starters(facts: Iterable[TrajectoryFact], norm: LastingWork, *, as_of: date) -> Proportion:
    """Of everybody who began to work: the share that kept work. Flatters; show it beside all starters."""
    answers = []
    for fact in seen_on(facts, as_of):
        work = tenure_of(fact, norm, as_of=as_of)
        if work is not None:
            mature = _news_is_in(norm.span.after(work.began_on), norm, as_of)
            answers.append(_kept(work, norm) if mature else Kept.RUNNING)
    return _share(answers, norm, clock="first_job", as_of=as_of)


def kept_by_all_starters(
    facts: Iterable[TrajectoryFact], norm: LastingWork, *, job_within: Span, as_of: date
) -> Proportion:
    """Of everybody who started the programme: found work within `job_within` and kept it. The headline."""
    answers = []
    for fact in seen_on(facts, as_of):
        if fact.started_on is not None:
            deadline = job_within.after(fact.started_on)
            mature = _news_is_in(norm.span.after(deadline), norm, as_of)
            answers.append(_found_and_kept(fact, norm, deadline, as_of) if mature else Kept.RUNNING)
    return _share(answers, norm, clock="started", as_of=as_of, job_within=job_within)


def _news_is_in(day: date, norm: LastingWork, as_of: date) -> bool:
    return day + timedelta(days=norm.lag_days) <= as_of


def _found_and_kept(fact: TrajectoryFact, norm: LastingWork, deadline: date, as_of: date) -> Kept:
    work, known = tenure_of(fact, norm, as_of=as_of), known_until(fact, as_of)
    if work is not None and work.began_on <= deadline:
        return _kept(work, norm)
    return Kept.NO if known is not None and known >= deadline else Kept.UNKNOWN


def _share(
    answers: Sequence[Kept], norm: LastingWork, *, clock: str, as_of: date, job_within: Span | None = None
) -> Proportion:
    running = answers.count(Kept.RUNNING)
    return Proportion(
        definition=norm.label,
        numerator=answers.count(Kept.YES),
        denominator=len(answers) - running,
        clock=clock,
        horizon=f"{job_within} + {norm.span}" if job_within else str(norm.span),
        running=running,
        unknown=answers.count(Kept.UNKNOWN),
        as_of=as_of,
    )


def job_loss(facts: Iterable[TrajectoryFact], norm: LastingWork, *, as_of: date) -> Curves:
    """Kaplan-Meier of keeping work since the first day of work; unknown days censor."""
    works = [tenure_of(fact, norm, as_of=as_of) for fact in seen_on(facts, as_of)]
    known = [work for work in works if work is not None]
    return aalen_johansen(Spells.of([w.days for w in known], [1 if w.lost else OPEN for w in known]), causes=1)


def job_found(facts: Iterable[TrajectoryFact], norm: LastingWork, *, as_of: date) -> Curves:
    """Since the start, and also after leaving the programme: work may come later. Unknown days censor."""
    until, found = [], []
    for fact in seen_on(facts, as_of):
        known, start = known_until(fact, as_of), fact.started_on
        if known is not None and start is not None:
            work = tenure_of(fact, norm, as_of=as_of)
            until.append(((work.began_on if work else max(known, start)) - start).days)
            found.append(1 if work else OPEN)
    return aalen_johansen(Spells.of(until, found), causes=1)


def _open_before(spells: Spells, span: Span) -> int:
    return int(((spells.cause == OPEN) & (spells.until < span.days)).sum())


def expected_to_last(
    facts: Sequence[TrajectoryFact], norm: LastingWork, *, job_within: Span, as_of: date
) -> Estimate | None:
    """Lasting work per starter while many still run: F(job within H) x R(kept for the span).

    See `found_and_kept`.
    """
    finding, keeping = job_found(facts, norm, as_of=as_of), job_loss(facts, norm, as_of=as_of)
    return found_and_kept(finding, keeping, norm, job_within=job_within, as_of=as_of)


def found_and_kept(
    finding: Curves, keeping: Curves, norm: LastingWork, *, job_within: Span, as_of: date
) -> Estimate | None:
    """Assumes that how long work lasts does not depend on how soon it was found. The variance is the delta
    method's, F^2 V(R) + R^2 V(F). None where nobody was followed long enough for either factor.
    """
    found, kept = finding.reached_at(1, job_within.days), keeping.open_at(norm.span.days)
    if found is None or kept is None:
        return None
    value = found.value * kept.value
    variance = found.value**2 * kept.variance + kept.value**2 * found.variance
    carried_by = max(1, kept.at_risk)
    return Estimate(
        definition=norm.label,
        outcome="lasting_work",
        clock="started",
        horizon=f"{job_within} + {norm.span}",
        as_of=as_of,
        people=len(finding.spells),
        events=kept.at_risk,
        running=_open_before(finding.spells, job_within) + _open_before(keeping.spells, norm.span),
        unknown=0,
        at_risk=kept.at_risk,
        value=value,
        variance=variance,
        interval=share_interval(value, variance, carried_by),
    )
