"""What was said: yes and no per side, and the words that people approved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from doorstroom.agreements.models import Category
from doorstroom.kernel.actor import Actor
from doorstroom.matching.models import ApprovedWording, Willingness
from doorstroom.participants.access import visible_to

BOTH = (Willingness.Side.PERSON, Willingness.Side.CASEWORKER)


def last_word(side: str, **pair: Any) -> Subquery:
    """The last word of this side about a pair: True, False, or None when it said nothing yet."""
    return Subquery(Willingness.objects.filter(**pair, side=side).order_by("-pk").values("willing")[:1])


def last_words(**pair: Any) -> dict[str, Subquery]:
    """Annotations `says_person` and `says_caseworker`."""
    return {f"says_{side.value}": last_word(side, **pair) for side in BOTH}


def agreed(row: Any) -> bool:
    """Did both sides say yes? The row carries `last_words`."""
    return bool(row.says_person and row.says_caseworker)


def both_said_yes(*, person_id: UUID, place_id: int) -> bool:
    """Without it no employer hears who the person is."""
    yes = Q(Exists(_last_yes(Willingness.Side.PERSON))) & Q(Exists(_last_yes(Willingness.Side.CASEWORKER)))
    return Willingness.objects.filter(yes, person=person_id, place=place_id).exists()


def _last_yes(side: str) -> QuerySet[Willingness]:
    same = Willingness.objects.filter(person=OuterRef("person"), place=OuterRef("place"), side=side)
    later = Willingness.objects.filter(
        person=OuterRef("person"), place=OuterRef("place"), side=side, pk__gt=OuterRef("pk")
    )
    return same.filter(~Exists(later), willing=True)


def words_about(actor: Actor, *, person_id: UUID, place_id: int) -> QuerySet[Willingness]:
    """Everything that was said about a pair, the last first."""
    said = Willingness.objects.filter(person=person_id, place=place_id).order_by("-pk")
    return visible_to(said, actor, Category.PLACEMENT).select_related("recorded_by__user")


@dataclass(frozen=True)
class OwnWords:
    """One subject, and what the person approved about it; empty when nothing may be told."""

    subject: str
    label: str
    text: str


def own_words(actor: Actor, person_id: UUID) -> list[OwnWords]:
    approved = visible_to(ApprovedWording.objects.filter(person=person_id, withdrawn_on=None), actor, Category.PROFILE)
    texts = dict(approved.values_list("subject", "text"))
    return [OwnWords(value, str(label), texts.get(value, "")) for value, label in ApprovedWording.Subject.choices]


def approved_texts(rows: Iterable[Mapping[str, str]]) -> dict[str, str]:
    return {row["subject"]: row["text"] for row in rows}
