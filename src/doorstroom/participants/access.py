"""Who may see which person, and of that person which category: the Python half of what row-level security holds.

Visible is a person with whom the acting member has a relation today, for a purpose under which an agreement in
force gives the member's organisation that category, approved by a privacy officer. A title, a signature or a
consent alone opens nothing. A restricted file opens to the members who are admitted to it, and to nobody else.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import Combinable

from doorstroom.accounts.access import is_system
from doorstroom.agreements.access import open_lines
from doorstroom.agreements.models import AgreementStatus, Category
from doorstroom.database.arrays import any_of
from doorstroom.database.ready import PERSON, ROW, Ready, Text, written
from doorstroom.kernel.actor import Actor
from doorstroom.participants.models import Person, PersonRelation, Restriction, StewardMandate

Rows = TypeVar("Rows", bound=QuerySet[Any])
MARKED = Actor(at=datetime(1000, 1, 1, tzinfo=UTC), role="who acts", membership_id=ROW - 1, organisation_id=ROW - 2)
"""Nobody: for whom the texts of the queries below are written once (`database.ready`)."""


def restrictions_in_force(on: date) -> QuerySet[Restriction]:
    return Restriction.objects.filter(lifted_at=None, until__gt=on)


def relations_of(actor: Actor) -> QuerySet[PersonRelation]:
    """The relations that the acting member has today; of a restricted file only when she is admitted to it."""
    shut = restrictions_in_force(actor.on).exclude(admitted__contains=[actor.membership_id or 0])
    return PersonRelation.objects.exclude(person_id__in=shut.values("person_id")).filter(
        Q(member=None) | Q(member_id=actor.membership_id),
        Q(valid_until=None) | Q(valid_until__gt=actor.on),
        Q(closes_at=None) | Q(closes_at__gt=actor.at),
        organisation_id=actor.organisation_id or 0,
        role=actor.role,
        valid_from__lte=actor.on,
    )


def open_relations(actor: Actor, category: Category) -> QuerySet[PersonRelation]:
    """Relations of which an approved line opens this category."""
    return relations_of(actor).filter(any_of("purpose", open_lines(actor, category).values("purpose")))


def visible_to(rows: Rows, actor: Actor, category: Category, person: str = "person_id") -> Rows:
    """Of these rows the ones about people whose `category` this actor may see; `person` names the column."""
    if is_system(actor):
        return rows
    if actor.person_id:
        return rows.filter(**{person: actor.person_id})
    return rows.filter(Ready(_opening(category), marks_of(actor, person=person)))


@cache
def _opening(category: Category) -> Text:
    return written(Exists(open_relations(MARKED, category).filter(person_id=PERSON)))


@cache
def _opened() -> Text:
    related = relations_of(MARKED).filter(person_id=PERSON, purpose=OuterRef("purpose"))
    return written(ArraySubquery(open_lines(MARKED).filter(Exists(related)).values("category")))


def marks_of(actor: Actor, *, person: str, row: str = "pk") -> dict[Any, Any]:
    """What the marks stand for in a query around; `person` and `row` name its columns."""
    return values_of(actor) | {MARKED.role: actor.role, PERSON: F(person), ROW: F(row)}


def marked(role: str) -> Actor:
    """Nobody in this role: the text of a whole query depends on the role, so it is written once for each."""
    return replace(MARKED, role=role)


def values_of(actor: Actor, *before: timedelta) -> dict[Any, Any]:
    """What the marks of a whole query stand for; `before` are distances to earlier days that it asks for."""
    return {
        MARKED.at: actor.at,
        MARKED.on: actor.on,
        MARKED.membership_id: actor.membership_id or 0,
        MARKED.organisation_id: actor.organisation_id or 0,
        **{MARKED.on - each: actor.on - each for each in before},
    }


def visible_people(actor: Actor, category: Category = Category.CORE) -> QuerySet[Person]:
    return visible_to(Person.objects.all(), actor, category, person="id")


def everybody_visible(actor: Actor, category: Category = Category.CORE) -> QuerySet[Person]:
    """The same people, found by their keys at once: for a list of all of them, where one look each is dearer."""
    if is_system(actor) or actor.person_id:
        return visible_people(actor, category)
    return Person.objects.filter(any_of("id", open_relations(actor, category).values("person_id")))


def may_see(actor: Actor, person_id: UUID, category: Category) -> bool:
    return visible_people(actor, category).filter(pk=person_id).exists()


def open_categories(actor: Actor, person_id: UUID) -> set[str]:
    """Which categories of this person are open to the actor today; one query."""
    if is_system(actor) or actor.person_id == person_id:
        return set(Category.values)
    lines = open_lines(actor).filter(
        Exists(relations_of(actor).filter(person_id=person_id, purpose=OuterRef("purpose")))
    )
    return set(lines.values_list("category", flat=True))


def categories_open(actor: Actor, person: str = "person_id") -> Combinable:
    """An annotation: which categories of each row's person are open to the actor; `person` names the column.

    For a query that reads many categories at once. What is not among them is not to be used.
    """
    if is_system(actor):
        return Value(list(Category.values), ArrayField(CharField()))
    return Ready(_opened(), marks_of(actor, person=person))


def purpose_of(actor: Actor, person_id: UUID) -> str:
    """For which purpose the actor sees this person: what the log records."""
    found = relations_of(actor).filter(person_id=person_id).order_by(F("member").desc(nulls_last=True), "id")
    return found.values_list("purpose", flat=True).first() or ""


def has_mandate(actor: Actor) -> bool:
    """May this actor look across organisations for doubles? Only while the agreement behind it is in force."""
    if is_system(actor):
        return True
    today = Q(valid_until=None) | Q(valid_until__gt=actor.on)
    mandates = StewardMandate.objects.filter(today, member_id=actor.membership_id or 0, valid_from__lte=actor.on)
    in_force = Q(agreement__valid_until=None) | Q(agreement__valid_until__gt=actor.on)
    return mandates.filter(in_force, agreement__status=AgreementStatus.IN_FORCE).exists()


def own_mandates(actor: Actor) -> QuerySet[StewardMandate]:
    """Mandates of members of the actor's own organisation that have not ended."""
    open_ones = StewardMandate.objects.filter(member__organisation=actor.organisation_id or 0, valid_until=None)
    return open_ones.select_related("member__user", "agreement").order_by("pk")
