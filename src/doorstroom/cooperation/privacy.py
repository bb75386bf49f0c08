"""How long we keep who said an idea: as long as she may come back for its fate, 24 months after she gave it."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from doorstroom.audit.services import Logged, log_many
from doorstroom.cooperation.models import Idea
from doorstroom.kernel.actor import Actor
from doorstroom.programmes.domain.norms import add_months

MONTHS_KEPT = 24


def names_past_term(*, on: date) -> QuerySet[Idea]:
    return Idea.objects.filter(given_on__lte=add_months(on, -MONTHS_KEPT)).exclude(said_by="")


@transaction.atomic
def let_go_of_names(*, actor: Actor, on: date) -> int:
    """Empty the name under every idea past its term; the idea and its fate stay. Returns how many."""
    gone = list(names_past_term(on=on).values_list("pk", flat=True))
    Idea.objects.filter(pk__in=gone).update(said_by="")
    log_many(actor, (Logged("delete", "idea", pk, fields=["said_by"]) for pk in gone))
    return len(gone)
