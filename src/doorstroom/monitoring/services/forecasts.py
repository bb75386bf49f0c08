"""Keeps forecasts as they were made, so that they can be held against what came."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from doorstroom.accounts.access import is_system
from doorstroom.kernel.actor import Actor
from doorstroom.monitoring.models import ArchivedForecast
from doorstroom.monitoring.selectors.goals import GoalState, goals_of
from doorstroom.monitoring.selectors.outlook import forecasts_of
from doorstroom.monitoring.selectors.results import Results, results_of

WEEKS_AHEAD = (13, 26)


@transaction.atomic
def archive_forecasts(*, actor: Actor, on: date) -> int:
    """Keep what is expected of every goal 13 and 26 weeks on, and by its deadline; once a day; gives how many.

    For a day gone by, the forecast is made from the facts as they stood that day, and says when it was recorded.
    """
    if not is_system(actor):
        raise PermissionError("keeping forecasts is work of the product itself; run it as a system actor")
    made: list[ArchivedForecast] = []
    for results in results_of(actor, on):
        for state in goals_of(results):
            made += _made(actor, results, state)
    return len(ArchivedForecast.objects.bulk_create(made, ignore_conflicts=True))


def _made(actor: Actor, results: Results, state: GoalState) -> list[ArchivedForecast]:
    on, deadline = results.on, state.progress.goal.deadline
    days = {on + timedelta(weeks=weeks) for weeks in WEEKS_AHEAD} | {deadline}
    ahead = sorted(day for day in days if on < day <= deadline)
    rows = []
    for day, forecast in zip(ahead, forecasts_of(results, state, ahead), strict=False):
        low, high = forecast.numbers.range()
        rows.append(
            ArchivedForecast(
                goal=state.goal, made_on=on, recorded_at=actor.at, for_day=day, done=state.progress.done, low=low,
                high=high, chance=forecast.numbers.at_least(state.goal.quantity) if day == deadline else None,
                definition=state.progress.goal.definition,
            )
        )  # fmt: skip
    return rows
