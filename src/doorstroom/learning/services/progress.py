"""The talk about how it goes, of which both sides keep their own part."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor
from doorstroom.learning.access import may_hold_talk
from doorstroom.learning.domain.errors import LearningError
from doorstroom.learning.domain.progress import FIRST_STEP, LAST_STEP, Party, Said, added
from doorstroom.learning.models import ProgressTalk
from doorstroom.trajectories.access import visible_trajectories
from doorstroom.trajectories.models import Trajectory


@transaction.atomic
def record_progress_talk(
    *, actor: Actor, trajectory: Trajectory, on: date, person: Said, professional: Said
) -> ProgressTalk:
    """Keep what both said in the talk of this day. A side that is still silent may be added; no side is changed."""
    if not visible_trajectories(actor).filter(pk=trajectory.pk).exists():
        raise LearningError("not_visible")
    if actor.membership_id is None or not may_hold_talk(actor, trajectory):
        raise LearningError("may_not_hold_talk")
    _check(trajectory, on, actor.on, person, professional)
    talk, created = ProgressTalk.objects.select_for_update().get_or_create(
        trajectory=trajectory, held_on=on,
        defaults={"person_id": trajectory.person_id, "held_by_id": actor.membership_id,
                  "language": trajectory.person.language},
    )  # fmt: skip
    changed = [*_keep(talk, Party.PERSON, person), *_keep(talk, Party.PROFESSIONAL, professional)]
    if changed:
        talk.save(update_fields=changed)
        log(actor, Logged("create" if created else "change", "progress_talk", talk.pk, talk.person_id, changed))
    return talk


def _check(trajectory: Trajectory, on: date, today: date, *sides: Said) -> None:
    if on > today:
        raise LearningError("talk_is_ahead", day=on)
    if on < trajectory.registered_on:
        raise LearningError("talk_before_registration", day=trajectory.registered_on)
    if not any(sides):
        raise LearningError("talk_is_empty")
    for said in sides:
        if said.step is not None and not FIRST_STEP <= said.step <= LAST_STEP:
            raise LearningError("step_unknown", step=said.step)


def _keep(talk: ProgressTalk, party: Party, given: Said) -> list[str]:
    """Write this side's part, and say which fields changed."""
    step, words = f"{party}_step", f"{party}_words"
    standing = Said(getattr(talk, step), getattr(talk, words))
    now = added(standing, Said(given.step, given.words.strip()))
    if now is None and party is Party.PERSON:
        raise LearningError("person_has_spoken", day=talk.held_on)
    if now is None:
        raise LearningError("professional_has_spoken", day=talk.held_on)
    setattr(talk, step, now.step)
    setattr(talk, words, now.words)
    return [step, words] if now != standing else []
