"""Who was there on the planned days of those who are under way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from django.utils import timezone

from doorstroom.accounts.access import system_actor
from doorstroom.demo.region.history import Stage
from doorstroom.learning.models import Attendance
from doorstroom.learning.selectors import planned_days
from doorstroom.learning.services import Mark, record_attendance
from doorstroom.trajectories.models import Trajectory

STATUSES = {"present": 88, "late": 3, "sick": 4, "excused": 3, "absent": 2}  # 91% there


def attend(
    stage: Stage,
    people: Sequence[Trajectory],
    first: date,
    last: date,
    *,
    activities: Sequence[str] = ("placement", "school"),
    source: str = "Lindecollege",
) -> int:
    """A mark for every planned day from `first` to `last`, taken down at the end of the last day."""
    planned = planned_days(people, first, last)
    marks = [
        Mark(trajectory, day.day, str(day.activity), _status(stage))
        for trajectory, days in planned.items()
        for day in days
        if str(day.activity) in activities
    ]
    at = timezone.make_aware(datetime.combine(last, time(17)))
    return record_attendance(actor=system_actor(at=at, purpose="demo"), marks=marks, at=at, source=source)


def seen_this_morning(stage: Stage, people: Sequence[Trajectory], absent: Mapping[int, str], *, at: time) -> None:
    """Who was at the workplace today. `absent` gives by trajectory who rang about somebody who was not."""
    moment = timezone.make_aware(datetime.combine(stage.today, at))
    for told_by in ("werkgevers", *absent.values()):
        marks = [
            Mark(t.pk, stage.today, Attendance.Activity.PLACEMENT, "absent" if t.pk in absent else "present")
            for t in people
            if absent.get(t.pk, "werkgevers") == told_by
        ]
        actor = system_actor(at=moment, purpose="demo")
        record_attendance(actor=actor, marks=marks, at=moment, source=told_by)


def _status(stage: Stage) -> str:
    return stage.random.choices(list(STATUSES), list(STATUSES.values()))[0]
