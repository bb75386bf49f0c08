"""What is to be found out, in a fixed number of queries."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from doorstroom.followup.access import visible_observations
from doorstroom.followup.models import LookBackSample, Observation
from doorstroom.kernel.actor import Actor

OPEN = (Observation.Status.DUE, Observation.Status.UNKNOWN)


def still_to_ask(actor: Actor, *, on: date) -> QuerySet[Observation]:
    """Moments whose day has come and which nobody asked about yet, the oldest first."""
    return _open(actor, on).filter(status=Observation.Status.DUE).order_by("due_on", "id")


def left_unknown(actor: Actor, *, on: date) -> QuerySet[Observation]:
    """Moments of which somebody tried in vain to find out, the latest first: the older, the less hope."""
    return _open(actor, on).filter(status=Observation.Status.UNKNOWN).order_by("-due_on", "-id")


def open_of_sample(actor: Actor, sample: LookBackSample, *, on: date) -> QuerySet[Observation]:
    """Everybody drawn of whom nothing is known yet, the oldest first."""
    drawn = _open(actor, on).filter(point=sample.point, trajectory__in=sample.drawn)
    return drawn.order_by("due_on", "id")


def _open(actor: Actor, on: date) -> QuerySet[Observation]:
    found = visible_observations(actor).filter(status__in=OPEN, due_on__lte=on)
    return found.select_related("person", "owner__user", "owner__organisation", "trajectory__programme")


def observations_of(actor: Actor, person_id: UUID) -> QuerySet[Observation]:
    return (
        visible_observations(actor).filter(person_id=person_id).select_related("owner__user").order_by("due_on", "id")
    )
