"""Who looks back, at whom."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from doorstroom.accounts.access import has_role, is_system
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Category
from doorstroom.followup.models import LookBackSample, Observation
from doorstroom.kernel.actor import Actor
from doorstroom.participants.access import visible_to
from doorstroom.programmes.access import own_parts

ASKS = "followup:"
"""What lets somebody see whom to ask about begins so."""
OBSERVERS = (Role.CASEWORKER, Role.JOB_COACH, Role.PROGRAMME_MANAGER)


def visible_observations(actor: Actor) -> QuerySet[Observation]:
    return visible_to(Observation.objects.all(), actor, Category.PROGRESS)


def may_observe(actor: Actor) -> bool:
    return is_system(actor) or has_role(actor, *OBSERVERS)


DRAWERS = (Role.PROGRAMME_MANAGER, Role.PROJECT_CONTROLLER)


def visible_samples(actor: Actor) -> QuerySet[LookBackSample]:
    """Of the programmes in which the organisation takes part in this role: a sample holds numbers and no names."""
    samples = LookBackSample.objects.select_related("programme")
    if is_system(actor):
        return samples
    return samples.filter(Exists(own_parts(actor).filter(programme=OuterRef("programme"))))


def may_draw(actor: Actor, programme_id: int) -> bool:
    return has_role(actor, *DRAWERS) and own_parts(actor).filter(programme=programme_id).exists()
