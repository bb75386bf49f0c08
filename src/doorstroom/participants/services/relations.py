"""Opens and closes who may see a person. Apps above call this when a nomination, placement or team changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from doorstroom.accounts.models import NAMELESS, Role
from doorstroom.agreements.models import Purpose
from doorstroom.audit.services import Logged, log_many
from doorstroom.kernel.actor import Actor
from doorstroom.participants.models import PersonRelation


@dataclass(frozen=True)
class RelationSpec:
    """A relation to open: for one member, or (without `member_id`) for everyone in `role` there."""

    organisation_id: int
    role: Role | str
    purpose: Purpose
    basis: str
    source: str
    member_id: int | None = None
    closes_at: datetime | None = None


def open_relation(*, actor: Actor, person_id: UUID, spec: RelationSpec, on: date, until: date | None = None) -> None:
    """Let one member or role see the person from this day; nothing happens when it already may."""
    open_relations(actor=actor, opened=[(person_id, spec)], on=on, until=until)


@transaction.atomic
def open_relations(
    *, actor: Actor, opened: Iterable[tuple[UUID, RelationSpec]], on: date, until: date | None = None
) -> None:
    """As `open_relation`, for many at once. The caller has authorised the act that this follows from.

    `until` is the first day on which they are closed again, where that is known beforehand. For roles that never see
    who people are, nothing opens.
    """
    pairs = [(person_id, spec) for person_id, spec in opened if spec.role not in NAMELESS]
    PersonRelation.objects.bulk_create(
        (
            PersonRelation(
                person_id=person_id, organisation_id=spec.organisation_id, member_id=spec.member_id, role=spec.role,
                purpose=spec.purpose, basis=spec.basis, source=spec.source, valid_from=on, valid_until=until,
                closes_at=spec.closes_at,
            )
            for person_id, spec in pairs
        ),
        ignore_conflicts=True,
        batch_size=500,
    )  # fmt: skip
    log_many(
        actor,
        (
            Logged(
                "create",
                "relation",
                person_id=person_id,
                fields=[spec.role, spec.purpose],
                purpose=spec.purpose,
            )
            for person_id, spec in pairs
        ),
    )


@transaction.atomic
def close_relations(
    *,
    actor: Actor,
    source: str,
    on: date,
    person_id: UUID | None = None,
    organisation_id: int | None = None,
    role: Role | str | None = None,
) -> int:
    """End the relations that `source` opened, from this day; returns how many. Narrow by person, organisation, role."""
    narrow = {"person_id": person_id, "organisation_id": organisation_id, "role": role}
    found = PersonRelation.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=on),
        source=source,
        **{name: each for name, each in narrow.items() if each},
    )
    people = list(found.values_list("person_id", flat=True))
    found.update(valid_until=on)
    log_many(actor, (Logged("change", "relation", person_id=p, fields=["valid_until"]) for p in people))
    return len(people)
