"""What employers offer, and what each task asks."""

from datetime import date

import pytest

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Organisation, Role
from doorstroom.demand.domain.errors import DemandError
from doorstroom.demand.models import Place
from doorstroom.demand.selectors import employers, places_on_offer
from doorstroom.demand.services import (
    PlaceDetails,
    Requirement,
    change_place,
    offer_place,
    register_contact,
    register_employer,
    register_site,
    withdraw_place,
)
from factories.accounts import MembershipFactory

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 23)


@pytest.fixture
def chantal(as_system):
    return actor_of(MembershipFactory(role=Role.ACCOUNT_MANAGER), at=NOW)


@pytest.fixture
def site(chantal):
    employer = register_employer(actor=chantal, name="De Lindenhof", registration_number="55784893", employees=30)
    return register_site(actor=chantal, employer=employer, name="De Lindenhof Lindervoort", postcode="5501GD")


DETAILS = PlaceDetails(
    occupation="Helpende zorg en welzijn", number=3, weekdays=(2, 0, 4), tasks=("Eten rondbrengen",),
    requirements=(Requirement("language", "A2", "Eten rondbrengen"), Requirement("licence", "B")),
)  # fmt: skip


def test_the_same_employer_and_site_are_written_once(chantal, site):
    again = register_employer(actor=chantal, name="Lindenhof", registration_number="55784893")
    assert again == site.organisation
    assert register_site(actor=chantal, employer=again, name="De Lindenhof Lindervoort") == site
    contact = register_contact(actor=chantal, employer=again, name="J. de Groot")
    register_contact(actor=chantal, employer=again, name="J. de Groot", phone="06-1")
    contact.refresh_from_db()
    assert (contact.phone, Organisation.objects.filter(kind="employer").count()) == ("06-1", 1)


def test_a_place_keeps_its_tasks_and_which_task_asks_what(chantal, site):
    place = offer_place(actor=chantal, site=site, contact=None, details=DETAILS, on=ON)
    assert place.weekdays == [0, 2, 4]
    assert [(r.kind, r.value, r.task and r.task.text) for r in place.requirements.order_by("kind")] == [
        ("language", "A2", "Eten rondbrengen"),
        ("licence", "B", None),
    ]


def test_a_changed_place_has_only_its_new_requirements(chantal, site):
    place = offer_place(actor=chantal, site=site, contact=None, details=DETAILS, on=ON)
    change_place(actor=chantal, place=place, details=PlaceDetails(occupation="Gastvrouw", number=1))
    place.refresh_from_db()
    assert (place.occupation, place.number, place.requirements.count(), place.tasks.count()) == ("Gastvrouw", 1, 0, 0)


@pytest.mark.parametrize(
    ("details", "code"),
    [
        (PlaceDetails("Zorg", 0), "place_without_number"),
        (PlaceDetails("Zorg", 1, starts_from=date(2027, 2, 1), starts_until=date(2027, 1, 1)), "place_window_reversed"),
        (PlaceDetails("Zorg", 1, requirements=(Requirement("licence", "B", "Rijden"),)), "requirement_needs_task"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(chantal, site, details, code):
    with pytest.raises(DemandError) as refused:
        offer_place(actor=chantal, site=site, contact=None, details=details, on=ON)
    assert refused.value.code == code
    assert Place.objects.count() == 0


def test_a_caseworker_writes_no_places(as_system, site):
    with pytest.raises(DemandError) as refused:
        offer_place(actor=actor_of(MembershipFactory(), at=NOW), site=site, contact=None, details=DETAILS, on=ON)
    assert refused.value.code == "may_not_record_places"


def test_a_withdrawn_place_is_offered_no_more(chantal, site):
    place = offer_place(actor=chantal, site=site, contact=None, details=DETAILS, on=ON)
    assert employers(on=ON).get(pk=site.organisation_id).places_offered == 3
    withdraw_place(actor=chantal, place=place, on=ON)
    assert list(places_on_offer(on=ON)) == []
    assert employers(on=ON).get(pk=site.organisation_id).places_offered == 0
