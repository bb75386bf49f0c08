"""Reads: what is ahead of a goal, and how earlier forecasts came out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from doorstroom.monitoring.domain.forecast import GoalProgress
from doorstroom.monitoring.models import ArchivedForecast
from doorstroom.monitoring.selectors.goals import GoalState, goals_of
from doorstroom.monitoring.selectors.results import Results

Z50 = 0.6744897501960817
"""Two-sided 50 % of the normal distribution."""

STEP_WEEKS = 4


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
    state: GoalState
    ahead: Sequence[Ahead]
    kept: Sequence[KeptForecast]

    @property
    def inside(self) -> int:
        return sum(each.inside for each in self.kept)


def outlooks_of(results: Results) -> list[Outlook]:
    goals = goals_of(results)
    archive = ArchivedForecast.objects.filter(goal__in=[state.goal for state in goals], for_day__lte=results.on)
    kept: dict[int, list[ArchivedForecast]] = {}
    for forecast in archive.order_by("for_day", "made_on"):
        kept.setdefault(forecast.goal_id, []).append(forecast)
    return [
        Outlook(state, ahead_of(state.progress), [_kept(each, state) for each in kept.get(state.goal.pk, [])])
        for state in goals
    ]


def ahead_of(progress: GoalProgress) -> list[Ahead]:
    """Every four weeks up to the deadline, and the deadline itself; nothing where there is no pace yet."""
    pace, on, deadline = progress.pace, progress.as_of, progress.goal.deadline
    if pace is None or deadline <= on:
        return []
    weeks = range(0, (deadline - on).days // 7, STEP_WEEKS)
    days = [*(on + timedelta(weeks=week) for week in weeks), deadline]
    found = []
    for day in days:
        left = (day - on).days / 7
        likely, wide = pace.expected(left, Z50), pace.expected(left)
        middle = progress.done + pace.per_week * left
        found.append(
            Ahead(day, middle, (progress.done + likely[0], progress.done + likely[1]),
                  (progress.done + wide[0], progress.done + wide[1]))
        )  # fmt: skip
    return found


def _kept(forecast: ArchivedForecast, state: GoalState) -> KeptForecast:
    starts = state.goal.starts_on
    came = sum(starts <= day <= forecast.for_day for day in state.reached_on)
    return KeptForecast(forecast, came, forecast.recorded_at.date() > forecast.made_on)
