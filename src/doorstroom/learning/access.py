"""Who may record days and awards. Seeing follows from the relation to the person."""

from __future__ import annotations

from doorstroom.accounts.access import has_role, is_system
from doorstroom.accounts.models import Role
from doorstroom.kernel.actor import PARTICIPANT, Actor

REGISTRARS = (Role.SCHOOL_COORDINATOR, Role.JOB_COACH, Role.PROGRAMME_MANAGER)


def may_record_attendance(actor: Actor) -> bool:
    return is_system(actor) or has_role(actor, *REGISTRARS)


def may_tell_absence(actor: Actor) -> bool:
    return actor.role == PARTICIPANT or may_record_attendance(actor) or has_role(actor, Role.CASEWORKER)
