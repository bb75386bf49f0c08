"""Participants of a delivery: person, contact, languages, profile, income, number, reference and nomination.

Somebody who is known keeps what is known: what was empty is filled, and a difference is written only where a person
chose the partner's value.
What no approved line lets the partner hold is left out and counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import models

from doorstroom.accounts.access import is_system
from doorstroom.accounts.models import Role
from doorstroom.agreements.access import open_lines
from doorstroom.agreements.models import Category, DataLine, Purpose
from doorstroom.imports.domain.errors import ImportsError
from doorstroom.imports.domain.kept import CONTACT, EMPTY, NAME, PROFILE, SKILLS, kept
from doorstroom.imports.domain.participants import ParticipantRow
from doorstroom.imports.selectors import concept_of, occupation_finder
from doorstroom.imports.services.comparing import chosen
from doorstroom.imports.services.writing import Work
from doorstroom.kernel.actor import Actor
from doorstroom.participants.models import (
    ExternalReference,
    IncomeSituation,
    LanguageLevel,
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
    set_contact,
    set_language_levels,
    set_name,
    set_occupations,
    set_profile,
)
from doorstroom.participants.services.bulk import NewPerson, bulk_register
from doorstroom.rounds.models import Nomination
from doorstroom.rounds.services import Nominee, bulk_nominate

R = TypeVar("R", bound=ParticipantRow)
AT_ONCE = 1_000  # people whose rows are in memory together
PARTS = {
    Category.CONTACT: CONTACT,
    Category.PROFILE: (*PROFILE, *SKILLS, "wish"),
    Category.INCOME: ("income",),
}


class PeopleWriter(Generic[R]):
    def __init__(self, work: Work, rows: Sequence[R]) -> None:
        self.work, self.rows = work, rows
        self.left_out: Counter[str] = Counter()
        judged = dict(work.batch.rows.exclude(same_as=None).values_list("number", "same_as"))
        self.known = {row.row: UUID(key) for row in rows if (key := judged.get(row.row) or row.known)}
        self.people: dict[int, UUID] = dict(self.known)
        self.find_occupation = occupation_finder()
        self.chosen = chosen(batch=work.batch)
        self.taken: frozenset[str] = frozenset()

    def roots(self) -> dict[type[models.Model], list[UUID]]:
        return {Person: list(self.people.values())}

    def write(self) -> None:
        self.lines = self._lines()
        new = [row for row in self.rows if row.row not in self.known]
        for start in range(0, len(new), AT_ONCE):
            self._bring_in(new[start : start + AT_ONCE])
        for row in self.rows:
            if row.row in self.known:
                self._complete(row, self.known[row.row])
        self._nominate()

    def _lines(self) -> dict[str, DataLine]:
        """The approved lines that let the partner hold participants, by category: for guidance, else recruitment."""
        partner = Actor(at=self.work.at, role=Role.CASEWORKER, organisation_id=self.work.batch.partner_id)
        for purpose in (Purpose.GUIDANCE, Purpose.RECRUITMENT):
            lines = {line.category: line for line in open_lines(partner).filter(purpose=purpose).order_by("-id")}
            if {Category.CORE, Category.PROGRESS} <= lines.keys():
                return lines
        raise ImportsError("no_agreement", partner=self.work.batch.partner.name)

    def _bring_in(self, rows: Sequence[ParticipantRow]) -> None:
        """Those whom nobody knew here, seen by who brought them in; brought in by another, by the partner's
        caseworkers."""
        work, line = self.work, self.lines[Category.CORE]
        own = not is_system(work.actor)
        relation = RelationSpec(
            organisation_id=work.batch.partner_id, member_id=work.actor.membership_id if own else None,
            role=work.actor.role if own else Role.CASEWORKER, purpose=Purpose(line.purpose), basis=line.legal_basis,
            source=work.source,
        )  # fmt: skip
        people = bulk_register(actor=work.actor, people=[self._new(row, relation) for row in rows])
        for row, person in zip(rows, people, strict=True):
            self.people[row.row] = person.pk
            if row.identity_number and self._may_hold(Category.IDENTITY):
                self._identity(row, person.pk)

    def _new(self, row: ParticipantRow, relation: RelationSpec) -> NewPerson:
        said = self._said(row)
        given = self._held(said)
        profile = given.get(Category.PROFILE, {})
        income = given.get(Category.INCOME)
        return NewPerson(
            given_name=row.name.given or row.name.initials, infix=row.name.prefix, family_name=row.name.family,
            registered_on=self.work.on, relation=relation, contact=given.get(Category.CONTACT, {}),
            profile={name: profile[name] for name in PROFILE if name in profile},
            levels={skill: profile[skill] for skill in SKILLS if skill in profile},
            income={"source": income["income"]} if income else {}, wishes=self._wished(profile.get("wish", "")),
            references={self.work.batch.numbered_by.pk: row.ref} if row.ref else {},
        )  # fmt: skip

    def _said(self, row: ParticipantRow) -> dict[str, Any]:
        return {**kept(row), **({"wish": row.wish} if row.wish else {})}

    def _held(self, values: dict[str, Any]) -> dict[Category, dict[str, Any]]:
        """What of it the partner may hold, one category at a time."""
        found = {}
        for category, names in PARTS.items():
            given = {name: values[name] for name in names if name in values}
            if given and self._may_hold(category):
                found[category] = given
        return found

    def _complete(self, row: ParticipantRow, person_id: UUID) -> None:
        """Fill what is empty and write what was chosen, one category at a time; what was emptied here stays so."""
        self.taken, left_alone = self.chosen.get(row.row, (frozenset(), frozenset()))
        values = {name: value for name, value in self._said(row).items() if name not in left_alone}
        writers = {Category.CONTACT: self._write_contact, Category.PROFILE: self._write_profile,
                   Category.INCOME: self._write_income}  # fmt: skip
        for category, given in self._held(values).items():
            writers[category](person_id, given)
        if row.identity_number and self._may_hold(Category.IDENTITY):
            self._identity(row, person_id)
        self._write_name(person_id, values)
        register = self.work.batch.numbered_by
        if row.ref and not self._has(ExternalReference, person_id, organisation=register):
            record_external_reference(
                actor=self.work.actor, person_id=person_id, organisation=register, reference=row.ref
            )  # fmt: skip

    def _may_hold(self, category: Category) -> bool:
        """Whether a line opens this category to the partner; what is left out is counted."""
        if category not in self.lines:
            self.left_out[category] += 1
        return category in self.lines

    def _write_name(self, person_id: UUID, values: dict[str, Any]) -> None:
        if chosen := {name: values.get(name, "") for name in NAME if name in self.taken}:
            person = Person.objects.get(pk=person_id)
            standing = {name: getattr(person, name) for name in NAME}
            set_name(actor=self.work.actor, person_id=person_id, **{**standing, **chosen})

    def _write_contact(self, person_id: UUID, values: dict[str, Any]) -> None:
        self._write(PersonContact, set_contact, person_id, values)

    def _write_profile(self, person_id: UUID, values: dict[str, Any]) -> None:
        self._write(PersonProfile, set_profile, person_id, {key: values[key] for key in PROFILE if key in values})
        levels = {skill: values[skill] for skill in SKILLS if skill in values}
        known = set(LanguageLevel.objects.filter(person=person_id, language="nl").values_list("skill", flat=True))
        levels = {skill: level for skill, level in levels.items() if skill in self.taken or skill not in known}
        if levels:
            set_language_levels(actor=self.work.actor, person_id=person_id, levels=levels)
        if "wish" in values:
            self._wish(values["wish"], person_id)

    def _write_income(self, person_id: UUID, values: dict[str, Any]) -> None:
        if "income" in self.taken or not self._has(IncomeSituation, person_id, valid_until=None):
            record_income(actor=self.work.actor, person_id=person_id, on=self.work.on, source=values["income"])

    def _wish(self, words: str, person_id: UUID) -> None:
        wish, concepts = PersonOccupation.Kind.WISH, self._wished(words)
        if concepts and not self._has(PersonOccupation, person_id, kind=wish):
            set_occupations(actor=self.work.actor, person_id=person_id, kind=wish, concept_ids=concepts)

    def _wished(self, words: str) -> list[int]:
        concept = concept_of(self.find_occupation(words) or "") if words else None
        return [concept.pk] if concept else []

    def _identity(self, row: ParticipantRow, person_id: UUID) -> None:
        partner = self.work.batch.partner
        if not self._has(PersonIdentity, person_id, organisation=partner):
            record_identity(
                actor=self.work.actor, person_id=person_id, organisation=partner, kind=PersonIdentity.Kind.BSN,
                number=row.identity_number,
            )  # fmt: skip

    def _has(self, model: type[models.Model], person_id: UUID, **about: Any) -> bool:
        return model._default_manager.filter(person_id=person_id, **about).exists()

    def _write(self, model: type[models.Model], write: Any, person_id: UUID, given: dict[str, Any]) -> None:
        """What was empty, and what somebody chose to take over."""
        standing = model._default_manager.filter(person_id=person_id).first()
        values = {
            name: value for name, value in given.items()
            if name in self.taken or standing is None or getattr(standing, name) in EMPTY
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
