"""Attendance of a delivery: one mark per person and planned day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.db import models

from doorstroom.imports.domain.attendance import AttendanceMark
from doorstroom.imports.domain.errors import ImportsError
from doorstroom.imports.selectors import register_of, students
from doorstroom.imports.services.writing import Work
from doorstroom.learning.selectors import planned_days
from doorstroom.learning.services import Mark, record_attendance
from doorstroom.trajectories.models import Trajectory


class AttendanceWriter:
    def __init__(self, work: Work, rows: Sequence[AttendanceMark]) -> None:
        self.work, self.rows = work, rows
        self.left_out: Counter[str] = Counter()
        if not any(mark.person for mark in rows):
            raise ImportsError("nobody_known", round=str(work.batch.round or "–"))

    def roots(self) -> dict[type[models.Model], set[int]]:
        return {Trajectory: {int(mark.person) for mark in self.rows if mark.person}}

    def write(self) -> None:
        """Days that the person's own calendar does not have are left out and counted: a mark needs a planned day."""
        work, activity = self.work, register_of(self.work.batch.partner)
        marks = [Mark(int(m.person), m.on, activity, m.status) for m in self.rows if m.person]
        people = students(work.actor, work.batch.round)
        first, last = min(mark.day for mark in marks), max(mark.day for mark in marks)
        planned = {day.key for days in planned_days(people, first, last).values() for day in days}
        known = [mark for mark in marks if mark.key in planned]
        self.left_out["day_not_planned"] = len(marks) - len(known)
        if not known:
            raise ImportsError("no_day_planned")
        record_attendance(actor=work.actor, marks=known, at=work.at, source=work.source)
