"""Who writes letters, and who may change their words."""

from __future__ import annotations

from doorstroom.accounts.access import has_role
from doorstroom.accounts.models import Role
from doorstroom.kernel.actor import Actor

WRITERS = (Role.CASEWORKER, Role.JOB_COACH, Role.SCHOOL_COORDINATOR, Role.PROGRAMME_MANAGER)
KEEPERS = (Role.FUNCTIONAL_ADMINISTRATOR, Role.PROGRAMME_MANAGER)


def may_change_texts(actor: Actor) -> bool:
    """Of the own organisation."""
    return has_role(actor, *KEEPERS) and actor.organisation_id is not None
