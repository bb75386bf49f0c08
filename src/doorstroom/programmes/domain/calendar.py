"""The days of a round, as they follow from its model.

Every phase repeats its weekly rhythm from its first day to its last. A day falls out when its activity
pauses in school holidays and it is one, or when it pauses on public holidays and it is one; every day that
falls out is kept with its cause, so that planned plus fallen out is always the rhythm times the weeks.
Holidays are arguments: they differ by region and by year.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from doorstroom.kernel.errors import DomainError
from doorstroom.kernel.period import Period, monday_of, week_number
from doorstroom.programmes.domain.route_model import Activity, RouteModel
from doorstroom.programmes.domain.schedule import WEEK, PhaseSpan, plan_phases
from doorstroom.programmes.domain.vocabulary import ActivityKind, Weekday


class CalendarError(DomainError):
    """A calendar that cannot be made from what was given."""


class Cause(StrEnum):
    SCHOOL_HOLIDAY = "school_holiday"
    PUBLIC_HOLIDAY = "public_holiday"


@dataclass(frozen=True)
class PlannedDay:
    """`hours` is None where the model gives neither hours nor times."""

    day: date
    phase: str
    activity: str
    kind: ActivityKind
    week: int
    starts_at: time | None = None
    ends_at: time | None = None
    hours: float | None = None


@dataclass(frozen=True, order=True)
class SkippedDay:
    day: date
    phase: str
    activity: str
    week: int
    cause: Cause
    name: str


@dataclass(frozen=True)
class ActivityTotal:
    phase: str
    activity: str
    kind: ActivityKind
    days: int
    skipped: int
    hours: float | None


@dataclass(frozen=True)
class RoundCalendar:
    """`span` is what is drawn; `unplanned` are phases without a date yet, `undated` activities without weekdays."""

    start: date
    span: Period
    phases: tuple[PhaseSpan, ...]
    days: tuple[PlannedDay, ...]
    skipped: tuple[SkippedDay, ...]
    totals: tuple[ActivityTotal, ...]
    unplanned: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()

    @property
    def weeks(self) -> tuple[int, ...]:
        """Week numbers from the first day drawn to the last; 1 is the week in which the round starts."""
        assert self.span.end is not None  # noqa: S101 generate() always closes the span
        last = self.span.end - timedelta(days=1)
        return tuple(range(self.week_of(self.span.start), self.week_of(last) + 1))

    def week_of(self, day: date) -> int:
        return week_number(start=self.start, on=day)

    def monday(self, week: int) -> date:
        return monday_of(self.start) + (week - 1) * WEEK

    def days_of(self, kind: ActivityKind) -> int:
        return sum(total.days for total in self.totals if total.kind is kind)

    def on(self, day: date) -> tuple[PlannedDay, ...]:
        return tuple(planned for planned in self.days if planned.day == day)


def generate(
    model: RouteModel,
    start: date,
    public_holidays: Mapping[date, str],
    school_holidays: Sequence[tuple[Period, str]],
    *,
    until: date | None = None,
    events: Mapping[str, date] | None = None,
    weekdays: Mapping[str, Sequence[Weekday]] | None = None,
) -> RoundCalendar:
    """The calendar of a round that starts on `start`, up to `until` (not included).

    Without `until` it runs to the model's own length, or to the end of its last phase that has one.
    `weekdays` replaces the model's days by activity: for this employer, this school or this person.
    """
    _check_weekdays(model, weekdays or {})
    spans = plan_phases(model, start, events)
    span = planned_span(model, start, until=until, events=events)
    holidays = _Holidays(public_holidays, _holiday_names(school_holidays, span))
    shown = tuple(each for each in spans if each.period.overlaps(span))
    lines = [
        _line(each, activity, (weekdays or {}).get(activity.code, activity.weekdays), start, span, holidays)
        for each in shown
        for activity in model.phase(each.phase).rhythm
    ]
    placed = {each.phase for each in spans}
    return RoundCalendar(
        start=start,
        span=span,
        phases=shown,
        days=tuple(sorted((day for line in lines for day in line.planned), key=lambda d: (d.day, d.activity))),
        skipped=tuple(sorted(day for line in lines for day in line.skipped)),
        totals=tuple(line.total for line in lines),
        unplanned=tuple(phase.code for phase in model.phases if phase.code not in placed),
        undated=tuple(line.total.activity for line in lines if not line.dated),
    )


@dataclass(frozen=True)
class _Holidays:
    public: Mapping[date, str]
    school: Mapping[date, str]

    def cause(self, activity: Activity, day: date) -> tuple[Cause, str] | None:
        """A school holiday is named first: on such a day a public holiday takes nothing more away."""
        if activity.pauses_in_school_holidays and day in self.school:
            return Cause.SCHOOL_HOLIDAY, self.school[day]
        if activity.pauses_on_public_holidays and day in self.public:
            return Cause.PUBLIC_HOLIDAY, self.public[day]
        return None


@dataclass(frozen=True)
class _Line:
    """One activity of one phase over the whole calendar."""

    planned: tuple[PlannedDay, ...]
    skipped: tuple[SkippedDay, ...]
    total: ActivityTotal
    dated: bool


def _line(
    each: PhaseSpan, activity: Activity, weekdays: Sequence[Weekday], start: date, span: Period, holidays: _Holidays
) -> _Line:
    hours = hours_per_day(activity)
    planned: list[PlannedDay] = []
    skipped: list[SkippedDay] = []
    for day in _rhythm_days(activity, weekdays, each.period, span):
        week = week_number(start=start, on=day)
        cause = holidays.cause(activity, day)
        if cause is not None:
            skipped.append(SkippedDay(day, each.phase, activity.code, week, *cause))
            continue
        times = activity.starts_at, activity.ends_at
        planned.append(PlannedDay(day, each.phase, activity.code, activity.kind, week, *times, hours))
    total = ActivityTotal(
        each.phase,
        activity.code,
        activity.kind,
        len(planned),
        len(skipped),
        None if hours is None else hours * len(planned),
    )
    return _Line(tuple(planned), tuple(skipped), total, bool(weekdays))


def hours_per_day(activity: Activity) -> float | None:
    """Of the hours a week where the model gives them; else from begin to end, breaks included."""
    if activity.hours_per_week is not None:
        return activity.hours_per_week / activity.days_per_week
    if activity.starts_at is None or activity.ends_at is None:
        return None
    minutes = (activity.ends_at.hour - activity.starts_at.hour) * 60
    return (minutes + activity.ends_at.minute - activity.starts_at.minute) / 60


def _rhythm_days(activity: Activity, weekdays: Sequence[Weekday], phase: Period, span: Period) -> Iterator[date]:
    """The days of the rhythm inside the phase, the activity's own weeks and the calendar.

    Weeks here are runs of seven days from the first day of the phase, so that a phase that starts on a
    Wednesday has every weekday once in each of them.
    """
    assert span.end is not None  # noqa: S101 generate() always closes the span
    end = span.end if phase.end is None else min(span.end, phase.end)
    if activity.until_week is not None:
        end = min(end, phase.start + activity.until_week * WEEK)
    offsets = sorted((weekday.number - phase.start.weekday()) % 7 for weekday in weekdays)
    first = phase.start + (activity.from_week - 1) * WEEK
    step = activity.every_weeks * WEEK
    while first < end:
        for offset in offsets:
            day = first + timedelta(days=offset)
            if span.start <= day < end:
                yield day
        first += step


def planned_span(
    model: RouteModel, start: date, *, until: date | None = None, events: Mapping[str, date] | None = None
) -> Period:
    """From the first to the last day a calendar shows: the days for which holidays must be known."""
    spans = plan_phases(model, start, events)
    ends = [each.period.end for each in spans if each.period.end is not None]
    if until is None and model.length_weeks is not None:
        until = start + model.length_weeks * WEEK
    if until is None and not ends:
        raise CalendarError("calendar_has_no_end", model=model.code, version=model.version)
    end = until or max(ends)
    first = min([start, *(each.period.start for each in spans)])
    if end <= first:
        raise CalendarError("calendar_ends_before_it_starts", start=first, until=end)
    return Period(first, end)


def _holiday_names(school_holidays: Sequence[tuple[Period, str]], span: Period) -> dict[date, str]:
    """A table of days; looking up beats comparing every day with every holiday."""
    names: dict[date, str] = {}
    for holiday, name in school_holidays:
        day, end = max(holiday.start, span.start), min(holiday.end or date.max, span.end or date.max)
        while day < end:
            names.setdefault(day, name)
            day += timedelta(days=1)
    return names


def _check_weekdays(model: RouteModel, weekdays: Mapping[str, Sequence[Weekday]]) -> None:
    """Another choice of days is free, another number of them would be another model."""
    activities = [activity for phase in model.phases for activity in phase.rhythm]
    for code, days in weekdays.items():
        wanted = {activity.days_per_week for activity in activities if activity.code == code}
        if not wanted:
            known = tuple(dict.fromkeys(activity.code for activity in activities))
            raise CalendarError("unknown_activity", activity=code, known=known)
        if wanted != {len(set(days))} or len(set(days)) != len(days):
            raise CalendarError("weekdays_do_not_add_up", activity=code, days=max(wanted), given=tuple(days))
