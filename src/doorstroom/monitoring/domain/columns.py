"""The facts of many people as columns of days, for figures over a hundred thousand of them at once.

The meaning of every figure is that of `facts`, `definitions` and `figures`, person by person; here the same is asked
of whole columns, and tests hold the two equal on any histories. A day is its number (`date.toordinal`); NEVER
stands for a day that has not come, and lies behind every other day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from doorstroom.monitoring.domain.comparison import ArmResult, Comparison, Timing, verdict, visible_gap
from doorstroom.monitoring.domain.definitions import UNKNOWN_EXIT, Clock, ClockStart, Definition, Outcome
from doorstroom.monitoring.domain.facts import Episode, ExitCause, FactError, TrajectoryFact
from doorstroom.monitoring.domain.figures import CohortCurves
from doorstroom.monitoring.domain.logrank import log_rank
from doorstroom.monitoring.domain.proportions import Proportion, newcombe
from doorstroom.monitoring.domain.survival import OPEN, Spells, aalen_johansen

Days = NDArray[np.int32]
NEVER = np.iinfo(np.int32).max
CAUSES = tuple(ExitCause)
NO_CAUSE = -1


@dataclass(frozen=True, eq=False)
class Jobs:
    """Every job of everybody: whose it is (place in the columns), and its days; in the order of person and start."""

    who: NDArray[np.int64]
    started: Days
    ended: Days
    hours: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Columns:
    """One place per trajectory. `cause` is the place in CAUSES; `returns` has the episodes of those who came back."""

    recorded_until: date
    arms: tuple[str, ...]
    key: NDArray[np.int32]
    arm: NDArray[np.int32]
    registered: Days
    started: Days
    exited: Days
    cause: NDArray[np.int32]
    withdrawn: Days
    awarded: Days
    dismissed: Days
    finished: Days
    programme: NDArray[np.int32]
    stages: Mapping[str, Days]
    jobs: Jobs
    returns: Mapping[int, tuple[Episode, ...]]

    def __len__(self) -> int:
        return len(self.started)

    def of_arm(self, arm: str) -> Columns:
        return self.where(self.arm == (self.arms.index(arm) if arm in self.arms else -1))

    def where(self, mask: NDArray[np.bool_]) -> Columns:
        if mask.all():
            return self
        place = np.cumsum(mask) - 1
        kept = mask[self.jobs.who]
        jobs = Jobs(place[self.jobs.who[kept]], self.jobs.started[kept], self.jobs.ended[kept], self.jobs.hours[kept])
        return Columns(
            recorded_until=self.recorded_until,
            arms=self.arms,
            **{name: getattr(self, name)[mask] for name in PLAIN},
            stages={stage: days[mask] for stage, days in self.stages.items()},
            jobs=jobs,
            returns={int(place[i]): episodes for i, episodes in self.returns.items() if mask[i]},
        )

    def seen(self, as_of: date) -> Columns:
        """The rows as they stood at the end of `as_of`, as `facts.seen_on` says it."""
        if as_of > self.recorded_until:
            raise FactError(
                f"these facts are known until {self.recorded_until} and cannot answer for {as_of}; "
                "bring them up to date or ask for an earlier day"
            )
        day = as_of.toordinal()
        exited, cause = _last_exit(self, as_of)
        known = self.jobs.started <= day
        jobs = Jobs(
            self.jobs.who[known], self.jobs.started[known], _until(self.jobs.ended[known], day), self.jobs.hours[known]
        )
        return replace(
            self,
            started=_until(self.started, day),
            withdrawn=_until(self.withdrawn, day),
            awarded=_until(self.awarded, day),
            exited=exited,
            cause=cause,
            stages={stage: _until(days, day) for stage, days in self.stages.items()},
            jobs=jobs,
        )

    def places(self, keys: NDArray[np.int32]) -> NDArray[np.int64]:
        order, ordered = self._ordered
        return order[np.searchsorted(ordered, keys)]

    @cached_property
    def _ordered(self) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        order = np.argsort(self.key, kind="stable")
        return order, self.key[order]

    @property
    def ended(self) -> Days:
        return np.where(self.exited != NEVER, self.exited, self.withdrawn)


PLAIN = ("key", "arm", "registered", "started", "exited", "cause", "withdrawn", "awarded", "dismissed",
         "finished", "programme")  # fmt: skip


def _until(days: Days, as_of: int) -> Days:
    return np.where(days <= as_of, days, NEVER).astype(np.int32)


def _last_exit(columns: Columns, as_of: date) -> tuple[Days, NDArray[np.int32]]:
    """Of those who came back, the exit of the last episode that had begun by then."""
    exited = _until(columns.exited, as_of.toordinal())
    cause = columns.cause.copy()
    for place, episodes in columns.returns.items():
        begun = [episode for episode in episodes if episode.started_on <= as_of]
        exited[place] = NEVER
        if begun and begun[-1].cause is not None and begun[-1].exited_on is not None and begun[-1].exited_on <= as_of:
            exited[place], cause[place] = begun[-1].exited_on.toordinal(), CAUSES.index(begun[-1].cause)
    cause[exited == NEVER] = NO_CAUSE
    return exited, cause


def origin(seen: Columns, clock: Clock) -> Days:
    match clock.start:
        case ClockStart.STARTED:
            return seen.started
        case ClockStart.EXITED:
            return seen.exited
        case ClockStart.FIRST_JOB:
            return first_job_since(seen, seen.started)
        case ClockStart.STAGE:
            return seen.stages.get(clock.stage, np.full(len(seen), NEVER, np.int32))
        case ClockStart.REGISTERED:
            return seen.registered
        case ClockStart.DISMISSED:
            return seen.dismissed


def first_job_since(seen: Columns, since: Days) -> Days:
    found = np.full(len(seen), NEVER, np.int32)
    counts = seen.jobs.started >= since[seen.jobs.who]
    np.minimum.at(found, seen.jobs.who[counts], seen.jobs.started[counts])
    return found


def _reached(seen: Columns, outcome: Outcome, since: Days) -> Days:
    days = np.full(len(seen), NEVER, np.int32)
    for stage in outcome.stages & set(seen.stages):
        days = np.minimum(days, seen.stages[stage])
    if outcome.causes:
        these = np.isin(seen.cause, [CAUSES.index(cause) for cause in outcome.causes])
        days = np.minimum(days, np.where(these, seen.exited, NEVER))
    if outcome.job:
        days = np.minimum(days, first_job_since(seen, since))
    return np.minimum(days, seen.awarded) if outcome.award else days


def first_exits(seen: Columns, definition: Definition, since: Days) -> tuple[Days, NDArray[np.int64]]:
    """The day and the place in `definition.exits` of what ended the waiting first; (NEVER, OPEN - 1) while it lasts."""
    counts_from = np.minimum(since, seen.started) if definition.clock.start is ClockStart.DISMISSED else since
    rows = [_reached(seen, outcome, counts_from) for outcome in definition.outcomes]
    if definition.clock.start is not ClockStart.EXITED:
        unknown = seen.cause == CAUSES.index(ExitCause.UNKNOWN)
        rows += [np.where(unknown, NEVER, seen.ended), np.where(unknown, seen.ended, NEVER)]
    days = np.stack(rows)
    place = days.argmin(axis=0)
    day = days[place, np.arange(days.shape[1])].astype(np.int32)
    return day, np.where(day == NEVER, OPEN - 1, place)


@dataclass(frozen=True, eq=False)
class Cohort:
    """Everybody whose clock had started by `as_of`: since when, until when, and how it ended."""

    definition: Definition
    as_of: date
    since: NDArray[np.int64]
    until: NDArray[np.int64]
    exit: NDArray[np.int64]
    key: NDArray[np.int32]

    def share(self, outcome: str) -> Proportion:
        """As `figures.reached_within`: only people whose horizon has passed."""
        mature = self.complete
        return Proportion(
            definition=self.definition.label,
            numerator=int((self.reached(outcome) & mature).sum()),
            denominator=int(mature.sum()),
            clock=self.definition.clock.code,
            horizon=str(self.definition.horizon),
            running=int((~mature).sum()),
            unknown=0 if outcome == UNKNOWN_EXIT else int((self.reached(UNKNOWN_EXIT) & mature).sum()),
            as_of=self.as_of,
        )

    @property
    def complete(self) -> NDArray[np.bool_]:
        """Whose horizon has passed."""
        passed: NDArray[np.bool_] = self.since + self.definition.horizon.days <= self.as_of.toordinal()
        return passed

    def reached(self, outcome: str) -> NDArray[np.bool_]:
        """Who got there within the horizon, whether or not it has passed."""
        in_time = self.until <= self.since + self.definition.horizon.days
        there: NDArray[np.bool_] = in_time & (self.exit == self.definition.exits.index(outcome))
        return there

    def curves(self) -> CohortCurves:
        watched = np.where(self.exit >= 0, self.until, self.as_of.toordinal()) - self.since
        spells = Spells.of(np.maximum(0, watched), self.exit + 1)
        return CohortCurves(self.definition, self.as_of, aalen_johansen(spells, causes=len(self.definition.exits)))

    def where(self, mask: NDArray[np.bool_]) -> Cohort:
        return replace(self, since=self.since[mask], until=self.until[mask], exit=self.exit[mask], key=self.key[mask])


def cohort(columns: Columns, definition: Definition, *, as_of: date) -> Cohort:
    seen = columns.seen(as_of)
    since = origin(seen, definition.clock)
    begun = seen.where(since <= as_of.toordinal())
    since = since[since <= as_of.toordinal()]
    until, exit_ = first_exits(begun, definition, since)
    return Cohort(definition, as_of, since.astype(np.int64), until.astype(np.int64), exit_, begun.key)


def reached_of_offered(columns: Columns, definition: Definition, outcome: str, *, as_of: date) -> Proportion:
    """The same result of everybody to whom it was offered: who declined or never came counts as not having got there.

    Whoever never started is in the figure once the term since the offer has passed.
    """
    started = cohort(columns, definition, as_of=as_of).share(outcome)
    seen = columns.seen(as_of)
    never = (seen.started == NEVER) & (seen.registered <= as_of.toordinal())
    over = never & (seen.registered.astype(np.int64) + definition.horizon.days <= as_of.toordinal())
    return replace(
        started,
        definition=f"{definition.code}_of_offered/{definition.version}",
        denominator=started.denominator + int(over.sum()),
        running=started.running + int((never & ~over).sum()),
    )


def compare(
    columns: Columns, definition: Definition, outcome: str, *, arms: Sequence[str], labels: Sequence[str], as_of: date
) -> Comparison:
    """As `comparison.compare_versions`: the first arm against the second."""
    groups = [cohort(columns.of_arm(arm), definition, as_of=as_of) for arm in arms]
    first, second = (
        ArmResult(label=label, share=group.share(outcome), cohort=group.curves())
        for label, group in zip(labels, groups, strict=True)
    )
    both = first.share.denominator and second.share.denominator
    counts = (first.share.counts, second.share.counts)
    return Comparison(
        outcome=outcome,
        first=first,
        second=second,
        difference=first.share.numerator / first.share.denominator - second.share.numerator / second.share.denominator
        if both
        else None,
        interval=newcombe(*counts) if both else None,
        verdict=verdict(first.share, second.share),
        timing=_timing(groups[0].since, groups[1].since),
        visible_gap=visible_gap(*counts) if both else None,
        pace=log_rank([arm.cohort.curves.spells for arm in (first, second)], cause=definition.exits.index(outcome) + 1),
    )


def _timing(first: NDArray[np.int64], second: NDArray[np.int64]) -> Timing:
    """As `comparison.timing`, on columns of first days."""
    if not len(first) or not len(second):
        return Timing.NOT_SAME_TIME
    shares = [
        float(((a >= b.min()) & (a <= b.max())).mean()) for a, b in ((first, second), (second, first))
    ]  # fmt: skip
    if max(shares) == 0:
        return Timing.NOT_SAME_TIME
    return Timing.SAME_TIME if min(shares) >= 0.5 else Timing.PARTLY


def columns_of(facts: Iterable[TrajectoryFact], *, recorded_until: date) -> Columns:
    """The same people as columns; for files, and to hold both ways of counting against one another."""
    rows = list(facts)
    arms = tuple(sorted({row.arm for row in rows}))
    stages = sorted({stage for row in rows for stage in row.stages})
    jobs = sorted(
        (place, job.started_on.toordinal(), _number(job.ended_on), job.hours_per_week or 0.0)
        for place, row in enumerate(rows)
        for job in row.jobs
    )
    columns = np.array(jobs, dtype=np.float64).reshape(-1, 4).T
    return Columns(
        recorded_until=recorded_until,
        arms=arms,
        key=np.arange(len(rows), dtype=np.int32),
        arm=np.array([arms.index(row.arm) for row in rows], dtype=np.int32),
        registered=_days(row.registered_on for row in rows),
        started=_days(row.started_on for row in rows),
        exited=_days(row.exited_on for row in rows),
        cause=np.array(
            [CAUSES.index(row.exit_cause) if row.exit_cause else NO_CAUSE for row in rows], dtype=np.int32
        ),
        withdrawn=_days(row.withdrawn_on for row in rows),
        awarded=_days(row.awarded_on for row in rows),
        dismissed=_days(row.dismissal_on for row in rows),
        finished=_days(None for _ in rows),
        programme=np.zeros(len(rows), dtype=np.int32),
        stages={stage: _days(row.stages.get(stage) for row in rows) for stage in stages},
        jobs=Jobs(
            columns[0].astype(np.int64), columns[1].astype(np.int32), columns[2].astype(np.int32), columns[3]
        ),
        returns={place: row.episodes for place, row in enumerate(rows) if len(row.episodes) > 1},
    )  # fmt: skip


def _number(day: date | None) -> int:
    return NEVER if day is None else day.toordinal()


def _days(days: Iterable[date | None]) -> Days:
    return np.array([_number(day) for day in days], dtype=np.int32)
