"""Services on offer, and how many places are taken, counted over everybody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet

from doorstroom.agreements.models import Category
from doorstroom.intake.models import ServiceReferral, SupportService
from doorstroom.kernel.actor import Actor
from doorstroom.participants.access import visible_to
from doorstroom.trajectories.models import Trajectory


def services_on_offer(*, on: date) -> QuerySet[SupportService]:
    lasting = Q(offered_until=None) | Q(offered_until__gte=on)
    return SupportService.objects.filter(lasting, offered_from__lte=on).select_related("provider")


def open_per_service(service_ids: Iterable[int]) -> dict[int, int]:
    """Places taken at each, whoever takes them; one query."""
    asked = list(service_ids)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM intake_open_service_referrals(%s)", [asked])
        rows = dict(cursor.fetchall())
    return {pk: rows.get(pk, 0) for pk in asked}


def service_referrals_of(actor: Actor, trajectory: Trajectory) -> QuerySet[ServiceReferral]:
    seen = visible_to(ServiceReferral.objects.all(), actor, Category.PROGRESS)
    return seen.filter(trajectory=trajectory).select_related("service__provider").order_by("-asked_on", "-pk")
