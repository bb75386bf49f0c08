"""The diplomas and certificates of one person."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from doorstroom.agreements.models import Category
from doorstroom.kernel.actor import Actor
from doorstroom.learning.models import Award
from doorstroom.participants.access import visible_to


def awards_of(actor: Actor, person_id: UUID) -> QuerySet[Award]:
    """The newest first; open to whoever sees her progress."""
    awards = visible_to(Award.objects.filter(person_id=person_id), actor, Category.PROGRESS)
    return awards.select_related("issuer").order_by("-awarded_on", "-id")
