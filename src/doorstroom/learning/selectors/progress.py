"""The talks about how it goes of one trajectory, from the intake on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from doorstroom.intake.models import Intake
from doorstroom.kernel.actor import Actor
from doorstroom.learning.access import visible_talks
from doorstroom.learning.domain.progress import Said, TalkingPoint, next_talk_on, talking_point
from doorstroom.learning.models import ProgressTalk
from doorstroom.trajectories.models import Trajectory


@dataclass(frozen=True)
class Talk:
    """One moment at which one or both said how it goes; the intake is the first."""

    held_on: date
    person: Said
    professional: Said
    by: str
    language: str = ""
    at_intake: bool = False

    @property
    def point(self) -> TalkingPoint:
        return talking_point(self.person.step, self.professional.step)


@dataclass(frozen=True)
class Course:
    """The talks from the first to the last, and the day before which the next is promised."""

    talks: Sequence[Talk]
    next_on: date


def progress_of(actor: Actor, trajectory: Trajectory) -> Course:
    """Two queries, whatever the number of talks."""
    intakes = Intake.objects.filter(trajectory=trajectory).select_related("held_by__user")
    first = [_from_intake(each) for each in intakes if each.readiness_person or each.readiness_professional]
    rows = visible_talks(actor).filter(trajectory=trajectory).select_related("held_by__user").order_by("held_on")
    talks = sorted([*first, *map(_talk, rows)], key=lambda talk: talk.held_on)
    since = trajectory.intake_on or trajectory.registered_on
    return Course(talks, next_talk_on((talk.held_on for talk in talks), since))


def last_talk(actor: Actor, trajectory: Trajectory) -> Talk | None:
    row = visible_talks(actor).filter(trajectory=trajectory).select_related("held_by__user").order_by("held_on").last()
    return _talk(row) if row else None


def _talk(row: ProgressTalk) -> Talk:
    return Talk(
        held_on=row.held_on,
        person=Said(row.person_step, row.person_words),
        professional=Said(row.professional_step, row.professional_words),
        by=row.held_by.user.name,
        language=row.language,
    )


def _from_intake(intake: Intake) -> Talk:
    return Talk(
        held_on=intake.held_on,
        person=Said(intake.readiness_person),
        professional=Said(intake.readiness_professional),
        by=intake.held_by.user.name,
        at_intake=True,
    )
