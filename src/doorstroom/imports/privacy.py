"""How long the rows of a delivered file are kept, and what stays.

The rows of a file are a copy of what stands with the people themselves. They serve to undo, to show where a value
came from and to compare the next delivery; after two years, the term of a person's own file
(docs/adr/0006-retention-of-a-persons-file.md), they go, whether the file was applied or left lying. That there was a
delivery, of whom, when and with which checksum, stays: it names nobody.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from doorstroom.audit.services import Logged, log_many
from doorstroom.imports.models import Batch, Row, Written
from doorstroom.kernel.actor import Actor
from doorstroom.programmes.domain.norms import add_months

MONTHS_KEPT = 24


def batches_past_term(*, on: date) -> QuerySet[Batch]:
    """Deliveries of which rows, undo data or the sealed file have to go on this day; needs a system scope."""
    term = add_months(on, -MONTHS_KEPT)
    holds = Exists(Row.objects.filter(batch=OuterRef("pk"))) | Exists(Written.objects.filter(batch=OuterRef("pk")))
    return Batch.objects.filter(holds | Q(sealed__isnull=False), created_at__date__lte=term).filter(
        Q(applied_at=None) | Q(applied_at__date__lte=term)
    )


@transaction.atomic
def let_go_of_batches(*, actor: Actor, on: date) -> int:
    """Erase the rows of every delivery past its term; returns how many deliveries."""
    batches = list(batches_past_term(on=on).select_for_update().values_list("pk", flat=True))
    for held in (Row, Written):
        held.objects.filter(batch__in=batches).delete()
    Batch.objects.filter(pk__in=batches).update(sealed=None, mapping={}, reading={})
    log_many(actor, (Logged("delete", "batch", pk, fields=["rows"]) for pk in batches))
    return len(batches)
