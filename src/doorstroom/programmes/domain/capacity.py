"""What a round of so many people asks of others, week by week.

Everyone of a round works and learns on the same days, so a week in which an activity has a day needs a
place, or a seat, for each of them; a week in which it pauses needs none. Guidance takes the hours a person
a week that the model plans for, in every week in which a phase runs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil

from doorstroom.kernel.period import Period
from doorstroom.programmes.domain.calendar import RoundCalendar
from doorstroom.programmes.domain.route_model import RouteModel
from doorstroom.programmes.domain.schedule import WEEK
from doorstroom.programmes.domain.vocabulary import ActivityKind


@dataclass(frozen=True)
class WeekNeed:
    """`seats` and `person_days` by kind of activity, `hours` by role."""

    week: int
    monday: date
    seats: Mapping[ActivityKind, int]
    person_days: Mapping[ActivityKind, int]
    hours: Mapping[str, float]


def week_needs(model: RouteModel, calendar: RoundCalendar, participants: int) -> tuple[WeekNeed, ...]:
    days: dict[int, Counter[ActivityKind]] = {week: Counter() for week in calendar.weeks}
    for planned in calendar.days:
        days[planned.week][planned.kind] += 1
    return tuple(
        WeekNeed(
            week=week,
            monday=calendar.monday(week),
            seats=dict.fromkeys(kinds, participants),
            person_days={kind: count * participants for kind, count in kinds.items()},
            hours=_hours(model, participants) if _runs(calendar, week) else {},
        )
        for week, kinds in days.items()
    )


def staff_needs(model: RouteModel, participants: int) -> dict[str, int]:
    """How many people a role takes for a group, by the largest caseload the model allows."""
    return {role.code: ceil(participants / role.max_caseload) for role in model.roles if role.max_caseload is not None}


def _hours(model: RouteModel, participants: int) -> dict[str, float]:
    return {
        role.code: participants * role.hours_per_person_week
        for role in model.roles
        if role.hours_per_person_week is not None
    }


def _runs(calendar: RoundCalendar, week: int) -> bool:
    days = Period(calendar.monday(week), calendar.monday(week) + WEEK)
    return any(span.period.overlaps(days) for span in calendar.phases)
