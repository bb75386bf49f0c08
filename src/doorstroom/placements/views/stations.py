"""Learning workplaces: which stations there are, how full each day is, and who practises where."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from doorstroom.accounts.models import Organisation, OrganisationKind
from doorstroom.accounts.pages import staff_page
from doorstroom.demand.access import may_record_places
from doorstroom.demand.models import Station
from doorstroom.kernel.period import monday_of
from doorstroom.placements.access import ARRANGERS, RECORDERS, visible_placements
from doorstroom.placements.forms import BookingForm, StationForm
from doorstroom.placements.models import StationBooking
from doorstroom.placements.selectors import SHOWN, station_weeks, stations_in_use
from doorstroom.placements.services import book_station, close_station, leave_station, open_station
from doorstroom.ui.addresses import day_in_address
from doorstroom.ui.writing import acted, saved

PAGE_SIZE = 25


@staff_page(*RECORDERS)
@require_GET
def stations(request: HttpRequest) -> HttpResponse:
    """One week of all stations."""
    monday = monday_of(day_in_address(request, "week") or request.today)
    page = Paginator(stations_in_use(on=monday), PAGE_SIZE).get_page(request.GET.get("pagina"))
    rows = station_weeks(request.actor, list(page), monday=monday)
    sites: dict[Any, list[Any]] = {}
    for row in rows:
        sites.setdefault(row.station.site, []).append(row)
    context = {
        "sites": list(sites.items()),
        "page": page,
        "monday": monday,
        "days": [monday + timedelta(days=number) for number in range(5)],
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7),
        "may_open": may_record_places(request.actor),
    }
    return render(request, "placements/stations.html", context)


@staff_page(*ARRANGERS)
@require_http_methods(["GET", "POST"])
def station_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A station of an employer, or a change of one by its name."""
    employer = get_object_or_404(Organisation, pk=pk, kind=OrganisationKind.EMPLOYER)
    form = StationForm(request.POST or None, employer=employer)
    if saved(request, form, open_station, _("Saved: the station.")):
        return redirect("stations")
    return render(request, "placements/station_form.html", {"form": form, "employer": employer})


@staff_page(*ARRANGERS)
@require_POST
def station_close(request: HttpRequest, station: int) -> HttpResponse:
    found = get_object_or_404(Station, pk=station)
    act = partial(close_station, actor=request.actor, station=found, on=request.today)
    acted(request, act, _("The station is out of use from today."))
    return redirect("stations")


@staff_page(*RECORDERS)
@require_http_methods(["GET", "POST"])
def station_book(request: HttpRequest, placement_id: int) -> HttpResponse:
    """Room for one person; what is full is said with the day."""
    placement = get_object_or_404(visible_placements(request.actor).select_related(*SHOWN), pk=placement_id)
    first = max(placement.starts_on, request.today)
    form = BookingForm(
        request.POST or None,
        employer=placement.site.organisation,
        initial={"first": first, "last": placement.ends_on, "weekdays": placement.weekdays},
    )
    if saved(request, form, partial(book_station, placement=placement), _("Saved: there is room at this station.")):
        return redirect("placement", placement_id=placement.pk)
    return render(request, "placements/form.html", {"person": placement.person, "form": form,
                                                    "title": _("Room at a station")})  # fmt: skip


@staff_page(*RECORDERS)
@require_POST
def station_leave(request: HttpRequest, placement_id: int, booking: int) -> HttpResponse:
    placement = get_object_or_404(visible_placements(request.actor), pk=placement_id)
    rows = StationBooking.objects.filter(placement=placement).select_related("placement")
    leave_station(actor=request.actor, booking=get_object_or_404(rows, pk=booking), on=request.today)
    messages.success(request, _("Saved: the station is free from today."))
    return redirect("placement", placement_id=placement.pk)
