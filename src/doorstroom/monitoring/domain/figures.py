"""Figures about a cohort: how many reached an outcome within the horizon, and the curves behind it.

Only people whose horizon has passed are counted in a share, whether they stayed or left: counting those who
have finished early would flatter, and counting those who only just began would not be fair to the approach.
The others are `running`. The curves use everybody for as long as they were seen; when all horizons have
passed, both give the same number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from doorstroom.monitoring.domain.definitions import UNKNOWN_EXIT, Definition, Outcome, Span, first_exit
from doorstroom.monitoring.domain.facts import TrajectoryFact, seen_on
from doorstroom.monitoring.domain.proportions import SMALLEST_DENOMINATOR, Interval, Proportion, whole_percent
from doorstroom.monitoring.domain.survival import OPEN, Curves, Reading, Spells, aalen_johansen


def reached_within(facts: Iterable[TrajectoryFact], definition: Definition, outcome: str, *, as_of: date) -> Proportion:
    """The share of the cohort that reached `outcome` first and within the horizon."""
    _known_outcome(definition, outcome)
    clocks = started_clocks(facts, definition, as_of=as_of)
    mature = [(fact, origin) for fact, origin in clocks if definition.horizon.after(origin) <= as_of]
    ends = [_exit_within(fact, definition, origin) for fact, origin in mature]
    return Proportion(
        definition=definition.label,
        numerator=ends.count(outcome),
        denominator=len(mature),
        clock=definition.clock.code,
        horizon=str(definition.horizon),
        running=len(clocks) - len(mature),
        unknown=0 if outcome == UNKNOWN_EXIT else ends.count(UNKNOWN_EXIT),
        as_of=as_of,
    )


def started_clocks(
    facts: Iterable[TrajectoryFact], definition: Definition, *, as_of: date
) -> list[tuple[TrajectoryFact, date]]:
    """The cohort: everybody whose clock has started by `as_of`, with the day on which it did."""
    clocks = ((fact, definition.clock.origin(fact)) for fact in seen_on(facts, as_of))
    return [(fact, origin) for fact, origin in clocks if origin is not None and origin <= as_of]


def days_reached(facts: Iterable[TrajectoryFact], outcome: Outcome, *, as_of: date) -> list[date]:
    """The day on which each trajectory reached `outcome`, once each: what a goal counts."""
    days = (outcome.reached_on(fact, fact.started_on or date.min) for fact in seen_on(facts, as_of))
    return sorted(day for day in days if day is not None)


def _known_outcome(definition: Definition, outcome: str) -> None:
    if outcome not in definition.exits:
        raise ValueError(f'{definition.label} knows no outcome "{outcome}"; choose from {", ".join(definition.exits)}')


def _exit_within(fact: TrajectoryFact, definition: Definition, origin: date) -> str | None:
    end = first_exit(fact, definition, origin)
    return end[1] if end and end[0] <= definition.horizon.after(origin) else None


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """A point of a curve, with everything that must stand beside it (compare `Proportion`).

    `people` started the clock, `events` of them reached the outcome by then, `running` were still open when
    their watching ended before the horizon; `at_risk` people still carry the curve at this point.
    """

    definition: str
    outcome: str
    clock: str
    horizon: str
    as_of: date
    people: int
    events: int
    running: int
    unknown: int
    at_risk: int
    value: float
    variance: float
    interval: Interval

    @property
    def percent(self) -> int | None:
        return whole_percent(self.value) if self.people >= SMALLEST_DENOMINATOR else None

    @property
    def percent_interval(self) -> tuple[int, int] | None:
        return self.interval.percents() if self.people >= SMALLEST_DENOMINATOR else None

    @property
    def expected(self) -> int:
        """So many of these people."""
        return round(self.value * self.people)


@dataclass(frozen=True, eq=False)
class CohortCurves:
    """The competing exits of one cohort, in days since the clock started."""

    definition: Definition
    as_of: date
    curves: Curves

    @property
    def people(self) -> int:
        return len(self.curves.spells)

    def steps(self, outcome: str) -> list[tuple[int, float, float, float]]:
        """The curve for a drawing: (day, share, low, high) at each day on which somebody left, for any reason."""
        _known_outcome(self.definition, outcome)
        cause = self.definition.exits.index(outcome) + 1
        readings = (self.curves.reached_at(cause, int(day)) for day in self.curves.times)
        return [(r.time, r.value, r.interval.low, r.interval.high) for r in readings if r is not None]

    def open_steps(self) -> list[tuple[int, float]]:
        """The share still waiting, day by day; with `steps` of all exits it adds up to everybody."""
        return [(int(t), float(s)) for t, s in zip(self.curves.times, self.curves.open_share, strict=True)]

    def at_risk(self, days: Sequence[int]) -> list[int]:
        return [int(n) for n in self.curves.spells.at_risk(np.array(days, dtype=np.int64))]

    @property
    def drawn_until(self) -> int:
        """The last day to draw: the longest watching, or -1 (nothing) for fewer than ten people."""
        return self.curves.last_seen if self.people >= SMALLEST_DENOMINATOR else -1

    @property
    def fade_from(self) -> int | None:
        """The first day with fewer than ten people at risk: from there on the curve is a few people's."""
        days = np.arange(self.curves.last_seen + 1)
        few = np.flatnonzero(self.curves.spells.at_risk(days) < SMALLEST_DENOMINATOR)
        return int(few[0]) if few.size else None

    def at(self, outcome: str, span: Span | None = None) -> Estimate | None:
        """None where nobody was followed that long."""
        _known_outcome(self.definition, outcome)
        span = span or self.definition.horizon
        reading = self.curves.reached_at(self.definition.exits.index(outcome) + 1, span.days)
        return None if reading is None else self._estimate(outcome, span, reading)

    def _estimate(self, outcome: str, span: Span, reading: Reading) -> Estimate:
        spells, exits = self.curves.spells, self.definition.exits
        by_then = spells.until <= span.days
        return Estimate(
            definition=self.definition.label,
            outcome=outcome,
            clock=self.definition.clock.code,
            horizon=str(span),
            as_of=self.as_of,
            people=self.people,
            events=int((by_then & (spells.cause == exits.index(outcome) + 1)).sum()),
            running=int(((spells.until < span.days) & (spells.cause == OPEN)).sum()),
            unknown=int((by_then & (spells.cause == exits.index(UNKNOWN_EXIT) + 1)).sum()),
            at_risk=reading.at_risk,
            value=reading.value,
            variance=reading.variance,
            interval=reading.interval,
        )


def cohort_curves(facts: Iterable[TrajectoryFact], definition: Definition, *, as_of: date) -> CohortCurves:
    """Everybody whose clock has started by `as_of`; who is still waiting then is open, not failed."""
    until, cause = [], []
    for fact, origin in started_clocks(facts, definition, as_of=as_of):
        day, code = first_exit(fact, definition, origin) or (as_of, "")
        until.append(max(0, (day - origin).days))
        cause.append(definition.exits.index(code) + 1 if code else OPEN)
    curves = aalen_johansen(Spells.of(until, cause), causes=len(definition.exits))
    return CohortCurves(definition, as_of, curves)


def followed_up(
    facts: Iterable[TrajectoryFact],
    moment: str,
    *,
    as_of: date,
    in_target_sector: bool = False,
    lag_days: int = 30,
) -> Proportion:
    """The share in work at one observation after exit; not asked and asked in vain both are unknown.

    `running` are those who left and whose observation is not due, or so recently that the answer may still
    come (`lag_days`); whoever has not left is not in this figure.
    """
    asked = [f for fact in seen_on(facts, as_of) for f in fact.followups if f.moment == moment]
    due = [f for f in asked if f.due_on + timedelta(days=lag_days) <= as_of]
    known = [f for f in due if f.in_work is not None]
    reached = [f for f in known if f.in_work and (f.in_target_sector or not in_target_sector)]
    return Proportion(
        definition=f"in_{'target_sector' if in_target_sector else 'work'}_at_{moment}/1",
        numerator=len(reached),
        denominator=len(due),
        clock="exited",
        horizon=moment,
        running=len(asked) - len(due),
        unknown=len(due) - len(known),
        as_of=as_of,
    )
