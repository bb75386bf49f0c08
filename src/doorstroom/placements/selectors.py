"""Reads of placements, each in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from doorstroom.kernel.actor import Actor
from doorstroom.placements.access import visible_placements
from doorstroom.placements.models import EmployerLink, Placement
from doorstroom.trajectories.models import Trajectory

SHOWN = ("person", "site__organisation", "trainer", "place")


def placements_of(actor: Actor, person_id: UUID) -> QuerySet[Placement]:
    """All of one person, newest first; one query."""
    return visible_placements(actor).filter(person_id=person_id).select_related(*SHOWN).order_by("-starts_on", "-id")


def active_placements(actor: Actor, *, person_ids: list[UUID], on: date) -> QuerySet[Placement]:
    """Where these people work or learn that day; one query."""
    return (
        visible_placements(actor)
        .filter(Q(ends_on=None) | Q(ends_on__gte=on), person_id__in=person_ids, state=Placement.State.ACTIVE)
        .filter(starts_on__lte=on)
        .select_related(*SHOWN)
        .order_by("starts_on", "id")
    )


def placements_behind(link: EmployerLink, actor: Actor, *, until: date) -> QuerySet[Placement]:
    """The people this contact guides: active placements at the organisation that are his or hers, or nobody's.

    `until` takes along who starts in the days that the page shows.
    """
    return (
        visible_placements(actor)
        .filter(Q(trainer=link.contact_id) | Q(trainer=None), site__organisation=link.organisation_id)
        .filter(state=Placement.State.ACTIVE, starts_on__lte=until)
        .exclude(kind=Placement.Kind.JOB)
        .select_related("person", "site", "place")
        .order_by("person__given_name", "id")
    )


def usable_link(link_id: int, *, at: datetime) -> EmployerLink | None:
    """The link of a visit that started earlier, while it is still valid."""
    found = EmployerLink.objects.filter(pk=link_id, revoked_at=None, expires_at__gt=at)
    return found.select_related("contact", "organisation").first()


def placement_active(trajectory: Trajectory, on: date) -> bool:
    """Fact "placement_active": a workplace that both sides said yes to stands ready, or has begun."""
    return trajectory.placements.filter(
        Q(ends_on=None) | Q(ends_on__gte=on), state__in=[Placement.State.AGREED, Placement.State.ACTIVE]
    ).exists()


@dataclass(frozen=True)
class WorkingWeek:
    """The weekdays of one placement, from its first day to its last (None: open-ended)."""

    first: date
    last: date | None
    weekdays: tuple[int, ...]

    def __contains__(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


def working_weeks(trajectory_ids: Iterable[int]) -> dict[int, list[WorkingWeek]]:
    """On which weekdays these people work; for whoever may see progress, without the placement itself. One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM placements_working_weekdays(%s)", [list(trajectory_ids)])
        rows = cursor.fetchall()
    found: dict[int, list[WorkingWeek]] = {}
    for trajectory_id, first, last, weekdays in rows:
        found.setdefault(trajectory_id, []).append(WorkingWeek(first, last, tuple(weekdays)))
    return found
