"""Talks and visits at a time, and where a group goes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from doorstroom.accounts.models import Membership
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor
from doorstroom.learning.access import may_record_attendance
from doorstroom.learning.domain.errors import LearningError
from doorstroom.learning.models import ActivityPlace, Appointment
from doorstroom.rounds.models import Round
from doorstroom.trajectories.access import may_record, visible_trajectories
from doorstroom.trajectories.models import Trajectory


@transaction.atomic
def plan_appointment(
    *,
    actor: Actor,
    trajectory: Trajectory,
    member: Membership,
    starts_at: datetime,
    minutes: int = 30,
    location: str = "",
) -> Appointment:
    """Put a talk or visit in the participant's week."""
    if not may_record(actor) or not visible_trajectories(actor).filter(pk=trajectory.pk).exists():
        raise LearningError("not_visible")
    if starts_at <= actor.at:
        raise LearningError("appointment_is_past", moment=starts_at)
    if not 5 <= minutes <= 480:
        raise LearningError("appointment_has_no_length", minutes=minutes)
    appointment = Appointment.objects.create(
        trajectory=trajectory, person_id=trajectory.person_id, member=member, starts_at=starts_at, minutes=minutes,
        location=location.strip(),
    )  # fmt: skip
    log(actor, Logged("create", "appointment", appointment.pk, trajectory.person_id, ["starts_at"]))
    return appointment


@transaction.atomic
def cancel_appointment(*, actor: Actor, appointment: Appointment, at: datetime) -> None:
    """Take it out of the week; the row stays, so that it is known that there was one."""
    if not may_record(actor) or not visible_trajectories(actor).filter(pk=appointment.trajectory_id).exists():
        raise LearningError("not_visible")
    Appointment.objects.filter(pk=appointment.pk, cancelled_at=None).update(cancelled_at=at)
    log(actor, Logged("change", "appointment", appointment.pk, appointment.person_id, ["cancelled_at"]))


@transaction.atomic
def describe_activity(
    *, actor: Actor, round: Round, activity: str, location: str, ask_for: str = "", bring: str = ""
) -> ActivityPlace:
    """Say where the group goes for this activity; every week of its people shows it."""
    if not may_record_attendance(actor):
        raise LearningError("may_not_record_attendance")
    place, _ = ActivityPlace.objects.update_or_create(
        round=round,
        activity=activity,
        defaults={"location": location.strip(), "ask_for": ask_for.strip(), "bring": bring.strip()},
    )
    log(actor, Logged("change", "activity_place", place.pk, fields=["location", "ask_for", "bring"]))
    return place
