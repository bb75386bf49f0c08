"""Appointments still to come, read with the trajectories they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils import timezone

from doorstroom.learning.models import Appointment


@dataclass(frozen=True)
class Ahead:
    """`starts_at` is local time; no `location` means at the workplace."""

    id: int
    starts_at: datetime
    minutes: int
    location: str
    who: str


def appointments_ahead(at: datetime) -> ArraySubquery:
    """For an annotation of trajectories, so that a page needs no query more."""
    planned = Appointment.objects.filter(trajectory=OuterRef("pk"), cancelled_at=None, starts_at__gte=at)
    shown = JSONObject(
        id="id", starts_at="starts_at", minutes="minutes", location="location", who="member__user__name"
    )  # fmt: skip
    return ArraySubquery(planned.order_by("starts_at", "id").values_list(shown))


def ahead_of(rows: Iterable[Mapping[str, Any]]) -> list[Ahead]:
    return [Ahead(**{**row, "starts_at": timezone.localtime(datetime.fromisoformat(row["starts_at"]))}) for row in rows]
