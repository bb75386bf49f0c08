"""Reads: what is ahead of a goal, and how earlier forecasts came out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from doorstroom.monitoring.domain.columns import NEVER, Columns, first_job_since
from doorstroom.monitoring.domain.forecast_people import (
    LIKELY_ENOUGH,
    Lasting,
    People,
    PeopleForecast,
    StartsNeeded,
    forecast_people,
    starts_needed,
)
from doorstroom.monitoring.domain.forecast_people import NEVER as NOT_YET
from doorstroom.monitoring.domain.lasting import Tenures, tenures
from doorstroom.monitoring.domain.sentences import Sentence, goal_sentences
from doorstroom.monitoring.domain.survival import OPEN, Spells, aalen_johansen
from doorstroom.monitoring.models import ArchivedForecast
from doorstroom.monitoring.selectors.goals import GoalState, goals_of
from doorstroom.monitoring.selectors.results import LASTING, Results
from doorstroom.programmes.models import Goal as StoredGoal

MOST_DAYS = 6
"""Days ahead at which the fan is worked out; between them it is drawn straight."""


@dataclass(frozen=True)
class Ahead:
    """One later day: the middle, and the ranges that hold 5 and 8 times in 10."""

    day: date
    middle: float
    likely: tuple[float, float]
    wide: tuple[float, float]


@dataclass(frozen=True)
class KeptForecast:
    """A forecast as it was made, and what came. `afterwards`: made from the facts of that day, but recorded later."""

    forecast: ArchivedForecast
    came: int
    afterwards: bool

    @property
    def inside(self) -> bool:
        return self.forecast.low <= self.came <= self.forecast.high


@dataclass(frozen=True)
class Outlook:
    """`forecast` is of the deadline, from the people; None where it is too early for one, or too late.

    `needed` are the starts that would make the goal likely, where it is not.
    """

    state: GoalState
    ahead: Sequence[Ahead]
    forecast: PeopleForecast | None
    kept: Sequence[KeptForecast]
    needed: StartsNeeded | None = None

    @property
    def inside(self) -> int:
        return sum(each.inside for each in self.kept)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return goal_sentences(self.state.progress, self.forecast, self.needed)


def goals_ahead(results: Results) -> list[Outlook]:
    """Every goal with what is expected of its deadline; the same forecast as `outlooks_of`, without the way there."""
    return [_outlook(results, state, days=1) for state in goals_of(results)]


def outlooks_of(results: Results) -> list[Outlook]:
    goals = goals_of(results)
    archive = ArchivedForecast.objects.filter(goal__in=[state.goal for state in goals], for_day__lte=results.on)
    kept: dict[int, list[ArchivedForecast]] = {}
    for forecast in archive.order_by("for_day", "made_on"):
        kept.setdefault(forecast.goal_id, []).append(forecast)
    return [
        _outlook(results, state, kept=[_kept(each, state) for each in kept.get(state.goal.pk, [])]) for state in goals
    ]


def _outlook(
    results: Results, state: GoalState, *, days: int = MOST_DAYS, kept: Sequence[KeptForecast] = ()
) -> Outlook:
    shown = days_ahead(results.on, state.goal.deadline, days)
    found = forecasts_of(results, state, shown)
    if not found:
        return Outlook(state, [], None, kept)
    now = float(state.progress.done)
    ahead = [Ahead(results.on, now, (now, now), (now, now))]
    for day, forecast in zip(shown, found, strict=True):
        numbers = forecast.numbers
        ahead.append(Ahead(day, numbers.mean, numbers.range(0.5), numbers.range(0.8)))
    return Outlook(state, ahead, found[-1], kept, _needed(results, state, found[-1]))


def _needed(results: Results, state: GoalState, forecast: PeopleForecast) -> StartsNeeded | None:
    goal = state.goal
    if forecast.numbers.at_least(goal.quantity) >= LIKELY_ENOUGH:
        return None
    people, lasting = people_of(results, goal)
    return starts_needed(people, as_of=results.on, deadline=goal.deadline, goal=goal.quantity, lasting=lasting)


def days_ahead(on: date, deadline: date, most: int = MOST_DAYS) -> list[date]:
    """A few days evenly up to the deadline, which is the last of them; none once it has come."""
    left = (deadline - on).days
    count = min(most, left // 7 + 1) if left > 0 else 0
    return [on + timedelta(days=left * number // count) for number in range(1, count + 1)]


def forecasts_of(results: Results, state: GoalState, days: Sequence[date]) -> list[PeopleForecast]:
    """By each day, from who is on the way, who will start, and how it went until now.

    None as long as there is nothing to go by: two months of the goal, and somebody who got there.
    """
    if state.progress.pace is None or not days:
        return []
    people, lasting = people_of(results, state.goal)
    if (people.job == NOT_YET).all():
        return []
    return [forecast_people(people, as_of=results.on, deadline=day, lasting=lasting) for day in days]


def people_of(results: Results, goal: StoredGoal) -> tuple[People, Lasting | None]:
    """Everybody who started, with what this goal counts as getting there; whoever did before it began is left out."""
    if goal.unit != StoredGoal.Unit.SUSTAINED:
        columns = results.columns.seen(results.on)
        days = columns.finished if goal.unit == StoredGoal.Unit.FINISHED else first_job_since(columns, columns.started)
        here = (columns.started != NEVER) & ~(days < goal.starts_on.toordinal())
        return _people(columns, days, here), None
    columns = results.with_all_jobs.seen(results.on)
    found = tenures(results.with_all_jobs, results.news, LASTING, as_of=results.on)
    here = (columns.started != NEVER) & ~(_lasted(found) < goal.starts_on.toordinal())
    lost = np.where(found.lost, found.began.astype(np.int64) + found.days - columns.started, NOT_YET)
    heard = np.where(found.began != NEVER, found.began.astype(np.int64) + found.days - columns.started, NOT_YET)
    people = _people(columns, found.began, here)
    return People(people.started, people.job, people.left, lost[here], heard[here]), _kept_work(found)


def _lasted(found: Tenures) -> NDArray[np.int64]:
    there = (found.began != NEVER) & (found.days >= LASTING.span.days)
    return np.where(there, found.began.astype(np.int64) + LASTING.span.days, NEVER)


def _people(columns: Columns, reached: NDArray[np.int32], here: NDArray[np.bool_]) -> People:
    """In days since the start."""
    started = columns.started.astype(np.int64)
    job, left = (np.where(days != NEVER, days - started, NOT_YET)[here] for days in (reached, columns.exited))
    return People(started[here], job, left, np.full(int(here.sum()), NOT_YET))


def _kept_work(found: Tenures) -> Lasting:
    """The share that keeps work for the term, by Kaplan-Meier: days of which nobody knows end the watching."""
    began = found.began != NEVER
    spells = Spells.of(np.maximum(found.days[began], 0), np.where(found.lost[began], 1, OPEN))
    kept = aalen_johansen(spells, causes=1).open_at(LASTING.span.days) if began.any() else None
    return Lasting(days=LASTING.span.days, kept=kept.value if kept else 1.0, job_starters=max(1, int(began.sum())))


def _kept(forecast: ArchivedForecast, state: GoalState) -> KeptForecast:
    starts = state.goal.starts_on
    came = sum(starts <= day <= forecast.for_day for day in state.reached_on)
    return KeptForecast(forecast, came, forecast.recorded_at.date() > forecast.made_on)
