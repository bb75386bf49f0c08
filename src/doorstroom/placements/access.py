"""Who may see and arrange placements, and as whom an employer acts behind a link."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from doorstroom.accounts.access import has_role, is_system
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Category, Purpose
from doorstroom.kernel.actor import Actor
from doorstroom.participants.access import visible_to
from doorstroom.placements.models import EmployerLink, Placement, SendingList
from doorstroom.programmes.access import works_in

GUIDES = (Role.CASEWORKER, Role.JOB_COACH)
ARRANGERS = (Role.ACCOUNT_MANAGER, Role.JOB_COACH, Role.PROGRAMME_MANAGER)
RECORDERS = (*ARRANGERS, Role.CASEWORKER, Role.SCHOOL_COORDINATOR)
LIST_KEEPERS = (Role.ACCOUNT_MANAGER, Role.CASEWORKER, Role.PROGRAMME_MANAGER)
BY_FILE = (Role.CASEWORKER,)
"""Who may hand in the people of a list as a file: whoever registers them, because each becomes one's own."""
LIST_READERS = (*LIST_KEEPERS, Role.JOB_COACH)


def visible_placements(actor: Actor) -> QuerySet[Placement]:
    return visible_to(Placement.objects.all(), actor, Category.PLACEMENT)


def may_arrange(actor: Actor) -> bool:
    return is_system(actor) or has_role(actor, *ARRANGERS)


def may_guide(actor: Actor) -> bool:
    return is_system(actor) or has_role(actor, *GUIDES)


def may_record(actor: Actor) -> bool:
    return is_system(actor) or has_role(actor, *RECORDERS)


def may_keep_lists(actor: Actor) -> bool:
    return is_system(actor) or has_role(actor, *LIST_KEEPERS)


def may_answer_offers(actor: Actor) -> bool:
    """Put people on a list and write down their answer: whoever guides people."""
    return may_guide(actor)


def lists_open_to(actor: Actor) -> QuerySet[SendingList]:
    """Lists of programmes in which the own organisation works or that it receives for."""
    if is_system(actor):
        return SendingList.objects.all()
    return SendingList.objects.filter(works_in(actor, "programme__"))


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
