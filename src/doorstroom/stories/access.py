"""Who writes stories and records a yes: whoever may call who tells it."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from doorstroom.accounts.access import has_role, is_system
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Category
from doorstroom.kernel.actor import Actor
from doorstroom.participants.access import visible_people
from doorstroom.programmes.models import Programme, ProgrammePartner
from doorstroom.stories.models import Story

WRITERS = (Role.CASEWORKER, Role.JOB_COACH, Role.SCHOOL_COORDINATOR, Role.PROGRAMME_MANAGER, Role.ACCOUNT_MANAGER)


def programmes_here(actor: Actor) -> QuerySet[Programme]:
    """Programmes in which the own organisation works."""
    partner = ProgrammePartner.objects.filter(programme=OuterRef("pk"), organisation=actor.organisation_id or 0)
    return Programme.objects.filter(Exists(partner)).order_by("name")


def visible_stories(actor: Actor) -> QuerySet[Story]:
    """Of people whom one may call, and of employers in programmes of the own organisation."""
    if is_system(actor):
        return Story.objects.all()
    if actor.person_id:
        return Story.objects.filter(person=actor.person_id)
    callable_people = visible_people(actor, Category.CONTACT).filter(pk=OuterRef("person"))
    of_employers = Q(person=None, programme__in=programmes_here(actor).order_by())
    return Story.objects.filter(Exists(callable_people) | of_employers)


def may_write(actor: Actor) -> bool:
    return is_system(actor) or has_role(actor, *WRITERS)
