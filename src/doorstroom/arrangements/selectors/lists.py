"""Arrangements of programmes: the list with its three counts, and what was planned beside what was given.

People, arrangements and employers are three counts: somebody with two vouchers counts once among people and twice
among arrangements (domain law 4). What was called off is in the list and in no count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from django.db import connection
from django.db.models import Count, Q, QuerySet

from doorstroom.arrangements.access import visible_arrangements
from doorstroom.arrangements.domain.standing import Standing
from doorstroom.arrangements.models import Arrangement, ArrangementType
from doorstroom.kernel.actor import Actor


@dataclass(frozen=True)
class Filters:
    """Empty leaves out nothing. `age` is young, adult or unknown."""

    programme: int | None = None
    type: int | None = None
    employer: str = ""
    standing: str = ""
    age: str = ""


AGES = {"young": Q(young=True), "adult": Q(young=False), "unknown": Q(young=None)}


@dataclass(frozen=True)
class Counts:
    """`begun`: the first day has come. What is of neither age group is of nobody whose age was known."""

    arrangements: int = 0
    begun: int = 0
    people: int = 0
    employers: int = 0
    young: int = 0
    adult: int = 0

    @property
    def age_unknown(self) -> int:
        return self.arrangements - self.young - self.adult


@dataclass(frozen=True)
class TypeRow:
    """A type, or without one all of them together."""

    type: ArrangementType | None
    planned: int
    counts: Counts


def arrangements(actor: Actor, filters: Filters, *, on: date) -> QuerySet[Arrangement]:
    """Those of people whom the actor sees, the latest first."""
    chosen = AGES.get(filters.age, Q()) & _standings(on).get(filters.standing, Q())
    if filters.programme:
        chosen &= Q(type__programme=filters.programme)
    if filters.type:
        chosen &= Q(type=filters.type)
    if filters.employer:
        chosen &= Q(employer__name__icontains=filters.employer)
    found = visible_arrangements(actor).filter(chosen)
    return found.select_related("person", "type__programme", "employer").order_by("-starts_on", "-pk")


def counted(rows: QuerySet[Arrangement], *, on: date) -> tuple[Counts, int]:
    """Each of the three counted once, and how many rows there are with those that were called off; one query."""
    counts = Q(called_off_on=None)
    found = rows.order_by().aggregate(
        rows=Count("pk"),
        of_arrangements=Count("pk", filter=counts),
        of_begun=Count("pk", filter=counts & Q(starts_on__lte=on)),
        of_people=Count("person", filter=counts, distinct=True),
        of_employers=Count("employer", filter=counts, distinct=True),
        of_young=Count("pk", filter=counts & AGES["young"]),
        of_adult=Count("pk", filter=counts & AGES["adult"]),
    )
    return Counts(**{field.name: found[f"of_{field.name}"] for field in fields(Counts)}), found["rows"]


def by_type(types: Sequence[ArrangementType], *, on: date) -> tuple[list[TypeRow], TypeRow]:
    """Each type with its counts, and all of them together, whoever sees the people; one query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM arrangements_counts(%s, %s)", [[each.pk for each in types], on])
        found = {type_id: Counts(*numbers) for type_id, *numbers in cursor.fetchall()}
    rows = [TypeRow(each, each.planned, found.get(each.pk, Counts())) for each in types]
    return rows, TypeRow(None, sum(each.planned for each in types), found.get(None, Counts()))


def _standings(on: date) -> dict[str, Q]:
    """The same as `domain.standing`, for the database."""
    counts = Q(called_off_on=None)
    return {
        Standing.TO_BEGIN: counts & Q(starts_on__gt=on),
        Standing.RUNNING: counts & Q(starts_on__lte=on, ends_on__gte=on),
        Standing.ENDED: counts & Q(ends_on__lt=on),
        Standing.CALLED_OFF: ~counts,
    }
