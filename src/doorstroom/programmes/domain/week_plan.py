"""The weeks of a round on one page: lanes that overlap, and a sentence for what is unusual.

A lane is a row of bars (weeks in which an activity has a day, weeks in which papers are worked on) or of
dots (weeks in which a contact or a talk is planned). Lanes follow from the model and the calendar; nothing
in them is drawn by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from doorstroom.programmes.domain.calendar import Cause, RoundCalendar
from doorstroom.programmes.domain.fields import Names
from doorstroom.programmes.domain.in_force import held
from doorstroom.programmes.domain.norms import planned_contact_weeks
from doorstroom.programmes.domain.route_model import RouteModel
from doorstroom.programmes.domain.schedule import PhaseSpan, week_window


class LaneKind(StrEnum):
    ACTIVITY = "activity"
    CONTACT = "contact"
    MILESTONE = "milestone"
    CHECKLIST = "checklist"


class Mark(StrEnum):
    BAR = "bar"
    DOT = "dot"


@dataclass(frozen=True)
class Lane:
    """`weeks` are weeks of the round. `days_per_week` is for the label of an activity ("Placement, 3 days")."""

    kind: LaneKind
    code: str
    name: Names
    mark: Mark
    weeks: tuple[int, ...]
    days_per_week: int | None = None


@dataclass(frozen=True)
class Note:
    """A remark under the plan; messages.py has the sentence of each code."""

    code: str
    params: dict[str, Any]


@dataclass(frozen=True)
class WeekPlan:
    weeks: tuple[int, ...]
    lanes: tuple[Lane, ...]
    notes: tuple[Note, ...]


def week_plan(model: RouteModel, calendar: RoundCalendar) -> WeekPlan:
    lanes = (*_activities(model, calendar), *_contacts(model, calendar), *_milestones(model, calendar))
    return WeekPlan(calendar.weeks, (*lanes, *_checklists(model, calendar)), tuple(_notes(model, calendar)))


def _activities(model: RouteModel, calendar: RoundCalendar) -> Iterator[Lane]:
    for span in calendar.phases:
        for activity in model.phase(span.phase).rhythm:
            days = [d for d in calendar.days if (d.phase, d.activity) == (span.phase, activity.code)]
            weeks = tuple(sorted({day.week for day in days}))
            yield Lane(LaneKind.ACTIVITY, activity.code, activity.name, Mark.BAR, weeks, activity.days_per_week)


def _contacts(model: RouteModel, calendar: RoundCalendar) -> Iterator[Lane]:
    """One lane per role, through all phases: it is the same person who comes."""
    spans = {span.phase: span for span in calendar.phases}
    for role in model.roles:
        weeks: set[int] = set()
        for norm in model.contacts:
            span = spans.get(norm.phase)
            if norm.role == role.code and span is not None and held([norm], span.period.start):
                planned = planned_contact_weeks(norm, _last_week(span, calendar))
                weeks |= _round_weeks(calendar, span, planned)
        if weeks:
            yield Lane(LaneKind.CONTACT, role.code, role.name, Mark.DOT, tuple(sorted(weeks)))


def _milestones(model: RouteModel, calendar: RoundCalendar) -> Iterator[Lane]:
    spans = {span.phase: span for span in calendar.phases}
    for milestone in model.milestones:
        if milestone.phase in spans:
            weeks = _round_weeks(calendar, spans[milestone.phase], milestone.weeks)
            yield Lane(LaneKind.MILESTONE, milestone.code, milestone.name, Mark.DOT, tuple(sorted(weeks)))


def _checklists(model: RouteModel, calendar: RoundCalendar) -> Iterator[Lane]:
    """Papers are worked on until the phase ends, also after the week in which they should be complete."""
    spans = {span.phase: span for span in calendar.phases}
    for checklist in model.checklists:
        if checklist.phase in spans:
            span = spans[checklist.phase]
            open_weeks = tuple(range(checklist.opens_week, _last_week(span, calendar) + 1))
            weeks = tuple(sorted(_round_weeks(calendar, span, open_weeks)))
            yield Lane(LaneKind.CHECKLIST, checklist.code, checklist.name, Mark.BAR, weeks)


def _last_day(span: PhaseSpan, calendar: RoundCalendar) -> date:
    end = min(span.period.end or date.max, calendar.span.end or date.max)
    return end - timedelta(days=1)


def _last_week(span: PhaseSpan, calendar: RoundCalendar) -> int:
    """The last week of the phase that the calendar shows, counted from the start of the phase."""
    return calendar.week_of(_last_day(span, calendar)) - calendar.week_of(span.period.start) + 1


def _round_weeks(calendar: RoundCalendar, span: PhaseSpan, weeks: tuple[int, ...]) -> set[int]:
    """Weeks of the phase as weeks of the round, those outside the calendar left out."""
    starts = (week_window(span.period.start, week).start for week in weeks)
    return {calendar.week_of(day) for day in starts if day in calendar.span}


def _notes(model: RouteModel, calendar: RoundCalendar) -> Iterator[Note]:
    paused = [day for day in calendar.skipped if day.cause is Cause.SCHOOL_HOLIDAY]
    if paused:
        weeks = tuple(sorted({day.week for day in paused}))
        going = tuple(dict.fromkeys(day.activity for day in calendar.days if day.week in weeks))
        stopped = tuple(dict.fromkeys(day.activity for day in paused))
        yield Note("school_holiday_weeks", {"weeks": weeks, "paused": stopped, "continuing": going})
    lost = {day.day: day.name for day in calendar.skipped if day.cause is Cause.PUBLIC_HOLIDAY}
    if lost:
        yield Note("public_holidays_on_working_days", {"count": len(lost), "days": lost})
    for first, second, week in _overlaps(calendar):
        yield Note("phases_overlap", {"first": first, "second": second, "week": week})
    spans = {span.phase: span for span in calendar.phases}
    for checklist in model.checklists:
        if checklist.prepares is not None and checklist.phase in spans:
            opens = week_window(spans[checklist.phase].period.start, checklist.opens_week).start
            params = {"checklist": checklist.code, "prepares": checklist.prepares}
            yield Note("papers_start_before_phase", {**params, "week": calendar.week_of(opens)})
    if calendar.undated:
        yield Note("weekdays_not_chosen", {"activities": calendar.undated})


def _overlaps(calendar: RoundCalendar) -> Iterator[tuple[str, str, int]]:
    for place, earlier in enumerate(calendar.phases):
        for later in calendar.phases[place + 1 :]:
            if earlier.period.overlaps(later.period):
                begins = max(earlier.period.start, later.period.start)
                if begins in calendar.span:
                    yield earlier.phase, later.phase, calendar.week_of(begins)
