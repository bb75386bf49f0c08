"""Reads over people as a whole: finding somebody by name, and what those who run an installation look after."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.conf import settings
from django.db import connection

from doorstroom.agreements.models import Category
from doorstroom.kernel.actor import Actor
from doorstroom.kernel.sealing import Unreadable, unseal
from doorstroom.participants.access import visible_people, visible_to
from doorstroom.participants.domain.duplicates import Described, grounds
from doorstroom.participants.domain.likeness import likeness, name_words
from doorstroom.participants.models import Person, PersonContact, PersonIdentity

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
    rated = ((person, grounds(described, _described(person, known.get(person.pk)))) for person in near)
    return [(person, agreed) for person, agreed in rated if agreed]


def _described(person: Person, contact: PersonContact | None) -> Described:
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
