"""What is known of somebody before the intake talk, so that nobody asks or types it again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from doorstroom.agreements.models import Category
from doorstroom.kernel.actor import Actor
from doorstroom.participants.access import visible_to
from doorstroom.participants.models import IncomeSituation, LanguageLevel, PersonProfile, WorkAdjustment


def known_before(actor: Actor, person: UUID) -> dict[str, Any]:
    """By field of the form, as far as it is open to the reader; what is closed or unknown is left out. Four queries."""
    profiles = visible_to(PersonProfile.objects.filter(person=person), actor, Category.PROFILE)
    levels = visible_to(LanguageLevel.objects.filter(person=person, language="nl"), actor, Category.PROFILE)
    incomes = visible_to(
        IncomeSituation.objects.filter(person=person, valid_until=None), actor, Category.INCOME
    )  # fmt: skip
    adjustments = visible_to(WorkAdjustment.objects.filter(person=person), actor, Category.ADJUSTMENTS)
    found: dict[str, Any] = {f"level_{skill}": level for skill, level in levels.values_list("skill", "level")}
    found["education"] = profiles.values_list("education", flat=True).first()
    found["income_source"] = incomes.values_list("source", flat=True).first()
    found["adjustments"] = sorted(adjustments.values_list("kind", flat=True))
    return {name: value for name, value in found.items() if value}
