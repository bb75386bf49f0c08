"""Who may say what words mean: those who write down places and talk with participants."""

from __future__ import annotations

from doorstroom.accounts.access import has_role, is_system
from doorstroom.accounts.models import Role
from doorstroom.kernel.actor import Actor

LINKERS = (Role.CASEWORKER, Role.JOB_COACH, Role.ACCOUNT_MANAGER, Role.SCHOOL_COORDINATOR, Role.PROGRAMME_MANAGER)


def may_confirm_links(actor: Actor) -> bool:
    return is_system(actor) or has_role(actor, *LINKERS)
