"""Reads over people as a whole: finding somebody by name, and what those who run an installation look after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import OuterRef

from doorstroom.agreements.models import Category
from doorstroom.audit.services import Logged, log
from doorstroom.database.scope import scope
from doorstroom.kernel.actor import Actor, system_actor
from doorstroom.kernel.sealing import Unreadable, unseal
from doorstroom.participants.access import visible_people, visible_to
from doorstroom.participants.domain.duplicates import Described, grounds
from doorstroom.participants.domain.likeness import likeness, name_words
from doorstroom.participants.models import (
    DuplicateQuestion,
    Person,
    PersonContact,
    PersonIdentity,
    PersonMerge,
    PersonRelation,
)
from doorstroom.participants.wording import agreed

# How many the database hands over to be compared word by word.
_CANDIDATES = 40
# Runs of letters that every word shares with the name: first narrow, then as wide as a slip in a short word needs.
_NARROW, _WIDE = 0.3, 0.15
# An answer below this was probably not the one that was meant.
_SURE = 0.75
_LEAST = 0.4


def find_people(*, actor: Actor, text: str, most: int = 10) -> list[Person]:
    """People whom the actor sees, whose name resembles the text, the nearest first. Two or four queries."""
    words, _ = name_words(text)
    if not any(len(word) > 1 for word in words):
        return []
    found = _ranked(actor, text, _candidates(words, _NARROW))
    if not found or found[0][0] < _SURE:
        found = _ranked(actor, text, _candidates(words, _WIDE)) or found
    return [person for _, _, _, person in found[:most]]


def possible_duplicates(*, actor: Actor, described: Described) -> list[tuple[Person, tuple[str, ...]]]:
    """People whom the actor sees that may be the one described, with what agrees: to ask before somebody is saved.

    Only contact details that are open to the actor count; whom she does not see is never found. A name alone is no
    ground, so a name without more finds nobody.
    """
    near = find_people(actor=actor, text=described.name, most=_CANDIDATES)
    contacts = visible_to(PersonContact.objects.filter(person__in=near), actor, Category.CONTACT)
    known = {contact.person_id: contact for contact in contacts}
    rated = ((person, grounds(described, described_as(person, known.get(person.pk)))) for person in near)
    return [(person, agreed) for person, agreed in rated if agreed]


def phone_of(actor: Actor, person_id: UUID) -> str:
    """Where to call somebody; empty when it is not known, or closed to this actor."""
    known = visible_to(PersonContact.objects.filter(person=person_id), actor, Category.CONTACT)
    return known.values_list("phone", flat=True).first() or ""


def described_as(person: Person, contact: PersonContact | None) -> Described:
    if contact is None:
        return Described(person.full_name)
    return Described(person.full_name, contact.birth_date, contact.phone, contact.email, contact.postcode)


def _candidates(words: Sequence[str], alike: float) -> list[UUID]:
    """Names that resemble every word; only people of the open scope (`doorstroom_find_people`)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM doorstroom_find_people(%s, %s, %s)", [list(words), alike, _CANDIDATES])
        return [row[0] for row in cursor.fetchall()]


def _ranked(actor: Actor, text: str, candidates: list[UUID]) -> list[tuple[float, str, str, Person]]:
    people = visible_people(actor).filter(pk__in=candidates)
    rated = ((likeness(text, person.search_name), person.sort_name, str(person.pk), person) for person in people)
    return sorted((row for row in rated if row[0] >= _LEAST), key=lambda row: (-row[0], row[1], row[2]))


def unreadable_identities() -> int:
    """How many sealed numbers these keys do not open; nothing of a number leaves this function. Needs system scope."""
    unreadable = 0
    for person_id, sealed in PersonIdentity.objects.values_list("person_id", "sealed").iterator():
        try:
            unseal(bytes(sealed), keys=settings.IDENTITY_KEYS, context=str(person_id))
        except Unreadable:
            unreadable += 1
    return unreadable


SHOWN = 50
STEWARDSHIP = "one_person_one_file"


@dataclass(frozen=True)
class File:
    """One of two files, as the steward compares it: who it is and who works with it, not what was written."""

    name: str
    registered_on: date
    birth_date: date | None
    phone: str
    email: str
    place: str
    organisations: Sequence[str]


@dataclass(frozen=True)
class Double:
    pk: int
    files: Sequence[File]
    grounds: Sequence[str]
    asked_on: date

    @property
    def agreed(self) -> str:
        return agreed(self.grounds)


def stewards_desk(actor: Actor) -> tuple[list[Double], list[PersonMerge]]:
    """Questions that wait, the oldest first, and files that were joined, the newest first.

    The caller knows that the actor has a mandate. What is read of people whom she does not see otherwise is logged.
    """
    with scope(system_actor(at=actor.at, purpose=STEWARDSHIP), nested=True):
        asked = _questions()
        merges = PersonMerge.objects.filter(undone_at=None).select_related("kept", "absorbed", "merged_by__user")
        joined = list(merges.defer("journal").order_by("-merged_at")[:SHOWN])
        doubles = _doubles(asked)
        _looked(actor, [*(person for question in asked for person in (question.first, question.second)),
                        *(person for merge in joined for person in (merge.kept, merge.absorbed))])  # fmt: skip
    return doubles, joined


def double_of(actor: Actor, pk: int) -> Double | None:
    """One question, as `stewards_desk`."""
    with scope(system_actor(at=actor.at, purpose=STEWARDSHIP), nested=True):
        asked = _questions(pk=pk)
        _looked(actor, [person for question in asked for person in (question.first, question.second)])
        return next(iter(_doubles(asked)), None)


def _questions(**only: int) -> list[DuplicateQuestion]:
    asked = DuplicateQuestion.objects.filter(answer=DuplicateQuestion.Answer.OPEN, **only)
    asked = asked.annotate(at_first=_working_with("first"), at_second=_working_with("second"))
    return list(asked.select_related("first__contact", "second__contact").order_by("asked_on", "pk")[:SHOWN])


def _working_with(column: str) -> ArraySubquery:
    """Names of the organisations that have a relation with this person."""
    relations = PersonRelation.objects.filter(person=OuterRef(column), valid_until=None)
    return ArraySubquery(relations.order_by("organisation__name").values("organisation__name").distinct())


def _doubles(asked: Sequence[Any]) -> list[Double]:
    return [
        Double(
            question.pk,
            [_file(question.first, question.at_first), _file(question.second, question.at_second)],
            question.grounds, question.asked_on,
        )
        for question in asked
    ]  # fmt: skip


def _looked(actor: Actor, people: Sequence[Person]) -> None:
    categories = [Category.CORE.value, Category.CONTACT.value]
    found = sorted({person.pk for person in people})
    log(actor, *(Logged("read", "person", pk, pk, categories, STEWARDSHIP) for pk in found))


def _file(person: Person, organisations: Sequence[str]) -> File:
    contact = getattr(person, "contact", None) or PersonContact()
    return File(
        person.full_name, person.registered_on, contact.birth_date, contact.phone, contact.email, contact.place,
        organisations,
    )  # fmt: skip
