"""Which lines of which agreements open data today."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from doorstroom.agreements.models import AgreementStatus, Category, DataLine
from doorstroom.kernel.actor import Actor


def open_lines(actor: Actor, category: Category | None = None) -> QuerySet[DataLine]:
    """Approved lines to the actor's organisation, of agreements that are in force today."""
    lines = DataLine.objects.filter(
        Q(withdrawn_on=None) | Q(withdrawn_on__gt=actor.on),
        Q(agreement__valid_until=None) | Q(agreement__valid_until__gt=actor.on),
        recipient_id=actor.organisation_id,
        approved_on__lte=actor.on,
        agreement__status=AgreementStatus.IN_FORCE,
        agreement__valid_from__lte=actor.on,
    )
    return lines.filter(category=category) if category else lines
