"""What stands here about the people of a delivery."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, cast

from django.db.models import QuerySet

from doorstroom.agreements.models import Category
from doorstroom.imports.domain.check import CheckedFile
from doorstroom.imports.domain.comparison import Said
from doorstroom.imports.domain.kept import CONTACT, NAME, PROFILE, SKILLS, as_texts, kept
from doorstroom.imports.domain.participants import ParticipantRow
from doorstroom.imports.domain.returned_people import ways
from doorstroom.imports.domain.returning import Way
from doorstroom.imports.models import Batch, Row
from doorstroom.imports.selectors.registers import Register, Standing, columns_of
from doorstroom.kernel.actor import Actor
from doorstroom.participants.access import categories_open, visible_people, visible_to
from doorstroom.participants.models import (
    ExternalReference,
    IncomeSituation,
    LanguageLevel,
    PersonContact,
    PersonProfile,
)

FIELDS = {
    Category.CORE: NAME, Category.CONTACT: CONTACT, Category.PROFILE: (*PROFILE, *SKILLS), Category.INCOME: ("income",)
}  # fmt: skip


class PeopleRegister(Register):
    def said(self, checked: CheckedFile) -> dict[int, Said]:
        read = cast("tuple[ParticipantRow, ...]", checked.rows)
        return {row.row: Said(row.known, as_texts(kept(row))) for row in read}

    def about(self, rows: Iterable[Row]) -> dict[int, str]:
        """By the partner's number; a row that was not taken over stays as it was delivered."""
        known = _known(self.actor, self.batch).values_list("reference", "person_id")
        key_of = {reference: str(person) for reference, person in known}
        return {row.number: key_of[row.reference] for row in rows if row.told and row.reference in key_of}

    def standing(self, about: Collection[str], names: Collection[str]) -> dict[str, Standing]:
        """Five queries."""
        seen = visible_people(self.actor).filter(pk__in=about)
        people = list(seen.annotate(open_categories=categories_open(self.actor, "id")))
        found = {
            str(person.pk): Standing(_fields(person.open_categories), {name: getattr(person, name) for name in NAME})
            for person in people
        }
        _add(found, visible_to(PersonContact.objects.filter(person__in=people), self.actor, Category.CONTACT), CONTACT)
        _add(found, visible_to(PersonProfile.objects.filter(person__in=people), self.actor, Category.PROFILE), PROFILE)
        levels = LanguageLevel.objects.filter(person__in=people, language="nl")
        for level in visible_to(levels, self.actor, Category.PROFILE):
            found[str(level.person_id)].values[level.skill] = level.level
        incomes = IncomeSituation.objects.filter(person__in=people, valid_until=None)
        for income in visible_to(incomes, self.actor, Category.INCOME):
            found[str(income.person_id)].values["income"] = income.source
        return found

    def ways(self, rows: Sequence[Row]) -> list[list[Way | None]]:
        columns = columns_of(self.batch)
        return [ways(columns, row.values) for row in rows]

    def named(self, references: Collection[str]) -> dict[str, str]:
        return people_named(self.actor, self.batch, references)


def people_named(actor: Actor, batch: Batch, references: Collection[str]) -> dict[str, str]:
    known = _known(actor, batch).filter(reference__in=references).select_related("person")
    return {each.reference: each.person.full_name for each in known}


def _known(actor: Actor, batch: Batch) -> QuerySet[ExternalReference]:
    return visible_to(ExternalReference.objects.filter(organisation=batch.partner_id), actor, Category.CORE)


def _fields(categories: Iterable[str]) -> frozenset[str]:
    open_to = set(categories)
    return frozenset(name for category, names in FIELDS.items() if category in open_to for name in names)


def _add(found: dict[str, Standing], rows: Iterable[Any], names: Sequence[str]) -> None:
    for row in rows:
        found[str(row.person_id)].values.update({name: getattr(row, name) for name in names})
