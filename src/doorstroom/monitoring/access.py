"""Results hold no names: the partners of a programme read them in the role they have there, and nobody else."""

from __future__ import annotations

from django.db.models import QuerySet

from doorstroom.accounts.access import is_system
from doorstroom.kernel.actor import Actor
from doorstroom.monitoring.models import DataLock, LockedFact, TrajectoryFact
from doorstroom.programmes.models import Programme


def open_programmes(actor: Actor) -> QuerySet[Programme]:
    """The programmes of which this actor may read the results, by name."""
    programmes = Programme.objects.order_by("name")
    if is_system(actor):
        return programmes
    return programmes.filter(partners__organisation_id=actor.organisation_id or 0, partners__role=actor.role).distinct()


def visible_facts(actor: Actor) -> QuerySet[TrajectoryFact]:
    return TrajectoryFact.objects.filter(programme__in=open_programmes(actor).order_by())


def visible_locked_facts(actor: Actor, lock: DataLock) -> QuerySet[LockedFact]:
    return LockedFact.objects.filter(lock=lock, programme__in=open_programmes(actor).order_by())
