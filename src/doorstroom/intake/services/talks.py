"""Keeps that an intake talk was held, by whom, and how ready both thought the person was."""

from __future__ import annotations

from doorstroom.audit.services import Logged, log
from doorstroom.intake.models import Intake
from doorstroom.kernel.events import Event


def note_intake(event: Event) -> None:
    """Effect of "trajectory_intake_held": the talk stands as an intake; a later talk replaces it."""
    trajectory, talk = event.about["trajectory"], event.about["about"]
    if event.actor.membership_id is None:
        return
    Intake.objects.update_or_create(
        trajectory=trajectory,
        defaults={
            "person_id": trajectory.person_id,
            "held_on": event.about["on"],
            "held_by_id": event.actor.membership_id,
            "readiness_person": talk.readiness_person,
            "readiness_professional": talk.readiness_professional,
            "agreed_next": talk.agreed_next,
        },
    )
    log(event.actor, Logged("create", "intake", trajectory.pk, trajectory.person_id, ["held_on", "readiness"]))
