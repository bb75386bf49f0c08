"""Who may see, record and set up arrangements. Seeing somebody's follows from the relation to the person."""

from __future__ import annotations

from django.db.models import QuerySet

from doorstroom.accounts.access import has_role, is_system
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Category
from doorstroom.arrangements.models import Arrangement, ArrangementType
from doorstroom.kernel.actor import Actor
from doorstroom.participants.access import visible_to
from doorstroom.programmes.access import works_in

RECORDERS = (Role.CASEWORKER, Role.JOB_COACH, Role.ACCOUNT_MANAGER, Role.PROGRAMME_MANAGER)
TYPE_KEEPERS = (Role.PROGRAMME_MANAGER, Role.FUNCTIONAL_ADMINISTRATOR)
READERS = (*RECORDERS, Role.FUNCTIONAL_ADMINISTRATOR, Role.PROJECT_CONTROLLER, Role.BOARD_MEMBER)


def may_record(actor: Actor) -> bool:
    return is_system(actor) or has_role(actor, *RECORDERS)


def may_keep_types(actor: Actor) -> bool:
    return is_system(actor) or has_role(actor, *TYPE_KEEPERS)


def visible_arrangements(actor: Actor) -> QuerySet[Arrangement]:
    return visible_to(Arrangement.objects.all(), actor, Category.PROGRESS)


def types_open_to(actor: Actor) -> QuerySet[ArrangementType]:
    """Types of programmes in which the own organisation works or that it receives for, closed ones too."""
    types = ArrangementType.objects.select_related("programme")
    return types if is_system(actor) else types.filter(works_in(actor, "programme__"))
