"""What was said: yes and no per side, and the words that people approved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from doorstroom.agreements.models import Category
from doorstroom.demand.models import Place
from doorstroom.demand.selectors import places_on_offer
from doorstroom.kernel.actor import Actor
from doorstroom.matching.access import guides
from doorstroom.matching.models import ApprovedWording, Willingness
from doorstroom.participants.access import visible_to
from doorstroom.placements.access import visible_placements
from doorstroom.placements.models import Placement

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


def proposed_to(actor: Actor, *, on: date) -> QuerySet[Place]:
    """Places on offer that somebody who guides the participant proposed to her, with her own last word; one query."""
    me = {"person": actor.person_id, "place": OuterRef("pk")}
    said = {f"says_{side.value}": last_word(side, **me) for side in Willingness.Side}
    asked = Placement.objects.filter(**me, state__in=[Placement.State.PROPOSED, Placement.State.INTRODUCED])
    proposed = Q(says_caseworker=True) | Q(says_account_manager=True) | Q(says_person__isnull=False) | Exists(asked)
    return places_on_offer(on=on).annotate(**said).filter(proposed)


@dataclass(frozen=True)
class Introduction:
    """Somebody and a place where a yes was said; `both` of the participant and who guides her."""

    person: Any
    place: Place
    both: bool
    waits_for: tuple[str, ...]
    placement: Placement | None


def introductions(actor: Actor, *, on: date) -> list[Introduction]:
    """Pairs that nobody refused, complete ones first. Who guides sees what waits, others only where both said yes."""
    words = visible_to(Willingness.objects.filter(_on_offer(on)), actor, Category.PLACEMENT)
    last: dict[tuple[UUID, int], dict[str, Willingness]] = {}
    for word in words.select_related("person", "place__site__organisation").order_by("pk"):
        last.setdefault((word.person_id, word.place_id), {})[word.side] = word
    placements = {
        (each.person_id, each.place_id): each
        for each in visible_placements(actor).filter(person__in={person for person, _ in last}).order_by("pk")
    }
    found = [
        _introduction(said, placements.get(pair))
        for pair, said in last.items()
        if all(word.willing for word in said.values())
    ]
    shown = [each for each in found if each.both or guides(actor)]
    return sorted(shown, key=lambda each: (not each.both, each.person.sort_name, each.place.pk))


def agreed_pairs(*, organisation_id: int, contact_id: int, on: date) -> list[tuple[UUID, Place]]:
    """Who and which place of this employer, his or nobody's to answer for, both said yes to; no placement there yet."""
    pair = {"person": OuterRef("person"), "place": OuterRef("place")}
    mine = Q(place__contact=contact_id) | Q(place__contact=None)
    words = Willingness.objects.filter(_on_offer(on), mine, place__site__organisation=organisation_id)
    agreed_by = [Exists(_last_yes(side)) for side in BOTH]
    words = words.filter(*agreed_by, ~Exists(Placement.objects.filter(**pair)), side=Willingness.Side.PERSON)
    last = {(word.person_id, word.place_id): word for word in words.select_related("place").order_by("pk")}
    return [(word.person_id, word.place) for word in last.values()]


def _on_offer(on: date) -> Q:
    return Q(place__offered_on__lte=on) & (Q(place__withdrawn_on=None) | Q(place__withdrawn_on__gt=on))


def _introduction(said: Mapping[str, Willingness], placement: Placement | None) -> Introduction:
    waits = tuple(str(side.label) for side in BOTH if side.value not in said)
    word = next(iter(said.values()))
    return Introduction(word.person, word.place, not waits, waits, placement)


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
