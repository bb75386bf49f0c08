"""Results hold no names: the partners of a programme read them in the role they have there, and nobody else."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet, Value

from doorstroom.accounts.access import has_role, is_system
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Category
from doorstroom.kernel.actor import Actor
from doorstroom.monitoring.models import (
    CohortCost,
    DataLock,
    EsfEntry,
    EsfOperation,
    FarCount,
    LockedFact,
    TrajectoryFact,
)
from doorstroom.participants.access import visible_to
from doorstroom.programmes.access import own_parts
from doorstroom.programmes.models import Programme
from doorstroom.trajectories.models import Trajectory


def all_programmes(actor: Actor) -> QuerySet[Programme]:
    """Every programme by name, each with `open`: whether this actor may read its results."""
    return Programme.objects.annotate(open=Value(True) if is_system(actor) else _reads(actor)).order_by("name")


def open_programmes(actor: Actor) -> QuerySet[Programme]:
    """The programmes of which this actor may read the results, by name."""
    programmes = Programme.objects.order_by("name")
    return programmes if is_system(actor) else programmes.filter(_reads(actor))


def _reads(actor: Actor) -> Exists:
    return Exists(own_parts(actor).filter(programme=OuterRef("pk")))


def visible_facts(actor: Actor) -> QuerySet[TrajectoryFact]:
    return TrajectoryFact.objects.filter(programme__in=open_programmes(actor).order_by())


def visible_locked_facts(actor: Actor, lock: DataLock) -> QuerySet[LockedFact]:
    return LockedFact.objects.filter(lock=lock, programme__in=open_programmes(actor).order_by())


COST_KEEPERS = (Role.PROJECT_CONTROLLER, Role.PROGRAMME_MANAGER)


def visible_costs(actor: Actor) -> QuerySet[CohortCost]:
    return CohortCost.objects.filter(programme__in=open_programmes(actor).order_by())


def visible_far_counts(actor: Actor) -> QuerySet[FarCount]:
    return FarCount.objects.filter(programme__in=open_programmes(actor).order_by())


# ESF+: who accounts for a programme sees all its rows without names, others those of people whose profile is open.

ESF_KEEPERS = (Role.PROJECT_CONTROLLER, Role.PROGRAMME_MANAGER)
ESF_RECORDERS = (Role.CASEWORKER, Role.JOB_COACH, Role.PROGRAMME_MANAGER)


def kept_operations(actor: Actor) -> QuerySet[EsfOperation]:
    """The ESF+ projects that this actor accounts for."""
    operations = EsfOperation.objects.select_related("programme").order_by("programme__name", "name", "pk")
    if not (is_system(actor) or has_role(actor, *ESF_KEEPERS)):
        return operations.none()
    return operations.filter(programme__in=open_programmes(actor).order_by())


def visible_esf_entries(actor: Actor) -> QuerySet[EsfEntry]:
    entries = EsfEntry.objects.all()
    if is_system(actor):
        return entries
    kept = entries.filter(operation__in=kept_operations(actor).order_by())
    return kept | visible_to(entries, actor, Category.PROFILE)


def recordable_trajectories(actor: Actor) -> QuerySet[Trajectory]:
    """Trajectories of which this actor may record ESF+ observations: they stand in the profile of the person."""
    trajectories = Trajectory.objects.select_related("person", "programme")
    if not (is_system(actor) or has_role(actor, *ESF_RECORDERS)):
        return trajectories.none()
    return visible_to(trajectories, actor, Category.PROFILE)


def visible_locks(actor: Actor) -> QuerySet[DataLock]:
    return DataLock.objects.filter(programme__in=open_programmes(actor).order_by())
