"""Who may record days, awards and talks. Seeing follows from the relation to the person."""

from __future__ import annotations

from django.db.models import QuerySet

from doorstroom.accounts.access import has_role, is_system
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Category
from doorstroom.kernel.actor import PARTICIPANT, Actor
from doorstroom.learning.domain.work_processes import Side
from doorstroom.learning.models import ProgressTalk
from doorstroom.participants.access import may_see, visible_to
from doorstroom.trajectories.access import may_record
from doorstroom.trajectories.models import Trajectory

REGISTRARS = (Role.SCHOOL_COORDINATOR, Role.JOB_COACH, Role.PROGRAMME_MANAGER)


def may_record_attendance(actor: Actor) -> bool:
    return is_system(actor) or has_role(actor, *REGISTRARS)


def may_tell_absence(actor: Actor) -> bool:
    return actor.role == PARTICIPANT or may_record_attendance(actor) or has_role(actor, Role.CASEWORKER)


def visible_talks(actor: Actor) -> QuerySet[ProgressTalk]:
    """What was said is a note, which fewer people see than that there is a trajectory."""
    return visible_to(ProgressTalk.objects.all(), actor, Category.NOTES)


def may_hold_talk(actor: Actor, trajectory: Trajectory) -> bool:
    return may_record(actor) and may_see(actor, trajectory.person_id, Category.NOTES)


def sides_of(actor: Actor) -> tuple[str, ...]:
    """For which sides somebody signs off: a school for itself; a job coach writes down what a workplace said."""
    if is_system(actor):
        return (Side.SCHOOL.value, Side.WORKPLACE.value)
    if has_role(actor, Role.SCHOOL_COORDINATOR):
        return (Side.SCHOOL.value,)
    return (Side.WORKPLACE.value,) if has_role(actor, Role.JOB_COACH) else ()


def may_set_processes(actor: Actor) -> bool:
    return is_system(actor) or has_role(actor, Role.SCHOOL_COORDINATOR, Role.PROGRAMME_MANAGER)
