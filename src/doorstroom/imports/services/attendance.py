"""Attendance of a delivery: one mark per person and planned day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

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
        """The mark goes to what the person's own calendar has that day: school or workplace, since schools deliver
        both. Days that it does not have are left out and counted: a mark needs a planned day."""
        marks = [mark for mark in self.rows if mark.person]
        planned = self._registers(min(mark.on for mark in marks), max(mark.on for mark in marks))
        own = str(register_of(self.work.batch.partner))
        known = []
        for mark in marks:
            registers = planned.get((int(mark.person), mark.on), [])
            if registers:
                activity = own if own in registers else registers[0]
                known.append(Mark(int(mark.person), mark.on, activity, mark.status))
        self.left_out["day_not_planned"] = len(marks) - len(known)
        if not known:
            raise ImportsError("no_day_planned")
        record_attendance(actor=self.work.actor, marks=known, at=self.work.at, source=self.work.source)

    def _registers(self, first: date, last: date) -> dict[tuple[int, date], list[str]]:
        """What each person has on each day."""
        found: dict[tuple[int, date], list[str]] = {}
        people = students(self.work.actor, self.work.batch.round)
        for days in planned_days(people, first, last).values():
            for day in days:
                found.setdefault((day.trajectory_id, day.day), []).append(str(day.activity))
        return found
