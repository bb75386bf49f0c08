"""Warm handovers in the browser."""

from datetime import timedelta

import pytest
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.models import Role
from doorstroom.database.scope import scope
from doorstroom.intake.forms import AcceptForm
from doorstroom.intake.models import Referral, ReferralTerms
from doorstroom.intake.services import draft_referral, send_referral
from doorstroom.trajectories.models import HolderTerm
from factories.accounts import MembershipFactory, OrganisationFactory
from factories.trajectories import acting, colleague, in_intake, programme_with_model, system_on

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
TEXTS = {"question": "Begeleiding op de werkplek", "wish": "Ik wil met mensen werken.", "agreed": ""}


@pytest.fixture
def world(as_system):
    samira = colleague(organisation=OrganisationFactory(name="Gemeente Lindervoort"))
    ruud = colleague(Role.JOB_COACH, organisation=OrganisationFactory(name="Vennenwerk"))
    programme = programme_with_model(desk=samira.organisation)
    return samira, ruud, programme, in_intake(samira, programme)


def stored():
    with scope(system_on(TODAY), nested=True):
        return Referral.objects.select_related("receiver").get()


def sent(world, on=TODAY, **names):
    samira, ruud, programme, trajectory = world
    if names:
        trajectory = in_intake(samira, programme, **names)
    actor = acting(samira, on)
    row = draft_referral(actor=actor, trajectory=trajectory, receiver=ruud.organisation, on=on, **TEXTS)
    return send_referral(actor=actor, referral=row, seen_how="aloud", on=on)


def act(client, row, slug, **data):
    return client.post(reverse("referral_act", args=[row.pk, slug]), data, follow=True).content.decode()


def test_from_the_page_of_the_person_to_the_other_organisation_and_back_with_news(world, sign_in):
    samira, ruud, _, trajectory = world
    sender, receiver = sign_in(samira), sign_in(ruud)
    where = reverse("referral_new", args=[trajectory.person_id, trajectory.pk])
    assert "Ik wil met mensen werken." in sender.get(where).content.decode(), "the own goal stands there already"
    given = {**TEXTS, "receiver": ruud.organisation_id}
    sender.post(where, given)
    row = stored()
    assert row.state == "draft"
    assert receiver.get(reverse("referral", args=[row.pk])).status_code == 404
    assert "U houdt de regie" in act(sender, row, "versturen", seen_how="paper")
    page = receiver.get(reverse("referral_list")).content.decode()
    assert ("Abel Tesfay" in page, "1 overdracht wacht op u" in page, "u bent aan zet" in page) == (True, True, True)
    act(receiver, row, "ontvangen")
    assert "Praat eerst met z’n drieën" in act(receiver, row, "overnemen")
    act(receiver, row, "overnemen", talk_held_on=TODAY.isoformat())
    with scope(system_on(TODAY), nested=True):
        assert HolderTerm.objects.get(trajectory=trajectory, ended_at=None).member == ruud
    assert receiver.get(reverse("person", args=[trajectory.person_id])).status_code == 200
    act(receiver, row, "eerste-contact", contact_on=TODAY.isoformat())
    act(receiver, row, "uitkomst", outcome="Zij werkt al mee.")
    assert "Zij werkt al mee." in sender.get(reverse("referral", args=[row.pk])).content.decode()
    act(sender, row, "gelezen")
    assert stored().state == "closed"


def test_a_talk_that_was_not_wanted_was_not_held_on_the_day_that_was_planned():
    planned = {"talk_held_on": TODAY.isoformat()}
    forms = [AcceptForm({**planned, "talk_waived": why}) for why in ("", "Te druk.")]
    assert [form.is_valid() and form.cleaned_data["talk_held_on"] for form in forms] == [TODAY, None]


def test_a_refused_no_keeps_what_was_typed(world, sign_in):
    row = sent(world)
    page = act(sign_in(world[1]), row, "niet-overnemen", reason="Vol tot januari.", alternative="")
    assert "Vol tot januari." in page
    assert stored().state == "sent"


def test_one_sees_only_what_one_may_do(world, sign_in):
    row = sent(world)
    address = reverse("referral", args=[row.pk])
    mine, theirs = (sign_in(member).get(address).content.decode() for member in world[:2])
    assert [("/intrekken/" in page, "/overnemen/" in page) for page in (mine, theirs)] == [(True, False), (False, True)]
    assert sign_in(colleague()).get(address).status_code == 404


def test_what_is_late_says_so_with_a_number_to_call(world, sign_in):
    world[0].user.phone = "06-10000001"
    world[0].user.save()
    row = sent(world, on=TODAY - timedelta(days=14))
    page = sign_in(world[1]).get(reverse("referral", args=[row.pk])).content.decode()
    assert ("Dit is te laat." in page, 'href="tel:06-10000001"' in page) == (True, True)
    assert "Zonder antwoord gaat het terug op 7 december 2026" in page


@pytest.mark.parametrize("more", [0, 2])
def test_the_list_costs_the_same_at_any_size(world, sign_in, statements, more):
    sent(world)
    for number in range(more):
        sent(world, given_name=f"Nummer{number}")
    assert statements(sign_in(world[1]), reverse("referral_list")) == 6


def test_the_programme_manager_of_a_partner_sets_the_days(world, sign_in):
    samira, _, programme, _ = world
    manager = MembershipFactory(organisation=samira.organisation, role=Role.PROGRAMME_MANAGER)
    where = reverse("referral_terms", args=[programme.pk])
    days = {"receipt": 1, "remind": 3, "managers": 6, "talk": 8, "first_contact": 4, "report": 9, "expiry": 12}
    client = sign_in(manager)
    assert "pas later gaat het terug" in client.post(where, {**days, "expiry": 5}).content.decode()
    client.post(where, days)
    with scope(system_on(TODAY), nested=True):
        row = ReferralTerms.objects.get()
        assert {name: getattr(row, name) for name in days} == days
    elsewhere = MembershipFactory(role=Role.PROGRAMME_MANAGER)
    assert sign_in(elsewhere).get(where).status_code == 404
