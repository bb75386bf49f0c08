"""Who may see and arrange placements, and as whom an employer acts behind a link."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from doorstroom.accounts.access import has_role, is_system
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Category, Purpose
from doorstroom.kernel.actor import Actor
from doorstroom.participants.access import visible_to
from doorstroom.placements.models import EmployerLink, Placement

GUIDES = (Role.CASEWORKER, Role.JOB_COACH)
ARRANGERS = (Role.ACCOUNT_MANAGER, Role.JOB_COACH, Role.PROGRAMME_MANAGER)
RECORDERS = (*ARRANGERS, Role.CASEWORKER, Role.SCHOOL_COORDINATOR)


def visible_placements(actor: Actor) -> QuerySet[Placement]:
    return visible_to(Placement.objects.all(), actor, Category.PLACEMENT)


def may_arrange(actor: Actor) -> bool:
    return is_system(actor) or has_role(actor, *ARRANGERS)


def may_guide(actor: Actor) -> bool:
    return is_system(actor) or has_role(actor, *GUIDES)


def may_record(actor: Actor) -> bool:
    return is_system(actor) or has_role(actor, *RECORDERS)


def employer_actor(link: EmployerLink, *, at: datetime, network: str = "") -> Actor:
    """The contact behind the link acts for the employer: it sees whom its placements open, nobody else."""
    return Actor(
        at=at,
        role=Role.EMPLOYER,
        organisation_id=link.organisation_id,
        name=link.contact.name,
        purpose=Purpose.PLACEMENT,
        network=network,
    )
