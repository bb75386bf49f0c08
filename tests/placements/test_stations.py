"""Learning workplaces: what each station teaches, how full it is, and double booking refused (S4.2)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.database.scope import scope
from doorstroom.demand.domain.errors import DemandError
from doorstroom.demand.models import AskedProcess, WorkProcess
from doorstroom.demand.services import ask_processes, write_processes
from doorstroom.placements.domain.errors import PlacementError
from doorstroom.placements.models import StationBooking
from doorstroom.placements.services import (
    book_station,
    cancel_placement,
    close_station,
    end_placement,
    leave_station,
    open_station,
)
from factories.accounts import MembershipFactory
from factories.agreements import open_everything
from factories.participants import person_of
from factories.placements import PlacementFactory, SiteFactory

pytestmark = pytest.mark.django_db
MONDAY = NOW.date()
FRIDAY = MONDAY + timedelta(days=4)


@pytest.fixture
def coach(as_system):
    member = MembershipFactory(role=Role.JOB_COACH)
    open_everything(member.organisation)
    return member


@pytest.fixture
def actor(coach):
    return actor_of(coach, at=NOW)


@pytest.fixture
def station(actor):
    return open_station(actor=actor, site=SiteFactory(name="Werkplaats"), name="Lasbank", capacity=2)


def placed(coach, station, name, **given):
    person = person_of(coach, given_name=name)
    return PlacementFactory(person=person, site=station.site, weekdays=[0, 2, 3], **given)


def book(actor, placement, station, first=MONDAY, last=FRIDAY, weekdays=(0, 2)):
    return book_station(actor=actor, placement=placement, station=station, first=first, last=last, weekdays=weekdays)


def test_capacity_per_site_and_week_and_double_booking_refused(coach, actor, station, sign_in):
    people = [placed(coach, station, name) for name in ("Abel", "Bo", "Cas")]
    book(actor, people[0], station)
    book(actor, people[1], station, weekdays=(0,))
    with pytest.raises(PlacementError) as refused:
        book(actor, people[2], station)
    assert (refused.value.code, refused.value.params) == ("station_full", {"day": MONDAY, "days": 1, "number": 2})
    book(actor, people[2], station, weekdays=(2,))
    page = sign_in(coach).get("/leerwerkplekken/").content.decode()
    assert page.count("2 van 2, vol") == 2, "Monday and Wednesday"
    assert "Abel Tesfay" in page


def test_the_database_itself_refuses_one_too_many(coach, actor, station):
    people = [placed(coach, station, name) for name in ("Abel", "Bo", "Cas")]
    rows = [
        StationBooking(placement=each, person=each.person, station=station, starts_on=MONDAY, ends_on=FRIDAY,
                       weekdays=[0]) for each in people
    ]  # fmt: skip
    for row in rows[:2]:
        row.save()
    with pytest.raises(IntegrityError, match="has no room on 2026-11-23"), transaction.atomic():
        rows[2].save()
    other = open_station(actor=actor, site=station.site, name="Zaag", capacity=9)
    with pytest.raises(IntegrityError, match="one person at two stations on 2026-11-23"), transaction.atomic():
        StationBooking.objects.create(
            placement=people[0], person=people[0].person, station=other, starts_on=MONDAY, ends_on=FRIDAY, weekdays=[0]
        )


def test_people_whom_one_does_not_see_count_and_are_not_named(coach, actor, station, sign_in, as_system):
    stranger = MembershipFactory(role=Role.JOB_COACH)
    open_everything(stranger.organisation)
    for name in ("Dirk", "Eva"):
        book(as_system, placed(stranger, station, name), station, weekdays=(0,))
    abel = placed(coach, station, "Abel")
    with scope(actor, nested=True):
        assert StationBooking.objects.count() == 0
        with pytest.raises(PlacementError) as refused:
            book(actor, abel, station)
        assert refused.value.code == "station_full"
    page = sign_in(coach).get("/leerwerkplekken/").content.decode()
    assert "2 van 2, vol" in page
    assert "Dirk" not in page


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"weekdays": (1,)}, "station_on_other_days"),
        ({"weekdays": ()}, "station_without_days"),
        ({"first": FRIDAY, "last": MONDAY}, "station_days_reversed"),
        ({"last": MONDAY + timedelta(days=400)}, "station_days_reversed"),
        ({"first": date(2026, 9, 1)}, "station_outside_placement"),
        ({"last": date(2027, 3, 1)}, "station_outside_placement"),
    ],
)
def test_days_that_cannot_be(coach, actor, station, given, code):
    placement = placed(coach, station, "Abel", ends_on=date(2027, 1, 31))
    with pytest.raises(PlacementError) as refused:
        book(actor, placement, station, **given)
    assert (refused.value.code, StationBooking.objects.count()) == (code, 0)


def test_one_person_at_one_station_a_day_and_only_where_she_is_placed(coach, actor, station):
    abel = placed(coach, station, "Abel")
    book(actor, abel, station)
    saw = open_station(actor=actor, site=station.site, name="Zaag", capacity=5)
    with pytest.raises(PlacementError) as refused:
        book(actor, abel, saw, weekdays=(2, 3))
    assert (refused.value.code, refused.value.params["day"]) == ("booked_at_another_station", date(2026, 11, 25))
    elsewhere = open_station(actor=actor, site=SiteFactory(), name="Keuken", capacity=5)
    with pytest.raises(PlacementError) as refused:
        book(actor, abel, elsewhere, weekdays=(3,))
    assert refused.value.code == "station_of_another_employer"


def test_what_ends_frees_the_station(coach, actor, station):
    abel, bo = placed(coach, station, "Abel"), placed(coach, station, "Bo", state="agreed",
                                                      person_agreed_on=MONDAY, employer_agreed_on=MONDAY)  # fmt: skip
    running = book(actor, abel, station, first=date(2026, 11, 9), last=date(2026, 12, 18))
    book(actor, bo, station, first=MONDAY)
    end_placement(actor=actor, placement=abel, because="verhuisd", by="participant", last_day=MONDAY, on=MONDAY)
    cancel_placement(actor=actor, placement=bo, because="verhuisd", by="participant", on=MONDAY)
    running.refresh_from_db()
    assert list(StationBooking.objects.all()) == [running]
    assert running.ends_on == MONDAY


def test_a_booked_station_neither_shrinks_nor_closes(coach, actor, station):
    bookings = [book(actor, placed(coach, station, name), station) for name in ("Abel", "Bo")]
    with pytest.raises(PlacementError) as refused:
        open_station(actor=actor, site=station.site, name="Lasbank", capacity=1)
    assert (refused.value.code, refused.value.params) == ("station_is_booked_for_more", {"number": 2})
    with pytest.raises(PlacementError) as refused:
        close_station(actor=actor, station=station, on=MONDAY)
    assert (refused.value.code, refused.value.params) == ("station_is_booked", {"last": date(2026, 11, 25)})
    for booking in bookings:
        leave_station(actor=actor, booking=booking, on=MONDAY)
    close_station(actor=actor, station=station, on=MONDAY)
    with pytest.raises(PlacementError) as refused:
        book(actor, placed(coach, station, "Cas"), station)
    assert refused.value.code == "station_closed"


def test_the_way_through_the_pages(coach, actor, station, sign_in, as_system):
    abel, browser = placed(coach, station, "Abel"), sign_in(coach)
    employer = station.site.organisation_id
    form = {"site": station.site_id, "name": "Zaag", "capacity": 1}
    assert browser.post(f"/werkgevers/{employer}/station/", form).status_code == 302
    page = browser.get("/leerwerkplekken/?week=2026-11-25").content.decode()
    assert "Zaag" in page
    days = {"first": "2026-11-23", "last": "2026-11-27", "weekdays": ["0"], "station": station.pk}
    address = f"/werkplekken/{abel.pk}/station/"
    assert browser.post(address, days).status_code == 302
    assert "al ingepland" in browser.post(address, days).content.decode()
    assert "Lasbank" in browser.get(f"/werkplekken/{abel.pk}/").content.decode()
    with scope(as_system):
        booking = StationBooking.objects.get()
    assert browser.post(f"/werkplekken/{abel.pk}/station/{booking.pk}/vrij/").status_code == 302
    assert browser.post(f"/leerwerkplekken/{station.pk}/sluiten/").status_code == 302
    station.refresh_from_db()
    assert station.closed_on == MONDAY


def test_parts_are_read_from_a_list_and_asked_by_an_employer(actor, station, as_system, sign_in):
    text = "B1-K1-W1 Maakt  schoon\n\nB1-K1-W2: Kookt"
    assert write_processes(actor=as_system, qualification="Helpende", level=2, text=text) == 2
    assert write_processes(actor=as_system, qualification="Helpende", level=2, text="B1-K1-W2 Kookt mee") == 1
    assert [str(each) for each in WorkProcess.objects.all()] == [
        "Maakt schoon (Helpende, B1-K1-W1)", "Kookt mee (Helpende, B1-K1-W2)",
    ]  # fmt: skip
    for wrong, code in (("zomaar een zin", "process_line_unread"), (" ", "process_list_empty")):
        with pytest.raises(DemandError) as refused:
            write_processes(actor=as_system, qualification="Helpende", level=2, text=wrong)
        assert refused.value.code == code
    employer = station.site.organisation
    ask_processes(actor=actor, employer=employer, processes=WorkProcess.objects.all(), on=MONDAY)
    ask_processes(actor=actor, employer=employer, processes=WorkProcess.objects.all()[:1], on=FRIDAY)
    assert [(row.process.code, row.asked_on) for row in AskedProcess.objects.all()] == [("B1-K1-W1", MONDAY)]


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_three(coach, actor, station, sign_in, statements, people):
    for number, name in enumerate(("Abel", "Bo", "Cas")[:people]):
        at = open_station(actor=actor, site=SiteFactory(), name=f"Bank {number}", capacity=3)
        book(actor, placed(coach, at, name), at)
    assert statements(sign_in(coach), "/leerwerkplekken/") == 10
