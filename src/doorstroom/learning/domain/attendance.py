"""Attendance counts planned days, and two rules ask for a talk: a no-show today and a dip.

A day agreed beforehand as free is left out of every rate. A day that nobody recorded is neither attended nor
missed: it is counted apart. Sick counts as missed for the dip, because the act is a talk and never a sanction.
The limits come from the route model; a limit that is None switches its rule off.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from fractions import Fraction

from doorstroom.programmes.domain.norms import add_months
from doorstroom.programmes.domain.route_model import Thresholds


class AttendanceStatus(StrEnum):
    """`EXCUSED` was agreed beforehand; `ABSENT` was not there without leave; `NOT_RECORDED` is unknown."""

    PRESENT = "present"
    LATE = "late"
    SICK = "sick"
    EXCUSED = "excused"
    ABSENT = "absent"
    NOT_RECORDED = "not_recorded"


@dataclass(frozen=True)
class PlannedDay:
    """One planned day of one person.

    `notified`: the person, or somebody for them, said beforehand that they would not come.
    `register_taken`: somebody recorded this group or workplace that day, so that a blank means "not seen".
    """

    day: date
    status: AttendanceStatus = AttendanceStatus.NOT_RECORDED
    starts_at: time | None = None
    activity: str = ""
    notified: bool = False
    register_taken: bool = False


@dataclass(frozen=True)
class Attendance:
    """Days, of one person or of a group, by what was recorded."""

    present: int = 0
    late: int = 0
    sick: int = 0
    excused: int = 0
    absent: int = 0
    not_recorded: int = 0

    @property
    def attended(self) -> int:
        return self.present + self.late

    @property
    def missed(self) -> int:
        return self.sick + self.absent

    @property
    def counted(self) -> int:
        """The denominator: recorded days without those agreed as free."""
        return self.attended + self.missed

    @property
    def planned(self) -> int:
        return self.counted + self.excused + self.not_recorded

    @property
    def rate(self) -> Fraction | None:
        return Fraction(self.attended, self.counted) if self.counted else None


@dataclass(frozen=True)
class Dip:
    """`recent` are the last planned days, `before` the own month before them; `below` and `drop` say which rule."""

    recent: Attendance
    before: Attendance
    last_missed_on: date
    below: bool
    drop: bool


def count(days: Iterable[PlannedDay]) -> Attendance:
    """Adds up: a person's weeks, or one day of a group."""
    found = [day.status for day in days]
    return Attendance(**{status.value: found.count(status) for status in AttendanceStatus})


def last_planned(days: Iterable[PlannedDay], *, on: date, number: int) -> tuple[PlannedDay, ...]:
    """The last planned days up to and including `on`, without those agreed as free, oldest first."""
    due = [day for day in days if day.day <= on and day.status is not AttendanceStatus.EXCUSED]
    return tuple(sorted(due, key=lambda day: day.day)[-number:])


def attendance_dip(days: Sequence[PlannedDay], *, on: date, limits: Thresholds) -> Dip | None:
    """Speaks up when the last days are below the limit, or well below the own month before them.

    Days that are not there yet or were not recorded count as attended: only misses that are known can dip.
    """
    number = limits.attendance_last_days
    recent_days = last_planned(days, on=on, number=number) if number else ()
    recent = count(recent_days)
    if not number or not recent.missed:
        return None
    first = recent_days[0].day
    month_ago = add_months(first, -1)
    before = count(day for day in days if month_ago <= day.day < first)
    at_best = Fraction(number - recent.missed, number) * 100
    floor, points = limits.attendance_below_percent, limits.attendance_drop_points
    below = floor is not None and at_best < floor
    drop = points is not None and before.rate is not None and before.rate * 100 - at_best >= points
    if not (below or drop):
        return None
    missed = (AttendanceStatus.SICK, AttendanceStatus.ABSENT)
    last = max(day.day for day in recent_days if day.status in missed)
    return Dip(recent, before, last, below, drop)


def no_shows(days: Iterable[PlannedDay], *, now: datetime, limits: Thresholds) -> tuple[PlannedDay, ...]:
    """Today's days on which the person was not seen and gave no notice.

    Recorded as absent counts at once. A blank counts only when the register was taken and the limit of
    minutes after the start has passed: a register that nobody filled says nothing about a person.
    """
    if limits.no_show_minutes is None:
        return ()
    wait = timedelta(minutes=limits.no_show_minutes)
    return tuple(
        day
        for day in days
        if day.day == now.date()
        and not day.notified
        and (
            day.status is AttendanceStatus.ABSENT
            or (
                day.status is AttendanceStatus.NOT_RECORDED
                and day.register_taken
                and day.starts_at is not None
                and datetime.combine(day.day, day.starts_at, now.tzinfo) + wait <= now
            )
        )
    )
