"""Who looks back, at whom."""

from __future__ import annotations

from django.db.models import QuerySet

from doorstroom.accounts.access import has_role, is_system
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Category
from doorstroom.followup.models import Observation
from doorstroom.kernel.actor import Actor
from doorstroom.participants.access import visible_to

OBSERVERS = (Role.CASEWORKER, Role.JOB_COACH, Role.PROGRAMME_MANAGER)


def visible_observations(actor: Actor) -> QuerySet[Observation]:
    return visible_to(Observation.objects.all(), actor, Category.PROGRESS)


def may_observe(actor: Actor) -> bool:
    return is_system(actor) or has_role(actor, *OBSERVERS)
