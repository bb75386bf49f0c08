"""The planned days of people and what was recorded on them, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from functools import cache
from typing import Any

from django.db.models import DateField, Q, Value, prefetch_related_objects
from django.db.models.functions import Cast
from django.utils.translation import get_language

from doorstroom.database.arrays import any_of
from doorstroom.database.ready import KEYS, ReadyQuery
from doorstroom.kernel.period import Period
from doorstroom.learning.domain.attendance import AttendanceStatus
from doorstroom.learning.domain.attendance import PlannedDay as AttendanceDay
from doorstroom.learning.models import AbsenceNotice, Attendance
from doorstroom.placements.selectors import WorkingWeek, working_weeks
from doorstroom.programmes.domain.calendar import PlannedDay as CalendarDay
from doorstroom.programmes.domain.calendar import generate
from doorstroom.programmes.domain.route_model import Activity, RouteModel
from doorstroom.programmes.domain.vocabulary import ActivityKind, Weekday
from doorstroom.programmes.selectors import approach_of, holidays_between
from doorstroom.trajectories.models import Event, PhaseEpisode, Trajectory

WORKPLACE = frozenset({ActivityKind.PLACEMENT, ActivityKind.WORK})
CLASSROOM = frozenset({ActivityKind.SCHOOL, ActivityKind.TRAINING, ActivityKind.LANGUAGE})
REGISTERS = {
    **dict.fromkeys(WORKPLACE, Attendance.Activity.PLACEMENT.value),
    **dict.fromkeys(CLASSROOM, Attendance.Activity.SCHOOL.value),
}
STATUSES = {status.value: status for status in AttendanceStatus}
FIRST, LAST = date(1, 1, 1), date(2, 1, 1)
"""Marks of the first and last day that is asked for (`database.ready`)."""
Register = tuple[int, date, str]
"""Of a round, a day and an activity."""
Kept = tuple[int, date, str, str]
"""(trajectory, day, register, status) of what was recorded, and (trajectory, day, "", reason) of a notice."""
Days = Sequence[tuple[CalendarDay, str]]
Planned = Sequence[tuple[CalendarDay, str, str]]
"""Days with the name of their activity; and with the register in which the day is kept."""


@dataclass(frozen=True)
class PlannedDay:
    """A day on which attendance is kept; `code` and `name` are the model's activity, `activity` the register."""

    trajectory_id: int
    day: date
    activity: str
    code: str
    name: str
    starts_at: time | None = None
    ends_at: time | None = None

    @property
    def key(self) -> tuple[int, date, str]:
        return self.trajectory_id, self.day, self.activity


def planned_days(trajectories: Iterable[Trajectory], first: date, last: date) -> dict[int, list[PlannedDay]]:
    """The days of each trajectory from `first` to `last`, both included, in a fixed number of queries.

    A day counts while the person is in its phase and not away. Who has no open phase yet has no days.
    """
    return {
        pk: [
            PlannedDay(pk, day.day, register, day.activity, name, day.starts_at, day.ends_at)
            for day, name, register in days
        ]
        for pk, days in _planned(trajectories, first, last)[0].items()
    }


def _planned(
    trajectories: Iterable[Trajectory], first: date, last: date, *, kept_since: date = date.max
) -> tuple[dict[int, Planned], list[Kept]]:
    """The days, and what was recorded since a day up to the last. People whose calendar, course and working days are
    the same share their days."""
    people = [t for t in trajectories if t.started_on]
    prefetch_related_objects(people, "round", "model")
    weeks = working_weeks(t.pk for t in people)
    courses, kept = _known([t.pk for t in people], kept_since, last)
    calendars = _Calendars(people, first, last)
    shared: dict[Any, Planned] = {}
    found = {}
    for t in people:
        course, own = courses[t.pk], tuple(weeks.get(t.pk, ()))
        key = (t.model_id, calendars.start_of(t), _region(t), course.key, own)
        if key not in shared:
            days = _days_of(t, course, calendars, own)
            shared[key] = sorted(days, key=lambda each: (each[0].day, each[2]))
        found[t.pk] = shared[key]
    return found, kept


@dataclass(frozen=True)
class RegisterDay(AttendanceDay):
    """A planned day with what is known about it; `told` is the reason that was given beforehand."""

    trajectory_id: int = 0
    name: str = ""
    told: str = ""


def attendance_days(
    trajectories: Iterable[Trajectory], first: date, last: date, *, registers: Iterable[Register] = ()
) -> dict[int, list[RegisterDay]]:
    """Planned days with what is known about each, as the rules on attendance take them; a fixed number of queries.

    `registers` are those in which others than these people are known to stand.
    """
    people = list(trajectories)
    planned, rows = _planned(people, first, last, kept_since=first)
    found = {(trajectory, day, register): status for trajectory, day, register, status in rows}
    # A register is that of a round: what another group wrote down says nothing about this one.
    group = {t.pk: ("round", t.round_id) if t.round_id else ("alone", t.pk) for t in people}
    taken = {(group[trajectory], day, register) for trajectory, day, register, _ in rows}
    taken |= {(("round", round_id), day, register) for round_id, day, register in registers}
    return {
        pk: [
            RegisterDay(
                day=each.day,
                status=STATUSES[found.get((pk, each.day, register), "not_recorded")],
                starts_at=each.starts_at,
                activity=register,
                notified=(pk, each.day, "") in found,
                register_taken=(group[pk], each.day, register) in taken,
                trajectory_id=pk,
                name=name,
                told=found.get((pk, each.day, ""), ""),
            )
            for each, name, register in days
        ]
        for pk, days in planned.items()
    }


class _Calendars:
    """The calendars of people who share a model, a start and weekdays are made once."""

    def __init__(self, people: Collection[Trajectory], first: date, last: date) -> None:
        self.first, self.last = first, last
        self.holidays = holidays_between(first, last, regions={_region(t) for t in people})
        self.made: dict[Any, Days] = {}

    def of(self, trajectory: Trajectory, course: _Course, weekdays: tuple[int, ...]) -> Days:
        """`weekdays` are the person's own at the workplace; when empty the model's hold."""
        model, start = trajectory.model, self.start_of(trajectory)
        if model is None or start is None or start > self.last:
            return ()
        approach = approach_of(model)
        events = {
            phase.starts.event: period.start
            for code, period in course.stays
            if (phase := approach.phase(code)).starts.event and phase.rhythm
        }
        key = (model.checksum, start, _region(trajectory), weekdays, tuple(sorted(events.items())))
        if key not in self.made:
            personal = _on_own_weekdays(approach, weekdays)
            until = self.last + timedelta(days=1)
            made = generate(personal, start, *self.holidays[_region(trajectory)], until=until, events=events)
            names = {(p.code, a.code): a.name.text(get_language() or "nl") for p in approach.phases for a in p.rhythm}
            self.made[key] = [(day, names[day.phase, day.activity]) for day in made.days if day.day >= self.first]
        return self.made[key]

    @staticmethod
    def start_of(trajectory: Trajectory) -> date | None:
        return trajectory.round.starts_on if trajectory.round else trajectory.started_on


def _region(trajectory: Trajectory) -> str:
    return trajectory.round.holiday_region if trajectory.round else ""


def _on_own_weekdays(approach: RouteModel, weekdays: tuple[int, ...]) -> RouteModel:
    """The approach with the person's weekdays at the workplace, also when they are more or fewer than usual."""
    if not weekdays:
        return approach
    own = tuple(list(Weekday)[number] for number in weekdays)

    def adapted(activity: Activity) -> Activity:
        at_work = activity.kind in WORKPLACE
        return replace(activity, weekdays=own, days_per_week=len(own)) if at_work else activity

    phases = (replace(phase, rhythm=tuple(map(adapted, phase.rhythm))) for phase in approach.phases)
    return replace(approach, phases=tuple(phases))


def _days_of(
    trajectory: Trajectory, course: _Course, calendars: _Calendars, weeks: Sequence[WorkingWeek]
) -> Iterator[tuple[CalendarDay, str, str]]:
    seen = set()
    for weekdays in {(), *(week.weekdays for week in weeks)}:
        for day, name in calendars.of(trajectory, course, weekdays):
            if weekdays != (_weekdays_on(day.day, weeks) if day.kind in WORKPLACE else ()):
                continue
            register = REGISTERS.get(day.kind)
            if register is None or (day.day, register) in seen or not course.takes_part(day.phase, day.day):
                continue
            seen.add((day.day, register))
            yield day, name, register


def _weekdays_on(day: date, weeks: Sequence[WorkingWeek]) -> tuple[int, ...]:
    return next((week.weekdays for week in reversed(weeks) if day in week), ())


@dataclass
class _Course:
    """What a person went through: stays in phases, and times away; still away is an open period."""

    stays: list[tuple[str, Period]] = field(default_factory=list)
    away: list[Period] = field(default_factory=list)

    @property
    def key(self) -> tuple[tuple[tuple[str, Period], ...], tuple[Period, ...]]:
        return tuple(self.stays), tuple(self.away)

    def takes_part(self, phase: str, day: date) -> bool:
        present = any(code == phase and day in period for code, period in self.stays)
        return present and not any(day in period for period in self.away)

    def leave(self, on: date) -> None:
        self.away.append(Period(on))

    def come_back(self, on: date) -> None:
        if self.away:
            since = self.away.pop().start
            self.away += [Period(since, on)] if on > since else []


def _known(trajectory_ids: list[int], first: date, last: date) -> tuple[dict[int, _Course], list[Kept]]:
    """The courses of these people, and what was recorded from `first` to `last`; one query."""
    courses: dict[int, _Course] = {pk: _Course() for pk in trajectory_ids}
    marks = {KEYS: trajectory_ids, FIRST: first, LAST: last}
    rows = _asked().rows(marks) if trajectory_ids else []
    steps = sorted((row for row in rows if row[0]), key=lambda row: (row[4], row[0]))
    for _, trajectory, what, _none, start, end in steps:
        course = courses[trajectory]
        if what == "suspended":
            course.leave(start)
        elif what == "resumed":
            course.come_back(start)
        elif end is None or end > start:
            course.stays.append((what, Period(start, end)))
    kept = [(trajectory, day, register, said) for key, trajectory, register, said, day, _none in rows if not key]
    return courses, kept


@cache
def _asked() -> ReadyQuery:
    """(key, trajectory, what, "", from, until) of phases and suspensions; without a key (0, trajectory, register,
    status, day, None) of what was recorded and (0, trajectory, "", reason, day, None) of notices."""
    theirs, then = any_of("trajectory", Value(KEYS)), Q(day__range=(FIRST, LAST))
    nobody, nothing, never = Value(0), Value(""), Cast(Value(None), DateField())
    stays = PhaseEpisode.objects.filter(theirs).values_list(
        "id", "trajectory_id", "phase", nothing, "started_on", "ended_on"
    )
    return ReadyQuery(
        stays.union(
            Event.objects.filter(theirs, kind__in=["suspended", "resumed"]).values_list(
                "id", "trajectory_id", "kind", nothing, "occurred_on", never
            ),
            Attendance.objects.filter(theirs, then).values_list(
                nobody, "trajectory_id", "activity", "status", "day", never
            ),
            AbsenceNotice.objects.filter(theirs, then).values_list(
                nobody, "trajectory_id", nothing, "reason", "day", never
            ),
            all=True,
        )
    )
