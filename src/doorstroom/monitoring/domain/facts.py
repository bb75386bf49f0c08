"""What the figures may know: one row per trajectory, without names.

A row holds dated facts, all recorded on or before `recorded_until`; what was recorded later is not in it, so
that a report of March comes out the same in June. A trajectory that was broken off and taken up again is one
row with two episodes. Persons, arrangements and jobs are other counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property


class ExitCause(StrEnum):
    """Why an episode ended. `unknown` is an answer with an owner, not an empty field."""

    JOB = "job"
    EDUCATION = "education"
    DROPOUT = "dropout"
    MOVED = "moved"
    CARE = "care"
    OTHER = "other"
    UNKNOWN = "unknown"


class FactError(ValueError):
    """A row that cannot be true, or that cannot answer the question asked of it."""


@dataclass(frozen=True)
class Episode:
    """Taking part from the first day of participation; on `exited_on` the person no longer does."""

    started_on: date
    exited_on: date | None = None
    cause: ExitCause | None = None

    def __post_init__(self) -> None:
        if self.exited_on is not None and self.exited_on < self.started_on:
            raise FactError(f"an episode cannot end on {self.exited_on}, before its start on {self.started_on}")
        if (self.exited_on is None) is not (self.cause is None):
            raise FactError(
                f"episode from {self.started_on}: an exit has a day and a cause, or neither; "
                'if the cause is not known yet, record "unknown"'
            )


@dataclass(frozen=True, kw_only=True)
class JobSpell:
    """Work with one employer. `ended_on` is the first day without that work, known and not merely agreed.

    A contract's planned end is not an end: until somebody knows, the person's work is unknown. `supported`
    marks subsidised, seconded or protected work, which stays separable.
    """

    started_on: date
    ended_on: date | None = None
    hours_per_week: float | None = None
    sector: str = ""
    supported: bool = False

    def __post_init__(self) -> None:
        if self.ended_on is not None and self.ended_on < self.started_on:
            raise FactError(f"a job cannot end on {self.ended_on}, before its start on {self.started_on}")


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """One of the moments after exit at which somebody asks. Without `in_work` it is not known (yet)."""

    moment: str
    due_on: date
    observed_on: date | None = None
    in_work: bool | None = None
    in_target_sector: bool | None = None


@dataclass(frozen=True, kw_only=True)
class TrajectoryFact:
    """One trajectory, without name. `stages` holds the first day of each stage that was reached.

    `key` tells rows apart and means nothing elsewhere; `arm` is the approach the person met, a variant of a
    route model with its version. `episodes` is empty for whoever never started, and
    `withdrawn_on` is the day on which that was clear: declined, not selected, helped elsewhere.
    `dismissal_on` is the last day of the job that somebody came with.
    """

    key: str
    programme: str
    recorded_until: date
    round: str = ""
    arm: str = ""
    region: str = ""
    target_sector: str = ""
    registered_on: date | None = None
    dismissal_on: date | None = None
    episodes: tuple[Episode, ...] = ()
    withdrawn_on: date | None = None
    stages: Mapping[str, date] = field(default_factory=dict)
    jobs: tuple[JobSpell, ...] = ()
    awarded_on: date | None = None
    followups: tuple[FollowUp, ...] = ()

    def __post_init__(self) -> None:
        for earlier, later in zip(self.episodes, self.episodes[1:], strict=False):
            if earlier.exited_on is None or later.started_on < earlier.exited_on:
                raise FactError(
                    f"trajectory {self.key}: the episode of {later.started_on} begins before that of "
                    f"{earlier.started_on} has ended; close the earlier one first"
                )

    @property
    def started_on(self) -> date | None:
        """The first entry stays, also after a re-entry (Annex I of Regulation (EU) 2021/1057)."""
        return self.episodes[0].started_on if self.episodes else None

    @property
    def exited_on(self) -> date | None:
        """The last exit: a re-entry replaces the exit before it."""
        return self.episodes[-1].exited_on if self.episodes else None

    @property
    def exit_cause(self) -> ExitCause | None:
        return self.episodes[-1].cause if self.episodes else None

    @property
    def ended_on(self) -> date | None:
        return self.exited_on or self.withdrawn_on

    @cached_property
    def last_event_on(self) -> date:
        """The latest day anything happened; what is only due is not an event."""
        days = [day for e in self.episodes for day in (e.started_on, e.exited_on)]
        days += [day for job in self.jobs for day in (job.started_on, job.ended_on)]
        days += [*self.stages.values(), *(f.observed_on for f in self.followups)]
        days += [self.withdrawn_on, self.awarded_on]
        return max((day for day in days if day is not None), default=date.min)

    def first_job_since(self, day: date) -> date | None:
        """Work begun on or after `day`: the job that somebody came with is not an outcome."""
        return min((job.started_on for job in self.jobs if job.started_on >= day), default=None)


def seen_on(facts: Iterable[TrajectoryFact], as_of: date) -> tuple[TrajectoryFact, ...]:
    """The rows as they stood at the end of `as_of`: later exits are still open, later stages not reached.

    Refuses a day beyond what the rows know, because people would seem to be running who have long left.
    """
    return tuple(_seen(fact, as_of) for fact in facts)


def _seen(fact: TrajectoryFact, as_of: date) -> TrajectoryFact:
    if as_of > fact.recorded_until:
        raise FactError(
            f"trajectory {fact.key} is known until {fact.recorded_until} and cannot answer for {as_of}; "
            "bring the facts up to date or ask for an earlier day"
        )
    if fact.last_event_on <= as_of:
        return fact
    return replace(
        fact,
        episodes=tuple(
            replace(e, exited_on=None, cause=None) if e.exited_on and e.exited_on > as_of else e
            for e in fact.episodes
            if e.started_on <= as_of
        ),
        withdrawn_on=_until(fact.withdrawn_on, as_of),
        stages={stage: day for stage, day in fact.stages.items() if day <= as_of},
        jobs=tuple(
            replace(j, ended_on=None) if j.ended_on and j.ended_on > as_of else j
            for j in fact.jobs
            if j.started_on <= as_of
        ),
        awarded_on=_until(fact.awarded_on, as_of),
        followups=tuple(
            replace(f, observed_on=None, in_work=None, in_target_sector=None)
            if f.observed_on and f.observed_on > as_of
            else f
            for f in fact.followups
        ),
    )


def _until(day: date | None, as_of: date) -> date | None:
    return day if day and day <= as_of else None
