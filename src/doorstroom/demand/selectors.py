"""Reads of employers and their places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Min, Q, QuerySet, Sum

from doorstroom.accounts.models import Membership, Organisation, OrganisationKind, Role
from doorstroom.demand.domain.carving import Carved, Need, carve
from doorstroom.demand.domain.contact import Call, Pressure, pressure
from doorstroom.demand.domain.desk import Asked, PromiseKept, promise_kept
from doorstroom.demand.models import EmployerQuestion, EmployerTalk, Place, Vacancy

SMALL_EMPLOYER_UNDER = 50  # staff: the European definition of a small enterprise


def places_on_offer(*, on: date) -> QuerySet[Place]:
    """Places that are offered on this day, with site, employer and contact."""
    return (
        Place.objects.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=on), offered_on__lte=on)
        .select_related("site__organisation", "contact", "concept")
        .order_by("site__organisation__name", "id")
    )


def employers(*, on: date, search: str = "") -> QuerySet[Organisation]:
    """Employers with how many places they offer (`places_offered`), by name."""
    offered = Q(sites__places__offered_on__lte=on) & (
        Q(sites__places__withdrawn_on=None) | Q(sites__places__withdrawn_on__gt=on)
    )
    found = Organisation.objects.filter(kind=OrganisationKind.EMPLOYER, merged_into=None)
    if search.strip():
        found = found.filter(name__icontains=search.strip())
    return found.annotate(
        places_offered=Sum("sites__places__number", filter=offered, default=0),
        site_count=Count("sites", distinct=True),
    ).order_by("name", "id")


@dataclass(frozen=True)
class PlaceCounts:
    """All employers, those that offer something today, and places in all."""

    employers: int
    offering: int
    places: int


def place_counts(*, on: date) -> PlaceCounts:
    """Totals under the list of employers; two queries."""
    offered = (
        places_on_offer(on=on)
        .order_by()
        .aggregate(places=Sum("number", default=0), offering=Count("site__organisation", distinct=True))
    )
    everyone = Organisation.objects.filter(kind=OrganisationKind.EMPLOYER, merged_into=None).count()
    return PlaceCounts(everyone, offered["offering"], offered["places"])


@dataclass(frozen=True)
class VacancyRow:
    """`taken` of the people wanted have a place; `first_start` is that of the first placement one may see."""

    vacancy: Vacancy
    taken: int
    employers: int
    first_start: date | None

    @property
    def left(self) -> int:
        return self.vacancy.wanted - self.taken

    @property
    def days(self) -> int | None:
        """From the question to the first start (S4.12)."""
        return (self.first_start - self.vacancy.asked_on).days if self.first_start else None


def vacancies() -> QuerySet[Vacancy]:
    return Vacancy.objects.select_related("asked_by").order_by("-asked_on", "-pk")


def vacancy_rows(found: Sequence[Vacancy], *, on: date) -> list[VacancyRow]:
    """Two queries."""
    shares = places_on_offer(on=on).filter(vacancy__in=found).order_by()
    totals = {
        row["vacancy"]: row
        for row in shares.values("vacancy").annotate(
            taken=Sum("number"), employers=Count("site__organisation", distinct=True)
        )
    }
    began = Place.objects.filter(vacancy__in=found, placements__state__in=["active", "ended"]).order_by()
    first = dict(began.values_list("vacancy").annotate(Min("placements__starts_on")))
    none = {"taken": 0, "employers": 0}
    return [
        VacancyRow(
            each, totals.get(each.pk, none)["taken"], totals.get(each.pk, none)["employers"], first.get(each.pk)
        )
        for each in found
    ]  # fmt: skip


def taken_by(vacancy: Vacancy, *, on: date) -> list[Place]:
    """Who takes how many of which work, with the seats of rounds that stand on it; five queries."""
    shares = places_on_offer(on=on).filter(vacancy=vacancy)
    return list(shares.prefetch_related("tasks", "requirements", "backings__round__programme"))


def carved_of(vacancy: Vacancy) -> Carved:
    """The work that is left for somebody new; two queries."""
    tasks = list(vacancy.tasks.all())
    needs = [
        Need(each.kind, each.value, each.task.text if each.task else "")
        for each in vacancy.needs.select_related("task")
    ]
    return carve([task.text for task in tasks], {task.text for task in tasks if task.stays}, needs)


KEPT_IN_VIEW = timedelta(days=90)


def talks_of(employer: Organisation, *, on: date) -> list[EmployerTalk]:
    """Contacts of all partners with this employer in the last 90 days, the latest first; one query."""
    recent = EmployerTalk.objects.filter(employer=employer, on__gt=on - KEPT_IN_VIEW, on__lte=on)
    return list(recent.select_related("member__user", "member__organisation").order_by("-on", "-pk"))


def pressure_on(employer: Organisation, *, on: date) -> Pressure:
    return pressure_of(talks_of(employer, on=on), on=on)


def pressure_of(talks: Iterable[EmployerTalk], *, on: date) -> Pressure:
    """How often partners sought this employer lately; what the employer asked for itself does not count."""
    return pressure([Call(talk.on, _who(talk)) for talk in talks if not talk.asked_for], on)


def questions(*, at: datetime) -> QuerySet[EmployerQuestion]:
    """Open questions, the first to be due first, and then what was answered in the last 90 days."""
    recent = EmployerQuestion.objects.filter(Q(answered_at=None) | Q(asked_at__gt=at - KEPT_IN_VIEW))
    return recent.select_related("employer", "handler__user").order_by(
        F("answered_at").desc(nulls_first=True), "due_at", "pk"
    )


def promise_of_desk(*, at: datetime) -> PromiseKept:
    """How the promise of one working day was kept for the questions of the last 90 days; one query."""
    asked = EmployerQuestion.objects.filter(asked_at__gt=at - KEPT_IN_VIEW, asked_at__lte=at)
    return promise_kept((Asked(due, answered) for due, answered in asked.values_list("due_at", "answered_at")), at)


def account_managers(*, on: date) -> QuerySet[Membership]:
    acting = Membership.objects.valid(on).filter(role=Role.ACCOUNT_MANAGER)
    return acting.select_related("user", "organisation").order_by("user__name", "pk")


def _who(talk: EmployerTalk) -> str:
    return f"{talk.member.user.name} ({talk.member.organisation.name})" if talk.member else "–"
