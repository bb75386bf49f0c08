"""On which days the phases of a model are planned to run, and which days a week of a phase is.

A phase starts in a week of the round, after or alongside another phase, or on a dated event. It lasts its
length in whole weeks from its own first day, so a round that starts on a Wednesday still has every weekday
as often as its model says. What depends on an event without a date, or follows a phase without an end, has
no place yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from doorstroom.kernel.period import Period, monday_of
from doorstroom.programmes.domain.route_model import Phase, RouteModel

WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class PhaseSpan:
    phase: str
    period: Period


def plan_phases(model: RouteModel, start: date, events: Mapping[str, date] | None = None) -> tuple[PhaseSpan, ...]:
    """The phases that have a place, in the model's order. What really happened belongs in `events`."""
    planned: dict[str, PhaseSpan] = {}
    waiting = list(model.phases)
    while waiting:
        placed = [
            PhaseSpan(phase.code, _period(phase, first))
            for phase in waiting
            if (first := _first_day(phase, start, events or {}, planned)) is not None
        ]
        if not placed:
            break
        planned |= {span.phase: span for span in placed}
        waiting = [phase for phase in waiting if phase.code not in planned]
    return tuple(planned[phase.code] for phase in model.phases if phase.code in planned)


def week_window(phase_start: date, week: int) -> Period:
    """The days of one week of a phase: Monday to Sunday, in the first week from the day it starts."""
    monday = monday_of(phase_start) + (week - 1) * WEEK
    return Period(max(monday, phase_start), monday + WEEK)


def _first_day(phase: Phase, start: date, events: Mapping[str, date], planned: Mapping[str, PhaseSpan]) -> date | None:
    starts = phase.starts
    offset = starts.offset_weeks * WEEK
    if starts.week is not None:
        return start + (starts.week - 1) * WEEK + offset
    if starts.event is not None:
        return events[starts.event] + offset if starts.event in events else None
    other = planned.get(starts.after or starts.alongside or "")
    if other is None:
        return None
    anchor = other.period.end if starts.after else other.period.start
    return None if anchor is None else anchor + offset


def _period(phase: Phase, first: date) -> Period:
    return Period(first, None if phase.length_weeks is None else first + phase.length_weeks * WEEK)
