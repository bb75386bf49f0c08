"""Where people are on the way, where they got lost, and how long each stage takes.

The stages and their order come from the route model. Stages may overlap or be skipped; each counts from the
first day somebody was in it. Never people reached in a month over people begun in that month: these are
other people.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from doorstroom.monitoring.domain.definitions import Clock, ClockStart, Definition, Outcome, Span, Unit
from doorstroom.monitoring.domain.facts import TrajectoryFact, seen_on
from doorstroom.monitoring.domain.figures import CohortCurves, Estimate, cohort_curves
from doorstroom.monitoring.domain.survival import OPEN, Median, Spells, aalen_johansen, median


@dataclass(frozen=True, kw_only=True)
class Rung:
    """One stage of the ladder: `reached` it; of these `here` (furthest and not ended) and `ended_here`."""

    stage: str
    reached: int
    here: int
    ended_here: int

    @property
    def went_on(self) -> int:
        return self.reached - self.here - self.ended_here


def ladder(facts: Iterable[TrajectoryFact], stages: Sequence[str], *, as_of: date) -> tuple[Rung, ...]:
    """How many reached each stage, and how many stopped between this one and the next."""
    reached, here, ended = (dict.fromkeys(stages, 0) for _ in range(3))
    for fact in seen_on(facts, as_of):
        own = [stage for stage in stages if stage in fact.stages]
        for stage in own:
            reached[stage] += 1
        if own:
            (here if fact.ended_on is None else ended)[own[-1]] += 1
    return tuple(Rung(stage=s, reached=reached[s], here=here[s], ended_here=ended[s]) for s in stages)


@dataclass(frozen=True, kw_only=True)
class Conversion:
    """From one stage to a later one. `estimate` is Aalen-Johansen at the horizon, other exits competing.

    None where nobody was followed that long. The counts are those of the day itself, whatever the horizon.
    """

    start: str
    goal: str
    reached: int
    left: int
    still_open: int
    estimate: Estimate | None


def going_on(start: str, goal: str, within: Span) -> Definition:
    """From the first day in one stage to that in a later one."""
    return Definition(
        code=f"{start}_to_{goal}",
        version=1,
        outcomes=(Outcome(goal, stages=frozenset({goal})),),
        clock=Clock(ClockStart.STAGE, start),
        horizon=within,
    )


def conversion(facts: Iterable[TrajectoryFact], start: str, goal: str, *, within: Span, as_of: date) -> Conversion:
    return conversion_of(cohort_curves(facts, going_on(start, goal, within), as_of=as_of), start, goal)


def conversion_of(cohort: CohortCurves, start: str, goal: str) -> Conversion:
    cause = cohort.curves.spells.cause
    reached, still_open = int((cause == 1).sum()), int((cause == OPEN).sum())
    return Conversion(
        start=start,
        goal=goal,
        reached=reached,
        left=cohort.people - reached - still_open,
        still_open=still_open,
        estimate=cohort.at(goal),
    )


@dataclass(frozen=True, kw_only=True)
class StageTime:
    """Days in a stage until a later stage or an end. A median of None is "not reached", never zero."""

    stage: str
    people: int
    still_open: int
    median: Median


def time_in_stage(facts: Iterable[TrajectoryFact], stage: str, later: Sequence[str], *, as_of: date) -> StageTime:
    """Kaplan-Meier on the time in `stage`; whoever is still in it counts for as long as it has lasted."""
    definition = Definition(
        code=f"time_in_{stage}",
        version=1,
        outcomes=(Outcome("next", stages=frozenset(later)),),
        clock=Clock(ClockStart.STAGE, stage),
        horizon=Span(1, Unit.DAYS),
    )
    spells = cohort_curves(facts, definition, as_of=as_of).curves.spells
    left = Spells(spells.until, np.minimum(spells.cause, 1), spells.entry)
    return StageTime(
        stage=stage,
        people=len(left),
        still_open=int((left.cause == OPEN).sum()),
        median=median(aalen_johansen(left)),
    )
