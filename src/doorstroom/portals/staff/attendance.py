"""Attendance of one person as the person page tells it: counts and the days that were missed, never a percentage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from doorstroom.learning.domain.attendance import AttendanceStatus, count
from doorstroom.learning.models import Attendance
from doorstroom.learning.selectors import attendance_days
from doorstroom.trajectories.selectors.person import PersonPage

SHOWN = timedelta(28)  # how far back the page looks; no rule hangs on it
MISSED = (AttendanceStatus.ABSENT, AttendanceStatus.SICK)


@dataclass(frozen=True)
class MissedDay:
    day: date
    activity: str
    status: str
    told: bool


@dataclass(frozen=True)
class AttendanceWords:
    """`sentence` counts the planned days; `missed` are those on which she was not there, the latest first."""

    sentence: str
    missed: Sequence[MissedDay]


def attendance_words(page: PersonPage, on: date) -> AttendanceWords | None:
    """The last four weeks, with today; None for who is in no phase or had no planned day."""
    trajectory = page.current.trajectory if page.current else None
    if trajectory is None or not trajectory.started_on or trajectory.exited_on:
        return None
    days = attendance_days([trajectory], on - SHOWN, on)[trajectory.pk]
    found = count(days)
    if not found.planned:
        return None
    parts = []
    if found.counted:
        there = ngettext("There on %(there)s of %(count)s day.", "There on %(there)s of %(count)s days.", found.counted)
        parts.append(there % {"there": found.attended, "count": found.counted})
    if found.excused:
        parts.append(_("Agreed as free: %(count)s.") % {"count": found.excused})
    if found.not_recorded:
        parts.append(_("Not recorded: %(count)s.") % {"count": found.not_recorded})
    missed = [
        MissedDay(each.day, each.name, str(Attendance.Status(each.status.value).label), each.notified)
        for each in reversed(days)
        if each.status in MISSED
    ]
    return AttendanceWords(" ".join(parts), missed)
