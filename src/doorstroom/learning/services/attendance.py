"""Who was there, and who told beforehand that she would not come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from doorstroom.audit.services import Logged, log, log_many
from doorstroom.kernel.actor import Actor
from doorstroom.kernel.errors import Reason
from doorstroom.kernel.events import Event, emit
from doorstroom.learning.access import may_record_attendance, may_tell_absence
from doorstroom.learning.domain.errors import LearningError
from doorstroom.learning.models import AbsenceNotice, Attendance
from doorstroom.learning.selectors import planned_days
from doorstroom.rounds.models import Round
from doorstroom.trajectories.access import visible_trajectories
from doorstroom.trajectories.models import Trajectory

UNDO_WITHIN, TAKEN_BACK = timedelta(days=1), "taken_back"


@dataclass(frozen=True)
class Mark:
    """What was seen of one person on one planned day."""

    trajectory_id: int
    day: date
    activity: Attendance.Activity | str
    status: Attendance.Status | str

    @property
    def key(self) -> tuple[int, date, str]:
        return self.trajectory_id, self.day, str(self.activity)


@transaction.atomic
def record_attendance(*, actor: Actor, marks: Iterable[Mark], at: datetime, source: str = "") -> int:
    """Record these days, all or none; what already stands so is left alone. Returns how many were written.

    A later mark of the same day replaces an earlier one. Days ahead and days that are not planned are refused.
    """
    if not may_record_attendance(actor):
        raise LearningError("may_not_record_attendance")
    given = {mark.key: mark for mark in marks}
    people = _people(actor, {mark.trajectory_id for mark in given.values()})
    _check(list(given.values()), people, at)
    standing = Attendance.objects.select_for_update().filter(
        trajectory__in=people, day__in={mark.day for mark in given.values()}
    )
    known = {(row.trajectory_id, row.day, row.activity): row.status for row in standing}
    changed = [mark for key, mark in given.items() if known.get(key) != mark.status]
    rows = [_row(m, people[m.trajectory_id], actor, at, source, known.get(m.key, "")) for m in changed]
    Attendance.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["trajectory", "day", "activity"],
        update_fields=["status", "recorded_by", "recorded_at", "source", "replaced"],
    )
    log_many(
        actor,
        (Logged("change" if m.key in known else "create", "attendance", m.trajectory_id, r.person_id,
                [m.day.isoformat(), str(m.activity)]) for m, r in zip(changed, rows, strict=True)),
    )  # fmt: skip
    emit(Event("attendance_recorded", actor, {"marks": changed, "at": at}))
    return len(changed)


@transaction.atomic
def take_back_attendance(*, actor: Actor, round: Round, day: date, recorded_at: datetime, at: datetime) -> int:
    """Undo what this member recorded at that moment for a day of the group; what was corrected since stays.

    Returns how many days stand again as they stood before.
    """
    if not may_record_attendance(actor):
        raise LearningError("may_not_record_attendance")
    own = Attendance.objects.select_for_update().filter(
        trajectory__in=visible_trajectories(actor).filter(round=round), day=day, recorded_by=actor.membership_id,
        recorded_at=recorded_at,
    ).exclude(source=TAKEN_BACK)  # fmt: skip
    rows = list(own) if at - recorded_at <= UNDO_WITHIN else []
    if not rows:
        raise LearningError("nothing_to_take_back")
    again, gone = [row for row in rows if row.replaced], [row.pk for row in rows if not row.replaced]
    for row in again:
        row.status, row.replaced, row.source, row.recorded_at = row.replaced, "", TAKEN_BACK, at
    Attendance.objects.bulk_update(again, ["status", "replaced", "source", "recorded_at"], batch_size=500)
    Attendance.objects.filter(pk__in=gone).delete()
    log_many(
        actor,
        (Logged("change", "attendance", row.trajectory_id, row.person_id, [day.isoformat(), row.activity])
         for row in rows),
    )  # fmt: skip
    emit(Event("attendance_recorded", actor, {"marks": [], "at": at}))
    return len(rows)


@transaction.atomic
def announce_absence(
    *, actor: Actor, trajectory: Trajectory, day: date, reason: str, text: str = "", at: datetime
) -> AbsenceNotice:
    """Keep “I cannot come” for a planned day from today; telling it again replaces the reason."""
    if not may_tell_absence(actor):
        raise LearningError("may_not_tell_absence")
    people = _people(actor, {trajectory.pk})
    if day < at.date():
        raise LearningError("absence_is_past", day=day)
    if reason not in dict(AbsenceNotice._meta.get_field("reason").flatchoices):
        raise LearningError("absence_needs_reason")
    if not any(planned_days(people.values(), day, day).values()):
        raise LearningError("day_not_planned", day=day, number=1)
    notice, _ = AbsenceNotice.objects.update_or_create(
        trajectory=trajectory, day=day,
        defaults={"person_id": trajectory.person_id, "reason": reason, "text": text.strip(), "told_at": at},
    )  # fmt: skip
    log(actor, Logged("create", "absence_notice", trajectory.pk, trajectory.person_id, [day.isoformat()]))
    emit(Event("absence_announced", actor, {"notice": notice}))
    return notice


def _people(actor: Actor, wanted: set[int]) -> dict[int, Trajectory]:
    found = visible_trajectories(actor).filter(pk__in=wanted).select_related("round__model", "model")
    people = {trajectory.pk: trajectory for trajectory in found}
    if people.keys() != wanted:
        raise LearningError("not_visible")
    return people


def _check(marks: list[Mark], people: dict[int, Trajectory], at: datetime) -> None:
    if not marks:
        return
    if unknown := {mark.status for mark in marks} - set(Attendance.Status.values):
        raise LearningError("status_unknown", status=min(unknown))
    first, last = min(mark.day for mark in marks), max(mark.day for mark in marks)
    if last > at.date():
        raise LearningError("day_is_ahead", day=last)
    planned = {day.key for days in planned_days(people.values(), first, last).values() for day in days}
    stray = sorted(mark.key for mark in marks if mark.key not in planned)
    if stray:
        reasons = tuple(Reason("day_not_planned", {"trajectory": t, "day": d, "activity": a}) for t, d, a in stray)
        raise LearningError("day_not_planned", reasons=reasons, day=stray[0][1], number=len(stray))


def _row(mark: Mark, trajectory: Trajectory, actor: Actor, at: datetime, source: str, replaced: str) -> Attendance:
    return Attendance(
        trajectory=trajectory, person_id=trajectory.person_id, day=mark.day, activity=mark.activity,
        status=mark.status, recorded_by_id=actor.membership_id, recorded_at=at, source=source,
        replaced=replaced,
    )  # fmt: skip
