"""The register of a group: one day to fill in, and the week around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstroom.kernel.period import monday_of
from doorstroom.learning.domain.attendance import Attendance as Count
from doorstroom.learning.domain.attendance import AttendanceStatus, count
from doorstroom.learning.models import Attendance
from doorstroom.learning.selectors import RegisterDay
from doorstroom.learning.services import Mark
from doorstroom.trajectories.models import Trajectory

PREFIX = "mark"


@dataclass(frozen=True)
class Choice:
    """A status with the letter that chooses it."""

    value: str
    label: object
    key: object


CHOICES = (
    Choice(Attendance.Status.PRESENT, _("present"), pgettext_lazy("attendance key", "p")),
    Choice(Attendance.Status.LATE, _("late"), pgettext_lazy("attendance key", "l")),
    Choice(Attendance.Status.SICK, _("sick"), pgettext_lazy("attendance key", "s")),
    Choice(Attendance.Status.EXCUSED, _("with notice"), pgettext_lazy("attendance key", "w")),
    Choice(Attendance.Status.ABSENT, _("without notice"), pgettext_lazy("attendance key", "o")),
)
LABELS = {choice.value: choice.label for choice in CHOICES} | {AttendanceStatus.NOT_RECORDED: _("not filled in")}
PROPOSED = {"sick": Attendance.Status.SICK}


@dataclass(frozen=True)
class Row:
    """One person on the open day; `detail` tells the rest of the week in words."""

    trajectory_id: int
    activity: str
    name: str
    detail: str
    value: str
    recorded: bool

    @property
    def id(self) -> str:
        return f"{self.trajectory_id}-{self.activity}"

    @property
    def field(self) -> str:
        return f"{PREFIX}-{self.id}"


@dataclass(frozen=True)
class DaySummary:
    day: date
    open: bool
    activities: str
    count: Count


@dataclass(frozen=True)
class Register:
    day: date
    rows: tuple[Row, ...]
    week: tuple[DaySummary, ...]

    @property
    def monday(self) -> date:
        return monday_of(self.day)

    @property
    def open_rows(self) -> int:
        return sum(not row.recorded for row in self.rows)

    def marks(self, posted: Mapping[str, str], *, others: str = "") -> list[Mark]:
        """What was chosen; `others` is for everybody whose row was left empty."""
        chosen = [(row, posted.get(row.field) or others) for row in self.rows]
        return [Mark(row.trajectory_id, self.day, row.activity, status) for row, status in chosen if status]


def register(
    people: Sequence[Trajectory],
    days: Mapping[int, Sequence[RegisterDay]],
    *,
    day: date | None,
    monday: date,
    today: date,
    posted: Mapping[str, str] | None = None,
) -> Register:
    """The week from `monday`, opened on `day`, or else on the last planned day that has come."""
    planned = sorted({each.day for found in days.values() for each in found})
    come = [each for each in planned if each <= today]
    opened = day or (come or planned or [monday])[-1 if come else 0]
    rows = [
        _row(person, each, days[person.pk], posted or {})
        for person in people
        for each in days.get(person.pk, ())
        if each.day == opened
    ]
    return Register(opened, tuple(rows), tuple(_summary(each, days, opened) for each in planned))


def week_of(day: date) -> tuple[date, date]:
    return monday_of(day), monday_of(day) + timedelta(days=6)


def _row(person: Trajectory, day: RegisterDay, week: Sequence[RegisterDay], posted: Mapping[str, str]) -> Row:
    recorded = day.status is not AttendanceStatus.NOT_RECORDED
    proposed = PROPOSED.get(day.told, Attendance.Status.EXCUSED) if day.notified else ""
    rest = [
        f"{date_format(each.day, 'D').lower()} {LABELS[each.status]}"
        for each in week
        if each is not day and each.status is not AttendanceStatus.NOT_RECORDED
    ]
    row = Row(
        trajectory_id=person.pk,
        activity=day.activity,
        name=person.person.full_name,
        detail=" · ".join(([str(_("told beforehand"))] if day.notified else []) + rest),
        value=day.status if recorded else proposed,
        recorded=recorded,
    )
    given = posted.get(row.field)
    return row if given is None else Row(**{**row.__dict__, "value": given})


def _summary(day: date, days: Mapping[int, Sequence[RegisterDay]], opened: date) -> DaySummary:
    of_day = [each for found in days.values() for each in found if each.day == day]
    names = dict.fromkeys(each.name for each in of_day)
    return DaySummary(day, day == opened, ", ".join(names), count(of_day))
