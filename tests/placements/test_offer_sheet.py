"""Both sides promise, confirm and look back: staff on their page, the employer behind the link."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.audit.models import Entry
from doorstroom.database.scope import scope
from doorstroom.placements.domain.errors import PlacementError
from doorstroom.placements.models import OfferSide
from doorstroom.placements.services import (
    confirm_offer,
    issue_employer_link,
    review_offer,
    write_offer_sheet,
)
from doorstroom.signals.selectors import todays_list
from factories.accounts import MembershipFactory
from factories.agreements import open_everything
from factories.placements import work_of_abel

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
GIVES = {"employer_gives": "Mieke leert haar het vak, 24 uur per week.", "partners_give": "Ruud komt elke twee weken."}


@pytest.fixture
def world(as_system):
    return work_of_abel(as_system)


def sheet(as_system, placement, *, confirmed_ago=None):
    on = TODAY - timedelta(days=confirmed_ago or 0)
    write_offer_sheet(actor=as_system, placement=placement, on=on, **GIVES)
    if confirmed_ago is not None:
        for side in OfferSide.Side:
            confirm_offer(actor=as_system, placement=placement, side=side, by="x", on=on)


def at_work(group, contact):
    token, code = issue_employer_link(actor=actor_of(group.coach, at=NOW), contact=contact, at=NOW)
    browser = Client()
    browser.post(f"/w/{token}/", {"code": code})
    return browser


def standing(as_system):
    with scope(as_system, nested=True):
        return list(OfferSide.objects.values_list("side", "confirmed_on", "kept", "reviewed_on"))


def test_staff_write_it_down_and_both_confirm_each_for_itself(world, as_system, sign_in):
    group, contact, placement = world
    staff, where = sign_in(group.coach), f"/werkplekken/{placement.pk}/afspraken/"
    assert "Er is nog niets opgeschreven." in staff.get(where).content.decode()
    assert staff.post(f"{where}opschrijven/", GIVES).headers["Location"] == where
    assert staff.post(f"{where}bevestigen/", {"side": "partners"}).headers["Location"] == where
    employer = at_work(group, contact)
    assert f"/onze-week/afspraken/{placement.pk}/" in employer.get("/onze-week/").content.decode()
    page = employer.get(f"/onze-week/afspraken/{placement.pk}/").content.decode()
    assert "Mieke leert haar het vak" in page
    assert "Ruud komt elke twee weken." in page
    assert "/werkgevers/risico/?soort=work_experience" in page
    assert "Geheim" not in page
    assert employer.post(f"/onze-week/afspraken/{placement.pk}/").status_code == 302
    assert standing(as_system) == [("employer", TODAY, "", None), ("partners", TODAY, "", None)]
    page = staff.get(where).content.decode()
    assert "Joost Vink" in page
    assert "Op 21 december 2026 kijken beide terug." in page
    with scope(as_system):
        assert Entry.objects.filter(subject="offer_sheet").count() == 3


def test_a_sheet_begins_with_what_stands_at_the_workplace_until_something_is_written(world, as_system, sign_in):
    group, _contact, placement = world
    staff, where = sign_in(group.coach), f"/werkplekken/{placement.pk}/afspraken/"

    def begins():
        return staff.get(f"{where}opschrijven/").context["form"].initial

    assert begins() == {"employer_gives": "maandag, woensdag\nJoost Vink begeleidt.", "partners_give": ""}
    with scope(as_system, nested=True):
        sheet(as_system, placement)
    assert begins() == GIVES
    assert 'name="by" value="Joost Vink"' in staff.get(where).content.decode()


def test_a_word_that_changes_asks_both_again_and_the_same_words_do_not(world, as_system):
    _group, _contact, placement = world
    sheet(as_system, placement, confirmed_ago=30)
    write_offer_sheet(actor=as_system, placement=placement, on=TODAY, **GIVES)
    assert [row[1] for row in standing(as_system)] == [TODAY - timedelta(days=30)] * 2
    write_offer_sheet(actor=as_system, placement=placement, on=TODAY, **GIVES | {"partners_give": "Elke week."})
    assert [row[1] for row in standing(as_system)] == [None, None]


def test_at_week_four_both_look_back_and_what_is_not_done_needs_words(world, as_system, sign_in):
    group, contact, placement = world
    sheet(as_system, placement, confirmed_ago=28)
    staff, where = sign_in(group.coach), f"/werkplekken/{placement.pk}/afspraken/"
    refused = staff.post(f"{where}terugkijken/", {"kept": "partly"}).content.decode()
    assert "Schrijf op wat nog niet gedaan is, en wie het wanneer doet." in refused
    answer = {"kept": "partly", "remark": "Werkschoenen: Ruud, deze week."}
    assert staff.post(f"{where}terugkijken/", answer).headers["Location"] == where
    employer = at_work(group, contact)
    there = f"/onze-week/afspraken/{placement.pk}/"
    assert "Hoe ging het?" in employer.get(there).content.decode()
    assert employer.post(there, {"review": "1"}).status_code == 200
    assert employer.post(there, {"review": "1", "kept": "yes"}).status_code == 302
    assert [row[2:] for row in standing(as_system)] == [("yes", TODAY), ("partly", TODAY)]
    assert "Werkschoenen" in employer.get(there).content.decode()


def test_looking_back_stands_on_vandaag_from_week_four_until_it_is_done(world, as_system):
    group, _contact, placement = world
    actor = actor_of(group.coach, at=NOW)

    def asked():
        with scope(actor, nested=True):
            rows = todays_list(actor).rows
        return [each for row in rows for each in row.signals if each.code == "sheet_review"]

    sheet(as_system, placement, confirmed_ago=27)
    assert asked() == []
    OfferSide.objects.update(confirmed_on=TODAY - timedelta(days=28))
    (signal,) = asked()
    assert (signal.due_on, signal.params["placement"]) == (TODAY, placement.pk)
    review_offer(actor=actor, placement=placement, side="employer", kept="yes", on=TODAY)
    assert len(asked()) == 1, "our own look back is still to come"
    review_offer(actor=actor, placement=placement, side="partners", kept="yes", on=TODAY)
    assert asked() == []


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda about: confirm_offer(side="employer", by="x", **about), "offer_not_written"),
        (lambda about: write_offer_sheet(employer_gives="x", partners_give=" ", **about), "offer_needs_both"),
    ],
)
def test_what_is_not_there_is_said(world, as_system, act, code):
    with pytest.raises(PlacementError) as refused:
        act({"actor": as_system, "placement": world[2], "on": TODAY})
    assert refused.value.code == code


def test_nobody_looks_back_too_early_or_for_the_other_side(world, as_system, sign_in):
    group, contact, placement = world
    sheet(as_system, placement, confirmed_ago=9)
    with pytest.raises(PlacementError) as refused:
        review_offer(actor=as_system, placement=placement, side="partners", kept="yes", on=TODAY)
    assert (refused.value.code, refused.value.params["on"]) == ("review_to_come", TODAY + timedelta(days=19))
    with pytest.raises(IntegrityError, match="reviewed_offer_was_confirmed"), transaction.atomic():
        OfferSide.objects.update(confirmed_on=None, confirmed_by="", kept="yes", reviewed_on=TODAY)
    employer = at_work(group, contact)
    assert employer.get(f"/onze-week/afspraken/{placement.pk + 1}/").status_code == 404
    stranger = MembershipFactory(role=Role.JOB_COACH)
    open_everything(stranger.organisation)
    assert sign_in(stranger).get(f"/werkplekken/{placement.pk}/afspraken/").status_code == 404
