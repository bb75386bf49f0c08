"""What stands here about the people of a delivery, and what the partner said of them before."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from doorstroom.accounts.models import Organisation
from doorstroom.agreements.models import Category
from doorstroom.imports.domain.kept import CONTACT, NAME, PROFILE, SKILLS, as_texts
from doorstroom.imports.models import Batch, Row
from doorstroom.kernel.actor import Actor
from doorstroom.participants.access import categories_open, visible_people, visible_to
from doorstroom.participants.models import IncomeSituation, LanguageLevel, PersonContact, PersonProfile
from doorstroom.rounds.models import Round

FIELDS = {
    Category.CORE: NAME, Category.CONTACT: CONTACT, Category.PROFILE: (*PROFILE, *SKILLS), Category.INCOME: ("income",)
}  # fmt: skip


@dataclass
class Standing:
    """`facts` as they stand here; `fields` are those that the actor may know, filled or not."""

    fields: frozenset[str]
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def facts(self) -> dict[str, str]:
        return as_texts(self.values)


def standing(actor: Actor, people: Collection[UUID]) -> dict[UUID, Standing]:
    """By person; who is not visible is left out. Five queries."""
    rows = visible_people(actor).filter(pk__in=people).annotate(open_categories=categories_open(actor, "id"))
    found = {
        person.pk: Standing(_fields(person.open_categories), {name: getattr(person, name) for name in NAME})
        for person in rows
    }
    _add(found, visible_to(PersonContact.objects.filter(person__in=found), actor, Category.CONTACT), CONTACT)
    _add(found, visible_to(PersonProfile.objects.filter(person__in=found), actor, Category.PROFILE), PROFILE)
    levels = LanguageLevel.objects.filter(person__in=found, language="nl")
    for level in visible_to(levels, actor, Category.PROFILE):
        found[level.person_id].values[level.skill] = level.level
    incomes = IncomeSituation.objects.filter(person__in=found, valid_until=None)
    for income in visible_to(incomes, actor, Category.INCOME):
        found[income.person_id].values["income"] = income.source
    return found


def latest_delivery(batch: Batch) -> Batch | None:
    """The delivery of the same partner for the same round that was applied before this one."""
    same = _applied(batch.partner_id, batch.kind, batch.organisation_id).filter(round=batch.round_id)
    return same.exclude(pk=batch.pk).order_by("-applied_at", "-pk").first()


def latest_applied(
    partner: Organisation, kind: str, round: Round | None, *, organisation_id: int | None
) -> Batch | None:
    """The delivery of this partner that this organisation applied last for this round."""
    same = _applied(partner.pk, kind, organisation_id).filter(round=round).select_related("partner")
    return same.order_by("-applied_at", "-pk").first()


def told_before(batch: Batch) -> dict[str, dict[str, str]]:
    """What the partner said of each of its numbers, the latest delivery first, of any round; one query."""
    others = _applied(batch.partner_id, batch.kind, batch.organisation_id).exclude(pk=batch.pk)
    rows = Row.objects.filter(batch__in=others).exclude(told={}).exclude(reference="")
    latest = rows.order_by("reference", "-batch__applied_at", "-batch_id").distinct("reference")
    return dict(latest.values_list("reference", "told"))


def _applied(partner_id: int, kind: str, organisation_id: int | None) -> QuerySet[Batch]:
    return Batch.objects.filter(
        partner=partner_id, organisation=organisation_id, kind=kind, state=Batch.State.APPLIED
    ).defer("sealed")


def _fields(categories: Iterable[str]) -> frozenset[str]:
    open_to = set(categories)
    return frozenset(name for category, names in FIELDS.items() if category in open_to for name in names)


def _add(found: dict[UUID, Standing], rows: Iterable[Any], names: Iterable[str]) -> None:
    wanted = list(names)
    for row in rows:
        found[row.person_id].values.update({name: getattr(row, name) for name in wanted})
