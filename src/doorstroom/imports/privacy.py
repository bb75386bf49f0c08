"""How long the rows of a delivered file are kept, and what stays.

The rows of a file are a copy of what stands with the people themselves. They serve to undo, to show where a value
came from and to compare the next delivery; after two years, the term of a person's own file
(docs/adr/0006-retention-of-a-persons-file.md), they go, whether the file was applied or left lying. That there was a
delivery, of whom, when and with which checksum, stays: it names nobody. When the file of a person in it goes earlier,
her rows go with her.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from doorstroom.audit.services import Logged, log_many
from doorstroom.imports.domain.check import TOLD_BY_NAME
from doorstroom.imports.models import Batch, Row, Written
from doorstroom.kernel.actor import Actor
from doorstroom.participants.models import ExternalReference, Person
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


def let_go_of_traces(*, people: Iterable[UUID], rows: Mapping[str, Iterable[Any]]) -> None:
    """Erase what deliveries hold of these people; `rows` names by table what hangs on them. Before they are erased."""
    wanted = list(people)
    keys = [str(person) for person in wanted]
    of_her = Q(model=Person._meta.label, object_id__in=keys) | Q(before__person_id__in=keys)
    for label, hanging in rows.items():
        of_her |= Q(model=label, object_id__in=[str(key) for key in hanging])
    wrote_her = list(Written.objects.filter(of_her).values_list("batch_id", flat=True).distinct())
    numbered_by = Coalesce(OuterRef("batch__sending__employer"), OuterRef("batch__partner"))
    known = ExternalReference.objects.filter(organisation=numbered_by, reference=OuterRef("reference"))
    # A row that was told by its name cannot be told from its neighbours: they all go, nobody loses a file by it.
    unnumbered = Q(reference="") | (Q(batch__kind__in=TOLD_BY_NAME) & ~Exists(known))
    nobodys = Q(batch__in=wrote_her) & unnumbered
    Row.objects.filter(Exists(known.filter(person__in=wanted)) | Q(same_as__in=keys) | nobodys).delete()
    Written.objects.filter(of_her).delete()


def traced_tables() -> set[str]:
    """Tables of which some delivery remembers that it wrote there."""
    return set(Written.objects.values_list("model", flat=True).distinct())
