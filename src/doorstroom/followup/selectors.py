"""What is to be found out, in a fixed number of queries."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from doorstroom.followup.access import visible_observations
from doorstroom.followup.models import LookBackSample, Observation
from doorstroom.kernel.actor import Actor

OPEN = (Observation.Status.DUE, Observation.Status.UNKNOWN)


def open_observations(actor: Actor, *, on: date, sample: LookBackSample | None = None) -> QuerySet[Observation]:
    """Moments whose day has come and whose answer is not in, and those still unknown; the oldest first."""
    seen = visible_observations(actor)
    if sample:
        seen = seen.filter(point=sample.point, trajectory__in=sample.drawn)
    return (
        seen.filter(status__in=OPEN, due_on__lte=on)
        .select_related("person", "owner__user", "owner__organisation", "trajectory__programme")
        .order_by("due_on", "id")
    )


def observations_of(actor: Actor, person_id: UUID) -> QuerySet[Observation]:
    return (
        visible_observations(actor).filter(person_id=person_id).select_related("owner__user").order_by("due_on", "id")
    )
