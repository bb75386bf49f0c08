"""Pointing somebody to help: fits, room, near; full is full for everybody; declining needs no reason."""

import re

import pytest
from django.db import IntegrityError, transaction

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Purpose
from doorstroom.audit.models import Entry
from doorstroom.database.scope import scope
from doorstroom.intake.domain.errors import IntakeError
from doorstroom.intake.models import ServiceReferral
from doorstroom.intake.services import move_service_referral, offer_service, refer_to_service
from doorstroom.participants.services import set_contact
from doorstroom.partners.models import PostcodeArea
from factories.accounts import MembershipFactory, OrganisationFactory
from factories.agreements import open_everything
from factories.learning import group_of

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def group(as_system):
    found = group_of("Abel")
    for code, latitude in (("5501", 51.40), ("5502", 51.49), ("5503", 51.85)):
        PostcodeArea.objects.create(
            code=code, place="x", municipality="x", latitude=latitude, longitude=5.4, source="test"
        )
    set_contact(actor=as_system, person_id=found.people[0].pk, postcode="5501EA")
    return found


def offer(as_system, name, postcode="", places=None, need="training", provider="Zz", **given):
    return offer_service(
        actor=as_system, provider=OrganisationFactory(name=provider), name=name, need=need, on=TODAY,
        postcode=postcode, places=places, **given,
    )  # fmt: skip


def address(group, last=""):
    abel = group.trajectories[0]
    return f"/deelnemers/{abel.person_id}/traject/{abel.pk}/hulp/{last}"


def test_fits_first_then_room_then_near_and_the_full_one_cannot_be_asked(group, as_system, sign_in):
    other = group.add("Bo")
    full = offer(as_system, "Vol", "5501", places=1, provider="Aa")
    refer_to_service(actor=as_system, trajectory=other, service=full, on=TODAY)
    offer(as_system, "Ver", "5503", provider="Bb")
    near = offer(as_system, "Dichtbij", "5502", places=2)
    offer(as_system, "Geldspreekuur", "5501", need="money")
    offer(as_system, "Overal", provider="Cc")
    browser = sign_in(group.coach)
    where = address(group)
    page = browser.get(where + "?behoefte=training").content.decode()
    listed = re.findall(r'ds-person-row__name">([^<]+)<', page)
    assert listed == ["Dichtbij", "Ver", "Overal", "Vol"]
    assert "ongeveer 10 km" in page
    assert "2 plaatsen vrij" in page
    assert browser.post(where, {"service": full.pk}).status_code == 302
    assert browser.post(where, {"service": near.pk}).status_code == 302
    assert browser.post(where, {"service": near.pk}).status_code == 302, "asked twice is asked once"
    with scope(as_system):
        assert [row.service_id for row in ServiceReferral.objects.filter(trajectory=group.trajectories[0])] == [near.pk]


def test_a_place_is_taken_by_people_whom_one_does_not_see(group, as_system):
    service = offer(as_system, "Cursus", places=1)
    refer_to_service(actor=as_system, trajectory=group.trajectories[0], service=service, on=TODAY)
    bo = group.add("Bo")
    stranger = MembershipFactory(role=Role.JOB_COACH)
    open_everything(stranger.organisation)
    with scope(actor_of(stranger, at=NOW), nested=True):
        assert ServiceReferral.objects.count() == 0
        with pytest.raises(IntakeError) as refused:
            refer_to_service(
                actor=actor_of(stranger, at=NOW), trajectory=group.trajectories[0], service=service, on=TODAY
            )
        assert refused.value.code == "service_not_visible"
    with pytest.raises(IntakeError) as refused:
        refer_to_service(actor=as_system, trajectory=bo, service=service, on=TODAY)
    assert (refused.value.code, refused.value.params["places"]) == ("service_full", 1)


def test_declining_needs_no_reason_and_frees_the_place(group, as_system, sign_in):
    service = offer(as_system, "Cursus", places=1)
    asked = refer_to_service(actor=as_system, trajectory=group.trajectories[0], service=service, on=TODAY)
    with pytest.raises(IntakeError) as refused:
        move_service_referral(actor=as_system, referral=asked, to="ended", on=TODAY)
    assert refused.value.code == "service_move_not_possible"
    with pytest.raises(IntegrityError, match="ends_with_a_day"), transaction.atomic():
        ServiceReferral.objects.update(state="ended")
    bo = group.add("Bo")
    assert sign_in(group.coach).post(address(group, f"{asked.pk}/niet/")).status_code == 302
    with scope(as_system):
        asked.refresh_from_db()
        assert (asked.state, asked.ended_on) == ("not_taken", TODAY)
        refer_to_service(actor=as_system, trajectory=bo, service=service, on=TODAY)
        assert Entry.objects.filter(subject="service_referral").count() == 3


def test_the_catalogue_is_kept_on_its_page(as_system, sign_in):
    provider = OrganisationFactory(name="Welkom")
    manager = MembershipFactory(role=Role.ACCOUNT_MANAGER)
    open_everything(manager.organisation, purpose=Purpose.GUIDANCE)
    browser = sign_in(manager)
    form = {"provider": provider.pk, "name": "Taalmaatje", "need": "language", "postcode": "", "places": "3"}
    assert "51" in browser.post("/hulpaanbod/", form | {"postcode": "51"}).content.decode()
    assert browser.post("/hulpaanbod/", form).status_code == 302
    page = browser.get("/hulpaanbod/").content.decode()
    assert "Taalmaatje" in page
    assert "3 mensen tegelijk" in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_one_service_and_for_three(group, as_system, sign_in, statements, number):
    for each in range(number):
        service = offer(as_system, f"Cursus {each}", "5502")
        refer_to_service(actor=as_system, trajectory=group.trajectories[0], service=service, on=TODAY)
    assert statements(sign_in(group.coach), address(group)) == 19
