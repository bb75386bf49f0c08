"""Who may do what. What stands here holds no people of a programme, so every professional of a partner reads it."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from doorstroom.accounts.access import has_role, is_system
from doorstroom.accounts.models import Role
from doorstroom.cooperation.models import Action, NextOwner
from doorstroom.kernel.actor import Actor
from doorstroom.programmes.models import Programme, ProgrammePartner

BOARD_ROLES = (Role.ACCOUNT_MANAGER, Role.PROGRAMME_MANAGER, Role.BOARD_MEMBER)

FINISHING_ROLES = (*BOARD_ROLES, Role.SCHOOL_COORDINATOR)
LESSON_ROLES = (*BOARD_ROLES, Role.RESEARCHER)
NAMING_ROLES = (Role.PROGRAMME_MANAGER, Role.FUNCTIONAL_ADMINISTRATOR)
CLOSING_ROLES = (
    Role.CASEWORKER, Role.JOB_COACH, Role.SCHOOL_COORDINATOR, Role.PROGRAMME_MANAGER, Role.BOARD_MEMBER,
)  # fmt: skip


def may_work_on_board(actor: Actor) -> bool:
    """Those who work on issues also write trials, decisions and actions."""
    return is_system(actor) or has_role(actor, *BOARD_ROLES)


def may_finish(actor: Actor, action: Action) -> bool:
    """Whoever works on issues, and of a school who coordinates there: what her own organisation took on."""
    own = has_role(actor, Role.SCHOOL_COORDINATOR) and action.owner_id == actor.organisation_id
    return own or may_work_on_board(actor)


def may_write_lessons(actor: Actor) -> bool:
    """Whoever works on the board, and who does research on it."""
    return is_system(actor) or has_role(actor, *LESSON_ROLES)


def may_lead_programme(actor: Actor, programme: Programme) -> bool:
    """A programme manager of an organisation that leads in this programme."""
    if is_system(actor):
        return True
    leads = ProgrammePartner.objects.filter(
        programme=programme, organisation=actor.organisation_id or 0, role=Role.PROGRAMME_MANAGER
    )
    return has_role(actor, Role.PROGRAMME_MANAGER) and leads.exists()


def may_confirm_transfer(actor: Actor) -> bool:
    """Somebody who may say yes to people for the own organisation."""
    return has_role(actor, *CLOSING_ROLES)


def closing_programmes(actor: Actor) -> QuerySet[Programme]:
    """Programmes that the own organisation works in, or whose people come to it; `led_here` says that it leads."""
    own = actor.organisation_id or 0
    partner = ProgrammePartner.objects.filter(programme=OuterRef("pk"), organisation=own)
    receives = NextOwner.objects.filter(plan__programme=OuterRef("pk"), organisation=own)
    succeeds = Q(closing_plan__successor=own)
    leads = ProgrammePartner.objects.filter(programme=OuterRef("pk"), organisation=own, role=Role.PROGRAMME_MANAGER)
    programmes = Programme.objects.select_related("closing_plan__successor", "closing_plan__network_keeper").annotate(
        led_here=Exists(leads)
    )
    return programmes if is_system(actor) else programmes.filter(Exists(partner) | Exists(receives) | succeeds)


def may_name_steps(actor: Actor) -> bool:
    return is_system(actor) or has_role(actor, *NAMING_ROLES)
