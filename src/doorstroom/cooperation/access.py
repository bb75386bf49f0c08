"""Who may do what. What stands here holds no people of a programme, so every professional of a partner reads it."""

from __future__ import annotations

from doorstroom.accounts.access import has_role, is_system
from doorstroom.accounts.models import Role
from doorstroom.kernel.actor import Actor

BOARD_ROLES = (Role.ACCOUNT_MANAGER, Role.PROGRAMME_MANAGER, Role.BOARD_MEMBER)

LESSON_ROLES = (*BOARD_ROLES, Role.RESEARCHER)


def may_work_on_board(actor: Actor) -> bool:
    """Those who work on issues also write trials, decisions and actions."""
    return is_system(actor) or has_role(actor, *BOARD_ROLES)


def may_write_lessons(actor: Actor) -> bool:
    """Whoever works on the board, and who does research on it."""
    return is_system(actor) or has_role(actor, *LESSON_ROLES)
