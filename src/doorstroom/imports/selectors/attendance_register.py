"""What stands here of the days of a delivery; the fields of a row are days, named as year-month-day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import cast

from doorstroom.agreements.models import Category
from doorstroom.imports.domain.attendance import AttendanceMark
from doorstroom.imports.domain.check import CheckedFile
from doorstroom.imports.domain.comparison import Said
from doorstroom.imports.domain.names import person_name
from doorstroom.imports.domain.returned_attendance import legend, ways
from doorstroom.imports.domain.returning import Way
from doorstroom.imports.domain.whose import find_person
from doorstroom.imports.models import Row
from doorstroom.imports.selectors.context import activities, known_students, students
from doorstroom.imports.selectors.people_register import people_named
from doorstroom.imports.selectors.registers import Register, Standing, columns_of
from doorstroom.learning.models import Attendance
from doorstroom.participants.access import visible_to


class AttendanceRegister(Register):
    def said(self, checked: CheckedFile) -> dict[int, Said]:
        found: dict[int, Said] = {}
        for mark in cast("tuple[AttendanceMark, ...]", checked.rows):
            earlier = found.get(mark.row, Said(mark.person, {}))
            found[mark.row] = Said(mark.person, {**earlier.facts, mark.on.isoformat(): mark.status})
        return found

    def about(self, rows: Iterable[Row]) -> dict[int, str]:
        """By the partner's number or the name, as the file itself was read."""
        known = known_students(self.actor, students(self.actor, self.batch.round), self.batch.partner)
        found = {}
        for row in rows:
            cells = {field: row.values.get(header, "") for header, field in columns_of(self.batch) if field}
            key, _ = find_person(row.number, cells.get("reference", ""), person_name(cells, country="NL"), known)
            if key and not row.excluded:
                found[row.number] = key
        return found

    def standing(self, about: Collection[str], names: Collection[str]) -> dict[str, Standing]:
        """Only days that the person's calendar has: of another day nothing can be said here."""
        people = [person for person in students(self.actor, self.batch.round) if str(person.pk) in about]
        days = sorted(map(date.fromisoformat, names))
        planned = activities(people, self.batch.partner, days[0], days[-1]) if days else {}
        own: dict[str, set[str]] = {str(person.pk): set() for person in people}
        for trajectory, day in planned:
            own[str(trajectory)].add(day.isoformat())
        found = {key: Standing(frozenset(each.intersection(names))) for key, each in own.items()}
        marks = Attendance.objects.filter(trajectory__in=people, day__in=days)
        for mark in visible_to(marks, self.actor, Category.PROGRESS):
            if planned.get((mark.trajectory_id, mark.day)) == mark.activity:
                found[str(mark.trajectory_id)].values[mark.day.isoformat()] = mark.status
        return found

    def ways(self, rows: Sequence[Row]) -> list[list[Way | None]]:
        reading = self.batch.reading
        texts = [row.values for row in rows]
        return ways(columns_of(self.batch), reading.get("days", {}), texts, reading.get("marks", {}))

    def below(self) -> list[str]:
        return list(filter(None, [legend(self.batch.reading.get("marks", {}))]))

    def named(self, references: Collection[str]) -> dict[str, str]:
        return people_named(self.actor, self.batch, references)
