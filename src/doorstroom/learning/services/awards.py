"""Diplomas and certificates, as their issuer delivers them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from doorstroom.agreements.models import Category
from doorstroom.audit.services import Logged, log_many
from doorstroom.kernel.actor import Actor
from doorstroom.kernel.events import Event, emit
from doorstroom.learning.access import may_record_attendance
from doorstroom.learning.domain.errors import LearningError
from doorstroom.learning.models import Award
from doorstroom.participants.access import visible_people


@dataclass(frozen=True)
class NewAward:
    """`number` is the issuer's own, when it has one."""

    person_id: UUID
    kind: Award.Kind | str
    name: str
    issuer_id: int
    awarded_on: date
    trajectory_id: int | None = None
    number: str = ""

    @property
    def key(self) -> tuple[UUID, str, str, date]:
        """By what it is known again: capitals and blanks in its name do not make another award."""
        return self.person_id, str(self.kind), " ".join(self.name.casefold().split()), self.awarded_on


@transaction.atomic
def record_awards(*, actor: Actor, awards: Iterable[NewAward], on: date) -> int:
    """Record awards and return how many are new: the same person, kind, name and day counts once."""
    if not may_record_attendance(actor):
        raise LearningError("may_not_record_awards")
    given = {award.key: award for award in awards}
    people = {award.person_id for award in given.values()}
    if visible_people(actor, Category.PROGRESS).filter(pk__in=people).count() != len(people):
        raise LearningError("not_visible")
    if any(award.awarded_on > on for award in given.values()):
        raise LearningError("award_is_ahead", day=max(award.awarded_on for award in given.values()))
    standing = Award.objects.filter(person__in=people).values_list("person_id", "kind", "name", "awarded_on")
    known = {(person, kind, name.casefold(), day) for person, kind, name, day in standing}
    new = {key: award for key, award in given.items() if key not in known}
    rows = [
        Award(
            person_id=award.person_id, trajectory_id=award.trajectory_id, kind=award.kind,
            name=" ".join(award.name.split()), issuer_id=award.issuer_id, awarded_on=award.awarded_on,
            number=award.number,
        )
        for award in new.values()
    ]  # fmt: skip
    Award.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    log_many(actor, (Logged("create", "award", row.name[:40], row.person_id, [str(row.kind)]) for row in rows))
    emit(Event("awards_recorded", actor, {"awards": list(new.values())}))
    return len(rows)
