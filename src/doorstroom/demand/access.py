"""Who may write down what employers offer. Places hold no personal data of participants."""

from __future__ import annotations

from doorstroom.accounts.access import has_role, is_system
from doorstroom.accounts.models import Role
from doorstroom.kernel.actor import Actor


def may_record_places(actor: Actor) -> bool:
    return is_system(actor) or has_role(actor, Role.ACCOUNT_MANAGER, Role.PROGRAMME_MANAGER, Role.JOB_COACH)


def may_look_for_people(actor: Actor) -> bool:
    """Who looks for people for a place: who brings both together."""
    return has_role(actor, Role.ACCOUNT_MANAGER, Role.JOB_COACH, Role.CASEWORKER)


def may_talk_with_employers(actor: Actor) -> bool:
    """Whoever calls on employers in her or his work, and so says so here."""
    return may_record_places(actor) or has_role(actor, Role.CASEWORKER, Role.SCHOOL_COORDINATOR)


def may_write_processes(actor: Actor) -> bool:
    """The parts of a qualification are the school's to name; who sets up an approach may too."""
    return is_system(actor) or has_role(
        actor, Role.SCHOOL_COORDINATOR, Role.PROGRAMME_MANAGER, Role.FUNCTIONAL_ADMINISTRATOR
    )
