"""Reads behind the pages of one programme: shares by clock, where everybody is, maturity, books, paths."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import dropwhile

import numpy as np

from doorstroom.kernel.period import Period
from doorstroom.monitoring.domain.books import Maturity, books, log_of, maturity, quarters
from doorstroom.monitoring.domain.columns import CAUSES, NEVER, Cohort, Columns, cohort, reached_of_offered
from doorstroom.monitoring.domain.definitions import Clock, ClockStart, Definition, Outcome, Span, Unit
from doorstroom.monitoring.domain.eventlog import Step, Variant, directly_follows, variants
from doorstroom.monitoring.domain.figures import Estimate
from doorstroom.monitoring.domain.flows import Flow, months
from doorstroom.monitoring.domain.lasting import expected_to_last, kept_by_all_starters, kept_by_job_starters, tenures
from doorstroom.monitoring.domain.proportions import Proportion
from doorstroom.monitoring.domain.quarters import AFTER, at_work_in_quarter
from doorstroom.monitoring.domain.survival import OPEN, Median, Spells, aalen_johansen, median
from doorstroom.monitoring.domain.sustained import LastingWork
from doorstroom.monitoring.models import DataLock
from doorstroom.monitoring.selectors.dictionary import dictionary
from doorstroom.monitoring.selectors.results import Results, lasting_norm
from doorstroom.monitoring.selectors.steps import all_stages
from doorstroom.monitoring.selectors.versions import definition_of, reached_in_time
from doorstroom.programmes.domain.route_model import Stage
from doorstroom.programmes.selectors import approach_of

NOT_STARTED = "not_started"
MONTHS_OF_STARTING = 36
TERMS = (3, 6, 9, 12, 18, 24)
MOST_PATHS = 10


@dataclass(frozen=True)
class Question:
    """What a figure is a function of: the day, what was known, the clock, the term and the version of the approach."""

    on: date
    clock: ClockStart = ClockStart.STARTED
    months: int | None = None
    arm: str = ""
    lock: DataLock | None = None


def term_of(results: Results, asked: Question) -> int:
    """The months asked for, or those of what the newest approach calls success."""
    return asked.months or (approach_of(results.models[-1]).success.horizon_months if results.models else 6)


def asked_columns(results: Results, asked: Question) -> Columns:
    """With every job, unless the clock begins at the start, where the first job is enough."""
    columns = results.columns if asked.clock is ClockStart.STARTED else results.with_all_jobs
    return columns.of_arm(asked.arm) if asked.arm else columns


@dataclass(frozen=True)
class ByClock:
    """One result seen from several starts of the clock, and of everybody to whom it was offered."""

    clock: ClockStart
    of_offered: bool
    share: Proportion


def work_by_clock(results: Results, asked: Question) -> list[ByClock]:
    """The same jobs: of those who started, of all those offered, and with the clock moved. Each has its own label."""
    months, columns = term_of(results, asked), results.with_all_jobs
    columns = columns.of_arm(asked.arm) if asked.arm else columns
    started = cohort(columns, reached_in_time(results, months), as_of=results.on).share("job")
    found = [
        ByClock(ClockStart.STARTED, False, started),
        ByClock(
            ClockStart.STARTED,
            True,
            reached_of_offered(columns, reached_in_time(results, months), "job", as_of=results.on),
        ),
    ]
    for clock in (ClockStart.REGISTERED, ClockStart.DISMISSED):
        group = cohort(columns, reached_in_time(results, months, clock), as_of=results.on)
        if len(group.since):
            found.append(ByClock(clock, False, group.share("job")))
    return found


def exits_of(results: Results, asked: Question) -> Cohort | None:
    """Everybody from the start of the clock: still in, or out and where to."""
    if not results.models:
        return None
    base = definition_of(*reversed(results.models))
    definition = Definition(
        code=base.code, version=base.version, outcomes=base.outcomes, clock=Clock(asked.clock),
        horizon=Span(asked.months, Unit.MONTHS) if asked.months else base.horizon,
    )  # fmt: skip
    return cohort(asked_columns(results, asked), definition, as_of=results.on)


def maturity_of(results: Results, asked: Question) -> list[list[Maturity]]:
    """Work by quarter of starting; the last three years in which anybody started."""
    definition = reached_in_time(results, term_of(results, asked), asked.clock)
    group = cohort(asked_columns(results, asked), definition, as_of=results.on)
    if not len(group.since):
        return []
    first = date.fromordinal(int(group.since.min()))
    periods = quarters(max(first, results.on - timedelta(days=30 * MONTHS_OF_STARTING)), results.on)
    return [row for row in maturity(group, "job", periods, TERMS) if row]


def books_of(results: Results, asked: Question, reported: Results | None) -> list[Flow]:
    """The last twelve calendar months up to the day asked for, from the first in which anybody was there."""
    first = (results.on.replace(day=1) - timedelta(days=334)).replace(day=1)
    columns = results.columns.of_arm(asked.arm) if asked.arm else results.columns
    then = None
    if reported is not None:
        first = reported.on + timedelta(days=1)
        then = reported.columns.of_arm(asked.arm) if asked.arm else reported.columns
    period = Period(first, results.on + timedelta(days=1))
    found = books(columns, months(period), then) if period.start <= results.on else []
    return list(dropwhile(lambda flow: not (flow.opening or flow.corrections or flow.inflow), found))


@dataclass(frozen=True)
class Lasting:
    """Work that lasted, of those who began to work and of all who started; one norm, named and dated.

    `expected` is of all who started too, with those for whom it is too early counted for as long as they were seen.
    """

    norm: LastingWork
    job_within: Span
    of_job_starters: Proportion
    of_all_starters: Proportion
    expected: Estimate | None


def lasting_of(results: Results, asked: Question) -> list[Lasting]:
    within = Span(term_of(results, asked), Unit.MONTHS)
    found = []
    for length in (6, 12):
        norm = lasting_norm(length)
        kept = tenures(results.with_all_jobs, results.news, norm, as_of=results.on)
        found.append(
            Lasting(
                norm, within, kept_by_job_starters(kept, norm, as_of=results.on),
                kept_by_all_starters(results.with_all_jobs, kept, norm, job_within=within, as_of=results.on),
                expected_to_last(results.with_all_jobs, kept, norm, job_within=within, as_of=results.on),
            )
        )  # fmt: skip
    return found


def quarters_of(results: Results) -> list[tuple[int, Proportion]]:
    """In work in the second and the fourth quarter after leaving: a third way to count, beside the others."""
    lag = int(dictionary()["work_in_quarter"].newest.filters["lag_days"])
    columns, news = results.with_all_jobs, results.news
    return [(after, at_work_in_quarter(columns, news, after=after, lag_days=lag, as_of=results.on)) for after in AFTER]


@dataclass(frozen=True)
class StageStay:
    stage: Stage
    people: int
    still_open: int
    median: Median


@dataclass(frozen=True)
class Paths:
    """The ways people went, most walked first; a way counts people and ranks nobody."""

    variants: Sequence[Variant]
    ways: int
    follows: Sequence[Step]
    stays: Sequence[StageStay]
    people: int


def paths_of(results: Results, asked: Question) -> Paths:
    columns = all_stages(results)
    seen = (columns.of_arm(asked.arm) if asked.arm else columns).seen(results.on)
    stages = stages_of(results, asked)
    present = [stage for stage in stages if stage.code in seen.stages and (seen.stages[stage.code] != NEVER).any()]
    log = log_of(seen, [stage.code for stage in present], [*(cause.value for cause in CAUSES), NOT_STARTED])
    walked = variants(log) if len(log) else ()
    follows = directly_follows(log) if len(log) else ()
    stays = [_stay(seen, present, place, results.on) for place in range(len(present) - 1)]
    return Paths(walked[:MOST_PATHS], len(walked), follows, stays, len(seen))


def stages_of(results: Results, asked: Question) -> list[Stage]:
    """Of the version asked for, or of all versions, each stage once in the order of the newest."""
    chosen = [model for model in results.models if asked.arm in ("", f"{model.code}/{model.version}")]
    stages = {stage.code: stage for model in reversed(chosen) for stage in approach_of(model).stages}
    return list(stages.values())


def _stay(seen: Columns, stages: Sequence[Stage], place: int, on: date) -> StageStay:
    """As `stages.time_in_stage`: until a later stage or an end; whoever is still there counts for as long as so far."""
    stage = stages[place]
    definition = Definition(
        code=f"time_in_{stage.code}", version=1, clock=Clock(ClockStart.STAGE, stage.code), horizon=Span(1, Unit.DAYS),
        outcomes=(Outcome("next", stages=frozenset(later.code for later in stages[place + 1 :])),),
    )  # fmt: skip
    spells = cohort(seen, definition, as_of=on).curves().curves.spells
    left = Spells(spells.until, np.minimum(spells.cause, 1), spells.entry)
    return StageStay(stage, len(left), int((left.cause == OPEN).sum()), median(aalen_johansen(left)))
