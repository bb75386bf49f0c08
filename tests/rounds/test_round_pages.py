"""The pages of a round: the same totals for everybody, own names only, refusals that help."""

import re
from datetime import date

import pytest
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Organisation, Role
from doorstroom.database.scope import scope
from doorstroom.intake.services import Show, invite, plan_meeting, record_shows
from doorstroom.partners.models import AccountManagement
from doorstroom.rounds.domain.funnel import Steps
from doorstroom.rounds.models import Backing, Nomination, Round
from doorstroom.rounds.selectors import funnel_of
from doorstroom.rounds.services import Outcome, decide_nominations, note_hint
from doorstroom.trajectories.models import Trajectory
from factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from factories.demand import PlaceFactory, SiteFactory
from factories.participants import person_of
from factories.programmes import SchoolHolidayFactory
from factories.rounds import round_world
from factories.trajectories import colleague, programme_with_model, under_way

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def world(as_system):
    """A round with people in every fate, two of three places, and an employer who thought of more."""
    world = round_world(as_system, seats=5)
    abel, noor, emre = world.put_forward(as_system, "Abel", "Noor", "Emre")
    [hanna] = world.put_forward(as_system, "Hanna", by=world.other_referrer)
    meeting = plan_meeting(actor=as_system, round=world.round, starts_at=NOW.replace(day=17), location="Lindecollege")
    invite(actor=as_system, meeting=meeting, nominations=[abel, noor, emre, hanna], on=TODAY)
    shows = dict.fromkeys([abel.pk, noor.pk, hanna.pk], Show("came")) | {emre.pk: Show("stayed_away", "work")}
    record_shows(actor=as_system, meeting=meeting, shows=shows)
    decide_nominations(
        actor=as_system, round=world.round, on=TODAY,
        outcomes=[Outcome(abel.pk, Nomination.Outcome.SELECTED), Outcome(noor.pk, Nomination.Outcome.RESERVE)],
    )  # fmt: skip
    world.back(as_system, signed=2, promised=1)
    employer = SiteFactory().organisation
    chantal = MembershipFactory(role=Role.ACCOUNT_MANAGER, user=UserFactory(name="Chantal", phone="0612345678"))
    AccountManagement.objects.create(employer=employer, member=chantal, valid_from=TODAY)
    note_hint(actor=as_system, round=world.round, employer=employer, seats=4, said_on=date(2026, 9, 14))
    return world


def funnel_in(html):
    return [int(n) for n in re.findall(r'ds-funnel__count">(\d+)<', html)]


def test_everybody_in_the_round_reads_the_same_totals(world, sign_in):
    address = reverse("round_detail", args=[world.round.pk])
    for member in world.everyone:
        html = sign_in(member).get(address).content.decode()
        assert funnel_in(html) == [5, 4, 3, 1, 0]
        assert "1 niet: 1 werk gevonden" in html
        assert "Abel" not in html


def test_who_starts_without_a_nomination_counts_for_everybody_in_the_round(world, sign_in):
    trajectory = under_way(colleague(), programme_with_model())
    Trajectory.objects.filter(pk=trajectory.pk).update(round=world.round)
    address = reverse("round_detail", args=[world.round.pk])
    for member in world.everyone:
        html = sign_in(member).get(address).content.decode()
        assert funnel_in(html) == [5, 4, 3, 1, 1]
        assert "over 10 weken, 1 zonder voordracht" in html
        assert f"{reverse('people')}?ronde={world.round.pk}" in html
    outsider = colleague()
    with scope(actor_of(outsider, at=NOW), nested=True):
        assert funnel_of(world.round).total == Steps(asked=5)


def test_round_page_names_the_shortfall_and_whom_to_call(world, sign_in):
    html = sign_in(world.manager).get(reverse("round_detail", args=[world.round.pk])).content.decode()
    assert "Bevestigen kan nog niet: 2 werkplekken te kort." in html
    assert "Er zijn 5 plaatsen en 3 werkplekken." in html
    assert 'href="tel:0612345678"' in html
    assert reverse("round_seats", args=[world.round.pk]) in html
    assert "Ronde bevestigen" in html
    referrer = sign_in(world.referrer).get(reverse("round_detail", args=[world.round.pk])).content.decode()
    assert "Ronde bevestigen" not in referrer
    assert reverse("round_seats", args=[world.round.pk]) not in referrer


def test_weeks_follow_from_the_model_and_its_holidays(as_system, world, sign_in):
    SchoolHolidayFactory()
    SchoolHolidayFactory(name="meivakantie", starts_on=date(2027, 4, 26), ends_on=date(2027, 5, 3))
    html = sign_in(world.manager).get(reverse("round_detail", args=[world.round.pk])).content.decode()
    assert "volgt uit de aanpak: 57 dagen werkplek, 18 dagen school" in " ".join(html.split())


def test_confirming_too_early_comes_back_with_the_reason(world, sign_in):
    client = sign_in(world.manager)
    answer = client.post(reverse("round_step", args=[world.round.pk, "bevestigen"]), follow=True)
    assert "2 werkplekken te kort" in answer.content.decode()
    assert Round.objects.get(pk=world.round.pk).state == "recruiting"


def test_smaller_round_can_be_confirmed_on_the_page(as_system, world, sign_in):
    client = sign_in(world.manager)
    answer = client.post(reverse("round_seats", args=[world.round.pk]), {"seats": "3"})
    assert answer.url == reverse("round_detail", args=[world.round.pk])
    for partner in (world.school, world.accounts):
        sign_in(partner).post(reverse("round_sign", args=[world.round.pk]))
    client.post(reverse("round_step", args=[world.round.pk, "bevestigen"]))
    found = Round.objects.get(pk=world.round.pk)
    assert (found.seats, found.state, found.confirmed_on) == (3, "confirmed", TODAY)


def test_account_manager_lets_places_count_and_signs_a_promise(world, sign_in):
    client, place = sign_in(world.accounts), PlaceFactory(number=2)
    address = reverse("round_places", args=[world.round.pk])
    given = {
        "place": place.pk, "seats": 3, "status": "promised", "given_by": "Joost Vink", "given_on": "2026-11-20",
    }  # fmt: skip
    refused = client.post(address, given)
    assert "biedt 2 plekken" in refused.content.decode()
    assert client.post(address, {**given, "seats": 2}).status_code == 302
    promise = Backing.objects.get(place=place)
    client.post(reverse("promise_sign", args=[world.round.pk, promise.pk]), {"signed_by": "Joost Vink"})
    promise.refresh_from_db()
    assert (promise.status, promise.seats) == ("signed", 2)
    assert sign_in(world.referrer).post(address, given).status_code == 404


def test_referrer_finds_and_nominates_own_people_only(as_system, world, sign_in):
    kim = person_of(world.referrer, given_name="Kim")
    lee = person_of(world.other_referrer, given_name="Lee")
    client, address = sign_in(world.referrer), reverse("round_nominate", args=[world.round.pk])
    html = client.get(address).content.decode()
    assert ("Kim" in html, "Lee" in html, "Abel" in html) == (True, False, False)
    client.post(address, {"person": [str(kim.pk), str(lee.pk), "x"]})
    with scope(actor_of(world.manager, at=NOW)):
        assert set(Nomination.objects.filter(round=world.round).values_list("person__given_name", flat=True)) == {
            "Abel", "Noor", "Emre", "Hanna", "Kim",
        }  # fmt: skip


def body_of(response, address):
    """The page without what differs on every request: its own address and the form's token."""
    html = response.content.decode().replace(address, "")
    return re.sub(r'csrfmiddlewaretoken" value="\w+"|X-CSRFToken": "\w+"', "", html)


@pytest.mark.parametrize(
    "name", ["round_detail", "round_recruitment", "round_selection", "round_places", "round_seats", "round_ask"]
)
def test_stranger_gets_the_answer_of_a_round_that_does_not_exist(world, sign_in, name):
    client = sign_in(MembershipFactory(role=Role.PROGRAMME_MANAGER))
    addresses = [reverse(name, args=[key]) for key in (world.round.pk, 10**6)]
    there, nowhere = (client.get(address) for address in addresses)
    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert body_of(there, addresses[0]) == body_of(nowhere, addresses[1])


def test_recruitment_shows_each_referrer_only_own_names(world, sign_in):
    address = reverse("round_recruitment", args=[world.round.pk])
    seen = {}
    for member in world.everyone:
        html = sign_in(member).get(address).content.decode()
        seen[member] = {name for name in ("Abel", "Noor", "Emre", "Hanna") if name in html}
    assert seen[world.referrer] == {"Abel", "Noor", "Emre"}
    assert seen[world.other_referrer] == {"Hanna"}
    assert seen[world.school] == {"Abel", "Noor", "Emre", "Hanna"}


def test_withdrawing_on_the_page(as_system, world, sign_in):
    nomination = Nomination.objects.get(person__given_name="Emre")
    assert sign_in(world.other_referrer).post(reverse("nomination_withdraw", args=[nomination.pk])).status_code == 404
    client, address = sign_in(world.referrer), reverse("nomination_withdraw", args=[nomination.pk])
    assert "Trek Emre" in client.post(address, {"why": ""}).content.decode()
    client.post(address, {"why": "Heeft zelf werk gevonden."})
    with scope(actor_of(world.referrer, at=NOW)):
        nomination.refresh_from_db()
    assert (nomination.outcome, nomination.withdrawn_because) == ("withdrawn", "Heeft zelf werk gevonden.")


def test_partners_stand_on_a_page_where_they_sign_and_the_leader_changes_them(as_system, world, sign_in):
    address = reverse("round_partners", args=[world.round.pk])
    newcomer = OrganisationFactory(name="Welkom")
    manager = sign_in(world.manager)
    assert manager.post(address, {"organisation": "Welkom", "role": "job_coach"}).url == address
    assert sign_in(world.school).post(address, {"organisation": "Welkom", "role": "caseworker"}).status_code == 404
    sign_in(world.school).post(reverse("round_sign", args=[world.round.pk]))
    html = " ".join(manager.get(address).content.decode().split())
    assert html.count("nog niet getekend") == 1
    assert "getekend voor 5 plaatsen op 23 november 2026" in html
    assert "Welkom" in html
    partner = world.round.partners.get(organisation=newcomer)
    manager.post(reverse("partner_remove", args=[world.round.pk, partner.pk]))
    assert not world.round.partners.filter(organisation=newcomer).exists()


def test_partners_of_a_round_are_chosen_by_name_from_nine_hundred_on_a_light_page(as_system, world, sign_in):
    Organisation.objects.bulk_create(
        Organisation(name=f"Stichting Leren en Werken {n}", kind="school") for n in range(900)
    )
    gone = OrganisationFactory(name="Xyz", merged_into=OrganisationFactory(name="Welkom"))
    address = reverse("round_partners", args=[world.round.pk])
    page = sign_in(world.manager).get(address)
    assert page.content.decode().count("<option>Stichting") == 900
    assert len(page.content) < 60_000
    refused = sign_in(world.manager).post(address, {"organisation": gone.name, "role": "job_coach"})
    assert refused.context["form"].errors == {
        "organisation": ["“Xyz” staat niet in de lijst. Typ een deel van de naam en kies uit wat er verschijnt."],
    }


def test_a_cancelled_round_says_why(as_system, world, sign_in):
    Nomination.objects.update(outcome="not_now")
    client, address = sign_in(world.manager), reverse("round_cancel", args=[world.round.pk])
    assert "Ronde annuleren" in client.get(address).content.decode()
    assert client.post(address, {"why": "Geen docent."}).url == reverse("round_detail", args=[world.round.pk])
    assert "Geen docent." in client.get(reverse("round_detail", args=[world.round.pk])).content.decode()


def test_planning_a_round_on_the_page(as_system, world, sign_in):
    client = sign_in(world.manager)
    plan = {
        "programme": world.round.programme_id, "model": world.round.model_id, "name": "ronde 9",
        "starts_on": "2027-09-06", "seats": 24, "minimum_seats": 16, "holiday_region": "",
    }  # fmt: skip
    assert "Kies een andere naam" in client.post(reverse("round_new"), plan).content.decode()
    made = client.post(reverse("round_new"), {**plan, "name": "ronde 10"})
    planned = Round.objects.get(name="ronde 10")
    assert made.url == reverse("round_detail", args=[planned.pk])
    partners = {(each.organisation, each.role) for each in planned.partners.all()}
    assert partners == {(m.organisation, m.role) for m in (world.manager, world.school, world.accounts)}
    assert client.get(made.url).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_the_same_at_any_size(as_system, sign_in, statements, rows):
    world = round_world(as_system, name="ronde 1")
    world.put_forward(as_system, *[f"P{n}" for n in range(rows)])
    for number in range(rows - 1):
        other = round_world_of_same_manager(as_system, world, number)
        assert other.round.programme_id != world.round.programme_id
    client = sign_in(world.manager)
    assert statements(client, reverse("round_list")) == 7
    assert statements(client, reverse("round_recruitment", args=[world.round.pk])) == 12
    assert statements(client, reverse("round_detail", args=[world.round.pk])) == 18
    assert len(client.get(reverse("round_recruitment", args=[world.round.pk])).content) < 60_000


def round_world_of_same_manager(system, world, number):
    from doorstroom.rounds.models import RoundPartner

    other = round_world(system, name=f"ronde {number + 2}", model=["welthuis-v1", "volgende-stap"][number])
    RoundPartner.objects.create(round=other.round, organisation=world.manager.organisation, role=world.manager.role)
    return other
