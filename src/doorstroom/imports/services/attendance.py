"""Attendance of a delivery: one mark per person and planned day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.db import models

from doorstroom.imports.domain.attendance import AttendanceMark
from doorstroom.imports.domain.errors import ImportsError
from doorstroom.imports.selectors import activities, students
from doorstroom.imports.services.comparing import chosen
from doorstroom.imports.services.writing import Work
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
        """Days that a person's calendar does not have are left out, and days of which nobody chose the partner's
        mark over the one that stands here."""
        marks = [mark for mark in self.rows if mark.person]
        people, partner = students(self.work.actor, self.work.batch.round), self.work.batch.partner
        activity = activities(people, partner, min(mark.on for mark in marks), max(mark.on for mark in marks))
        planned = [mark for mark in marks if (int(mark.person), mark.on) in activity]
        self.left_out["day_not_planned"] = len(marks) - len(planned)
        if not planned:
            raise ImportsError("no_day_planned")
        kept_here = {(row, name) for row, (_, names) in chosen(batch=self.work.batch).items() for name in names}
        told = [
            Mark(int(mark.person), mark.on, activity[int(mark.person), mark.on], mark.status)
            for mark in planned if (mark.row, mark.on.isoformat()) not in kept_here
        ]  # fmt: skip
        self.left_out["kept_here"] = len(planned) - len(told)
        record_attendance(actor=self.work.actor, marks=told, at=self.work.at, source=self.work.source)
