"""Reads: how far a programme is with its goals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from doorstroom.monitoring.domain.columns import NEVER, Days, first_job_since
from doorstroom.monitoring.domain.goals import Goal, GoalProgress, progress
from doorstroom.monitoring.domain.lasting import lasting_since, tenures
from doorstroom.monitoring.selectors.results import LASTING, Results
from doorstroom.programmes.models import Goal as StoredGoal


@dataclass(frozen=True)
class GoalState:
    goal: StoredGoal
    progress: GoalProgress
    reached_on: Sequence[date]


def goals_of(results: Results) -> list[GoalState]:
    return [goal_state(results, goal) for goal in sorted(results.programme.goals.all(), key=lambda g: g.deadline)]


def goal_state(results: Results, stored: StoredGoal) -> GoalState:
    days = [date.fromordinal(int(day)) for day in np.sort(days_reached(results, stored.unit))]
    goal = Goal(
        quantity=stored.quantity, definition=f"{stored.unit}/1", starts_on=stored.starts_on, deadline=stored.deadline
    )  # fmt: skip
    return GoalState(stored, progress(goal, days, as_of=results.on), days)


def days_reached(results: Results, unit: str) -> Days:
    """One day for each trajectory that got there by the day of the page."""
    match unit:
        case StoredGoal.Unit.FINISHED:
            days = results.columns.finished
        case StoredGoal.Unit.JOB:
            days = first_job_since(results.columns, results.columns.started)
        case _:
            found = tenures(results.with_all_jobs, results.news, LASTING, as_of=results.on)
            days = lasting_since(found, LASTING)
    reached: Days = days[(days != NEVER) & (days <= results.on.toordinal())]
    return reached
