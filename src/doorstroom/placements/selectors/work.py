"""Reads of placements, each in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects
from django.db.models.functions import JSONObject

from doorstroom.agreements.models import Category
from doorstroom.demand.models import Station
from doorstroom.kernel.actor import Actor
from doorstroom.participants.access import visible_to
from doorstroom.placements.access import visible_placements
from doorstroom.placements.domain.offer_sheet import Stage, Word, review_on, stage_of
from doorstroom.placements.models import EmployerLink, InstrumentTerm, OfferSide, Placement, StationBooking
from doorstroom.programmes.domain.route_model import Phase
from doorstroom.programmes.domain.schedule import plan_phases
from doorstroom.programmes.domain.vocabulary import ActivityKind
from doorstroom.programmes.selectors import approach_of
from doorstroom.trajectories.models import Trajectory

SHOWN = ("person", "site__organisation", "trainer", "place")


def placements_of(actor: Actor, person_id: UUID) -> QuerySet[Placement]:
    """All of one person, newest first; one query."""
    return visible_placements(actor).filter(person_id=person_id).select_related(*SHOWN).order_by("-starts_on", "-id")


def active_placements(actor: Actor, *, person_ids: list[UUID], on: date) -> QuerySet[Placement]:
    """Where these people work or learn that day; one query."""
    return (
        visible_placements(actor)
        .filter(Q(ends_on=None) | Q(ends_on__gte=on), person_id__in=person_ids, state=Placement.State.ACTIVE)
        .filter(starts_on__lte=on)
        .select_related(*SHOWN)
        .order_by("starts_on", "id")
    )


PAID = (Placement.Kind.JOB, Placement.Kind.APPRENTICESHIP)


def work_known(actor: Actor, person_id: UUID, *, on: date) -> dict[str, Any]:
    """What stands about the last workplace that began and was not closed, by field of the form for a job; one query.

    Also on the day after its end date: who goes straight on often stays where she is.
    """
    begun = placements_of(actor, person_id).filter(state=Placement.State.ACTIVE, starts_on__lte=on)
    found = begun.first()
    if found is None:
        return {}
    occupation = found.occupation or (found.place.occupation if found.place else "")
    return {"site": found.site_id, "occupation": occupation, "weekdays": found.weekdays, **_paid_facts(found)}


def paid_work_known(actor: Actor, person_id: UUID, *, on: date) -> dict[str, Any]:
    """Hours and sector of the paid work of that day, by field of the form that asks after them; one query."""
    found = active_placements(actor, person_ids=[person_id], on=on).filter(kind__in=PAID).last()
    return _paid_facts(found) if found else {}


def _paid_facts(placement: Placement) -> dict[str, Any]:
    hours = placement.hours_per_week
    sector = {True: "yes", False: "no", None: ""}[placement.in_target_sector]
    return {"hours_per_week": hours.normalize() if hours else None, "in_target_sector": sector}


def planned_stay(trajectory: Trajectory | None, *, on: date) -> dict[str, date]:
    """First and last day of a workplace as the round and its approach plan them; never before `on`."""
    if trajectory is None or trajectory.round is None:
        return {"starts_on": on}
    first, model = trajectory.round.starts_on, approach_of(trajectory.round.model)
    ends = [span.period.end for span in plan_phases(model, first) if _has_work(model.phase(span.phase))]
    last = {"ends_on": ends[0] - timedelta(days=1)} if ends and ends[0] and ends[0] > on else {}
    return {"starts_on": max(on, first), **last}


def _has_work(phase: Phase) -> bool:
    return any(activity.kind is ActivityKind.PLACEMENT for activity in phase.rhythm)


def placements_behind(link: EmployerLink, actor: Actor, *, until: date) -> QuerySet[Placement]:
    """The people this contact guides: active placements at the organisation that are his or hers, or nobody's.

    `until` takes along who starts in the days that the page shows. `terms` are days of instruments still ahead or late.
    """
    terms = InstrumentTerm.objects.filter(placement=OuterRef("pk"), done_on=None)
    return (
        visible_placements(actor)
        .filter(Q(trainer=link.contact_id) | Q(trainer=None), site__organisation=link.organisation_id)
        .filter(state=Placement.State.ACTIVE, starts_on__lte=until)
        .exclude(kind=Placement.Kind.JOB)
        .annotate(
            has_sheet=Exists(OfferSide.objects.filter(placement=OuterRef("pk"))),
            terms=ArraySubquery(terms.values(json=JSONObject(kind="kind", act="act", due_on="due_on", how="how"))),
        )
        .select_related("person", "site", "place")
        .order_by("person__given_name", "id")
    )


def usable_link(link_id: int, *, at: datetime) -> EmployerLink | None:
    """The link of a visit that started earlier, while it is still valid."""
    found = EmployerLink.objects.filter(pk=link_id, revoked_at=None, expires_at__gt=at)
    return found.select_related("contact", "organisation").first()


def placement_active(trajectory: Trajectory, on: date) -> bool:
    """Fact "placement_active": a workplace that both sides said yes to stands ready, or has begun."""
    return trajectory.placements.filter(
        Q(ends_on=None) | Q(ends_on__gte=on), state__in=[Placement.State.AGREED, Placement.State.ACTIVE]
    ).exists()


@dataclass(frozen=True)
class SheetSide:
    """One side of an offer sheet, and what it still does."""

    row: OfferSide
    stage: Stage


@dataclass(frozen=True)
class Sheet:
    """The employer first; `review_on` is None as long as one of both has to confirm."""

    sides: Sequence[SheetSide]
    review_on: date | None

    def side(self, name: OfferSide.Side) -> SheetSide | None:
        return next((each for each in self.sides if each.row.side == name), None)


def sheet_of(placement: Placement, *, on: date) -> Sheet:
    """What both sides promised at this placement; one query."""
    rows = list(placement.offer_sides.order_by("side"))
    words = [Word(row.confirmed_on, row.reviewed_on) for row in rows]
    review = review_on(placement.starts_on, words)
    return Sheet(
        [SheetSide(row, stage_of(word, review, on)) for row, word in zip(rows, words, strict=True)], review
    )  # fmt: skip


@dataclass(frozen=True)
class WorkingWeek:
    """The weekdays of one placement, from its first day to its last (None: open-ended)."""

    first: date
    last: date | None
    weekdays: tuple[int, ...]

    def __contains__(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


def working_weeks(trajectory_ids: Iterable[int]) -> dict[int, list[WorkingWeek]]:
    """On which weekdays these people work; for whoever may see progress, without the placement itself. One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM placements_working_weekdays(%s)", [list(trajectory_ids)])
        rows = cursor.fetchall()
    found: dict[int, list[WorkingWeek]] = {}
    for trajectory_id, first, last, weekdays in rows:
        found.setdefault(trajectory_id, []).append(WorkingWeek(first, last, tuple(weekdays)))
    return found


def load_of(station_ids: Iterable[int], first: date, last: date) -> dict[int, dict[date, int]]:
    """How many people stand at each station, day by day, whoever they are. One query; days without anybody miss."""
    asked = list(station_ids)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM placements_station_load(%s, %s, %s)", [asked, first, last])
        rows = cursor.fetchall()
    found: dict[int, dict[date, int]] = {pk: {} for pk in asked}
    for station_id, day, people in rows:
        found[station_id][day] = people
    return found


@dataclass(frozen=True)
class StationWeek:
    """A station in one week: how many stand there each working day, and those whom one sees, by name."""

    station: Station
    days: Sequence[tuple[date, int]]
    bookings: Iterable[StationBooking]


def stations_in_use(*, on: date) -> QuerySet[Station]:
    """By employer and site."""
    found = Station.objects.filter(Q(closed_on=None) | Q(closed_on__gt=on)).select_related("site__organisation")
    return found.order_by("site__organisation__name", "site__name", "name")


def station_weeks(actor: Actor, stations: Sequence[Station], *, monday: date) -> list[StationWeek]:
    """These stations from Monday to Friday; three queries."""
    friday = monday + timedelta(days=4)
    here = Prefetch("bookings", queryset=_bookings(actor, monday, friday))
    prefetch_related_objects(stations, "processes", here)
    load = load_of([station.pk for station in stations], monday, friday)
    days = [monday + timedelta(days=number) for number in range(5)]
    return [
        StationWeek(each, [(day, load[each.pk].get(day, 0)) for day in days], each.bookings.all()) for each in stations
    ]


def _bookings(actor: Actor, first: date, last: date) -> QuerySet[StationBooking]:
    seen = visible_to(StationBooking.objects.all(), actor, Category.PLACEMENT)
    return seen.filter(starts_on__lte=last, ends_on__gte=first).select_related("person").order_by("person__sort_name")
