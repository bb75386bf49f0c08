"""Participants of a delivery: person, contact, languages, profile, income, number, reference and nomination.

Somebody who is known keeps what is known: only what was empty is filled, a difference is for a person to settle.
What no approved line lets the partner hold is left out and counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import models

from doorstroom.accounts.access import is_system
from doorstroom.accounts.models import Role
from doorstroom.agreements.access import open_lines
from doorstroom.agreements.models import Category, DataLine, Purpose
from doorstroom.imports.domain.errors import ImportsError
from doorstroom.imports.domain.participants import ParticipantRow
from doorstroom.imports.selectors import concept_of, occupation_finder
from doorstroom.imports.services.writing import Work
from doorstroom.kernel.actor import Actor
from doorstroom.participants.models import (
    CefrLevel,
    ExternalReference,
    IncomeSituation,
    LanguageLevel,
    LanguageSkill,
    Person,
    PersonContact,
    PersonIdentity,
    PersonOccupation,
    PersonProfile,
)
from doorstroom.participants.services import (
    RelationSpec,
    record_external_reference,
    record_identity,
    record_income,
    register_person,
    set_contact,
    set_language_levels,
    set_occupations,
    set_profile,
)
from doorstroom.rounds.models import Nomination
from doorstroom.rounds.services import Nominee, bulk_nominate

EDUCATION = {
    **dict.fromkeys(("none", "primary"), "none"),
    **dict.fromkeys(("practical", "vmbo", "mbo_1"), "lower"),
    **dict.fromkeys(("mbo_2", "mbo_3", "mbo_4", "havo", "vwo"), "middle"),
    **dict.fromkeys(("associate", "bachelor", "master"), "higher"),
    "foreign_unrated": "foreign_unrated",
}
INCOME = {
    **dict.fromkeys(("sickness_benefit", "disability_benefit", "young_disability_benefit"), "incapacity_benefit"),
    **{code: code for code in ("social_assistance", "unemployment_benefit", "wage", "none")},
}
TRAVEL = {"car": "car", "bicycle": "bike", "public_transport": "public_transport", "moped": "moped"}
# The highest level that is kept; who grew up with Dutch has it.
HIGHEST = {"C2": CefrLevel.C1, "native": CefrLevel.C1}


class PeopleWriter:
    def __init__(self, work: Work, rows: Sequence[ParticipantRow]) -> None:
        self.work, self.rows = work, rows
        self.left_out: Counter[str] = Counter()
        judged = dict(work.batch.rows.exclude(same_as=None).values_list("number", "same_as"))
        self.known = {row.row: judged.get(row.row) or UUID(row.known) for row in rows if row.row in judged or row.known}
        self.people: dict[int, UUID] = dict(self.known)
        self.find_occupation = occupation_finder()

    def roots(self) -> dict[type[models.Model], list[UUID]]:
        return {Person: list(self.people.values())}

    def write(self) -> None:
        self.lines = self._lines()
        for row in self.rows:
            if row.row not in self.people:
                self.people[row.row] = self._register(row)
            self._complete(row, self.people[row.row])
        self._nominate()

    def _lines(self) -> dict[str, DataLine]:
        """The approved lines that let the partner hold participants, by category: for guidance, else recruitment."""
        partner = Actor(at=self.work.at, role=Role.CASEWORKER, organisation_id=self.work.batch.partner_id)
        for purpose in (Purpose.GUIDANCE, Purpose.RECRUITMENT):
            lines = {line.category: line for line in open_lines(partner).filter(purpose=purpose).order_by("-id")}
            if {Category.CORE, Category.PROGRESS} <= lines.keys():
                return lines
        raise ImportsError("no_agreement", partner=self.work.batch.partner.name)

    def _register(self, row: ParticipantRow) -> UUID:
        """The person, seen by who brought her in; brought in by another, by the partner's caseworkers."""
        work, line = self.work, self.lines[Category.CORE]
        own = not is_system(work.actor)
        relation = RelationSpec(
            organisation_id=work.batch.partner_id, member_id=work.actor.membership_id if own else None,
            role=work.actor.role if own else Role.CASEWORKER, purpose=Purpose(line.purpose), basis=line.legal_basis,
            source=work.source,
        )  # fmt: skip
        person = register_person(
            actor=work.actor, given_name=row.name.given or row.name.initials, infix=row.name.prefix,
            family_name=row.name.family, relation=relation, on=work.on,
        )  # fmt: skip
        return person.pk

    def _complete(self, row: ParticipantRow, person_id: UUID) -> None:
        """Fill what is empty, one category at a time."""
        contact = (row.birth_date, row.phone, row.email, row.postcode, row.town)
        profile = (row.education, row.languages, row.licences, row.transport, row.hours, row.available_from, row.wish)
        parts = (
            (Category.CONTACT, self._contact, any(contact)),
            (Category.PROFILE, self._profile, any(profile)),
            (Category.INCOME, self._income, row.income_source in INCOME),
            (Category.IDENTITY, self._identity, bool(row.identity_number)),
        )
        for category, write, given in parts:
            if given and category in self.lines:
                write(row, person_id)
            elif given:
                self.left_out[category] += 1
        partner = self.work.batch.partner
        if row.ref and not self._has(ExternalReference, person_id, organisation=partner):
            record_external_reference(
                actor=self.work.actor, person_id=person_id, organisation=partner, reference=row.ref
            )  # fmt: skip

    def _contact(self, row: ParticipantRow, person_id: UUID) -> None:
        given = {
            "birth_date": row.birth_date, "phone": row.phone, "email": row.email, "street": row.address,
            "postcode": row.postcode, "place": row.town,
        }  # fmt: skip
        self._fill(PersonContact, set_contact, person_id, given)

    def _profile(self, row: ParticipantRow, person_id: UUID) -> None:
        least, most = row.hours or (None, None)
        given = {
            "education": EDUCATION.get(row.education), "available_from": row.available_from,
            "licences": list(row.licences) if row.licences is not None else None,
            "travel_modes": [TRAVEL[mode] for mode in row.transport if mode in TRAVEL] or None,
            "hours_minimum": int(least) if least else None, "hours_maximum": int(most) if most else None,
        }  # fmt: skip
        self._fill(PersonProfile, set_profile, person_id, given)
        known = set(LanguageLevel.objects.filter(person=person_id, language="nl").values_list("skill", flat=True))
        levels = {skill: level for skill, level in _levels(row).items() if skill not in known}
        if levels:
            set_language_levels(actor=self.work.actor, person_id=person_id, levels=levels)
        concept = concept_of(self.find_occupation(row.wish) or "") if row.wish else None
        wish = PersonOccupation.Kind.WISH
        if concept and not self._has(PersonOccupation, person_id, kind=wish):
            set_occupations(actor=self.work.actor, person_id=person_id, kind=wish, concept_ids=[concept.pk])

    def _income(self, row: ParticipantRow, person_id: UUID) -> None:
        if not self._has(IncomeSituation, person_id, valid_until=None):
            source = INCOME[row.income_source]
            record_income(actor=self.work.actor, person_id=person_id, on=self.work.on, source=source)

    def _identity(self, row: ParticipantRow, person_id: UUID) -> None:
        partner = self.work.batch.partner
        if not self._has(PersonIdentity, person_id, organisation=partner):
            record_identity(
                actor=self.work.actor, person_id=person_id, organisation=partner, kind=PersonIdentity.Kind.BSN,
                number=row.identity_number,
            )  # fmt: skip

    def _has(self, model: type[models.Model], person_id: UUID, **about: Any) -> bool:
        return model._default_manager.filter(person_id=person_id, **about).exists()

    def _fill(self, model: type[models.Model], write: Any, person_id: UUID, given: dict[str, Any]) -> None:
        standing = model._default_manager.filter(person_id=person_id).first()
        empty = (None, "", "unknown")
        values = {
            name: value for name, value in given.items()
            if value not in empty and (standing is None or getattr(standing, name) in empty)
        }  # fmt: skip
        if values:
            write(actor=self.work.actor, person_id=person_id, **values)

    def _nominate(self) -> None:
        """Put forward who is not yet, by the partner, in one go."""
        batch, actor = self.work.batch, self.work.actor
        if batch.round is None:
            return
        people = list(dict.fromkeys(self.people.values()))
        already = set(
            Nomination.objects.filter(round=batch.round, person__in=people).values_list("person_id", flat=True)
        )
        nominees = [Nominee(pk, batch.partner_id, actor.membership_id) for pk in people if pk not in already]
        if nominees:
            bulk_nominate(actor=actor, round=batch.round, nominees=nominees, on=self.work.on)


def _levels(row: ParticipantRow) -> dict[str, str]:
    """Level per skill; one level for all counts for each skill that has none of its own, until the intake."""
    given = {skill: HIGHEST.get(level, level) for skill, level in row.languages}
    general = given.pop("general", None)
    return {**(dict.fromkeys(LanguageSkill.values, general) if general else {}), **given}
