"""Corrects how somebody is called and reached, without writing over what a colleague wrote meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from doorstroom.agreements.models import Category
from doorstroom.kernel.actor import Actor
from doorstroom.participants.access import visible_people
from doorstroom.participants.domain.editing import Merged, merged
from doorstroom.participants.domain.errors import ParticipantError
from doorstroom.participants.domain.names import split_infix
from doorstroom.participants.models import Person, PersonContact
from doorstroom.participants.services.people import set_contact, set_name

NAME = ("given_name", "family_name")
CONTACT = ("birth_date", "phone", "email", "street", "postcode", "place")


def details_of(person: Person) -> dict[str, str]:
    """Name and contact as text, one value a field; particles stand before the family name."""
    contact = PersonContact.objects.filter(person=person).first() or PersonContact()
    family = " ".join(part for part in (person.infix, person.family_name) if part)
    born = contact.birth_date.isoformat() if contact.birth_date else ""
    rest = {name: getattr(contact, name) for name in CONTACT if name != "birth_date"}
    return {"given_name": person.given_name, "family_name": family, "birth_date": born, **rest}


@transaction.atomic
def correct_details(*, actor: Actor, person_id: UUID, seen: Mapping[str, str], mine: Mapping[str, str]) -> Merged:
    """Write what this actor changed since she saw it; where somebody else changed the same field, write nothing."""
    people = visible_people(actor, Category.CORE) & visible_people(actor, Category.CONTACT)
    person = people.select_for_update(of=("self",)).filter(pk=person_id).first()
    if person is None:
        raise ParticipantError("not_visible", category=Category.CONTACT)
    now = details_of(person)
    result = merged(seen={**now, **seen}, mine=mine, now=now)
    if name := {field: result.changes.get(field, now[field]) for field in NAME if field in result.changes}:
        infix, family = split_infix(name.get("family_name", now["family_name"]))
        given = name.get("given_name", now["given_name"])
        set_name(actor=actor, person_id=person_id, given_name=given, infix=infix, family_name=family)
    if contact := {field: text for field, text in result.changes.items() if field in CONTACT}:
        values = {field: (text or None) if field == "birth_date" else text for field, text in contact.items()}
        set_contact(actor=actor, person_id=person_id, **values)
    return result
