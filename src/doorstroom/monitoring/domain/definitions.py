"""What a figure counts, as data: which outcomes, from which moment, within how long.

Moving the clock's start or the horizon makes another figure, and gives it another label. Every outcome that
ends the waiting is an exit of its own; whoever left for something that the definition does not name is in the
exit `other`, and whoever left for an unknown destination in `unknown`, so that all exits add up to everybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from doorstroom.monitoring.domain.facts import ExitCause, TrajectoryFact

OTHER_EXIT = "other"
UNKNOWN_EXIT = "unknown"


class Unit(StrEnum):
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


@dataclass(frozen=True)
class Span:
    """A length of time that is a number of days to the computer and keeps its words for people.

    A month is a twelfth of 365 days, rounded down: 6 months are 182 days and 12 months 365.
    """

    count: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.count < 1:
            raise ValueError(f"a span is at least one day, week or month, not {self.count}")

    @property
    def days(self) -> int:
        match self.unit:
            case Unit.DAYS:
                return self.count
            case Unit.WEEKS:
                return 7 * self.count
            case Unit.MONTHS:
                return self.count * 365 // 12

    def after(self, day: date) -> date:
        return day + timedelta(days=self.days)

    def __str__(self) -> str:
        return f"{self.count} {self.unit}"


class ClockStart(StrEnum):
    """`registered` is the offer or the sign-up, `dismissed` the day the present job ends."""

    REGISTERED = "registered"
    DISMISSED = "dismissed"
    STARTED = "started"
    EXITED = "exited"
    FIRST_JOB = "first_job"
    STAGE = "stage"


@dataclass(frozen=True)
class Clock:
    """The moment from which the days are counted. People who never reached it are not in the figure."""

    start: ClockStart
    stage: str = ""

    def __post_init__(self) -> None:
        if (self.start is ClockStart.STAGE) is not bool(self.stage):
            raise ValueError("a clock that starts at a stage names it, and no other clock does")

    @property
    def code(self) -> str:
        return f"stage:{self.stage}" if self.stage else self.start.value

    def origin(self, fact: TrajectoryFact) -> date | None:
        match self.start:
            case ClockStart.REGISTERED:
                return fact.registered_on
            case ClockStart.DISMISSED:
                return fact.dismissal_on
            case ClockStart.STARTED:
                return fact.started_on
            case ClockStart.EXITED:
                return fact.exited_on
            case ClockStart.FIRST_JOB:
                return fact.started_on and fact.first_job_since(fact.started_on)
            case ClockStart.STAGE:
                return fact.stages.get(self.stage)


@dataclass(frozen=True)
class Outcome:
    """Reached on the first of: one of `stages`, an exit for one of `causes`, a first job, an award."""

    code: str
    stages: frozenset[str] = frozenset()
    causes: frozenset[ExitCause] = frozenset()
    job: bool = False
    award: bool = False

    def __post_init__(self) -> None:
        if self.code in {OTHER_EXIT, UNKNOWN_EXIT} or not (self.stages or self.causes or self.job or self.award):
            raise ValueError(
                f'outcome "{self.code}" needs a stage, a cause, a job or an award, and a name of its own '
                f'("{OTHER_EXIT}" and "{UNKNOWN_EXIT}" hold whatever no outcome names)'
            )

    def reached_on(self, fact: TrajectoryFact, since: date) -> date | None:
        """Work counts when it began on or after `since`, the start of the clock."""
        days = [fact.stages.get(stage) for stage in self.stages]
        days.append(fact.exited_on if fact.exit_cause in self.causes else None)
        days.append(fact.first_job_since(since) if self.job else None)
        days.append(fact.awarded_on if self.award else None)
        return min((day for day in days if day is not None), default=None)


@dataclass(frozen=True)
class Definition:
    """One entry of the dictionary of figures. A change of meaning is a new `version`, never an edit.

    Of two outcomes on one day the one named first counts.
    """

    code: str
    version: int
    outcomes: tuple[Outcome, ...]
    clock: Clock
    horizon: Span

    def __post_init__(self) -> None:
        codes = [outcome.code for outcome in self.outcomes]
        if not codes or len(set(codes)) != len(codes):
            raise ValueError(f"definition {self.code} needs one or more outcomes, each with a code of its own")

    @property
    def label(self) -> str:
        return f"{self.code}/{self.version}"

    @property
    def exits(self) -> tuple[str, ...]:
        """All ways to stop being open, in the order of the curves: the outcomes, then other and unknown."""
        return (*(outcome.code for outcome in self.outcomes), OTHER_EXIT, UNKNOWN_EXIT)


def first_exit(fact: TrajectoryFact, definition: Definition, origin: date) -> tuple[date, str] | None:
    """The day and the code of whatever ended the waiting first; None while it still lasts.

    Counted from the end of the old job, a new one found before that day counts: then nobody was ever without.
    """
    since = origin
    if definition.clock.start is ClockStart.DISMISSED:
        since = min(origin, fact.started_on or origin)
    reached = [(outcome.reached_on(fact, since), i) for i, outcome in enumerate(definition.outcomes)]
    candidates = [(day, i) for day, i in reached if day is not None]
    if fact.ended_on is not None and definition.clock.start is not ClockStart.EXITED:
        unknown = fact.exit_cause is ExitCause.UNKNOWN
        candidates.append((fact.ended_on, len(definition.outcomes) + unknown))
    if not candidates:
        return None
    day, place = min(candidates)
    return day, definition.exits[place]
