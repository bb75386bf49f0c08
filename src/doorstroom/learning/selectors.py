"""The planned days of people and what was recorded on them, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import get_language

from doorstroom.kernel.period import Period
from doorstroom.learning.domain.attendance import AttendanceStatus
from doorstroom.learning.domain.attendance import PlannedDay as AttendanceDay
from doorstroom.learning.models import AbsenceNotice, Attendance
from doorstroom.placements.selectors import WorkingWeek, working_weeks
from doorstroom.programmes.domain.calendar import PlannedDay as CalendarDay
from doorstroom.programmes.domain.calendar import generate
from doorstroom.programmes.domain.route_model import RouteModel
from doorstroom.programmes.domain.vocabulary import ActivityKind, Weekday
from doorstroom.programmes.selectors import approach_of, holidays_between
from doorstroom.trajectories.models import Event, Trajectory

WORKPLACE = frozenset({ActivityKind.PLACEMENT, ActivityKind.WORK})
CLASSROOM = frozenset({ActivityKind.SCHOOL, ActivityKind.TRAINING, ActivityKind.LANGUAGE})
REGISTERS = {
    **dict.fromkeys(WORKPLACE, Attendance.Activity.PLACEMENT.value),
    **dict.fromkeys(CLASSROOM, Attendance.Activity.SCHOOL.value),
}
Days = Sequence[tuple[CalendarDay, str]]


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
    people = [t for t in trajectories if t.started_on]
    prefetch_related_objects(people, "round", "model", "phases")
    weeks = working_weeks(t.pk for t in people)
    away = _times_away([t.pk for t in people])
    calendars = _Calendars(people, first, last)
    return {
        t.pk: sorted(_days_of(t, calendars, weeks.get(t.pk, []), away.get(t.pk, [])), key=lambda day: day.key[1:])
        for t in people
    }


def attendance_days(trajectories: Iterable[Trajectory], first: date, last: date) -> dict[int, list[AttendanceDay]]:
    """Planned days with what is known about each, as the rules on attendance take them."""
    planned = planned_days(trajectories, first, last)
    about = {"trajectory__in": planned, "day__range": (first, last)}
    found = {
        (trajectory, day, activity): status
        for trajectory, day, activity, status in Attendance.objects.filter(**about).values_list(
            "trajectory_id", "day", "activity", "status"
        )
    }
    told = set(AbsenceNotice.objects.filter(**about).values_list("trajectory_id", "day"))
    taken = {(day, activity) for _, day, activity in found}
    return {
        trajectory: [
            AttendanceDay(
                day=each.day,
                status=AttendanceStatus(found.get(each.key, AttendanceStatus.NOT_RECORDED)),
                starts_at=each.starts_at,
                activity=each.activity,
                notified=(trajectory, each.day) in told,
                register_taken=(each.day, each.activity) in taken,
            )
            for each in days
        ]
        for trajectory, days in planned.items()
    }


class _Calendars:
    """The calendars of people who share a model, a start and weekdays are made once."""

    def __init__(self, people: Collection[Trajectory], first: date, last: date) -> None:
        self.first, self.last = first, last
        regions = {_region(t) for t in people}
        self.holidays = {region: holidays_between(first, last, region=region) for region in regions}
        self.made: dict[Any, Days] = {}

    def of(self, trajectory: Trajectory, weekdays: tuple[int, ...]) -> Days:
        """`weekdays` are the person's own at the workplace; when empty the model's hold."""
        model = trajectory.model
        start = trajectory.round.starts_on if trajectory.round else trajectory.started_on
        if model is None or start is None or start > self.last:
            return ()
        approach = approach_of(model)
        events = {
            phase.starts.event: episode.started_on
            for episode in trajectory.phases.all()
            if (phase := approach.phase(episode.phase)).starts.event and phase.rhythm
        }
        key = (model.checksum, start, _region(trajectory), weekdays, tuple(sorted(events.items())))
        if key not in self.made:
            made = generate(
                approach, start, *self.holidays[_region(trajectory)], until=self.last + timedelta(days=1),
                events=events, weekdays=_own_weekdays(approach, weekdays),
            )  # fmt: skip
            names = {(p.code, a.code): a.name.text(get_language() or "nl") for p in approach.phases for a in p.rhythm}
            self.made[key] = [(day, names[day.phase, day.activity]) for day in made.days if day.day >= self.first]
        return self.made[key]


def _region(trajectory: Trajectory) -> str:
    return trajectory.round.holiday_region if trajectory.round else ""


def _own_weekdays(approach: RouteModel, weekdays: tuple[int, ...]) -> dict[str, tuple[Weekday, ...]]:
    """The person's weekdays, for each workplace activity that has as many days."""
    chosen = tuple(list(Weekday)[number] for number in weekdays)
    activities = [a for phase in approach.phases for a in phase.rhythm if a.kind in WORKPLACE]
    return {a.code: chosen for a in activities if a.days_per_week == len(chosen)}


def _days_of(
    trajectory: Trajectory, calendars: _Calendars, weeks: list[WorkingWeek], away: list[Period]
) -> Iterator[PlannedDay]:
    seen = set()
    for weekdays in {(), *(week.weekdays for week in weeks)}:
        for day, name in calendars.of(trajectory, weekdays):
            if weekdays != (_weekdays_on(day.day, weeks) if day.kind in WORKPLACE else ()):
                continue
            register = REGISTERS.get(day.kind)
            if register is None or (day.day, register) in seen or not _takes_part(trajectory, day, away):
                continue
            seen.add((day.day, register))
            yield PlannedDay(trajectory.pk, day.day, register, day.activity, name, day.starts_at, day.ends_at)


def _weekdays_on(day: date, weeks: list[WorkingWeek]) -> tuple[int, ...]:
    return next((week.weekdays for week in reversed(weeks) if day in week), ())


def _takes_part(trajectory: Trajectory, day: CalendarDay, away: list[Period]) -> bool:
    if (trajectory.exited_on and day.day > trajectory.exited_on) or any(day.day in period for period in away):
        return False
    return any(
        each.phase == day.phase and each.started_on <= day.day and (each.ended_on is None or day.day < each.ended_on)
        for each in trajectory.phases.all()
    )


def _times_away(trajectory_ids: list[int]) -> dict[int, list[Period]]:
    """When each person was suspended, from the timeline; still away is an open period."""
    moves = Event.objects.filter(trajectory__in=trajectory_ids, kind__in=["suspended", "resumed"])
    away: dict[int, list[Period]] = {}
    for trajectory, kind, on in moves.order_by("occurred_on", "id").values_list("trajectory_id", "kind", "occurred_on"):
        periods = away.setdefault(trajectory, [])
        if kind == "suspended":
            periods.append(Period(on))
        elif periods and on > periods[-1].start:
            periods[-1] = Period(periods[-1].start, on)
        elif periods:
            periods.pop()
    return away
