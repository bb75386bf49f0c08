"""Arrangements of one person, and what else a programme gives that may be for her."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from doorstroom.agreements.models import Category
from doorstroom.arrangements.access import types_open_to, visible_arrangements
from doorstroom.arrangements.domain.eligibility import Answer, eligibility
from doorstroom.arrangements.models import Arrangement, ArrangementType
from doorstroom.arrangements.wording import told
from doorstroom.kernel.actor import Actor
from doorstroom.participants.access import visible_to
from doorstroom.participants.models import PersonContact
from doorstroom.programmes.domain.entry import Outcome


@dataclass(frozen=True)
class Judged:
    """A type beside a person: yes, no or unknown, with the conditions in words."""

    type: ArrangementType
    answer: Answer
    met: list[str]
    no: list[str]
    missing: list[str]


def arrangements_of(actor: Actor, person_id: UUID) -> QuerySet[Arrangement]:
    found = visible_arrangements(actor).filter(person=person_id)
    return found.select_related("type__programme", "employer").order_by("-starts_on", "-pk")


def birth_date_of(actor: Actor, person_id: UUID) -> date | None:
    """None as well when contact data of this person are closed to who asks."""
    contacts = visible_to(PersonContact.objects.filter(person=person_id), actor, Category.CONTACT)
    return contacts.values_list("birth_date", flat=True).first()


def judged_for(type: ArrangementType, *, birth_date: date | None, said: tuple[bool | None, ...], on: date) -> Judged:
    found = eligibility(type.terms, birth_date=birth_date, said=said, on=on)

    def words(outcome: Outcome) -> list[str]:
        terms = type.terms
        return [told(each, terms.conditions, terms.minimum_age, terms.maximum_age) for each in found.those(outcome)]

    return Judged(type, found.answer, words(Outcome.MET), words(Outcome.NOT_MET), words(Outcome.UNKNOWN))


def offered_to(actor: Actor, person_id: UUID, *, on: date) -> list[Judged]:
    """Every type that may be recorded today, with what is known of this person; two queries."""
    types = types_open_to(actor).filter(
        Q(valid_until=None) | Q(valid_until__gt=on), valid_from__lte=on, programme__closed_on=None
    )
    born = birth_date_of(actor, person_id)
    return [judged_for(type, birth_date=born, said=(), on=on) for type in types]
