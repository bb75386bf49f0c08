"""Stations of learning workplaces: opened, booked, left and closed. One too many is refused here with the day, and by
the database when two people save at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q

from doorstroom.audit.services import Logged, log
from doorstroom.demand.access import may_record_places
from doorstroom.demand.models import Station, WorkProcess
from doorstroom.kernel.actor import Actor
from doorstroom.partners.models import Site
from doorstroom.placements.access import may_record, visible_placements
from doorstroom.placements.domain.errors import PlacementError
from doorstroom.placements.domain.stations import LONGEST_DAYS, Stay, full_days, shared_days
from doorstroom.placements.models import Placement, StationBooking
from doorstroom.placements.selectors import load_of


@transaction.atomic
def open_station(
    *, actor: Actor, site: Site, name: str, capacity: int, processes: Iterable[WorkProcess] = ()
) -> Station:
    """Write down a station: how many fit in on one day, and what is practised there. The same name changes it."""
    if not may_record_places(actor):
        raise PlacementError("may_not_open_station")
    if not 1 <= capacity <= 99:
        raise PlacementError("station_without_room", number=capacity)
    station = Station.objects.select_for_update().filter(site=site, name=name.strip()).first()
    if station:
        busiest = max(load_of([station.pk], actor.on, date.max)[station.pk].values(), default=0)
        if capacity < busiest:
            raise PlacementError("station_is_booked_for_more", number=busiest)
        station.capacity, station.closed_on = capacity, None
        station.save(update_fields=["capacity", "closed_on"])
    else:
        station = Station.objects.create(site=site, name=name.strip(), capacity=capacity)
    station.processes.set(processes)
    log(actor, Logged("change", "station", station.pk, fields=["name", "capacity", "processes"]))
    return station


@transaction.atomic
def close_station(*, actor: Actor, station: Station, on: date) -> None:
    """Take a station out of use from this day; whoever is booked there later is moved first."""
    if not may_record_places(actor):
        raise PlacementError("may_not_open_station")
    locked = Station.objects.select_for_update().get(pk=station.pk)
    booked = load_of([locked.pk], on, date.max)[locked.pk]
    if booked:
        raise PlacementError("station_is_booked", last=max(booked))
    locked.closed_on = on
    locked.save(update_fields=["closed_on"])
    log(actor, Logged("change", "station", locked.pk, fields=["closed_on"]))


@transaction.atomic
def book_station(
    *, actor: Actor, placement: Placement, station: Station, first: date, last: date, weekdays: Sequence[int]
) -> StationBooking:
    """Give this person room at a station of the employer where she is placed."""
    if not may_record(actor):
        raise PlacementError("may_not_record")
    locked = visible_placements(actor).select_for_update(of=["self"]).select_related("site").filter(pk=placement.pk)
    found = locked.first()
    if found is None:
        raise PlacementError("not_visible")
    wanted = Stay(first, last, frozenset(weekdays))
    _check_term(found, wanted)
    at = Station.objects.select_for_update(of=["self"]).select_related("site").get(pk=station.pk)
    _check_room(found, at, wanted)
    booking = StationBooking.objects.create(
        placement=found, person_id=found.person_id, station=at, starts_on=first, ends_on=last,
        weekdays=sorted(wanted.weekdays),
    )  # fmt: skip
    log(actor, Logged("create", "station_booking", booking.pk, found.person_id, ["station"]))
    return booking


@transaction.atomic
def leave_station(*, actor: Actor, booking: StationBooking, on: date) -> None:
    """Free the station from this day on; the days before it stay."""
    if not may_record(actor) or not visible_placements(actor).filter(pk=booking.placement_id).exists():
        raise PlacementError("not_visible")
    free_stations(placement=booking.placement, after=on, only=booking.pk)
    log(actor, Logged("change", "station_booking", booking.pk, booking.person_id, ["ends_on"]))


def free_stations(*, placement: Placement, after: date, only: int | None = None) -> None:
    """Nobody is expected at a station from `after` on: later bookings go, what runs ends the day before."""
    bookings = StationBooking.objects.filter(placement=placement, **({"pk": only} if only else {}))
    bookings.filter(starts_on__gte=after).delete()
    for booking in bookings.filter(ends_on__gte=after):
        booking.ends_on = date.fromordinal(after.toordinal() - 1)
        booking.save(update_fields=["ends_on"])


def _check_term(placement: Placement, wanted: Stay) -> None:
    if placement.state in (Placement.State.ENDED, Placement.State.CANCELLED):
        raise PlacementError("station_needs_placement", state=placement.get_state_display())
    if wanted.last < wanted.first or (wanted.last - wanted.first).days > LONGEST_DAYS:
        raise PlacementError("station_days_reversed", first=wanted.first, last=wanted.last)
    if wanted.first < placement.starts_on or (placement.ends_on and wanted.last > placement.ends_on):
        raise PlacementError("station_outside_placement", first=placement.starts_on, last=placement.ends_on or "…")
    if not any(wanted.days()):
        raise PlacementError("station_without_days")
    if placement.weekdays and not wanted.weekdays <= set(placement.weekdays):
        raise PlacementError("station_on_other_days")


def _check_room(placement: Placement, station: Station, wanted: Stay) -> None:
    if station.site.organisation_id != placement.site.organisation_id:
        raise PlacementError("station_of_another_employer", employer=str(station.site.organisation))
    if station.closed_on and wanted.last >= station.closed_on:
        raise PlacementError("station_closed", day=station.closed_on)
    own = StationBooking.objects.filter(
        Q(starts_on__lte=wanted.last) & Q(ends_on__gte=wanted.first), person=placement.person_id
    )
    twice = shared_days(wanted, [Stay(row.starts_on, row.ends_on, frozenset(row.weekdays)) for row in own])
    if twice:
        raise PlacementError("booked_at_another_station", day=twice[0])
    full = full_days(wanted, load_of([station.pk], wanted.first, wanted.last)[station.pk], station.capacity)
    if full:
        raise PlacementError("station_full", day=full[0], days=len(full), number=station.capacity)
