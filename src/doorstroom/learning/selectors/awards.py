"""The diplomas and certificates of one person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Category
from doorstroom.kernel.actor import Actor
from doorstroom.learning.models import Award
from doorstroom.participants.access import visible_to
from doorstroom.programmes.domain.vocabulary import AwardKind
from doorstroom.rounds.models import RoundPartner
from doorstroom.trajectories.models import Trajectory
from doorstroom.trajectories.selectors import approach_of


def awards_of(actor: Actor, person_id: UUID) -> QuerySet[Award]:
    """The newest first; open to whoever sees her progress."""
    awards = visible_to(Award.objects.filter(person_id=person_id), actor, Category.PROGRESS)
    return awards.select_related("issuer").order_by("-awarded_on", "-id")


KINDS = {
    AwardKind.DIPLOMA: Award.Kind.DIPLOMA,
    AwardKind.VOCATIONAL_CERTIFICATE: Award.Kind.CERTIFICATE,
    AwardKind.PRACTICE_CERTIFICATE: Award.Kind.PRACTICE_CERTIFICATE,
}


def award_expected(trajectory: Trajectory | None, language: str) -> dict[str, Any]:
    """The next award of the approach in a phase that was entered, and the school of the round; by field of the form."""
    if trajectory is None or trajectory.model is None:
        return {}
    entered = set(trajectory.phases.values_list("phase", flat=True))
    given = set(trajectory.awards.values_list("kind", flat=True))
    known: dict[str, Any] = {}
    for award in approach_of(trajectory.model).awards:
        if award.phase in entered and KINDS[award.kind] not in given:
            known = {"kind": KINDS[award.kind], "name": award.name.text(language)}
            break
    schools = RoundPartner.objects.filter(round=trajectory.round_id, role=Role.SCHOOL_COORDINATOR)
    found = list(schools.values_list("organisation", flat=True)[:2])
    return {**known, "issuer": found[0]} if len(found) == 1 else known
